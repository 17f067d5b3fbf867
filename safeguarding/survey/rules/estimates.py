"""What two waves say, outcome by outcome: of everybody who answered, and of those who answered both. Never mixed."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from safeguarding.measurement.figures import Answered, Change, Interval
from safeguarding.measurement.independent import newcombe_change, two_shares_p
from safeguarding.measurement.mcnemar import mcnemar
from safeguarding.measurement.means import independent_mean_change, matched_mean_change, scores_of
from safeguarding.measurement.paired import PairedAnswers, paired_tango
from safeguarding.measurement.two_waves import (
    Alike,
    Given,
    TwoWaveChange,
    WaveEstimate,
    two_wave_change,
    wave_estimate,
)
from safeguarding.survey.rules.outcomes import Answers, Outcome, Reader
from safeguarding.survey.rules.weighting import Weighting

FEWEST_FOR_A_GROUP = 30


class GivenResponse(Protocol):
    """What one person answered at one wave."""

    @property
    def link(self) -> str: ...
    @property
    def stratum_id(self) -> int: ...
    @property
    def answers(self) -> Answers: ...


@dataclass(frozen=True)
class Difference:
    """A later figure less an earlier one, with limits and the chance of as much if nothing had changed."""

    earlier: float
    later: float
    difference: float
    interval: Interval
    p_value: float


@dataclass(frozen=True)
class PairedCounts:
    """Of those who answered both: how many each way. For scores only how many they are."""

    people: int
    table: PairedAnswers | None


class WaveAnswers:
    """One wave: its responses, what each counts for, and each outcome read off them once."""

    def __init__(self, responses: Sequence[GivenResponse], weighting: Weighting, readers: Mapping[str, Reader]) -> None:
        self.weighting = weighting
        self._responses = responses
        self._readers = readers
        self._values: dict[str, list[float | None]] = {}

    @cached_property
    def strata(self) -> list[int]:
        """The stratum of each response."""
        return [response.stratum_id for response in self._responses]

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Where each link stands."""
        return {response.link: place for place, response in enumerate(self._responses)}

    def __len__(self) -> int:
        return len(self._responses)

    def asks(self, code: str) -> bool:
        """Whether this wave asked what the outcome is made of."""
        return code in self._readers

    def values(self, code: str) -> list[float | None]:
        """The outcome for each response."""
        if code not in self._values:
            read = self._readers[code]
            self._values[code] = [read(response.answers) for response in self._responses]
        return self._values[code]

    def answers_to(self, item: str) -> list[Sequence[str]]:
        """What was chosen, by each who answered this question."""
        return [chosen for response in self._responses if (chosen := response.answers.get(item))]

    def given(self, place: int, value: float) -> Given:
        return Given(self.weighting.class_of[self.strata[place]], value)

    def estimate(self, outcome: Outcome, *, strata: Collection[int] | None = None) -> WaveEstimate | None:
        """The outcome among all who answered it; None if nobody did."""
        counted = self._counted(outcome.code, strata)
        if not counted:
            return None
        answers = [(people, Given(self.weighting.class_of[stratum], value)) for (stratum, value), people in counted]
        return wave_estimate(answers, self.weighting.frame, is_share=outcome.is_share)

    def shares(self, chosen: Callable[[Answers], bool | None]) -> float | None:
        """The weighted share of those for whom it is true, of those for whom it is true or false."""
        true, known = 0.0, 0.0
        weights, class_of = self.weighting.frame.weights, self.weighting.class_of
        for response in self._responses:
            verdict = chosen(response.answers)
            if verdict is not None:
                weight = weights[class_of[response.stratum_id]]
                known += weight
                true += weight if verdict else 0.0
        return true / known if known else None

    def count(self, chosen: Callable[[Answers], bool | None]) -> tuple[int, int]:
        """How many it is true for, and of how many."""
        verdicts = Counter(chosen(response.answers) for response in self._responses)
        return verdicts[True], verdicts[True] + verdicts[False]

    def _counted(self, code: str, strata: Collection[int] | None) -> list[tuple[tuple[int, float], int]]:
        counted: Counter[tuple[int, float]] = Counter()
        for stratum, value in zip(self.strata, self.values(code), strict=True):
            if value is not None and (strata is None or stratum in strata):
                counted[stratum, value] += 1
        return sorted(counted.items())


class TwoWaves:
    """Two waves of one survey, joined by the links of those who answered both."""

    def __init__(self, earlier: WaveAnswers, later: WaveAnswers) -> None:
        self.earlier = earlier
        self.later = later

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """Where those who answered both stand in the earlier wave and in the later."""
        later = self.later.place_of
        return [(place, later[link]) for link, place in self.earlier.place_of.items() if link in later]

    def compares(self, outcome: Outcome) -> bool:
        return self.earlier.asks(outcome.code) and self.later.asks(outcome.code)

    def change(
        self,
        outcome: Outcome,
        *,
        earlier_strata: Collection[int] | None = None,
        later_strata: Collection[int] | None = None,
    ) -> TwoWaveChange | None:
        """Of all who answered, weighted; those in both enter the variance. None if a wave has nobody."""
        alike = self._alike(outcome.code, earlier_strata, later_strata)
        if not any(one.earlier for one in alike) or not any(one.later for one in alike):
            return None
        return two_wave_change(
            alike,
            earlier=self.earlier.weighting.frame,
            later=self.later.weighting.frame,
            is_share=outcome.is_share,
        )

    def paired(self, outcome: Outcome) -> Difference | None:
        """Of those who answered both, each compared with themselves, unweighted; None for fewer than two."""
        pairs = self.both_values(outcome.code)
        if len(pairs) < 2:
            return None
        if outcome.is_share:
            table = paired_table(pairs)
            test = mcnemar(table)
            return _of_change(paired_tango(table), 1.0 if test is None else test.mid_p)
        before = sum(earlier for earlier, _ in pairs) / len(pairs)
        moved = matched_mean_change(scores_of([later - earlier for earlier, later in pairs]))
        return Difference(before, before + moved.difference, moved.difference, moved.interval, moved.p_value)

    def both_values(self, code: str) -> list[tuple[float, float]]:
        """The outcome before and after, for those who answered it both times."""
        earlier, later = self.earlier.values(code), self.later.values(code)
        return [
            (before, after)
            for first, second in self.pairs
            if (before := earlier[first]) is not None and (after := later[second]) is not None
        ]

    def who_dropped_out(self, outcome: Outcome) -> Difference | None:
        """At the earlier wave: those who answered again, less those who did not."""
        return self._apart(outcome, self.earlier.values(outcome.code), {first for first, _ in self.pairs})

    def fresh_against_panel(self, outcome: Outcome) -> Difference | None:
        """At the later wave: those who had answered before, less those who had not."""
        return self._apart(outcome, self.later.values(outcome.code), {second for _, second in self.pairs})

    def _alike(
        self, code: str, earlier_strata: Collection[int] | None, later_strata: Collection[int] | None
    ) -> list[Alike]:
        first = _givens(self.earlier, code, earlier_strata)
        second = _givens(self.later, code, later_strata)
        counted: Counter[tuple[Given | None, Given | None]] = Counter()
        alone = dict(second)
        partner = dict(self.pairs)
        for place, given in first.items():
            other = partner.get(place)
            counted[given, alone.pop(other, None) if other is not None else None] += 1
        for given in alone.values():
            counted[None, given] += 1
        return [Alike(people, before, after) for (before, after), people in counted.items()]

    @staticmethod
    def _apart(outcome: Outcome, values: Sequence[float | None], in_both: Collection[int]) -> Difference | None:
        """Two sets of people within one wave, unweighted: those in both waves are the later ones of the formula."""
        both: list[float] = []
        only: list[float] = []
        for place, value in enumerate(values):
            if value is not None:
                (both if place in in_both else only).append(value)
        if min(len(both), len(only)) < FEWEST_FOR_A_GROUP:
            return None
        if outcome.is_share:
            one, other = Answered(sum(only), len(only)), Answered(sum(both), len(both))
            return _of_change(newcombe_change(earlier=one, later=other), two_shares_p(earlier=one, later=other))
        before, after = scores_of(only), scores_of(both)
        apart = independent_mean_change(earlier=before, later=after)
        return Difference(before.mean, after.mean, apart.difference, apart.interval, apart.p_value)


def paired_table(pairs: Sequence[tuple[float, float]]) -> PairedAnswers:
    """Yes and no before and after."""
    counted = Counter(pairs)
    return PairedAnswers(counted[1.0, 1.0], counted[1.0, 0.0], counted[0.0, 1.0], counted[0.0, 0.0])


def counts_by_stratum(wave: WaveAnswers, code: str) -> dict[int, Counter[float]]:
    """How many gave which value, in each stratum."""
    counted: dict[int, Counter[float]] = defaultdict(Counter)
    for stratum, value in zip(wave.strata, wave.values(code), strict=True):
        if value is not None:
            counted[stratum][value] += 1
    return counted


def _givens(wave: WaveAnswers, code: str, strata: Collection[int] | None) -> dict[int, Given]:
    # One object for all who answered alike: they are counted by it.
    known: dict[tuple[int, float], Given] = {}
    found = {}
    for place, (stratum, value) in enumerate(zip(wave.strata, wave.values(code), strict=True)):
        if value is not None and (strata is None or stratum in strata):
            if (stratum, value) not in known:
                known[stratum, value] = wave.given(place, value)
            found[place] = known[stratum, value]
    return found


def _of_change(change: Change, p_value: float) -> Difference:
    return Difference(change.earlier, change.later, change.difference, change.interval, p_value)
