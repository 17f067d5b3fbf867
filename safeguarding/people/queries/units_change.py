"""Units as an administrator sees them: who works there, what stands below, and what has been decided about them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import Session

from safeguarding.people.models import Officer, Posting, Unit, UnitChange, UnitPlacement
from safeguarding.people.queries.posts import is_in_force
from safeguarding.people.queries.protected import is_protected
from safeguarding.people.queries.units import placement_is_in_force, unit_tree
from safeguarding.people.rules.roles import RoleFamily
from safeguarding.people.rules.units_change import Decision, StandingUnit, decision_of, in_a_sentence

LATEST_CHANGES = 50


@dataclass(frozen=True)
class PersonOfUnit:
    """Somebody who works in a unit directly."""

    officer_id: int
    public_id: str
    display_name: str
    staff_number: str
    role_family: RoleFamily


@dataclass(frozen=True)
class KnownUnit:
    """A unit by its number, open or closed."""

    id: int
    code: str
    name: str
    kind: str
    is_open: bool


@dataclass(frozen=True)
class ChangeOfUnit:
    """What was decided about a unit, in a sentence, and what became of it."""

    id: int
    unit_id: int
    sentence: str
    decision: Decision
    decided_by_id: int
    decided_at: datetime
    applied_at: datetime | None
    cancelled_at: datetime | None
    refused_because: str | None


def standing_units(session: Session, *, on: date) -> dict[int, StandingUnit]:
    """Every unit open on a day by its number, each after the one it stands under, with the people in it directly."""
    counted = select(
        Posting.unit_id,
        func.count().label("anybody"),
        func.sum(case((Posting.is_protected, 0), else_=1)).label("people"),
    )
    counted = counted.where(Posting.unit_id.is_not(None), is_in_force(on)).group_by(Posting.unit_id)
    people = {row.unit_id: row for row in session.execute(counted)}
    return {
        unit.id: StandingUnit(
            unit.name,
            unit.parent_id,
            people=int(people[unit.id].people) if unit.id in people else 0,
            has_people=unit.id in people,
        )
        for unit in unit_tree(session, on=on)
    }


def unit_by_number(session: Session, *, unit_id: int, on: date) -> KnownUnit:
    """One unit. Raises NoResultFound."""
    statement = (
        select(Unit.id, Unit.code, Unit.name, Unit.kind, UnitPlacement.is_closed)
        .outerjoin(UnitPlacement, and_(UnitPlacement.unit_id == Unit.id, placement_is_in_force(on)))
        .where(Unit.id == unit_id)
    )
    row = session.execute(statement).one()
    return KnownUnit(row.id, row.code, row.name, row.kind, is_open=row.is_closed is False)


def unit_codes(session: Session) -> frozenset[str]:
    """Every code that was ever used."""
    return frozenset(session.scalars(select(Unit.code)))


def people_of_unit(session: Session, *, unit_id: int, on: date) -> list[PersonOfUnit]:
    """Who works in a unit directly, by name; protected posts are not in it."""
    statement = (
        select(Officer.id, Officer.public_id, Officer.display_name, Officer.staff_number, Posting.role_family)
        .join(Posting, Posting.officer_id == Officer.id)
        .where(Posting.unit_id == unit_id, is_in_force(on), ~is_protected(Officer.id, on=on))
        .order_by(func.lower(Officer.display_name), Officer.staff_number)
    )
    return [PersonOfUnit(*row[:4], RoleFamily(row.role_family)) for row in session.execute(statement)]


def changes_to_come(session: Session) -> list[ChangeOfUnit]:
    """What was decided and is still to come, and what could not be done on its day, the soonest first."""
    return _changes(
        session,
        select(UnitChange)
        .where(UnitChange.applied_at.is_(None), UnitChange.cancelled_at.is_(None))
        .order_by(UnitChange.from_on, UnitChange.id),
    )


def changes_of_unit(session: Session, *, unit_id: int) -> list[ChangeOfUnit]:
    """The latest that was decided about one unit, the newest first."""
    return _changes(
        session,
        select(UnitChange)
        .where(UnitChange.unit_id == unit_id)
        .order_by(UnitChange.from_on.desc(), UnitChange.id.desc())
        .limit(LATEST_CHANGES),
    )


def _changes(session: Session, statement: Select[UnitChange]) -> list[ChangeOfUnit]:
    rows = session.scalars(statement).all()
    decisions = {
        row.id: decision_of(kind=row.kind, unit_id=row.unit_id, from_on=row.from_on, facts=row.facts) for row in rows
    }
    named = {number for one in decisions.values() for number in (one.unit_id, one.other_id) if number is not None}
    found = session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(named))).all() if named else []
    names = {row.id: row[1] for row in found}
    return [
        ChangeOfUnit(
            row.id,
            row.unit_id,
            in_a_sentence(decisions[row.id], {**names, row.unit_id: row.facts["called"]}),
            decisions[row.id],
            row.decided_by_id,
            row.decided_at,
            row.applied_at,
            row.cancelled_at,
            row.refused_because,
        )
        for row in rows
    ]
