"""Giving, agreeing to and taking back roles. All of it is audited.

Each operation takes the audit chain first and so waits for any other: what it reads is still so when it writes, and
two administrators cannot take each other's role at once.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.people.models import Posting, RoleGrant, Unit
from safeguarding.people.operations.audit import record, take_the_chain
from safeguarding.people.queries.posts import is_in_force, is_in_post
from safeguarding.people.queries.roles import administrators_in_post, roles_of
from safeguarding.people.rules.roles import (
    ROLE_NAMES,
    Role,
    WithdrawnBecause,
    counts,
    is_for_a_unit,
    is_granted,
    may_grant,
    needs_a_second_granter,
)


class RoleRefusal(Exception):
    """A role cannot be given, agreed to or taken back like this."""


class NotAnAdministrator(RoleRefusal):
    """Only an administrator in post changes who holds a role."""


class GrantsToThemself(RoleRefusal):
    """Nobody gives a role to themself or agrees to their own."""


class NeedsAThirdPerson(RoleRefusal):
    """Who grants cannot be the one who agrees."""


class WrongRole(RoleRefusal):
    """The role cannot be granted, or not for this unit."""


class HolderNotInPost(RoleRefusal):
    """Only people in post are given roles."""


class AlreadyGranted(RoleRefusal):
    """The officer has the role, or it waits for the second granter."""


class NothingToAgree(RoleRefusal):
    """The grant does not wait for anybody."""


class AlreadyWithdrawn(RoleRefusal):
    """The grant has been taken back."""


class LastAdministrator(RoleRefusal):
    """Without an administrator nobody could give a role again."""


class AdministratorExists(RoleRefusal):
    """The first administrator is made by command; every later one by an administrator."""


def first_administrator(session: Session, *, officer_id: int, at: datetime) -> RoleGrant:
    """Give the administrator's role by command, only while nobody in post holds it."""
    take_the_chain(session)
    if administrators_in_post(session, london_day(at)):
        raise AdministratorExists("There is an administrator already; ask them to grant the role.")
    return _grant(
        session,
        officer_id=officer_id,
        role=Role.ADMINISTRATOR,
        unit_id=None,
        granted_by_id=None,
        by_command=True,
        at=at,
    )


def grant(
    session: Session,
    *,
    officer_id: int,
    role: Role,
    granted_by_id: int,
    at: datetime,
    unit_id: int | None = None,
    by_command: bool = False,
) -> RoleGrant:
    """Give an officer a role. A reviewer's or auditor's counts only once a second administrator has agreed."""
    take_the_chain(session)
    _refuse_unless_administrator(session, officer_id=granted_by_id, at=at)
    if granted_by_id == officer_id:
        raise GrantsToThemself("Nobody grants a role to themself; ask another administrator.")
    return _grant(
        session,
        officer_id=officer_id,
        role=role,
        unit_id=unit_id,
        granted_by_id=granted_by_id,
        by_command=by_command,
        at=at,
    )


def agree(session: Session, *, grant_id: int, agreed_by_id: int, at: datetime, by_command: bool = False) -> RoleGrant:
    """Be the second granter: a third person, and an administrator."""
    take_the_chain(session)
    _refuse_unless_administrator(session, officer_id=agreed_by_id, at=at)
    given = _grant_to_change(session, grant_id)
    if not needs_a_second_granter(Role(given.role)) or given.agreed_at is not None:
        raise NothingToAgree("This role does not wait for a second granter.")
    if agreed_by_id == given.officer_id:
        raise GrantsToThemself("Nobody agrees to a role of their own; ask another administrator.")
    if agreed_by_id == given.granted_by_id:
        raise NeedsAThirdPerson("You granted this role, so another administrator has to agree.")
    given.agreed_by_id, given.agreed_at = agreed_by_id, at
    _record(session, given, action="role.agreed", actor_id=agreed_by_id, by_command=by_command, at=at)
    return given


def withdraw(
    session: Session,
    *,
    grant_id: int,
    withdrawn_by_id: int,
    at: datetime,
    because: WithdrawnBecause = WithdrawnBecause.NO_LONGER_NEEDED,
    by_command: bool = False,
) -> RoleGrant:
    """Take a role back; the last administrator in post keeps theirs."""
    take_the_chain(session)
    _refuse_unless_administrator(session, officer_id=withdrawn_by_id, at=at)
    given = _grant_to_change(session, grant_id)
    if may_grant(frozenset({Role(given.role)})) and administrators_in_post(session, london_day(at)) <= {
        given.officer_id
    }:
        raise LastAdministrator("This is the last administrator in post. Make another one first.")
    _take_back(session, given, because=because, withdrawn_by_id=withdrawn_by_id, by_command=by_command, at=at)
    return given


def withdraw_roles_of_leavers(session: Session, *, at: datetime) -> int:
    """Take back every role of people who have left, how many; somebody who returns is granted theirs anew.

    The daily chore calls it: until then a leaver cannot sign in, so their roles do nothing.
    """
    take_the_chain(session)
    left = select(Posting.officer_id).where(Posting.unit_id.is_(None), is_in_force(london_day(at)))
    given = session.scalars(
        select(RoleGrant)
        .where(RoleGrant.withdrawn_at.is_(None), RoleGrant.officer_id.in_(left))
        .order_by(RoleGrant.id)
        .execution_options(populate_existing=True)
    ).all()
    for one in given:
        _take_back(session, one, because=WithdrawnBecause.HAS_LEFT, withdrawn_by_id=None, by_command=False, at=at)
    return len(given)


def withdraw_leads_of_unit(session: Session, *, unit_id: int, at: datetime) -> int:
    """A unit that is closed has no lead any more; how many roles that takes back."""
    take_the_chain(session)
    given = session.scalars(
        select(RoleGrant)
        .where(RoleGrant.unit_id == unit_id, RoleGrant.withdrawn_at.is_(None))
        .order_by(RoleGrant.id)
        .execution_options(populate_existing=True)
    ).all()
    for one in given:
        _take_back(session, one, because=WithdrawnBecause.UNIT_CLOSED, withdrawn_by_id=None, by_command=False, at=at)
    return len(given)


def _grant(
    session: Session,
    *,
    officer_id: int,
    role: Role,
    unit_id: int | None,
    granted_by_id: int | None,
    by_command: bool,
    at: datetime,
) -> RoleGrant:
    if not is_granted(role):
        raise WrongRole("Everyone in post is an officer already; that role is not granted.")
    if is_for_a_unit(role) and unit_id is None:
        raise WrongRole(f"{ROLE_NAMES[role]} needs a unit: say which one they lead.")
    if unit_id is not None and not is_for_a_unit(role):
        raise WrongRole(f"{ROLE_NAMES[role]} is a role for the whole force, not for one unit.")
    if unit_id is not None and session.get(Unit, unit_id) is None:
        raise WrongRole("There is no such unit.")
    if not is_in_post(session, officer_id=officer_id, on=london_day(at)):
        raise HolderNotInPost("This officer is not in post today, so they cannot be given a role.")
    held = session.scalar(
        select(RoleGrant).where(
            RoleGrant.officer_id == officer_id,
            RoleGrant.role == role,
            RoleGrant.unit_id.is_not_distinct_from(unit_id),
            RoleGrant.withdrawn_at.is_(None),
        )
    )
    if held is not None:
        raise AlreadyGranted(
            "This officer has that role already."
            if counts(role, is_agreed=held.agreed_at is not None)
            else "This role was granted already and waits for a second granter."
        )
    given = RoleGrant(officer_id=officer_id, role=role, unit_id=unit_id, granted_by_id=granted_by_id, granted_at=at)
    session.add(given)
    session.flush()
    _record(session, given, action="role.granted", actor_id=granted_by_id, by_command=by_command, at=at)
    return given


def _grant_to_change(session: Session, grant_id: int) -> RoleGrant:
    # Read again, even if this session has seen it: it was seen before the chain was taken.
    given = session.get_one(RoleGrant, grant_id, populate_existing=True)
    if given.withdrawn_at is not None:
        raise AlreadyWithdrawn("This role has been withdrawn already.")
    return given


def _take_back(
    session: Session,
    given: RoleGrant,
    *,
    because: WithdrawnBecause,
    withdrawn_by_id: int | None,
    by_command: bool,
    at: datetime,
) -> None:
    given.withdrawn_by_id, given.withdrawn_at, given.withdrawn_because = withdrawn_by_id, at, because.value
    session.flush()
    _record(
        session,
        given,
        action="role.withdrawn",
        actor_id=withdrawn_by_id,
        by_command=by_command,
        at=at,
        because=because.value,
    )


def _refuse_unless_administrator(session: Session, *, officer_id: int, at: datetime) -> None:
    if not may_grant(roles_of(session, officer_id=officer_id)) or not is_in_post(
        session, officer_id=officer_id, on=london_day(at)
    ):
        raise NotAnAdministrator("Only an administrator in post may grant, agree to or withdraw a role.")


def _record(
    session: Session,
    given: RoleGrant,
    *,
    action: str,
    actor_id: int | None,
    by_command: bool,
    at: datetime,
    **more: str,
) -> None:
    # Whoever runs the host may name any administrator, so the chain says when it was done from there.
    about = {
        "grant": given.id,
        "officer": given.officer_id,
        "role": str(given.role),
        "unit": given.unit_id,
        "by_command": by_command,
        **more,
    }
    record(session, actor_id=actor_id, action=action, about=about, at=at)
