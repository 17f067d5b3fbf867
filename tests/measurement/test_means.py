"""Change in a mean: Student's own example, scipy, and what must hold for any scores."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from safeguarding.measurement.figures import ImpossibleFigures
from safeguarding.measurement.means import Scores, independent_mean_change, matched_mean_change, scores_of

properties = settings(max_examples=30, deadline=None)
values = st.lists(st.integers(-50, 50).map(lambda tenths: tenths / 10), min_size=3, max_size=40)

# Hours of sleep gained under one drug more than under another: Student 1908, R's data set sleep.
SLEEP = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]


class TestMatchedMeanChange:
    def test_gives_students_answer(self):
        """P23."""
        change = matched_mean_change(scores_of(SLEEP))
        assert (f"{change.difference:.2f}", f"{change.statistic:.4f}", f"{change.p_value:.6f}") == (
            "1.58",
            "4.0621",
            "0.002833",
        )
        assert (f"{change.interval.lower:.4f}", f"{change.interval.upper:.4f}") == ("0.7001", "2.4599")

    @properties
    @given(values.filter(lambda given_values: max(given_values) > min(given_values)))
    def test_agrees_with_scipy(self, given_values):
        change = matched_mean_change(scores_of(given_values))
        expected = stats.ttest_1samp(given_values, 0)
        limits = expected.confidence_interval(0.95)
        assert change.p_value == pytest.approx(expected.pvalue, rel=1e-7)
        assert (change.interval.lower, change.interval.upper) == pytest.approx((limits.low, limits.high), abs=1e-9)

    def test_is_surer_of_a_small_workforce_and_certain_of_a_whole_one(self):
        within = scores_of(SLEEP)
        assert matched_mean_change(within, population=20).standard_error == pytest.approx(
            matched_mean_change(within).standard_error * math.sqrt(0.5)
        )
        assert matched_mean_change(within, population=10).standard_error == 0

    def test_finds_no_doubt_where_everybody_changed_alike(self):
        change = matched_mean_change(scores_of([1.0, 1.0, 1.0]))
        assert (change.p_value, change.interval.lower, change.interval.upper) == (0, 1, 1)

    def test_finds_no_change_where_nobody_changed(self):
        assert matched_mean_change(scores_of([0.0, 0.0])).p_value == 1

    def test_refuses_a_workforce_smaller_than_its_answers(self):
        with pytest.raises(ImpossibleFigures, match="10 people cannot have answered out of 9"):
            matched_mean_change(scores_of(SLEEP), population=9)


class TestIndependentMeanChange:
    @properties
    @given(values, values)
    def test_agrees_with_scipy(self, earlier, later):
        if max(earlier) > min(earlier) and max(later) > min(later):
            change = independent_mean_change(earlier=scores_of(earlier), later=scores_of(later))
            expected = stats.ttest_ind(later, earlier, equal_var=False)
            limits = expected.confidence_interval(0.95)
            assert change.degrees_of_freedom == pytest.approx(expected.df)
            assert change.p_value == pytest.approx(expected.pvalue, rel=1e-7)
            assert (change.interval.lower, change.interval.upper) == pytest.approx((limits.low, limits.high), abs=1e-8)

    def test_has_nothing_to_doubt_where_scores_do_not_vary(self):
        still = Scores(5, 3.0, 0.0)
        assert independent_mean_change(earlier=still, later=still).p_value == 1


class TestScores:
    @pytest.mark.parametrize("wrong", [[], [1.0]])
    def test_refuses_too_few(self, wrong):
        with pytest.raises(ImpossibleFigures, match="At least two people"):
            scores_of(wrong)

    def test_refuses_what_is_not_a_number(self):
        with pytest.raises(ImpossibleFigures, match="missing or infinite"):
            scores_of([1.0, math.nan])

    def test_refuses_a_negative_variance(self):
        with pytest.raises(ImpossibleFigures, match="A variance cannot be -1"):
            Scores(3, 0, -1)
