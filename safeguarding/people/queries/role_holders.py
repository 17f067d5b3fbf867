"""Who holds which role, who waits for a second granter, and what roles somebody had: by name, for administrators."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from safeguarding.people.models import Officer, RoleGrant, Unit
from safeguarding.people.queries.protected import is_protected
from safeguarding.people.queries.shown_names import ShownName, shown_names
from safeguarding.people.rules.roles import Role, WithdrawnBecause, counts


@dataclass(frozen=True)
class HeldRole:
    """A role somebody was given. Nobody is named who is in a protected post, or who granted it by command."""

    id: int
    role: Role
    unit_name: str | None
    officer_id: int
    holder: ShownName | None
    granted_by_id: int | None
    granted_by: ShownName | None
    granted_at: datetime
    agreed_by: ShownName | None
    agreed_at: datetime | None
    withdrawn_by: ShownName | None
    withdrawn_at: datetime | None
    withdrawn_because: WithdrawnBecause | None

    @property
    def is_in_force(self) -> bool:
        return self.withdrawn_at is None and counts(self.role, is_agreed=self.agreed_at is not None)

    @property
    def waits_for_agreement(self) -> bool:
        return self.withdrawn_at is None and not self.is_in_force


def roles_held(session: Session, *, on: date) -> list[HeldRole]:
    """Every role that has not been withdrawn, by role, then the holder's name; nobody in a protected post."""
    holder = aliased(Officer)
    statement = (
        select(RoleGrant, Unit.name)
        .join(holder, holder.id == RoleGrant.officer_id)
        .outerjoin(Unit, Unit.id == RoleGrant.unit_id)
        .where(RoleGrant.withdrawn_at.is_(None), ~is_protected(RoleGrant.officer_id, on=on))
        .order_by(RoleGrant.role, func.lower(holder.display_name), RoleGrant.id)
    )
    return _held(session, statement, on=on)


def held_in_protected_posts(session: Session, *, on: date) -> int:
    """How many roles are held by people who appear in no list."""
    statement = select(func.count(RoleGrant.id)).where(
        RoleGrant.withdrawn_at.is_(None), is_protected(RoleGrant.officer_id, on=on)
    )
    return session.scalar(statement) or 0


def roles_of_person(session: Session, *, officer_id: int, on: date) -> list[HeldRole]:
    """Every role somebody has or had, those in force first, then the newest."""
    held = _held(session, _grants(RoleGrant.officer_id == officer_id), on=on)
    return sorted(held, key=lambda one: (one.withdrawn_at is not None, -one.id))


def held_role(session: Session, *, grant_id: int, on: date) -> HeldRole | None:
    """One grant; None if there is none, or if its holder appears in no list."""
    shown = ~is_protected(RoleGrant.officer_id, on=on)
    return next(iter(_held(session, _grants(RoleGrant.id == grant_id, shown), on=on)), None)


def roles_waiting(session: Session, *, on: date) -> list[HeldRole]:
    """The roles that wait for a second granter, the oldest first; nobody in a protected post."""
    waiting = (RoleGrant.withdrawn_at.is_(None), RoleGrant.agreed_at.is_(None))
    shown = ~is_protected(RoleGrant.officer_id, on=on)
    return [one for one in _held(session, _grants(*waiting, shown), on=on) if one.waits_for_agreement]


def _grants(*wanted: ColumnElement[bool]) -> Any:
    return (
        select(RoleGrant, Unit.name).outerjoin(Unit, Unit.id == RoleGrant.unit_id).where(*wanted).order_by(RoleGrant.id)
    )


def _held(session: Session, statement: Any, *, on: date) -> list[HeldRole]:
    rows = session.execute(statement).all()
    named = {
        officer_id
        for grant, _ in rows
        for officer_id in (grant.officer_id, grant.granted_by_id, grant.agreed_by_id, grant.withdrawn_by_id)
    }
    names = shown_names(session, officer_ids=named, on=on)
    return [
        HeldRole(
            id=grant.id,
            role=Role(grant.role),
            unit_name=unit_name,
            officer_id=grant.officer_id,
            holder=names.get(grant.officer_id),
            granted_by_id=grant.granted_by_id,
            granted_by=names.get(grant.granted_by_id),
            granted_at=grant.granted_at,
            agreed_by=names.get(grant.agreed_by_id),
            agreed_at=grant.agreed_at,
            withdrawn_by=names.get(grant.withdrawn_by_id),
            withdrawn_at=grant.withdrawn_at,
            withdrawn_because=WithdrawnBecause(grant.withdrawn_because) if grant.withdrawn_because else None,
        )
        for grant, unit_name in rows
    ]
