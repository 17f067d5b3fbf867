"""Whether the audit is as it was written."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from safeguarding.common.database import ask_at_length
from safeguarding.people.models import AuditEntry
from safeguarding.people.rules.audit import GENESIS, entry_hash

AT_A_TIME = 1000


@dataclass(frozen=True)
class ChainEnd:
    """How long the chain is, and its last hash: noted elsewhere, it shows later whether the end was cut off."""

    entries: int
    last_hash: str


def broken_link(session: Session) -> int | None:
    """The first entry that was altered, or that follows one that was altered or taken away; None if all are whole."""
    previous = GENESIS
    # Columns, not entities: what is in the table counts, never what this session remembers of it.
    in_order = select(
        AuditEntry.id,
        AuditEntry.at,
        AuditEntry.actor_id,
        AuditEntry.action,
        AuditEntry.about,
        AuditEntry.previous_hash,
        AuditEntry.entry_hash,
    ).order_by(AuditEntry.id)
    with ask_at_length(session, in_order, at_a_time=AT_A_TIME) as entries:
        for entry in entries:
            expected = entry_hash(
                previous_hash=previous, at=entry.at, actor_id=entry.actor_id, action=entry.action, about=entry.about
            )
            if entry.previous_hash != previous or entry.entry_hash != expected:
                return int(entry.id)
            previous = entry.entry_hash
    return None


def chain_end(session: Session) -> ChainEnd:
    """The length of the chain and its last hash."""
    last = session.scalar(select(AuditEntry.entry_hash).order_by(AuditEntry.id.desc()).limit(1))
    return ChainEnd(session.scalar(select(func.count(AuditEntry.id))) or 0, last or GENESIS)


def holds_hash(session: Session, *, noted: str) -> bool:
    """Whether a hash that was noted earlier still belongs to an entry."""
    return noted == GENESIS or bool(session.scalar(select(AuditEntry.id).where(AuditEntry.entry_hash == noted)))
