"""What becomes of each number on a trainer's list of who came."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

MOST_NUMBERS = 60


class Came(StrEnum):
    TO_MARK = "to_mark"
    ALREADY = "already"
    NOT_IN_POST = "not_in_post"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ListedPerson:
    """A number of the list, whose it is where that may be told, and what becomes of it."""

    number: str
    came: Came
    officer_id: int | None = None
    display_name: str | None = None
    marked_at: datetime | None = None


def what_becomes(*, is_in_post: bool, marked_at: datetime | None) -> Came:
    """A completion is never taken away and never made twice; only somebody in post can be given one."""
    if marked_at is not None:
        return Came.ALREADY
    return Came.TO_MARK if is_in_post else Came.NOT_IN_POST


def day_has_come(held_on: date, *, today: date) -> bool:
    """Nobody has been to a training before its day."""
    return held_on <= today
