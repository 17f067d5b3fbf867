"""What the pages of the roster say about numbers."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from safeguarding.people.rules.roster_telling import Told

KIND_NAMES = {
    Told.FAULTS: "Faults",
    Told.LEFT: "Leave",
    Told.MOVED: "Move",
    Told.JOINED: "Join",
    Told.RETURNED: "Come back",
    Told.CHANGED: "Change in another way",
    Told.UNITS: "Units",
}


class CountLine(NamedTuple):
    """A number and what it counts; `detail` for one that is about people counted in other lines too."""

    number: int
    says: str
    is_detail: bool = False


PEOPLE = {
    "joined": "join",
    "returned": "come back",
    "left": "leave",
    "moved": "move to another unit",
    "changed": "change in another way",
    "unchanged": "stay as they are",
    "faulty": "could not be read",
}
DETAILS = {
    "other_name": "with another name",
    "other_email": "with another e-mail address",
    "other_role": "with another kind of role",
    "newly_protected": "in a protected post from now on",
    "no_longer_protected": "no longer in a protected post",
}
UNITS = {
    "units_added": "new",
    "units_renamed": "with another name",
    "units_other_kind": "of another kind",
    "units_new_parent": "under another parent",
    "units_closed": "closed",
    "units_reopened": "opened again",
}
UNDO_PEOPLE = {
    "put_back": "put back as they were",
    "removed": "who joined by it removed",
    "kept": "who joined by it kept, not in post: something is on record about them since",
}
UNDO_UNITS = {
    "units_put_back": "put back as they were",
    "units_removed": "that came by it removed",
    "units_kept": "that came by it kept, closed: something is on record about them since",
}


def count_lines(counts: Mapping[str, Any]) -> dict[str, list[CountLine]]:
    """The counts of a difference, people and units apart; a line for nothing is left out."""
    return {
        "People": [*_lines(counts, PEOPLE), *_lines(counts, DETAILS, is_detail=True)],
        "Units": _lines(counts, UNITS),
    }


def undo_lines(counts: Mapping[str, Any]) -> dict[str, list[CountLine]]:
    """What taking an import back does."""
    return {"People": _lines(counts, UNDO_PEOPLE), "Units": _lines(counts, UNDO_UNITS)}


def _lines(counts: Mapping[str, Any], words: Mapping[str, str], *, is_detail: bool = False) -> list[CountLine]:
    return [CountLine(counts[name], says, is_detail) for name, says in words.items() if counts.get(name)]
