"""Two weighted waves: the same answers as the formulas they are made of, and what must hold for any."""

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safeguarding.measurement.figures import Answered, ImpossibleFigures
from safeguarding.measurement.overlap import OverlappingAnswers, overlapping_change
from safeguarding.measurement.paired import PairedAnswers, paired_standard_error
from safeguarding.measurement.stratified import stratified_share, stratum_of_answers
from safeguarding.measurement.two_waves import Alike, Given, WaveFrame, two_wave_change, wave_estimate

properties = settings(max_examples=40, deadline=None)

# P12 of the stratified formulas: schools by type, how many there are, were drawn, and said yes.
SCHOOLS = {"E": (4421, 100, 91), "H": (755, 50, 26), "M": (1018, 50, 35)}
FRAME = WaveFrame(
    weights={name: population / drawn for name, (population, drawn, _) in SCHOOLS.items()},
    populations={name: population for name, (population, _, _) in SCHOOLS.items()},
)
SCHOOL_ANSWERS = [
    (people, Given(name, value))
    for name, (_, drawn, yes) in SCHOOLS.items()
    for people, value in ((yes, 1.0), (drawn - yes, 0.0))
]
ONE = WaveFrame(weights={"all": 11.0})

counts = st.integers(1, 200)
pairs = st.builds(PairedAnswers, counts, counts, counts, counts)


def alike(pairs, only_earlier=(0, 0), only_later=(0, 0)):
    """A table of pairs, and (yes, no) of those in one wave only, in one stratum."""
    yes, no = Given("all", 1.0), Given("all", 0.0)
    made = [
        Alike(pairs.yes_both, yes, yes),
        Alike(pairs.yes_then_no, yes, no),
        Alike(pairs.no_then_yes, no, yes),
        Alike(pairs.no_both, no, no),
        Alike(only_earlier[0], yes, None),
        Alike(only_earlier[1], no, None),
        Alike(only_later[0], None, yes),
        Alike(only_later[1], None, no),
    ]
    return [one for one in made if one.people]


def taken_off(wide, narrow):
    """How much less of a variance there is in the narrow one."""
    return wide.standard_error**2 - narrow.standard_error**2


class TestWaveEstimate:
    def test_gives_the_published_stratified_share(self):
        """P12: .82795, standard error .0243."""
        found = wave_estimate(SCHOOL_ANSWERS, FRAME, is_share=True)
        oracle = stratified_share(
            [
                stratum_of_answers(name, population=population, answered=Answered(yes, drawn))
                for name, (population, drawn, yes) in SCHOOLS.items()
            ]
        )
        assert f"{found.mean:.5f}" == "0.82795"
        assert found.mean == pytest.approx(oracle.share)
        assert found.standard_error == pytest.approx(oracle.standard_error)
        assert found.interval.lower == pytest.approx(oracle.interval.lower)
        assert found.interval.upper == pytest.approx(oracle.interval.upper)

    def test_counts_those_alike_together_or_one_by_one(self):
        one_by_one = [(1, given) for people, given in SCHOOL_ANSWERS for _ in range(people)]
        assert wave_estimate(one_by_one, FRAME, is_share=True).standard_error == pytest.approx(
            wave_estimate(SCHOOL_ANSWERS, FRAME, is_share=True).standard_error
        )

    def test_equal_weights_lose_nothing_and_unequal_ones_do(self):
        answers = [(50, Given("a", 1.0)), (50, Given("b", 0.0))]
        equal = wave_estimate(answers, WaveFrame({"a": 3.0, "b": 3.0}), is_share=True)
        unequal = wave_estimate(answers, WaveFrame({"a": 3.0, "b": 9.0}), is_share=True)
        assert equal.effective == pytest.approx(100)
        assert unequal.effective == pytest.approx(80)

    def test_has_width_when_everybody_said_the_same(self):
        found = wave_estimate([(40, Given("all", 1.0))], ONE, is_share=True)
        assert found.standard_error == 0
        assert (found.interval.lower, found.interval.upper) == (pytest.approx(0.9124, abs=1e-4), 1.0)

    def test_is_certain_when_everybody_was_drawn_and_answered(self):
        frame = WaveFrame({"all": 1.0}, populations={"all": 60})
        found = wave_estimate([(40, Given("all", 1.0)), (20, Given("all", 0.0))], frame, is_share=True)
        assert found.interval.lower == pytest.approx(found.interval.upper) == pytest.approx(2 / 3)

    def test_one_person_alone_in_a_stratum_widens_it(self):
        answers = [(1, Given("alone", 1.0)), (30, Given("all", 0.0)), (30, Given("all", 1.0))]
        frame = WaveFrame({"all": 5.0, "alone": 5.0})
        with_somebody = [(2, Given("alone", 1.0)), *answers[1:]]
        assert (
            wave_estimate(answers, frame, is_share=True).standard_error
            > wave_estimate(with_somebody, frame, is_share=True).standard_error
        )

    def test_refuses_more_answers_than_people_and_no_answers(self):
        with pytest.raises(ImpossibleFigures, match="40 people cannot have answered in stratum 'all', which has 30"):
            wave_estimate([(40, Given("all", 1.0))], WaveFrame({"all": 1.0}, {"all": 30}), is_share=True)
        with pytest.raises(ImpossibleFigures, match="Nobody answered"):
            wave_estimate([], ONE, is_share=True)
        with pytest.raises(ImpossibleFigures, match="weight above nought"):
            WaveFrame({"all": 0.0})


class TestTwoWaveChange:
    @properties
    @given(pairs)
    def test_is_the_paired_one_when_everybody_answered_both(self, table):
        found = two_wave_change(alike(table), earlier=ONE, later=ONE, is_share=True)
        n = table.people
        assert found.difference == pytest.approx(table.difference)
        # Nothing lies between them but n / (n - 1), which the two variances carry and the covariance does not.
        assert found.standard_error**2 == pytest.approx(paired_standard_error(table) ** 2, abs=2 / n**2)

    @properties
    @given(pairs)
    def test_agrees_with_the_unweighted_formula_where_those_in_one_wave_answer_as_those_in_both(self, table):
        before, after = table.earlier, table.later
        people = alike(table, (before.yes, before.base - before.yes), (after.yes, after.base - after.yes))
        found = two_wave_change(people, earlier=ONE, later=ONE, is_share=True)
        oracle = overlapping_change(OverlappingAnswers(table, before, after))
        n = 2 * table.people
        assert found.difference == pytest.approx(oracle.difference)
        # All that is left between them is n / (n - 1), which the covariance does without.
        assert found.standard_error**2 == pytest.approx(oracle.standard_error**2, abs=2 / n**2)

    @properties
    @given(pairs, st.tuples(counts, counts), st.tuples(counts, counts))
    def test_exchanged_waves_turn_the_sign(self, table, before, after):
        people = alike(table, before, after)
        turned = [Alike(one.people, one.later, one.earlier) for one in people]
        one = two_wave_change(people, earlier=ONE, later=ONE, is_share=True)
        other = two_wave_change(turned, earlier=ONE, later=ONE, is_share=True)
        assert other.difference == pytest.approx(-one.difference)
        assert other.interval.lower == pytest.approx(-one.interval.upper)
        assert other.p_value == pytest.approx(one.p_value)

    @properties
    @given(pairs, st.tuples(counts, counts), st.tuples(counts, counts))
    def test_a_known_workforce_takes_off_what_its_answers_vary_by_over_its_size(self, table, before, after):
        """V0 + V1 - 2 C is less by (S0 + S1 - 2 S01) / N, and each V by its own S / N (Cochran 2.8; Tam)."""
        people = alike(table, before, after)
        workforce = 2 * sum(one.people for one in people)
        known = WaveFrame({"all": 2.0}, {"all": workforce})
        narrow = two_wave_change(people, earlier=known, later=known, is_share=True)
        wide = two_wave_change(people, earlier=ONE, later=ONE, is_share=True)
        assume(abs(narrow.correlation) < 1)
        earlier, later = (
            wave.people / (wave.people - 1) * wave.mean * (1 - wave.mean) for wave in (wide.earlier, wide.later)
        )
        both = [
            (one.people, (one.earlier.value - wide.earlier.mean) * (one.later.value - wide.later.mean))
            for one in people
            if one.earlier and one.later
        ]
        together = math.fsum(count * product for count, product in both) / table.people
        assert taken_off(wide.earlier, narrow.earlier) == pytest.approx(earlier / workforce)
        assert taken_off(wide.later, narrow.later) == pytest.approx(later / workforce)
        assert taken_off(wide, narrow) == pytest.approx((earlier + later - 2 * together) / workforce, abs=1e-12)

    def test_is_certain_when_the_whole_workforce_answered_both(self):
        known = WaveFrame({"all": 1.0}, {"all": 100})
        found = two_wave_change(alike(PairedAnswers(40, 5, 9, 46)), earlier=known, later=known, is_share=True)
        assert found.standard_error == pytest.approx(0, abs=1e-9)

    def test_different_people_in_both_waves_are_independent(self):
        people = [
            Alike(30, Given("a", 1.0), None),
            Alike(70, Given("a", 0.0), None),
            Alike(45, None, Given("b", 1.0)),
            Alike(55, None, Given("b", 0.0)),
        ]
        found = two_wave_change(people, earlier=WaveFrame({"a": 1.0}), later=WaveFrame({"b": 1.0}), is_share=True)
        assert found.correlation == 0
        assert found.standard_error == pytest.approx(math.sqrt(0.21 / 99 + 0.2475 / 99))

    def test_scores_have_symmetric_limits(self):
        people = [
            Alike(20, Given("all", 0.25), Given("all", 0.5)),
            Alike(30, Given("all", 0.75), Given("all", 0.5)),
            Alike(10, None, Given("all", 1.0)),
        ]
        found = two_wave_change(people, earlier=ONE, later=ONE, is_share=False)
        assert found.interval.upper - found.difference == pytest.approx(found.difference - found.interval.lower)

    @pytest.mark.parametrize("score", [0.0, 0.4, 1.0])
    def test_scores_that_are_all_the_same_have_width_too(self, score):
        """Thirty people who all saw everything do not make it certain that everybody would."""
        people = [Alike(30, Given("all", score), Given("all", score))]
        found = two_wave_change(people, earlier=ONE, later=ONE, is_share=False)
        assert 0 <= found.later.interval.lower <= score <= found.later.interval.upper <= 1
        assert found.later.interval.upper - found.later.interval.lower > 0.1
        assert found.interval.lower < 0 < found.interval.upper
        assert found.p_value == 1

    def test_scores_of_a_whole_workforce_that_are_all_the_same_are_certain(self):
        known = WaveFrame({"all": 1.0}, {"all": 30})
        found = wave_estimate([(30, Given("all", 0.4))], known, is_share=False)
        assert (found.interval.lower, found.interval.upper) == pytest.approx((0.4, 0.4))

    def test_no_spread_and_no_change_is_no_finding(self):
        people = [Alike(40, Given("all", 1.0), Given("all", 1.0))]
        found = two_wave_change(people, earlier=ONE, later=ONE, is_share=True)
        assert (found.difference, found.p_value) == (0, 1.0)
        assert found.interval.lower < 0 < found.interval.upper
