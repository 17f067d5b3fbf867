"""Who holds which role."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from safeguarding.people.models import Posting, RoleGrant
from safeguarding.people.queries.posts import is_in_force
from safeguarding.people.rules.roles import GRANTERS, NEED_A_SECOND_GRANTER, Role, counts

# The condition that a row of RoleGrant gives its role now.
grant_counts = and_(
    RoleGrant.withdrawn_at.is_(None),
    # One by one: a list would be written into the statement anew each time it is asked.
    or_(RoleGrant.agreed_at.is_not(None), and_(*(RoleGrant.role != role for role in sorted(NEED_A_SECOND_GRANTER)))),
)
# Asked on many pages, so built once.
_HELD = select(RoleGrant.role).where(RoleGrant.officer_id == bindparam("officer_id"), grant_counts)


@dataclass(frozen=True)
class GrantInForce:
    """A role somebody was given and still has, or will have once a second person agrees."""

    id: int
    officer_id: int
    role: Role
    unit_id: int | None
    granted_by_id: int | None
    granted_at: datetime
    waits_for_agreement: bool


def roles_of(session: Session, *, officer_id: int) -> frozenset[Role]:
    """Everything the officer may do here. Everyone is an officer."""
    held = session.scalars(_HELD, {"officer_id": officer_id})
    return frozenset({Role.OFFICER, *map(Role, held)})


def units_led_by(session: Session, *, officer_id: int) -> frozenset[int]:
    """The units whose lead the officer is; what stands under them is the unit tree's business."""
    statement = select(RoleGrant.unit_id).where(
        RoleGrant.officer_id == officer_id,
        RoleGrant.role == Role.UNIT_LEAD,
        RoleGrant.unit_id.is_not(None),
        grant_counts,
    )
    return frozenset(unit_id for unit_id in session.scalars(statement) if unit_id is not None)


def administrators_in_post(session: Session, on: date) -> set[int]:
    """The officers who hold the role that may grant roles, and work here on this day."""
    statement = (
        select(RoleGrant.officer_id)
        .join(Posting, and_(Posting.officer_id == RoleGrant.officer_id, is_in_force(on)))
        .where(RoleGrant.role.in_(GRANTERS), grant_counts, Posting.unit_id.is_not(None))
    )
    return set(session.scalars(statement))


def grants_in_force(session: Session, *, officer_id: int) -> list[GrantInForce]:
    """An officer's grants that have not been withdrawn, the oldest first."""
    statement = (
        select(RoleGrant)
        .where(RoleGrant.officer_id == officer_id, RoleGrant.withdrawn_at.is_(None))
        .order_by(RoleGrant.id)
    )
    return [
        GrantInForce(
            id=grant.id,
            officer_id=grant.officer_id,
            role=Role(grant.role),
            unit_id=grant.unit_id,
            granted_by_id=grant.granted_by_id,
            granted_at=grant.granted_at,
            waits_for_agreement=not counts(Role(grant.role), is_agreed=grant.agreed_at is not None),
        )
        for grant in session.scalars(statement)
    ]
