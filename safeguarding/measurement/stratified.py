"""What a stratified random sample says of the whole workforce at one wave, with the finite population correction."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from safeguarding.measurement.figures import (
    Answered,
    ImpossibleFigures,
    Interval,
    refuse_if_not_finite,
    refuse_unless_whole_counts,
)
from safeguarding.measurement.proportions import wilson


@dataclass(frozen=True)
class Stratum:
    """One stratum of the frame: how many people it holds, how many of them answered, their mean and variance (n - 1).

    Raises ImpossibleFigures if nobody or (unless everybody answered) only one person did, or more than there are.
    """

    name: str
    population: int
    answered: int
    mean: float
    variance: float

    def __post_init__(self) -> None:
        refuse_unless_whole_counts(self.population, self.answered)
        refuse_if_not_finite(self.mean, self.variance)
        if self.answered == 0:
            raise ImpossibleFigures(f"Nobody in stratum '{self.name}' answered; merge it with another.")
        if self.answered > self.population:
            raise ImpossibleFigures(
                f"{self.answered} people cannot have answered in stratum '{self.name}', which has {self.population}."
            )
        if self.answered == 1 < self.population:
            raise ImpossibleFigures(
                f"One answer in stratum '{self.name}' cannot show how much answers vary; merge it with another."
            )
        if self.variance < 0:
            raise ImpossibleFigures(f"The variance in stratum '{self.name}' cannot be {self.variance:g}.")


@dataclass(frozen=True)
class StratifiedMean:
    """A mean of the whole workforce, its standard error, and the same for the total (mean times people).

    `design_effect` compares the variance with that of a simple random sample of the same size; it is None when
    answers do not vary. `degrees_of_freedom` is answers minus strata.
    """

    mean: float
    standard_error: float
    total: float
    total_standard_error: float
    degrees_of_freedom: int
    design_effect: float | None


@dataclass(frozen=True)
class StratifiedShare:
    """A share of the whole workforce, its standard error, Wilson limits, and the size they were made with.

    `effective_size` is that of a simple random sample as exact as this one; infinite when everybody was asked.
    """

    share: float
    standard_error: float
    effective_size: float
    degrees_of_freedom: int
    interval: Interval


def stratum_of_answers(name: str, *, population: int, answered: Answered) -> Stratum:
    """A stratum of yes-or-no answers: the mean is the share, the variance n p q / (n - 1). Cochran 1977, 3.2."""
    refuse_unless_whole_counts(answered.yes, answered.base)
    share, base = answered.share, int(answered.base)
    spread = share * (1 - share)
    return Stratum(name, population, base, share, spread * base / (base - 1) if base > 1 else 0.0)


def stratified_mean(strata: Sequence[Stratum]) -> StratifiedMean:
    """Mean and total of the workforce from its strata.

    mean = sum W_h m_h; V = sum W_h^2 (1 - f_h) s_h^2 / n_h with W_h = N_h / N and f_h = n_h / N_h.
    Raises ImpossibleFigures for no strata or one named twice.

    Cochran 1977, Sampling Techniques, 5.3-5.4; the design effect as in Lumley 2010, Complex Surveys.
    """
    _refuse_wrong_strata(strata)
    people = sum(stratum.population for stratum in strata)
    answered = sum(stratum.answered for stratum in strata)
    mean = math.fsum(stratum.population * stratum.mean for stratum in strata) / people
    variance = math.fsum(_part_of_variance(stratum, people) * stratum.variance for stratum in strata)
    simple = _simple_random_variance(strata, mean=mean, people=people, answered=answered)
    return StratifiedMean(
        mean=mean,
        standard_error=math.sqrt(variance),
        total=people * mean,
        total_standard_error=people * math.sqrt(variance),
        degrees_of_freedom=answered - len(strata),
        design_effect=variance / simple if simple > 0 else None,
    )


def stratified_share(strata: Sequence[Stratum], *, confidence: float = 0.95) -> StratifiedShare:
    """Share of the workforce who say yes, with Wilson limits on the effective size p q / V.

    Where nobody or everybody said yes V tells nothing; the effective size is then what it is for any share that is
    the same in all strata, 1 / sum W_h^2 (1 - f_h) / n_h.

    Kish 1965, Survey Sampling, 14.1; Korn & Graubard 1998, Survey Methodology 24, 193.
    """
    whole = stratified_mean(strata)
    if any(not 0 <= stratum.mean <= 1 for stratum in strata):
        raise ImpossibleFigures("A share lies between 0 and 1; these strata hold something else.")
    people = sum(stratum.population for stratum in strata)
    alike = math.fsum(_part_of_variance(stratum, people) for stratum in strata)
    share = min(1.0, whole.mean)
    if alike == 0:
        size, interval = math.inf, Interval(share, share)
    else:
        size = share * (1 - share) / whole.standard_error**2 if whole.standard_error > 0 else 1 / alike
        interval = wilson(Answered(share * size, size), confidence=confidence)
    return StratifiedShare(share, whole.standard_error, size, whole.degrees_of_freedom, interval)


def _refuse_wrong_strata(strata: Sequence[Stratum]) -> None:
    if not strata:
        raise ImpossibleFigures("There are no strata, so there is no workforce to speak of.")
    names = [stratum.name for stratum in strata]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ImpossibleFigures(f"Stratum '{twice[0]}' is there twice.")


def _part_of_variance(stratum: Stratum, people: int) -> float:
    """W_h^2 (1 - f_h) / n_h: what a stratum's variance counts for; nought where everybody answered."""
    weight = stratum.population / people
    return weight * weight * (1 - stratum.answered / stratum.population) / stratum.answered


def _simple_random_variance(strata: Sequence[Stratum], *, mean: float, people: int, answered: int) -> float:
    """The variance a simple random sample of as many would have had, from the weighted spread of all answers."""
    if answered < 2:
        return 0.0
    spread = (
        math.fsum(
            stratum.population
            * ((stratum.answered - 1) / stratum.answered * stratum.variance + (stratum.mean - mean) ** 2)
            for stratum in strata
        )
        / people
    )
    return (1 - answered / people) * spread * answered / (answered - 1) / answered
