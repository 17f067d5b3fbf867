"""Progress and completion totals, written in the same unit of work as the attempt or completion they count.

Totals describe people in post on one day (`totals_day`). Whoever counts first holds that day still, and only then reads
where the officer works: a roster import or the turn of the day cannot move the officer in between. Progress comes after
the totals' day, always in this order, so that nobody waits in a circle.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.common.database import ask, insert_once
from safeguarding.common.schema import Base
from safeguarding.learning.models import CompletionTotal, Progress, TotalsDay
from safeguarding.people.queries.postings import PostingThen, posting_on

UNHEARD = {"synchronize_session": False}
DAY_TO_COUNT = select(TotalsDay.day).with_for_update(read=True)
DAY_TO_MOVE_PEOPLE = select(TotalsDay.day).with_for_update()
ONE_MORE_DONE = (
    update(Progress)
    .where(Progress.officer_id == bindparam("of_officer"), Progress.campaign_id == bindparam("of_campaign"))
    .values(done=Progress.done + 1, last_at=bindparam("when"))
)
ONE_MORE_DONE_IN_CELL = (
    update(CompletionTotal)
    .where(
        CompletionTotal.unit_id == bindparam("of_unit"),
        CompletionTotal.role_family == bindparam("of_family"),
        CompletionTotal.module_id == bindparam("of_module"),
    )
    .values(done=CompletionTotal.done + 1)
)


@dataclass(frozen=True)
class HeldPost:
    """Where the officer works today, and where the totals count them; the second cannot change until we are done."""

    today: PostingThen | None
    counted: PostingThen | None


def hold_post(session: Session, *, officer_id: int, at: datetime) -> HeldPost:
    """Hold the totals' day still and read where the officer works."""
    totals_day, today = hold_totals(session, at=at), london_day(at)
    now = posting_on(session, officer_id=officer_id, on=today)
    then = now if totals_day == today else posting_on(session, officer_id=officer_id, on=totals_day)
    return HeldPost(today=now, counted=then)


def hold_totals(session: Session, *, at: datetime, to_move_people: bool = False) -> date:
    """The day the totals describe; it stays that day until this unit of work ends.

    Many may count at once; whoever moves people between units waits for them, and they for it.
    """
    statement = DAY_TO_MOVE_PEOPLE if to_move_people else DAY_TO_COUNT
    day = ask(session, statement).scalar()
    if day is None:
        insert_once(session, TotalsDay, id=1, day=london_day(at))
        day = session.execute(statement).scalar_one()
    return day


def count_begun(
    session: Session, *, officer_id: int, campaign_id: int, module_id: int, post: HeldPost, done: bool, at: datetime
) -> None:
    """The officer has begun a module they had never begun, and perhaps done it at one stroke."""
    counts = {"begun": 1, "done": int(done)}
    connection, dialect = session.connection(), session.get_bind().dialect.name
    progress = {"officer_id": officer_id, "campaign_id": campaign_id, **counts, "first_at": at, "last_at": at}
    connection.execute(_add_to_progress(dialect), progress)
    if post.counted is not None:
        cell = {"unit_id": post.counted.unit_id, "role_family": post.counted.role_family, "module_id": module_id}
        connection.execute(_add_to_cell(dialect), {**cell, **counts})


@cache
def _add_to_progress(dialect: str) -> Any:
    statement = insert_on(dialect, Progress)
    return statement.on_conflict_do_update(
        index_elements=[Progress.officer_id, Progress.campaign_id],
        set_={
            "begun": Progress.begun + statement.excluded.begun,
            "done": Progress.done + statement.excluded.done,
            "last_at": statement.excluded.last_at,
        },
    )


@cache
def _add_to_cell(dialect: str) -> Any:
    statement = insert_on(dialect, CompletionTotal)
    return statement.on_conflict_do_update(
        index_elements=[CompletionTotal.unit_id, CompletionTotal.role_family, CompletionTotal.module_id],
        set_={
            "begun": CompletionTotal.begun + statement.excluded.begun,
            "done": CompletionTotal.done + statement.excluded.done,
        },
    )


def count_done(
    session: Session, *, officer_id: int, campaign_id: int, module_id: int, post: HeldPost, at: datetime
) -> None:
    """The officer has done a module they had begun before, so both rows are there."""
    connection = session.connection()
    connection.execute(ONE_MORE_DONE, {"of_officer": officer_id, "of_campaign": campaign_id, "when": at})
    if post.counted is not None:
        unit_id, role_family = post.counted.unit_id, post.counted.role_family
        connection.execute(
            ONE_MORE_DONE_IN_CELL, {"of_unit": unit_id, "of_family": role_family, "of_module": module_id}
        )


def insert_into(session: Session, model: type[Base]) -> Any:
    """An INSERT that can say ON CONFLICT, for the database at hand."""
    return insert_on(session.get_bind().dialect.name, model)


def insert_on(dialect: str, model: type[Base]) -> Any:
    """The same, to be kept: building a statement takes longer than SQLite takes to answer it."""
    return (sqlite if dialect == "sqlite" else postgresql).insert(model)
