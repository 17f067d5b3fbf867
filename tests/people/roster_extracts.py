"""Small HR extracts to test with: a force, a command, a command unit and two teams, and who works there."""

from datetime import UTC, date, datetime
from functools import cache

from sqlalchemy.orm import Session

from safeguarding.common.spreadsheet import read_csv
from safeguarding.people.operations.roster import apply_roster, plan_roster
from safeguarding.people.operations.roster_writing import AppliedRoster
from safeguarding.people.rules.role_titles import RoleTitles, default_role_titles
from safeguarding.people.rules.roster import RosterPlan
from safeguarding.people.rules.roster_columns import COLUMNS
from safeguarding.people.rules.roster_file import RosterFile, read_roster

JANUARY = date(2026, 1, 5)
FEBRUARY = date(2026, 2, 2)
MARCH = date(2026, 3, 2)
TODAY = date(2026, 6, 1)
NOON_TODAY = datetime(2026, 6, 1, 12, tzinfo=UTC)

HEADINGS = ",".join(column.heading for column in COLUMNS)
UNITS = {
    "F": ("Force", "", "force"),
    "L": ("Local Policing", "F", "command"),
    "B1": ("Harbour BCU", "L", "BCU"),
    "R1": ("Response one", "B1", "team"),
    "R2": ("Response two", "B1", "team"),
}

titles: RoleTitles = cache(default_role_titles)()


def unit_cells(code: str, units: dict[str, tuple[str, str, str]] = UNITS) -> str:
    name, parent, kind = units[code]
    return f"{code},{name},{parent},{kind}"


def a_line(
    number: str,
    name: str = "Sam Example",
    *,
    email: str = "",
    unit: str = "R1",
    title: str = "PC",
    protected: str = "no",
    units: dict[str, tuple[str, str, str]] = UNITS,
) -> str:
    """One person's line; the dull parts are filled in."""
    return f"{number},{name},{email},{unit_cells(unit, units)},{title},{protected}"


def an_extract(*lines: str, units: dict[str, tuple[str, str, str]] = UNITS) -> RosterFile:
    """An extract with these lines, and one for each unit."""
    tree = [f",,,{unit_cells(code, units)},," for code in units]
    return read(HEADINGS, *tree, *lines)


def read(*lines: str) -> RosterFile:
    """An extract with exactly these lines, headings first."""
    return read_roster(read_csv("\n".join(lines).encode()), titles=titles)


def reasons(file: RosterFile) -> list[str]:
    return [f"{fault.line}: {fault.reason}" for fault in file.faults]


def plan(
    session: Session, file: RosterFile, *, on: date = JANUARY, is_full: bool = True, share: float = 100
) -> RosterPlan:
    return plan_roster(session, file=file, as_at_on=on, is_full=is_full, today=TODAY, share=share)


def take_over(session: Session, file: RosterFile, *, on: date = JANUARY, is_full: bool = True) -> AppliedRoster:
    """Plan and apply at once, with no stop for large numbers."""
    return apply_roster(session, plan=plan(session, file, on=on, is_full=is_full), applied_by_id=None, at=NOON_TODAY)
