"""What one release of a wave publishes: a closed list of tables, computed once. Values are points, 0 to 100.

Numbers of people are to the nearest ten, points to a tenth. What is withheld is None, and its row says so.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

METHOD = "two-waves-1"
SAME_WITHIN = 3.0
CHANGED_UNDER = 0.05

Row = TypeVar("Row")


@dataclass(frozen=True)
class Shown:
    """One figure of one wave, with its 95 % limits; of so many people (to the nearest ten)."""

    people: int
    value: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Moved:
    """Later less earlier, in points, with 95 % limits; `adjusted_p` allows for how many were looked at."""

    difference: float
    lower: float
    upper: float
    p: float
    adjusted_p: float

    @property
    def is_change(self) -> bool:
        """Whether it may be called a change: by the adjusted p, whatever the drawn interval does."""
        return self.adjusted_p < CHANGED_UNDER

    @property
    def excludes_zero(self) -> bool:
        return self.lower > 0 or self.upper < 0

    @property
    def is_about_the_same(self) -> bool:
        """The whole interval lies within three points of nought: declared before month 12."""
        return self.lower > -SAME_WITHIN and self.upper < SAME_WITHIN


@dataclass(frozen=True)
class SamePeople:
    """Those who answered both waves, each compared with themselves."""

    people: int
    earlier: float
    later: float
    moved: Moved


@dataclass(frozen=True)
class Bounds:
    """How far the change could lie if everybody who left it out had said the worst, or the best."""

    lower: float
    upper: float


@dataclass(frozen=True)
class OutcomeRow:
    """One outcome: at each wave, the change of all who answered, and apart from it that of those who answered both.

    `withheld` names what is not shown because it would say something of fewer than ten people: earlier, later, both.
    """

    code: str
    title: str
    items: tuple[str, ...]
    base: str
    is_share: bool
    is_primary: bool
    ended_because: str | None
    earlier: Shown | None
    later: Shown | None
    moved: Moved | None
    both: SamePeople | None
    bounds: Bounds | None
    withheld: tuple[str, ...]

    @property
    def is_compared(self) -> bool:
        return self.moved is not None


@dataclass(frozen=True)
class GroupRow:
    """One primary outcome in one group. `state`: shown, withheld, too few, not comparable."""

    outcome: str
    state: str
    earlier: Shown | None
    later: Shown | None
    moved: Moved | None


@dataclass(frozen=True)
class GroupTable:
    """A role family, or a group of units, as both waves hold it whole."""

    by: str
    name: str
    earlier_response: "Response | None"
    later_response: "Response | None"
    rows: tuple[GroupRow, ...]


@dataclass(frozen=True)
class Response:
    """How many were invited and answered (in a group to the nearest ten); None: fewer than ten have, or have not."""

    invited: int
    answered: int | None

    @property
    def rate(self) -> int | None:
        """In per cent."""
        return None if self.answered is None or not self.invited else round(100 * self.answered / self.invited)


@dataclass(frozen=True)
class OptionRow:
    """How many in a hundred chose this, at each wave; None where it is withheld or was not asked."""

    code: str
    text: str
    is_scored: bool
    is_decoy: bool
    earlier: float | None
    later: float | None
    is_earlier_withheld: bool
    is_later_withheld: bool


@dataclass(frozen=True)
class ItemTable:
    """Every answer to one question. `outside`: for whom the question is not; left out of the others' base."""

    code: str
    place: int
    text: str
    kind: str
    ended_because: str | None
    earlier_people: int | None
    later_people: int | None
    options: tuple[OptionRow, ...]
    outside: OptionRow | None


@dataclass(frozen=True)
class ApartRow:
    """Within one wave: those who answered both waves (later) beside those who answered this one only (earlier)."""

    outcome: str
    only: float
    both: float
    moved: Moved


@dataclass(frozen=True)
class WaveFacts:
    """A wave in figures. `effective`: how many equally weighted answers would be as exact."""

    code: str
    month: int
    title: str
    design: str
    frame_on: str
    closed_on: str
    in_frame: int
    response: Response
    effective: int
    is_capped: bool

    @property
    def closed_day(self) -> date:
        return date.fromisoformat(self.closed_on)

    @property
    def frame_day(self) -> date:
        return date.fromisoformat(self.frame_on)


@dataclass(frozen=True)
class Release:
    """Everything that is published of a wave."""

    method: str
    campaign: str
    wave: WaveFacts
    earlier: WaveFacts | None
    both: int | None
    asked_again: int
    outcomes: tuple[OutcomeRow, ...]
    groups: tuple[GroupTable, ...]
    items: tuple[ItemTable, ...]
    dropped_out: tuple[ApartRow, ...]
    fresh: tuple[ApartRow, ...]
    withheld_figures: tuple[str, ...]

    @property
    def primary(self) -> tuple[OutcomeRow, ...]:
        return tuple(row for row in self.outcomes if row.is_primary)

    @property
    def exploratory(self) -> tuple[OutcomeRow, ...]:
        return tuple(row for row in self.outcomes if not row.is_primary)

    @property
    def is_compared(self) -> bool:
        return self.earlier is not None

    @property
    def match_rate(self) -> int | None:
        """Of a hundred who answered the earlier wave, how many answered again."""
        first = self.earlier.response.answered if self.earlier else None
        return round(100 * self.both / first) if self.both is not None and first else None

    def outcome(self, code: str) -> OutcomeRow:
        return next(row for row in self.outcomes if row.code == code)

    def groups_by(self, by: str) -> tuple[GroupTable, ...]:
        return tuple(group for group in self.groups if group.by == by)

    def as_stored(self) -> dict[str, Any]:
        """Plain values, as the database keeps them."""
        return asdict(self)


def release_from(stored: Mapping[str, Any]) -> Release:
    """The release as it was stored."""
    return _made(Release, stored)


def _made(kind: type[Row], stored: Mapping[str, Any]) -> Row:
    return kind(**{name: _value(hint, stored[name]) for name, hint in _hints(kind)})  # type: ignore[arg-type]


@cache
def _hints(kind: type[Any]) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(field.name, hints[field.name]) for field in fields(kind)]


def _value(hint: Any, stored: Any) -> Any:
    if stored is None:
        return None
    if get_origin(hint) is UnionType:
        hint = next(each for each in get_args(hint) if each is not type(None))
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return tuple(_value(inner, each) for each in stored)
    return _made(hint, stored) if isinstance(stored, Mapping) else stored
