"""Wilson limits: Newcombe's published examples, statsmodels and scipy, and what must hold for any counts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from safeguarding.measurement.figures import Answered, ImpossibleFigures, Interval
from safeguarding.measurement.proportions import wilson

properties = settings(max_examples=30, deadline=None)
answers = st.integers(1, 5000).flatmap(lambda base: st.builds(Answered, st.integers(0, base), st.just(base)))

# P1: Newcombe 1998, Statistics in Medicine 17, 857.
NEWCOMBE = [
    (81, 263, "0.2553", "0.3662"),
    (15, 148, "0.0624", "0.1605"),
    (0, 20, "0.0000", "0.1611"),
    (1, 29, "0.0061", "0.1718"),
]


class TestWilson:
    @pytest.mark.parametrize(("yes", "base", "lower", "upper"), NEWCOMBE)
    def test_gives_the_published_limits(self, yes, base, lower, upper):
        limits = wilson(Answered(yes, base))
        assert (f"{limits.lower:.4f}", f"{limits.upper:.4f}") == (lower, upper)

    @properties
    @given(answers, st.sampled_from([0.8, 0.95, 0.99]))
    def test_agrees_with_scipy(self, answered, confidence):
        expected = stats.binomtest(answered.yes, answered.base).proportion_ci(confidence, method="wilson")
        limits = wilson(answered, confidence=confidence)
        assert (limits.lower, limits.upper) == pytest.approx((expected.low, expected.high), abs=1e-12)

    def test_agrees_with_statsmodels_on_an_effective_size(self):
        from statsmodels.stats.proportion import proportion_confint

        limits = wilson(Answered(12.25, 48.7))
        assert (limits.lower, limits.upper) == pytest.approx(
            proportion_confint(12.25, 48.7, method="wilson"), abs=1e-12
        )

    @properties
    @given(answers)
    def test_holds_the_share_between_nought_and_one(self, answered):
        limits = wilson(answered)
        assert 0 <= limits.lower <= answered.share <= limits.upper <= 1
        assert limits.lower < limits.upper

    @properties
    @given(answers)
    def test_the_noes_have_the_mirrored_limits(self, answered):
        limits, mirrored = wilson(answered), wilson(Answered(answered.base - answered.yes, answered.base))
        assert (mirrored.lower, mirrored.upper) == pytest.approx((1 - limits.upper, 1 - limits.lower), abs=1e-12)

    @properties
    @given(answers)
    def test_more_confidence_is_wider_and_more_people_narrower(self, answered):
        limits = wilson(answered)
        assert wilson(answered, confidence=0.99).half_width > limits.half_width
        assert wilson(Answered(answered.yes * 4, answered.base * 4)).half_width < limits.half_width

    def test_covers_the_truth_about_as_often_as_it_says(self):
        base = 60
        limits = [wilson(Answered(yes, base)) for yes in range(base + 1)]
        for truth in (0.1, 0.3, 0.5, 0.62, 0.9):
            chances = stats.binom.pmf(range(base + 1), base, truth)
            covered = sum(p for p, of in zip(chances, limits, strict=True) if of.lower <= truth <= of.upper)
            assert 0.93 < covered < 0.975

    @pytest.mark.parametrize(("base", "points"), [(10, 26), (30, 17), (50, 13), (100, 10), (333, 5)])
    def test_half_widths_are_those_the_plan_was_made_with(self, base, points):
        assert round(100 * wilson(Answered(base / 2, base)).half_width) == points


class TestAnswered:
    def test_refuses_an_empty_base(self):
        with pytest.raises(ImpossibleFigures, match="Nobody answered"):
            Answered(0, 0)

    @pytest.mark.parametrize("yes", [-1, 11])
    def test_refuses_more_yeses_than_people(self, yes):
        with pytest.raises(ImpossibleFigures, match="cannot have said yes when 10 answered"):
            Answered(yes, 10)

    def test_refuses_what_is_not_a_number(self):
        with pytest.raises(ImpossibleFigures, match="missing or infinite"):
            Answered(float("nan"), 10)


class TestInterval:
    def test_says_whether_nought_lies_outside(self):
        assert Interval(0.01, 0.2).excludes_zero
        assert Interval(-0.2, -0.01).excludes_zero
        assert not Interval(0, 0.2).excludes_zero

    def test_says_whether_it_lies_within_a_margin(self):
        assert Interval(-0.02, 0.029).is_within(0.03)
        assert not Interval(-0.02, 0.03).is_within(0.03)

    def test_turns_round(self):
        assert -Interval(-0.2, 0.1) == Interval(-0.1, 0.2)
