"""Writing down what somebody did, so that it stays known."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from safeguarding.people.models import AuditEntry
from safeguarding.people.rules.audit import GENESIS, entry_hash, fault_in_entry

# Any number will do, as long as nothing else in this database takes it.
CHAIN_LOCK = 7_041_955


class NotForTheAudit(Exception):
    """The entry would keep something the audit must not hold."""


def record(
    session: Session, *, actor_id: int | None, action: str, about: Mapping[str, Any], at: datetime
) -> AuditEntry:
    """Add an entry to the chain, in the transaction of what it tells of. No actor: done by command or by itself.

    An operation that reads before it decides takes the chain first (`take_the_chain`); others record last, so that
    nobody waits for a row of theirs while they wait for the chain.
    """
    fault = fault_in_entry(action=action, about=about)
    if fault:
        raise NotForTheAudit(fault)
    take_the_chain(session)
    last = session.scalar(select(AuditEntry.entry_hash).order_by(AuditEntry.id.desc()).limit(1))
    previous_hash = last or GENESIS
    entry = AuditEntry(
        at=at,
        actor_id=actor_id,
        action=action,
        about=dict(about),
        previous_hash=previous_hash,
        entry_hash=entry_hash(previous_hash=previous_hash, at=at, actor_id=actor_id, action=action, about=about),
    )
    session.add(entry)
    session.flush()
    return entry


def take_the_chain(session: Session) -> None:
    """Wait until nobody else is writing to the audit, and keep it until this transaction ends.

    On SQLite a writing session has its turn already; PostgreSQL needs to be told.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(CHAIN_LOCK)))
