"""Between two days, which groups of units did people move between as a body."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from safeguarding.people.queries.postings import posting_in_force
from safeguarding.survey.queries.frame import unit_groups

FEWEST_MOVED = 10


def reorganised_groups(session: Session, *, earlier_on: date, later_on: date) -> frozenset[tuple[int, int]]:
    """Pairs of groups of units, as they stood on the earlier day and on the later.

    Counted are people of units that closed, were made, or came to stand in another group; not one officer's transfer.
    """
    before, after = (unit_groups(session, on=day) for day in (earlier_on, later_on))
    first, second = posting_in_force(earlier_on).subquery(), posting_in_force(later_on).subquery()
    rows = session.execute(
        select(first.c.unit_id, second.c.unit_id, func.count())
        .join(second, second.c.officer_id == first.c.officer_id)
        .where(first.c.unit_id.is_not(None), second.c.unit_id.is_not(None))
        .group_by(first.c.unit_id, second.c.unit_id)
    )
    moved: dict[tuple[int, int], int] = {}
    for old, new, people in rows:
        stayed = old in after and new in before and old != new
        pair = (before[old].id if old in before else old, after[new].id if new in after else new)
        if not stayed and pair[0] != pair[1]:
            moved[pair] = moved.get(pair, 0) + people
    return frozenset(pair for pair, people in moved.items() if people >= FEWEST_MOVED)
