"""Where everything stands on a scenario's map: scenes in layers below one another, choices as lines with right angles.

The page draws it as SVG from this; the outline beside it says the same in words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

BOX_WIDTH = 168
BOX_HEIGHT = 72
BESIDE = 16
BELOW = 58
EDGE = 12
LANE = 26
LONGEST_LINE = 19
SWEEPS = 6


@dataclass(frozen=True)
class Stop:
    """A scene or ending to be put on the map. `leads_to` has one entry for each choice; None leads nowhere yet."""

    code: str
    title: str
    is_ending: bool
    leads_to: tuple[str | None, ...] = ()


@dataclass(frozen=True)
class Box:
    """A scene or ending on the map; `x` and `y` are its left upper corner."""

    code: str
    is_ending: bool
    x: float
    y: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.x + BOX_WIDTH / 2

    @property
    def foot(self) -> float:
        return self.y + BOX_HEIGHT


@dataclass(frozen=True)
class Line:
    """The choices of a scene that lead to the same place: their numbers, their way, and where the numbers stand."""

    scene: str
    target: str
    numbers: tuple[int, ...]
    way: str
    label_x: float
    label_y: float


@dataclass(frozen=True)
class Drawing:
    """The whole map, in its own units, which are pixels where it is not made smaller."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]

    box_width = BOX_WIDTH
    box_height = BOX_HEIGHT


@dataclass(frozen=True)
class _Pass:
    """A place where a long line goes through a layer between two others."""

    scene: str
    target: str
    layer: int


_Item = str | _Pass


@dataclass(frozen=True)
class _Way:
    """One line: the choices it stands for, and the places it goes through from their scene to their target."""

    scene: str
    target: str
    numbers: tuple[int, ...]
    places: tuple[_Item, ...]


def drawing_of(stops: Sequence[Stop], *, first: str | None) -> Drawing:
    """The map of these scenes and endings, beginning with the first; what no path reaches stands at the foot."""
    by_code = {stop.code: stop for stop in stops}
    layer_of = _layers(by_code, first)
    rows, ways = _rows(by_code, layer_of)
    _untangle(rows, ways)
    x_of = _across(rows, ways)
    width = max((x_of[item] + _half(item) for row in rows for item in row), default=BOX_WIDTH / 2) + EDGE
    boxes: dict[_Item, Box] = {
        item: _box(by_code[item], x_of[item], at)
        for at, row in enumerate(rows)
        for item in row
        if isinstance(item, str)
    }
    return Drawing(
        width=width,
        height=_top(max(len(rows), 1)) - BELOW + EDGE,
        boxes=tuple(boxes[code] for code in by_code),
        lines=tuple(_lines(ways, x_of, boxes)),
    )


def _layers(by_code: Mapping[str, Stop], first: str | None) -> dict[str, int]:
    """How far down each stands: below everything that leads to it, as far as no ring is in the way."""
    depth: dict[str, int] = {}

    def down(code: str, at: int, above: tuple[str, ...]) -> None:
        if code in above or depth.get(code, -1) >= at:
            return
        depth[code] = at
        for target in by_code[code].leads_to:
            if target in by_code and target is not None:
                down(target, at + 1, (*above, code))

    if first in by_code and first is not None:
        down(first, 0, ())
    scenes = [stop for stop in by_code.values() if not stop.is_ending]
    for stop in scenes:
        if stop.code not in depth:
            down(stop.code, max(depth.values(), default=-1) + 1, ())
    deepest = max(depth.values(), default=-1)
    for stop in by_code.values():
        if stop.code not in depth:
            depth[stop.code] = deepest + 1
    return depth


def _rows(by_code: Mapping[str, Stop], layer_of: Mapping[str, int]) -> tuple[list[list[_Item]], list[_Way]]:
    """What stands in each layer, and the ways of all choices that lead down; what leads up again is in the checks."""
    rows: list[list[_Item]] = [[] for _ in range(max(layer_of.values(), default=-1) + 1)]
    for code, layer in layer_of.items():
        rows[layer].append(code)
    ways: list[_Way] = []
    for stop in by_code.values():
        for target in dict.fromkeys(stop.leads_to):
            if target is None or target not in by_code or layer_of[target] <= layer_of[stop.code]:
                continue
            between = [_Pass(stop.code, target, layer) for layer in range(layer_of[stop.code] + 1, layer_of[target])]
            for place in between:
                rows[place.layer].append(place)
            numbers = tuple(number for number, to in enumerate(stop.leads_to, 1) if to == target)
            ways.append(_Way(stop.code, target, numbers, (stop.code, *between, target)))
    return rows, ways


def _untangle(rows: list[list[_Item]], ways: Sequence[_Way]) -> None:
    """Put each row in the order of what it hangs on, down and up in turn, so that few lines cross."""
    above: dict[_Item, list[_Item]] = {}
    below: dict[_Item, list[_Item]] = {}
    for way in ways:
        for upper, lower in pairwise(way.places):
            above.setdefault(lower, []).append(upper)
            below.setdefault(upper, []).append(lower)
    for sweep in range(SWEEPS):
        downwards = sweep % 2 == 0
        near = above if downwards else below
        for row in rows if downwards else reversed(rows):
            place = {item: at for line in rows for at, item in enumerate(line)}
            wanted = {
                item: sum(place[other] for other in near[item]) / len(near[item]) if item in near else float(at)
                for at, item in enumerate(row)
            }
            row.sort(key=wanted.__getitem__)


def _across(rows: Sequence[Sequence[_Item]], ways: Sequence[_Way]) -> dict[_Item, float]:
    """The middle of each item: rows centred, then moved towards what they hang on as far as there is room."""
    widest = max((_width(row) for row in rows), default=0.0)
    x_of: dict[_Item, float] = {}
    for row in rows:
        at = EDGE + (widest - _width(row)) / 2
        for item in row:
            x_of[item] = at + _half(item)
            at += 2 * _half(item) + BESIDE
    above: dict[_Item, list[_Item]] = {}
    for way in ways:
        for upper, lower in pairwise(way.places):
            above.setdefault(lower, []).append(upper)
    for row in rows:
        for at, item in enumerate(row):
            if item not in above:
                continue
            wanted = sum(x_of[other] for other in above[item]) / len(above[item])
            least = x_of[row[at - 1]] + _half(row[at - 1]) + BESIDE + _half(item) if at else EDGE + _half(item)
            most = (
                x_of[row[at + 1]] - _half(row[at + 1]) - BESIDE - _half(item)
                if at + 1 < len(row)
                else EDGE + widest - _half(item)
            )
            x_of[item] = max(least, min(wanted, most))
    return x_of


def _lines(ways: Sequence[_Way], x_of: Mapping[_Item, float], boxes: Mapping[_Item, Box]) -> Iterator[Line]:
    """Each scene's lines leave it in the order of where they go, the outer ones bending first."""
    for scene in dict.fromkeys(way.scene for way in ways):
        leaving = sorted((way for way in ways if way.scene == scene), key=lambda way: x_of[way.places[1]])
        box = boxes[scene]
        for at, way in enumerate(leaving):
            x = box.x + BOX_WIDTH * (at + 1) / (len(leaving) + 1)
            rightwards = x_of[way.places[1]] >= x
            step = len(leaving) - 1 - at if rightwards else at
            yield _line(way, x, box.foot + 22 + step % 3 * 9, x_of, boxes)


def _line(way: _Way, x: float, bend: float, x_of: Mapping[_Item, float], boxes: Mapping[_Item, Box]) -> Line:
    foot = boxes[way.scene].foot
    drawn = [f"M{x:g} {foot:g}"]
    for place in way.places[1:]:
        drawn.append(f"V{bend:g}H{x_of[place]:g}")
        if isinstance(place, _Pass):
            bend = _top(place.layer) + BOX_HEIGHT + BELOW / 2
    drawn.append(f"V{boxes[way.target].y - 2:g}")
    return Line(way.scene, way.target, way.numbers, "".join(drawn), label_x=x + 5, label_y=foot + 17)


def _box(stop: Stop, middle: float, row: int) -> Box:
    return Box(stop.code, stop.is_ending, middle - BOX_WIDTH / 2, _top(row), _in_lines(stop.title))


def _in_lines(title: str) -> tuple[str, ...]:
    lines = wrap(title, LONGEST_LINE) or [title]
    return tuple(lines) if len(lines) <= 2 else (lines[0], lines[1][: LONGEST_LINE - 1].rstrip() + "…")


def _half(item: _Item) -> float:
    return (BOX_WIDTH if isinstance(item, str) else LANE) / 2


def _width(row: Sequence[_Item]) -> float:
    return sum(2 * _half(item) for item in row) + BESIDE * max(0, len(row) - 1)


def _top(layer: int) -> float:
    return EDGE + layer * (BOX_HEIGHT + BELOW)
