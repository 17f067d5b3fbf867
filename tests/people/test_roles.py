"""Who may give, agree to and take back which role, on both databases."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from safeguarding.common.clock import london_day
from safeguarding.common.database import write
from safeguarding.people.models import AuditEntry, RoleGrant
from safeguarding.people.operations.roles import (
    AdministratorExists,
    AlreadyGranted,
    AlreadyWithdrawn,
    GrantsToThemself,
    HolderNotInPost,
    LastAdministrator,
    NeedsAThirdPerson,
    NotAnAdministrator,
    NothingToAgree,
    WrongRole,
    agree,
    first_administrator,
    grant,
    withdraw,
    withdraw_roles_of_leavers,
)
from safeguarding.people.queries.roles import administrators_in_post, grants_in_force, roles_of, units_led_by
from safeguarding.people.rules.roles import (
    ROLE_FAMILY_NAMES,
    ROLE_NAMES,
    Role,
    RoleFamily,
    WithdrawnBecause,
    counts,
    is_for_a_unit,
    is_granted,
    may_grant,
    needs_a_second_granter,
)
from tests.people.people_factories import a_leaver, a_unit, an_administrator, an_officer, holds, leaves

MONDAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
TODAY = london_day(MONDAY)


class TestRules:
    def test_every_role_and_role_family_has_a_name(self):
        assert set(ROLE_NAMES) == set(Role)
        assert set(ROLE_FAMILY_NAMES) == set(RoleFamily)

    def test_reviewers_and_auditors_need_a_second_granter(self):
        assert {role for role in Role if needs_a_second_granter(role)} == {Role.REVIEWER, Role.AUDITOR}

    def test_their_role_counts_once_it_is_agreed(self):
        assert not counts(Role.REVIEWER, is_agreed=False)
        assert counts(Role.REVIEWER, is_agreed=True)
        assert counts(Role.TRAINER, is_agreed=False)

    def test_only_administrators_grant(self):
        assert {role for role in Role if may_grant(frozenset({role}))} == {Role.ADMINISTRATOR}

    def test_only_the_officers_role_is_not_granted(self):
        assert {role for role in Role if not is_granted(role)} == {Role.OFFICER}

    def test_only_a_unit_leads_role_is_for_a_unit(self):
        assert {role for role in Role if is_for_a_unit(role)} == {Role.UNIT_LEAD}


class TestRolesOf:
    def test_everyone_is_an_officer(self, session):
        assert roles_of(session, officer_id=an_officer(session).id) == {Role.OFFICER}

    def test_leaves_out_what_was_withdrawn_and_what_waits(self, session):
        first, second, officer = an_administrator(session), an_administrator(session), an_officer(session)
        trainer = grant(session, officer_id=officer.id, role=Role.TRAINER, granted_by_id=first.id, at=MONDAY)
        grant(session, officer_id=officer.id, role=Role.COMMS, granted_by_id=first.id, at=MONDAY)
        reviewer = grant(session, officer_id=officer.id, role=Role.REVIEWER, granted_by_id=first.id, at=MONDAY)
        withdraw(session, grant_id=trainer.id, withdrawn_by_id=second.id, at=MONDAY)
        assert roles_of(session, officer_id=officer.id) == {Role.OFFICER, Role.COMMS}
        agree(session, grant_id=reviewer.id, agreed_by_id=second.id, at=MONDAY)
        assert roles_of(session, officer_id=officer.id) == {Role.OFFICER, Role.COMMS, Role.REVIEWER}

    def test_grants_in_force_say_what_waits(self, session):
        administrator, officer = an_administrator(session), an_officer(session)
        grant(session, officer_id=officer.id, role=Role.TRAINER, granted_by_id=administrator.id, at=MONDAY)
        grant(session, officer_id=officer.id, role=Role.AUDITOR, granted_by_id=administrator.id, at=MONDAY)
        listed = [(held.role, held.waits_for_agreement) for held in grants_in_force(session, officer_id=officer.id)]
        assert listed == [(Role.TRAINER, False), (Role.AUDITOR, True)]


class TestGrant:
    def test_is_refused_to_oneself(self, session):
        administrator = an_administrator(session)
        with pytest.raises(GrantsToThemself):
            grant(session, officer_id=administrator.id, role=Role.RECORDS, granted_by_id=administrator.id, at=MONDAY)

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
    def test_is_refused_from_anybody_but_an_administrator(self, session, role):
        granter, officer = an_officer(session), an_officer(session)
        if role is not Role.OFFICER:
            holds(session, granter, role, unit=a_unit(session) if role is Role.UNIT_LEAD else None)
        with pytest.raises(NotAnAdministrator):
            grant(session, officer_id=officer.id, role=Role.TRAINER, granted_by_id=granter.id, at=MONDAY)

    def test_is_refused_from_an_administrator_who_has_left(self, session):
        administrator, officer = an_administrator(session), an_officer(session)
        leaves(session, administrator, on=TODAY)
        with pytest.raises(NotAnAdministrator):
            grant(session, officer_id=officer.id, role=Role.TRAINER, granted_by_id=administrator.id, at=MONDAY)

    def test_is_refused_to_a_leaver(self, session):
        administrator, leaver = an_administrator(session), a_leaver(session, left_on=TODAY)
        with pytest.raises(HolderNotInPost):
            grant(session, officer_id=leaver.id, role=Role.TRAINER, granted_by_id=administrator.id, at=MONDAY)

    def test_is_refused_twice(self, session):
        administrator, officer = an_administrator(session), an_officer(session)
        for role, words in ((Role.TRAINER, "has that role"), (Role.AUDITOR, "waits for a second")):
            grant(session, officer_id=officer.id, role=role, granted_by_id=administrator.id, at=MONDAY)
            with pytest.raises(AlreadyGranted, match=words):
                grant(session, officer_id=officer.id, role=role, granted_by_id=administrator.id, at=MONDAY)

    def test_can_be_made_again_after_it_was_withdrawn(self, session):
        administrator, officer = an_administrator(session), an_officer(session)
        given = grant(session, officer_id=officer.id, role=Role.TRAINER, granted_by_id=administrator.id, at=MONDAY)
        withdraw(session, grant_id=given.id, withdrawn_by_id=administrator.id, at=MONDAY)
        again = grant(session, officer_id=officer.id, role=Role.TRAINER, granted_by_id=administrator.id, at=MONDAY)
        assert again.id != given.id

    def test_of_a_unit_lead_is_for_a_unit(self, session):
        administrator, officer = an_administrator(session), an_officer(session)
        harbour, custody = a_unit(session), a_unit(session)
        for unit in harbour, custody:
            grant(
                session,
                officer_id=officer.id,
                role=Role.UNIT_LEAD,
                unit_id=unit.id,
                granted_by_id=administrator.id,
                at=MONDAY,
            )
        assert units_led_by(session, officer_id=officer.id) == {harbour.id, custody.id}

    @pytest.mark.parametrize(
        ("role", "has_unit", "words"),
        [
            (Role.UNIT_LEAD, False, "needs a unit"),
            (Role.TRAINER, True, "for the whole force"),
            (Role.OFFICER, False, "Everyone in post"),
        ],
    )
    def test_is_refused_for_the_wrong_unit_or_role(self, session, role, has_unit, words):
        administrator, officer = an_administrator(session), an_officer(session)
        unit_id = a_unit(session).id if has_unit else None
        with pytest.raises(WrongRole, match=words):
            grant(session, officer_id=officer.id, role=role, unit_id=unit_id, granted_by_id=administrator.id, at=MONDAY)

    def test_is_refused_for_a_unit_that_is_not_there(self, session):
        administrator, officer = an_administrator(session), an_officer(session)
        with pytest.raises(WrongRole, match="no such unit"):
            grant(
                session,
                officer_id=officer.id,
                role=Role.UNIT_LEAD,
                unit_id=99_999,
                granted_by_id=administrator.id,
                at=MONDAY,
            )

    def test_to_oneself_is_refused_by_the_table_too(self, session):
        officer = an_officer(session)
        session.add(RoleGrant(officer_id=officer.id, role=Role.TRAINER, granted_by_id=officer.id, granted_at=MONDAY))
        with pytest.raises(IntegrityError, match="nobody_grants_to_themself"):
            session.flush()


class TestAgree:
    def test_is_for_a_third_person(self, session):
        first, second, officer = an_administrator(session), an_administrator(session), an_officer(session)
        given = grant(session, officer_id=officer.id, role=Role.REVIEWER, granted_by_id=first.id, at=MONDAY)
        with pytest.raises(NeedsAThirdPerson):
            agree(session, grant_id=given.id, agreed_by_id=first.id, at=MONDAY)
        agree(session, grant_id=given.id, agreed_by_id=second.id, at=MONDAY)
        assert (given.agreed_by_id, given.agreed_at) == (second.id, MONDAY)

    def test_is_refused_to_the_holder(self, session):
        first, holder = an_administrator(session), an_administrator(session)
        given = grant(session, officer_id=holder.id, role=Role.REVIEWER, granted_by_id=first.id, at=MONDAY)
        with pytest.raises(GrantsToThemself):
            agree(session, grant_id=given.id, agreed_by_id=holder.id, at=MONDAY)

    def test_is_refused_to_anybody_but_an_administrator(self, session):
        first, officer, passer_by = an_administrator(session), an_officer(session), an_officer(session)
        given = grant(session, officer_id=officer.id, role=Role.REVIEWER, granted_by_id=first.id, at=MONDAY)
        with pytest.raises(NotAnAdministrator):
            agree(session, grant_id=given.id, agreed_by_id=passer_by.id, at=MONDAY)

    def test_is_refused_where_nobody_is_waited_for(self, session):
        first, second, officer = an_administrator(session), an_administrator(session), an_officer(session)
        trainer = grant(session, officer_id=officer.id, role=Role.TRAINER, granted_by_id=first.id, at=MONDAY)
        reviewer = grant(session, officer_id=officer.id, role=Role.REVIEWER, granted_by_id=first.id, at=MONDAY)
        agree(session, grant_id=reviewer.id, agreed_by_id=second.id, at=MONDAY)
        for given in trainer, reviewer:
            with pytest.raises(NothingToAgree):
                agree(session, grant_id=given.id, agreed_by_id=second.id, at=MONDAY)

    def test_is_refused_once_the_grant_was_withdrawn(self, session):
        first, second, officer = an_administrator(session), an_administrator(session), an_officer(session)
        given = grant(session, officer_id=officer.id, role=Role.AUDITOR, granted_by_id=first.id, at=MONDAY)
        withdraw(session, grant_id=given.id, withdrawn_by_id=first.id, at=MONDAY)
        with pytest.raises(AlreadyWithdrawn):
            agree(session, grant_id=given.id, agreed_by_id=second.id, at=MONDAY)


class TestWithdraw:
    def test_is_refused_for_the_last_administrator(self, session):
        only = an_officer(session)
        given = first_administrator(session, officer_id=only.id, at=MONDAY)
        with pytest.raises(LastAdministrator):
            withdraw(session, grant_id=given.id, withdrawn_by_id=only.id, at=MONDAY)

    def test_counts_only_administrators_in_post(self, session):
        staying = an_officer(session)
        given = first_administrator(session, officer_id=staying.id, at=MONDAY)
        leaver = an_administrator(session)
        leaves(session, leaver, on=TODAY)
        with pytest.raises(LastAdministrator):
            withdraw(session, grant_id=given.id, withdrawn_by_id=staying.id, at=MONDAY)

    def test_leaves_at_least_one_when_two_withdraw_each_other_at_once(self, database):
        with write(database) as session:
            pair = [an_administrator(session).id, an_administrator(session).id]
            grants = [grants_in_force(session, officer_id=officer_id)[0].id for officer_id in pair]
        start, refused = threading.Barrier(2), []

        def withdraw_the_other(by, grant_id):
            start.wait(5)
            try:
                with write(database) as session:
                    withdraw(session, grant_id=grant_id, withdrawn_by_id=by, at=MONDAY)
            except NotAnAdministrator:
                refused.append(by)

        threads = [
            threading.Thread(target=withdraw_the_other, args=(pair[0], grants[1])),
            threading.Thread(target=withdraw_the_other, args=(pair[1], grants[0])),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert len(refused) == 1
        with database.reading() as session:
            assert len(administrators_in_post(session, TODAY)) == 1


class TestFirstAdministrator:
    def test_is_made_when_there_is_none(self, session):
        officer = an_officer(session)
        given = first_administrator(session, officer_id=officer.id, at=MONDAY)
        assert given.granted_by_id is None
        assert administrators_in_post(session, TODAY) == {officer.id}

    def test_is_refused_once_there_is_one(self, session):
        an_administrator(session)
        with pytest.raises(AdministratorExists):
            first_administrator(session, officer_id=an_officer(session).id, at=MONDAY)

    def test_is_made_again_when_all_have_left(self, session):
        leaves(session, an_administrator(session), on=TODAY)
        officer = an_officer(session)
        first_administrator(session, officer_id=officer.id, at=MONDAY)
        assert administrators_in_post(session, TODAY) == {officer.id}

    def test_is_in_post(self, session):
        with pytest.raises(HolderNotInPost):
            first_administrator(session, officer_id=a_leaver(session, left_on=TODAY).id, at=MONDAY)


class TestAdministratorsInPost:
    def test_follow_the_posting_in_force_that_day(self, session):
        administrator = an_administrator(session)
        leaves(session, administrator, on=TODAY)
        assert administrators_in_post(session, TODAY - timedelta(days=1)) == {administrator.id}
        assert administrators_in_post(session, TODAY) == set()


def test_every_change_of_a_role_is_audited_by_internal_id(session):
    first, officer = an_officer(session), an_officer(session)
    made = first_administrator(session, officer_id=first.id, at=MONDAY)
    second = an_administrator(session)
    given = grant(session, officer_id=officer.id, role=Role.AUDITOR, granted_by_id=first.id, at=MONDAY)
    agree(session, grant_id=given.id, agreed_by_id=second.id, by_command=True, at=MONDAY)
    withdraw(session, grant_id=given.id, withdrawn_by_id=first.id, at=MONDAY)

    def about(grant_id, officer_id, role, by_command=False):
        return {"grant": grant_id, "officer": officer_id, "role": role, "unit": None, "by_command": by_command}

    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    assert [(entry.action, entry.actor_id, entry.about) for entry in entries] == [
        ("role.granted", None, about(made.id, first.id, "administrator", by_command=True)),
        ("role.granted", first.id, about(given.id, officer.id, "auditor")),
        ("role.agreed", second.id, about(given.id, officer.id, "auditor", by_command=True)),
        (
            "role.withdrawn",
            first.id,
            {**about(given.id, officer.id, "auditor"), "because": "no_longer_needed"},
        ),
    ]


def test_a_refused_change_leaves_no_audit_entry(session):
    administrator = an_administrator(session)
    with pytest.raises(GrantsToThemself):
        grant(session, officer_id=administrator.id, role=Role.RECORDS, granted_by_id=administrator.id, at=MONDAY)
    assert session.scalars(select(AuditEntry)).all() == []


class TestLeavers:
    def test_lose_their_roles_so_that_a_return_brings_none_back(self, session):
        administrator, officer, stays = an_administrator(session), an_officer(session), an_officer(session)
        for somebody in (officer, stays):
            grant(session, officer_id=somebody.id, role=Role.COMMS, granted_by_id=administrator.id, at=MONDAY)
        grant(session, officer_id=officer.id, role=Role.AUDITOR, granted_by_id=administrator.id, at=MONDAY)
        leaves(session, officer, on=TODAY + timedelta(days=1))
        assert withdraw_roles_of_leavers(session, at=MONDAY) == 0

        withdrawn = withdraw_roles_of_leavers(session, at=MONDAY + timedelta(days=1))

        assert withdrawn == 2
        assert withdraw_roles_of_leavers(session, at=MONDAY + timedelta(days=1)) == 0
        assert roles_of(session, officer_id=officer.id) == {Role.OFFICER}
        assert roles_of(session, officer_id=stays.id) == {Role.OFFICER, Role.COMMS}
        grants = session.scalars(select(RoleGrant).where(RoleGrant.officer_id == officer.id)).all()
        assert {(one.withdrawn_because, one.withdrawn_by_id) for one in grants} == {("has_left", None)}
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
        assert (last.actor_id, last.action, last.about["because"]) == (None, "role.withdrawn", "has_left")

    def test_a_reason_is_kept_when_an_administrator_withdraws(self, session):
        administrator, officer = an_administrator(session), an_officer(session)
        given = grant(session, officer_id=officer.id, role=Role.COMMS, granted_by_id=administrator.id, at=MONDAY)

        withdraw(
            session,
            grant_id=given.id,
            withdrawn_by_id=administrator.id,
            because=WithdrawnBecause.OTHER_WORK,
            at=MONDAY,
        )

        assert given.withdrawn_because == "other_work"
