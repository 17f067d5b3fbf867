"""What is asked, as those who answer see it and as those who score it need it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any


class Kind(StrEnum):
    """How an item is answered."""

    VIGNETTE = "vignette"
    SCALE = "scale"
    SINGLE = "single"
    MULTIPLE = "multiple"
    RECOGNITION = "recognition"


TAKE_MANY = frozenset({Kind.MULTIPLE, Kind.RECOGNITION})


class Measure(StrEnum):
    """How a primary outcome comes out of its items."""

    MEAN_SHARE = "mean share"
    SHARE = "share"
    INDEX = "mean of the index, at least two thirds answered"


@dataclass(frozen=True)
class Option:
    """Something that can be chosen."""

    code: str
    text: str


@dataclass(frozen=True)
class AskedScale:
    """Several items asked in one way and read together; `ask` stands above each of them."""

    code: str
    title: str
    ask: str


@dataclass(frozen=True)
class PrimaryOutcome:
    """One of the few figures by which the campaign is judged."""

    code: str
    title: str
    items: tuple[str, ...]
    measure: Measure


@dataclass(frozen=True)
class AskedItem:
    """One question. What is scored, decoys and notes are never shown to the person who answers."""

    code: str
    kind: Kind
    text: str
    help: str | None
    options: tuple[Option, ...]
    scored: tuple[str, ...]
    scale: AskedScale | None
    is_reversed: bool
    outside: tuple[str, ...]
    alone: tuple[str, ...]
    decoys: tuple[str, ...]
    theme: str | None
    message: str | None
    scoring: str | None
    note: str | None
    fingerprint: str

    def __hash__(self) -> int:
        # Of all that it says, once: what is kept by its items is looked for on every page.
        return hash(self.fingerprint)

    @property
    def takes_many(self) -> bool:
        """Whether several options can be chosen together."""
        return self.kind in TAKE_MANY

    @cached_property
    def option_codes(self) -> tuple[str, ...]:
        return tuple(option.code for option in self.options)

    @cached_property
    def points(self) -> tuple[Option, ...]:
        """The options that answer the question: for a scale its five points, in order."""
        return tuple(option for option in self.options if option.code not in self.outside)

    def option(self, code: str) -> Option | None:
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True)
class AskedInstrument:
    """All the questions, in the order in which they are asked."""

    id: int
    code: str
    number: int
    title: str
    intro: tuple[str, ...]
    about: tuple[str, ...]
    scales: tuple[AskedScale, ...]
    primary_outcomes: tuple[PrimaryOutcome, ...]
    items: tuple[AskedItem, ...]
    fingerprint: str
    order_fingerprint: str

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {item.code: place for place, item in enumerate(self.items)}

    def item(self, code: str) -> AskedItem | None:
        place = self._places.get(code)
        return None if place is None else self.items[place]

    def place(self, code: str) -> int:
        """Which one it is, counted from 1."""
        return self._places[code] + 1

    def outcome(self, code: str) -> PrimaryOutcome | None:
        return next((outcome for outcome in self.primary_outcomes if outcome.code == code), None)


def asked_item(body: Mapping[str, Any], *, scale: AskedScale | None, fingerprint: str) -> AskedItem:
    """An item from its body; `scale` as the item itself shows it."""
    return AskedItem(
        code=body["code"],
        kind=Kind(body["kind"]),
        text=body["text"],
        help=body["help"],
        options=tuple(Option(**option) for option in body["options"]),
        scored=tuple(body["scored"]),
        scale=scale,
        is_reversed=body["is_reversed"],
        outside=tuple(body["outside"]),
        alone=tuple(body["alone"]),
        decoys=tuple(body["decoys"]),
        theme=body["theme"],
        message=body["message"],
        scoring=body["scoring"],
        note=body["note"],
        fingerprint=fingerprint,
    )
