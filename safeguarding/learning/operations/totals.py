"""Keeping the completion totals true when people move, when a day turns, and when they are in doubt."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.learning.models import CompletionTotal, Progress, TotalsDay
from safeguarding.learning.operations.counting import UNHEARD, hold_totals, insert_into
from safeguarding.learning.queries.counted import begun_and_done, counted_totals, wrong_progress
from safeguarding.learning.rules.refusals import Refusal
from safeguarding.people.queries.postings import moves_since
from safeguarding.people.rules.roster import PostingMove

OFFICERS_AT_ONCE = 1_000
Cell = tuple[int, str, int]


class TotalsOfAnotherDay(Refusal):
    """A move of today cannot be taken from totals that describe another day."""

    def __init__(self) -> None:
        super().__init__("The completion totals describe an earlier day. Bring them to today before people are moved.")


class TotalsInDoubt(Refusal):
    """Somebody was to be taken out of a cell that does not hold them."""

    def __init__(self) -> None:
        super().__init__(
            "The completion totals do not agree with what officers have done, so nobody was moved. "
            "Run `learning self-check --mend`, then try again."
        )


def bring_totals_to_today(session: Session, *, at: datetime) -> int:
    """Let the totals describe the postings in force today; how many officers moved. A second time changes nothing.

    From here until the unit of work ends, nobody else counts. A roster import calls this before it changes postings.
    """
    today = london_day(at)
    described = hold_totals(session, at=at, to_move_people=True)
    if described >= today:
        return 0
    moves = moves_since(session, day=described, until=today)
    _move(session, moves)
    session.execute(update(TotalsDay).values(day=today).execution_options(**UNHEARD))
    return len(moves)


def move_people(session: Session, *, moves: Sequence[PostingMove], at: datetime) -> None:
    """Take what each officer has begun and done from the cell they were counted in to the one they work in now."""
    if hold_totals(session, at=at, to_move_people=True) != london_day(at):
        raise TotalsOfAnotherDay
    _move(session, moves)


def recount(session: Session, *, on: date, at: datetime) -> None:
    """Write totals and progress anew from the raw rows, for the postings in force on a day."""
    hold_totals(session, at=at, to_move_people=True)
    session.execute(delete(CompletionTotal).execution_options(**UNHEARD))
    columns = ["unit_id", "role_family", "module_id", "begun", "done"]
    session.execute(insert(CompletionTotal).from_select(columns, counted_totals(on)))
    session.execute(update(TotalsDay).values(day=on).execution_options(**UNHEARD))
    anew = [
        {
            "officer_id": officer_id,
            "campaign_id": campaign_id,
            "begun": begun,
            "done": done,
            "first_at": at,
            "last_at": at,
        }
        for (officer_id, campaign_id), (_, (begun, done)) in wrong_progress(session).items()
    ]
    if anew:
        _write_progress(session, anew)


def _write_progress(session: Session, rows: list[dict[str, Any]]) -> None:
    statement = insert_into(session, Progress)
    session.connection().execute(
        statement.on_conflict_do_update(
            index_elements=[Progress.officer_id, Progress.campaign_id],
            set_={"begun": statement.excluded.begun, "done": statement.excluded.done},
        ),
        rows,
    )


def _move(session: Session, moves: Sequence[PostingMove]) -> None:
    begun: Counter[Cell] = Counter()
    done: Counter[Cell] = Counter()
    for some in _parts(moves):
        where = {move.officer_id: move for move in some if move.before != move.after}
        raw = begun_and_done(list(where))
        for officer_id, module_id, is_done in session.execute(select(raw.c.officer_id, raw.c.module_id, raw.c.done)):
            move = where[officer_id]
            for post, step in ((move.before, -1), (move.after, +1)):
                if post is not None:
                    begun[*post, module_id] += step
                    done[*post, module_id] += step * is_done
    _add_to_cells(session, [(cell, begun[cell], done[cell]) for cell in sorted(begun) if begun[cell] or done[cell]])


def _parts(moves: Sequence[PostingMove]) -> Iterator[Sequence[PostingMove]]:
    for start in range(0, len(moves), OFFICERS_AT_ONCE):
        yield moves[start : start + OFFICERS_AT_ONCE]


def _add_to_cells(session: Session, changes: Iterable[tuple[Cell, int, int]]) -> None:
    rows = [
        {"of_unit": unit, "of_family": family, "of_module": module, "more_begun": begun, "more_done": done}
        for (unit, family, module), begun, done in changes
    ]
    if not rows:
        return
    # Columns' checks look at what is to be inserted before they look for a conflict, so a cell is first made empty.
    empty = insert_into(session, CompletionTotal).values(
        unit_id=bindparam("of_unit"),
        role_family=bindparam("of_family"),
        module_id=bindparam("of_module"),
        begun=0,
        done=0,
    )
    connection = session.connection()
    connection.execute(empty.on_conflict_do_nothing(), rows)
    try:
        connection.execute(
            update(CompletionTotal)
            .where(
                CompletionTotal.unit_id == bindparam("of_unit"),
                CompletionTotal.role_family == bindparam("of_family"),
                CompletionTotal.module_id == bindparam("of_module"),
            )
            .values(
                begun=CompletionTotal.begun + bindparam("more_begun"),
                done=CompletionTotal.done + bindparam("more_done"),
            ),
            rows,
        )
    except IntegrityError as error:
        raise TotalsInDoubt from error
