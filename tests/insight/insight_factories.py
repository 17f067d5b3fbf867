"""A small force whose people have done things, and its figures released as the daily chore does.

force ─┬─ north ─┬─ n1, n2 (teams), some work in north itself
       │         └─ …
       └─ south ─── s1, s2
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.common.database import Database
from safeguarding.content.models import ModuleVersion
from safeguarding.content.queries.modules import PublishedModule
from safeguarding.insight.models import ReleasedFigures
from safeguarding.insight.operations.releasing import FiguresReport, release_due_figures
from safeguarding.insight.rules.cells import Cell
from safeguarding.insight.rules.keeping import as_said
from safeguarding.insight.rules.small_numbers import Said
from safeguarding.learning.models import Completion
from safeguarding.learning.operations.totals import recount
from safeguarding.people.models import Officer, Posting, Unit
from safeguarding.people.rules.roles import RoleFamily
from tests.learning.learning_factories import a_campaign, an_article
from tests.people.people_factories import a_unit

LONG_AGO = date(2020, 1, 1)
# A Monday, in a campaign that began in May.
MONDAY = datetime(2026, 6, 1, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)

_numbers = itertools.count(1)


@dataclass
class Force:
    """The units by name, two modules, and who works where."""

    campaign_id: int
    modules: list[PublishedModule]
    units: dict[str, int]
    people: dict[str, list[int]]


def a_force(session: Session, sizes: dict[str, int], *, modules: int = 2) -> Force:
    """Units named like `north/n1`, each with so many response officers; `north` alone works in north itself."""
    campaign = a_campaign(session, themes=["missing"])
    campaign.body = {"straplines": [], "messages": [], "recommendations": []}
    units = {"": a_unit(session, name="The force", kind="force", from_on=LONG_AGO)}
    people: dict[str, list[int]] = {}
    for path, size in sizes.items():
        parent, parts = units[""], path.split("/") if path else []
        for depth in range(len(parts)):
            name = "/".join(parts[: depth + 1])
            if name not in units:
                kind = "command" if depth == 0 else "team"
                units[name] = a_unit(session, name=name.title(), kind=kind, parent=parent, from_on=LONG_AGO)
            parent = units[name]
        people[path] = work_in(session, units[path].id, size)
    articles = [an_article(session, campaign=campaign) for _ in range(modules)]
    return Force(campaign.id, articles, {name: unit.id for name, unit in units.items()}, people)


def work_in(
    session: Session,
    unit_id: int,
    people: int,
    *,
    family: RoleFamily = RoleFamily.RESPONSE,
    is_protected: bool = False,
    from_on: date = LONG_AGO,
) -> list[int]:
    """So many new officers in a unit, by internal id."""
    found = []
    for _ in range(people):
        number = next(_numbers)
        officer = Officer(public_id=f"figure-{number}", staff_number=f"F{number:06}", display_name=f"Person {number}")
        session.add(officer)
        session.flush()
        found.append(officer.id)
        session.add(
            Posting(
                officer_id=officer.id, unit_id=unit_id, role_family=family, is_protected=is_protected, from_on=from_on
            )
        )
    session.flush()
    return found


def goes_to(session: Session, officer_id: int, unit_id: int | None, *, on: date) -> None:
    """From this day the officer works there; nowhere, if there is no unit."""
    family = RoleFamily.RESPONSE if unit_id else None
    session.add(Posting(officer_id=officer_id, unit_id=unit_id, role_family=family, from_on=on))
    session.flush()


def do(session: Session, officer_ids: Iterable[int], module: PublishedModule, *, at: datetime) -> None:
    """These officers have done a module; totals and progress follow."""
    rows = [
        {
            "officer_id": officer_id,
            "module_id": module.module_id,
            "version_id": module.version_id,
            "unit_id": session.scalars(select(Unit.id)).first(),
            "rule": "read_and_answered",
            "evidence": "read",
            "begun_at": at - timedelta(minutes=5),
            "completed_at": at,
        }
        for officer_id in officer_ids
    ]
    if rows:
        session.execute(insert(Completion), rows)
    recount(session, on=london_day(at), at=at)


def withdraw(session: Session, module: PublishedModule) -> None:
    """Nobody can begin the module any more."""
    version = session.get_one(ModuleVersion, module.version_id)
    version.state = "retired"
    session.flush()


def released(database: Database, *, at: datetime) -> FiguresReport:
    """What the daily chore does."""
    return release_due_figures(database, at=at)


def said(
    database: Database, force: Force, unit: str = "", part: str = "", *, on: date | None = None
) -> dict[str, Said]:
    """What is said of a group, the latest or of one day; nothing if it is not shown."""
    unit_id = force.units[unit] if unit else 0
    with database.reading() as session:
        statement = select(ReleasedFigures).where(
            ReleasedFigures.campaign_id == force.campaign_id,
            ReleasedFigures.unit_id == unit_id,
            ReleasedFigures.part == part,
            ReleasedFigures.is_latest if on is None else ReleasedFigures.released_on == on,
        )
        row = session.scalars(statement).one_or_none()
        return as_said(row.figures) if row is not None and row.is_shown else {}


def shown_cells(database: Database) -> set[Cell]:
    """The groups of which anything is said now."""
    with database.reading() as session:
        rows = session.scalars(select(ReleasedFigures).where(ReleasedFigures.is_latest, ReleasedFigures.is_shown))
        return {Cell(row.unit_id, row.part) for row in rows}
