"""The audit, page by page, and whether its newest part is as it was written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from safeguarding.common.clock import LONDON
from safeguarding.common.database import ask_at_length
from safeguarding.people.models import AuditEntry
from safeguarding.people.rules.audit import GENESIS, entry_hash

ON_A_PAGE = 50
# So many are checked each time somebody looks: a moment's work, whatever the audit's length.
CHECKED_AT_EACH_LOOK = 2_000


@dataclass(frozen=True)
class AuditLine:
    """One entry as it was written."""

    id: int
    at: datetime
    actor_id: int | None
    action: str
    about: Mapping[str, Any]


@dataclass(frozen=True)
class AuditPage:
    """Entries, the newest first. `before` leads to older ones, if there are any."""

    entries: list[AuditLine]
    before: int | None


@dataclass(frozen=True)
class ChainState:
    """What checking the newest entries found. `broken_at` is the first entry that is not as it was written."""

    entries: int
    checked: int
    broken_at: int | None
    last_hash: str

    @property
    def is_whole_chain(self) -> bool:
        return self.checked == self.entries


def audit_page(
    session: Session, *, before: int | None = None, action: str | None = None, day: date | None = None
) -> AuditPage:
    """Entries of one action, of one day in London, or all; those older than one entry, or the newest."""
    statement = select(AuditEntry.id, AuditEntry.at, AuditEntry.actor_id, AuditEntry.action, AuditEntry.about)
    if before is not None:
        statement = statement.where(AuditEntry.id < before)
    if action is not None:
        statement = statement.where(AuditEntry.action == action)
    if day is not None:
        begins, ends = (datetime.combine(one, time(), LONDON) for one in (day, day + timedelta(days=1)))
        statement = statement.where(AuditEntry.at >= begins, AuditEntry.at < ends)
    rows = session.execute(statement.order_by(AuditEntry.id.desc()).limit(ON_A_PAGE + 1)).all()
    entries = [AuditLine(*row) for row in rows[:ON_A_PAGE]]
    return AuditPage(entries, before=entries[-1].id if len(rows) > ON_A_PAGE else None)


def latest_of(session: Session, *, action: str) -> AuditLine | None:
    """The newest entry of an action; None if there never was one."""
    return next(iter(audit_page(session, action=action).entries), None)


def chain_state(session: Session, *, most: int | None = CHECKED_AT_EACH_LOOK) -> ChainState:
    """Whether the newest entries, or with `most` None all of them, are whole and follow one another."""
    entries = session.scalar(select(func.count(AuditEntry.id))) or 0
    newest = select(
        AuditEntry.id,
        AuditEntry.at,
        AuditEntry.actor_id,
        AuditEntry.action,
        AuditEntry.about,
        AuditEntry.previous_hash,
        AuditEntry.entry_hash,
    ).order_by(AuditEntry.id.desc())
    if most is not None:
        newest = newest.limit(most)
    checked, broken_at, following, last_hash = 0, None, None, GENESIS
    # Read from the newest to the oldest: what is broken furthest back is told, as `broken_link` would.
    with ask_at_length(session, newest, at_a_time=1000) as rows:
        for row in rows:
            expected = entry_hash(
                previous_hash=row.previous_hash, at=row.at, actor_id=row.actor_id, action=row.action, about=row.about
            )
            if following is None:
                last_hash = row.entry_hash
            elif following.previous_hash != row.entry_hash:
                broken_at = following.id
            if row.entry_hash != expected:
                broken_at = row.id
            following, checked = row, checked + 1
    if checked == entries and following is not None and following.previous_hash != GENESIS:
        broken_at = following.id
    return ChainState(entries, checked, broken_at, last_hash)
