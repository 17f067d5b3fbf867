"""Whether this server may serve this database, and whether it can serve now."""

from sqlalchemy import exists, select
from sqlalchemy.exc import SQLAlchemyError

from safeguarding.common.database import Database
from safeguarding.common.revision import is_at_head
from safeguarding.config import Settings
from safeguarding.content.models import ModuleVersion
from safeguarding.people.queries.installation import installation

OUT_OF_REACH = "The database cannot be reached."
NOT_MIGRATED = "The database's tables are not those of this version. Run: python -m safeguarding.cli migrate"
MARKED_AS_DEMONSTRATION = (
    "This database is marked as a demonstration, with invented people; this server is not one. "
    "Set DATABASE_URL to the force's own database."
)
NOTHING_PUBLISHED = "No campaign has been published yet."


class CannotServe(Exception):
    """This server must not serve this database; the message says why and what to do."""


def check_before_serving(database: Database, settings: Settings) -> None:
    """Refuse to start on a database that is out of reach, not migrated, or not this server's to serve."""
    reason = _why_not(database, settings)
    if reason is not None:
        raise CannotServe(reason)


def why_not_ready(database: Database, settings: Settings) -> str | None:
    """Why pages cannot be served now; None when they can."""
    reason = _why_not(database, settings)
    if reason is not None:
        return reason
    with database.reading() as session:
        is_published = session.scalar(select(exists().where(ModuleVersion.state == "published")))
    return None if is_published else NOTHING_PUBLISHED


def _why_not(database: Database, settings: Settings) -> str | None:
    try:
        if not is_at_head(settings.database_url):
            return NOT_MIGRATED
        with database.reading() as session:
            installed = installation(session)
    except SQLAlchemyError:
        return OUT_OF_REACH
    if installed is not None and installed.is_demonstration and not settings.is_demonstration:
        return MARKED_AS_DEMONSTRATION
    return None
