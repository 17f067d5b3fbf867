"""Change in the mean of a score (an index, a Likert item) between two waves."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from safeguarding.measurement.distributions import student_t_two_sided_p, two_sided_t
from safeguarding.measurement.figures import ImpossibleFigures, Interval, MeanChange, refuse_if_not_finite


@dataclass(frozen=True)
class Scores:
    """How many people have a score, its mean, and its variance (n - 1 below the line), in score units squared.

    Raises ImpossibleFigures for fewer than two people or a variance below nought.
    """

    people: int
    mean: float
    variance: float

    def __post_init__(self) -> None:
        refuse_if_not_finite(self.people, self.mean, self.variance)
        if self.people < 2:
            raise ImpossibleFigures("At least two people are needed to see how much scores vary.")
        if self.variance < 0:
            raise ImpossibleFigures(f"A variance cannot be {self.variance:g}.")


def scores_of(values: Sequence[float]) -> Scores:
    """Sum up one score a person; raises ImpossibleFigures if there are fewer than two or one is not a number."""
    refuse_if_not_finite(*values)
    people = len(values)
    if people < 2:
        raise ImpossibleFigures("At least two people are needed to see how much scores vary.")
    mean = math.fsum(values) / people
    return Scores(people, mean, math.fsum((value - mean) ** 2 for value in values) / (people - 1))


def matched_mean_change(within: Scores, *, population: int | None = None, confidence: float = 0.95) -> MeanChange:
    """The mean of what each person changed by, with Student's t limits.

    `within` sums up later minus earlier, person by person. With `population`, the variance shrinks by 1 - n/N: for
    statements about that very workforce only.

    Student 1908, Biometrika 6; Cochran 1977, Sampling Techniques, 2.6.
    """
    if population is not None and population < within.people:
        raise ImpossibleFigures(f"{within.people} people cannot have answered out of {population}.")
    not_seen = 1.0 if population is None else 1 - within.people / population
    error = math.sqrt(not_seen * within.variance / within.people)
    return mean_change(within.mean, standard_error=error, degrees_of_freedom=within.people - 1, confidence=confidence)


def independent_mean_change(*, earlier: Scores, later: Scores, confidence: float = 0.95) -> MeanChange:
    """The later mean minus the earlier one, of different people, with Welch's limits.

    Welch 1947, Biometrika 34 (Satterthwaite's degrees of freedom).
    """
    parts = [wave.variance / wave.people for wave in (earlier, later)]
    freedom = math.inf
    if sum(parts) > 0:
        # As shares of the whole, so that a very small variance is not squared away.
        shares = [part / sum(parts) for part in parts]
        freedom = 1 / sum(share**2 / (wave.people - 1) for share, wave in zip(shares, (earlier, later), strict=True))
    return mean_change(
        later.mean - earlier.mean,
        standard_error=math.sqrt(sum(parts)),
        degrees_of_freedom=freedom,
        confidence=confidence,
    )


def mean_change(
    difference: float, *, standard_error: float, degrees_of_freedom: float, confidence: float = 0.95
) -> MeanChange:
    """Limits and test of a difference whose standard error is known from elsewhere.

    Without any error at all, nought is certain and everything else is certainly not nought.
    """
    reach = two_sided_t(confidence, degrees_of_freedom=degrees_of_freedom) * standard_error
    if standard_error > 0:
        statistic = difference / standard_error
    else:
        statistic = math.copysign(math.inf, difference) if difference else 0.0
    return MeanChange(
        difference=difference,
        standard_error=standard_error,
        degrees_of_freedom=degrees_of_freedom,
        statistic=statistic,
        p_value=student_t_two_sided_p(statistic, degrees_of_freedom=degrees_of_freedom),
        interval=Interval(difference - reach, difference + reach),
    )
