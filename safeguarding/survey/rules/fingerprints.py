"""Whether a question is still the same question, and in which words it is not."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from safeguarding.common.canonical import fingerprint_of, in_normal_form

_WORD = re.compile(r"\S+")

# What is compared, and what comms reads it under.
PARTS = {
    "ask": "the words above the question",
    "text": "question",
    "help": "help",
    "options": "options",
    "kind": "kind",
    "scale": "index",
    "is_reversed": "direction",
    "scored": "scoring",
    "outside": "options outside the scale",
    "alone": "options that stand alone",
    "decoys": "decoys",
}


class Change(StrEnum):
    """What has become of an item."""

    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"
    MOVED = "moved"


@dataclass(frozen=True)
class Piece:
    """Some words that stand in both texts ('same'), in the earlier alone ('out') or in the later alone ('in')."""

    kind: str
    words: str


@dataclass(frozen=True)
class WordDifference:
    """One part of an item, and its words as they were and are."""

    part: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ItemChange:
    """An item that is not asked as it was."""

    code: str
    what: Change
    differences: tuple[WordDifference, ...] = ()

    def __str__(self) -> str:
        parts = " and ".join(difference.part for difference in self.differences)
        match self.what:
            case Change.CHANGED:
                return f"{self.code} (changed: {parts})"
            case Change.GONE:
                return f"{self.code} (no longer asked)"
            case Change.NEW:
                return f"{self.code} (not asked before)"
            case _:
                return f"{self.code} (asked in another place)"


def item_fingerprint(body: Mapping[str, Any]) -> str:
    """Over the text as shown, the options with their order, and the scoring; not over notes for reviewers."""
    return fingerprint_of(_compared(body))


def order_fingerprint(codes: Iterable[str]) -> str:
    """Over the order in which items are asked: a question answered after another may be answered otherwise."""
    return fingerprint_of(list(codes))


def changes_between(earlier: Sequence[Mapping[str, Any]], later: Sequence[Mapping[str, Any]]) -> tuple[ItemChange, ...]:
    """Which items are not asked as they were: in the order of the later asking, those no longer asked at the end."""
    before = {body["code"]: body for body in earlier}
    after = {body["code"]: body for body in later}
    moved = _moved([code for code in before if code in after], [code for code in after if code in before])
    changes = []
    for code, body in after.items():
        if code not in before:
            changes.append(ItemChange(code, Change.NEW))
        elif differences := _differences(before[code], body):
            changes.append(ItemChange(code, Change.CHANGED, differences))
        elif code in moved:
            changes.append(ItemChange(code, Change.MOVED))
    changes += [ItemChange(code, Change.GONE) for code in before if code not in after]
    return tuple(changes)


def word_difference(earlier: str, later: str) -> tuple[Piece, ...]:
    """Two texts as the words that stayed, went and came."""
    before, after = _WORD.findall(earlier), _WORD.findall(later)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(before[a:b])))
            continue
        if b > a:
            pieces.append(Piece("out", " ".join(before[a:b])))
        if d > c:
            pieces.append(Piece("in", " ".join(after[c:d])))
    return tuple(pieces)


def in_brackets(pieces: Iterable[Piece]) -> str:
    """A difference as plain text: [-what went-] {+what came+}."""
    shown = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
    return " ".join(shown[piece.kind].format(piece.words) for piece in pieces)


def _compared(body: Mapping[str, Any]) -> dict[str, Any]:
    """What makes it this question: words with single spaces, in normal form C; sets in one order."""
    compared: dict[str, Any] = {part: body[part] for part in PARTS}
    for part in ("ask", "text", "help"):
        compared[part] = _single_spaced(body[part])
    compared["options"] = [[option["code"], _single_spaced(option["text"])] for option in body["options"]]
    for part in ("scored", "outside", "alone", "decoys"):
        compared[part] = sorted(body[part])
    return compared


def _single_spaced(text: str | None) -> str | None:
    return None if text is None else " ".join(str(in_normal_form(text)).split())


def _differences(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> tuple[WordDifference, ...]:
    before, after = _compared(earlier), _compared(later)
    return tuple(
        WordDifference(name, word_difference(_in_words(part, before[part]), _in_words(part, after[part])))
        for part, name in PARTS.items()
        if before[part] != after[part]
    )


def _in_words(part: str, value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "reversed" if value else "not reversed"
        case list() if part == "options":
            return " / ".join(f"{text} [{code}]" for code, text in value)
        case list():
            return " ".join(value)
        case _:
            return str(value)


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest items whose move explains the new order."""
    kept: set[str] = set()
    for match in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        kept.update(before[match.a : match.a + match.size])
    return set(after) - kept
