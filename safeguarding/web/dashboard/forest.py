"""The forest plot of a change card: where each mark stands, on a wide page and, drawn for it, on a phone."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from safeguarding.survey.rules.in_words import difference_in_words, interval_in_words, value_in_words, verdict
from safeguarding.survey.rules.release import OutcomeRow, Shown

STEP = 20
# How many letters of a title fit on a line, and how many lines of it are drawn; the table has all of it.
LETTERS, MOST_LINES = 30, 4


@dataclass(frozen=True)
class Mark:
    """A circle and the two ends of its interval."""

    at: float
    left: float
    right: float
    y: float


@dataclass(frozen=True)
class Line:
    """A line of words."""

    y: float
    says: str


@dataclass(frozen=True)
class PlotRow:
    """One outcome: its title in lines, both marks, and what is said of them: beside them, or as notes over them."""

    top: float
    middle: float
    title: tuple[Line, ...]
    notes: tuple[Line, ...]
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
    height: float
    left: float
    right: float
    top: float
    foot: float
    ticks: tuple[Tick, ...]
    rows: tuple[PlotRow, ...]


@dataclass(frozen=True)
class _Stands:
    """How a row stands within itself: where its lines and marks are, and how high it is."""

    title: tuple[float, ...]
    notes: tuple[float, ...]
    marks: tuple[float, float]
    height: float


def forest(rows: Iterable[OutcomeRow], *, is_compared: bool) -> list[Plot]:
    """Both drawings of these outcomes; without what is withheld or not compared. None where nothing is left."""
    shown = [row for row in rows if row.later and (row.moved or not is_compared)]
    if not shown:
        return []
    wide = _plot("wide", shown, width=1080, left=330, right=850, top=52)
    return [wide, _plot("phone", shown, width=346, left=14, right=332, top=62)]


def _plot(kind: str, rows: list[OutcomeRow], *, width: int, left: float, right: float, top: float) -> Plot:
    scale = _Scale(rows, left, right)
    drawn = []
    foot = top
    for row in rows:
        title = wrap(row.title, LETTERS, max_lines=MOST_LINES, placeholder=" …")
        notes = _notes(row) if kind == "phone" else []
        has_before = row.earlier is not None
        stands = _on_a_phone(len(title), len(notes), has_before) if notes else _beside(len(title), has_before)
        drawn.append(_row(row, scale, title, notes, stands, top=foot))
        foot += stands.height
    return Plot(
        kind=kind,
        width=width,
        height=foot + 34,
        left=left,
        right=right,
        top=top,
        foot=foot,
        ticks=scale.ticks,
        rows=tuple(drawn),
    )


def _beside(title: int, has_before: bool) -> _Stands:
    """The title to the left of the marks."""
    height = max(74.0, 22.0 * title + 20)
    middle = height / 2
    apart = 11 if has_before else 0
    lines = tuple(middle + 6 - 11 * (title - 1) + 22 * place for place in range(title))
    return _Stands(title=lines, notes=(), marks=(middle - apart, middle + apart), height=height)


def _on_a_phone(title: int, notes: int, has_before: bool) -> _Stands:
    """Title, notes and marks one under another."""
    lines = [22.0 + 20 * place for place in range(title + notes)]
    first = lines[-1] + 19
    second = first + (20 if has_before else 0)
    return _Stands(title=tuple(lines[:title]), notes=tuple(lines[title:]), marks=(first, second), height=second + 18)


def _notes(row: OutcomeRow) -> list[str]:
    """What a phone has no room for beside the marks."""
    moved = row.moved
    if moved is None:
        return [_values(row)]
    said = f"{_values(row)}, {difference_in_words(moved)} ({interval_in_words(moved)})"
    return [said] if moved.is_change else [said, verdict(moved)]


def _values(row: OutcomeRow) -> str:
    return " to ".join(value_in_words(each, is_share=row.is_share) for each in (row.earlier, row.later) if each)


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


def _row(row: OutcomeRow, scale: _Scale, title: list[str], notes: list[str], stands: _Stands, *, top: float) -> PlotRow:
    moved = row.moved
    return PlotRow(
        top=top,
        middle=top + stands.height / 2,
        title=tuple(Line(top + y, says) for y, says in zip(stands.title, title, strict=True)),
        notes=tuple(Line(top + y, says) for y, says in zip(stands.notes, notes, strict=True)),
        before=_mark(row.earlier, scale, top + stands.marks[0]),
        after=_mark(row.later, scale, top + stands.marks[1]),
        values=_values(row),
        difference=difference_in_words(moved) if moved else "",
        interval=interval_in_words(moved) if moved else "",
        verdict=verdict(moved) if moved else "",
        is_change=moved.is_change if moved else False,
    )


def _mark(figure: Shown | None, scale: _Scale, y: float) -> Mark | None:
    if figure is None:
        return None
    return Mark(scale.at(figure.value), scale.at(figure.lower), scale.at(figure.upper), y)
