"""The one clock. Instants are UTC; the force's day turns at midnight in London."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def london_day(instant: datetime) -> date:
    """The calendar day in London on which an instant falls."""
    return instant.astimezone(LONDON).date()


def london_today() -> date:
    """Today, as the people of the force would say it."""
    return london_day(now())
