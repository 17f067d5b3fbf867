"""People by their staff numbers, for somebody who has them on a list."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.people.models import Officer
from safeguarding.people.queries.postings import posting_in_force
from safeguarding.people.queries.protected import is_protected


@dataclass(frozen=True)
class NumberedPerson:
    """Somebody whose number was on the list, and whether they are in post."""

    officer_id: int
    display_name: str
    is_in_post: bool


def people_by_number(
    session: Session, *, numbers: Collection[str], on: date, with_protected: bool = False
) -> dict[str, NumberedPerson]:
    """Who has these staff numbers. Protected posts are in no list: their numbers are as good as unknown.

    `with_protected` is for a command, which shows no names.
    """
    in_force = posting_in_force(on).subquery()
    statement = (
        select(Officer.staff_number, Officer.id, Officer.display_name, in_force.c.unit_id)
        .outerjoin(in_force, in_force.c.officer_id == Officer.id)
        .where(Officer.staff_number.in_(numbers))
    )
    if not with_protected:
        statement = statement.where(~is_protected(Officer.id, on=on))
    return {
        number: NumberedPerson(officer_id, display_name, unit_id is not None)
        for number, officer_id, display_name, unit_id in session.execute(statement)
    }
