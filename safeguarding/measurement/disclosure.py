"""What published tables give away about a few people, and which figures must be withheld so that they do not.

Small counts are found by rule (`is_small`). Withholding them alone is not enough: what is left can be subtracted. So
all tables of a release are taken as one linear system, more figures are withheld at the lowest cost, and an attacker
who knows every published figure and every sum then works out how small and how large each small count could be.

Hundepool et al. 2012, Statistical Disclosure Control, ch. 4; Fischetti & Salazar 2000, JASA 95, 916; the choice by
linear programming as in Kelly, Golden & Assad 1992, Networks 22, 397.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from safeguarding.measurement.figures import ImpossibleFigures, Interval
from safeguarding.measurement.possible_counts import Figure, PossibleCounts, Sum, apart

FEWEST = 10


@dataclass(frozen=True)
class Tables:
    """Everything that is to be published at once.

    people: every count there is, published or not, with how many people it really is.
    sums: what adds up to what.
    figures: what would be published if nothing had to be withheld.
    small: the counts nobody may work out; `is_small` says which.

    Raises ImpossibleFigures if a sum does not add up or a figure is not true of the counts.
    """

    people: Mapping[str, int]
    sums: tuple[Sum, ...]
    figures: tuple[Figure, ...]
    small: frozenset[str]

    def __post_init__(self) -> None:
        for known in self.sums:
            if self.people[known.whole] != sum(self.people[part] for part in known.parts):
                raise ImpossibleFigures(f"'{known.whole}' is not its parts together.")
        for figure in self.figures:
            value = sum(times * self.people[count] for count, times in figure.terms)
            if not figure.lower - 1e-9 <= value <= figure.upper + 1e-9:
                raise ImpossibleFigures(f"'{figure.name}' says what is not so.")
        names = [figure.name for figure in self.figures]
        if len(set(names)) != len(names):
            raise ImpossibleFigures("Two figures have one name.")


def is_small(people: int, *, of: int, fewest: int = FEWEST) -> bool:
    """Whether so many of so many people would say something about a few of them.

    So it is if the base is under `fewest`, if those counted or those not counted are 1 to `fewest` - 1, or if all or
    none of a group under twice `fewest` are counted: then something is known of each of them.
    """
    if of < fewest or 0 < people < fewest or 0 < of - people < fewest:
        return True
    return of < 2 * fewest and people in (0, of)


def withheld(tables: Tables, *, fewest: int = FEWEST) -> frozenset[str]:
    """The names of the figures not to publish, so that no small count can be worked out from the others.

    For each small count in turn, the cheapest figures give way until it could be nought and could be `fewest`; then
    every one is audited by the attacker. The same tables always give the same answer.
    """
    hidden: set[str] = set()
    for counts, sums, figures in apart(sums=tables.sums, figures=tables.figures):
        small = sorted(tables.small & counts)
        if small:
            hidden |= _withheld_of_one(tables.people, small, sums, figures, fewest=fewest)
    left = tuple(figure for figure in tables.figures if figure.name not in hidden)
    nothing_published = possible(tables.sums, (), tables.small)
    for count, interval in attack(tables.sums, left, tables.small, fewest=fewest).items():
        if interval != nothing_published[count]:
            raise ImpossibleFigures(f"'{count}' could still be worked out, to lie in {interval}.")
    return frozenset(hidden)


def possible(sums: Iterable[Sum], figures: Iterable[Figure], counts: Iterable[str]) -> dict[str, Interval]:
    """How small and how large each of these counts could be, for somebody who knows these figures."""
    wanted = set(counts)
    found: dict[str, Interval] = {}
    for within, its_sums, its_figures in apart(sums=sums, figures=figures):
        here = sorted(wanted & within)
        if here:
            system = PossibleCounts(sums=its_sums, figures=its_figures)
            found |= {count: system.interval(count) for count in here}
    return found | {count: Interval(0, float("inf")) for count in sorted(wanted - set(found))}


def attack(
    sums: Iterable[Sum], figures: Iterable[Figure], counts: Iterable[str], *, fewest: int = FEWEST
) -> dict[str, Interval]:
    """Of these counts, those that can be worked out too closely, with what is known of each.

    Too closely: all that it could be is neither `fewest` wide, nor reaches from under 1 to `fewest`.
    """
    return {
        count: interval
        for count, interval in possible(sums, figures, counts).items()
        if not _is_wide_enough(interval, fewest)
    }


def _withheld_of_one(
    people: Mapping[str, int], small: list[str], sums: list[Sum], figures: list[Figure], *, fewest: int
) -> set[str]:
    system = PossibleCounts(sums=sums, figures=figures, figures_give_way=True)
    hidden: set[str] = set()
    # The smallest first: what hides them often hides the others too.
    for count in sorted(small, key=lambda name: (people[name], name)):
        for reaches in _to_reach(people[count], fewest):
            gave_way = system.what_gives_way(count, reaches=reaches)
            fresh = set(gave_way or ()) - hidden
            system.withhold(fresh)
            hidden |= fresh
    return hidden


def _to_reach(people: int, fewest: int) -> tuple[int, int]:
    """How small and how large a count must be able to be."""
    if people < fewest:
        return 0, fewest
    return people - fewest // 2, people + (fewest + 1) // 2


def _is_wide_enough(interval: Interval, fewest: int) -> bool:
    return interval.upper - interval.lower >= fewest or (interval.lower < 1 and interval.upper >= fewest)
