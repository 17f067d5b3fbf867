"""Somebody who wants to know what one to nine people have done, and has everything the figures ever said.

They know the roster: who works where, and who came, moved and left on which day. They know how figures are made, word
for word. What people have done they know only from the figures: of everybody with the same history of posts they ask
how few and how many could have done something on a day, and all that was ever said is one linear system.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from safeguarding.insight.rules.cells import Cell, Post, Shape
from safeguarding.insight.rules.small_numbers import ENOUGH_HAVE_LEFT, FEWEST, STEP, Said
from safeguarding.measurement.possible_counts import Figure, PossibleCounts, Sum

History = tuple[Post | None, ...]
SMALL = 10
# Done one or more of two modules, both, the first, the second.
TOGETHER = ("one", "all", "done-1", "done-2")


@dataclass(frozen=True)
class Seen:
    """On this day the figures said this of a group on a measure."""

    on: date
    cell: Cell
    measure: str
    said: Said


@dataclass(frozen=True)
class SeenExactly:
    """The same from a plain table: the count itself, or (None) that it is under ten."""

    on: date
    cell: Cell
    measure: str
    people: int | None


@dataclass
class Attacker:
    """days: on which they looked. posts: each officer's post on each of these days.

    measures: what they ask about; with one, all and both modules they also know how these go together.
    """

    shape: Shape
    days: list[date]
    posts: Mapping[int, History]
    measures: tuple[str, ...]
    _figures: list[Figure] = field(default_factory=list)
    _sums: list[Sum] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.kinds = Counter(self.posts.values())
        self._names = {history: f"h{number}" for number, history in enumerate(self.kinds)}
        for history, people in self.kinds.items():
            for place in range(len(self.days)):
                for measure in self.measures:
                    now = self._count(history, measure, place)
                    self._know([(now, 1)], 0, people)
                    if place:
                        # What is done stays done.
                        self._know([(now, 1), (self._count(history, measure, place - 1), -1)], 0, people)
                if len(self.measures) > 1:
                    one, every, first, second = (self._count(history, each, place) for each in TOGETHER)
                    self._know([(first, 1), (second, 1), (one, -1), (every, -1)], 0, 0)
                    self._know([(one, 1), (first, -1)], 0, people)
                    self._know([(one, 1), (second, -1)], 0, people)

    def reads(self, seen: Iterable[Seen]) -> None:
        """All that the figures said, in the order of the days."""
        last: dict[tuple[Cell, str], tuple[Said, int]] = {}
        for one in sorted((each for each in seen if each.measure in self.measures), key=lambda each: each.on):
            place, since = self.days.index(one.on), self.days.index(one.said.since)
            key = (one.cell, one.measure)
            before, looked = last.get(key, (None, since))
            if before is None or before.since != one.said.since:
                lowest = one.said.fewest
                if before is not None and self._may_be_held_up(before, one.said, self._left(one.cell, looked, since)):
                    lowest = 0
                self._know(self._terms(one.cell, one.measure, since), lowest, one.said.most)
            elif not one.said.is_more and self._highest(one.cell, place) > one.said.people:
                # Had it risen, that would have been said, and there was room to say it.
                self._know(self._terms(one.cell, one.measure, place), 0, one.said.most)
            last[key] = (one.said, looked if before is not None and before.since == one.said.since else since)

    def reads_exactly(self, seen: Iterable[SeenExactly]) -> None:
        for one in seen:
            if one.measure not in self.measures:
                continue
            terms = self._terms(one.cell, one.measure, self.days.index(one.on))
            lowest, most = (0, SMALL - 1) if one.people is None else (one.people, one.people)
            self._know(terms, lowest, most)

    def is_consistent_with(self, done: Mapping[tuple[History, str, int], int]) -> bool:
        """Whether what is really so is possible for the attacker; if not, their reasoning is wrong."""
        values = {self._count(*key): people for key, people in done.items() if key[1] in self.measures}
        return all(
            figure.lower - 1e-9
            <= sum(times * values.get(count, 0) for count, times in figure.terms)
            <= figure.upper + 1e-9
            for figure in self._figures
        )

    def recovers(self, *, small_units: Iterable[Cell] = ()) -> list[str]:
        """Every few people of whom they now know how many have done something, or that all or none have.

        What is done stays done: whoever is ever known to have done it is known to at the last, and whoever is ever
        known not to have is at the first. So only these days are asked about.
        """
        asked: dict[str, int] = {}
        for measure in self.measures:
            for place in (0, len(self.days) - 1):
                for history, people in self.kinds.items():
                    if people < SMALL:
                        asked[self._count(history, measure, place)] = people
                for cell in small_units:
                    name = f"{cell}|{measure}|{place}"
                    self._sums.append(Sum(name, tuple(count for count, _ in self._terms(cell, measure, place))))
                    asked[name] = self._people_in(cell, place)
        system = PossibleCounts(sums=self._sums, figures=self._figures)
        found = []
        for name, people in asked.items():
            could_be = system.interval(name)
            if could_be.lower == could_be.upper or could_be.lower >= people or could_be.upper <= 0:
                found.append(f"{name}: {could_be.lower} to {could_be.upper} of {people}")
        return found

    def _count(self, history: History, measure: str, place: int) -> str:
        return f"{self._names[history]}|{measure}|{place}"

    def _is_in(self, history: History, cell: Cell, place: int) -> bool:
        post = history[place]
        return post is not None and cell in self.shape.cells_of(post)

    def _terms(self, cell: Cell, measure: str, place: int) -> list[tuple[str, float]]:
        return [
            (self._count(history, measure, place), 1.0) for history in self.kinds if self._is_in(history, cell, place)
        ]

    def _people_in(self, cell: Cell, place: int) -> int:
        return sum(people for history, people in self.kinds.items() if self._is_in(history, cell, place))

    def _highest(self, cell: Cell, place: int) -> int:
        return STEP * ((self._people_in(cell, place) - FEWEST) // STEP)

    def _left(self, cell: Cell, first: int, last: int) -> int:
        return sum(
            people
            for history, people in self.kinds.items()
            for place in range(first, last)
            if self._is_in(history, cell, place) and not self._is_in(history, cell, place + 1)
        )

    def _may_be_held_up(self, before: Said, now: Said, left: int) -> bool:
        """Whether the rule may have kept a figure above what is so, for only so many had left."""
        if now.people > before.people or left < ENOUGH_HAVE_LEFT:
            return False
        lower = Said(max(0, now.people - STEP), False, now.of, now.since)
        return before.fewest - lower.most > left // 2

    def _know(self, terms: list[tuple[str, float]], lowest: float, most: float) -> None:
        self._figures.append(Figure(f"f{len(self._figures)}", tuple(terms), lowest, most))
