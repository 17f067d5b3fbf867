"""One or two waves made ready for their tables: read, weighted, joined, and what must be withheld known."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from safeguarding.survey.rules.asked import AskedInstrument, AskedItem
from safeguarding.survey.rules.book import ROUNDED_TO, Book
from safeguarding.survey.rules.estimates import GivenResponse, TwoWaves, WaveAnswers
from safeguarding.survey.rules.groups import ComparedGroup, compared_groups, own_groups
from safeguarding.survey.rules.outcomes import Outcome, outcomes_of, reader_of
from safeguarding.survey.rules.release import CHANGED_UNDER, Moved, Response
from safeguarding.survey.rules.small_counts import (
    CountedWave,
    StrataGroup,
    enter_both,
    enter_links,
    enter_wave,
    response_part,
)
from safeguarding.survey.rules.weighting import DrawnStratum, weighting


@dataclass(frozen=True)
class ClosedWave:
    """A wave as it was drawn and answered.

    was_withheld: which parts its own release withheld; none if it has not been released.
    """

    code: str
    month: int
    title: str
    design: str
    frame_on: date
    closed_on: date
    primary: Sequence[str]
    strata: Sequence[DrawnStratum]
    responses: Sequence[GivenResponse] = field(repr=False)
    asked_again: int = 0
    was_withheld: Collection[str] = ()


@dataclass(frozen=True)
class Beside:
    """What else has to be known.

    ended: items that are not compared, and why. reorganised: pairs of groups of units that people were moved between.
    """

    campaign: str
    instrument: AskedInstrument
    ended: Mapping[str, str]
    reorganised: Collection[tuple[int, int]]
    unit_names: Mapping[int, str]


@dataclass(frozen=True)
class ReadWave:
    """A wave and its answers, read."""

    wave: ClosedWave
    answers: WaveAnswers

    @property
    def code(self) -> str:
        return self.wave.code

    @property
    def invited(self) -> dict[int, int]:
        return {stratum.id: stratum.invited_count for stratum in self.wave.strata}

    def counted(self, groups: Sequence[StrataGroup]) -> CountedWave:
        return CountedWave(self.code, self.answers, self.invited, tuple(group for group in groups if group.strata))


@dataclass(frozen=True)
class Working:
    """What the tables are made from. `hidden`: the parts that are withheld, those of an earlier release among them."""

    beside: Beside
    outcomes: tuple[Outcome, ...]
    later: ReadWave
    earlier: ReadWave | None
    both: TwoWaves | None
    groups: tuple[ComparedGroup, ...]
    hidden: frozenset[str]

    @property
    def items(self) -> tuple[AskedItem, ...]:
        return self.beside.instrument.items

    def compares(self, outcome: Outcome) -> bool:
        return self.both is not None and self.both.compares(outcome)

    def response(self, wave: ReadWave, group: StrataGroup | None = None) -> Response:
        """How many were invited and answered: in all as it was counted, in a group to the nearest ten."""
        invited = wave.invited
        strata = group.strata if group else tuple(invited)
        answered = sum(stratum in strata for stratum in wave.answers.strata)
        is_hidden = response_part(wave.code, group) in self.hidden
        return Response(
            sum(invited[stratum] for stratum in strata), None if is_hidden else tens(answered) if group else answered
        )


def made_ready(wave: ClosedWave, earlier: ClosedWave | None, beside: Beside) -> Working:
    """Read both waves by the questions of the later one, which are the earlier one's but for ended series."""
    outcomes = outcomes_of(beside.instrument, primary=wave.primary)
    later = ReadWave(wave, _answers(wave, outcomes, beside.instrument, ended=()))
    groups = compared_groups(
        earlier.strata if earlier else (),
        wave.strata,
        reorganised=beside.reorganised,
        unit_names=beside.unit_names,
    )
    book = Book()
    before = both = None
    if earlier:
        own = outcomes_of(beside.instrument, primary=earlier.primary)
        before = ReadWave(earlier, _answers(earlier, [*own, *outcomes], beside.instrument, ended=beside.ended))
        both = TwoWaves(before.answers, later.answers)
        questions = [item for item in beside.instrument.items if item.code not in beside.ended]
        enter_wave(book, before.counted(own_groups(earlier.strata)), own, questions)
        book.was_published(withheld_then=earlier.was_withheld)
        enter_wave(book, before.counted([group.earlier for group in groups]), outcomes, questions)
    every_group = dict.fromkeys((*own_groups(wave.strata), *(group.later for group in groups)))
    enter_wave(book, later.counted(list(every_group)), outcomes, beside.instrument.items)
    if before and both:
        for outcome in outcomes:
            if both.compares(outcome):
                enter_both(book, both, outcome, earlier=before.code, later=later.code)
        enter_links(book, both, earlier=before.code, later=later.code)
    hidden = book.withheld_parts() | set(earlier.was_withheld if earlier else ())
    return Working(beside, tuple(outcomes), later, before, both, tuple(groups), frozenset(hidden))


def tens(people: float) -> int:
    """To the nearest ten, as every number of people is published."""
    return ROUNDED_TO * round(people / ROUNDED_TO)


def points(share: float) -> float:
    """To a tenth of a point, as every figure is published."""
    return round(100 * share, 1) + 0.0


def moved(*, difference: float, lower: float, upper: float, p_value: float) -> Moved:
    """A change in points; its p neither rounded yet, nor adjusted for how many were looked at."""
    return Moved(points(difference), points(lower), points(upper), p_value, p_value)


def adjusted(changes: Sequence[Moved], *, by: Callable[[Sequence[float]], list[float]]) -> list[Moved]:
    """The same changes as they are published, their p-values adjusted for all of them together."""
    together = by([change.p for change in changes])
    return [
        replace(change, p=_chance(change.p), adjusted_p=_chance(p)) for change, p in zip(changes, together, strict=True)
    ]


def _chance(p_value: float) -> float:
    """To a thousandth, but on the side of the level where it was: what may be called a change stays one."""
    rounded = round(p_value, 3)
    return rounded if (rounded < CHANGED_UNDER) == (p_value < CHANGED_UNDER) else CHANGED_UNDER - 0.001


def _answers(
    wave: ClosedWave, outcomes: Sequence[Outcome], instrument: AskedInstrument, *, ended: Collection[str]
) -> WaveAnswers:
    answered = Counter(response.stratum_id for response in wave.responses)
    weights = weighting(wave.strata, answered=answered, is_random=wave.design == "sample")
    # An ended item was another question then: what is made of it cannot be read.
    readers = {
        outcome.code: reader_of(outcome, instrument)
        for outcome in outcomes
        if not any(code in ended for code in outcome.items)
    }
    return WaveAnswers(wave.responses, weights, readers)
