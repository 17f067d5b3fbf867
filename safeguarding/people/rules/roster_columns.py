"""The nine columns of an HR extract, and where each of them stands in a file."""

import unicodedata
from dataclasses import dataclass

from safeguarding.common.spreadsheet import Sheet, UnreadableFile


@dataclass(frozen=True)
class Column:
    """One of the nine, with the other headings it is known by; capitals, spaces and punctuation do not matter."""

    heading: str
    says: str
    aliases: tuple[str, ...]


COLUMNS = (
    Column(
        "staff number",
        "known for ever by it; leading zeros count",
        (
            "staff no",
            "staff id",
            "employee number",
            "employee no",
            "employee id",
            "personnel number",
            "payroll number",
            "warrant number",
            "collar number",
        ),
    ),
    Column("name", "as colleagues should read it", ("full name", "display name", "employee name", "officer name")),
    Column("work e-mail", "may be empty", ("e-mail", "e-mail address", "work e-mail address", "work mail")),
    Column("unit code", "the unit's code in the HR system", ("unit", "unit id", "team code", "organisation code")),
    Column("unit name", "the same on every line of a unit", ("team", "team name", "unit description")),
    Column(
        "parent unit code",
        "the unit it stands under; empty for the force itself",
        ("parent", "parent code", "parent unit", "parent unit id", "reports to unit"),
    ),
    Column("unit kind", "force, command, BCU or team", ("kind", "unit type", "unit level", "level")),
    Column("role title", "must stand in the file of role titles", ("role", "title", "job title", "post title", "rank")),
    Column(
        "protected",
        "yes or no, never empty: a protected post appears in no list or search",
        ("is protected", "protected post", "protected identity", "sensitive post"),
    ),
)

# What must be empty in a line that speaks of a unit alone: staff number, name, e-mail, role title.
ABOUT_A_PERSON = (0, 1, 2, 7)
NOT_HEADINGS = " The headings must stand in the first line that is filled: take out whatever stands above them."


def _heading_key(heading: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", heading).casefold()))


def find_columns(sheet: Sheet) -> tuple[list[int], tuple[str, ...]]:
    """Where each of the nine columns stands, and the names of all the others."""
    known = {_heading_key(name): index for index, column in enumerate(COLUMNS) for name in _names_of(column)}
    places: dict[int, int] = {}
    dropped = []
    for place, heading in enumerate(sheet.headings):
        index = known.get(_heading_key(heading))
        if index is None:
            dropped.append(heading or f"column {place + 1}, which has no heading")
        elif index in places:
            raise UnreadableFile(
                f"Line {sheet.headings_line}: '{sheet.headings[places[index]]}' and '{heading}' both stand for "
                f"'{COLUMNS[index].heading}'. Leave one of them out or rename it."
            )
        else:
            places[index] = place
    missing = [f"'{column.heading}'" for index, column in enumerate(COLUMNS) if index not in places]
    if missing:
        raise UnreadableFile(
            f"Line {sheet.headings_line}: no column for {', '.join(missing)}. "
            f"Columns found ({sheet.written}): {', '.join(sheet.headings)}.{'' if places else NOT_HEADINGS}"
        )
    return [places[index] for index in range(len(COLUMNS))], tuple(dropped)


def _names_of(column: Column) -> tuple[str, ...]:
    return column.heading, *column.aliases
