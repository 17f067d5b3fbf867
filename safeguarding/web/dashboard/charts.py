"""Where things stand in the drawings: a funnel of units and a line of weeks, each for a wide page and for a phone.

Only numbers and words; templates/dashboard/charts.html draws them.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from safeguarding.measurement.figures import Answered, Interval
from safeguarding.measurement.funnel import FEWEST_UNITS, INNER_Z, OUTER_Z, Funnel, funnel

LETTER = 8.4
LINE = 20


@dataclass(frozen=True)
class Frame:
    """The paper and the part of it that is drawn on."""

    kind: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def foot(self) -> int:
        return self.height - self.bottom

    @property
    def end(self) -> int:
        return self.width - self.right


FUNNEL_FRAMES = (Frame("wide", 1060, 460, 70, 30, 24, 66), Frame("phone", 350, 330, 52, 24, 16, 62))
WEEK_FRAMES = (Frame("wide", 1060, 330, 70, 150, 20, 46), Frame("phone", 350, 260, 52, 14, 34, 44))


@dataclass(frozen=True)
class Tick:
    at: float
    says: str


@dataclass(frozen=True)
class UnitToPlot:
    """A unit's share, and how many people it has."""

    name: str
    yes: float
    people: int


@dataclass(frozen=True)
class Point:
    """A unit in the funnel. Its label stands at (label_x, label_y); no label if there is no room."""

    x: float
    y: float
    name: str
    says: str
    stands_out: bool
    label: str
    label_x: float = 0
    label_y: float = 0
    anchor: str = "start"


@dataclass(frozen=True)
class FunnelDrawing:
    frame: Frame
    across: list[Tick]
    up: list[Tick]
    inner: str
    dashed: list[str]
    solid: list[str]
    centre: Tick
    centre_x: float
    points: list[Point]


@dataclass(frozen=True)
class FunnelPlot:
    """The same funnel on each frame, and what it says in words. `falling_short` are the units below its limits.

    `apart` names the units outside them, for those that have no room for a label.
    """

    drawings: list[FunnelDrawing]
    widened: str
    falling_short: list[str]
    apart: str
    in_words: str


@dataclass(frozen=True)
class WeekToPlot:
    """A Monday, and the share reached by then; None where nothing is shown."""

    on: date
    share: float | None


@dataclass(frozen=True)
class WeeksDrawing:
    frame: Frame
    across: list[Tick]
    up: list[Tick]
    path: str
    last: tuple[float, float] | None
    last_says: str
    target: Tick | None


@dataclass(frozen=True)
class WeeksPlot:
    drawings: list[WeeksDrawing]
    in_words: str


def funnel_plot(units: Sequence[UnitToPlot]) -> FunnelPlot | None:
    """The units between limits that chance and their usual differences explain; None for fewer than five."""
    if len(units) < FEWEST_UNITS:
        return None
    answered = {unit.name: Answered(unit.yes, unit.people) for unit in units}
    found = funnel(list(answered.values()))
    standing_out = [unit.name for unit in units if found.stands_out(answered[unit.name])]
    apart = (
        f"Outside the dashed lines: {'; '.join(standing_out)}." if standing_out else "None is outside the dashed lines."
    )
    return FunnelPlot(
        [_funnel_on(frame, units, found) for frame in FUNNEL_FRAMES],
        f"{found.widened:.0f}" if found.widened >= 10 else f"{found.widened:.1f}",
        [name for name in standing_out if answered[name].share < found.centre],
        apart,
        f"{len(units)} units by size and share, round {_per_cent(found.centre)} for all of them. {apart}",
    )


def weeks_plot(weeks: Sequence[WeekToPlot], *, target: int | None) -> WeeksPlot | None:
    """The share reached, Monday by Monday; None before there are two to join."""
    known = [week for week in weeks if week.share is not None]
    if len(known) < 2:
        return None
    first, last = known[0], known[-1]
    in_words = (
        f"From {_per_cent(first.share or 0)} on {_day(first.on)} to {_per_cent(last.share or 0)} on {_day(last.on)}."
    )
    if target is not None:
        in_words += f" The target line is at {target}%."
    return WeeksPlot([_weeks_on(frame, weeks, target) for frame in WEEK_FRAMES], in_words)


def _funnel_on(frame: Frame, units: Sequence[UnitToPlot], found: Funnel) -> FunnelDrawing:
    sizes = [unit.people for unit in units]
    least, most = min(sizes) / 1.15, max(sizes) * 1.15
    shares = [unit.yes / unit.people for unit in units]
    edge = found.limits(math.sqrt(least * most), z=OUTER_Z)
    low = max(0.0, math.floor(10 * min([*shares, edge.lower])) / 10)
    high = min(1.0, math.ceil(10 * max([*shares, edge.upper])) / 10)

    # Each step to the right is so many times as many: the smallest units have room beside the largest.
    def x(people: float) -> float:
        return frame.left + (frame.end - frame.left) * math.log(people / least) / math.log(most / least)

    def y(share: float) -> float:
        kept = min(max(share, low), high)
        return frame.foot - (frame.foot - frame.top) * (kept - low) / (high - low)

    along = [least * (most / least) ** (n / 60) for n in range(61)]
    inner = [(size, found.limits(size, z=INNER_Z)) for size in along]
    outer = [(size, found.limits(size, z=OUTER_Z)) for size in along]
    tick = 0.1 if high - low <= 0.6 else 0.2
    ticks = int((high - low) / tick + 0.001)
    upper, lower = [(x(size), y(it.upper)) for size, it in inner], [(x(size), y(it.lower)) for size, it in inner]
    centre = Tick(round(y(found.centre), 1), f"all {_per_cent(found.centre)}")
    centre_x = _free_of(frame, centre, [(x(unit.people), y(unit.yes / unit.people)) for unit in units])
    return FunnelDrawing(
        frame,
        across=[Tick(round(x(size), 1), f"{size:,}") for size in _round_sizes(least, most, frame)],
        up=[Tick(round(y(at), 1), _per_cent(at)) for at in (low + n * tick for n in range(ticks + 1))],
        inner=_path([*upper, *lower[::-1]]) + "Z",
        dashed=_drawn(inner, low, high, x, y),
        solid=_drawn(outer, low, high, x, y),
        centre=centre,
        centre_x=centre_x,
        points=_labelled(frame, units, found, x, y, centre_x),
    )


def _drawn(
    limits: Sequence[tuple[float, Interval]],
    low: float,
    high: float,
    x: Callable[[float], float],
    y: Callable[[float], float],
) -> list[str]:
    """The upper and the lower limit, where they are on the paper."""
    edges = [[(size, it.upper) for size, it in limits], [(size, it.lower) for size, it in limits]]
    on_paper = [[(x(size), y(share)) for size, share in edge if low < share < high] for edge in edges]
    return [_path(points) for points in on_paper if len(points) > 1]


def _free_of(frame: Frame, centre: Tick, dots: Sequence[tuple[float, float]]) -> float:
    """Where the middle line's words begin: at its left end, or at the right one if units stand in their way there."""
    wide = LETTER * len(centre.says)
    left, right = frame.left + 6, frame.end - wide
    is_taken = any(left - 6 < x < left + wide and centre.at - LINE - 4 < y < centre.at for x, y in dots)
    return round(right, 1) if is_taken else left


def _labelled(
    frame: Frame,
    units: Sequence[UnitToPlot],
    found: Funnel,
    x: Callable[[float], float],
    y: Callable[[float], float],
    centre_x: float,
) -> list[Point]:
    """Points with a label where there is room: those that stand out first, then the largest."""
    plain = []
    for unit in units:
        out = found.stands_out(Answered(unit.yes, unit.people))
        says = _per_cent(unit.yes / unit.people)
        label = f"{unit.name} {says}" if out else unit.name
        plain.append(Point(round(x(unit.people), 1), round(y(unit.yes / unit.people), 1), unit.name, says, out, label))
    taken = [(point.x - 8, point.y - 8, point.x + 8, point.y + 8) for point in plain]
    centre = y(found.centre)
    taken.append((centre_x - 6, centre - 22, centre_x + 64, centre))
    placed = []
    for point in sorted(plain, key=lambda one: (not one.stands_out, -one.x)):
        room = None
        if point.stands_out or frame.kind == "wide":
            room = next((place for place in _places(point, frame) if _is_free(place, taken, frame)), None)
        if room is None:
            placed.append(Point(point.x, point.y, point.name, point.says, point.stands_out, ""))
            continue
        label_x, label_y, anchor, box = room
        taken.append(box)
        placed.append(
            Point(
                *(point.x, point.y, point.name, point.says, point.stands_out, point.label),
                *(round(label_x, 1), round(label_y, 1), anchor),
            )
        )
    return sorted(placed, key=lambda one: one.name)


Box = tuple[float, float, float, float]


def _places(point: Point, frame: Frame) -> list[tuple[float, float, str, Box]]:
    away, wide = (26 if point.stands_out else 12), LETTER * len(point.label)
    x, y = point.x, point.y
    # Above or below, drawn in from the edge of the paper.
    mid = min(max(x, frame.left + wide / 2 + 4), frame.width - wide / 2 - 4)
    return [
        (x + away, y + 5, "start", (x + away, y - 12, x + away + wide, y + LINE - 12)),
        (x - away, y + 5, "end", (x - away - wide, y - 12, x - away, y + LINE - 12)),
        (mid, y - away, "middle", (mid - wide / 2, y - away - 15, mid + wide / 2, y - away + 5)),
        (mid, y + away + 12, "middle", (mid - wide / 2, y + away - 3, mid + wide / 2, y + away + LINE - 3)),
    ]


def _is_free(place: tuple[float, float, str, Box], taken: Sequence[Box], frame: Frame) -> bool:
    left, top, right, bottom = place[3]
    if left < frame.left or right > frame.width or top < 0 or bottom > frame.foot:
        return False
    return not any(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in taken)


def _weeks_on(frame: Frame, weeks: Sequence[WeekToPlot], target: int | None) -> WeeksDrawing:
    first, last = weeks[0].on, weeks[-1].on
    days = max(1, (last - first).days)

    def x(on: date) -> float:
        return frame.left + (frame.end - frame.left) * (on - first).days / days

    def y(share: float) -> float:
        return frame.foot - (frame.foot - frame.top) * share

    path, is_joined = "", False
    end: tuple[float, float] | None = None
    says = ""
    for week in weeks:
        if week.share is None:
            is_joined = False
            continue
        end, says = (round(x(week.on), 1), round(y(week.share), 1)), _per_cent(week.share)
        path += f"{'L' if is_joined else 'M'}{end[0]} {end[1]}"
        is_joined = True
    step = 0.2 if frame.kind == "wide" else 0.25
    return WeeksDrawing(
        frame,
        across=[Tick(round(x(on), 1), says) for on, says in _months(first, last, frame)],
        up=[Tick(round(y(n * step), 1), _per_cent(n * step)) for n in range(round(1 / step) + 1)],
        path=path,
        last=end,
        last_says=says,
        target=None if target is None else Tick(round(y(target / 100), 1), f"target {target}%"),
    )


def _months(first: date, last: date, frame: Frame) -> list[tuple[date, str]]:
    """Firsts of months to mark; the year is said at the first and when a new one has begun."""
    every = max(1, math.ceil((last - first).days / 30 / (6 if frame.kind == "wide" else 3)))
    found: list[tuple[date, str]] = []
    on = date(first.year, first.month, 1)
    number = 0
    while on <= last:
        if on >= first:
            if number % every == 0 and (last - on) > timedelta(days=10):
                has_year = not found or found[-1][0].year != on.year
                found.append((on, f"{on:%b %Y}" if has_year else f"{on:%b}"))
            number += 1
        on = date(on.year + on.month // 12, on.month % 12 + 1, 1)
    return found


def _round_sizes(least: float, most: float, frame: Frame) -> list[int]:
    """1, 2 or 5 times a power of ten, between the least and the most; on a phone only as many as have room."""
    found: list[int] = []
    # Where little lies between the smallest and the largest, more of the round numbers are needed.
    for times_ten in ((10, 20, 50), (10, 15, 20, 30, 40, 50, 60, 80)):
        sizes = [times * 10**power // 10 for power in range(7) for times in times_ten]
        found = [size for size in sizes if least <= size <= most]
        if len(found) > 2:
            break
    room = 7 if frame.kind == "wide" else 4
    return found[:: math.ceil(len(found) / room)] if found else []


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _per_cent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
