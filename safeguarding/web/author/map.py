"""Where everything stands on a scenario's map: scenes in layers below one another, choices as lines with right angles.

The page draws it as SVG from this; the outline beside it says the same in words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from textwrap import wrap

BOX_WIDTH = 160
BOX_HEIGHT = 72
BESIDE = 12
BELOW = 58
NUMBERS = 22
BETWEEN_LINES = 9
APART = 4
ARROW = 18
EDGE = 12
LANE = 26
LONGEST_LINE = 18
SWEEPS = 6
ROUNDS = 3


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


@dataclass(frozen=True)
class _Piece:
    """A line between two layers, from where it begins to where it ends; it goes down, sideways and down again."""

    layer: int
    target: str
    begins: float
    ends: float

    @property
    def outer_first(self) -> tuple[int, float]:
        return self.layer, -self.begins if self.ends >= self.begins else self.begins

    def is_beside(self, other: "_Piece") -> bool:
        """Whether they would touch at the same height. Lines to one place may run together."""
        apart = min(self.begins, self.ends) > max(other.begins, other.ends) + APART
        apart = apart or min(other.begins, other.ends) > max(self.begins, self.ends) + APART
        return self.layer == other.layer and self.target != other.target and not apart

    def arrives_under(self, other: "_Piece") -> bool:
        """Whether it comes down where the other one leaves."""
        return self.is_beside(other) and abs(self.ends - other.begins) <= APART


def drawing_of(stops: Sequence[Stop], *, first: str | None) -> Drawing:
    """The map of these scenes and endings, beginning with the first; what no path reaches stands at the foot."""
    by_code = {stop.code: stop for stop in stops}
    layer_of = _layers(by_code, first)
    rows, ways = _rows(by_code, layer_of)
    _untangle(rows, ways)
    x_of = _across(rows, ways)
    pieces = _pieces(ways, x_of, layer_of)
    lanes = _lanes(pieces)
    tops = _tops(len(rows), pieces, lanes)
    width = max((x_of[item] + _half(item) for row in rows for item in row), default=BOX_WIDTH / 2) + EDGE
    boxes: dict[_Item, Box] = {
        item: _box(by_code[item], x_of[item], tops[at])
        for at, row in enumerate(rows)
        for item in row
        if isinstance(item, str)
    }
    return Drawing(
        width=width,
        height=tops[-1] + BOX_HEIGHT + EDGE,
        boxes=tuple(boxes[code] for code in by_code),
        lines=tuple(_line(way, pieces[way], lanes, tops) for way in ways),
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


def _pieces(ways: Sequence[_Way], x_of: Mapping[_Item, float], layer_of: Mapping[str, int]) -> dict[_Way, list[_Piece]]:
    """Each way's pieces, one below each layer it passes. A scene's ways leave it in the order of where they go."""
    found: dict[_Way, list[_Piece]] = {}
    for scene in dict.fromkeys(way.scene for way in ways):
        leaving = sorted((way for way in ways if way.scene == scene), key=lambda way: x_of[way.places[1]])
        for at, way in enumerate(leaving, 1):
            begins = x_of[scene] - BOX_WIDTH / 2 + BOX_WIDTH * at / (len(leaving) + 1)
            across = [begins, *(x_of[place] for place in way.places[1:])]
            found[way] = [
                _Piece(layer, way.target, *sides) for layer, sides in enumerate(pairwise(across), layer_of[scene])
            ]
    return found


def _lanes(pieces: Mapping[_Way, Sequence[_Piece]]) -> dict[_Piece, int]:
    """At which height below its layer each piece goes sideways, so that no two lie upon each other.

    The outer ones bend first, and a line that leaves where another arrives bends before it.
    """
    every = sorted((piece for some in pieces.values() for piece in some), key=lambda piece: piece.outer_first)
    lanes: dict[_Piece, int] = {}
    for _ in range(ROUNDS):
        before, lanes = lanes, {}
        for piece in every:
            least = max((before.get(other, 0) + 1 for other in every if piece.arrives_under(other)), default=0)
            taken = {lanes[other] for other in lanes if piece.is_beside(other)}
            lanes[piece] = next(lane for lane in count(least) if lane not in taken)
    return lanes


def _tops(layers: int, pieces: Mapping[_Way, Sequence[_Piece]], lanes: Mapping[_Piece, int]) -> list[float]:
    """How far down each layer stands: as far as the lines above it need."""
    most = dict.fromkeys(range(layers), 0)
    for piece, lane in lanes.items():
        most[piece.layer] = max(most[piece.layer], lane)
    tops = [float(EDGE)]
    for layer in range(layers - 1):
        tops.append(tops[-1] + BOX_HEIGHT + max(BELOW, NUMBERS + most[layer] * BETWEEN_LINES + ARROW))
    return tops


def _line(way: _Way, pieces: Sequence[_Piece], lanes: Mapping[_Piece, int], tops: Sequence[float]) -> Line:
    begins, foot = pieces[0].begins, tops[pieces[0].layer] + BOX_HEIGHT
    drawn = [f"M{begins:g} {foot:g}"]
    for piece in pieces:
        bend = tops[piece.layer] + BOX_HEIGHT + NUMBERS + lanes[piece] * BETWEEN_LINES
        drawn.append(f"V{bend:g}H{piece.ends:g}")
    drawn.append(f"V{tops[pieces[-1].layer + 1] - 2:g}")
    return Line(way.scene, way.target, way.numbers, "".join(drawn), label_x=begins + 5, label_y=foot + 17)


def _box(stop: Stop, middle: float, top: float) -> Box:
    return Box(stop.code, stop.is_ending, middle - BOX_WIDTH / 2, top, _in_lines(stop.title))


def _in_lines(title: str) -> tuple[str, ...]:
    lines = wrap(title, LONGEST_LINE) or [title]
    return tuple(lines) if len(lines) <= 2 else (lines[0], lines[1][: LONGEST_LINE - 1].rstrip() + "…")


def _half(item: _Item) -> float:
    return (BOX_WIDTH if isinstance(item, str) else LANE) / 2


def _width(row: Sequence[_Item]) -> float:
    return sum(2 * _half(item) for item in row) + BESIDE * max(0, len(row) - 1)
