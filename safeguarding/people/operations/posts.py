"""Moving people from one unit to another from a day on, without a new HR extract."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Date, insert, literal, select, update
from sqlalchemy.orm import Session

from safeguarding.people.models import Posting
from safeguarding.people.queries.posts import is_in_force
from safeguarding.people.rules.roster import PostingMove

UNHEARD = {"synchronize_session": False}


def move_posts(
    session: Session, *, from_unit_id: int, to_unit_id: int, on: date, officer_ids: Collection[int] | None = None
) -> list[PostingMove]:
    """From this day those who work in one unit work in the other, in the same role: everybody, or only these officers.

    A row that begins on the day is changed, any earlier one ends. When everybody moves, what would begin there later
    begins in the other unit.
    """
    of_these: list[ColumnElement[bool]] = [Posting.unit_id == from_unit_id]
    if officer_ids is not None:
        of_these.append(Posting.officer_id.in_(officer_ids))
    moving = session.execute(
        select(Posting.officer_id, Posting.role_family).where(*of_these, is_in_force(on)).order_by(Posting.officer_id)
    ).all()
    columns = ["officer_id", "unit_id", "role_family", "is_protected", "from_on"]
    session.execute(
        insert(Posting)
        .from_select(
            columns,
            select(
                Posting.officer_id,
                literal(to_unit_id),
                Posting.role_family,
                Posting.is_protected,
                literal(on, Date),
            ).where(*of_these, is_in_force(on), Posting.from_on < on),
        )
        .execution_options(**UNHEARD)
    )
    begins = Posting.from_on == on if officer_ids is not None else Posting.from_on >= on
    session.execute(update(Posting).where(*of_these, begins).values(unit_id=to_unit_id).execution_options(**UNHEARD))
    session.expire_all()
    return [
        PostingMove(officer_id, before=(from_unit_id, family), after=(to_unit_id, family))
        for officer_id, family in moving
        if family is not None
    ]
