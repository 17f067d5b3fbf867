"""A module while it is being written: a body that may have gaps, what was put aside, and the codes already used."""

import copy
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from safeguarding.content.rules.codes import is_reserved
from safeguarding.people.rules.roles import RoleFamily

SCENARIO, ARTICLE, BLOG = "scenario", "article", "blog"
STUDIO_KINDS = (SCENARIO, ARTICLE, BLOG)
LONGEST_MADE_CODE = 40
# The states of a version that is on its way to officers; a module has one such version at most.
WORKING = ("draft", "in_review", "approved")


class What(StrEnum):
    """What a part of a module is. Scenes and endings share one set of codes."""

    SCENE = "scene"
    ENDING = "ending"
    OBJECT = "object"
    CHOICE = "choice"
    ANSWER = "answer"


# Under which key of what holds them the parts stand.
KEY_OF = {
    What.SCENE: "scenes",
    What.ENDING: "endings",
    What.OBJECT: "objects",
    What.CHOICE: "choices",
    What.ANSWER: "choices",
}


@dataclass(frozen=True)
class Draft:
    """The working document. `taken` are the codes the module has ever used: one that has been counted never changes
    what it stands for.
    """

    body: dict[str, Any]
    tray: tuple[dict[str, Any], ...] = ()
    taken: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def document(self) -> dict[str, Any]:
        """What a save keeps of it."""
        return {"body": self.body, "tray": list(self.tray)}

    @classmethod
    def of(cls, document: Mapping[str, Any], *, taken: frozenset[str] = frozenset()) -> "Draft":
        body, tray = document["body"], tuple(document["tray"])
        return cls(body, tray, taken | codes_used(body, tray))

    def copied(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Body and tray to change."""
        return copy.deepcopy(self.body), copy.deepcopy(list(self.tray))

    def with_changes(self, body: dict[str, Any], tray: list[dict[str, Any]] | None = None) -> "Draft":
        """The same draft after a change; codes it has let go stay taken."""
        kept = self.tray if tray is None else tuple(tray)
        return Draft(body, kept, self.taken | codes_used(body, kept))


def new_body(kind: str, *, title: str) -> dict[str, Any]:
    """What a module begins with: a title, and a place for everything else."""
    front: dict[str, Any] = {
        "kind": kind,
        "title": title,
        "summary": None,
        "why": None,
        "minutes": None,
        "themes": [],
        "messages": [],
        "recommendations": [],
        "content_note": None,
        "picture": None,
        "picture_ring": None,
        "contacts": [],
        "text_pictures": {},
    }
    if kind == SCENARIO:
        return {**front, "intro": None, "place": None, "first": None, "scenes": [], "endings": []}
    reading: dict[str, Any] = {**front, "text": None, "check": {"question": None, "choices": []}}
    return {**reading, "by": {"name": None, "role": None, "about": None}} if kind == BLOG else reading


def new_scene(code: str, title: str) -> dict[str, Any]:
    empty: dict[str, Any] = {"text": None, "picture": None, "ask": None, "objects": [], "question": None, "choices": []}
    return {"code": code, "title": title, **empty}


def new_ending(code: str, title: str) -> dict[str, Any]:
    steps: dict[str, list[Any]] = {family.value: [] for family in RoleFamily}
    return {"code": code, "title": title, "text": None, "steps": steps, "contacts": []}


def new_object(code: str, name: str) -> dict[str, Any]:
    empty: dict[str, Any] = {"is_sign": None, "meaning": None, "innocent": [], "question": None, "afterwards": None}
    return {"code": code, "name": name, "plate": None, "place": None, **empty}


def code_from(text: str, *, what: What, taken: frozenset[str]) -> str:
    """A code made from words, one that nothing of its kind has had: "Knock on the door" is knock-on-the-door."""
    return unused(_as_code(text) or what.value, lambda each: taken_as(what, each) in taken)


def module_code_from(title: str, *, taken: Collection[str]) -> str:
    """A code for a module, made from its title; words of our own addresses are not taken."""
    return unused(_as_code(title) or "untitled", lambda each: each in taken or is_reserved(each))


def _as_code(text: str) -> str:
    """Lower-case letters and figures joined by hyphens, whole words while there is room; '' if there are none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    code = ""
    for word in re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", plain)):
        longer = f"{code}-{word}" if code else word[:LONGEST_MADE_CODE]
        if len(longer) > LONGEST_MADE_CODE:
            break
        code = longer
    return code


def unused(code: str, is_taken: Callable[[str], bool]) -> str:
    """The code itself, or with the first number behind it that is free."""
    number, free = 1, code
    while is_taken(free):
        number += 1
        free = f"{code}-{number}"
    return free


def taken_as(what: What, code: str) -> str:
    """How a code stands among those taken."""
    return f"{What.SCENE if what is What.ENDING else what}:{code}"


def codes_used(body: Mapping[str, Any], tray: tuple[Mapping[str, Any], ...] = ()) -> frozenset[str]:
    """Every code of a body's parts, and of what was put aside."""
    found = {taken_as(what, part["code"]) for what, _, part in parts_of(body)}
    for item in tray:
        found.add(taken_as(What(item["what"]), item["part"]["code"]))
        found |= {taken_as(what, part["code"]) for what, part in _inside(item["part"])}
    return frozenset(found)


def parts_of(body: Mapping[str, Any]) -> Iterator[tuple[What, str | None, dict[str, Any]]]:
    """Every part of a body with a code, in order: what it is, the scene it stands in, and itself."""
    for scene in body.get("scenes", ()):
        yield What.SCENE, None, scene
        for what, part in _inside(scene):
            yield what, scene["code"], part
    for ending in body.get("endings", ()):
        yield What.ENDING, None, ending
    for answer in body.get("check", {}).get("choices", ()):
        yield What.ANSWER, None, answer


def _inside(part: Mapping[str, Any]) -> Iterator[tuple[What, dict[str, Any]]]:
    for what in (What.OBJECT, What.CHOICE):
        for inner in part.get(KEY_OF[what], ()):
            yield what, inner


def name_of(what: What, part: Mapping[str, Any]) -> str:
    """What people call a part; never empty."""
    words = {
        What.SCENE: ("title", "Scene without a title"),
        What.ENDING: ("title", "Ending without a title"),
        What.OBJECT: ("name", "Object without a name"),
        What.CHOICE: ("text", "Choice without words"),
        What.ANSWER: ("text", "Answer without words"),
    }
    key, otherwise = words[what]
    return part.get(key) or otherwise
