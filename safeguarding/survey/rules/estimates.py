"""What two waves say, outcome by outcome: of everybody who answered, and of those who answered both. Never mixed."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
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
from safeguarding.survey.rules.outcomes import Outcome, Reader
from safeguarding.survey.rules.weighting import Weighting

FEWEST_FOR_A_GROUP = 30

# Somebody's stratum and the outcome as a number; none where there is no answer to it.
Placed = tuple[int, float] | None


class GivenResponse(Protocol):
    """What one person answered at one wave."""

    @property
    def link(self) -> str: ...
    @property
    def stratum_id(self) -> int: ...
    @property
    def answers(self) -> Mapping[str, tuple[str, ...]]: ...


@dataclass(frozen=True)
class Difference:
    """A later figure less an earlier one, with limits and the chance of as much if nothing had changed."""

    earlier: float
    later: float
    difference: float
    interval: Interval
    p_value: float


class WaveAnswers:
    """One wave: its responses, what each counts for, and each outcome read off them once.

    People who answered alike are counted together, so that whatever is asked of a wave is a few hundred lines.
    """

    def __init__(self, responses: Sequence[GivenResponse], weighting: Weighting, readers: Mapping[str, Reader]) -> None:
        self.weighting = weighting
        self.strata = [response.stratum_id for response in responses]
        self.links = [response.link for response in responses]
        self._answers = [response.answers for response in responses]
        self._readers = readers
        self._tallies: dict[str, Counter[tuple[int, tuple[str, ...]]]] = {}
        self._placed: dict[str, list[Placed]] = {}
        self._counted: dict[str, Counter[Placed]] = {}

    def __len__(self) -> int:
        return len(self._answers)

    def asks(self, outcome: Outcome) -> bool:
        """Whether this wave asked what the outcome is made of."""
        return outcome.code in self._readers

    def tally(self, item: str) -> Counter[tuple[int, tuple[str, ...]]]:
        """By stratum and what was chosen: how many of those who answered this question."""
        if item not in self._tallies:
            chosen = [answers.get(item) for answers in self._answers]
            pairs = zip(self.strata, chosen, strict=True)
            self._tallies[item] = Counter((stratum, given) for stratum, given in pairs if given)
        return self._tallies[item]

    def placed(self, outcome: Outcome) -> list[Placed]:
        """For each response its stratum and the outcome."""
        if outcome.code not in self._placed:
            self._placed[outcome.code] = self._read(outcome)
        return self._placed[outcome.code]

    def counted(self, outcome: Outcome) -> Counter[Placed]:
        """How many in each stratum gave which value, and how many gave none."""
        if outcome.code not in self._counted:
            self._counted[outcome.code] = Counter(self.placed(outcome))
        return self._counted[outcome.code]

    def by_stratum(self, outcome: Outcome) -> dict[int, Counter[float]]:
        """How many gave which value, in each stratum where anybody did."""
        found: dict[int, Counter[float]] = {}
        for placed, people in self.counted(outcome).items():
            if placed is not None:
                found.setdefault(placed[0], Counter())[placed[1]] += people
        return found

    def estimate(self, outcome: Outcome, *, strata: Collection[int] | None = None) -> WaveEstimate | None:
        """The outcome among all who answered it; None if nobody did."""
        answers = [
            (people, self.given(placed))
            for placed, people in self.counted(outcome).items()
            if placed is not None and (strata is None or placed[0] in strata)
        ]
        return wave_estimate(answers, self.weighting.frame, is_share=outcome.is_share) if answers else None

    def weighted(self, people_by_stratum: Mapping[int, int]) -> float:
        """So many people, each counting for what their stratum counts for."""
        weights, class_of = self.weighting.frame.weights, self.weighting.class_of
        return math.fsum(people * weights[class_of[stratum]] for stratum, people in people_by_stratum.items())

    def given(self, placed: tuple[int, float]) -> Given:
        return Given(self.weighting.class_of[placed[0]], placed[1])

    def _read(self, outcome: Outcome) -> list[Placed]:
        read = self._readers[outcome.code]
        columns = [[answers.get(item) for answers in self._answers] for item in outcome.items]
        values: dict[tuple[tuple[str, ...] | None, ...], float | None] = {}
        known: dict[tuple[int, float], tuple[int, float]] = {}
        found: list[Placed] = []
        for stratum, chosen in zip(self.strata, zip(*columns, strict=True), strict=True):
            if chosen not in values:
                values[chosen] = read(chosen)
            value = values[chosen]
            # One object for all who are alike, so that counting them is quick.
            found.append(None if value is None else known.setdefault((stratum, value), (stratum, value)))
        return found


class TwoWaves:
    """Two waves of one survey, joined by the links of those who answered both."""

    def __init__(self, earlier: WaveAnswers, later: WaveAnswers) -> None:
        self.earlier = earlier
        self.later = later
        self._patterns: dict[str, Counter[tuple[Placed, Placed]]] = {}

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """Where those who answered both stand in the earlier wave and in the later."""
        later = {link: place for place, link in enumerate(self.later.links)}
        return [(place, later[link]) for place, link in enumerate(self.earlier.links) if link in later]

    def compares(self, outcome: Outcome) -> bool:
        return self.earlier.asks(outcome) and self.later.asks(outcome)

    def patterns(self, outcome: Outcome) -> Counter[tuple[Placed, Placed]]:
        """How many gave which answer before and after, in which stratum; none for a wave not answered."""
        if outcome.code not in self._patterns:
            self._patterns[outcome.code] = self._counted(outcome)
        return self._patterns[outcome.code]

    def change(
        self,
        outcome: Outcome,
        *,
        earlier_strata: Collection[int] | None = None,
        later_strata: Collection[int] | None = None,
    ) -> TwoWaveChange | None:
        """Of all who answered, weighted; those in both enter the variance. None if a wave has nobody."""
        alike: Counter[tuple[Given | None, Given | None]] = Counter()
        for (before, after), people in self.patterns(outcome).items():
            first = before is not None and (earlier_strata is None or before[0] in earlier_strata)
            second = after is not None and (later_strata is None or after[0] in later_strata)
            if first or second:
                alike[
                    self.earlier.given(before) if before is not None and first else None,
                    self.later.given(after) if after is not None and second else None,
                ] += people
        if not any(before for before, _ in alike) or not any(after for _, after in alike):
            return None
        return two_wave_change(
            [Alike(people, before, after) for (before, after), people in alike.items()],
            earlier=self.earlier.weighting.frame,
            later=self.later.weighting.frame,
            is_share=outcome.is_share,
        )

    def both_values(self, outcome: Outcome) -> Counter[tuple[float, float]]:
        """The outcome before and after, of those who answered it both times: how many of each."""
        found: Counter[tuple[float, float]] = Counter()
        for (before, after), people in self.patterns(outcome).items():
            if before is not None and after is not None:
                found[before[1], after[1]] += people
        return found

    def paired(self, outcome: Outcome) -> Difference | None:
        """Of those who answered both, each compared with themselves, unweighted; None for fewer than two."""
        pairs = self.both_values(outcome)
        people = pairs.total()
        if people < 2:
            return None
        if outcome.is_share:
            table = paired_table(pairs)
            test = mcnemar(table)
            return _of_change(paired_tango(table), 1.0 if test is None else test.mid_p)
        before = sum(earlier * count for (earlier, _), count in pairs.items()) / people
        moves = sorted(move for (earlier, later), count in pairs.items() for move in [later - earlier] * count)
        moved = matched_mean_change(scores_of(moves))
        return Difference(before, before + moved.difference, moved.difference, moved.interval, moved.p_value)

    def who_dropped_out(self, outcome: Outcome) -> Difference | None:
        """At the earlier wave: those who answered again, less those who did not."""
        return self._apart(outcome, wave=0)

    def fresh_against_panel(self, outcome: Outcome) -> Difference | None:
        """At the later wave: those who had answered before, less those who had not."""
        return self._apart(outcome, wave=1)

    def _counted(self, outcome: Outcome) -> Counter[tuple[Placed, Placed]]:
        first, second = self.earlier.placed(outcome), self.later.placed(outcome)
        found: Counter[tuple[Placed, Placed]] = Counter((first[one], second[other]) for one, other in self.pairs)
        in_both = Counter(first[one] for one, _ in self.pairs)
        for before, people in (self.earlier.counted(outcome) - in_both).items():
            found[before, None] += people
        in_both = Counter(second[other] for _, other in self.pairs)
        for after, people in (self.later.counted(outcome) - in_both).items():
            found[None, after] += people
        return found

    def _apart(self, outcome: Outcome, *, wave: int) -> Difference | None:
        """Two sets of people within one wave, unweighted: those in both waves are the later ones of the formula."""
        both: list[float] = []
        only: list[float] = []
        for pattern, people in sorted(self.patterns(outcome).items(), key=str):
            own, other = pattern[wave], pattern[1 - wave]
            if own is not None:
                (only if other is None else both).extend([own[1]] * people)
        if min(len(both), len(only)) < FEWEST_FOR_A_GROUP:
            return None
        if outcome.is_share:
            one, other_one = Answered(sum(only), len(only)), Answered(sum(both), len(both))
            return _of_change(newcombe_change(earlier=one, later=other_one), two_shares_p(earlier=one, later=other_one))
        before, after = scores_of(only), scores_of(both)
        apart = independent_mean_change(earlier=before, later=after)
        return Difference(before.mean, after.mean, apart.difference, apart.interval, apart.p_value)


def paired_table(pairs: Counter[tuple[float, float]]) -> PairedAnswers:
    """Yes and no before and after."""
    return PairedAnswers(pairs[1.0, 1.0], pairs[1.0, 0.0], pairs[0.0, 1.0], pairs[0.0, 0.0])


def _of_change(change: Change, p_value: float) -> Difference:
    return Difference(change.earlier, change.later, change.difference, change.interval, p_value)
