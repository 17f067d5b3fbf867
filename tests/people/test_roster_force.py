"""The invented force: always the same, 44,000 strong, shaped like a real one, and loaded without a fault."""

from collections import Counter
from datetime import date

import pytest

from safeguarding.common.spreadsheet import read_csv
from safeguarding.people.operations.demonstration_force import DEMONSTRATION_PEOPLE, IN_POST, SEED, force_file
from safeguarding.people.operations.demonstration_units import units_before, units_now
from safeguarding.people.operations.roster import apply_roster, plan_roster
from safeguarding.people.queries.postings import headcount
from safeguarding.people.queries.units import unit_tree
from safeguarding.people.rules.roles import Role, RoleFamily
from safeguarding.people.rules.roster_file import RosterFile, read_roster
from tests.people.roster_extracts import JANUARY, MARCH, NOON_TODAY, TODAY, titles


@pytest.fixture(scope="module")
def before() -> RosterFile:
    return read_roster(read_csv(force_file(seed=SEED, as_at=JANUARY, phase="before")), titles=titles)


@pytest.fixture(scope="module")
def now() -> RosterFile:
    return read_roster(read_csv(force_file(seed=SEED, as_at=MARCH, phase="now")), titles=titles)


class TestTheInventedForce:
    def test_is_the_same_every_time(self):
        assert force_file(seed=1, as_at=JANUARY, phase="now") == force_file(seed=1, as_at=JANUARY, phase="now")

    def test_is_44_000_strong_without_a_fault(self, before, now):
        for file in (before, now):
            assert len(file.rows) == IN_POST == 44_000
            assert file.faults == ()
            assert len({row.person.work_email for row in file.rows}) == IN_POST
            assert file.dropped_columns == ("cost centre", "extract date")

    def test_has_a_realistic_mix(self, before):
        families = Counter(row.person.role_family for row in before.rows)
        protected = sum(row.person.is_protected for row in before.rows)

        assert set(families) == set(RoleFamily)
        assert min(families.values()) > 1_000
        assert 0.007 < protected / IN_POST < 0.013
        assert sum(row.staff_number.startswith("00") for row in before.rows) > 5_000
        assert any(not row.person.display_name.isascii() for row in before.rows)

    def test_has_twelve_command_units_of_two_to_four_areas(self):
        units = units_before().values()
        areas = Counter(unit.parent for unit in units if unit.code.endswith("-RA"))

        assert sorted(areas.values()) == sorted([3, 4, 3, 3, 3, 3, 2, 2, 2, 2, 3, 2])
        assert {unit.code for unit in units if unit.kind == "bcu"} == set(areas)

    def test_names_people_for_every_role_who_are_in_both_extracts(self, before, now):
        assert {person.role for person in DEMONSTRATION_PEOPLE} == set(Role)
        assert sum(person.role is Role.ADMINISTRATOR for person in DEMONSTRATION_PEOPLE) == 2
        for file in (before, now):
            there = {row.staff_number: row.person for row in file.rows}
            for person in DEMONSTRATION_PEOPLE:
                assert there[person.staff_number].display_name == person.name
                assert there[person.staff_number].unit_code == person.unit_code
                assert not there[person.staff_number].is_protected

    def test_moves_on_between_the_two(self, before, now, session):
        for file, on in ((before, JANUARY), (now, MARCH)):
            planned = plan_roster(session, file=file, as_at_on=on, is_full=True, today=TODAY)
            applied = apply_roster(
                session, plan=planned, applied_by_id=None, at=NOON_TODAY, typed_count=planned.count_to_type
            )

        counts = applied.counts
        assert counts.joined == counts.left == 1_760
        assert 0.05 < counts.moved / IN_POST < 0.07
        assert counts.other_role > 400
        assert (counts.units_added, counts.units_renamed, counts.units_new_parent, counts.units_closed) == (0, 5, 2, 1)
        assert [headcount(session, on=on) for on in (date(2025, 1, 1), JANUARY, MARCH)] == [0, IN_POST, IN_POST]
        tree = unit_tree(session, on=MARCH)
        assert len(tree) == len(units_now())
        assert max(len(unit.path) for unit in tree) == 4
