"""A whole release from invented waves: what was planted comes out, and nothing small does."""

from dataclasses import replace
from random import Random

import pytest

from safeguarding.measurement.disclosure import attack
from safeguarding.measurement.multiplicity import holm
from safeguarding.measurement.paired import PairedAnswers
from safeguarding.measurement.possible_counts import Figure, Sum
from safeguarding.survey.rules.book import Book
from safeguarding.survey.rules.composing import compose
from safeguarding.survey.rules.estimates import TwoWaves, WaveAnswers
from safeguarding.survey.rules.outcomes import Outcome
from safeguarding.survey.rules.release import Moved, release_from
from safeguarding.survey.rules.small_counts import CountedWave, both_part, enter_both, enter_wave
from safeguarding.survey.rules.weighting import weighting
from safeguarding.survey.rules.working import adjusted
from tests.survey.invented_waves import (
    GivenAnswers,
    Person,
    a_wave,
    beside,
    people,
    strata,
    the_instrument,
    two_waves,
)

PLANTED = {"abuse-asleep-upstairs": 0.5}


@pytest.fixture(scope="module")
def waves():
    return two_waves(shift=PLANTED)


@pytest.fixture(scope="module")
def released(waves):
    """Month 0 as it was released, and month 12 beside it."""
    first, second = waves
    baseline = compose(first, None, beside())
    return baseline, compose(second, replace(first, was_withheld=baseline.withheld_figures), beside())


class TestBaseline:
    def test_shows_where_things_stand_and_compares_nothing(self, released):
        baseline, _ = released
        assert not baseline.is_compared
        assert len(baseline.primary) == 5
        for row in baseline.outcomes:
            assert row.later is not None
            assert (row.earlier, row.moved, row.both, row.bounds) == (None, None, None, None)
        assert baseline.dropped_out == baseline.fresh == ()
        assert baseline.both is None

    def test_every_group_shows_its_share(self, released):
        baseline, _ = released
        assert [group.name for group in baseline.groups_by("unit")] == ["North", "South", "East"]
        assert len(baseline.groups_by("role")) == 4
        assert {row.state for group in baseline.groups for row in group.rows} == {"shown"}


class TestChange:
    def test_recovers_the_change_that_was_planted_and_no_other(self, released):
        """Half a point in log odds, for people who differ as these do, is about ten points."""
        _, change = released
        voice = change.outcome("voice")
        assert voice.moved.lower < 10.5 < voice.moved.upper
        assert voice.moved.is_change
        assert voice.both.moved.lower < 10.5 < voice.both.moved.upper
        others = [row for row in change.primary if row.code not in ("voice", "vignettes")]
        assert not any(row.moved.is_change for row in others)

    def test_all_who_answered_and_those_who_answered_both_are_two_figures_each_with_its_number(self, released):
        _, change = released
        voice = change.outcome("voice")
        assert (voice.earlier.people, voice.later.people, voice.both.people) == pytest.approx(
            (3880, 3880, 1750), abs=30
        )
        assert voice.moved.difference == pytest.approx(voice.later.value - voice.earlier.value, abs=0.11)
        assert voice.both.moved.difference == pytest.approx(voice.both.later - voice.both.earlier, abs=0.11)

    def test_numbers_of_people_are_to_the_nearest_ten(self, released):
        _, change = released
        numbers = [change.both, change.wave.effective]
        numbers += [group.later_response.answered for group in change.groups]
        numbers += [
            number
            for row in change.outcomes
            for number in (row.earlier.people, row.later.people, row.both and row.both.people)
        ]
        numbers += [item.later_people for item in change.items]
        assert all(number % 10 == 0 for number in numbers if number is not None)

    def test_the_worst_case_holds_the_change(self, released):
        _, change = released
        for row in change.outcomes:
            if row.bounds:
                assert row.bounds.lower <= row.moved.difference <= row.bounds.upper

    def test_holm_is_over_the_primary_outcomes_and_the_rest_is_by_itself(self, released):
        _, change = released
        changes = [Moved(7.0, 4.0, 10.0, p, p) for p in (0.0098, 0.2, 0.0004, 0.9, 0.8)]
        assert [change.adjusted_p for change in adjusted(changes, by=holm)] == [0.039, 0.6, 0.002, 1.0, 1.0]
        for of in (lambda row: row.moved, lambda row: row.both.moved):
            together = holm([of(row).p for row in change.primary])
            assert [of(row).adjusted_p for row in change.primary] == pytest.approx(together, abs=0.003)
        assert all(row.moved.adjusted_p >= row.moved.p for row in change.outcomes if row.moved)

    @pytest.mark.parametrize(("p", "published"), [(0.04951, 0.049), (0.0499, 0.049), (0.05, 0.05), (0.0504, 0.05)])
    def test_a_published_p_stays_on_its_side_of_the_level(self, p, published):
        (change,) = adjusted([Moved(7.0, 4.0, 10.0, p, p)], by=holm)
        assert (change.p, change.adjusted_p) == (published, published)
        assert change.is_change == (p < 0.05)

    def test_fresh_people_and_the_panel_do_not_differ_where_nothing_was_planted(self, released):
        _, change = released
        assert len(change.fresh) == len(change.dropped_out) == 5
        assert not any(row.moved.is_change for row in (*change.fresh, *change.dropped_out))

    def test_what_is_stored_reads_back_the_same(self, released):
        _, change = released
        assert release_from(change.as_stored()) == change

    def test_the_same_answers_give_the_same_digits_in_any_order(self, waves, released):
        first, second = waves
        baseline, change = released
        shuffled = list(second.responses)
        Random(5).shuffle(shuffled)
        again = compose(
            replace(second, responses=shuffled), replace(first, was_withheld=baseline.withheld_figures), beside()
        )
        assert again == change


class TestDropOut:
    def test_warns_when_those_who_answer_again_were_others_from_the_start(self):
        random = Random(3)
        first = people(random, each=300)
        ready = sorted(first, key=lambda person: person.readiness)
        again = [person for person in ready[len(ready) // 2 :] if random.random() < 0.6]
        fresh = people(random, each=200)
        baseline = a_wave(random, first)
        later = a_wave(random, [*again, *fresh], code="month-12", month=12, drawn=strata(first_id=101))
        change = compose(later, baseline, beside())
        stories = next(row for row in change.dropped_out if row.outcome == "vignettes")
        assert stories.moved.is_change
        assert stories.moved.difference > 5


class TestSeriesThatEnded:
    def test_is_not_compared_and_says_why(self, waves):
        first, second = waves
        ended = {"route-to-record": "The force's record has another name."}
        change = compose(second, first, beside(ended=ended))
        route = change.outcome("route")
        assert route.ended_because == ended["route-to-record"]
        assert (route.earlier, route.moved, route.both) == (None, None, None)
        assert route.later is not None
        item = next(item for item in change.items if item.code == "route-to-record")
        assert item.ended_because
        assert all(option.earlier is None and option.later is not None for option in item.options)
        assert len([row for row in change.primary if row.moved]) == 4

    def test_an_index_with_an_ended_question_is_not_compared_either(self, waves):
        first, second = waves
        change = compose(second, first, beside(ended={"confident-ask": "Reworded."}))
        assert change.outcome("confidence").moved is None
        assert change.outcome("confident-notice").moved is not None


class TestGroups:
    def test_units_that_were_put_together_are_compared_together(self):
        random = Random(9)
        first = a_wave(random, people(random, each=100), drawn=strata())
        drawn = strata(first_id=101, units=(1, 2), each=4500)
        later = a_wave(random, people(random, each=100, strata_count=8), code="month-12", month=12, drawn=drawn)
        told = compose(later, first, beside(reorganised={(3, 2)}))
        units = told.groups_by("unit")
        assert [group.name for group in units] == ["North", "South"]
        assert {row.state for row in units[1].rows} == {"shown"}
        assert units[1].earlier_response.invited == 2 * units[0].earlier_response.invited

    def test_without_knowing_where_people_went_they_are_not_comparable(self):
        random = Random(9)
        first = a_wave(random, people(random, each=100, strata_count=8), drawn=strata(units=(1, 2)))
        drawn = strata(first_id=101, units=(1, 4))
        later = a_wave(random, people(random, each=100, strata_count=8), code="month-12", month=12, drawn=drawn)
        north, west = compose(later, first, beside()).groups_by("unit")
        assert {row.state for row in north.rows} == {"shown"}
        assert west.name == "West"
        assert {row.state for row in west.rows} == {"not comparable"}

    def test_under_thirty_is_too_few_to_say_anything(self):
        random = Random(9)
        sizes = [100] * 11 + [12]
        answering = [
            Person(f"{random.getrandbits(128):032x}", place, 0.0)
            for place, size in enumerate(sizes)
            for _ in range(size)
        ]
        drawn = [replace(line, role_families=("custody",)) if line.id == 12 else line for line in strata()]
        told = compose(a_wave(random, answering, drawn=drawn), None, beside())
        custody = next(group for group in told.groups_by("role") if group.name == "Custody")
        assert {row.state for row in custody.rows} == {"too few"}


def same_answers(random, sizes, rare):
    """A wave of one question's worth: everybody answers the route, `rare` of each stratum the rare way."""
    drawn = strata(each=3000, invited=700)
    given = []
    for place, (size, few) in enumerate(zip(sizes, rare, strict=True)):
        for number in range(size):
            answer = "not-sure" if number < few else random.choice(["safeguarding-record", "log"])
            given.append(
                GivenAnswers(f"{random.getrandbits(128):032x}", drawn[place].id, {"route-to-record": (answer,)})
            )
    wave = a_wave(random, [], drawn=drawn)
    return replace(wave, responses=sorted(given, key=lambda each: each.link))


class TestNothingSmallComesOut:
    @pytest.mark.parametrize(("seed", "each", "again"), [(1, 3, 2), (2, 6, 3), (3, 9, 9), (4, 15, 4), (5, 30, 20)])
    def test_however_few_answer_the_audit_passes_and_what_is_small_is_withheld(self, seed, each, again):
        """The audit is part of it: a release that gives something away is never made."""
        first, second = two_waves(seed, each=each, again=min(again, each - 1), shift={"abuse-asleep-upstairs": -4.0})
        baseline = compose(first, None, beside())
        told = compose(second, replace(first, was_withheld=baseline.withheld_figures), beside())
        assert told.withheld_figures
        rare = [row for row in told.outcomes if row.code == "voice"]
        assert all("later" in row.withheld or row.later.people >= 20 for row in rare)

    def test_nobody_in_a_large_group_may_be_published_and_is_then_known_of_its_parts(self):
        wave = same_answers(Random(1), [12] * 12, [0] * 12)
        told = compose(wave, None, beside())
        route = next(item for item in told.items if item.code == "route-to-record")
        nobody = next(option for option in route.options if option.code == "not-sure")
        assert (nobody.later, nobody.is_later_withheld) == (0.0, False)

    def test_what_the_first_release_withheld_stays_withheld_in_the_second(self):
        first = same_answers(Random(1), [100] * 12, [1, 1, 1, 1] + [0] * 8)
        second = replace(
            same_answers(Random(2), [100] * 12, [30] * 12),
            code="month-12",
            month=12,
            strata=strata(each=3000, invited=700),
        )
        baseline = compose(first, None, beside())
        told = compose(second, replace(first, was_withheld=baseline.withheld_figures), beside())
        before = next(item for item in baseline.items if item.code == "route-to-record")
        after = next(item for item in told.items if item.code == "route-to-record")
        hidden = {option.code for option in before.options if option.is_later_withheld}
        assert hidden
        assert {option.code for option in after.options if option.is_earlier_withheld} == hidden
        assert not any(option.is_later_withheld for option in after.options)

    @pytest.mark.parametrize(("turned", "is_withheld"), [(4, True), (400, False)])
    def test_a_few_of_very_many_who_changed_are_not_given_away_by_a_p_value(self, turned, is_withheld):
        """Of thirty thousand a tenth of a point is thirty people: the shares alone would hide four."""
        waves = the_same_people(PairedAnswers(14_000, turned, turned, 14_000))
        book = Book()
        for code, wave in (("first", waves.earlier), ("later", waves.later)):
            enter_wave(book, CountedWave(code, wave, {1: 44_000}, ()), [ASKED], [])
        enter_both(book, waves, ASKED, earlier="first", later="later")
        assert (both_part(ASKED) in book.withheld_parts()) == is_withheld

    def test_so_few_who_answered_both_times_are_neither_counted_nor_told_of(self):
        first, second = two_waves(each=60, again=30, shift=PLANTED)
        known = {one.link for one in first.responses}
        again = [one for one in second.responses if one.link in known]
        fresh = [one for one in second.responses if one.link not in known]
        baseline = compose(first, None, beside())
        told = compose(
            replace(second, responses=sorted([*again[:6], *fresh], key=lambda one: one.link)),
            replace(first, was_withheld=baseline.withheld_figures),
            beside(),
        )
        assert (told.both, told.match_rate) == (None, None)
        assert all(row.both is None and "both" in row.withheld for row in told.primary)

    def test_a_rare_answer_is_withheld_with_another_that_would_give_it_away(self):
        told = compose(same_answers(Random(1), [100] * 12, [1, 1, 1, 1] + [0] * 8), None, beside())
        route = next(item for item in told.items if item.code == "route-to-record")
        hidden = {option.code for option in route.options if option.is_later_withheld}
        assert "not-sure" in hidden
        assert all(option.later is None for option in route.options if option.is_later_withheld)

    def test_an_attacker_with_every_published_figure_recovers_no_rare_answer(self):
        """Equal weights, so that published shares are those of the people: the most an attacker could wish for."""
        for seed in range(12):
            random = Random(seed)
            rare = [random.choice([0, 0, 1, 3]) for _ in range(12)]
            wave = same_answers(random, [random.choice([40, 60, 100])] * 12, rare)
            told = compose(wave, None, beside())
            assert attack(*knowledge(told), small_ones(wave)) == {}, seed

    def test_control_the_same_attacker_finds_it_when_nothing_is_withheld(self):
        wave = same_answers(Random(1), [100] * 12, [1, 1, 1, 1] + [0] * 8)
        told = compose(wave, None, beside())
        item = next(item for item in told.items if item.code == "route-to-record")
        plain = [
            replace(option, later=round(100 * of(wave, option.code) / 1200, 1), is_later_withheld=False)
            for option in item.options
        ]
        given_away = replace(told, items=(replace(item, options=tuple(plain)),))
        assert set(attack(*knowledge(given_away), small_ones(wave))) == {"not-sure"}


ASKED = Outcome("asked", "Asked", ("asked",), True, False, "All who answered")


def the_same_people(table: PairedAnswers) -> TwoWaves:
    """One question, answered so at both waves, by a force of one stratum."""
    said = [("yes", "yes")] * table.yes_both + [("yes", "no")] * table.yes_then_no
    said += [("no", "yes")] * table.no_then_yes + [("no", "no")] * table.no_both
    force = strata(each=44_000, invited=44_000, units=(1,))[:1]
    weights = weighting(force, answered={1: len(said)}, is_random=False)
    readers = {"asked": lambda chosen: float(chosen[0] == ("yes",))}
    return TwoWaves(
        *(
            WaveAnswers(
                [GivenAnswers(str(place), 1, {"asked": (answer,)}) for place, answer in enumerate(answers)],
                weights,
                readers,
            )
            for answers in zip(*said, strict=True)
        )
    )


class TestThoseWhoAnsweredBoth:
    def test_are_compared_with_themselves_by_tango_and_mcnemars_mid_p(self):
        """P4."""
        found = the_same_people(PairedAnswers(59, 6, 16, 80)).paired(ASKED)
        assert (f"{found.interval.lower:.4f}", f"{found.interval.upper:.4f}") == ("0.0054", "0.1240")
        assert f"{found.p_value:.6f}" == "0.034690"

    def test_have_changed_nothing_for_certain_if_nobody_did(self):
        assert the_same_people(PairedAnswers(40, 0, 0, 20)).paired(ASKED).p_value == 1


def of(wave, option):
    return sum(option in given.answers.get("route-to-record", ()) for given in wave.responses)


def small_ones(wave):
    options = [option.code for option in the_instrument().item("route-to-record").options]
    return [option for option in options if 0 < of(wave, option) < 10]


def knowledge(told):
    """Everything that is told of the route, as sums and limits: made from the release and nothing else."""
    item = next(item for item in told.items if item.code == "route-to-record")
    sums = [Sum("all", tuple(option.code for option in item.options))]
    figures = (
        [Figure("people", (("all", 1.0),), item.later_people - 5, item.later_people + 5)] if item.later_people else []
    )
    shares = [(option.code, option.later) for option in item.options if option.later is not None]
    route = told.outcome("route")
    if route.later:
        shares.append(("safeguarding-record", route.later.value))
    infinity = float("inf")
    for code, share in shares:
        for limit, lower, upper in ((share - 0.05, 0.0, infinity), (share + 0.05, -infinity, 0.0)):
            figures.append(Figure(f"{code} {limit}", ((code, 1.0), ("all", -limit / 100)), lower - 1e-6, upper + 1e-6))
    return sums, figures
