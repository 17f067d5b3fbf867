"""Change on a labelled scale (strongly disagree to strongly agree) among the people who answered both waves."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from safeguarding.measurement.distributions import chi_squared_above
from safeguarding.measurement.figures import (
    ChiSquaredTest,
    ImpossibleFigures,
    MeanChange,
    refuse_if_not_finite,
    refuse_unless_whole_counts,
)
from safeguarding.measurement.means import Scores, matched_mean_change
from safeguarding.measurement.paired import PairedAnswers

# Scores under which `mean_shift` is the change in net agreement: those who agree minus those who disagree, as a share.
NET_AGREEMENT = (-1, -1, 0, 1, 1)


@dataclass(frozen=True)
class MatchedScale:
    """People by their answer at both waves: counts[earlier][later], the points of the scale from lowest to highest.

    "Not applicable to my role" is no point of the scale and must be left out before.
    Raises ImpossibleFigures unless it is square, has two points at least, whole numbers of people, and somebody in it.
    """

    counts: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        if self.points < 2 or any(len(row) != self.points for row in self.counts):
            raise ImpossibleFigures("The table must have the same two or more points of the scale both ways.")
        refuse_unless_whole_counts(*(count for row in self.counts for count in row))
        if self.people == 0:
            raise ImpossibleFigures("Nobody answered both waves, so there is no change within people.")

    @property
    def points(self) -> int:
        return len(self.counts)

    @property
    def people(self) -> int:
        return sum(map(sum, self.counts))

    @property
    def earlier(self) -> tuple[int, ...]:
        """People at each point of the scale at the earlier wave."""
        return tuple(map(sum, self.counts))

    @property
    def later(self) -> tuple[int, ...]:
        """People at each point of the scale at the later wave."""
        return tuple(map(sum, zip(*self.counts, strict=True)))


def matched_scale(pairs: Iterable[tuple[int, int]], *, points: int) -> MatchedScale:
    """Count pairs of (earlier, later) answers, each from 1 to the number of points."""
    if points < 2:
        raise ImpossibleFigures(f"A scale cannot have {points} points.")
    counts = [[0] * points for _ in range(points)]
    for earlier, later in pairs:
        if not (1 <= earlier <= points and 1 <= later <= points):
            raise ImpossibleFigures(f"Answers run from 1 to {points}; {earlier} then {later} cannot both be.")
        counts[earlier - 1][later - 1] += 1
    return MatchedScale(tuple(map(tuple, counts)))


def stuart_maxwell(scale: MatchedScale) -> ChiSquaredTest:
    """Whether the whole distribution is the same at both waves, in whatever way it may have changed.

    d' V^-1 d, with d the differences of the margins, V_ii = row_i + column_i - 2 n_ii, V_ij = -(n_ij + n_ji), one
    point left out. Points nobody moved to or from say nothing and take no degree of freedom; nor do two sets of
    points between which nobody moved take one for telling them apart. With no one moved at all: 0, df 0, p 1.

    Stuart 1955, Biometrika 42, 412; Maxwell 1970, British Journal of Psychiatry 116, 651.
    """
    statistic, freedom = _stuart(scale)
    return ChiSquaredTest(statistic, freedom, chi_squared_above(statistic, degrees_of_freedom=freedom))


def bhapkar(scale: MatchedScale) -> ChiSquaredTest:
    """The same question, with the spread as it is rather than as it would be without change: a little more powerful.

    S / (1 - S/n) with S of Stuart-Maxwell; infinite when S = n, that is when nothing but one-way change was seen.

    Bhapkar 1966, JASA 61, 228; the relation of the two: Keefe 1982, Communications in Statistics 11, 811.
    """
    stuart, freedom = _stuart(scale)
    unexplained = 1 - stuart / scale.people
    statistic = stuart / unexplained if unexplained > 1e-12 else math.inf
    return ChiSquaredTest(statistic, freedom, chi_squared_above(statistic, degrees_of_freedom=freedom))


def mean_shift(
    scale: MatchedScale,
    *,
    scores: Sequence[float] | None = None,
    population: int | None = None,
    confidence: float = 0.95,
) -> MeanChange:
    """By how many points people moved on average, with Student's t limits.

    `scores` gives each point its value, lowest first; without it they are 1, 2, 3 and so on, and the change is in
    points of the scale. With `population`, for statements about that very workforce only.
    Raises ImpossibleFigures for fewer than two people, or scores that do not fit the scale.

    Student 1908, Biometrika 6; Agresti 2010, Analysis of Ordinal Categorical Data, 8 (mean scores of matched pairs).
    """
    values = list(range(1, scale.points + 1)) if scores is None else list(scores)
    refuse_if_not_finite(*values)
    if len(values) != scale.points:
        raise ImpossibleFigures(f"{len(values)} scores do not fit a scale of {scale.points} points.")
    if scale.people < 2:
        raise ImpossibleFigures("At least two people are needed to see how much scores vary.")
    moves = [
        (later - earlier, count)
        for earlier, row in zip(values, scale.counts, strict=True)
        for later, count in zip(values, row, strict=True)
    ]
    mean = math.fsum(move * count for move, count in moves) / scale.people
    variance = math.fsum(count * (move - mean) ** 2 for move, count in moves) / (scale.people - 1)
    return matched_mean_change(Scores(scale.people, mean, variance), population=population, confidence=confidence)


def top_two_box(scale: MatchedScale) -> PairedAnswers:
    """Those at one of the two highest points count as yes; for `paired` and `mcnemar`."""
    if scale.points < 3:
        raise ImpossibleFigures("On a scale of two points everybody would be in the top two.")
    from_top = scale.points - 2

    def people(*, earlier: slice, later: slice) -> int:
        return sum(sum(row[later]) for row in scale.counts[earlier])

    low, top = slice(None, from_top), slice(from_top, None)
    return PairedAnswers(
        yes_both=people(earlier=top, later=top),
        yes_then_no=people(earlier=top, later=low),
        no_then_yes=people(earlier=low, later=top),
        no_both=people(earlier=low, later=low),
    )


def _stuart(scale: MatchedScale) -> tuple[float, int]:
    """The statistic and its degrees of freedom, added up over sets of points that people moved between."""
    statistic, freedom = 0.0, 0
    for connected in _connected_points(scale):
        kept = connected[:-1]
        differences = [float(scale.earlier[point] - scale.later[point]) for point in kept]
        spread = [[_spread(scale, one, other) for other in kept] for one in kept]
        solved = _solve(spread, differences)
        statistic += math.fsum(a * b for a, b in zip(differences, solved, strict=True))
        freedom += len(kept)
    return max(0.0, statistic), freedom


def _spread(scale: MatchedScale, one: int, other: int) -> float:
    if one == other:
        return scale.earlier[one] + scale.later[one] - 2 * scale.counts[one][one]
    return -(scale.counts[one][other] + scale.counts[other][one])


def _connected_points(scale: MatchedScale) -> list[list[int]]:
    """Sets of points joined by somebody's move from one to the other; a point without moves is a set of its own."""
    unseen = set(range(scale.points))
    connected = []
    while unseen:
        reached, waiting = [], [unseen.pop()]
        while waiting:
            point = waiting.pop()
            reached.append(point)
            joined = {other for other in unseen if scale.counts[point][other] + scale.counts[other][point]}
            unseen -= joined
            waiting.extend(joined)
        connected.append(sorted(reached))
    return connected


def _solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """x of matrix x = right, by Cholesky's way; the matrix is symmetric and positive, as spreads of moves are."""
    size = len(right)
    lower = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            left = matrix[i][j] - math.fsum(lower[i][k] * lower[j][k] for k in range(j))
            lower[i][j] = math.sqrt(left) if i == j else left / lower[j][j]
    forward: list[float] = []
    for i in range(size):
        forward.append((right[i] - math.fsum(lower[i][k] * forward[k] for k in range(i))) / lower[i][i])
    solved = [0.0] * size
    for i in reversed(range(size)):
        rest = math.fsum(lower[k][i] * solved[k] for k in range(i + 1, size))
        solved[i] = (forward[i] - rest) / lower[i][i]
    return solved
