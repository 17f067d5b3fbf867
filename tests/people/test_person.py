"""One person as an administrator sees them, and who holds which role; protected posts are never among them."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from safeguarding.common.clock import london_day
from safeguarding.people.models import AuditEntry, Posting, SignInSession
from safeguarding.people.operations.roles import grant, withdraw
from safeguarding.people.operations.sign_in import (
    activate,
    begin_session,
    issue_activation_code,
    set_password,
    sign_out_everywhere,
)
from safeguarding.people.operations.unit_codes import (
    MOST_ON_A_SHEET,
    NobodyToGive,
    TooManyForASheet,
    issue_codes_for_units,
)
from safeguarding.people.queries.person import person
from safeguarding.people.queries.role_holders import (
    held_in_protected_posts,
    held_role,
    roles_held,
    roles_of_person,
    roles_waiting,
)
from safeguarding.people.queries.shown_names import shown_names
from safeguarding.people.rules.roles import Role, RoleFamily, WithdrawnBecause
from tests.people.people_factories import a_unit, an_administrator, an_officer, holds, leaves

MONDAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
TODAY = london_day(MONDAY)
DAY = timedelta(days=1)
LONG_AGO = TODAY - 500 * DAY
PASSWORD = "correct horse battery"


def officer(session, **more):
    return an_officer(
        session, unit=more.pop("unit", None) or a_unit(session, from_on=LONG_AGO), from_on=LONG_AGO, **more
    )


def of(session, somebody, *, at=MONDAY):
    return person(session, public_id=somebody.public_id, at=at, on=london_day(at))


class TestPerson:
    def test_tells_posts_from_the_newest_with_the_one_in_force(self, session):
        somebody = officer(session, unit=a_unit(session, name="Harbour", from_on=LONG_AGO))
        quay = a_unit(session, name="Quay", from_on=LONG_AGO)
        session.add(Posting(officer_id=somebody.id, unit_id=quay.id, role_family="pcso", from_on=TODAY - 9 * DAY))
        leaves(session, somebody, on=TODAY + DAY)

        found = of(session, somebody)

        assert [(post.unit_name, post.role_family, post.until_on) for post in found.posts] == [
            (None, None, None),
            ("Quay", RoleFamily.PCSO, TODAY + DAY),
            ("Harbour", RoleFamily.RESPONSE, TODAY - 9 * DAY),
        ]
        assert found.post == found.posts[1]
        assert found.is_in_post

    def test_leaves_out_a_protected_post_they_once_had(self, session):
        somebody = officer(session, is_protected=True)
        unit = a_unit(session, name="Open", from_on=LONG_AGO)
        session.add(Posting(officer_id=somebody.id, unit_id=unit.id, role_family="pcso", from_on=TODAY - DAY))
        session.flush()

        assert [post.unit_name for post in of(session, somebody).posts] == ["Open"]

    def test_is_nobody_while_their_post_is_protected(self, session):
        somebody = officer(session, is_protected=True)

        with pytest.raises(NoResultFound):
            of(session, somebody)

    def test_tells_whether_they_can_sign_in(self, session):
        somebody = officer(session)
        assert not of(session, somebody).sign_in.has_password

        code = issue_activation_code(session, officer_id=somebody.id, at=MONDAY)
        waiting = of(session, somebody).sign_in
        assert (waiting.code_issued_at, waiting.code_expires_at) == (MONDAY, MONDAY + 3 * DAY)
        assert of(session, somebody, at=MONDAY + 4 * DAY).sign_in.code_issued_at is None

        activate(session, staff_number=somebody.staff_number, code=code, password=PASSWORD, at=MONDAY)
        begin_session(session, officer_id=somebody.id, at=MONDAY + timedelta(hours=1))
        state = of(session, somebody, at=MONDAY + timedelta(hours=2)).sign_in
        assert (state.has_password, state.sessions, state.code_issued_at) == (True, 1, None)
        assert state.last_begun_at == MONDAY + timedelta(hours=1)
        assert of(session, somebody, at=MONDAY + DAY).sign_in.sessions == 0

    def test_an_administrator_ends_all_their_sessions(self, session):
        administrator, somebody = an_administrator(session, from_on=LONG_AGO), officer(session)
        for _ in range(2):
            begin_session(session, officer_id=somebody.id, at=MONDAY)

        ended = sign_out_everywhere(session, officer_id=somebody.id, ended_by_id=administrator.id, at=MONDAY)

        assert ended == 2
        assert session.scalars(select(SignInSession).where(SignInSession.officer_id == somebody.id)).all() == []
        last = session.scalars(select(AuditEntry)).one()
        assert (last.action, last.about) == ("sign_in.sessions_ended", {"officer": somebody.id, "sessions": 2})


class TestRoleHolders:
    def test_are_told_by_role_and_name_with_who_granted(self, session):
        ada = an_administrator(session, display_name="Ada", from_on=LONG_AGO)
        lead = officer(session, display_name="Lee")
        quay = a_unit(session, name="Quay", from_on=LONG_AGO)
        grant(session, officer_id=lead.id, role=Role.UNIT_LEAD, unit_id=quay.id, granted_by_id=ada.id, at=MONDAY)
        grant(session, officer_id=lead.id, role=Role.AUDITOR, granted_by_id=ada.id, at=MONDAY)

        held = roles_held(session, on=TODAY)

        assert [(one.role, one.holder.display_name, one.unit_name, one.is_in_force) for one in held] == [
            (Role.ADMINISTRATOR, "Ada", None, True),
            (Role.AUDITOR, "Lee", None, False),
            (Role.UNIT_LEAD, "Lee", "Quay", True),
        ]
        assert held[0].granted_by is None
        assert held[1].granted_by.display_name == "Ada"
        assert [one.role for one in roles_waiting(session, on=TODAY)] == [Role.AUDITOR]

    def test_never_somebody_in_a_protected_post_who_is_only_counted(self, session):
        hidden = officer(session, is_protected=True)
        given = holds(session, hidden, Role.TRAINER)

        assert roles_held(session, on=TODAY) == []
        assert held_role(session, grant_id=given.id, on=TODAY) is None
        assert held_in_protected_posts(session, on=TODAY) == 1
        assert shown_names(session, officer_ids=[hidden.id], on=TODAY) == {}

    def test_a_person_has_had_roles_with_the_reason_they_ended(self, session):
        ada, somebody = an_administrator(session, from_on=LONG_AGO), officer(session)
        first = grant(session, officer_id=somebody.id, role=Role.TRAINER, granted_by_id=ada.id, at=MONDAY)
        withdraw(session, grant_id=first.id, withdrawn_by_id=ada.id, because=WithdrawnBecause.BY_MISTAKE, at=MONDAY)
        grant(session, officer_id=somebody.id, role=Role.COMMS, granted_by_id=ada.id, at=MONDAY)

        held = roles_of_person(session, officer_id=somebody.id, on=TODAY)

        assert [(one.role, one.withdrawn_because) for one in held] == [
            (Role.COMMS, None),
            (Role.TRAINER, WithdrawnBecause.BY_MISTAKE),
        ]


class TestCodesForAUnit:
    def issue(self, session, unit, *, only_new=True, at=MONDAY):
        return issue_codes_for_units(
            session, unit_id=unit.id, unit_ids=[unit.id], only_new=only_new, issued_by_id=self.ada.id, at=at
        )

    @pytest.fixture(autouse=True)
    def _people(self, session):
        self.ada = an_administrator(session, unit=a_unit(session, from_on=LONG_AGO), from_on=LONG_AGO)
        self.unit = a_unit(session, from_on=LONG_AGO)

    def test_one_slip_a_person_by_name_which_works(self, session):
        zoe = officer(session, unit=self.unit, display_name="Zoe")
        abe = officer(session, unit=self.unit, display_name="abe")
        officer(session, display_name="Elsewhere")

        slips = self.issue(session, self.unit)

        assert [(slip.display_name, slip.staff_number) for slip in slips] == [
            ("abe", abe.staff_number),
            ("Zoe", zoe.staff_number),
        ]
        for slip in slips:
            activate(session, staff_number=slip.staff_number, code=slip.code, password=PASSWORD, at=MONDAY + DAY)

    def test_leaves_out_whoever_has_a_password_unless_asked(self, session):
        new, old = officer(session, unit=self.unit, display_name="New"), officer(session, unit=self.unit)
        set_password(session, officer_id=old.id, password=PASSWORD, at=MONDAY)

        assert [slip.staff_number for slip in self.issue(session, self.unit)] == [new.staff_number]
        assert len(self.issue(session, self.unit, only_new=False)) == 2

    def test_never_a_protected_post_or_a_leaver(self, session):
        officer(session, unit=self.unit, is_protected=True)
        leaves(session, officer(session, unit=self.unit), on=TODAY)

        with pytest.raises(NobodyToGive):
            self.issue(session, self.unit)

    def test_replaces_the_codes_given_before(self, session):
        officer(session, unit=self.unit)
        first = self.issue(session, self.unit)[0]
        second = self.issue(session, self.unit, at=MONDAY + DAY)[0]

        with pytest.raises(Exception, match="do not go together"):
            activate(session, staff_number=first.staff_number, code=first.code, password=PASSWORD, at=MONDAY + DAY)
        activate(session, staff_number=second.staff_number, code=second.code, password=PASSWORD, at=MONDAY + DAY)

    def test_is_refused_for_more_than_a_sheet(self, session, monkeypatch):
        monkeypatch.setattr("safeguarding.people.operations.unit_codes.MOST_ON_A_SHEET", 1)
        officer(session, unit=self.unit)
        officer(session, unit=self.unit)

        with pytest.raises(TooManyForASheet):
            self.issue(session, self.unit)
        assert MOST_ON_A_SHEET == 500

    def test_is_one_entry_in_the_audit(self, session):
        officer(session, unit=self.unit)
        officer(session, unit=self.unit)

        self.issue(session, self.unit)

        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.actor_id, entry.action, entry.about) == (
            self.ada.id,
            "sign_in.codes_issued",
            {"unit": self.unit.id, "with_below": False, "only_new": True, "codes": 2},
        )
