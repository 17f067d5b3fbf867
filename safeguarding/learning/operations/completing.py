"""Writing down that a module is done: once for ever."""

from datetime import datetime

from sqlalchemy import bindparam, delete
from sqlalchemy.orm import Session

from safeguarding.common.database import ask, insert_once
from safeguarding.content.queries.modules import PublishedModule
from safeguarding.learning.models import Attempt, Completion, SavedForLater
from safeguarding.learning.operations.counting import HeldPost, count_begun, count_done
from safeguarding.learning.rules.done import Evidence, done_rule, evidence_kept

NO_LONGER_SAVED = delete(SavedForLater).where(
    SavedForLater.officer_id == bindparam("of_officer"),
    SavedForLater.module_id == bindparam("of_module"),
)


def complete(
    session: Session,
    *,
    attempt: Attempt,
    module: PublishedModule,
    evidence: Evidence,
    post: HeldPost,
    at: datetime,
    is_begun_too: bool = False,
) -> None:
    """Record the completion and count it; a second time changes nothing.

    `evidence` is what the server saw; after a content note, less is kept.
    `is_begun_too`: the officer begins and does the module at one stroke, and is counted for both.
    """
    completed_at = max(at, attempt.begun_at)
    has_content_note = module.body.content_note is not None
    is_new = insert_once(
        session,
        Completion,
        officer_id=attempt.officer_id,
        module_id=attempt.module_id,
        version_id=attempt.version_id,
        unit_id=post.today.unit_id if post.today else attempt.unit_id,
        rule=done_rule(module.kind).code,
        evidence=evidence_kept(evidence, kind=module.kind, has_content_note=has_content_note),
        # How long it took would tell who set it aside.
        begun_at=completed_at if has_content_note else attempt.begun_at,
        completed_at=completed_at,
    )
    if not is_new:
        return
    ask(session, NO_LONGER_SAVED, {"of_officer": attempt.officer_id, "of_module": attempt.module_id})
    whom = {
        "officer_id": attempt.officer_id,
        "campaign_id": module.campaign_id,
        "module_id": attempt.module_id,
    }
    if is_begun_too:
        count_begun(session, **whom, post=post, done=True, at=at)
    else:
        count_done(session, **whom, post=post, at=at)
