"""Funnel limits: by hand, against the normal distribution, and with units that differ by more than chance."""

import math
import random

import pytest
from scipy import stats

from safeguarding.measurement.figures import Answered, ImpossibleFigures
from safeguarding.measurement.funnel import INNER_Z, OUTER_Z, Funnel, funnel


class TestLimits:
    def test_are_those_of_chance_when_nothing_widens_them(self):
        limits = Funnel(0.5, 1.0).limits(100)

        assert limits.lower == pytest.approx(0.5 - 1.959964 * 0.05)
        assert limits.upper == pytest.approx(0.5 + 1.959964 * 0.05)

    def test_are_widened_by_the_root_of_the_factor(self):
        assert Funnel(0.5, 4.0).limits(400).half_width == pytest.approx(2 * Funnel(0.5, 1.0).limits(400).half_width)

    def test_never_leave_nought_to_one(self):
        limits = Funnel(0.9, 3.0).limits(10, z=OUTER_Z)

        assert (limits.lower >= 0, limits.upper) == (True, 1.0)

    def test_hold_95_and_99_8_per_cent(self):
        assert 2 * stats.norm.cdf(INNER_Z) - 1 == pytest.approx(0.95, abs=1e-6)
        assert 2 * stats.norm.cdf(OUTER_Z) - 1 == pytest.approx(0.998, abs=1e-6)


class TestFunnel:
    def test_by_hand(self):
        units = [Answered(40, 100), Answered(60, 100), Answered(50, 100), Answered(55, 100), Answered(45, 100)]

        found = funnel(units, winsorised=0)

        # Standardised: -2, 2, 0, 1, -1; squared and averaged: 10/5.
        assert found.centre == 0.5
        assert found.widened == pytest.approx(2.0)

    def test_one_odd_unit_is_drawn_in(self):
        units = [*(Answered(50, 100) for _ in range(19)), Answered(95, 100)]

        assert funnel(units).widened < 2
        assert funnel(units).stands_out(units[-1])

    def test_units_that_differ_by_chance_alone_are_not_widened_by_much(self):
        source = random.Random(5)
        units = []
        for _ in range(400):
            size = source.randint(40, 400)
            units.append(Answered(sum(source.random() < 0.6 for _ in range(size)), size))

        found = funnel(units)

        assert found.widened == pytest.approx(1, abs=0.2)
        assert sum(found.stands_out(unit) for unit in units) / len(units) == pytest.approx(0.05, abs=0.03)

    def test_units_that_differ_by_more_widen_it(self):
        source = random.Random(6)
        units = []
        for _ in range(200):
            share = min(0.95, max(0.05, source.gauss(0.6, 0.15)))
            units.append(Answered(round(200 * share), 200))

        assert funnel(units).widened > 5

    def test_everybody_is_no_spread(self):
        assert funnel([Answered(30, 30)] * 6) == Funnel(1.0, 1.0)

    def test_four_units_are_too_few(self):
        with pytest.raises(ImpossibleFigures, match="5 units"):
            funnel([Answered(1, 2)] * 4)

    def test_is_never_under_one(self):
        assert math.isclose(funnel([Answered(50, 100)] * 8).widened, 1.0)
