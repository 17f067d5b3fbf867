"""How an extract sent by browser goes from arriving to being decided, and when it is let go."""

from datetime import datetime, timedelta
from enum import StrEnum

LARGEST_FILE = 20 * 1024 * 1024
KEPT_UNDECIDED = timedelta(hours=24)
# Work says that it is alive every second or so; on SQLite it cannot while it applies, which takes seconds.
SILENT_MEANS_DEAD = timedelta(seconds=60)


class UploadState(StrEnum):
    READING = "reading"
    SHOWN = "shown"
    REFUSED = "refused"
    APPLYING = "applying"
    APPLIED = "applied"


AT_WORK = frozenset({UploadState.READING, UploadState.APPLYING})


def has_gone_silent(state: UploadState, *, heard_at: datetime, at: datetime) -> bool:
    """Whether the work on it must be taken for dead."""
    return state in AT_WORK and at - heard_at > SILENT_MEANS_DEAD
