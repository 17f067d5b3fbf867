"""What may be said of a group: by hand where it is short, and for every case where it is a promise."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding.insight.rules.small_numbers import Said, Steps, Whole, held_back, is_a_group, said_next, stated

MONDAY = date(2026, 11, 16)
WEEK = timedelta(days=7)


class Nearest(Steps):
    """Steps as everybody rounds, so that a test can be read."""

    def up_at(self, step):
        return 3


NEAREST = Nearest(b"", "")
SECRET = Steps(b"a secret of this test", "north|done-1")


class TestStated:
    @pytest.mark.parametrize(
        ("people", "said"),
        [(0, 0), (9, 0), (10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (87, 85), (88, 90)],
    )
    def test_is_in_steps_of_five_and_never_under_ten(self, people, said):
        assert stated(people, of=100, steps=NEAREST)[0] == said

    @pytest.mark.parametrize("people", [88, 90, 91, 99, 100])
    def test_does_not_say_how_few_are_left(self, people):
        assert stated(people, of=100, steps=NEAREST) == (90, True)

    def test_of_the_smallest_group_says_only_ten_or_more(self):
        assert {stated(people, of=20, steps=NEAREST) for people in range(21)} == {(0, False), (10, True)}

    @given(st.integers(20, 3_000), st.data())
    def test_always_leaves_room_for_ten_on_either_side(self, of, data):
        people = data.draw(st.integers(0, of))
        value, is_more = stated(people, of=of, steps=SECRET)
        said = Said(value, is_more, of, MONDAY)

        assert said.fewest <= people <= said.most
        assert said.is_few or said.fewest >= 10
        assert said.is_more or said.most <= of - 10


class TestSteps:
    def test_are_the_same_each_time_and_others_for_another_group_or_secret(self):
        ups = [[steps.up_at(5 * step) for step in range(40)] for steps in (SECRET, SECRET, Steps(b"other", "north"))]

        assert ups[0] == ups[1] != ups[2]

    def test_lie_anywhere_between_one_figure_and_the_next(self):
        ups = [Steps(b"a secret", f"unit {unit}").up_at(20) for unit in range(1_000)]

        assert set(ups) == {1, 2, 3, 4, 5}
        assert sum(ups) / len(ups) == pytest.approx(3, abs=0.15)

    def test_more_people_are_never_fewer_in_words(self):
        said = [stated(people, of=500, steps=SECRET)[0] for people in range(501)]

        assert said == sorted(said)

    def test_figures_are_as_often_above_as_below(self):
        off_by = [stated(people, of=9_000, steps=Steps(b"a", f"{people}"))[0] - people for people in range(100, 2_100)]

        assert sum(off_by) / len(off_by) == pytest.approx(0, abs=0.15)
        assert (min(off_by), max(off_by)) == (-4, 4)


class TestSaidNext:
    def test_the_first_time_is_what_is_so(self):
        assert said_next(None, people=17, of=40, left=0, on=MONDAY, steps=NEAREST) == Said(15, False, 40, MONDAY)

    def test_a_rise_is_said_whoever_left(self):
        before = Said(15, False, 40, MONDAY)

        assert said_next(before, people=19, of=39, left=1, on=MONDAY + WEEK, steps=NEAREST) == Said(
            20, False, 39, MONDAY + WEEK
        )

    def test_one_who_leaves_makes_no_figure_fall(self):
        before = Said(15, False, 40, MONDAY)

        fell = said_next(before, people=12, of=39, left=1, on=MONDAY + WEEK, steps=NEAREST)

        assert fell == Said(15, False, 40, MONDAY, left=1)

    def test_and_it_cannot_be_told_whether_it_would_have_fallen(self):
        before = Said(15, False, 40, MONDAY)

        would_fall = said_next(before, people=12, of=39, left=1, on=MONDAY + WEEK, steps=NEAREST)
        would_stay = said_next(before, people=13, of=39, left=1, on=MONDAY + WEEK, steps=NEAREST)

        assert would_fall == would_stay

    def test_nobody_left_so_it_is_said_anew(self):
        before = Said(15, False, 40, MONDAY)

        assert said_next(before, people=14, of=41, left=0, on=MONDAY + WEEK, steps=NEAREST) == Said(
            15, False, 41, MONDAY + WEEK
        )

    def test_ten_who_left_may_make_it_fall_by_little(self):
        before = Said(30, False, 60, MONDAY, left=9)

        after = said_next(before, people=18, of=50, left=1, on=MONDAY + WEEK, steps=NEAREST)

        # 26 at least before, 24 at most now: of ten who left, two had. Less than half, so it may be said.
        assert after == Said(20, False, 50, MONDAY + WEEK)

    def test_twenty_who_left_may_make_it_fall_by_more(self):
        before = Said(30, False, 60, MONDAY, left=19)

        assert said_next(before, people=18, of=40, left=1, on=MONDAY + WEEK, steps=NEAREST).people == 20

    @given(st.data())
    def test_of_those_who_left_it_never_says_more_than_half(self, data):
        """Whatever happens in a group over the weeks, what is said of it never fixes more than half of those who left
        since it was said before."""
        of = data.draw(st.integers(20, 120))
        people = data.draw(st.integers(0, of))
        said = said_next(None, people=people, of=of, left=0, on=MONDAY, steps=NEAREST)
        gone = 0
        for week in range(1, 12):
            left = data.draw(st.integers(0, min(6, of - 1)))
            of -= left
            people = max(0, min(people - data.draw(st.integers(0, left)), of)) + data.draw(st.integers(0, 3))
            people = min(people, of)
            if not is_a_group(of):
                break
            gone += left
            after = said_next(said, people=people, of=of, left=left, on=MONDAY + week * WEEK, steps=NEAREST)
            if after.since != said.since:
                assert said.fewest - after.most <= (gone // 2 if gone >= 10 else 0)
                gone = 0
            said = after


class TestHeldBack:
    def test_shows_all_where_all_are_groups(self):
        assert held_back([Whole("all", {"a": 30, "b": 40})], never=[]) == frozenset()

    def test_one_that_is_too_small_takes_the_next_smallest_with_it(self):
        assert held_back([Whole("all", {"a": 12, "b": 25, "c": 40})], never=["a"]) == {"a", "b"}

    def test_two_that_are_too_small_are_enough_if_together_they_are_a_group(self):
        assert held_back([Whole("all", {"a": 12, "b": 9, "c": 40})], never=["a", "b"]) == {"a", "b"}

    def test_two_that_are_no_group_together_take_a_third(self):
        assert held_back([Whole("all", {"a": 4, "b": 5, "c": 40})], never=["a", "b"]) == {"a", "b", "c"}

    def test_people_in_no_part_count_as_one_that_is_not_shown(self):
        assert held_back([Whole("all", {"a": 30, "b": 40}, unspoken=3)], never=[]) == {"a"}

    def test_unless_they_are_a_group_themselves(self):
        assert held_back([Whole("all", {"a": 30, "b": 40}, unspoken=25)], never=[]) == frozenset()

    def test_nobody_is_no_part(self):
        assert held_back([Whole("all", {"a": 0, "b": 40})], never=["a"]) == {"a"}

    def test_a_whole_that_is_held_back_cannot_be_added_up_from_its_parts(self):
        inside = Whole("north", {"n1": 30, "n2": 35})

        hidden = held_back([Whole("all", {"north": 65, "east": 5, "south": 90}), inside], never=["east"])

        assert hidden == {"east", "north", "n1"}

    @given(
        st.dictionaries(st.integers(0, 9), st.integers(0, 60), min_size=1),
        st.dictionaries(st.integers(10, 19), st.integers(0, 60), min_size=1),
    )
    def test_never_leaves_one_alone_nor_a_few_together(self, first, second):
        wholes = [Whole("all", {"first": sum(first.values()), **second}), Whole("first", first)]
        never = [part for whole in wholes for part, people in whole.parts.items() if not is_a_group(people)]

        hidden = held_back(wholes, never=never)

        for whole in wholes:
            unseen = [people for part, people in whole.parts.items() if part in hidden and people]
            if whole.name not in hidden and unseen and len(unseen) < len([p for p in whole.parts.values() if p]):
                assert len(unseen) >= 2
                assert is_a_group(sum(unseen))
