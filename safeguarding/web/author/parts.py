"""Which part of a piece of writing a page shows, and where on it a place stands.

A part is a place as the studio names it: `scenes/hallway`, `scenes/hallway/objects/ticket`, `endings/safe`; besides
these `front`, `text`, `check` and `tray`. No part is the outline alone, with the map.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from safeguarding.content.rules.places import texts_of, told

OUTLINE, FRONT, TEXT, CHECK, TRAY = "", "front", "text", "check", "tray"
NAMES = {OUTLINE: "All scenes", FRONT: "What officers read first", TEXT: "The text", CHECK: "The question at the end"}
WITHIN = " › "
_OF_THE_TEXT = frozenset({"text", "by"})


@dataclass(frozen=True)
class Part:
    """A part that is there. `kind` is which form shows it; `body` is what it holds."""

    place: str
    kind: str
    body: Mapping[str, Any]
    scene: str = ""
    code: str = ""
    scene_body: Mapping[str, Any] | None = None


def part_of(place: str) -> str:
    """The part in which a place is written."""
    steps = place.split("/")
    if steps[0] == "scenes" and len(steps) > 3 and steps[2] == "objects":
        return "/".join(steps[:4])
    if steps[0] in {"scenes", "endings"}:
        return "/".join(steps[:2]) if len(steps) > 1 else OUTLINE
    if steps[0] in _OF_THE_TEXT:
        return TEXT
    if steps[0] == "check":
        return CHECK
    return OUTLINE if steps[0] == "first" else FRONT


def id_of(place: str) -> str:
    """The id of the field for a place, so that a check can lead to it."""
    return place.replace("/", "__").replace(".", "__")


def found_part(body: Mapping[str, Any], asked: str) -> Part:
    """The part that was asked for; when it is no longer there, what it stood in, or the outline."""
    steps = asked.split("/")
    if steps[0] == "scenes" and len(steps) >= 2:
        scene = _by_code(body.get("scenes", []), steps[1])
        if scene is None:
            return found_part(body, OUTLINE)
        thing = _by_code(scene["objects"], steps[3]) if len(steps) == 4 and steps[2] == "objects" else None
        if thing is not None:
            return Part(asked, "object", thing, scene=steps[1], code=steps[3], scene_body=scene)
        return Part(f"scenes/{steps[1]}", "scene", scene, scene=steps[1], code=steps[1])
    if steps[0] == "endings" and len(steps) == 2 and (ending := _by_code(body.get("endings", []), steps[1])):
        return Part(asked, "ending", ending, code=steps[1])
    if asked == TEXT and "text" in body:
        return Part(TEXT, "text", body)
    if asked == CHECK and "check" in body:
        return Part(CHECK, "check", body["check"])
    if asked in {FRONT, TRAY}:
        return Part(asked, asked, body)
    return Part(OUTLINE, "outline", body) if "scenes" in body else Part(TEXT, "text", body)


def holder_of(part: str) -> str:
    """The scene of a thing; every other part is its own."""
    return "/".join(part.split("/")[:2])


def name_of_part(body: Mapping[str, Any], part: str) -> str:
    """What a part is called."""
    return NAMES.get(part) or told(body, part)


def without_name(words: str, name: str) -> str:
    """A place in words, without the part it stands under."""
    return "" if words == name else words.removeprefix(name + WITHIN)


def _by_code(parts: list[Mapping[str, Any]], code: str) -> Mapping[str, Any] | None:
    return next((part for part in parts if part["code"] == code), None)


@dataclass(frozen=True)
class WordsOfPart:
    """What there is to read in a scene with its things, in an ending, or in what comes before and after."""

    part: str
    title: str
    rows: tuple[tuple[str, str, list[str]], ...]


def words_by_part(body: Mapping[str, Any]) -> list[WordsOfPart]:
    """Every text in order, part by part, each named as it is within its part."""
    rows: dict[str, list[tuple[str, str, list[str]]]] = {}
    for place, words, said in words_by_place(body):
        part = holder_of(part_of(place))
        rows.setdefault(part, []).append((place, without_name(words, name_of_part(body, part)), said))
    return [WordsOfPart(part, name_of_part(body, part), tuple(found)) for part, found in rows.items()]


def words_by_place(body: Mapping[str, Any]) -> list[tuple[str, str, list[str]]]:
    """Every text in order, one entry for each place: the place, what it is called, and all that stands there."""
    found: dict[str, tuple[str, str, list[str]]] = {}
    for place, words, text in texts_of(body):
        found.setdefault(place, (place, words, []))[2].append(text)
    return list(found.values())
