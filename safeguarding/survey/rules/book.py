"""The counts of a release, as one linear system: what adds up to what, what each figure tells, what is small.

Numbers of people are published to the nearest ten and shares to the nearest tenth of a point. The counts are those of
the people themselves; as published shares are weighted, whoever takes them for plain ones learns less than is assumed.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from safeguarding.measurement.disclosure import FEWEST, Tables, is_small, withheld
from safeguarding.measurement.possible_counts import Figure, Sum, published

ROUNDED_TO = 10
THOUSANDTHS = 1000


class Book:
    """The counts of a release, entered once each."""

    def __init__(self) -> None:
        self._people: dict[str, int] = {}
        self._sums: dict[tuple[str, tuple[str, ...]], Sum] = {}
        self._figures: dict[str, Figure] = {}
        self._small: set[str] = set()
        self._settled: set[str] = set()

    def count(self, name: str, people: int, *, of: int | None = None, follows: bool = False) -> str:
        """Enter a count. `of`: so many were asked, and that some said so must not come out; else only the number.

        It follows if nobody in a large group said so: that may be published, and then it is known of any part of them.
        """
        self._people[name] = people
        if not follows and ((0 < people < FEWEST) if of is None else (of > 0 and is_small(people, of=of))):
            self._small.add(name)
        return name

    def is_nobody(self, *names: str) -> bool:
        """Whether one of these counts is nought, and may be known to be."""
        return any(self._people[name] == 0 and name not in self._small for name in names)

    def adds_up(self, whole: str, parts: Iterable[str]) -> None:
        named = tuple(parts)
        self._sums[whole, named] = Sum(whole, named)

    def is_known(self, count: str) -> None:
        """Anybody may know this number, published or not."""
        self._figures[f"known {count}"] = replace(
            published(count, self._people[count]), name=f"known {count}", is_out=True
        )

    def shows_number(self, part: str, count: str, *, is_exact: bool = False) -> None:
        """This number of people, to the nearest ten unless it is exact."""
        figure = published(count, self._people[count], rounded_to=1 if is_exact else ROUNDED_TO)
        self._enter(part, replace(figure, name=f"{part}|number of {count}"))

    def shows_share(self, part: str, counts: Sequence[str], base: str) -> None:
        """These counts together as a share of the base, to a tenth of a point."""
        of = self._people[base]
        if of == 0:
            return
        shown = round(THOUSANDTHS * sum(self._people[count] for count in counts) / of)
        terms = tuple((count, 1.0) for count in counts)
        infinity = float("inf")
        for side, limit, lower, upper in (("least", shown - 0.5, 0.0, infinity), ("most", shown + 0.5, -infinity, 0.0)):
            name = f"{part}|{side} {'+'.join(counts)}"
            self._enter(part, Figure(name, (*terms, (base, -limit / THOUSANDTHS)), lower, upper, cost=float(of)))

    def was_published(self, *, withheld_then: Collection[str]) -> None:
        """All that stands here was published before, but for these parts, which stay withheld. Neither is altered by
        what is entered from now on."""
        self._settled |= {part_of(name) for name in self._figures} | set(withheld_then)
        self._figures = {
            name: replace(figure, is_out=True)
            for name, figure in self._figures.items()
            if part_of(name) not in withheld_then
        }

    def _enter(self, part: str, figure: Figure) -> None:
        if part not in self._settled:
            self._figures[figure.name] = figure

    def tables(self) -> Tables:
        """One linear system."""
        return Tables(self._people, tuple(self._sums.values()), tuple(self._figures.values()), frozenset(self._small))

    def withheld_parts(self) -> set[str]:
        """The parts of the release of which a figure has to be withheld."""
        return {part_of(name) for name in withheld(self.tables())}


def part_of(figure: str) -> str:
    return figure.split("|")[0]
