"""Who is in post, and where, on a day."""

from datetime import date

from sqlalchemy import ColumnElement, Date, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from safeguarding.people.models import Posting


def is_in_force(day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """The condition that a row of Posting is the officer's latest that has begun by this day."""
    later = aliased(Posting)
    latest = (
        select(func.max(later.from_on))
        .where(later.officer_id == Posting.officer_id, later.from_on <= day)
        .correlate(Posting)
        .scalar_subquery()
    )
    return Posting.from_on == latest


_UNIT_OF_OFFICER = select(Posting.unit_id).where(
    Posting.officer_id == bindparam("officer_id"), is_in_force(bindparam("day", type_=Date))
)


def is_in_post(session: Session, *, officer_id: int, on: date) -> bool:
    """Whether the officer works here on this day; a leaver, or somebody who starts later, does not."""
    return session.scalar(_UNIT_OF_OFFICER, {"officer_id": officer_id, "day": on}) is not None
