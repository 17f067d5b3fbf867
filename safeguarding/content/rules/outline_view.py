"""The outline of a scenario as a page and a map show it: counts, targets, what can be reached, where to draw it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from safeguarding.content.rules.drafts import What, name_of
from safeguarding.content.rules.scene_graph import cannot_finish, reachable_from, rings


@dataclass(frozen=True)
class OutlineObject:
    code: str
    name: str
    is_sign: bool | None
    is_placed: bool


@dataclass(frozen=True)
class OutlineChoice:
    """A choice and what it leads to: a scene or ending, or nothing yet."""

    code: str
    text: str
    goes_to: str | None
    target_title: str | None
    has_reply: bool


@dataclass(frozen=True)
class OutlineScene:
    """`level` is how many steps at most lead here from the first scene; `row` its place among those of its level."""

    code: str
    title: str
    has_picture: bool
    incoming: int
    objects: tuple[OutlineObject, ...]
    choices: tuple[OutlineChoice, ...]
    is_first: bool
    is_reached: bool
    can_finish: bool
    level: int
    row: int

    @property
    def outgoing(self) -> int:
        return sum(choice.goes_to is not None for choice in self.choices)


@dataclass(frozen=True)
class OutlineEnding:
    code: str
    title: str
    incoming: int
    is_reached: bool
    level: int
    row: int


@dataclass(frozen=True)
class Outline:
    """Scenes and endings in the author's order. What cannot be reached stands behind the last level."""

    first: str | None
    scenes: tuple[OutlineScene, ...]
    endings: tuple[OutlineEnding, ...]


def outline_of(body: Mapping[str, Any]) -> Outline:
    """The outline of a scenario that may still have gaps."""
    titles = {scene["code"]: name_of(What.SCENE, scene) for scene in body["scenes"]}
    titles |= {ending["code"]: name_of(What.ENDING, ending) for ending in body["endings"]}
    leads_to = {
        scene["code"]: [choice["goes_to"] for choice in scene["choices"] if choice["goes_to"] in titles]
        for scene in body["scenes"]
    }
    incoming = Counter(target for targets in leads_to.values() for target in targets)
    first = body["first"] if body["first"] in leads_to else None
    reached = reachable_from(first, leads_to) if first else set()
    stuck = cannot_finish(leads_to, [ending["code"] for ending in body["endings"]])
    places = _places(first, leads_to, list(titles))
    return Outline(
        first=first,
        scenes=tuple(
            OutlineScene(
                code=scene["code"],
                title=titles[scene["code"]],
                has_picture=scene["picture"] is not None,
                incoming=incoming[scene["code"]],
                objects=tuple(_object(thing) for thing in scene["objects"]),
                choices=tuple(_choice(choice, titles) for choice in scene["choices"]),
                is_first=scene["code"] == first,
                is_reached=scene["code"] in reached,
                can_finish=scene["code"] not in stuck,
                level=places[scene["code"]][0],
                row=places[scene["code"]][1],
            )
            for scene in body["scenes"]
        ),
        endings=tuple(
            OutlineEnding(
                code=ending["code"],
                title=titles[ending["code"]],
                incoming=incoming[ending["code"]],
                is_reached=ending["code"] in reached,
                level=places[ending["code"]][0],
                row=places[ending["code"]][1],
            )
            for ending in body["endings"]
        ),
    )


def _object(thing: Mapping[str, Any]) -> OutlineObject:
    return OutlineObject(
        code=thing["code"],
        name=name_of(What.OBJECT, thing),
        is_sign=thing["is_sign"],
        is_placed=thing["place"] is not None,
    )


def _choice(choice: Mapping[str, Any], titles: Mapping[str, str]) -> OutlineChoice:
    return OutlineChoice(
        code=choice["code"],
        text=name_of(What.CHOICE, choice),
        goes_to=choice["goes_to"],
        target_title=titles.get(choice["goes_to"]),
        has_reply=bool(choice["reply"]),
    )


def _places(first: str | None, leads_to: Mapping[str, Sequence[str]], codes: list[str]) -> dict[str, tuple[int, int]]:
    """Level and row of every scene and ending: as far to the right as the longest way to it, where no way is a ring."""
    levels: dict[str, int] = {}
    order: list[str] = []
    waiting = [first] if first else []
    while waiting:
        code = waiting.pop(0)
        if code not in order:
            order.append(code)
            levels.setdefault(code, 0)
            for target in leads_to.get(code, ()):
                levels.setdefault(target, levels[code] + 1)
                waiting.append(target)
    if not rings(leads_to):
        for _ in order:
            for code in order:
                for target in leads_to.get(code, ()):
                    levels[target] = max(levels[target], levels[code] + 1)
    behind = max(levels.values(), default=-1) + 1
    order += [code for code in codes if code not in levels]
    rows: Counter[int] = Counter()
    places = {}
    for code in order:
        level = levels.get(code, behind)
        places[code] = (level, rows[level])
        rows[level] += 1
    return places
