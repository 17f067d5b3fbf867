"""Listening to an episode, or reading its transcript: either counts, and the two count the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from safeguarding.common.database import insert_once
from safeguarding.content.queries.modules import PublishedModule
from safeguarding.learning.models import Attempt, Completion, HeardEvent, Listening
from safeguarding.learning.operations.attempts import begin, open_attempt, refuse_withdrawn
from safeguarding.learning.operations.closing import close
from safeguarding.learning.operations.completing import complete
from safeguarding.learning.operations.counting import hold_post
from safeguarding.learning.operations.whole import complete_whole
from safeguarding.learning.rules import listening as rules
from safeguarding.learning.rules.done import Evidence
from safeguarding.learning.rules.listening import Stretch, enough_was_heard, milliseconds, with_stretches
from safeguarding.learning.rules.refusals import Refusal
from safeguarding.learning.rules.spans import Spans

# Built once: building a statement takes longer than SQLite takes to answer it.
OPEN_LISTENING = (
    select(Attempt, Listening)
    .join(Listening, Listening.attempt_id == Attempt.id)
    .where(
        Attempt.officer_id == bindparam("officer_id"),
        Attempt.module_id == bindparam("module_id"),
        Attempt.closed_at.is_(None),
    )
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)
COMPLETED_AT = select(Completion.completed_at).where(
    Completion.officer_id == bindparam("officer_id"), Completion.module_id == bindparam("module_id")
)


class EpisodeChanged(Refusal):
    """The page is of another version than the one this officer listens to."""

    def __init__(self) -> None:
        super().__init__(
            "This episode has changed since you opened it, so what you heard could not be kept. "
            "Open it again to go on; nothing that was in your record is lost."
        )


@dataclass(frozen=True)
class Report:
    """What a player tells us: stretches played, and where it stands now, in milliseconds.

    `opened_at` is when its page was opened, as that says itself, signed; the moments count from there.
    """

    event_id: str
    opened_at: datetime
    stretches: Sequence[Stretch]
    stands_at: int
    moment: int


@dataclass(frozen=True)
class Heard:
    """What has been heard so far. Once it is done, which parts were heard is forgotten."""

    parts: Spans
    heard_ms: int
    is_done: bool


def hear(session: Session, *, officer_id: int, module: PublishedModule, report: Report, at: datetime) -> Heard:
    """Add what a player reports, once; nine tenths heard is done at once. The first report begins the module.

    A report of a page that was opened before the module was done comes too late to matter, and begins nothing anew.
    """
    refuse_withdrawn(module)
    whose = {"officer_id": officer_id, "module_id": module.module_id}
    found = session.execute(OPEN_LISTENING, whose).one_or_none()
    if found is None:
        completed_at = session.scalar(COMPLETED_AT, whose)
        if completed_at is not None and completed_at >= report.opened_at:
            return Heard(parts=(), heard_ms=0, is_done=True)
        _begin_listening(session, officer_id=officer_id, module=module, report=report, at=at)
        found = session.execute(OPEN_LISTENING, whose).one()
    attempt, kept = found
    if attempt.version_id != module.version_id:
        raise EpisodeChanged
    if insert_once(session, HeardEvent, attempt_id=attempt.id, event_id=report.event_id):
        _add(attempt, kept, report, length_ms=module.podcast.length_ms, at=at)
        session.flush()
    if not enough_was_heard(heard_ms=kept.heard_ms, length_ms=module.podcast.length_ms):
        return Heard(parts=_spans(kept.heard), heard_ms=kept.heard_ms, is_done=False)

    heard = Heard(parts=_spans(kept.heard), heard_ms=kept.heard_ms, is_done=True)
    post = hold_post(session, officer_id=officer_id, at=at)
    complete(session, attempt=attempt, module=module, evidence=Evidence.HEARD, post=post, at=at)
    close(session, attempt=attempt, module=module, at=at)
    session.flush()
    return heard


def complete_transcript(
    session: Session, *, officer_id: int, module: PublishedModule, begun_at: datetime, at: datetime
) -> None:
    """Record that the officer has read the transcript to its end; a second time changes nothing."""
    complete_whole(
        session,
        officer_id=officer_id,
        module=module,
        evidence=Evidence.READ,
        begun_at=begun_at,
        at=at,
        words=module.podcast.transcript_words,
        what="transcript",
    )


def _begin_listening(
    session: Session, *, officer_id: int, module: PublishedModule, report: Report, at: datetime
) -> None:
    # An attempt without a listening is one that another window has begun this instant, or that a beacon began.
    attempt = open_attempt(session, officer_id=officer_id, module_id=module.module_id)
    if attempt is None:
        if module.state != "published":
            raise EpisodeChanged
        attempt = begin(session, officer_id=officer_id, module=module, at=at, begun_at=report.opened_at)
    insert_once(
        session,
        Listening,
        attempt_id=attempt.id,
        heard=[],
        moments=[],
        heard_ms=0,
        stopped_ms=0,
        stopped_at=attempt.begun_at,
    )


def _add(attempt: Attempt, kept: Listening, report: Report, *, length_ms: int, at: datetime) -> None:
    now = with_stretches(
        rules.Listening(_spans(kept.heard), _spans(kept.moments)),
        report.stretches,
        opened_ms=milliseconds(report.opened_at),
        now_ms=milliseconds(at),
        length_ms=length_ms,
    )
    kept.heard, kept.moments, kept.heard_ms = [*now.heard], [*now.moments], now.heard_ms
    stands_since = min(report.opened_at + timedelta(milliseconds=max(report.moment, 0)), at)
    if stands_since >= kept.stopped_at:
        kept.stopped_ms, kept.stopped_at = min(max(report.stands_at, 0), length_ms), stands_since
    attempt.last_at = max(at, attempt.last_at)


def _spans(pairs: Sequence[Sequence[int]]) -> Spans:
    return tuple((start, end) for start, end in pairs)
