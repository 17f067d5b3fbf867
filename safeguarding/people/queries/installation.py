"""What this database is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from safeguarding.people.models import Installation


@dataclass(frozen=True)
class Installed:
    """Whether the force in this database is invented, and since when it is here."""

    is_demonstration: bool
    installed_at: datetime


def installation(session: Session) -> Installed | None:
    """What this database was marked as; None before it was."""
    row = session.get(Installation, 1)
    return Installed(row.is_demonstration, row.installed_at) if row else None
