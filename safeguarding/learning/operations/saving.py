"""Putting a module by for later."""

from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from safeguarding.common.database import insert_once
from safeguarding.content.queries.modules import PublishedModule
from safeguarding.learning.models import Completion, SavedForLater
from safeguarding.learning.operations.attempts import refuse_withdrawn
from safeguarding.learning.operations.counting import UNHEARD


def save_for_later(session: Session, *, officer_id: int, module: PublishedModule, at: datetime) -> None:
    """Show this module to the officer under what they saved. What is done is not put by again."""
    refuse_withdrawn(module)
    done = exists().where(Completion.officer_id == officer_id, Completion.module_id == module.module_id)
    if not session.scalar(select(done)):
        insert_once(session, SavedForLater, officer_id=officer_id, module_id=module.module_id, saved_at=at)


def take_off(session: Session, *, officer_id: int, module: PublishedModule) -> None:
    """The officer no longer wants this module kept for later."""
    session.execute(
        delete(SavedForLater)
        .where(SavedForLater.officer_id == officer_id, SavedForLater.module_id == module.module_id)
        .execution_options(**UNHEARD)
    )
