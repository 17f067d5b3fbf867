"""What the last extract was, and how everybody stands on a day, to compare the next one with."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from safeguarding.people.models import Officer, Posting, RosterImport, RosterUndo, Unit, UnitPlacement
from safeguarding.people.queries.posts import is_in_force
from safeguarding.people.queries.units import placement_is_in_force
from safeguarding.people.rules.roster import Standing, StandingPerson, StandingUnit
from safeguarding.people.rules.roster_file import PersonState, UnitState


@dataclass(frozen=True)
class LastImport:
    """The extract that was applied last and not taken back."""

    id: int
    as_at_on: date
    is_full: bool
    file_fingerprint: str
    applied_at: datetime


def last_import(session: Session) -> LastImport | None:
    """The extract applied last, but for those taken back; None before the first."""
    statement = (
        select(
            RosterImport.id,
            RosterImport.as_at_on,
            RosterImport.is_full,
            RosterImport.file_fingerprint,
            RosterImport.applied_at,
        )
        .where(RosterImport.id.not_in(select(RosterUndo.import_id)))
        .order_by(RosterImport.id.desc())
        .limit(1)
    )
    row = session.execute(statement).one_or_none()
    return LastImport(*row) if row else None


def standing_on(session: Session, *, on: date) -> Standing:
    """Everybody we know and every unit, as they stand on a day, in the order we came to know them.

    People and posts are asked for one after the other: just after a large import PostgreSQL takes the posts in force
    for few, and joining them as if they were took minutes.
    """
    units, codes = _units_on(session, on=on)
    posts = {
        post.officer_id: post
        for post in session.execute(
            select(
                Posting.officer_id,
                Posting.id,
                Posting.unit_id,
                Posting.role_family,
                Posting.is_protected,
                Posting.from_on,
            ).where(is_in_force(on))
        )
    }
    people = {}
    for officer_id, number, name, email in session.execute(
        select(Officer.id, Officer.staff_number, Officer.display_name, Officer.work_email).order_by(Officer.id)
    ):
        post = posts.get(officer_id)
        if post is None:
            people[number] = StandingPerson(officer_id, PersonState(name, email, None, None, False), None, None)
        else:
            unit_code = codes.get(post.unit_id) if post.unit_id else None
            state = PersonState(name, email, unit_code, post.role_family, post.is_protected)
            people[number] = StandingPerson(officer_id, state, post.id, post.from_on)
    return Standing(people, units)


def begins_after(session: Session, *, day: date, by: date) -> frozenset[int]:
    """The officers for whom another posting begins after one day and by another."""
    return frozenset(session.scalars(select(Posting.officer_id).where(Posting.from_on > day, Posting.from_on <= by)))


def _units_on(session: Session, *, on: date) -> tuple[dict[str, StandingUnit], dict[int, str]]:
    statement = (
        select(
            Unit.id,
            Unit.code,
            Unit.name,
            Unit.kind,
            UnitPlacement.id,
            UnitPlacement.parent_id,
            UnitPlacement.is_closed,
            UnitPlacement.from_on,
        )
        .outerjoin(UnitPlacement, and_(UnitPlacement.unit_id == Unit.id, placement_is_in_force(on)))
        .order_by(Unit.id)
    )
    rows = session.execute(statement).all()
    codes = {row[0]: row[1] for row in rows}
    units = {}
    for unit_id, code, name, kind, placement_id, parent_id, is_closed, from_on in rows:
        # A unit that stands nowhere yet is as good as closed: the extract that names it opens it.
        state = UnitState(
            name, kind, codes.get(parent_id) if parent_id else None, is_closed=placement_id is None or is_closed
        )
        units[code] = StandingUnit(unit_id, state, placement_id, from_on)
    return units, codes
