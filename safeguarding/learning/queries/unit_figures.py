"""Modules begun and done by the people of each unit."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from safeguarding.learning.models import CompletionTotal


def begun_and_done_by_unit(session: Session) -> dict[int, tuple[int, int]]:
    """Modules begun and done, all together, by the unit people work in directly on the totals' day."""
    statement = select(
        CompletionTotal.unit_id, func.sum(CompletionTotal.begun), func.sum(CompletionTotal.done)
    ).group_by(CompletionTotal.unit_id)
    return {unit_id: (int(begun), int(done)) for unit_id, begun, done in session.execute(statement)}
