"""Taking over an HR extract: the difference, what is refused, and what is left in the tables."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from safeguarding.common.database import Database, write
from safeguarding.people.models import (
    AuditEntry,
    Officer,
    Posting,
    RosterChange,
    RosterImport,
    SignInSession,
    Unit,
    UnitPlacement,
)
from safeguarding.people.operations.roles import first_administrator, grant
from safeguarding.people.operations.roster import (
    AsAtInTheFuture,
    ChangedMeanwhile,
    CountNotTyped,
    HasFaults,
    LastAdministratorWouldLeave,
    OlderThanTheLast,
    apply_roster,
)
from safeguarding.people.operations.sign_in import begin_session
from safeguarding.people.queries.audit import broken_link
from safeguarding.people.queries.postings import (
    PostingThen,
    headcount,
    moves_since,
    posting_on,
)
from safeguarding.people.queries.roster import standing_on
from safeguarding.people.queries.units import find_unit_by_code, unit_tree
from safeguarding.people.rules.roles import Role
from safeguarding.people.rules.roster import PostingMove
from tests.people.roster_extracts import (
    FEBRUARY,
    HEADINGS,
    JANUARY,
    MARCH,
    NOON_TODAY,
    TODAY,
    UNITS,
    a_line,
    an_extract,
    plan,
    read,
    take_over,
)

DAY = timedelta(days=1)


def unit_id(session: Session, code: str) -> int:
    unit = find_unit_by_code(session, code=code)
    assert unit is not None
    return unit.id


def officer_id(session: Session, number: str) -> int:
    return session.scalars(select(Officer.id).where(Officer.staff_number == number)).one()


def history(session: Session, number: str) -> list[tuple[date, str | None, str | None, bool]]:
    """Somebody's postings: from when, in which unit, in which role family, protected or not."""
    statement = (
        select(Posting.from_on, Unit.code, Posting.role_family, Posting.is_protected)
        .join(Officer, Officer.id == Posting.officer_id)
        .outerjoin(Unit, Unit.id == Posting.unit_id)
        .where(Officer.staff_number == number)
        .order_by(Posting.from_on)
    )
    return [tuple(row) for row in session.execute(statement)]


def placements(session: Session, code: str) -> list[tuple[date, str | None, bool]]:
    """A unit's placements: from when, under which unit, closed or not."""
    codes = {None: None, **dict(session.execute(select(Unit.id, Unit.code)).all())}
    statement = (
        select(UnitPlacement.from_on, UnitPlacement.parent_id, UnitPlacement.is_closed)
        .where(UnitPlacement.unit_id == unit_id(session, code))
        .order_by(UnitPlacement.from_on)
    )
    return [(row.from_on, codes[row.parent_id], row.is_closed) for row in session.execute(statement)]


def rows(session: Session) -> dict[str, int]:
    """How many rows each table of people holds."""
    tables = (Officer, Posting, Unit, UnitPlacement, RosterImport, RosterChange, AuditEntry)
    return {table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def counted(counts) -> dict[str, int]:
    return {name: count for name, count in asdict(counts).items() if count}


class TestTheFirstExtract:
    def test_makes_units_officers_and_postings_from_its_day(self, session):
        applied = take_over(session, an_extract(a_line("0001", "Ada Lamb", email="ada@f.example", protected="yes")))

        ada = session.scalars(select(Officer)).one()
        assert (ada.staff_number, ada.display_name, ada.work_email) == ("0001", "Ada Lamb", "ada@f.example")
        assert len(ada.public_id) == 16
        assert history(session, "0001") == [(JANUARY, "R1", "response", True)]
        assert placements(session, "R1") == [(JANUARY, "B1", False)]
        assert counted(applied.counts) == {"joined": 1, "units_added": 5, "in_post_after": 1}
        assert applied.moves == [PostingMove(ada.id, None, (unit_id(session, "R1"), "response"))]

    def test_is_kept_row_by_row_and_audited(self, session):
        applied = take_over(session, an_extract(a_line("1", "Ada Lamb")))

        kept = session.get_one(RosterImport, applied.import_id)
        assert (kept.as_at_on, kept.is_full, kept.counts["joined"]) == (JANUARY, True, 1)
        assert kept.counts["dropped_columns"] == []
        changes = session.scalars(select(RosterChange).order_by(RosterChange.id)).all()
        assert [change.kind for change in changes] == ["unit_added"] * 5 + ["joined"]
        assert changes[-1].before is None
        assert changes[-1].after == {
            "display_name": "Ada Lamb",
            "work_email": None,
            "unit_code": "R1",
            "role_family": "response",
            "is_protected": False,
            "from_on": "2026-01-05",
        }
        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.about["import"], entry.about["joined"]) == ("roster.applied", applied.import_id, 1)
        assert "Ada" not in repr(entry.about)
        assert broken_link(session) is None

    def test_draws_the_tree(self, session):
        take_over(session, an_extract(a_line("1")))

        tree = unit_tree(session, on=JANUARY)

        ids = {unit.code: unit.id for unit in tree}
        assert [unit.code for unit in tree] == ["F", "L", "B1", "R1", "R2"]
        assert tree[-1].path == tuple(ids[code] for code in ("F", "L", "B1", "R2"))
        assert tree[0].parent_id is None
        assert unit_tree(session, on=JANUARY - DAY) == []


class TestTheNextExtract:
    @pytest.fixture(autouse=True)
    def _january(self, session):
        take_over(session, an_extract(a_line("1", "Ada"), a_line("2", "Ben"), a_line("3", "Cy", email="cy@f.example")))

    def test_counts_joiners_leavers_moves_and_changes(self, session):
        extract = an_extract(
            a_line("2", "Ben", unit="R2", title="PCSO"),
            a_line("3", "Cyril", title="DC", protected="yes"),
            a_line("4", "Dee"),
        )

        applied = take_over(session, extract, on=FEBRUARY)

        assert counted(applied.counts) == {
            "joined": 1,
            "left": 1,
            "moved": 1,
            "changed": 1,
            "other_name": 1,
            "other_email": 1,
            "other_role": 2,
            "newly_protected": 1,
            "in_post_before": 3,
            "in_post_after": 3,
        }
        assert history(session, "1") == [(JANUARY, "R1", "response", False), (FEBRUARY, None, None, False)]
        assert history(session, "2") == [(JANUARY, "R1", "response", False), (FEBRUARY, "R2", "pcso", False)]
        assert history(session, "3") == [(JANUARY, "R1", "response", False), (FEBRUARY, "R1", "investigation", True)]
        first, second = unit_id(session, "R1"), unit_id(session, "R2")
        assert applied.moves == [
            PostingMove(officer_id(session, "2"), (first, "response"), (second, "pcso")),
            PostingMove(officer_id(session, "3"), (first, "response"), (first, "investigation")),
            PostingMove(officer_id(session, "4"), None, (first, "response")),
            PostingMove(officer_id(session, "1"), (first, "response"), None),
        ]

    def test_keeps_before_and_after(self, session):
        applied = take_over(session, an_extract(a_line("2", "Benjamin")), on=FEBRUARY, is_full=False)

        change = session.scalars(select(RosterChange).where(RosterChange.import_id == applied.import_id)).one()
        assert change.before is not None
        assert change.after is not None
        assert (change.before["display_name"], change.before["from_on"]) == ("Ben", "2026-01-05")
        assert (change.after["display_name"], change.after["from_on"]) == ("Benjamin", "2026-02-02")

    def test_starts_no_posting_for_a_new_name_alone(self, session):
        applied = take_over(session, an_extract(a_line("2", "Benjamin")), on=FEBRUARY, is_full=False)

        assert history(session, "2") == [(JANUARY, "R1", "response", False)]
        assert applied.moves == []

    def test_moves_nobody_in_the_totals_for_protection_alone(self, session):
        applied = take_over(session, an_extract(a_line("2", "Ben", protected="yes")), on=FEBRUARY, is_full=False)

        assert history(session, "2")[-1] == (FEBRUARY, "R1", "response", True)
        assert applied.moves == []

    def test_makes_no_leavers_when_it_is_partial(self, session):
        applied = take_over(session, an_extract(a_line("4", "Dee")), on=FEBRUARY, is_full=False)

        assert counted(applied.counts) == {"joined": 1, "in_post_before": 3, "in_post_after": 4}

    def test_lets_leavers_return(self, session):
        everyone = [a_line("1", "Ada"), a_line("2", "Ben"), a_line("3", "Cy", email="cy@f.example")]
        take_over(session, an_extract(*everyone[1:]), on=FEBRUARY)
        applied = take_over(session, an_extract(*everyone), on=MARCH)

        assert applied.counts.returned == 1
        assert history(session, "1") == [
            (JANUARY, "R1", "response", False),
            (FEBRUARY, None, None, False),
            (MARCH, "R1", "response", False),
        ]
        assert rows(session)["officer"] == 3

    def test_of_the_same_day_replaces_that_days_rows(self, session):
        take_over(session, an_extract(a_line("1", "Ada", unit="R2")), on=FEBRUARY, is_full=False)
        take_over(session, an_extract(a_line("1", "Ada", unit="B1")), on=FEBRUARY, is_full=False)

        assert history(session, "1") == [(JANUARY, "R1", "response", False), (FEBRUARY, "B1", "response", False)]
        last = session.scalars(select(RosterChange).order_by(RosterChange.id.desc())).first()
        assert last is not None
        assert last.before is not None
        assert (last.before["unit_code"], last.before["from_on"]) == ("R2", "2026-02-02")

    def test_that_changes_nothing_on_a_later_day_is_noted(self, session):
        everyone = an_extract(a_line("1", "Ada"), a_line("2", "Ben"), a_line("3", "Cy", email="cy@f.example"))
        before = rows(session)

        applied = take_over(session, everyone, on=FEBRUARY)

        assert applied.counts.unchanged == 3
        assert rows(session) == {**before, "roster_import": 2, "audit_entry": before["audit_entry"] + 1}

    def test_is_a_replay_when_it_was_applied_already(self, session):
        everyone = an_extract(a_line("1", "Ada"), a_line("2", "Ben"), a_line("3", "Cy", email="cy@f.example"))
        before = rows(session)

        assert plan(session, everyone).is_replay
        assert take_over(session, everyone).import_id is None
        assert rows(session) == before

    def test_signs_leavers_out_and_nobody_else(self, session):
        for number in ("1", "2"):
            begin_session(session, officer_id=officer_id(session, number), at=NOON_TODAY)

        take_over(session, an_extract(a_line("2", "Ben", unit="R2")), on=FEBRUARY)

        assert session.scalars(select(SignInSession.officer_id)).all() == [officer_id(session, "2")]

    def test_of_a_day_that_a_later_row_hides_moves_nobody_today(self, session):
        ada = officer_id(session, "1")
        session.add(
            Posting(
                officer_id=ada, unit_id=unit_id(session, "R2"), role_family="custody", is_protected=False, from_on=MARCH
            )
        )
        session.flush()

        applied = take_over(session, an_extract(a_line("1", "Ada", unit="B1")), on=FEBRUARY, is_full=False)

        assert applied.moves == []
        assert [row[1] for row in history(session, "1")] == ["R1", "B1", "R2"]


class TestUnits:
    def test_are_renamed_and_given_another_parent_from_the_extracts_day(self, session):
        take_over(session, an_extract(a_line("1")))
        units = {**UNITS, "R1": ("Response A", "L", "team"), "R2": ("Response two", "B1", "BCU")}

        applied = take_over(session, an_extract(a_line("1", units=units), units=units), on=FEBRUARY)

        assert counted(applied.counts) == {
            "unchanged": 1,
            "units_renamed": 1,
            "units_new_parent": 1,
            "units_other_kind": 1,
            "in_post_before": 1,
            "in_post_after": 1,
        }
        assert placements(session, "R1") == [(JANUARY, "B1", False), (FEBRUARY, "L", False)]
        assert [unit.name for unit in unit_tree(session, on=MARCH) if unit.code == "R1"] == ["Response A"]
        assert [unit.kind for unit in unit_tree(session, on=MARCH) if unit.code == "R2"] == ["bcu"]
        kinds = session.scalars(select(RosterChange.kind).where(RosterChange.import_id == applied.import_id)).all()
        assert sorted(kinds) == ["unit_new_parent", "unit_other_kind", "unit_renamed"]

    def test_that_a_full_extract_no_longer_names_are_closed_and_can_be_opened_again(self, session):
        take_over(session, an_extract(a_line("1")))
        without = {code: unit for code, unit in UNITS.items() if code != "R2"}

        closed = take_over(session, an_extract(a_line("1"), units=without), on=FEBRUARY)
        opened = take_over(session, an_extract(a_line("1")), on=MARCH)

        assert (closed.counts.units_closed, opened.counts.units_reopened) == (1, 1)
        assert placements(session, "R2") == [(JANUARY, "B1", False), (FEBRUARY, None, True), (MARCH, "B1", False)]
        assert "R2" not in {unit.code for unit in unit_tree(session, on=MARCH - DAY)}

    def test_stay_open_above_a_unit_that_is_named(self, session):
        take_over(session, an_extract(a_line("1")))

        applied = take_over(session, read(HEADINGS, a_line("1")), on=FEBRUARY)

        assert applied.counts.units_closed == 1
        assert [unit.code for unit in unit_tree(session, on=FEBRUARY)] == ["F", "L", "B1", "R1"]

    def test_stay_open_when_a_partial_extract_does_not_name_them(self, session):
        take_over(session, an_extract(a_line("1")))

        applied = take_over(session, read(HEADINGS, a_line("1", "New Name")), on=FEBRUARY, is_full=False)

        assert applied.counts.units_closed == 0

    def test_under_a_parent_nobody_knows_are_a_fault(self, session):
        units = {"X": ("Lost team", "NOWHERE", "team")}

        planned = plan(session, read(HEADINGS, a_line("1", unit="X", units=units)))

        assert planned.faults == (
            (2, "the parent 'NOWHERE' of unit 'X' is neither in this file nor known from an earlier one"),
        )

    def test_under_a_closed_parent_are_a_fault(self, session):
        take_over(session, an_extract(a_line("1")))
        take_over(session, read(HEADINGS, a_line("1", unit="F")), on=FEBRUARY)

        planned = plan(session, read(HEADINGS, a_line("1")), on=MARCH)

        assert planned.faults == ((2, "the parent 'B1' of unit 'R1' is closed"),)

    def test_that_would_stand_under_themselves_are_a_fault(self, session):
        take_over(session, an_extract(a_line("1")))
        units = {"B1": ("Harbour BCU", "R1", "BCU")}

        planned = plan(session, read(HEADINGS, a_line("1", unit="B1", units=units)), on=FEBRUARY, is_full=False)

        assert planned.faults == ((2, "units would stand under themselves: B1 under R1 under B1"),)

    def test_are_found_by_code_however_it_is_typed(self, session):
        take_over(session, an_extract(a_line("1")))

        assert find_unit_by_code(session, code=" b1 ") == find_unit_by_code(session, code="B1")
        assert find_unit_by_code(session, code="B2") is None


class TestWhatIsRefused:
    def test_a_day_that_has_not_come(self, session):
        with pytest.raises(AsAtInTheFuture, match="2 June 2026, which has not come yet"):
            plan(session, an_extract(a_line("1")), on=TODAY + DAY)

    def test_a_day_before_the_last_extracts(self, session):
        take_over(session, an_extract(a_line("1")), on=FEBRUARY)

        with pytest.raises(OlderThanTheLast, match="as at 5 January 2026, but one as at 2 February 2026"):
            plan(session, an_extract(a_line("1")), on=JANUARY)

    def test_anything_with_a_fault(self, session):
        with pytest.raises(HasFaults, match="has 2 faults"):
            take_over(session, an_extract(a_line("1", ""), a_line("2", title="Wizard"), a_line("3")))

        assert set(rows(session).values()) == {0}

    def test_a_fault_makes_no_leaver_in_the_difference(self, session):
        take_over(session, an_extract(a_line("1"), a_line("2")))

        planned = plan(session, an_extract(a_line("1", title="Wizard"), a_line("2")), on=FEBRUARY)

        assert (planned.counts.left, planned.counts.faulty, planned.counts.unchanged) == (0, 1, 1)

    @pytest.mark.parametrize(("leaving", "to_type"), [(0, None), (1, None), (2, 2)])
    def test_many_leavers_until_their_number_is_typed(self, session, leaving, to_type):
        numbers = [str(number) for number in range(20)]
        take_over(session, an_extract(*map(a_line, numbers)))

        planned = plan(session, an_extract(*map(a_line, numbers[leaving:])), on=FEBRUARY, share=5)

        assert planned.count_to_type == to_type

    def test_a_wrong_number(self, session):
        take_over(session, an_extract(a_line("1"), a_line("2")))
        planned = plan(session, an_extract(a_line("1", unit="R2")), on=FEBRUARY, share=5)

        for typed in (None, 1, 3):
            with pytest.raises(CountNotTyped, match="2 people would leave or move"):
                apply_roster(session, plan=planned, applied_by_id=None, at=NOON_TODAY, typed_count=typed)
        applied = apply_roster(session, plan=planned, applied_by_id=None, at=NOON_TODAY, typed_count=2)

        assert applied.counts.left == applied.counts.moved == 1

    def test_what_was_shown_when_something_changed_since(self, database: Database):
        with write(database) as session:
            take_over(session, an_extract(a_line("1"), a_line("2")))
        with database.reading() as session:
            shown = plan(session, an_extract(a_line("1", unit="R2"), a_line("2")), on=FEBRUARY)
        with write(database) as session:
            take_over(session, an_extract(a_line("3")), on=FEBRUARY, is_full=False)

        with pytest.raises(ChangedMeanwhile), write(database) as session:
            apply_roster(session, plan=shown, applied_by_id=None, at=NOON_TODAY)

        with database.reading() as session:
            assert len(history(session, "1")) == 1

    def test_losing_the_last_administrator(self, session):
        take_over(session, an_extract(a_line("1"), a_line("2"), a_line("3")))
        first_administrator(session, officer_id=officer_id(session, "1"), at=NOON_TODAY)

        with pytest.raises(LastAdministratorWouldLeave):
            plan(session, an_extract(a_line("2"), a_line("3")), on=FEBRUARY)

    def test_losing_all_of_several_administrators(self, session):
        take_over(session, an_extract(a_line("1"), a_line("2"), a_line("3")))
        first, second = officer_id(session, "1"), officer_id(session, "2")
        first_administrator(session, officer_id=first, at=NOON_TODAY)
        grant(session, officer_id=second, role=Role.ADMINISTRATOR, granted_by_id=first, at=NOON_TODAY)

        assert plan(session, an_extract(a_line("2"), a_line("3")), on=FEBRUARY).counts.left == 1
        with pytest.raises(LastAdministratorWouldLeave):
            plan(session, an_extract(a_line("3")), on=FEBRUARY)


class TestPostingsOnADay:
    @pytest.fixture(autouse=True)
    def _three_months(self, session):
        take_over(session, an_extract(a_line("1"), a_line("2"), a_line("3")))
        take_over(session, an_extract(a_line("1", unit="R2"), a_line("2", protected="yes")), on=FEBRUARY)
        take_over(session, an_extract(a_line("1"), a_line("2", protected="yes"), a_line("3", title="PCSO")), on=MARCH)

    def test_say_where_somebody_worked(self, session):
        ada, cy = officer_id(session, "1"), officer_id(session, "3")

        assert posting_on(session, officer_id=ada, on=JANUARY - DAY) is None
        assert posting_on(session, officer_id=ada, on=MARCH - DAY) == PostingThen(
            unit_id(session, "R2"), "response", False, FEBRUARY
        )
        assert posting_on(session, officer_id=cy, on=FEBRUARY) is None
        assert posting_on(session, officer_id=cy, on=TODAY) == PostingThen(unit_id(session, "R1"), "pcso", False, MARCH)

    @pytest.mark.parametrize(("on", "people"), [(JANUARY - DAY, 0), (JANUARY, 3), (FEBRUARY, 2), (TODAY, 3)])
    def test_are_counted_on_any_day(self, session, on, people):
        assert headcount(session, on=on) == people

    def test_say_who_moved_between_two_days(self, session):
        ada, cy = officer_id(session, "1"), officer_id(session, "3")
        first, second = unit_id(session, "R1"), unit_id(session, "R2")

        assert moves_since(session, day=JANUARY, until=FEBRUARY) == [
            PostingMove(ada, (first, "response"), (second, "response")),
            PostingMove(cy, (first, "response"), None),
        ]
        assert moves_since(session, day=JANUARY, until=TODAY) == [PostingMove(cy, (first, "response"), (first, "pcso"))]
        assert moves_since(session, day=MARCH, until=TODAY) == []
        assert len(moves_since(session, day=JANUARY - DAY, until=JANUARY)) == 3

    def test_agree_with_how_everybody_stands(self, session):
        for on in (JANUARY, FEBRUARY, MARCH):
            standing = standing_on(session, on=on)
            in_post = [person for person in standing.people.values() if person.state.unit_code]
            assert len(in_post) == headcount(session, on=on)
