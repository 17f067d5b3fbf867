"""Taking the last import back: everything is as it was before, or nothing is done, and people with a history stay."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from safeguarding.people.models import (
    ActivationCode,
    AuditEntry,
    Officer,
    Posting,
    RosterChange,
    RosterUndo,
    SignInSession,
    Unit,
    UnitPlacement,
)
from safeguarding.people.operations.roster import LastAdministratorWouldLeave, apply_roster
from safeguarding.people.operations.roster_undo import ChangedSince, NotTheLast, plan_undo, undo_import
from safeguarding.people.operations.sign_in import begin_session, issue_activation_code
from safeguarding.people.queries.audit import broken_link
from safeguarding.people.queries.postings import moves_since, posting_on
from safeguarding.people.queries.roster import last_import
from safeguarding.people.queries.roster_upload import import_done, imports
from safeguarding.people.queries.sign_in import officer_id_of
from safeguarding.people.rules.roles import Role
from tests.people.people_factories import holds
from tests.people.roster_extracts import (
    FEBRUARY,
    JANUARY,
    MARCH,
    NOON_TODAY,
    TODAY,
    UNITS,
    a_line,
    an_extract,
    plan,
    take_over,
)
from tests.people.test_roster_properties import extracts

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
STATE = ("officer", "posting", "unit", "unit_placement")


def state(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """Every row that says who people and units are and where they stand, ids included."""
    session.flush()
    return {name: sorted(tuple(row) for row in session.execute(text(f"select * from {name}"))) for name in STATE}


def undo(session: Session, import_id: int | None = None, **more: object):
    """Take back; also gives whom the caller was told to move."""
    told = []
    last = last_import(session)
    counts = undo_import(
        session, import_id=import_id or last.id, undone_by_id=None, at=NOON_TODAY, follow=told.extend, **more
    )
    return counts, told


def id_of(session: Session, number: str) -> int:
    return officer_id_of(session, staff_number=number)


FIRST = (a_line("1", "Ada Lamb"), a_line("2", "Bo Reed", unit="R2"), a_line("3", "Cy Pike", protected="yes"))


@pytest.fixture
def first(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """Three people taken over in January; the state they are in."""
    take_over(session, an_extract(*FIRST))
    return state(session)


class TestUndo:
    @FEW
    @given(sequence=extracts)
    def test_of_any_last_import_leaves_the_tables_identical(self, database, sequence):
        with database.writing() as session:
            on = JANUARY
            for extract in sequence:
                on += timedelta(days=extract.days_later)
                before = state(session)
                planned = plan(session, extract.read(), on=on, is_full=extract.is_full)
                applied = apply_roster(session, plan=planned, applied_by_id=None, at=NOON_TODAY)
                if applied.import_id is None:
                    continue
                after = state(session)
                _, moves = undo(session)

                assert state(session) == before
                back = {move.officer_id: (move.after, move.before) for move in applied.moves}
                assert {move.officer_id: (move.before, move.after) for move in moves} == back

                apply_roster(
                    session,
                    plan=plan(session, extract.read(), on=on, is_full=extract.is_full),
                    applied_by_id=None,
                    at=NOON_TODAY,
                )
                again = state(session)
                assert len(again["posting"]) == len(after["posting"])
            session.rollback()

    def test_of_import_after_import_goes_back_to_the_beginning(self, session):
        states = [state(session)]
        for on, lines in ((JANUARY, FIRST), (FEBRUARY, FIRST[:2]), (MARCH, (a_line("2", "Bo Reed-Hall"),))):
            take_over(session, an_extract(*lines), on=on)
            states.append(state(session))
        states.pop()
        while states:
            undo(session)
            assert state(session) == states.pop()
        assert last_import(session) is None

    def test_names_what_it_did_and_keeps_no_row_of_what_was_changed(self, session, first):
        take_over(session, an_extract(a_line("1", "Ada Wolf", unit="R2"), a_line("9", "New One")), on=FEBRUARY)
        import_id = last_import(session).id

        counts, _ = undo(session)

        assert (counts.put_back, counts.removed, counts.kept) == (3, 1, 0)
        assert session.scalars(select(RosterChange).where(RosterChange.import_id == import_id)).all() == []
        done = import_done(session, import_id=import_id, on=TODAY)
        assert done.undone_at == NOON_TODAY
        assert done.undo["removed"] == 1
        assert [one.is_last for one in imports(session, on=TODAY, page=1)[0]] == [False, True]

    def test_is_audited_and_the_chain_holds(self, session, first):
        undo(session)
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()

        assert entry.action == "roster.undone"
        assert entry.about["removed"] == 3
        assert broken_link(session) is None

    def test_promises_beforehand_what_it_then_does(self, session, first):
        take_over(session, an_extract(a_line("9", "New One"), units={**UNITS, "R3": ("Third", "B1", "team")}))
        import_id = last_import(session).id
        promised = plan_undo(session, import_id=import_id, today=TODAY).counts
        counts, _ = undo(session)

        assert counts == promised
        assert counts.units_removed == 1

    def test_lets_the_same_extract_be_applied_again(self, session, first):
        undo(session)
        applied = take_over(session, an_extract(*FIRST))
        assert applied.counts.joined == 3


class TestJoinersWithAHistory:
    def test_are_kept_out_of_post_and_listed_unless_protected(self, session, first):
        lines = (*FIRST, a_line("7", "Gus Kept"), a_line("8", "Hal Hidden", protected="yes"), a_line("9", "Ida Gone"))
        take_over(session, an_extract(*lines), on=FEBRUARY)
        import_id = last_import(session).id
        for number in ("7", "8"):
            holds(session, session.get_one(Officer, id_of(session, number)), Role.TRAINER)

        counts, moves = undo(session)

        assert (counts.removed, counts.kept, counts.kept_protected) == (1, 2, 1)
        assert posting_on(session, officer_id=id_of(session, "7"), on=TODAY) is None
        assert id_of(session, "9") is None
        assert {move.after for move in moves} == {None}
        kept = import_done(session, import_id=import_id, on=TODAY).kept
        assert [row.name for row in kept] == ["Gus Kept"]

    def test_come_back_by_a_later_extract_as_the_same_people(self, session, first):
        take_over(session, an_extract(*FIRST, a_line("7", "Gus Kept")), on=FEBRUARY)
        gus = id_of(session, "7")
        holds(session, session.get_one(Officer, gus), Role.TRAINER)
        undo(session)

        applied = take_over(session, an_extract(*FIRST, a_line("7", "Gus Kept")), on=FEBRUARY)

        assert (applied.counts.joined, applied.counts.returned) == (0, 1)
        assert id_of(session, "7") == gus
        before = state(session)
        take_over(session, an_extract(*FIRST), on=MARCH)
        undo(session)
        assert state(session) == before

    def test_are_kept_when_only_the_audit_speaks_of_them(self, session, first):
        take_over(session, an_extract(*FIRST, a_line("7", "Gus Kept")), on=FEBRUARY)
        gus = id_of(session, "7")
        issue_activation_code(session, officer_id=gus, at=NOON_TODAY)
        session.execute(text("delete from activation_code"))

        counts, _ = undo(session)

        assert counts.kept == 1
        assert session.scalars(select(ActivationCode)).all() == []

    def test_are_signed_out(self, session, first):
        take_over(session, an_extract(*FIRST, a_line("7", "Gus Kept")), on=FEBRUARY)
        begin_session(session, officer_id=id_of(session, "7"), at=NOON_TODAY)
        begin_session(session, officer_id=id_of(session, "1"), at=NOON_TODAY)
        undo(session)
        assert session.scalars(select(SignInSession.officer_id)).all() == [id_of(session, "1")]


class TestRefusals:
    def refused(self, session: Session, kind: type[Exception], import_id: int | None = None) -> str:
        before = state(session)
        with pytest.raises(kind) as refusal:
            undo(session, import_id)
        assert state(session) == before
        assert session.scalars(select(RosterUndo)).all() == []
        return str(refusal.value)

    def test_of_an_import_that_is_not_the_last(self, session, first):
        january = last_import(session).id
        take_over(session, an_extract(*FIRST[:2]), on=FEBRUARY)
        assert "not it" in self.refused(session, NotTheLast, january)

    def test_of_one_that_was_taken_back_already(self, session, first):
        january = last_import(session).id
        undo(session)
        with pytest.raises(NotTheLast):
            undo(session, january)

    def test_when_a_post_was_changed_by_hand_since(self, session, first):
        take_over(session, an_extract(*FIRST[:2], a_line("9", "Ida New")), on=FEBRUARY)
        other = session.scalars(select(Unit.id).where(Unit.code == "R2")).one()
        session.execute(update(Posting).where(Posting.officer_id == id_of(session, "9")).values(unit_id=other))
        assert "1 person has been changed" in self.refused(session, ChangedSince)

    def test_when_a_joiner_was_posted_elsewhere_since(self, session, first):
        take_over(session, an_extract(*FIRST, a_line("9", "Ida New")), on=FEBRUARY)
        other = session.scalars(select(Unit.id).where(Unit.code == "R2")).one()
        session.add(Posting(officer_id=id_of(session, "9"), unit_id=other, role_family="response", from_on=MARCH))
        assert "1 person" in self.refused(session, ChangedSince)

    def test_when_a_unit_was_changed_or_used_by_hand_since(self, session, first):
        take_over(session, an_extract(*FIRST, units={**UNITS, "R3": ("Third", "B1", "team")}), on=FEBRUARY)
        third, second = (session.scalars(select(Unit).where(Unit.code == code)).one() for code in ("R3", "R2"))
        session.execute(update(Unit).where(Unit.id == third.id).values(name="Third and last"))
        assert "1 unit has been changed" in self.refused(session, ChangedSince)
        session.execute(update(Unit).where(Unit.id == third.id).values(name="Third"))
        session.add(UnitPlacement(unit_id=second.id, parent_id=third.id, from_on=MARCH))
        assert "1 unit" in self.refused(session, ChangedSince)

    def test_when_no_administrator_would_be_left(self, session, first):
        holds(session, session.get_one(Officer, id_of(session, "1")), Role.ADMINISTRATOR)
        assert "administrator" in self.refused(session, LastAdministratorWouldLeave)

    def test_keeps_moves_of_the_past_consistent(self, session, first):
        take_over(session, an_extract(a_line("1", "Ada Lamb", unit="R2"), *FIRST[1:]), on=FEBRUARY)
        undo(session)
        assert moves_since(session, day=JANUARY, until=TODAY) == []
