"""What the HR extract says: nine columns of it, cleaned, with every fault on its line.

Nothing else in the file is kept; a column that is not one of the nine is named and dropped.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from safeguarding.common.spreadsheet import Row, Sheet, UnreadableFile, UnreadCell
from safeguarding.people.rules.role_titles import RoleTitles, as_title_key
from safeguarding.people.rules.roster_columns import ABOUT_A_PERSON, COLUMNS, find_columns
from safeguarding.people.rules.sign_in import normal_staff_number

Progress = Callable[[float], object]

LONGEST_NAME = 120
LONGEST_EMAIL = 254
SHOWN_AS_READ = 5
ROWS_BETWEEN_PROGRESS = 1000
JOINERS = "\u200c\u200d"  # invisible, but spelling in several scripts

STAFF_NUMBER = re.compile(r"[A-Z0-9](?:[A-Z0-9./-]{0,30}[A-Z0-9])?")
SHORTENED_BY_A_SPREADSHEET = re.compile(r"\d(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
UNIT_CODE = re.compile(r"[A-Z0-9](?:[A-Z0-9 ./&_-]{0,38}[A-Z0-9])?")
EMAIL = re.compile(r"[^@\s,;:<>()\"\[\]\\]+@[^@\s,;:<>()\"\[\]\\.]+(?:\.[^@\s,;:<>()\"\[\]\\.]+)+")


class UnitKind(StrEnum):
    FORCE = "force"
    COMMAND = "command"
    BCU = "bcu"
    TEAM = "team"


KINDS = {
    "force": UnitKind.FORCE,
    "command": UnitKind.COMMAND,
    "directorate": UnitKind.COMMAND,
    "department": UnitKind.COMMAND,
    "bcu": UnitKind.BCU,
    "basic command unit": UnitKind.BCU,
    "borough command unit": UnitKind.BCU,
    "division": UnitKind.BCU,
    "team": UnitKind.TEAM,
}
YES_OR_NO = {
    **dict.fromkeys(("yes", "y", "true", "1"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}


class PersonState(NamedTuple):
    """What is known of somebody on a day. No unit means not in post."""

    display_name: str
    work_email: str | None
    unit_code: str | None
    role_family: str | None
    is_protected: bool


class UnitState(NamedTuple):
    """What is known of a unit on a day. No parent means at the top, unless it is closed."""

    name: str
    kind: str
    parent_code: str | None
    is_closed: bool = False


class RosterRow(NamedTuple):
    """One person of the extract."""

    line: int
    staff_number: str
    person: PersonState


class Fault(NamedTuple):
    """What is wrong, on which line, in words for whoever looks after the extract."""

    line: int
    reason: str


@dataclass(frozen=True)
class AsRead:
    """How an extract was read, to be looked at before anything else: names whole, zeros in front of numbers there?

    first_rows: the first rows under the nine headings; None for one that may not be shown to everybody.
    """

    written: str
    dropped_columns: tuple[str, ...]
    first_rows: tuple[tuple[str, ...] | None, ...]


@dataclass(frozen=True)
class RosterFile:
    """An HR extract, read and checked by itself; what it would change is another question.

    written: how the file is written, in words.
    first_rows: the first rows as they were read, under the nine headings, to see that names and zeros are whole.
    named: every staff number in it, those on faulty lines too, so that a fault never looks like somebody leaving.
    faulty_rows: how many lines that name somebody were set aside.
    """

    fingerprint: str
    written: str
    dropped_columns: tuple[str, ...]
    first_rows: tuple[tuple[str, ...], ...]
    rows: tuple[RosterRow, ...]
    faulty_rows: int
    named: frozenset[str]
    units: dict[str, UnitState]
    unit_lines: dict[str, int]
    faults: tuple[Fault, ...]


def nothing_to_tell(fraction: float) -> None:
    """For callers who show no progress."""


def normal_unit_code(text: str) -> str:
    """A unit's code as it is kept: trimmed, upper-case, in one Unicode form."""
    return " ".join(unicodedata.normalize("NFKC", text).upper().split())


def may_be_shown(cells: tuple[str, ...]) -> bool:
    """Whether a row as it was read may be shown to whoever sits before the screen: it is surely not protected.

    A line that names nobody, only a unit, says nothing about protection.
    """
    names_nobody = not any(cells[index].strip() for index in ABOUT_A_PERSON)
    return names_nobody or YES_OR_NO.get(cells[-1].strip().casefold()) is False


def first_read(sheet: Sheet) -> AsRead:
    """The first rows alone, at once. Raises UnreadableFile as read_roster does for the headings."""
    places, dropped = find_columns(sheet)
    width = len(sheet.headings)
    rows = (row for row in sheet.rows() if len(row.cells) == width)
    shown = [tuple(" ".join(row.cells[place].split()) for place in places) for row in islice(rows, SHOWN_AS_READ)]
    return AsRead(sheet.written, dropped, tuple(cells if may_be_shown(cells) else None for cells in shown))


def read_roster(sheet: Sheet, *, titles: RoleTitles, progress: Progress = nothing_to_tell) -> RosterFile:
    """Read every row of the extract and collect every fault in it.

    Raises UnreadableFile if a column is missing or stands there twice, or nobody is in the file.
    """
    places, dropped = find_columns(sheet)
    reading = _Reading(places, width=len(sheet.headings), titles=titles)
    for count, row in enumerate(sheet.rows(), 1):
        reading.take(row)
        if count % ROWS_BETWEEN_PROGRESS == 0:
            progress(min(1.0, row.line / sheet.line_count))
    progress(1.0)
    if not reading.named and not reading.faults:
        raise UnreadableFile("The file has headings but names nobody; nothing was read from it.")
    return RosterFile(
        fingerprint=sheet.fingerprint,
        written=sheet.written,
        dropped_columns=dropped,
        first_rows=tuple(reading.first_rows),
        rows=tuple(reading.rows),
        faulty_rows=reading.faulty_rows,
        named=frozenset(reading.named),
        units=reading.units,
        unit_lines=reading.unit_lines,
        faults=tuple(reading.faults),
    )


class _Reading:
    """An extract half read: who and what has been met so far, and on which line."""

    def __init__(self, places: list[int], *, width: int, titles: RoleTitles) -> None:
        self.places = places
        self.width = width
        self.titles = titles
        self.rows: list[RosterRow] = []
        self.named: dict[str, int] = {}
        self.units: dict[str, UnitState] = {}
        self.unit_lines: dict[str, int] = {}
        self.faults: list[Fault] = []
        self.faulty_rows = 0
        self.first_rows: list[tuple[str, ...]] = []
        self.may_quote = True
        # Thousands of rows repeat the same few units and titles word for word.
        self._units_read: dict[tuple[str, str, str, str], str] = {}
        self._families_read: dict[str, str] = {}

    def take(self, row: Row) -> None:
        if len(row.cells) != self.width:
            self.faulty_rows += 1
            self._fault(row.line, f"the line has {len(row.cells)} cells, but there are {self.width} headings")
            return
        cells = tuple(row.cells[place] for place in self.places)
        number, name, email, code, unit_name, parent, kind, title, protected = cells
        if len(self.first_rows) < SHOWN_AS_READ:
            self.first_rows.append(cells)
        if self._is_unread(row.line, cells):
            self.faulty_rows += 1
            if type(number) is str and number.strip():
                self.named.setdefault(normal_staff_number(number), row.line)
            return
        self.may_quote = may_be_shown(cells)
        faults = len(self.faults)
        unit_code = self._unit(row.line, (code, unit_name, parent, kind))
        if not (number.strip() or name.strip() or email.strip() or title.strip()):
            return  # a line that names nobody says only that the unit exists
        staff_number = self._staff_number(row.line, number)
        person = PersonState(
            display_name=self._name(row.line, "name", name),
            work_email=self._email(row.line, email),
            unit_code=unit_code,
            role_family=self._family(row.line, title),
            is_protected=self._is_protected(row.line, protected),
        )
        if len(self.faults) == faults:
            self.rows.append(RosterRow(row.line, staff_number, person))
        else:
            self.faulty_rows += 1

    def _fault(self, line: int, reason: str) -> None:
        self.faults.append(Fault(line, reason))

    def _is_unread(self, line: int, cells: tuple[str, ...]) -> bool:
        unread = [(cell, column) for cell, column in zip(cells, COLUMNS, strict=True) if type(cell) is UnreadCell]
        for cell, column in unread:
            self._fault(line, f"the cell under '{column.heading}' {cell}")
        return bool(unread)

    def _quoted(self, cell: str) -> str:
        """What somebody wrote, in a sentence anybody may read."""
        return repr(cell) if self.may_quote else "(not shown)"

    def _staff_number(self, line: int, cell: str) -> str:
        number = normal_staff_number(cell)
        if not number:
            self._fault(line, "the staff number is empty")
        elif SHORTENED_BY_A_SPREADSHEET.fullmatch(number):
            self._fault(
                line, f"staff number {self._quoted(number)} was shortened by a spreadsheet; export the column as text"
            )
        elif not STAFF_NUMBER.fullmatch(number):
            may = "may hold only letters, digits, '.', '/' and '-', at most 32"
            self._fault(line, f"staff number {self._quoted(number)} {may}")
        elif number in self.named:
            self._fault(line, f"staff number {self._quoted(number)} is already on line {self.named[number]}")
        if number:
            self.named.setdefault(number, line)
        return number

    def _name(self, line: int, what: str, cell: str) -> str:
        name = _clean(cell)
        hidden = [character for character in name if not character.isprintable() and character not in JOINERS]
        if not name:
            self._fault(line, f"the {what} is empty")
        elif hidden:
            self._fault(line, f"the {what} holds an invisible character (U+{ord(hidden[0]):04X})")
        elif not any(map(str.isalpha, name)):
            self._fault(line, f"the {what} {self._quoted(name)} has no letter in it")
        elif len(name) > LONGEST_NAME:
            self._fault(line, f"the {what} is longer than {LONGEST_NAME} characters")
        return name

    def _email(self, line: int, cell: str) -> str | None:
        email = _clean(cell)
        if not email:
            return None
        if not EMAIL.fullmatch(email) or len(email) > LONGEST_EMAIL or not email.isprintable():
            self._fault(line, f"{self._quoted(email)} is not an e-mail address")
        return email

    def _family(self, line: int, cell: str) -> str | None:
        family = self._families_read.get(cell)
        if family is None:
            title = _clean(cell)
            found = self.titles.get(as_title_key(title))
            if not title:
                self._fault(line, "the role title is empty")
            elif found is None:
                self._fault(line, f"role title {title!r} is not in the file of role titles")
            else:
                family = self._families_read[cell] = found.value
        return family

    def _is_protected(self, line: int, cell: str) -> bool:
        answer = YES_OR_NO.get(cell.strip().casefold())
        if answer is None:
            # An empty cell is no answer: read as "no" it would uncover whoever was protected until now.
            self._fault(line, f"protected is {cell.strip()!r}; it must be yes or no")
            return True
        return answer

    def _unit(self, line: int, cells: tuple[str, str, str, str]) -> str | None:
        """The code of the unit these four cells describe; None when something about them is wrong."""
        known = self._units_read.get(cells)
        if known is not None:
            return known
        faults = len(self.faults)
        code, name, parent, kind = cells
        unit_code = self._unit_code(line, "unit code", code)
        parent_code = self._unit_code(line, "parent unit code", parent) if parent.strip() else None
        unit = UnitState(self._name(line, "unit name", name), self._unit_kind(line, kind), parent_code)
        if len(self.faults) > faults:
            return None
        if unit.kind == UnitKind.FORCE and parent_code is not None:
            self._fault(line, f"unit '{unit_code}' is the force, so it can have no parent")
        elif unit.kind != UnitKind.FORCE and parent_code is None:
            self._fault(line, f"unit '{unit_code}' has no parent; only a force stands at the top")
        elif self.units.setdefault(unit_code, unit) != unit:
            self._fault(line, _disagreement(unit_code, unit, self.units[unit_code], self.unit_lines[unit_code]))
        else:
            self.unit_lines.setdefault(unit_code, line)
            self._units_read[cells] = unit_code
        return unit_code if len(self.faults) == faults else None

    def _unit_code(self, line: int, what: str, cell: str) -> str:
        code = normal_unit_code(cell)
        if not code:
            self._fault(line, f"the {what} is empty")
        elif not UNIT_CODE.fullmatch(code):
            self._fault(line, f"{what} {code!r} may hold only letters, digits, spaces and . / & _ -, at most 40")
        return code

    def _unit_kind(self, line: int, cell: str) -> str:
        kind = KINDS.get(_clean(cell).casefold())
        if kind is None:
            self._fault(line, f"unit kind {_clean(cell)!r} must be force, command, BCU or team")
            return ""
        return kind.value


def _clean(cell: str) -> str:
    text = " ".join(cell.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _disagreement(code: str, here: UnitState, there: UnitState, line: int) -> str:
    """In what a line contradicts what an earlier one says of the same unit."""
    said = (
        ("name", here.name, there.name),
        ("kind", here.kind, there.kind),
        ("parent", here.parent_code, there.parent_code),
    )
    what, now, before = next(one for one in said if one[1] != one[2])
    return f"unit '{code}' has the {what} {now!r} here, but {before!r} on line {line}"
