"""Beginning a module, taking up what was begun, and closing it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session

from safeguarding.common.database import ask
from safeguarding.content.queries.modules import PublishedModule
from safeguarding.learning.models import Attempt, Completion
from safeguarding.learning.operations.counting import HeldPost, count_begun, hold_post, insert_on
from safeguarding.learning.rules.refusals import Refusal

# Built once: building a statement takes longer than SQLite takes to answer it.
OF_OFFICER_AND_MODULE = (Attempt.officer_id == bindparam("officer_id"), Attempt.module_id == bindparam("module_id"))
OPEN_ATTEMPT = select(Attempt).where(*OF_OFFICER_AND_MODULE, Attempt.closed_at.is_(None))
HELD_ATTEMPT = (
    select(Attempt)
    .where(Attempt.public_id == bindparam("public_id"), Attempt.officer_id == bindparam("officer_id"))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)
GOES = select(
    func.count(),
    func.count().filter(Attempt.version_id == bindparam("version_id")),
    func.count().filter(Attempt.closed_at.is_(None)),
    select(
        exists().where(Completion.officer_id == bindparam("officer_id"), Completion.module_id == bindparam("module_id"))
    ).scalar_subquery(),
).where(*OF_OFFICER_AND_MODULE)


class ModuleWithdrawn(Refusal):
    """Withdrawn content is not shown, begun or finished any more."""

    def __init__(self, module: PublishedModule) -> None:
        reason = f" Why: {module.withdrawn_reason}" if module.withdrawn_reason else ""
        super().__init__(f"{module.title} has been withdrawn.{reason} What you have done stays in your record.")


class NotInPost(Refusal):
    """Somebody without a posting has no unit to learn in."""

    def __init__(self) -> None:
        super().__init__("You have no posting today, so nothing can be begun in your name. Ask your administrator.")


class NotYourAttempt(Refusal):
    """There is no such attempt, or it is somebody else's: which of the two is not told."""

    def __init__(self) -> None:
        super().__init__("There is nothing of yours here.")


@dataclass(frozen=True)
class Goes:
    """How often an officer has begun a module, whether it is open now, and whether it is done."""

    so_far: int
    at_this_version: int
    is_open: bool
    is_done: bool

    @property
    def is_new_to_it(self) -> bool:
        """Whether the totals do not count the officer for this module yet."""
        return self.so_far == 0 and not self.is_done


def begin(
    session: Session, *, officer_id: int, module: PublishedModule, at: datetime, begun_at: datetime | None = None
) -> Attempt:
    """The officer's open attempt at the module, begun now unless there is one.

    `begun_at` is earlier where the page itself says when it was opened. An attempt that is open stays at the version
    it was begun with.
    """
    refuse_withdrawn(module)
    attempt = open_attempt(session, officer_id=officer_id, module_id=module.module_id)
    if attempt is not None:
        return attempt
    post = hold_post(session, officer_id=officer_id, at=at)
    goes = goes_at(session, officer_id=officer_id, module=module)
    attempt = begin_go(
        session, officer_id=officer_id, module=module, goes=goes, post=post, begun_at=min(begun_at or at, at), at=at
    )
    if attempt is None:
        return begin(session, officer_id=officer_id, module=module, at=at, begun_at=begun_at)
    if goes.is_new_to_it:
        count_begun(
            session,
            officer_id=officer_id,
            campaign_id=module.campaign_id,
            module_id=module.module_id,
            post=post,
            done=False,
            at=at,
        )
    return session.get_one(Attempt, attempt.id)


def hold_attempt(session: Session, *, officer_id: int, public_id: str) -> Attempt:
    """The officer's own attempt, and no other request may change it until this unit of work ends."""
    attempt = session.scalar(HELD_ATTEMPT, {"public_id": public_id, "officer_id": officer_id})
    if attempt is None:
        raise NotYourAttempt
    return attempt


def open_attempt(session: Session, *, officer_id: int, module_id: int) -> Attempt | None:
    """What the officer has begun at this module and not closed: one at most."""
    return session.scalar(OPEN_ATTEMPT, {"officer_id": officer_id, "module_id": module_id})


def goes_at(session: Session, *, officer_id: int, module: PublishedModule) -> Goes:
    """What the officer has to do with a module so far; in one statement."""
    whose = {"officer_id": officer_id, "module_id": module.module_id, "version_id": module.version_id}
    so_far, at_this_version, open_now, done = ask(session, GOES, whose).one()
    return Goes(so_far=so_far, at_this_version=at_this_version, is_open=open_now > 0, is_done=bool(done))


def begin_go(
    session: Session,
    *,
    officer_id: int,
    module: PublishedModule,
    goes: Goes,
    post: HeldPost,
    begun_at: datetime,
    at: datetime,
    closed_at: datetime | None = None,
) -> Attempt | None:
    """The next go at the module, as it was written and apart from the session; None if another window began it while we
    looked, and looking again will tell."""
    if post.today is None:
        raise NotInPost
    values = {
        "public_id": secrets.token_urlsafe(16),
        "officer_id": officer_id,
        "module_id": module.module_id,
        "version_id": module.version_id,
        "unit_id": post.today.unit_id,
        "go": goes.so_far + 1,
        "is_first": goes.at_this_version == 0,
        "begun_at": begun_at,
        "last_at": at,
        "closed_at": closed_at,
    }
    attempt_id = ask(session, _begin_once(session.get_bind().dialect.name), values).scalar_one_or_none()
    return None if attempt_id is None else Attempt(**values, id=attempt_id)


@cache
def _begin_once(dialect: str) -> Any:
    return insert_on(dialect, Attempt).on_conflict_do_nothing().returning(Attempt.id)


def close_attempt(attempt: Attempt, *, has_content_note: bool, at: datetime) -> None:
    """Close an attempt. After a content note only the end is kept: how long it took would tell who set it aside."""
    attempt.closed_at = max(at, attempt.begun_at)
    if has_content_note:
        attempt.begun_at = attempt.last_at = attempt.closed_at
        attempt.ended_at = None


def refuse_withdrawn(module: PublishedModule) -> None:
    if module.is_withdrawn:
        raise ModuleWithdrawn(module)
