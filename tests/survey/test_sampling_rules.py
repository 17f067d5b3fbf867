"""Strata that are large enough, invitations shared out among them, and lots that can be drawn again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding.people.rules.roles import RoleFamily
from safeguarding.survey.rules.planning import expected_answers, invitations_needed, smallest_change
from safeguarding.survey.rules.sampling import allocated, drawn
from safeguarding.survey.rules.strata import (
    FEWEST_ANSWERS,
    MOST_STRATA,
    FrameCell,
    UnitGroup,
    exact_groups,
    strata_of,
)

RESPONSE, CUSTODY, PCSO = RoleFamily.RESPONSE, RoleFamily.CUSTODY, RoleFamily.PCSO
LOCAL = 100
NORTH, SOUTH = UnitGroup(1, "North BCU", LOCAL), UnitGroup(2, "South BCU", LOCAL)
CALLS = UnitGroup(3, "Contact Command", 3)


def cells(*counts):
    return [FrameCell(group, family, officers) for group, family, officers in counts]


random_cells = st.lists(
    st.tuples(st.integers(1, 30), st.sampled_from(RoleFamily), st.integers(1, 900)),
    min_size=1,
    max_size=60,
    unique_by=lambda cell: cell[:2],
).map(
    lambda found: [
        FrameCell(UnitGroup(unit, f"Unit {unit}", unit % 4), family, officers) for unit, family, officers in found
    ]
)


class TestStrata:
    def test_are_a_role_in_a_group_of_units_where_both_are_large(self):
        strata = strata_of(cells((NORTH, RESPONSE, 700), (SOUTH, RESPONSE, 800)), answers_each=0.1)
        assert [(stratum.name, stratum.officers) for stratum in strata] == [
            ("Response officers: North BCU", 700),
            ("Response officers: South BCU", 800),
        ]

    def test_join_small_ones_of_the_same_role_in_the_same_command_first(self):
        strata = strata_of(
            cells((NORTH, RESPONSE, 500), (SOUTH, RESPONSE, 800), (CALLS, RESPONSE, 700)), answers_each=0.1
        )
        assert [stratum.name for stratum in strata] == [
            "Response officers: Contact Command",
            "Response officers: North BCU and South BCU",
        ]

    def test_join_roles_only_when_one_is_too_small_as_a_whole(self):
        strata = strata_of(
            cells((NORTH, RESPONSE, 700), (NORTH, CUSTODY, 20), (SOUTH, CUSTODY, 30), (SOUTH, PCSO, 650)),
            answers_each=0.1,
        )
        assert [stratum.name for stratum in strata] == ["Response officers", "Custody and PCSOs"]
        assert strata[1].cells == ((1, CUSTODY), (2, CUSTODY), (2, PCSO))

    def test_of_a_small_force_are_one(self):
        (stratum,) = strata_of(cells((NORTH, RESPONSE, 12), (SOUTH, PCSO, 9)), answers_each=0.4)
        assert (stratum.officers, stratum.role_families) == (21, (RESPONSE, PCSO))

    def test_of_nobody_are_none(self):
        assert strata_of([], answers_each=0.4) == []

    def test_of_three_hundred_units_with_every_role_are_a_few_large_ones(self):
        units = [UnitGroup(number, f"Unit {number:03}", number) for number in range(300)]
        strata = strata_of(
            [FrameCell(unit, family, 20 + unit.id % 7) for unit in units for family in RoleFamily], answers_each=0.1
        )
        assert len(strata) == MOST_STRATA
        assert all(len(stratum.role_families) == 1 for stratum in strata)
        assert len({cell for stratum in strata for cell in stratum.cells}) == 300 * len(RoleFamily)

    def test_name_two_units_and_count_the_rest(self):
        groups = [UnitGroup(number, f"Unit {number}", 1) for number in range(1, 6)]
        far = UnitGroup(9, "Far", 9)
        strata = strata_of(cells(*[(group, RESPONSE, 130) for group in groups], (far, RESPONSE, 900)), answers_each=0.1)
        assert [stratum.name for stratum in strata] == [
            "Response officers: Far",
            "Response officers: Unit 1, Unit 2 and 3 more",
        ]

    @given(random_cells, st.floats(0.01, 1))
    def test_hold_everybody_once_are_few_and_large_enough(self, frame, answers_each):
        strata = strata_of(frame, answers_each=answers_each)
        assert sorted(cell for stratum in strata for cell in stratum.cells) == sorted(
            (cell.group.id, cell.role_family) for cell in frame
        )
        assert sum(stratum.officers for stratum in strata) == sum(cell.officers for cell in frame)
        assert len(strata) <= MOST_STRATA
        assert len(strata) == 1 or min(stratum.officers for stratum in strata) * answers_each >= FEWEST_ANSWERS

    @given(random_cells, st.randoms(use_true_random=False))
    def test_do_not_depend_on_the_order_of_the_frame(self, frame, chance):
        shuffled = list(frame)
        chance.shuffle(shuffled)
        assert strata_of(shuffled, answers_each=0.1) == strata_of(frame, answers_each=0.1)


class TestExactGroups:
    def test_are_single_where_no_stratum_joins_them(self):
        strata = strata_of(cells((NORTH, RESPONSE, 700), (SOUTH, RESPONSE, 800), (CALLS, PCSO, 900)), answers_each=0.1)
        assert [group.keys for group in exact_groups(strata, by="role_families")] == [("response",), ("pcso",)]
        assert [group.keys for group in exact_groups(strata, by="unit_ids")] == [(1,), (2,), (3,)]

    def test_are_together_where_one_does(self):
        strata = strata_of(
            cells((NORTH, RESPONSE, 700), (SOUTH, RESPONSE, 800), (NORTH, PCSO, 300), (SOUTH, PCSO, 400)),
            answers_each=0.1,
        )
        assert [(group.keys, group.places) for group in exact_groups(strata, by="unit_ids")] == [((1, 2), (0, 1, 2))]


class TestInvitations:
    def test_are_shared_out_in_proportion(self):
        assert allocated(100, [100, 300, 600]) == [10, 30, 60]

    def test_give_what_is_left_to_the_largest_remainders(self):
        assert allocated(10, [333, 333, 334]) == [3, 3, 4]

    def test_are_at_least_so_many_or_all_there_are(self):
        assert allocated(100, [20, 980], least=30) == [20, 98]

    def test_of_nobody_are_none(self):
        assert allocated(100, [0, 0]) == [0, 0]

    @given(st.integers(0, 3000), st.lists(st.integers(0, 900), min_size=1, max_size=24))
    def test_never_ask_more_than_there_are_and_miss_nobody_who_was_due(self, invitations, frames):
        shares = allocated(invitations, frames)
        assert all(0 <= share <= frame for share, frame in zip(shares, frames, strict=True))
        assert sum(shares) == min(invitations, sum(frames))


class TestLots:
    def test_of_the_same_seed_are_the_same_in_any_order(self):
        people = [f"person-{number}" for number in range(50)]
        assert drawn(people, seed="a", invitations=9) == drawn(reversed(people), seed="a", invitations=9)

    def test_of_another_seed_are_others(self):
        people = [f"person-{number}" for number in range(50)]
        assert drawn(people, seed="a", invitations=9) != drawn(people, seed="b", invitations=9)

    def test_stay_when_somebody_else_comes(self):
        people = [f"person-{number}" for number in range(50)]
        first = drawn(people, seed="a", invitations=10)
        more = drawn([*people, "somebody-new"], seed="a", invitations=10)
        assert len(set(first) - set(more)) <= 1

    def test_fall_on_everybody_alike(self):
        people = [f"person-{number}" for number in range(10)]
        often = dict.fromkeys(people, 0)
        for seed in range(2000):
            for person in drawn(people, seed=str(seed), invitations=3):
                often[person] += 1
        # Each is expected 600 times, with a standard deviation of 20.5; the seeds are fixed.
        assert all(500 < times < 700 for times in often.values())


class TestWhatAWaveCanShow:
    def test_ten_thousand_are_asked_for_four_thousand_answers(self):
        assert invitations_needed(4000, expected_response=0.4) == 10_000
        assert expected_answers(10_000, expected_response=0.4) == 4000

    @pytest.mark.parametrize(("answers", "points"), [(400, 9.9), (1000, 6.2), (2000, 4.3), (4000, 3.0)])
    def test_the_smallest_change_is_that_of_the_measurement_plan(self, answers, points):
        found = smallest_change(answers, population=44_000, correlation=0)
        assert round(100 * found, 1) == points

    def test_of_five_outcomes_it_is_larger_and_with_a_panel_smaller(self):
        plain = smallest_change(4000, population=44_000)
        assert smallest_change(4000, population=44_000, comparisons=5) > plain
        assert smallest_change(4000, population=44_000, both=4000) < plain

    def test_against_fewer_answers_before_it_is_larger(self):
        assert smallest_change(4000, population=44_000, earlier=1000) > smallest_change(4000, population=44_000)
        assert smallest_change(4000, population=44_000, earlier=1000, both=90_000) > 0

    def test_when_nearly_everybody_answers_both_waves_must_share_people(self):
        assert 0 <= smallest_change(90, population=100) < smallest_change(40, population=100)
        assert smallest_change(0, population=1) >= 0
