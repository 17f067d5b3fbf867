"""Change between different people: Newcombe's published examples, statsmodels, and what must hold for any counts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from safeguarding.measurement.figures import Answered
from safeguarding.measurement.independent import newcombe_change, two_shares_p

properties = settings(max_examples=30, deadline=None)
answers = st.integers(1, 2000).flatmap(lambda base: st.builds(Answered, st.integers(0, base), st.just(base)))

# P2 and P3: Newcombe 1998, Statistics in Medicine 17, 873, method 10; first minus second.
NEWCOMBE = [
    (56, 70, 48, 80, "0.0524", "0.3339"),
    (9, 10, 3, 10, "0.1705", "0.8090"),
    (6, 7, 2, 7, "0.0582", "0.8062"),
    (5, 56, 0, 29, "-0.0381", "0.1926"),
    (0, 10, 0, 20, "-0.1611", "0.2775"),
    (0, 10, 0, 10, "-0.2775", "0.2775"),
    (10, 10, 0, 20, "0.6791", "1.0000"),
    (10, 10, 0, 10, "0.6075", "1.0000"),
]


class TestNewcombeChange:
    @pytest.mark.parametrize(("yes1", "base1", "yes0", "base0", "lower", "upper"), NEWCOMBE)
    def test_gives_the_published_limits(self, yes1, base1, yes0, base0, lower, upper):
        limits = newcombe_change(later=Answered(yes1, base1), earlier=Answered(yes0, base0)).interval
        assert (f"{limits.lower:.4f}", f"{limits.upper:.4f}") == (lower, upper)

    @properties
    @given(answers, answers)
    def test_agrees_with_statsmodels(self, later, earlier):
        from statsmodels.stats.proportion import confint_proportions_2indep

        expected = confint_proportions_2indep(later.yes, later.base, earlier.yes, earlier.base, method="newcomb")
        limits = newcombe_change(later=later, earlier=earlier).interval
        assert (limits.lower, limits.upper) == pytest.approx(expected, abs=1e-12)

    @properties
    @given(answers, answers)
    def test_is_later_minus_earlier_within_its_limits_and_within_one(self, earlier, later):
        change = newcombe_change(earlier=earlier, later=later)
        assert change.difference == change.later - change.earlier == later.share - earlier.share
        assert -1 - 1e-12 <= change.interval.lower <= change.difference <= change.interval.upper <= 1 + 1e-12

    @properties
    @given(answers, answers)
    def test_turns_its_sign_when_the_waves_are_exchanged(self, earlier, later):
        forwards = newcombe_change(earlier=earlier, later=later).interval
        backwards = -newcombe_change(earlier=later, later=earlier).interval
        assert (backwards.lower, backwards.upper) == pytest.approx((forwards.lower, forwards.upper), abs=1e-12)


class TestTwoSharesP:
    @properties
    @given(answers, answers)
    def test_is_pearsons_chi_squared(self, earlier, later):
        table = [[earlier.yes, earlier.base - earlier.yes], [later.yes, later.base - later.yes]]
        if 0 in (table[0][0] + table[1][0], table[0][1] + table[1][1]):
            assert two_shares_p(earlier=earlier, later=later) == 1
        else:
            expected = stats.chi2_contingency(table, correction=False).pvalue
            assert two_shares_p(earlier=earlier, later=later) == pytest.approx(expected, rel=1e-9, abs=1e-300)
