"""Saying once what a database is, and refusing the wrong one."""

from datetime import datetime

from sqlalchemy.orm import Session

from safeguarding.common.database import insert_once
from safeguarding.people.models import Installation
from safeguarding.people.queries.installation import Installed, installation


class WrongDatabase(Exception):
    """A real force meets the invented one, or the other way round."""


def mark_installed(session: Session, *, is_demonstration: bool, at: datetime) -> Installed:
    """Mark this database as a demonstration or a real one, once for ever; a second time changes nothing."""
    insert_once(session, Installation, id=1, is_demonstration=is_demonstration, installed_at=at)
    refuse_wrong_database(session, is_demonstration=is_demonstration)
    marked = installation(session)
    assert marked is not None  # noqa: S101 - inserted two lines above, unless it was there
    return marked


def refuse_wrong_database(session: Session, *, is_demonstration: bool) -> None:
    """Raise WrongDatabase if the database is marked as the other kind; one that is not marked yet is fine."""
    marked = installation(session)
    if marked is None or marked.is_demonstration == is_demonstration:
        return
    if marked.is_demonstration:
        raise WrongDatabase(
            "This database holds the demonstration's invented force, so a real installation will not start on it. "
            "Set DATABASE_URL to a database of the force's own."
        )
    raise WrongDatabase(
        "This database belongs to a real force, so the demonstration will not start on it. "
        "Set DATABASE_URL and SECRET_KEY to run it as a force does."
    )
