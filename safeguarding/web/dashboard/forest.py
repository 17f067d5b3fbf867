"""The forest plot of a change card: where each mark stands, on a wide page and, drawn for it, on a phone."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from safeguarding.survey.rules.in_words import difference_in_words, interval_in_words, value_in_words, verdict
from safeguarding.survey.rules.release import OutcomeRow, Shown

STEP = 20
# How many letters of a title fit beside the plot.
LETTERS = 30


@dataclass(frozen=True)
class Mark:
    """A circle and the two ends of its interval."""

    at: float
    left: float
    right: float
    y: float


@dataclass(frozen=True)
class PlotRow:
    """One outcome: its title on one line or two, both marks, and what is said beside them."""

    top: float
    words: tuple[str, ...]
    before: Mark | None
    after: Mark | None
    values: str
    difference: str
    interval: str
    verdict: str
    is_change: bool


@dataclass(frozen=True)
class Tick:
    at: float
    says: str


@dataclass(frozen=True)
class Plot:
    """A drawing of so many units by so many."""

    kind: str
    width: int
    height: int
    left: float
    right: float
    foot: float
    ticks: tuple[Tick, ...]
    rows: tuple[PlotRow, ...]


def forest(rows: Iterable[OutcomeRow], *, is_compared: bool) -> list[Plot]:
    """Both drawings of these outcomes; without what is withheld or not compared. None where nothing is left."""
    shown = [row for row in rows if row.later and (row.moved or not is_compared)]
    if not shown:
        return []
    return [_wide(shown), _phone(shown)]


def _wide(rows: list[OutcomeRow]) -> Plot:
    left, right, top, each = 330.0, 850.0, 52.0, 74.0
    scale = _Scale(rows, left, right)
    has_before = any(row.earlier for row in rows)
    return Plot(
        kind="wide",
        width=1080,
        height=round(top + each * len(rows) + 34),
        left=left,
        right=right,
        foot=top + each * len(rows),
        ticks=scale.ticks,
        rows=tuple(
            _row(row, scale, top=top + each * place, before=26, after=48 if has_before else 37)
            for place, row in enumerate(rows)
        ),
    )


def _phone(rows: list[OutcomeRow]) -> Plot:
    left, right, top, each = 14.0, 332.0, 62.0, 118.0
    scale = _Scale(rows, left, right)
    has_before = any(row.earlier for row in rows)
    return Plot(
        kind="phone",
        width=346,
        height=round(top + each * len(rows) + 32),
        left=left,
        right=right,
        foot=top + each * len(rows),
        ticks=scale.ticks,
        rows=tuple(
            _row(row, scale, top=top + each * place, before=80, after=100 if has_before else 90)
            for place, row in enumerate(rows)
        ),
    )


class _Scale:
    """From nought to the next twenty above the highest interval; from below nought only where a figure lies there."""

    def __init__(self, rows: list[OutcomeRow], left: float, right: float) -> None:
        figures = [figure for row in rows for figure in (row.earlier, row.later) if figure]
        self._high = min(100, STEP * math.ceil(max(figure.upper for figure in figures) / STEP)) or STEP
        self._low = min(0, STEP * math.floor(min(figure.lower for figure in figures) / STEP))
        self._left, self._right = left, right

    def at(self, points: float) -> float:
        share = (points - self._low) / (self._high - self._low)
        return round(self._left + share * (self._right - self._left), 1)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        return tuple(Tick(self.at(points), str(points)) for points in range(self._low, self._high + 1, STEP))


def _row(row: OutcomeRow, scale: _Scale, *, top: float, before: float, after: float) -> PlotRow:
    moved = row.moved
    values = [value_in_words(each, is_share=row.is_share) for each in (row.earlier, row.later) if each]
    return PlotRow(
        top=top,
        words=_lines(row.title),
        before=_mark(row.earlier, scale, top + before),
        after=_mark(row.later, scale, top + after),
        values=" to ".join(values),
        difference=difference_in_words(moved) if moved else "",
        interval=interval_in_words(moved) if moved else "",
        verdict=verdict(moved) if moved else "",
        is_change=moved.is_change if moved else False,
    )


def _mark(figure: Shown | None, scale: _Scale, y: float) -> Mark | None:
    if figure is None:
        return None
    return Mark(scale.at(figure.value), scale.at(figure.lower), scale.at(figure.upper), y)


def _lines(title: str) -> tuple[str, ...]:
    """The title broken between words, so that each line fits."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > LETTERS and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(lines)
