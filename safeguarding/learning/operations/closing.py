"""Closing an attempt: what it held goes, and only that it was made stays."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from safeguarding.content.queries.modules import PublishedModule
from safeguarding.learning.models import Attempt, HeardEvent, Listening
from safeguarding.learning.operations.attempts import close_attempt
from safeguarding.learning.operations.counting import UNHEARD
from safeguarding.learning.operations.scenario import close_scenario


def close(session: Session, *, attempt: Attempt, module: PublishedModule, at: datetime) -> None:
    """Let go of what was picked or heard, wherever the attempt stands."""
    if module.is_scenario:
        close_scenario(session, attempt=attempt, scenario=module.scenario, at=at)
        return
    if module.is_podcast:
        session.execute(delete(Listening).where(Listening.attempt_id == attempt.id).execution_options(**UNHEARD))
        session.execute(delete(HeardEvent).where(HeardEvent.attempt_id == attempt.id).execution_options(**UNHEARD))
    close_attempt(attempt, has_content_note=module.body.content_note is not None, at=at)
