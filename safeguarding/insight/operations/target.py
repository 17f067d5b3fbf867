"""Saying what share of the force a campaign is meant to reach."""

from datetime import datetime

from sqlalchemy.orm import Session

from safeguarding.insight.models import ReachTarget
from safeguarding.people.operations.audit import record


def set_target(session: Session, *, campaign_id: int, per_cent: int | None, set_by_id: int, at: datetime) -> None:
    """Set, change or (None) take away the target line."""
    known = session.get(ReachTarget, campaign_id)
    if per_cent is None:
        if known is not None:
            session.delete(known)
    elif known is None:
        session.add(ReachTarget(campaign_id=campaign_id, per_cent=per_cent, set_by_id=set_by_id, set_at=at))
    else:
        known.per_cent, known.set_by_id, known.set_at = per_cent, set_by_id, at
    session.flush()
    about = {"campaign_id": campaign_id, "per_cent": per_cent}
    record(session, actor_id=set_by_id, action="target.set", about=about, at=at)
