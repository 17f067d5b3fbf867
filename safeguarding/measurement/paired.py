"""Change in a share among the people who answered both waves, each compared with themselves."""

import math
from dataclasses import dataclass

from safeguarding.measurement.distributions import two_sided_z
from safeguarding.measurement.figures import (
    Answered,
    Change,
    ImpossibleFigures,
    Interval,
    refuse_unless_whole_counts,
)
from safeguarding.measurement.independent import square_and_add
from safeguarding.measurement.proportions import wilson


@dataclass(frozen=True)
class PairedAnswers:
    """How many people answered what at both waves: a, b, c and d of the textbooks, the earlier wave in the rows.

    Raises ImpossibleFigures if a count is not a whole number of people, or nobody answered both.
    """

    yes_both: int
    yes_then_no: int
    no_then_yes: int
    no_both: int

    def __post_init__(self) -> None:
        refuse_unless_whole_counts(self.yes_both, self.yes_then_no, self.no_then_yes, self.no_both)
        if self.people == 0:
            raise ImpossibleFigures("Nobody answered both waves, so there is no change within people.")

    @property
    def people(self) -> int:
        return self.yes_both + self.yes_then_no + self.no_then_yes + self.no_both

    @property
    def earlier(self) -> Answered:
        return Answered(self.yes_both + self.yes_then_no, self.people)

    @property
    def later(self) -> Answered:
        return Answered(self.yes_both + self.no_then_yes, self.people)

    @property
    def difference(self) -> float:
        """Later share minus earlier share. From the two cells of those who changed, so that it is exact."""
        return (self.no_then_yes - self.yes_then_no) / self.people


def paired_newcombe(answers: PairedAnswers, *, confidence: float = 0.95) -> Change:
    """Change with limits from the Wilson limits of both waves and their correlation.

    The correlation is phi with Newcombe's continuity correction: when ad > bc, half the number of people is taken off
    ad - bc, but not below nought; it is nought when everybody gave one answer at either wave.

    Newcombe 1998, Statistics in Medicine 17, 2635 (method 10); Fagerland, Lydersen & Laake 2014, Statistics in
    Medicine 33, 2850.
    """
    interval = square_and_add(
        earlier=answers.earlier.share,
        earlier_limits=wilson(answers.earlier, confidence=confidence),
        later=answers.later.share,
        later_limits=wilson(answers.later, confidence=confidence),
        correlation=corrected_phi(answers),
    )
    return _change(answers, interval)


def paired_tango(answers: PairedAnswers, *, confidence: float = 0.95) -> Change:
    """Change with limits made of every true change that the score test would not reject.

    For a trial change t: q = (sqrt(B^2 - 4AC) - B) / 2A with A = 2n, B = -b - c + (2n - c + b) t, C = -b t (1 - t), and
    z(t) = (c - b - nt) / sqrt(n (2q + t (1 - t))), which falls as t rises; the limits are where it crosses +/- z.
    If nobody changed they are -/+ z^2 / (n + z^2).

    Tango 1998, Statistics in Medicine 17, 891.
    """
    z = two_sided_z(confidence)
    people = answers.people
    if answers.yes_then_no + answers.no_then_yes == 0:
        reach = z * z / (people + z * z)
        return _change(answers, Interval(-reach, reach))
    lower = -1.0 if answers.yes_then_no == people else _where_the_score_is(z, answers, low=-1, high=answers.difference)
    upper = 1.0 if answers.no_then_yes == people else _where_the_score_is(-z, answers, low=answers.difference, high=1)
    return _change(answers, Interval(lower, upper))


def paired_wald(answers: PairedAnswers, *, confidence: float = 0.95) -> Change:
    """Change with the textbook's symmetric limits; for large samples, and to compare with published tables.

    They may pass -1 or 1, and have no width when nobody changed: publish Newcombe or Tango instead.

    Agresti, Categorical Data Analysis, 10.1.
    """
    reach = two_sided_z(confidence) * paired_standard_error(answers)
    return _change(answers, Interval(answers.difference - reach, answers.difference + reach))


def paired_standard_error(answers: PairedAnswers) -> float:
    """sqrt(b + c - (c - b)^2 / n) / n, as a share. Agresti, Categorical Data Analysis, 10.1."""
    changed = answers.yes_then_no + answers.no_then_yes
    balance = answers.no_then_yes - answers.yes_then_no
    return math.sqrt(changed - balance * balance / answers.people) / answers.people


def corrected_phi(answers: PairedAnswers) -> float:
    """How alike the two answers of one person are, from -1 to 1, with the correction `paired_newcombe` describes."""
    a, b, c, d = answers.yes_both, answers.yes_then_no, answers.no_then_yes, answers.no_both
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    if margins == 0:
        return 0.0
    cross = a * d - b * c
    return (max(cross - answers.people / 2, 0.0) if cross > 0 else cross) / math.sqrt(margins)


def _change(answers: PairedAnswers, interval: Interval) -> Change:
    return Change(answers.earlier.share, answers.later.share, answers.difference, interval)


def _where_the_score_is(target: float, answers: PairedAnswers, *, low: float, high: float) -> float:
    """Tango's score falls from low to high; halve until no number lies between."""
    while low < (middle := (low + high) / 2) < high:
        if _score(middle, answers) > target:
            low = middle
        else:
            high = middle
    return middle


def _score(trial: float, answers: PairedAnswers) -> float:
    b, c, n = answers.yes_then_no, answers.no_then_yes, answers.people
    first = 2 * n
    second = -b - c + (2 * n - c + b) * trial
    third = -b * trial * (1 - trial)
    q = (math.sqrt(max(0.0, second * second - 4 * first * third)) - second) / (2 * first)
    variance = n * (2 * q + trial * (1 - trial))
    above = c - b - n * trial
    if variance <= 0:
        return math.copysign(math.inf, above)
    return above / math.sqrt(variance)
