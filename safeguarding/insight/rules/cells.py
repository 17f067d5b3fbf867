"""The groups figures are released of, and what adds up to what. Nobody can choose others.

Each unit with all that stands under it; those who work directly in a unit that has others under it; the whole force;
and the role families of the whole force and of its largest parts. Protected posts are counted in the whole force alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from safeguarding.insight.rules.small_numbers import Whole

FORCE = 0
ALL = ""
ITSELF = "itself"


class Cell(NamedTuple):
    """A group: of which unit (FORCE is the whole force), and which part of it: ALL, ITSELF or a role family."""

    unit_id: int
    part: str = ALL


WHOLE_FORCE = Cell(FORCE)
Cells = frozenset[Cell]


class Post(NamedTuple):
    """Where somebody works directly, and in which role family."""

    unit_id: int
    role_family: str
    is_protected: bool


@dataclass
class Tally:
    """So many people, and how many of them have done what, by the code of the measure."""

    people: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        self.people += other.people
        self.counts.update(other.counts)


@dataclass(frozen=True)
class Shape:
    """How the force stands on a day. `paths`: of each open unit the units from the top down to itself."""

    paths: Mapping[int, tuple[int, ...]]
    _cells: dict[Post, Cells] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def root(self) -> int | None:
        """The one unit at the top, which is the force itself; None if several stand there."""
        tops = {path[0] for path in self.paths.values()}
        return tops.pop() if len(tops) == 1 else None

    def as_named(self, unit_id: int) -> int:
        """The unit as cells name it: the one at the top is FORCE."""
        return FORCE if unit_id == self.root else unit_id

    @cached_property
    def below(self) -> dict[int, list[int]]:
        """The units directly under each that has any, and under FORCE."""
        below: dict[int, list[int]] = {}
        for unit_id, path in self.paths.items():
            if unit_id != self.root:
                above = self.as_named(path[-2]) if len(path) > 1 else FORCE
                below.setdefault(above, []).append(unit_id)
        return below

    def cells_of(self, post: Post) -> Cells:
        """Every group in which somebody with this post is counted."""
        if post not in self._cells:
            self._cells[post] = frozenset(self._found(post))
        return self._cells[post]

    def _found(self, post: Post) -> Iterator[Cell]:
        yield WHOLE_FORCE
        yield Cell(FORCE, post.role_family)
        if post.is_protected or post.unit_id not in self.paths:
            return
        units = [self.as_named(one) for one in self.paths[post.unit_id]]
        yield from map(Cell, units)
        if units[-1] in self.below:
            yield Cell(units[-1], ITSELF)
        largest = [one for one in units if one != FORCE][:1]
        yield from (Cell(one, post.role_family) for one in largest)


def added_up(tallies: Iterable[tuple[Post, Tally]], *, shape: Shape) -> dict[Cell, Tally]:
    """Each group's people and counts, from those of people with the same post."""
    cells: dict[Cell, Tally] = {}
    for post, tally in tallies:
        for cell in shape.cells_of(post):
            if cell not in cells:
                cells[cell] = Tally()
            cells[cell].add(tally)
    return cells


def wholes(people: Mapping[Cell, int], *, shape: Shape) -> list[Whole[Cell]]:
    """What adds up to what: units to the unit above them, role families to a unit, and units to a role family."""
    found = []
    for unit_id, below in shape.below.items():
        found.append(_whole(Cell(unit_id), [*map(Cell, below), Cell(unit_id, ITSELF)], people))
    largest = shape.below.get(FORCE, [])
    families = {cell.part for cell in people if cell.part not in {ALL, ITSELF}}
    for unit_id in [FORCE, *largest]:
        found.append(_whole(Cell(unit_id), [Cell(unit_id, family) for family in families], people))
    for family in families:
        found.append(_whole(Cell(FORCE, family), [Cell(unit_id, family) for unit_id in largest], people))
    return found


def _whole(name: Cell, parts: Iterable[Cell], people: Mapping[Cell, int]) -> Whole[Cell]:
    known = {part: people.get(part, 0) for part in parts}
    return Whole(name, known, unspoken=people.get(name, 0) - sum(known.values()))


def left_since(
    moved: Mapping[tuple[Post | None, Post | None], int], *, before: Shape, now: Shape, stayed: Mapping[Post, int]
) -> Counter[Cell]:
    """How many have left each group: people who moved or left the force, and all of a unit that moved.

    moved: how many changed from one post to another; None is not in post. stayed: how many kept each post.
    """
    left: Counter[Cell] = Counter()
    for (was, becomes), people in moved.items():
        if was is not None:
            for cell in before.cells_of(was) - (now.cells_of(becomes) if becomes is not None else frozenset()):
                left[cell] += people
    if before.paths != now.paths:
        for post, people in stayed.items():
            for cell in before.cells_of(post) - now.cells_of(post):
                left[cell] += people
    return left
