"""The places of a module's body, by the codes of its parts: where a field is written, and what people call it.

A place is text, like `scenes/hallway/objects/ticket/plate/alt`: it stays right when other parts are moved or added.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from safeguarding.content.rules.boxes import BOX
from safeguarding.content.rules.drafts import Draft, What, name_of, parts_of
from safeguarding.content.rules.findings import Path
from safeguarding.people.rules.roles import ROLE_FAMILY_NAMES, RoleFamily

Value = Any

PICTURE = ("media", "width", "height", "alt")
STEP = ("do", "because")

WORDS_FOR = {
    "title": "title",
    "summary": "summary",
    "why": "why it matters",
    "minutes": "minutes",
    "themes": "themes",
    "messages": "key messages",
    "recommendations": "recommendations",
    "contacts": "contacts",
    "content_note": "content note",
    "picture": "picture",
    "picture_ring": "ring in the picture",
    "plate": "close drawing",
    "alt": "alternative text",
    "intro": "introduction",
    "first": "first scene",
    "text": "text",
    "ask": "what the officer is asked",
    "question": "question",
    "name": "name",
    "place": "place",
    "is_sign": "whether to look twice",
    "meaning": "what it may mean",
    "innocent": "innocent explanations",
    "afterwards": "told afterwards",
    "reply": "reply",
    "goes_to": "where it leads",
    "steps": "next steps",
    "do": "what to do",
    "because": "why",
    "check": "closing question",
    "by": "the author",
    "role": "role",
    "about": "about them",
    "scenes": "scenes",
    "endings": "endings",
    "objects": "objects",
    "choices": "choices",
    "code": "code",
    "text_pictures": "pictures in the text",
}
PARTS = {"scenes": What.SCENE, "endings": What.ENDING, "objects": What.OBJECT, "choices": What.CHOICE}


class NoSuchPlace(Exception):
    """The body has no such place; what it was in may have been taken out."""


class NotWritable(Exception):
    """The place cannot be written so."""


def write(draft: Draft, place: str, value: Value) -> Draft:
    """Write one field, tidied as a pack's reader would. Raises NoSuchPlace, or NotWritable for a value of another
    shape.
    """
    tidy = next((tidy for pattern, tidy in WRITABLE if pattern.fullmatch(place)), None)
    body, _ = draft.copied()
    above, _, key = place.rpartition("/")
    holder = value_at(body, above) if above else body
    if not isinstance(holder, dict) or key not in holder:
        if tidy is not None and holder is None:
            raise NotWritable(f"'{place}' has nothing to stand in: there is no picture yet.")
        raise NoSuchPlace(f"There is no place '{place}' any more. Somebody may have taken it out.")
    if tidy is None:
        raise NotWritable(f"'{place}' is not written as a field.")
    holder[key] = tidy(place, value)
    return draft.with_changes(body)


def value_at(body: Mapping[str, Any], place: str) -> Value:
    """What stands at a place. Raises NoSuchPlace."""
    value: Any = body
    for name in place.split("/"):
        if isinstance(value, Mapping) and name in value:
            value = value[name]
        elif isinstance(value, list):
            value = _in_list(value, name, place)
        else:
            raise NoSuchPlace(f"There is no place '{place}' any more. Somebody may have taken it out.")
    return value


def place_of(body: Mapping[str, Any], path: Path) -> str:
    """The place to which a path by positions leads; what is inside a list of words is the list."""
    value: Any = body
    names: list[str] = []
    for step in path:
        if isinstance(value, Mapping):
            value = value.get(step)
            names.append(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
            if not (isinstance(value, Mapping) and value.get("code")):
                break
            names.append(value["code"])
        else:
            break
    return "/".join(names)


def told(body: Mapping[str, Any], place: str) -> str:
    """A place in words: "The hallway › Train tickets › alternative text". What is no longer there is still named."""
    names: list[str] = []
    value: Any = body
    what: What | None = None
    for name in place.split("/") if place else ():
        if isinstance(value, list):
            part = next((part for part in value if isinstance(part, Mapping) and part.get("code") == name), None)
            names.append(name_of(what, part) if what and part else name)
            value = part
            continue
        what = What.ANSWER if names == [WORDS_FOR["check"]] and name == "choices" else PARTS.get(name)
        value = value.get(name) if isinstance(value, Mapping) else None
        if what is None or place.endswith(name):
            names.append(_words_for(name))
    # The parts a place passes through say what they are; the lists they stand in need no naming.
    return " › ".join(names) if names else "the whole module"


def texts_of(body: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Every text officers may meet, and what decides which of them, in order: its place, that in words, the text."""
    found = []
    titles = {part["code"]: name_of(what, part) for what, scene, part in parts_of(body) if scene is None}
    for place, value in leaves(body).items():
        last = place.rpartition("/")[2]
        if last == "is_sign" and value is not None:
            found.append((place, told(body, place), "Worth a second look." if value else "Innocent here."))
        elif last == "goes_to" and value in titles:
            found.append((place, told(body, place), titles[value]))
        texts = value if isinstance(value, list) else [value]
        for text in texts:
            if isinstance(text, Mapping) and set(text) == set(STEP):
                text = f"{text['do']}: {text['because']}"
            if isinstance(text, str) and text and last not in NOT_TEXTS:
                found.append((place, told(body, place), text))
    return found


NOT_TEXTS = frozenset(
    {"kind", "themes", "messages", "recommendations", "contacts", "first", "goes_to", "scenes", "endings", "objects"}
    | {"choices", "picture", "plate"}
)


def leaves(body: Mapping[str, Any]) -> dict[str, Value]:
    """Every place that is one thing for an author, with what stands there. A list of parts gives their order."""
    return dict(_leaves(body, ()))


def _leaves(value: Any, names: tuple[str, ...]) -> Iterator[tuple[str, Value]]:
    place = "/".join(names)
    if isinstance(value, Mapping) and set(value) == set(PICTURE):
        yield place, value["media"]
        yield f"{place}/alt", value["alt"]
    elif isinstance(value, Mapping) and set(value) == set(BOX):
        yield place, dict(value)
    elif isinstance(value, Mapping):
        for key, below in value.items():
            if key not in {"text_pictures", "code"}:
                yield from _leaves(below, (*names, key))
    elif isinstance(value, list) and names[-1] in PARTS:
        yield place, [part["code"] for part in value]
        for part in value:
            yield from _leaves(part, (*names, part["code"]))
    else:
        yield place, value


def _words_for(name: str) -> str:
    if name in set(RoleFamily):
        return ROLE_FAMILY_NAMES[RoleFamily(name)]
    return WORDS_FOR.get(name, name)


def _in_list(parts: list[Any], name: str, place: str) -> Any:
    for at, part in enumerate(parts):
        if (isinstance(part, Mapping) and part.get("code") == name) or name == str(at):
            return part
    raise NoSuchPlace(f"There is no place '{place}' any more. Somebody may have taken it out.")


def clean(text: str) -> str:
    """Text in one normal form, without the control characters that no file of a pack could hold."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"})


def _words(place: str, value: Value) -> str | None:
    _must_be(place, isinstance(value, str | None))
    return " ".join(clean(value or "").split()) or None


def _prose(place: str, value: Value) -> str | None:
    _must_be(place, isinstance(value, str | None))
    return clean((value or "").expandtabs(4)).strip() or None


def _number(place: str, value: Value) -> int | None:
    _must_be(place, value is None or (isinstance(value, int) and not isinstance(value, bool)))
    return value  # type: ignore[no-any-return]


def _flag(place: str, value: Value) -> bool | None:
    _must_be(place, isinstance(value, bool | None))
    return value  # type: ignore[no-any-return]


def _list_of_words(place: str, value: Value) -> list[str]:
    _must_be(place, isinstance(value, list | tuple) and all(isinstance(each, str) for each in value))
    return [words for each in value if (words := _words(place, each))]


def _list_of_codes(place: str, value: Value) -> list[str]:
    return list(dict.fromkeys(_list_of_words(place, value)))


def _steps(place: str, value: Value) -> list[dict[str, str | None]]:
    _must_be(place, isinstance(value, list | tuple) and all(_has_keys(each, STEP) for each in value))
    steps = [{key: _words(place, each[key]) for key in STEP} for each in value]
    return [step for step in steps if any(step.values())]


def _box(place: str, value: Value) -> dict[str, int] | None:
    if value is None:
        return None
    _must_be(place, _has_keys(value, BOX) and all(type(value[key]) is int for key in BOX))
    return {key: value[key] for key in BOX}


def _picture(place: str, value: Value) -> dict[str, Any] | None:
    if value is None:
        return None
    sizes = ("width", "height")
    _must_be(
        place,
        _has_keys(value, PICTURE)
        and isinstance(value["media"], str)
        and all(type(value[key]) is int and value[key] > 0 for key in sizes),
    )
    return {**{key: value[key] for key in ("media", *sizes)}, "alt": _words(place, value["alt"])}


def _has_keys(value: Value, keys: tuple[str, ...]) -> bool:
    return isinstance(value, Mapping) and set(value) == set(keys)


def _must_be(place: str, is_right: bool) -> None:
    if not is_right:
        raise NotWritable(f"What was given for '{place}' is of another kind.")


_PART = "[a-z0-9-]+"
WRITABLE: list[tuple[re.Pattern[str], Callable[[str, Value], Value]]] = [
    (re.compile(pattern), tidy)
    for pattern, tidy in (
        ("title|summary|why|content_note|place", _words),
        ("minutes", _number),
        ("themes|messages|recommendations|contacts", _list_of_codes),
        (f"picture|scenes/{_PART}/picture|scenes/{_PART}/objects/{_PART}/plate", _picture),
        (f"(?:picture|scenes/{_PART}/picture|scenes/{_PART}/objects/{_PART}/plate)/alt", _words),
        (f"picture_ring|scenes/{_PART}/objects/{_PART}/place", _box),
        (f"intro|text|scenes/{_PART}/text|endings/{_PART}/text", _prose),
        (f"scenes/{_PART}/(?:title|ask|question)", _words),
        (f"scenes/{_PART}/objects/{_PART}/(?:name|meaning|question|afterwards)", _words),
        (f"scenes/{_PART}/objects/{_PART}/is_sign", _flag),
        (f"scenes/{_PART}/objects/{_PART}/innocent", _list_of_words),
        (f"scenes/{_PART}/choices/{_PART}/(?:text|reply)", _words),
        (f"endings/{_PART}/title", _words),
        (f"endings/{_PART}/steps/(?:{'|'.join(RoleFamily)})", _steps),
        (f"endings/{_PART}/contacts", _list_of_codes),
        ("check/question", _words),
        (f"check/choices/{_PART}/(?:text|reply)", _words),
        ("by/(?:name|role|about)", _words),
    )
]
