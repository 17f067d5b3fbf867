"""Marking who was at a training. A completion is never taken away, so the names are looked at first."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.content.queries.modules import PublishedModule
from safeguarding.learning.models import Completion
from safeguarding.learning.operations.whole import complete_whole
from safeguarding.learning.queries.attendance import begins_at
from safeguarding.learning.rules.attendance import day_has_come
from safeguarding.learning.rules.done import Evidence
from safeguarding.learning.rules.refusals import Refusal
from safeguarding.people.operations.audit import record


class NotHeldYet(Refusal):
    """Nobody can have been at a training that is still to come."""

    def __init__(self, held_at: datetime) -> None:
        super().__init__(f"It is on {held_at.day} {held_at:%B %Y}. Mark who came on the day or after it.")


def mark_attendance(
    session: Session, *, module: PublishedModule, officer_ids: Collection[int], marked_by_id: int | None, at: datetime
) -> list[int]:
    """Record that these officers were at the training: who had it already keeps what they had. The new ones' ids.

    It was begun when the training began, and is done when it is marked. Raises NotHeldYet, NotInPost, ModuleWithdrawn.
    """
    held_at = begins_at(session, module=module)
    if not day_has_come(held_at.date(), today=london_day(at)):
        raise NotHeldYet(held_at)
    had_it = select(Completion.officer_id).where(
        Completion.module_id == module.module_id, Completion.officer_id.in_(officer_ids)
    )
    marked = sorted(set(officer_ids) - set(session.scalars(had_it)))
    for officer_id in marked:
        complete_whole(
            session,
            officer_id=officer_id,
            module=module,
            evidence=Evidence.ATTENDED,
            begun_at=min(held_at, at),
            at=at,
        )
    for officer_id in marked:
        about = {"module_id": module.module_id, "officer": officer_id}
        record(session, actor_id=marked_by_id, action="training.attended", about=about, at=at)
    return marked
