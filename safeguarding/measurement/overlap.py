"""Change in the whole workforce when some people answered both waves and others only one.

Between two designs lies everything real: nobody in both (`independent`) and everybody in both (`paired`).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from safeguarding.measurement.figures import Answered, ImpossibleFigures, Interval, refuse_if_not_finite
from safeguarding.measurement.means import mean_change
from safeguarding.measurement.paired import PairedAnswers


@dataclass(frozen=True)
class OverlappingChange:
    """Both shares (or means), the later minus the earlier, its standard error, limits and test. z, not t."""

    earlier: float
    later: float
    difference: float
    standard_error: float
    statistic: float
    p_value: float
    interval: Interval


@dataclass(frozen=True)
class OverlappingAnswers:
    """Yes-or-no answers of two unweighted waves: of those in both, and of those in one only (None: there are none)."""

    both: PairedAnswers
    only_earlier: Answered | None
    only_later: Answered | None

    @property
    def earlier(self) -> Answered:
        return _together(self.both.earlier, self.only_earlier)

    @property
    def later(self) -> Answered:
        return _together(self.both.later, self.only_later)

    @property
    def people(self) -> float:
        """Everybody who answered at least once."""
        return self.earlier.base + self.later.base - self.both.people


@dataclass(frozen=True)
class WaveAnswer:
    """One person's answer at one wave: 1 or 0 for yes or no, or a score; and what it counts for (above nought)."""

    value: float
    weight: float = 1.0

    def __post_init__(self) -> None:
        refuse_if_not_finite(self.value, self.weight)
        if self.weight <= 0:
            raise ImpossibleFigures(f"An answer cannot count for {self.weight:g} people.")


@dataclass(frozen=True)
class Respondent:
    """Somebody who answered the earlier wave, the later one, or both; in the stratum they were first drawn in."""

    stratum: str
    earlier: WaveAnswer | None
    later: WaveAnswer | None

    def __post_init__(self) -> None:
        if self.earlier is None and self.later is None:
            raise ImpossibleFigures("Somebody who answered neither wave cannot be counted among those who answered.")


def overlapping_change(
    answers: OverlappingAnswers, *, population: int | None = None, confidence: float = 0.95
) -> OverlappingChange:
    """The later share minus the earlier one, everybody counted, from two unweighted simple random samples.

    V = S0/n0 + S1/n1 - 2 S01 m / (n0 n1), with S = p q, S01 = r sqrt(S0 S1), r the phi of the m people in both. With
    `population` N: V = (1/n0 - 1/N) S0 + (1/n1 - 1/N) S1 - 2 (m/(n0 n1) - 1/N) S01, for statements about that very
    workforce only. When everybody answered both, this is `paired_wald`, and as there the limits are symmetric and have
    no width where nobody, or everybody, said yes at both waves: `independent.newcombe_change` has.

    Kish 1965, Survey Sampling, 12.4; Tam 1984, American Statistician 38, 288.
    """
    if population is not None and population < answers.people:
        raise ImpossibleFigures(f"{answers.people:g} people cannot have answered out of {population}.")
    earlier, later = _spread(answers.earlier), _spread(answers.later)
    return _unweighted(answers, earlier=earlier, later=later, population=population, confidence=confidence)


def partially_overlapping_z(answers: OverlappingAnswers, *, confidence: float = 0.95) -> OverlappingChange:
    """The same for small samples: as if both waves had one spread, that of all answers together (z8 of its authors).

    V = p q (1/n0 + 1/n1 - 2 r m / (n0 n1)) with p from both waves together.

    Derrick, Dobson-McKittrick, Toher & White 2015, Journal of Applied Quantitative Methods 10(3).
    """
    spread = _spread(_together(answers.earlier, answers.later))
    return _unweighted(answers, earlier=spread, later=spread, population=None, confidence=confidence)


def weighted_overlapping_change(
    respondents: Sequence[Respondent],
    *,
    populations: Mapping[str, int] | None = None,
    confidence: float = 0.95,
) -> OverlappingChange:
    """The later weighted mean (or share) minus the earlier one, from stratified samples that share people.

    Each answer becomes u = w (y - mean of its wave) / (sum of its wave's weights); a person's two are taken as one,
    z = u_later - u_earlier, nought for a wave not answered; V = sum over strata of n_h / (n_h - 1) sum (z - mean z)^2.

    With `populations` (people in each stratum, the same frame at both waves) N_h s_d^2 / N^2 comes off for each
    stratum, s_d^2 being the variance of change among its people who answered both: the exact finite population
    correction of Tam's formula. A stratum with fewer than two such people gets none, which is on the safe side.

    Raises ImpossibleFigures if a wave has no answers, a stratum one respondent, or more respondents than people.

    Kish 1965, Survey Sampling, 12.4; Berger & Priam 2016, JRSS A 179, 361; linearised as in Lumley 2010, 2.2.
    """
    earlier = _weighted_wave([person.earlier for person in respondents], called="earlier")
    later = _weighted_wave([person.later for person in respondents], called="later")
    strata: dict[str, list[Respondent]] = {}
    for person in respondents:
        strata.setdefault(person.stratum, []).append(person)
    if populations is not None:
        _refuse_wrong_populations(strata, populations)
    variance = 0.0
    for name, people in strata.items():
        if len(people) == 1:
            raise ImpossibleFigures(f"One respondent in stratum '{name}' cannot show how much answers vary; merge it.")
        shifts = [later.influence(person.later) - earlier.influence(person.earlier) for person in people]
        seen = _sum_of_squares(shifts) * len(people) / (len(people) - 1)
        variance += max(0.0, seen - _known_of_workforce(name, people, populations))
    return _overlapping(earlier.mean, later.mean, variance=variance, confidence=confidence)


@dataclass(frozen=True)
class _Wave:
    mean: float
    weight: float

    def influence(self, answer: WaveAnswer | None) -> float:
        """How far this answer pulls the mean of its wave."""
        return 0.0 if answer is None else answer.weight * (answer.value - self.mean) / self.weight


def _weighted_wave(answers: Sequence[WaveAnswer | None], *, called: str) -> _Wave:
    given = [answer for answer in answers if answer is not None]
    if not given:
        raise ImpossibleFigures(f"Nobody answered the {called} wave.")
    weight = math.fsum(answer.weight for answer in given)
    return _Wave(mean=math.fsum(answer.weight * answer.value for answer in given) / weight, weight=weight)


def _known_of_workforce(name: str, people: Sequence[Respondent], populations: Mapping[str, int] | None) -> float:
    """The part of the variance that is none, because the workforce is finite and these are some of it."""
    changes = [person.later.value - person.earlier.value for person in people if person.earlier and person.later]
    if populations is None or len(changes) < 2:
        return 0.0
    everybody = sum(populations.values())
    return populations[name] * _sum_of_squares(changes) / (len(changes) - 1) / everybody**2


def _refuse_wrong_populations(strata: Mapping[str, Sequence[Respondent]], populations: Mapping[str, int]) -> None:
    if set(strata) != set(populations):
        missing = sorted(set(strata) ^ set(populations))
        raise ImpossibleFigures(f"Stratum '{missing[0]}' has respondents or people, but not both.")
    for name, people in strata.items():
        if len(people) > populations[name]:
            raise ImpossibleFigures(
                f"{len(people)} people cannot have answered in stratum '{name}', which has {populations[name]}."
            )


def _sum_of_squares(values: Sequence[float]) -> float:
    mean = math.fsum(values) / len(values)
    return math.fsum((value - mean) ** 2 for value in values)


def _overlapping(earlier: float, later: float, *, variance: float, confidence: float) -> OverlappingChange:
    change = mean_change(
        later - earlier,
        standard_error=math.sqrt(max(0.0, variance)),
        degrees_of_freedom=math.inf,
        confidence=confidence,
    )
    return OverlappingChange(
        earlier, later, change.difference, change.standard_error, change.statistic, change.p_value, change.interval
    )


def _unweighted(
    answers: OverlappingAnswers, *, earlier: float, later: float, population: int | None, confidence: float
) -> OverlappingChange:
    """The change, with these spreads of the two waves."""
    unseen = 0.0 if population is None else 1 / population
    bases = answers.earlier.base, answers.later.base
    shared = answers.both.people / (bases[0] * bases[1]) - unseen
    joint = _phi(answers.both) * math.sqrt(earlier * later)
    variance = (1 / bases[0] - unseen) * earlier + (1 / bases[1] - unseen) * later - 2 * shared * joint
    return _overlapping(answers.earlier.share, answers.later.share, variance=variance, confidence=confidence)


def _spread(answered: Answered) -> float:
    return answered.share * (1 - answered.share)


def _phi(answers: PairedAnswers) -> float:
    """Pearson's correlation of the two answers of one person, uncorrected; nought if either wave all said the same."""
    a, b, c, d = answers.yes_both, answers.yes_then_no, answers.no_then_yes, answers.no_both
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    return (a * d - b * c) / math.sqrt(margins) if margins else 0.0


def _together(one: Answered, other: Answered | None) -> Answered:
    return one if other is None else Answered(one.yes + other.yes, one.base + other.base)
