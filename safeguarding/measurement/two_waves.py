"""What two stratified waves say of the workforce, each weighted to its own strata, and by how much it changed.

People who answered alike are counted together, so that four thousand answers are a few hundred lines. Weights are one
to a stratum, the people it holds over those who answered: the estimate is post-stratified, and what varies is how far
each answer lies from the mean of its own stratum.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from safeguarding.measurement.distributions import normal_two_sided_p, two_sided_z
from safeguarding.measurement.figures import Answered, ImpossibleFigures, Interval, refuse_if_not_finite
from safeguarding.measurement.independent import square_and_add
from safeguarding.measurement.proportions import wilson


@dataclass(frozen=True)
class Given:
    """An answer as a number, and the stratum of its wave: 1 or 0 for yes or no, a score from 0 to 1 (or from -1)."""

    stratum: str
    value: float


@dataclass(frozen=True)
class Alike:
    """So many people who gave the same answer at the earlier wave, at the later one, or at both."""

    people: int
    earlier: Given | None
    later: Given | None


@dataclass(frozen=True)
class WaveFrame:
    """What one answer counts for in each stratum, and how many people the stratum holds.

    `populations` is None where nothing was drawn at random: then no part of the uncertainty is taken off because some
    of the workforce is known.
    """

    weights: Mapping[str, float]
    populations: Mapping[str, int] | None = None

    def __post_init__(self) -> None:
        refuse_if_not_finite(*self.weights.values())
        if min(self.weights.values(), default=0.0) <= 0:
            raise ImpossibleFigures("Every stratum needs a weight above nought.")


@dataclass(frozen=True)
class WaveEstimate:
    """A mean (or share) of the workforce at one wave, its standard error and limits.

    people: how many answered. effective: how many equally weighted answers would be as exact (Kish).
    """

    mean: float
    standard_error: float
    interval: Interval
    people: int
    effective: float


@dataclass(frozen=True)
class TwoWaveChange:
    """Both waves, the later minus the earlier, and how the two estimates hang together."""

    earlier: WaveEstimate
    later: WaveEstimate
    difference: float
    standard_error: float
    correlation: float
    p_value: float
    interval: Interval


def wave_estimate(
    answers: Iterable[tuple[int, Given]], frame: WaveFrame, *, is_share: bool, confidence: float = 0.95
) -> WaveEstimate:
    """The weighted mean of one wave: how many people gave which answer.

    V = sum over strata of (1 - f_h) n_h / (n_h - 1) sum (w e / sum w)^2, with e the distance from the mean of the
    stratum; from the mean of the wave where one person alone answered. For shares the limits are Wilson's on the
    effective size p q / V, for scores mean -/+ z standard errors. Where all of a stratum gave the same score, in every
    stratum, V tells nothing: as many as Wilson's limit for nobody allows may then lie elsewhere on the scale.

    Cochran 1977, 5A.9 (post-stratification); Deville & Sarndal 1992, JASA 87; Korn & Graubard 1998.
    """
    return _Wave(answers, frame).estimate(is_share=is_share, confidence=confidence)


def two_wave_change(
    people: Sequence[Alike],
    *,
    earlier: WaveFrame,
    later: WaveFrame,
    is_share: bool,
    confidence: float = 0.95,
) -> TwoWaveChange:
    """The later mean minus the earlier one, of everybody who answered either, those in both entering the variance.

    V = V0 + V1 - 2C with C = sum over those in both of (w e / sum w) of the earlier times that of the later; where
    both frames have populations, the mean of e0 e1 over the workforce's size comes off C (Tam's correction). The
    limits are square-and-add from the limits of both waves with the correlation C / sqrt(V0 V1); for scores that is
    difference -/+ z standard errors.

    Kish 1965, 12.4; Tam 1984, American Statistician 38, 288; Zou & Donner 2008, Statistics in Medicine 27, 1693.
    """
    first = _Wave(((one.people, one.earlier) for one in people if one.earlier), earlier)
    second = _Wave(((one.people, one.later) for one in people if one.later), later)
    before, after = (wave.estimate(is_share=is_share, confidence=confidence) for wave in (first, second))
    covariance = _covariance(people, first, second)
    spread = before.standard_error * after.standard_error
    correlation = max(-1.0, min(1.0, covariance / spread)) if spread > 0 else 0.0
    variance = before.standard_error**2 + after.standard_error**2 - 2 * correlation * spread
    error = math.sqrt(max(0.0, variance))
    difference = after.mean - before.mean
    return TwoWaveChange(
        earlier=before,
        later=after,
        difference=difference,
        standard_error=error,
        correlation=correlation,
        p_value=_p_value(difference, error),
        interval=square_and_add(
            earlier=before.mean,
            earlier_limits=before.interval,
            later=after.mean,
            later_limits=after.interval,
            correlation=correlation,
        ),
    )


class _Wave:
    """One wave's answers, with what is needed again and again."""

    def __init__(self, answers: Iterable[tuple[int, Given]], frame: WaveFrame) -> None:
        self._frame = frame
        self._values: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for people, given in answers:
            self._values[given.stratum].append((people, given.value))
        if not self._values:
            raise ImpossibleFigures("Nobody answered, so there is nothing to estimate.")
        self._sizes = {name: sum(people for people, _ in given) for name, given in self._values.items()}
        weights, sizes = frame.weights, self._sizes
        self._whole = math.fsum(weights[name] * size for name, size in sizes.items())
        sums = {name: math.fsum(people * value for people, value in given) for name, given in self._values.items()}
        self.mean = math.fsum(weights[name] * total for name, total in sums.items()) / self._whole
        self._means = {name: sums[name] / size if size > 1 else self.mean for name, size in sizes.items()}
        self.population = sum(frame.populations.values()) if frame.populations is not None else None

    def distance(self, given: Given) -> float:
        """How far an answer lies from the mean of its stratum."""
        return given.value - self._means[given.stratum]

    def influence(self, given: Given) -> float:
        """How far an answer pulls the mean of the wave."""
        return self._frame.weights[given.stratum] * self.distance(given) / self._whole

    def estimate(self, *, is_share: bool, confidence: float) -> WaveEstimate:
        variance = math.fsum(
            self._part(name) * math.fsum(people * (value - self._means[name]) ** 2 for people, value in given)
            for name, given in self._values.items()
        )
        effective = self._whole**2 / math.fsum(
            self._frame.weights[name] ** 2 * size for name, size in self._sizes.items()
        )
        return WaveEstimate(
            mean=self.mean,
            standard_error=math.sqrt(variance),
            interval=self._limits(variance, is_share=is_share, confidence=confidence),
            people=sum(self._sizes.values()),
            effective=effective,
        )

    def _part(self, name: str) -> float:
        """What the squares of a stratum count for in the variance."""
        size = self._sizes[name]
        seen = (self._frame.weights[name] / self._whole) ** 2 * (size / (size - 1) if size > 1 else 1.0)
        return seen * (1 - self._known(name))

    def _known(self, name: str) -> float:
        if self._frame.populations is None:
            return 0.0
        held = self._frame.populations[name]
        if self._sizes[name] > held:
            raise ImpossibleFigures(
                f"{self._sizes[name]} people cannot have answered in stratum '{name}', which has {held}."
            )
        return self._sizes[name] / held

    def _limits(self, variance: float, *, is_share: bool, confidence: float) -> Interval:
        if variance > 0 and not is_share:
            reach = two_sided_z(confidence) * math.sqrt(variance)
            return Interval(self.mean - reach, self.mean + reach)
        if variance > 0:
            share = min(1.0, max(0.0, self.mean))
            size = share * (1 - share) / variance
            return wilson(Answered(share * size, size), confidence=confidence)
        # Everybody said the same: as exact as any share that is the same in all strata.
        alike = math.fsum(self._part(name) * (size - 1 or 1) for name, size in self._sizes.items())
        if alike == 0:
            return Interval(self.mean, self.mean)
        size = 1 / alike
        if is_share:
            return wilson(Answered(min(1.0, max(0.0, self.mean)) * size, size), confidence=confidence)
        unseen = wilson(Answered(0, size), confidence=confidence).upper
        lowest = 0.0 if self.mean >= 0 else -1.0
        return Interval(max(lowest, self.mean - unseen), min(1.0, self.mean + unseen))


def _covariance(people: Sequence[Alike], first: _Wave, second: _Wave) -> float:
    both = [(one.people, one.earlier, one.later) for one in people if one.earlier and one.later]
    many = sum(count for count, _, _ in both)
    if many == 0:
        return 0.0
    seen = math.fsum(count * first.influence(one) * second.influence(other) for count, one, other in both)
    if first.population is None or second.population is None:
        return seen
    together = math.fsum(count * first.distance(one) * second.distance(other) for count, one, other in both) / many
    return seen - together / max(first.population, second.population)


def _p_value(difference: float, error: float) -> float:
    if error > 0:
        return normal_two_sided_p(difference / error)
    return 1.0 if difference == 0 else 0.0
