"""Doing a module at one stroke: an article answered, a transcript read, a resource opened."""

from datetime import datetime

from sqlalchemy.orm import Session

from safeguarding.content.queries.modules import PublishedModule
from safeguarding.learning.operations.attempts import begin_go, goes_at, open_attempt, refuse_withdrawn
from safeguarding.learning.operations.closing import close
from safeguarding.learning.operations.completing import complete
from safeguarding.learning.operations.counting import hold_post
from safeguarding.learning.rules.done import Evidence, enough_time_to_read
from safeguarding.learning.rules.refusals import Refusal


class TooFast(Refusal):
    """Nobody reads that fast."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"That was quicker than anyone can read this {what}, so it is not in your record yet. "
            "Read on from where you are, then send it again; nothing else is needed."
        )


def complete_whole(
    session: Session,
    *,
    officer_id: int,
    module: PublishedModule,
    evidence: Evidence,
    begun_at: datetime,
    at: datetime,
    words: int = 0,
    what: str = "page",
) -> None:
    """Record that the officer has done a module, and close what they had open of it; a second time changes nothing.

    `begun_at` is when the page was first shown to them, as it says itself, signed. `words` are those of `what` they
    say they have read: too fast is refused.
    """
    refuse_withdrawn(module)
    goes = goes_at(session, officer_id=officer_id, module=module)
    attempt = open_attempt(session, officer_id=officer_id, module_id=module.module_id) if goes.is_open else None
    if goes.is_open and attempt is None:
        # Another window closed it while we looked, and what it has done is to be seen now.
        goes = goes_at(session, officer_id=officer_id, module=module)
    if goes.is_done:
        if attempt is not None:
            attempt.last_at = at
            close(session, attempt=attempt, module=module, at=at)
            session.flush()
        return

    first_seen = min(begun_at, attempt.begun_at) if attempt else begun_at
    if not enough_time_to_read(words=words, begun_at=first_seen, at=at):
        raise TooFast(what)
    post = hold_post(session, officer_id=officer_id, at=at)
    is_begun_too = attempt is None
    if attempt is not None:
        attempt.begun_at = first_seen
        attempt.last_at = at
        close(session, attempt=attempt, module=module, at=at)
        session.flush()
    else:
        attempt = begin_go(
            session,
            officer_id=officer_id,
            module=module,
            goes=goes,
            post=post,
            begun_at=at if module.body.content_note else first_seen,
            at=at,
            closed_at=at,
        )
        if attempt is None:
            # Another window began it while we looked.
            complete_whole(
                session,
                officer_id=officer_id,
                module=module,
                evidence=evidence,
                begun_at=begun_at,
                at=at,
                words=words,
                what=what,
            )
            return
    complete(
        session,
        attempt=attempt,
        module=module,
        evidence=evidence,
        post=post,
        at=at,
        is_begun_too=is_begun_too and goes.is_new_to_it,
    )
