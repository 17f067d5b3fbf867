"""Which counts are possible, given what is known of them: one linear system, asked again and again.

A count is a number of people nobody need have published. What is known are sums (a whole is always its parts together)
and figures (a published sum of counts lies between two limits). No count is below nought.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from safeguarding.measurement.figures import ImpossibleFigures, Interval

_HAIR = 1e-6


@dataclass(frozen=True)
class Sum:
    """The whole is its parts together: true of the people, whether or not anything of it is published."""

    whole: str
    parts: tuple[str, ...]

    @property
    def counts(self) -> tuple[str, ...]:
        return (self.whole, *self.parts)


@dataclass(frozen=True)
class Figure:
    """One published figure, and what whoever reads it learns: its terms (count, times what) lie between two limits.

    `cost` says how much would be lost if it were withheld; by itself it means nothing. `is_out`: published before, so
    that it cannot be withheld any more.
    """

    name: str
    terms: tuple[tuple[str, float], ...]
    lower: float
    upper: float
    cost: float = 1.0
    is_out: bool = False

    @property
    def counts(self) -> tuple[str, ...]:
        return tuple(count for count, _ in self.terms)


def published(count: str, people: int, *, rounded_to: int = 1, cost: float | None = None) -> Figure:
    """A count as it stands in a table, exact or rounded to the nearest so many. Large counts cost more to withhold."""
    shown, off_by = people, 0.0
    if rounded_to > 1:
        shown, off_by = rounded_to * round(people / rounded_to), rounded_to / 2
    return Figure(count, ((count, 1.0),), shown - off_by, shown + off_by, 1.0 + people if cost is None else cost)


class PossibleCounts:
    """Every way the counts could be. Asked for an interval, raises ImpossibleFigures if no counts fit.

    Where figures may give way, what is asked is which of them must, for a count to be something else.
    """

    def __init__(self, *, sums: Sequence[Sum], figures: Sequence[Figure], figures_give_way: bool = False) -> None:
        counts = {name for known in sums for name in known.counts} | {name for one in figures for name in one.counts}
        self._column = {name: position for position, name in enumerate(sorted(counts))}
        self._figures = list(figures)
        furthest = [math.inf if figures_give_way and not figure.is_out else 0.0 for figure in figures]
        self._lp = _programme(self._column, sums, figures, furthest=furthest)

    def interval(self, count: str) -> Interval:
        """The smallest and the largest the count could be, in whole people; the largest may be infinite."""
        column = self._column[count]
        self._lp.changeColCost(column, 1.0)
        low = self._optimum(maximise=False)
        high = self._optimum(maximise=True)
        self._lp.changeColCost(column, 0.0)
        return Interval(math.ceil(low - _HAIR), math.inf if math.isinf(high) else math.floor(high + _HAIR))

    def what_gives_way(self, count: str, *, reaches: float) -> list[str] | None:
        """The names of the cheapest figures that must give way for the count to reach this; None if none would help.

        Figures that gave way before do so for nothing.
        """
        column = self._column[count]
        self._lp.changeColBounds(column, float(reaches), float(reaches))
        try:
            if self._run() != "optimal":
                return None
            values = self._lp.getSolution().col_value
        finally:
            self._lp.changeColBounds(column, 0.0, math.inf)
        return [
            figure.name
            for position, figure in enumerate(self._figures)
            if max(values[slack] for slack in self._slacks(position)) > _HAIR
        ]

    def withhold(self, names: Collection[str]) -> None:
        """From now on these figures say nothing."""
        for position, figure in enumerate(self._figures):
            if figure.name in names:
                for slack in self._slacks(position):
                    self._lp.changeColCost(slack, 0.0)

    def _slacks(self, position: int) -> tuple[int, int]:
        first = len(self._column) + 2 * position
        return first, first + 1

    def _optimum(self, *, maximise: bool) -> float:
        import highspy

        sense = highspy.ObjSense.kMaximize if maximise else highspy.ObjSense.kMinimize
        self._lp.changeObjectiveSense(sense)
        state = self._run()
        # Read before the next change, which takes the answer away.
        value: float = self._lp.getInfo().objective_function_value
        self._lp.changeObjectiveSense(highspy.ObjSense.kMinimize)
        if state == "unbounded":
            return math.inf
        if state != "optimal":
            raise ImpossibleFigures("No counts fit these figures: two of them contradict one another.")
        return value

    def _run(self) -> str:
        import highspy

        self._lp.run()
        state = self._lp.getModelStatus()
        if state == highspy.HighsModelStatus.kOptimal:
            return "optimal"
        if state in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return "unbounded"
        return "infeasible"


def apart(
    *, sums: Iterable[Sum], figures: Iterable[Figure]
) -> Iterator[tuple[frozenset[str], list[Sum], list[Figure]]]:
    """Split a system into those parts that share no count, so that each can be asked by itself."""
    known: list[Sum | Figure] = [*sums, *figures]
    leader: dict[str, str] = {}

    def lead(name: str) -> str:
        leader.setdefault(name, name)
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for one in known:
        first, *others = one.counts
        for other in others:
            leader[lead(other)] = lead(first)
        lead(first)
    groups: dict[str, tuple[set[str], list[Sum], list[Figure]]] = {}
    for one in known:
        counts, within, told = groups.setdefault(lead(one.counts[0]), (set(), [], []))
        counts.update(one.counts)
        if isinstance(one, Sum):
            within.append(one)
        else:
            told.append(one)
    for counts, within, told in groups.values():
        yield frozenset(counts), within, told


def _programme(
    columns: Mapping[str, int], sums: Sequence[Sum], figures: Sequence[Figure], *, furthest: Sequence[float]
) -> Any:
    """A row for each sum and figure; a column for each count, and two for how far each figure gives way."""
    # Only a release asks such questions, and the library is large: every other process does without.
    import highspy

    starts, indexes, values = [0], [], []
    lowers, uppers = [], []
    for known in sums:
        indexes += [columns[name] for name in known.counts]
        values += [-1.0] + [1.0] * len(known.parts)
        lowers.append(0.0)
        uppers.append(0.0)
        starts.append(len(indexes))
    for position, figure in enumerate(figures):
        together: dict[str, float] = {}
        for name, times in figure.terms:
            together[name] = together.get(name, 0.0) + times
        slack = len(columns) + 2 * position
        indexes += [*(columns[name] for name in together), slack, slack + 1]
        values += [*together.values(), 1.0, -1.0]
        lowers.append(figure.lower)
        uppers.append(figure.upper)
        starts.append(len(indexes))

    many = len(columns) + 2 * len(figures)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = many, len(lowers)
    model.col_cost_ = [0.0] * len(columns) + [figure.cost for figure in figures for _ in range(2)]
    model.col_lower_ = [0.0] * many
    model.col_upper_ = [math.inf] * len(columns) + [each for each in furthest for _ in range(2)]
    model.row_lower_, model.row_upper_ = lowers, uppers
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = starts, indexes, values
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    # highspy 1.15.1's presolve was seen to go round for ever on a small system with one count held at nought.
    solver.setOptionValue("presolve", "off")
    # One thread and one way of choosing: the same tables are always withheld alike.
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    solver.passModel(model)
    return solver
