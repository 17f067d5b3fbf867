"""A module that is still being written, typed as officers' pages need it: what is missing says so in its place."""

import copy
from collections.abc import Mapping
from typing import Any

from safeguarding.content.formats.front import Front
from safeguarding.content.formats.registry import FORMATS
from safeguarding.content.rules.drafts import ARTICLE, BLOG, SCENARIO, What, name_of, new_ending, new_scene
from safeguarding.people.rules.roles import RoleFamily

NOT_WRITTEN = "[Not written yet]"
NOTHING_BEHIND = "not-written-yet"
NO_DRAWING: dict[str, Any] = {"media": "", "width": 200, "height": 200, "alt": NOT_WRITTEN}

Part = dict[str, Any]


def preview_body(kind: str, body: Mapping[str, Any], *, start: str | None = None) -> Front:
    """The typed body of a draft, begun at its first scene or at `start`. Gaps are filled for the eye alone."""
    filled = copy.deepcopy(dict(body))
    _fill(filled, ("title", "summary", "why"))
    filled["minutes"] = filled["minutes"] or 1
    _picture(filled, "picture")
    if kind == SCENARIO:
        _scenario(filled, start)
    elif kind in (ARTICLE, BLOG):
        _reading(filled, is_blog=kind == BLOG)
    return FORMATS[kind].read(filled)


def _scenario(body: Part, start: str | None) -> None:
    _fill(body, ("intro", "place"))
    if not body["scenes"]:
        body["scenes"].append(new_scene("scene-not-written-yet", NOT_WRITTEN))
    for scene in body["scenes"]:
        _scene(scene)
    ending = new_ending(NOTHING_BEHIND, NOT_WRITTEN)
    ending["text"] = "This path has no ending yet."
    body["endings"].append(ending)
    for ending in body["endings"]:
        ending["title"] = name_of(What.ENDING, ending)
        _fill(ending, ("text",))
        for family in RoleFamily:
            steps = ending["steps"].get(family) or [{"do": None, "because": None}]
            ending["steps"][family.value] = [{key: step[key] or NOT_WRITTEN for key in step} for step in steps]
    scenes = [scene["code"] for scene in body["scenes"]]
    there = {*scenes, *(ending["code"] for ending in body["endings"])}
    for scene in body["scenes"]:
        for choice in scene["choices"]:
            choice["goes_to"] = choice["goes_to"] if choice["goes_to"] in there else NOTHING_BEHIND
    begins = start if start in scenes else body["first"]
    body["first"] = begins if begins in scenes else scenes[0]


def _scene(scene: Part) -> None:
    scene["title"] = name_of(What.SCENE, scene)
    _fill(scene, ("text", "question"))
    _picture(scene, "picture")
    if not scene["choices"]:
        scene["choices"].append({"code": NOTHING_BEHIND, "text": NOT_WRITTEN, "reply": None, "goes_to": None})
    for choice in scene["choices"]:
        choice["text"] = name_of(What.CHOICE, choice)
        _fill(choice, ("reply",))
    if scene["objects"]:
        _fill(scene, ("ask",))
    for thing in scene["objects"]:
        thing["name"] = name_of(What.OBJECT, thing)
        _fill(thing, ("meaning", "question", "afterwards"))
        thing["innocent"] = thing["innocent"] or [NOT_WRITTEN]
        thing["plate"] = thing["plate"] or dict(NO_DRAWING)
        _picture(thing, "plate")
        thing["place"] = thing["place"] or _corner(scene["picture"])
        thing["is_sign"] = bool(thing["is_sign"])


def _reading(body: Part, *, is_blog: bool) -> None:
    _fill(body, ("text",))
    check = body["check"]
    _fill(check, ("question",))
    for at in range(2 - len(check["choices"])):
        check["choices"].append({"code": f"{NOTHING_BEHIND}-{at + 1}", "text": None, "reply": None})
    for choice in check["choices"]:
        choice["text"] = name_of(What.ANSWER, choice)
        _fill(choice, ("reply",))
    if is_blog:
        _fill(body["by"], ("name", "role", "about"))


def _fill(holder: Part, keys: tuple[str, ...]) -> None:
    for key in keys:
        holder[key] = holder[key] or NOT_WRITTEN


def _picture(holder: Part, key: str) -> None:
    if holder[key] is not None:
        holder[key]["alt"] = holder[key]["alt"] or NOT_WRITTEN


def _corner(picture: Mapping[str, Any] | None) -> Part:
    """Where an object without a place is shown: the upper left corner, to be seen and moved."""
    side = max((picture or NO_DRAWING)["width"] // 10, 2)
    return {"x": side // 2, "y": side // 2, "width": side, "height": side}
