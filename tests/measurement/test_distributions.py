"""Tails and quantiles against scipy."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from safeguarding.measurement.distributions import (
    chi_squared_above,
    f_quantile,
    incomplete_beta,
    normal_below,
    normal_quantile,
    normal_two_sided_p,
    student_t_two_sided_p,
    two_sided_t,
    two_sided_z,
)
from safeguarding.measurement.figures import ImpossibleFigures

properties = settings(max_examples=30, deadline=None)


class TestNormal:
    def test_reaches_1_96_for_ninety_five_per_cent(self):
        assert two_sided_z(0.95) == pytest.approx(1.959963984540054, abs=1e-12)

    @properties
    @given(st.floats(-8, 8))
    def test_agrees_with_scipy(self, z):
        assert normal_two_sided_p(z) == pytest.approx(2 * stats.norm.sf(abs(z)), rel=1e-12)
        assert normal_below(z) == pytest.approx(stats.norm.cdf(z), rel=1e-12)

    @pytest.mark.parametrize("wrong", [0, 1, 95, -0.5, math.nan])
    def test_refuses_a_confidence_that_is_not_a_share(self, wrong):
        with pytest.raises(ImpossibleFigures, match="must lie between 0 and 1"):
            two_sided_z(wrong)

    def test_refuses_a_chance_that_is_not_a_share(self):
        with pytest.raises(ImpossibleFigures, match="chance"):
            normal_quantile(1.0)


class TestChiSquared:
    @properties
    @given(st.floats(0, 500), st.integers(1, 30))
    def test_agrees_with_scipy(self, statistic, freedom):
        expected = stats.chi2.sf(statistic, freedom)
        assert chi_squared_above(statistic, degrees_of_freedom=freedom) == pytest.approx(
            expected, rel=1e-10, abs=1e-300
        )

    def test_has_nothing_to_say_without_degrees_of_freedom(self):
        assert chi_squared_above(5, degrees_of_freedom=0) == 1

    def test_is_nought_beyond_everything(self):
        assert chi_squared_above(math.inf, degrees_of_freedom=3) == 0

    def test_refuses_a_negative_statistic(self):
        with pytest.raises(ImpossibleFigures, match="below nought"):
            chi_squared_above(-1, degrees_of_freedom=1)


class TestStudent:
    @properties
    @given(st.floats(-30, 30), st.floats(1, 50_000))
    def test_tail_agrees_with_scipy(self, t, freedom):
        expected = 2 * stats.t.sf(abs(t), freedom)
        assert student_t_two_sided_p(t, degrees_of_freedom=freedom) == pytest.approx(expected, rel=1e-8, abs=1e-300)

    @properties
    @given(st.floats(0.5, 0.999), st.floats(1, 50_000))
    def test_quantile_agrees_with_scipy(self, confidence, freedom):
        expected = stats.t.ppf((1 + confidence) / 2, freedom)
        assert two_sided_t(confidence, degrees_of_freedom=freedom) == pytest.approx(expected, rel=1e-8)

    def test_is_normal_when_the_freedom_is_endless(self):
        assert two_sided_t(0.95, degrees_of_freedom=math.inf) == two_sided_z(0.95)
        assert student_t_two_sided_p(2, degrees_of_freedom=math.inf) == normal_two_sided_p(2)

    def test_is_nought_beyond_everything(self):
        assert student_t_two_sided_p(math.inf, degrees_of_freedom=3) == 0

    def test_refuses_no_degrees_of_freedom(self):
        with pytest.raises(ImpossibleFigures, match="too few answers"):
            two_sided_t(0.95, degrees_of_freedom=0)


class TestF:
    @properties
    @given(st.floats(0.01, 0.99), st.integers(1, 5000), st.integers(1, 50_000))
    def test_agrees_with_scipy(self, chance, over, under):
        expected = stats.f.ppf(chance, over, under)
        assert f_quantile(chance, over=over, under=under) == pytest.approx(expected, rel=1e-7)


class TestIncompleteBeta:
    @properties
    @given(st.floats(0, 1), st.floats(0.5, 3000), st.floats(0.5, 3000))
    def test_agrees_with_scipy(self, x, a, b):
        assert incomplete_beta(x, a=a, b=b) == pytest.approx(special.betainc(a, b, x), rel=1e-8, abs=1e-12)

    def test_refuses_what_is_not_a_share(self):
        with pytest.raises(ImpossibleFigures, match="from 0 to 1"):
            incomplete_beta(1.5, a=1, b=1)
