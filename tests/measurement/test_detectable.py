"""What can be seen: R's published answer, the table the plan was made with, statsmodels, and simulated waves."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.measurement.detectable import (
    TwoWaves,
    answers_needed,
    pairs_needed,
    power_of_two_shares,
    smallest_detectable_change,
)
from safeguarding.measurement.figures import Answered, ImpossibleFigures
from safeguarding.measurement.independent import two_shares_p
from safeguarding.measurement.overlap import OverlappingAnswers, overlapping_change
from safeguarding.measurement.paired import PairedAnswers

properties = settings(max_examples=30, deadline=None)
shares = st.floats(0.05, 0.95)

# Answers in each wave, share; independent, the same of a workforce of 44,000, and panels with correlation .3, .5, .7.
PLAN = [
    (400, 0.5, "9.9", "9.9", "8.3", "7.0", "5.4"),
    (1000, 0.5, "6.3", "6.2", "5.2", "4.4", "3.4"),
    (2000, 0.5, "4.4", "4.3", "3.7", "3.1", "2.4"),
    (4000, 0.5, "3.1", "3.0", "2.6", "2.2", "1.7"),
    (4000, 0.3, "2.9", "2.7", "2.4", "2.0", "1.6"),
]


class TestPublishedAnswers:
    def test_r_power_prop_test(self):
        """P17."""
        assert f"{power_of_two_shares(earlier=0.5, later=0.75, each=50):.4f}" == "0.7402"
        assert f"{answers_needed(earlier=0.5, later=0.75, power=0.9):.2f}" == "76.71"

    def test_statsmodels_arcsine_is_near_but_not_the_same(self):
        """P17."""
        from statsmodels.stats.power import NormalIndPower
        from statsmodels.stats.proportion import proportion_effectsize

        effect = proportion_effectsize(0.75, 0.5)
        assert f"{NormalIndPower().power(effect, 50, 0.05):.4f}" == "0.7447"
        assert f"{NormalIndPower().solve_power(effect, power=0.9, alpha=0.05):.2f}" == "76.65"


class TestSmallestDetectableChange:
    @pytest.mark.parametrize("row", PLAN)
    def test_is_what_the_plan_was_made_with(self, row):
        each, share, *printed = row
        designs = [
            TwoWaves(each, each),
            TwoWaves(each, each, population=44_000),
            *(TwoWaves(each, each, both=each, correlation=correlation) for correlation in (0.3, 0.5, 0.7)),
        ]
        assert [f"{100 * smallest_detectable_change(waves, share=share):.1f}" for waves in designs] == printed

    def test_falls_as_more_people_are_in_both(self):
        found = [
            smallest_detectable_change(TwoWaves(4000, 4000, both=both, correlation=0.5))
            for both in (0, 1000, 2000, 3000, 4000)
        ]
        assert [f"{100 * change:.2f}" for change in found] == ["3.13", "2.93", "2.71", "2.48", "2.21"]

    def test_of_one_unit_of_twelve_is_larger_still(self):
        unit = TwoWaves(333, 333)
        assert f"{100 * smallest_detectable_change(unit):.1f}" == "10.9"
        assert f"{100 * smallest_detectable_change(unit, comparisons=12):.1f}" == "14.4"

    @properties
    @given(st.integers(50, 900), st.integers(50, 900), st.integers(50, 900), st.integers(50, 900), st.integers(0, 9000))
    def test_uses_the_standard_error_the_change_will_have(self, a, b, c, d, more):
        """The plan and the result are one formula: for equal shares, the standard error foreseen is the one found."""
        table = PairedAnswers(a, b, b, d)
        only = Answered(table.earlier.share * c, c)
        answers = OverlappingAnswers(table, only, only)
        share, each = answers.earlier.share, int(answers.earlier.base)
        correlation = (a * d - b * b) / ((a + b) * (b + d))
        population = int(answers.people) + more
        foreseen = TwoWaves(each, each, both=table.people, correlation=correlation, population=population)
        found = overlapping_change(answers, population=population)
        assert foreseen.standard_error(share=share) == pytest.approx(found.standard_error, rel=1e-9)

    def test_is_seen_about_as_often_as_promised(self):
        waves = TwoWaves(600, 600)
        change = smallest_detectable_change(waves, share=0.5)
        drawn = np.random.default_rng(12)
        earlier, later = drawn.binomial(600, 0.5 - change / 2, 2000), drawn.binomial(600, 0.5 + change / 2, 2000)
        seen = sum(
            two_shares_p(earlier=Answered(int(one), 600), later=Answered(int(other), 600)) < 0.05
            for one, other in zip(earlier, later, strict=True)
        )
        assert seen / 2000 == pytest.approx(0.8, abs=0.03)

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ({"earlier": 0}, "Each wave needs answers"),
            ({"both": 101}, "101 people cannot be in both of 100 and 100"),
            ({"correlation": 1.5}, "correlation lies between -1 and 1"),
            ({"population": 199}, "200 people cannot answer out of 199"),
        ],
    )
    def test_refuses_impossible_waves(self, wrong, why):
        with pytest.raises(ImpossibleFigures, match=why):
            TwoWaves(**{"earlier": 100, "later": 100} | wrong)

    @pytest.mark.parametrize("wrong", [{"share": 0}, {"power": 1}, {"comparisons": 0}, {"confidence": 95}])
    def test_refuses_impossible_wishes(self, wrong):
        with pytest.raises(ImpossibleFigures):
            smallest_detectable_change(TwoWaves(100, 100), **wrong)


class TestPowerAndAnswersNeeded:
    @properties
    @given(shares, shares, st.floats(0.5, 0.99))
    def test_undo_one_another(self, earlier, later, power):
        if abs(earlier - later) > 0.01:
            each = answers_needed(earlier=earlier, later=later, power=power)
            assert power_of_two_shares(earlier=earlier, later=later, each=each) == pytest.approx(power)

    @properties
    @given(shares, shares)
    def test_do_not_depend_on_which_wave_is_higher(self, earlier, later):
        if earlier != later:
            one = power_of_two_shares(earlier=earlier, later=later, each=200)
            assert power_of_two_shares(earlier=later, later=earlier, each=200) == pytest.approx(one)

    def test_refuse_no_difference_and_no_answers(self):
        with pytest.raises(ImpossibleFigures, match="no change between them"):
            answers_needed(earlier=0.5, later=0.5)
        with pytest.raises(ImpossibleFigures, match="Each wave needs answers"):
            power_of_two_shares(earlier=0.5, later=0.6, each=0)


class TestPairsNeeded:
    def test_gives_connors_formula(self):
        za, zb, changed, difference = 1.959963985, 0.841621234, 0.3, 0.1
        expected = (za * math.sqrt(changed) + zb * math.sqrt(changed - difference**2)) ** 2 / difference**2
        assert pairs_needed(changed=changed, difference=difference) == pytest.approx(expected, rel=1e-8)
        assert pairs_needed(changed=changed, difference=-difference) == pytest.approx(expected, rel=1e-8)

    @pytest.mark.parametrize("difference", [0, 0.31])
    def test_refuses_a_difference_nobody_can_have_made(self, difference):
        with pytest.raises(ImpossibleFigures, match=r"cannot come of 0\.3 who change"):
            pairs_needed(changed=0.3, difference=difference)
