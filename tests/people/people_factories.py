"""People to test with: units, officers and administrators, with the dull parts filled in."""

import itertools
import secrets
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day, now
from safeguarding.people.models import Officer, Posting, RoleGrant, Unit, UnitPlacement
from safeguarding.people.rules.roles import Role, RoleFamily

A_YEAR_AGO = london_day(now() - timedelta(days=365))

_numbers = itertools.count(1)


def a_unit(
    session: Session,
    *,
    code: str | None = None,
    name: str = "Harbour Response",
    kind: str = "team",
    parent: Unit | None = None,
    from_on: date = A_YEAR_AGO,
) -> Unit:
    """A unit that stands under its parent, or at the top."""
    unit = Unit(code=code or f"U{next(_numbers):04}", name=name, kind=kind)
    session.add(unit)
    session.flush()
    session.add(UnitPlacement(unit_id=unit.id, parent_id=parent.id if parent else None, from_on=from_on))
    session.flush()
    return unit


def an_officer(
    session: Session,
    *,
    unit: Unit | None = None,
    role_family: RoleFamily = RoleFamily.RESPONSE,
    staff_number: str | None = None,
    display_name: str = "Sam Example",
    work_email: str | None = None,
    is_protected: bool = False,
    from_on: date = A_YEAR_AGO,
) -> Officer:
    """An officer in post for a year, in a unit of their own unless one is given."""
    unit = unit or a_unit(session)
    officer = Officer(
        public_id=secrets.token_urlsafe(12),
        staff_number=staff_number or f"P{next(_numbers):06}",
        display_name=display_name,
        work_email=work_email,
    )
    session.add(officer)
    session.flush()
    session.add(
        Posting(
            officer_id=officer.id, unit_id=unit.id, role_family=role_family, is_protected=is_protected, from_on=from_on
        )
    )
    session.flush()
    return officer


def a_leaver(session: Session, *, left_on: date, **kwargs: object) -> Officer:
    """An officer who was in post until this day."""
    officer = an_officer(session, **kwargs)  # type: ignore[arg-type]
    leaves(session, officer, on=left_on)
    return officer


def leaves(session: Session, officer: Officer, *, on: date) -> None:
    """From this day the officer is not in post."""
    session.add(Posting(officer_id=officer.id, unit_id=None, role_family=None, from_on=on))
    session.flush()


def an_administrator(session: Session, **kwargs: object) -> Officer:
    """An officer who may grant roles."""
    officer = an_officer(session, **kwargs)  # type: ignore[arg-type]
    holds(session, officer, Role.ADMINISTRATOR)
    return officer


def holds(
    session: Session, officer: Officer, role: Role, *, unit: Unit | None = None, granted_at: datetime | None = None
) -> RoleGrant:
    """The officer holds the role, as if it had been granted (and agreed to) long ago."""
    at = granted_at or now() - timedelta(days=300)
    grant = RoleGrant(officer_id=officer.id, role=role, unit_id=unit.id if unit else None, granted_at=at, agreed_at=at)
    session.add(grant)
    session.flush()
    return grant
