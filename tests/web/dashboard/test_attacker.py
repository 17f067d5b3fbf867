"""The attack that must fail, through the web: every role's pages and files, before and after a few known people act."""

import csv
import io
import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import insert, select

from safeguarding.common.clock import london_today
from safeguarding.common.database import write
from safeguarding.common.xlsx import read_xlsx
from safeguarding.content.models import ModuleTheme, Theme
from safeguarding.content.queries.modules import PublishedModule
from safeguarding.insight.operations.releasing import release_due_figures
from safeguarding.insight.rules.cells import FORCE, ITSELF, Cell
from safeguarding.insight.rules.keeping import LARGE
from safeguarding.insight.rules.small_numbers import Said
from safeguarding.learning.models import Completion
from safeguarding.learning.operations.totals import recount
from safeguarding.people.models import Officer, Posting, Unit, UnitPlacement
from safeguarding.people.rules.roles import ROLE_FAMILY_NAMES, Role
from tests.insight.attacker import TOGETHER, Attacker, Seen
from tests.insight.insight_factories import work_in
from tests.insight.living_force import PATHS, SMALL_UNITS, LivingForce
from tests.learning.learning_factories import a_campaign, an_article
from tests.people.people_factories import an_officer, holds
from tests.web.conftest import Browser

FAMILIES = {name: family for family, name in ROLE_FAMILY_NAMES.items()}
MEASURES = {"Has begun": "begun", "Has done one or more": "one", "Has done all 2": "all"}
LONG_AGO = date(2020, 1, 1)
WEEKS = 3


class Watched:
    """A living force in a database, with its figures released each day, and all that its visitors then see."""

    def __init__(self, app, database) -> None:
        self.app, self.database = app, database
        self.force = LivingForce(7, 0.5, first_monday=london_today() - timedelta(days=london_today().weekday() + 21))
        self.modules: list[PublishedModule] = []
        self.seen: set[Seen] = set()
        self.weeks_seen: set[Seen] = set()
        self.figures_in_pages: set[str] = set()
        self.figures_in_files: set[str] = set()
        self._make()

    def live(self) -> None:
        done: set[tuple[int, str]] = set()
        for day in self.force.live(weeks=WEEKS):
            self._follow(day, done)
            release_due_figures(self.database, at=datetime.combine(day, time(6), UTC))
            for browser, numbers in self.visitors:
                for number in numbers:
                    self._look(browser, number, day)

    def _make(self) -> None:
        with write(self.database) as session:
            for unit, path in PATHS.items():
                kind = {1: "force", 2: "command"}.get(len(path), "team")
                session.add(Unit(id=unit, code=f"U-{unit}", name=f"Unit {unit}", kind=kind))
            session.flush()
            for unit, path in PATHS.items():
                parent = path[-2] if len(path) > 1 else None
                session.add(UnitPlacement(unit_id=unit, parent_id=parent, is_closed=False, from_on=LONG_AGO))
            campaign = a_campaign(session, themes=["missing"])
            campaign.body = {"straplines": [], "messages": [], "recommendations": []}
            campaign.starts_on = self.force.first_monday
            self.modules = [an_article(session, campaign=campaign, title=f"Article {n}") for n in (1, 2)]
            theme = session.scalars(select(Theme)).one()
            session.add_all(ModuleTheme(module_id=module.module_id, theme_id=theme.id) for module in self.modules)
            # With the visitors they are a group, and take no other with them.
            work_in(session, 1, 15, is_protected=True)
            self.visitors = [(self._visitor(session, Role.COMMS, None), [FORCE, *list(PATHS)[1:]])]
            for unit in list(PATHS)[1:]:
                below = [other for other, its in PATHS.items() if unit in its]
                self.visitors.append((self._visitor(session, Role.UNIT_LEAD, unit), below))
        for browser, _ in self.visitors:
            browser.is_signed_in_as(browser.officer_id)

    def _visitor(self, session, role: Role, unit: int | None) -> Browser:
        self.app.test_client_class = Browser
        browser = self.app.test_client()
        lead = session.get_one(Unit, unit) if unit else None
        officer = an_officer(session, unit=session.get_one(Unit, 1), is_protected=True, from_on=LONG_AGO)
        holds(session, officer, role, unit=lead)
        browser.officer_id = officer.id
        return browser

    def _follow(self, day: date, done: set[tuple[int, str]]) -> None:
        """Bring the database to where the force is now: new people, posts, and what was done since."""
        force = self.force
        with write(self.database) as session:
            for officer, posts in force.history.items():
                number = 100_000 + officer
                if posts[:-1] and posts[-1] == posts[-2]:
                    continue
                if session.get(Officer, number) is None:
                    if posts[-1] is None:
                        continue
                    session.add(
                        Officer(
                            id=number,
                            public_id=f"p{number}",
                            staff_number=f"L{number}",
                            display_name=f"Person {number}",
                        )
                    )
                    session.flush()
                post = posts[-1]
                session.add(
                    Posting(
                        officer_id=number,
                        unit_id=post.unit_id if post else None,
                        role_family=post.role_family if post else None,
                        from_on=day,
                    )
                )
            session.flush()
            at = datetime.combine(day, time(5), UTC)
            rows = [
                {
                    "officer_id": 100_000 + officer,
                    "module_id": self.modules[int(module[-1]) - 1].module_id,
                    "version_id": self.modules[int(module[-1]) - 1].version_id,
                    "unit_id": 1,
                    "rule": "read_and_answered",
                    "evidence": "read",
                    "begun_at": at,
                    "completed_at": at,
                }
                for officer, did in force.done.items()
                for module in sorted(did)
                if (officer, module) not in done
            ]
            done |= {(officer, module) for officer, did in force.done.items() for module in did}
            if rows:
                session.execute(insert(Completion), rows)
            recount(session, on=day, at=at)

    def _look(self, browser: Browser, number: int, day: date) -> None:
        rows = self._file(browser, number)
        for row in rows[1:]:
            self.figures_in_files.add(f"{row[4]} of {row[5]}")
            self._read(row, number, day)
        pages = [f"/dashboard/reach/{number}?show={shown}" for shown in ("one", "begun", "all")]
        for page in [*pages, "/dashboard/"]:
            text = " ".join(re.sub(r"<[^>]+>", " ", browser.get(page).text).replace(",", "").split())
            self.figures_in_pages |= set(re.findall(r"\d+(?: or more)? of \d+", text))

    def _file(self, browser: Browser, number: int) -> list[list[str]]:
        """The file of a unit, the same in both kinds."""
        answer = browser.get(f"/dashboard/reach/{number}/figures.csv")
        assert answer.status_code == 200
        rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))
        workbook = read_xlsx(browser.get(f"/dashboard/reach/{number}/figures.xlsx").get_data())
        assert [[cell for cell in row.cells if cell] for row in workbook.rows()] == [
            [cell for cell in row if cell] for row in rows[1:]
        ]
        return rows

    def _read(self, row: list[str], number: int, day: date) -> None:
        """Remember a line of the file as a statement about a group, if it says how many."""
        table, code, name, title, people, of, _, since = row
        if not of or title == "Not yet reached":
            # The latter is the rest of those who have begun, and nothing else.
            return
        cell, measure = Cell(number), MEASURES.get(title, "")
        if table == "Units below":
            cell = Cell(number, ITSELF) if name.startswith("Working in") else Cell(int(code.removeprefix("U-")))
        elif table == "Kind of work":
            cell = Cell(number, FAMILIES[name])
        elif table == "Module":
            measure = f"{'begun' if title == 'Has begun' else 'done'}-{name[-1]}"
        is_few = people.startswith("fewer")
        said = Said(0 if is_few else int(people.split()[0]), "more" in people, int(of), date.fromisoformat(since))
        if table == "Week":
            self.weeks_seen.add(Seen(date.fromisoformat(name.split()[2].strip(",")), cell, measure, said))
            return
        # By the roster and the rules they know when a group was last released: a large one today, others on Monday.
        is_today = day.weekday() == 0 or self._people_in(cell) >= LARGE
        self.seen.add(Seen(day if is_today else said.since, cell, measure, said))

    def _people_in(self, cell: Cell) -> int:
        shape = self.force.shape
        return sum(post is not None and cell in shape.cells_of(post) for post in self.force.posts.values())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_everything_every_role_can_fetch_recovers_nothing(app, database):
    watched = Watched(app, database)
    watched.live()
    force = watched.force
    posts = {officer: tuple(posts) for officer, posts in force.history.items()}
    # The force's own figures hold protected posts too, of which the attacker knows nothing.
    known = [one for one in watched.seen if one.cell.unit_id != FORCE]
    for measures in (("one",), ("begun",), ("all",), ("done-1",), ("done-2",)):
        attacker = Attacker(force.shape, force.days, posts, measures)
        attacker.reads(known)
        assert attacker.is_consistent_with(force.truth())
        assert attacker.recovers(small_units=map(Cell, SMALL_UNITS)) == [], measures
    # How one, all and each module go together, for as long as that is quickly solved.
    together = Attacker(force.shape, force.days[:2], {officer: its[:2] for officer, its in posts.items()}, TOGETHER)
    together.reads(one for one in known if one.on in force.days[:2] and one.said.since in force.days[:2])
    assert together.recovers(small_units=map(Cell, SMALL_UNITS)) == []

    assert len(watched.seen) > 250
    # Mondays stay as they were, and pages say no figure that the files do not.
    assert len(watched.weeks_seen) > 20
    assert watched.weeks_seen <= watched.seen
    assert watched.figures_in_pages <= watched.figures_in_files
