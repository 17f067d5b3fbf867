"""Who worked where, in what role, on a day; and whose post changed between two days."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from safeguarding.common.database import ask
from safeguarding.people.models import Posting
from safeguarding.people.queries.posts import is_in_force
from safeguarding.people.rules.roster import PostingMove


@dataclass(frozen=True)
class PostingThen:
    """Where an officer worked on a day."""

    unit_id: int
    role_family: str
    is_protected: bool
    from_on: date


def posting_in_force(on: date) -> Select[int, int | None, str | None, bool]:
    """Each officer's posting on a day (officer_id, unit_id, role_family, is_protected), to be used as a subquery.

    Leavers are in it, with no unit; who starts later is not.
    """
    return select(Posting.officer_id, Posting.unit_id, Posting.role_family, Posting.is_protected).where(is_in_force(on))


# Built once: building a statement takes longer than SQLite takes to answer it.
POSTING_ON = (
    select(Posting.unit_id, Posting.role_family, Posting.is_protected, Posting.from_on)
    .where(Posting.officer_id == bindparam("of_officer"), Posting.from_on <= bindparam("on"))
    .order_by(Posting.from_on.desc())
    .limit(1)
)


def posting_on(session: Session, *, officer_id: int, on: date) -> PostingThen | None:
    """Where the officer worked on a day; None if they were not in post."""
    row = ask(session, POSTING_ON, {"of_officer": officer_id, "on": on}).one_or_none()
    if row is None or row.unit_id is None or row.role_family is None:
        return None
    return PostingThen(row.unit_id, row.role_family, row.is_protected, row.from_on)


def headcount(session: Session, *, on: date) -> int:
    """How many people were in post on a day."""
    in_force = posting_in_force(on).subquery()
    return session.scalar(select(func.count()).select_from(in_force).where(in_force.c.unit_id.is_not(None))) or 0


def moves_since(session: Session, *, day: date, until: date) -> list[PostingMove]:
    """Whose unit or role family was no longer, at a later day, what it was on this one, by officer.

    Only a posting that began in between can have done that, so only those are looked at.
    """
    came = select(Posting.officer_id).where(Posting.from_on > day, Posting.from_on <= until).distinct().subquery()
    before, after = posting_in_force(day).subquery(), posting_in_force(until).subquery()
    statement = (
        select(came.c.officer_id, before.c.unit_id, before.c.role_family, after.c.unit_id, after.c.role_family)
        .join(after, after.c.officer_id == came.c.officer_id)
        .outerjoin(before, before.c.officer_id == came.c.officer_id)
        .where(
            or_(
                before.c.unit_id.is_distinct_from(after.c.unit_id),
                before.c.role_family.is_distinct_from(after.c.role_family),
            )
        )
        .order_by(came.c.officer_id)
    )
    return [
        PostingMove(
            officer_id,
            before=None if unit_before is None else (unit_before, role_before),
            after=None if unit_after is None else (unit_after, role_after),
        )
        for officer_id, unit_before, role_before, unit_after, role_after in session.execute(statement)
    ]
