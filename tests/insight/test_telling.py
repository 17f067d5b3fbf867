"""Figures in words: what is withheld is a sentence, and no share says what the count does not."""

from datetime import date

import pytest

from safeguarding.insight.rules.small_numbers import Said
from safeguarding.insight.rules.telling import not_yet_said, people_said, per_cent, share, share_said

MONDAY = date(2026, 11, 16)
SOME = Said(85, False, 120, MONDAY)
FEW = Said(0, False, 120, MONDAY)
NEARLY_ALL = Said(110, True, 120, MONDAY)


class TestPeopleSaid:
    def test_is_a_count_or_words(self):
        assert [people_said(one) for one in (SOME, FEW, NEARLY_ALL)] == ["85", "fewer than 10 people", "110 or more"]

    def test_has_commas(self):
        assert people_said(Said(21_340, False, 44_000, MONDAY)) == "21,340"


class TestShareSaid:
    def test_is_of_a_hundred(self):
        assert [share_said(one) for one in (SOME, FEW, NEARLY_ALL)] == ["71%", "under 8%", "92% or more"]

    def test_of_few_in_very_many_is_never_nought(self):
        assert share_said(Said(0, False, 44_000, MONDAY)) == "under 1%"

    def test_can_be_drawn_only_where_there_is_one(self):
        assert (share(SOME), share(FEW)) == (85 / 120, None)


class TestNotYetSaid:
    def test_is_about_so_many_or_a_limit(self):
        # 0 to 9 have: at least 111 have not. 106 or more have: at most 14 have not.
        assert [not_yet_said(one) for one in (SOME, FEW, NEARLY_ALL)] == ["about 35", "110 or more", "fewer than 15"]

    @pytest.mark.parametrize("of", range(20, 80))
    def test_is_true_of_every_count_for_which_it_is_said(self, of):
        few, more = Said(0, False, of, MONDAY), Said(10, True, of, MONDAY)

        assert int(not_yet_said(few).split()[0]) <= of - few.most
        assert int(not_yet_said(more).split()[-1]) > of - more.fewest


class TestPerCent:
    def test_is_everybody_only_when_it_is(self):
        assert [per_cent(part, 1_000) for part in (4, 500, 996, 1_000)] == [0, 50, 99, 100]
