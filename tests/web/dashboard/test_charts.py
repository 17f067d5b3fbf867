"""Where things stand in the drawings."""

import pytest

from safeguarding.web.dashboard.charts import UnitToPlot, funnel_plot


def units(*shares: float) -> list[UnitToPlot]:
    """Units by their number, each larger than the one before."""
    return [UnitToPlot(f"Unit {number}", share * 40 * number, 40 * number) for number, share in enumerate(shares, 1)]


class TestFunnelPlot:
    def test_names_who_falls_short_and_not_who_is_ahead(self):
        plot = funnel_plot(units(*[0.5] * 10, 0.2, 0.8, *[0.5] * 10))

        assert plot is not None
        assert plot.falling_short == ["Unit 11"]
        assert "Outside the dashed lines: Unit 11; Unit 12." in plot.in_words

    @pytest.mark.parametrize(("first", "is_at_the_left"), [(0.3, True), (0.52, False)])
    def test_the_middle_lines_words_stand_where_no_unit_is(self, first, is_at_the_left):
        plot = funnel_plot(units(first, 0.45, 0.55, 0.45, 0.55, 0.45))

        assert plot is not None
        phone = plot.drawings[1]
        assert (phone.centre_x < phone.frame.width / 2) == is_at_the_left

    def test_says_nothing_of_fewer_than_five(self):
        assert funnel_plot(units(0.5, 0.5, 0.5, 0.5)) is None
