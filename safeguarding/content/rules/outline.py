"""Writing a scenario as an outline: typing a choice makes its next scene, and what is taken out goes to a tray.

Every verb takes a draft and gives a new one. Codes are made once and never used again.
"""

from collections.abc import Mapping
from typing import Any

from safeguarding.content.rules.boxes import kept_inside, middle_of, nudged
from safeguarding.content.rules.drafts import (
    KEY_OF,
    Draft,
    What,
    code_from,
    name_of,
    new_ending,
    new_object,
    new_scene,
    taken_as,
    unused,
)
from safeguarding.content.rules.scene_graph import reachable_from

Part = dict[str, Any]


class NoSuchPart(Exception):
    """The draft has no such scene, ending, object or choice; somebody may have taken it out."""


class NotPossible(Exception):
    """The outline cannot be changed so; the words say why."""


def add_scene(draft: Draft, *, title: str, after: str | None = None) -> tuple[Draft, str]:
    """A new scene, behind another or at the end. The first scene written is where the scenario begins."""
    body, _ = draft.copied()
    title = _words(title, "Write what the scene is called.")
    code = code_from(title, what=What.SCENE, taken=draft.taken)
    at = len(body["scenes"]) if after is None else _at(body["scenes"], after) + 1
    body["scenes"].insert(at, new_scene(code, title))
    body["first"] = body["first"] or code
    return draft.with_changes(body), code


def add_ending(draft: Draft, *, title: str) -> tuple[Draft, str]:
    """A new ending."""
    body, _ = draft.copied()
    title = _words(title, "Write what the ending is called.")
    code = code_from(title, what=What.ENDING, taken=draft.taken)
    body["endings"].append(new_ending(code, title))
    return draft.with_changes(body), code


def add_choice(draft: Draft, *, scene: str, text: str, goes_to: str | None = None) -> tuple[Draft, str]:
    """A new choice. Unless it goes to a scene or ending that is there, its next scene is made and called after it."""
    body, _ = draft.copied()
    text = _words(text, "Write what the officer may do.")
    here = find(body, What.SCENE, scene)
    code = code_from(text, what=What.CHOICE, taken=draft.taken)
    if goes_to is None:
        goes_to = code_from(text, what=What.SCENE, taken=draft.taken)
        behind = _at(body["scenes"], scene) + 1 + len(here["choices"])
        body["scenes"].insert(behind, new_scene(goes_to, text))
    else:
        _target(body, goes_to)
    here["choices"].append({"code": code, "text": text, "reply": None, "goes_to": goes_to})
    return draft.with_changes(body), code


def add_object(draft: Draft, *, scene: str, name: str) -> tuple[Draft, str]:
    """A new object, in the middle of the scene's picture where there is one."""
    body, _ = draft.copied()
    name = _words(name, "Write what the object is called. The name gives nothing away.")
    here = find(body, What.SCENE, scene)
    code = code_from(name, what=What.OBJECT, taken=draft.taken)
    here["objects"].append({**new_object(code, name), "place": middle_of(here["picture"])})
    return draft.with_changes(body), code


def aim_choice(draft: Draft, *, scene: str, choice: str, goes_to: str | None) -> Draft:
    """Let a choice lead to a scene or an ending, or nowhere yet."""
    body, _ = draft.copied()
    if goes_to is not None:
        _target(body, goes_to)
    find(body, What.CHOICE, choice, scene=scene)["goes_to"] = goes_to
    return draft.with_changes(body)


def make_first(draft: Draft, *, scene: str) -> Draft:
    """Let the scenario begin with this scene."""
    body, _ = draft.copied()
    body["first"] = find(body, What.SCENE, scene)["code"]
    return draft.with_changes(body)


def move_scene(draft: Draft, *, code: str, to: int) -> Draft:
    """Put a scene at another place of the outline, counted from 0."""
    return _moved(draft, What.SCENE, code, to)


def move_ending(draft: Draft, *, code: str, to: int) -> Draft:
    """Put an ending at another place of the outline."""
    return _moved(draft, What.ENDING, code, to)


def move_object(draft: Draft, *, scene: str, code: str, to: int) -> Draft:
    """Put an object at another place of its scene's list."""
    return _moved(draft, What.OBJECT, code, to, scene=scene)


def move_choice(draft: Draft, *, scene: str, code: str, to: int) -> Draft:
    """Put a choice at another place among those of its scene."""
    return _moved(draft, What.CHOICE, code, to, scene=scene)


def move_object_to(draft: Draft, *, scene: str, code: str, to_scene: str) -> Draft:
    """Put an object into another scene. In another picture it has no place yet."""
    body, _ = draft.copied()
    thing = find(body, What.OBJECT, code, scene=scene)
    here, there = find(body, What.SCENE, scene), find(body, What.SCENE, to_scene)
    if here is there:
        return draft
    here["objects"].remove(thing)
    if (here["picture"] or {}).get("media") != (there["picture"] or {}).get("media"):
        thing["place"] = None
    _own_code(draft, thing, What.OBJECT, there["objects"])
    there["objects"].append(thing)
    return draft.with_changes(body)


def place_object(draft: Draft, *, scene: str, code: str, x: int, y: int, width: int, height: int) -> Draft:
    """Put an object's box (x and y are its centre) somewhere in the picture; it is kept inside."""
    body, _ = draft.copied()
    picture = find(body, What.SCENE, scene)["picture"]
    if picture is None:
        raise NotPossible("The scene has no picture yet. Choose one, then place its objects.")
    box = {"x": x, "y": y, "width": width, "height": height}
    find(body, What.OBJECT, code, scene=scene)["place"] = kept_inside(box, picture)
    return draft.with_changes(body)


def nudge_object(
    draft: Draft, *, scene: str, code: str, right: int = 0, down: int = 0, wider: int = 0, taller: int = 0
) -> Draft:
    """Move or grow an object's box a little, as an arrow key does. One without a place begins in the middle."""
    place = find(draft.body, What.OBJECT, code, scene=scene)["place"]
    picture = find(draft.body, What.SCENE, scene)["picture"]
    box = nudged(place, picture, right=right, down=down, wider=wider, taller=taller)
    return place_object(draft, scene=scene, code=code, **box)


def nudge_ring(draft: Draft, *, right: int = 0, down: int = 0, wider: int = 0, taller: int = 0) -> Draft:
    """The same for the ring in the opening picture; a new one begins in the middle."""
    body, _ = draft.copied()
    if body["picture"] is None:
        raise NotPossible("There is no picture yet. Choose one, then put a ring in it.")
    box = nudged(body["picture_ring"], body["picture"], right=right, down=down, wider=wider, taller=taller)
    body["picture_ring"] = kept_inside(box, body["picture"])
    return draft.with_changes(body)


def remove_scene(draft: Draft, *, code: str) -> Draft:
    """Put a scene aside, and with it the scenes and endings that only it led to. Choices that led there lead nowhere.

    Of the scene a scenario begins with only it is put aside: the first scene it led to is then the beginning.
    """
    body, tray = draft.copied()
    scene = find(body, What.SCENE, code)
    gone = {code}
    if body["first"] == code:
        ahead = [choice["goes_to"] for choice in scene["choices"]] + [each["code"] for each in body["scenes"]]
        others = {each["code"] for each in body["scenes"]} - {code}
        body["first"] = next((target for target in ahead if target in others), None)
    else:
        gone |= _only_through(body, code)
    for what in (What.SCENE, What.ENDING):
        for part in [part for part in body[KEY_OF[what]] if part["code"] in gone]:
            _put_aside(body, tray, what, part)
    return draft.with_changes(body, tray)


def remove_ending(draft: Draft, *, code: str) -> Draft:
    """Put an ending aside. Choices that led there lead nowhere."""
    body, tray = draft.copied()
    _put_aside(body, tray, What.ENDING, find(body, What.ENDING, code))
    return draft.with_changes(body, tray)


def remove_object(draft: Draft, *, scene: str, code: str) -> Draft:
    """Put an object aside."""
    body, tray = draft.copied()
    _put_aside(body, tray, What.OBJECT, find(body, What.OBJECT, code, scene=scene), scene=scene)
    return draft.with_changes(body, tray)


def remove_choice(draft: Draft, *, scene: str, code: str) -> Draft:
    """Put a choice aside. The scene it led to stays."""
    body, tray = draft.copied()
    _put_aside(body, tray, What.CHOICE, find(body, What.CHOICE, code, scene=scene), scene=scene)
    return draft.with_changes(body, tray)


def restore(draft: Draft, *, id: str, scene: str | None = None) -> Draft:
    """Take something out of the tray again. Choices that led to it do so again; `scene` says where an object or choice
    is to go, if not where it was.
    """
    body, tray = draft.copied()
    item = next((item for item in tray if item["id"] == id), None)
    if item is None:
        raise NoSuchPart("It is no longer in the tray.")
    tray.remove(item)
    what, part = What(item["what"]), item["part"]
    if what in (What.OBJECT, What.CHOICE):
        home = _scene_for(body, scene or item["from"])
        if item["from"] != home["code"] and what is What.OBJECT:
            part["place"] = None
        siblings = home[KEY_OF[what]]
    else:
        siblings = body["check"]["choices"] if what is What.ANSWER else body[KEY_OF[what]]
    _own_code(draft, part, what, siblings if what not in (What.SCENE, What.ENDING) else ends_of_choices(body))
    siblings.append(part)
    if what is What.SCENE:
        body["first"] = body["first"] or part["code"]
    for where, choice in item["led_here"]:
        _lead_again(body, tray, where, choice, part["code"])
    let_go_of_targets(body, tray)
    return draft.with_changes(body, tray)


def find(body: Mapping[str, Any], what: What, code: str, *, scene: str | None = None) -> Part:
    """A part by its code, and the scene it stands in. Raises NoSuchPart."""
    if what is What.ANSWER:
        parts = body["check"]["choices"]
    elif scene is not None:
        parts = find(body, What.SCENE, scene)[KEY_OF[what]]
    else:
        parts = body.get(KEY_OF[what], [])
    found: Part | None = next((part for part in parts if part["code"] == code), None)
    if found is None:
        raise NoSuchPart(f"There is no {what} '{code}' any more. Somebody may have taken it out: look in the tray.")
    return found


def ends_of_choices(body: Mapping[str, Any]) -> list[Part]:
    """Everything a choice may lead to."""
    return [*body.get("scenes", ()), *body.get("endings", ())]


def let_go_of_targets(body: Part, tray: list[Part]) -> None:
    """Choices that lead to something that is not in the body lead nowhere; the tray remembers where they led."""
    there = {part["code"] for part in ends_of_choices(body)}
    aside = {item["part"]["code"]: item for item in tray if item["what"] in (What.SCENE, What.ENDING)}
    for scene in body.get("scenes", ()):
        for choice in scene["choices"]:
            if choice["goes_to"] is not None and choice["goes_to"] not in there:
                if choice["goes_to"] in aside:
                    aside[choice["goes_to"]]["led_here"].append([scene["code"], choice["code"]])
                choice["goes_to"] = None


def put_aside(tray: list[Part], what: What, part: Part, *, scene: str | None = None) -> None:
    """Lay a part into the tray."""
    id = "/".join(filter(None, (what.value, scene, part["code"])))
    tray.append(
        {
            "id": unused(id, lambda each: any(item["id"] == each for item in tray)),
            "what": what.value,
            "title": name_of(what, part),
            "part": part,
            "from": scene,
            "led_here": [],
        }
    )


def _put_aside(body: Part, tray: list[Part], what: What, part: Part, *, scene: str | None = None) -> None:
    siblings = body[KEY_OF[what]] if scene is None else find(body, What.SCENE, scene)[KEY_OF[what]]
    siblings.remove(part)
    put_aside(tray, what, part, scene=scene)
    if what in (What.SCENE, What.ENDING):
        let_go_of_targets(body, tray)


def _lead_again(body: Part, tray: list[Part], where: str, code: str, goes_to: str) -> None:
    """A choice that led here before and leads nowhere now, whether it stands in the body or in the tray."""
    scenes = [*body["scenes"], *(item["part"] for item in tray if item["what"] == What.SCENE)]
    choices = [choice for scene in scenes if scene["code"] == where for choice in scene["choices"]]
    choices += [item["part"] for item in tray if item["what"] == What.CHOICE and item["from"] == where]
    for choice in choices:
        if choice["code"] == code and choice["goes_to"] is None:
            choice["goes_to"] = goes_to


def _only_through(body: Part, code: str) -> set[str]:
    """The scenes and endings that can be come to through this scene and in no other way."""
    leads_to = {scene["code"]: [choice["goes_to"] for choice in scene["choices"]] for scene in body["scenes"]}
    behind = reachable_from(code, leads_to) - {code, None}
    without = {scene: targets for scene, targets in leads_to.items() if scene != code}
    reached: set[str] = set()
    for begin in [body["first"], *(scene for scene in without if scene not in behind)]:
        if begin is not None and begin != code:
            reached |= reachable_from(begin, without)
    return behind - reached


def _scene_for(body: Part, code: str | None) -> Part:
    for scene in body["scenes"]:
        if scene["code"] == code:
            return scene  # type: ignore[no-any-return]
    raise NotPossible("The scene it stood in is not there. Say which scene it should go to.")


def _own_code(draft: Draft, part: Part, what: What, siblings: list[Part]) -> None:
    """Make sure that no two parts side by side have one code."""
    if any(other["code"] == part["code"] for other in siblings):
        part["code"] = unused(part["code"], lambda each: taken_as(what, each) in draft.taken)


def _moved(draft: Draft, what: What, code: str, to: int, *, scene: str | None = None) -> Draft:
    body, _ = draft.copied()
    part = find(body, what, code, scene=scene)
    siblings = body[KEY_OF[what]] if scene is None else find(body, What.SCENE, scene)[KEY_OF[what]]
    siblings.remove(part)
    siblings.insert(min(max(to, 0), len(siblings)), part)
    return draft.with_changes(body)


def _target(body: Part, code: str) -> None:
    if all(part["code"] != code for part in ends_of_choices(body)):
        raise NoSuchPart(f"There is no scene or ending '{code}' any more. Somebody may have taken it out.")


def _at(parts: list[Part], code: str) -> int:
    for at, part in enumerate(parts):
        if part["code"] == code:
            return at
    raise NoSuchPart(f"There is no scene '{code}' any more. Somebody may have taken it out: look in the tray.")


def _words(text: str, otherwise: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise NotPossible(otherwise)
    return words
