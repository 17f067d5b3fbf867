"""Why somebody may look into the training record, and the day on which something was done."""

from datetime import UTC, datetime
from enum import StrEnum

from safeguarding.common.clock import london_day


class LookedUpBecause(StrEnum):
    """Why the record is looked into: one of a few, so that nobody writes about a person in words of their own."""

    ASKED_FOR = "asked_for"
    SUPERVISION = "supervision"
    INSPECTION = "inspection"
    CONDUCT = "conduct"
    SUBJECT_ACCESS = "subject_access"


LOOKED_UP_BECAUSE: dict[LookedUpBecause, str] = {
    LookedUpBecause.ASKED_FOR: "The person asked for it",
    LookedUpBecause.SUPERVISION: "To plan or report training",
    LookedUpBecause.INSPECTION: "An inspection or audit asks for it",
    LookedUpBecause.CONDUCT: "A conduct matter, with authority to look",
    LookedUpBecause.SUBJECT_ACCESS: "A subject access request",
}


class DaysInLondon:
    """The London day of many instants. London's clock only ever changes on the hour, so each hour is asked once."""

    def __init__(self) -> None:
        self._by_hour: dict[str, str] = {}

    def of(self, hour: str) -> str:
        """The day, as 2026-11-20, of an hour in UTC, as 2026-11-20 14."""
        found = self._by_hour.get(hour)
        if found is None:
            instant = datetime.strptime(hour, "%Y-%m-%d %H").replace(tzinfo=UTC)
            found = self._by_hour[hour] = london_day(instant).isoformat()
        return found
