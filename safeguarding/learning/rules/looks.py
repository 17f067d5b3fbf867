"""What an officer may decide about one object of a scene."""

from enum import StrEnum


class Look(StrEnum):
    """Opened it to read about it; marked it as worth a second look; or left it."""

    OPENED = "opened"
    MARKED = "marked"
    LEFT = "left"
