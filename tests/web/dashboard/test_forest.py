"""The forest plot: where marks stand, and that words never lie on one another, however long they are."""

from dataclasses import replace
from itertools import pairwise

import pytest

from safeguarding.survey.rules.in_words import verdict
from safeguarding.web.dashboard.forest import forest
from tests.survey.release_factories import baseline, change

LONG = " ".join(["A title that goes on for as long as anybody might wish to write one"] * 2)


def plots(rows, *, is_compared=True):
    return forest(rows, is_compared=is_compared)


class TestMarks:
    @pytest.mark.parametrize("drawing", [0, 1])
    def test_stand_where_the_scale_has_them(self, drawing):
        plot = plots(change().primary)[drawing]
        at = {float(tick.says): tick.at for tick in plot.ticks}
        one = (at[20.0] - at[0.0]) / 20
        for row, outcome in zip(plot.rows, change().primary, strict=True):
            for mark, figure in ((row.before, outcome.earlier), (row.after, outcome.later)):
                drawn = [(place - at[0.0]) / one for place in (mark.left, mark.at, mark.right)]
                assert drawn == pytest.approx([figure.lower, figure.value, figure.upper], abs=0.05)

    def test_a_baseline_has_one_each(self):
        for plot in plots(baseline().primary, is_compared=False):
            assert all(row.before is None and row.after for row in plot.rows)

    def test_a_scale_below_nought_begins_there(self):
        row = change().primary[0]
        later = replace(row.later, value=-3.0, lower=-6.0, upper=0.0)
        assert plots([replace(row, later=later)])[0].ticks[0].says == "-20"


class TestRows:
    @pytest.mark.parametrize("drawing", [0, 1])
    @pytest.mark.parametrize("title", ["Voice", LONG, "Donaudampfschifffahrtsgesellschaftskapitän"])
    def test_hold_their_words_and_marks(self, drawing, title):
        plot = plots([replace(row, title=title) for row in change().primary])[drawing]
        ends = [*(row.top for row in plot.rows[1:]), plot.foot]
        for row, end in zip(plot.rows, ends, strict=True):
            lines = [line.y for line in (*row.title, *row.notes)]
            assert row.top + 16 <= lines[0]
            assert max(*lines, row.after.y + 9) < end
            assert all(second - first >= 20 for first, second in pairwise(lines))
            assert all(len(line.says) <= 32 for line in row.title)

    def test_a_title_too_long_says_that_it_goes_on(self):
        row = plots([replace(change().primary[0], title=LONG)])[0].rows[0]
        assert len(row.title) == 4
        assert row.title[-1].says.endswith(" …")

    def test_a_phone_says_under_the_title_what_a_desk_says_beside_the_marks(self):
        wide, phone = plots(change().primary)
        for beside, under, outcome in zip(wide.rows, phone.rows, change().primary, strict=True):
            said = " ".join(line.says for line in under.notes)
            assert beside.notes == ()
            assert f"{beside.values}, {beside.difference} ({beside.interval})" in said
            assert said.endswith(verdict(outcome.moved)) != outcome.moved.is_change

    def test_none_for_what_is_withheld_or_not_compared(self):
        first, second, *_ = change().primary
        assert plots([replace(first, later=None), replace(second, moved=None)]) == []
