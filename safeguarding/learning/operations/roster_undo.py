"""What follows in learning when a roster import is taken back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from safeguarding.learning.models import CompletionTotal
from safeguarding.learning.operations.counting import UNHEARD
from safeguarding.learning.operations.totals import move_people
from safeguarding.people.rules.roster import PostingMove

# What move_people_back() keeps true: a unit that is counted there has learned nothing by itself.
TABLES_THAT_FOLLOW = frozenset({CompletionTotal.__tablename__})


def move_people_back(session: Session, *, moves: Sequence[PostingMove], at: datetime) -> None:
    """Move them in the totals and forget empty cells, so that a unit which only that import brought can go."""
    move_people(session, moves=moves, at=at)
    session.execute(
        delete(CompletionTotal)
        .where(CompletionTotal.begun == 0, CompletionTotal.done == 0)
        .execution_options(**UNHEARD)
    )
