"""What must be true of a scenario before officers meet it. A body may still have gaps (None): what is not there
yet is the reader's to name, and is passed over here."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from safeguarding.content.rules.boxes import PHONE_WIDTH, SMALLEST_ON_A_PHONE, is_too_small, outside
from safeguarding.content.rules.findings import Finding, Path
from safeguarding.content.rules.scene_graph import cannot_finish, reachable_from, rings
from safeguarding.people.rules.roles import ROLE_FAMILY_NAMES, RoleFamily

FEWEST_INNOCENT = 2


def check_scenario(body: Mapping[str, Any]) -> list[Finding]:
    """Everything wrong with a scenario's scenes, objects, choices and endings."""
    return [
        *_same_codes(body),
        *_graph(body),
        *(finding for at, scene in enumerate(body["scenes"]) for finding in _scene(("scenes", at), scene)),
        *(finding for at, ending in enumerate(body["endings"]) for finding in _ending(("endings", at), ending)),
    ]


def repeated(codes: Collection[str | None]) -> set[str]:
    """The codes that stand more than once."""
    listed = [code for code in codes if code is not None]
    return {code for code in listed if listed.count(code) > 1}


def _same_codes(body: Mapping[str, Any]) -> Iterator[Finding]:
    places = [(("scenes", at, "code"), scene["code"]) for at, scene in enumerate(body["scenes"]) if scene["code"]] + [
        (("endings", at, "code"), ending["code"]) for at, ending in enumerate(body["endings"]) if ending["code"]
    ]
    seen: set[str] = set()
    for path, code in places:
        if code in seen:
            yield Finding(path, f"'{code}' is already the code of a scene or ending. Give this one its own.")
        seen.add(code)


def _graph(body: Mapping[str, Any]) -> Iterator[Finding]:
    scenes: dict[str, int] = {}
    for at, scene in enumerate(body["scenes"]):
        if scene["code"]:
            scenes.setdefault(scene["code"], at)
    endings = {ending["code"]: at for at, ending in enumerate(body["endings"]) if ending["code"]}
    leads_to: dict[str, list[str]] = {}
    has_gap = False
    for code, at in scenes.items():
        leads_to[code] = []
        for number, choice in enumerate(body["scenes"][at]["choices"]):
            target = choice["goes_to"]
            if target in scenes or target in endings:
                leads_to[code].append(target)
            elif target is None:
                has_gap = True
            else:
                yield Finding(
                    ("scenes", at, "choices", number, "goes_to"),
                    f"no scene or ending is called '{target}'. {_there_is(scenes, endings)}",
                )
    first = body["first"]
    if first is not None and first not in scenes:
        yield Finding(("first",), f"no scene is called '{first}'. {_there_is(scenes)}")
    if has_gap or any(scene["code"] is None for scene in body["scenes"]):
        return
    if first in scenes:
        reached = reachable_from(first, leads_to)
        for code, at in scenes.items():
            if code not in reached:
                yield Finding(
                    ("scenes", at), f"no path leads to the scene '{code}'. Let a choice go to it, or take it out."
                )
        for code, at in endings.items():
            if code not in reached:
                yield Finding(
                    ("endings", at), f"no path leads to the ending '{code}'. Let a choice go to it, or take it out."
                )
    for code in scenes:
        if code in cannot_finish(leads_to, endings):
            yield Finding(
                ("scenes", scenes[code]),
                f"from the scene '{code}' no ending can be reached. Let one of its choices lead on to an ending.",
            )
    for ring in rings(leads_to):
        way = " → ".join([*ring, ring[0]])
        yield Finding(
            ("scenes", scenes[ring[-1]], "choices"),
            f"this way comes back to where it was: {way}. "
            "An officer keeps one choice for each scene, so let a choice lead on to a new scene or an ending.",
        )


def _there_is(*kinds: Mapping[str, int]) -> str:
    return f"There is: {', '.join(code for codes in kinds for code in codes)}."


def _scene(path: Path, scene: Mapping[str, Any]) -> Iterator[Finding]:
    name = scene["code"] or "without a code"
    if not scene["choices"]:
        yield Finding(
            (*path, "choices"), f"the scene '{name}' has no choices, so no officer could go on. Add `choices:`."
        )
    for code in sorted(repeated([choice["code"] for choice in scene["choices"]])):
        yield Finding((*path, "choices"), f"two choices of the scene '{name}' are called '{code}'. Rename one.")
    for at, choice in enumerate(scene["choices"]):
        if not choice["reply"]:
            yield Finding(
                (*path, "choices", at, "reply"),
                f"the choice '{choice['code']}' has no reply. Say in `reply:` what happens, so that no choice is met "
                "with silence.",
            )
    if scene["objects"] and scene["picture"] is None:
        message = f"the scene '{name}' has objects and no picture to put them in. Add `picture:`."
        yield Finding((*path, "picture"), message)
    if scene["objects"] and not scene["ask"]:
        message = f"the scene '{name}' has objects and no `ask:`. Say what the officer should do with them."
        yield Finding((*path, "ask"), message)
    for code in sorted(repeated([thing["code"] for thing in scene["objects"]])):
        yield Finding((*path, "objects"), f"two objects of the scene '{name}' are called '{code}'. Rename one.")
    for at, thing in enumerate(scene["objects"]):
        yield from _object((*path, "objects", at), thing, scene["picture"])
    yield from _covered((*path, "objects"), scene["objects"])


def _covered(path: Path, objects: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """Things that cannot be pressed in their middle, because what is listed later lies over it."""
    placed = [(at, thing, thing["place"]) for at, thing in enumerate(objects) if thing["place"]]
    for number, (at, thing, place) in enumerate(placed):
        for _, other, over in placed[number + 1 :]:
            if None in (*place.values(), *over.values()):
                continue
            beside = abs(place["x"] - over["x"]) * 2, abs(place["y"] - over["y"]) * 2
            if beside[0] < over["width"] and beside[1] < over["height"]:
                yield Finding(
                    (*path, at, "place"),
                    f"“{other['name'] or other['code']}” lies over the middle of “{thing['name'] or thing['code']}”, "
                    "so it can hardly be pressed. Move one of them.",
                    is_warning=True,
                )
                break


def _object(path: Path, thing: Mapping[str, Any], picture: Mapping[str, Any] | None) -> Iterator[Finding]:
    name = thing["code"] or "without a code"
    if thing["plate"] is not None and not thing["plate"]["alt"]:
        yield Finding(
            (*path, "plate", "alt"),
            f"the object '{name}' has no `alt:`. Describe it for people who cannot see it, as plainly as it looks.",
        )
    if len(thing["innocent"]) < FEWEST_INNOCENT:
        yield Finding(
            (*path, "innocent"),
            f"the object '{name}' has {len(thing['innocent'])} innocent explanations. Give at least "
            f"{FEWEST_INNOCENT}: one object is a reason to ask, not a conclusion.",
        )
    if not thing["question"]:
        message = f"the object '{name}' has no `question:`. Give one a curious officer would ask."
        yield Finding((*path, "question"), message)
    place = thing["place"]
    if place is None or picture is None or None in (*place.values(), *picture.values()):
        return
    if beyond := outside(place, picture):
        yield Finding((*path, "place"), f"the object '{name}' {beyond}")
    if is_too_small(width=place["width"], height=place["height"], picture_width=picture["width"]):
        least = -(-SMALLEST_ON_A_PHONE * picture["width"] // PHONE_WIDTH)
        yield Finding(
            (*path, "place"),
            f"the object '{name}' is too small to press on a phone ({place['width']}x{place['height']}). "
            f"Make width and height at least {least}.",
        )


def _ending(path: Path, ending: Mapping[str, Any]) -> Iterator[Finding]:
    name = ending["code"] or "without a code"
    without = [family for family in RoleFamily if not ending["steps"][family]]
    if len(without) == len(RoleFamily):
        yield Finding(
            (*path, "steps"), f"the ending '{name}' has no steps. Say under `steps:` what each role does next."
        )
        without = []
    for family in without:
        yield Finding(
            (*path, "steps", str(family)),
            f"the ending '{name}' has no step for {ROLE_FAMILY_NAMES[family]}. Add `{family}:` under `steps:`.",
        )
    if not ending["contacts"]:
        yield Finding(
            (*path, "contacts"), f"the ending '{name}' names no contacts. List whom to tell under `contacts:`."
        )
