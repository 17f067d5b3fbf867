"""One database for the whole matrix, with a campaign in it; each cell brings officers and attempts of its own."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from safeguarding.app import create_app
from safeguarding.cli.roster_work import work_on
from safeguarding.common.clock import london_today, now
from safeguarding.common.database import Database, write
from safeguarding.common.schema import Base
from safeguarding.config import Settings
from safeguarding.content.models import Media
from safeguarding.content.queries.modules import PublishedModule
from safeguarding.people.models import Officer, RosterImport, Unit
from safeguarding.people.operations.roster_upload import take_in
from safeguarding.people.rules.roles import Role
from safeguarding.people.rules.roster import RosterCounts
from tests.conftest import KINDS, empty
from tests.learning.learning_factories import TO_SAFETY, a_campaign, a_module, an_article, begun, chooses, podcast_body
from tests.people.people_factories import a_unit, an_officer, holds
from tests.people.roster_extracts import HEADINGS, a_line
from tests.web.conftest import Browser

SIGNED_OUT = "signed out"
VISITORS = (SIGNED_OUT, *Role)


@dataclass(frozen=True)
class World:
    """What every cell can point at: modules of several kinds, a drawing, and an officer who is nobody's visitor."""

    app: Flask
    database: Database
    scenario: PublishedModule
    article: PublishedModule
    podcast: PublishedModule
    media: str
    unit_id: int
    other_id: int

    def visitor(self, who: str) -> tuple[Browser, int | None]:
        """A browser for somebody new who holds this role and no other; and who they are."""
        self.app.test_client_class = Browser
        browser = self.app.test_client()
        if who == SIGNED_OUT:
            return browser, None
        with write(self.database) as session:
            unit = session.get_one(Unit, self.unit_id)
            officer = an_officer(session, unit=unit)
            if who != Role.OFFICER:
                holds(session, officer, Role(who), unit=unit if who == Role.UNIT_LEAD else None)
            officer_id = officer.id
        browser.is_signed_in_as(officer_id)
        return browser, officer_id

    def attempt(self, officer_id: int | None, *, is_ended: bool = False) -> str:
        """The public id of an open attempt at the scenario: this officer's, or, of nobody's visitor, the other's."""
        with write(self.database) as session:
            officer = session.get_one(Officer, officer_id or self.other_id)
            attempt = begun(session, officer, self.scenario, at=now())
            if is_ended and attempt.ended_at is None:
                chooses(session, attempt, self.scenario, *TO_SAFETY, at=now())
            return attempt.public_id

    def others_attempt(self) -> str:
        return self.attempt(self.other_id)

    def upload(self, officer_id: int | None) -> str:
        """The public id of an HR extract that this officer has sent, or nobody's visitor; it has been read."""
        with write(self.database) as session:
            work = take_in(
                session,
                content="\n".join([HEADINGS, a_line("0012")]).encode(),
                file_name="people.csv",
                sheet_name=None,
                as_at_on=london_today(),
                is_full=False,
                uploaded_by_id=officer_id or self.other_id,
                at=now(),
            )
        work_on(self.database, run=work.run)
        return work.public_id

    def roster_import(self, officer_id: int | None) -> int:
        """The number of the last import, one that changed nobody, by this officer or by nobody's visitor."""
        with write(self.database) as session:
            done = RosterImport(
                as_at_on=london_today(),
                is_full=False,
                file_fingerprint="f" * 64,
                applied_at=now(),
                applied_by_id=officer_id or self.other_id,
                counts={**{field.name: 0 for field in fields(RosterCounts)}, "dropped_columns": []},
            )
            session.add(done)
            session.flush()
            return done.id

    def state(self) -> dict[str, object]:
        """Every table as it is, or on PostgreSQL a fingerprint of it: this is most of what the matrix costs."""
        names = [table.name for table in Base.metadata.sorted_tables]
        with self.database.reader.connect() as connection:
            if connection.dialect.name == "postgresql":
                # In one question, and without an order: sorting rows as text would take longer than all the rest.
                print_of = "select '{0}', count(*), sum(hashtextextended(t::text, 0)) from \"{0}\" t"
                rows = connection.execute(text(" union all ".join(print_of.format(name) for name in names)))
                return {row[0]: (row[1], row[2]) for row in rows}
            # The driver's own tuples, which are compared without a call for each row.
            plain = connection.connection.cursor()
            return {name: plain.execute(f'select * from "{name}"').fetchall() for name in names}


@pytest.fixture(scope="module", params=KINDS)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("matrix")
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), folder / "matrix.sqlite")
        url = f"sqlite:///{folder / 'matrix.sqlite'}"
    else:
        url = request.getfixturevalue("postgresql_url")
        empty(url)
    app = create_app(
        Settings(
            database_url=url,
            secret_key="for tests only, and long enough for that",
            is_demonstration=False,
            has_https=False,
            instance=folder,
        )
    )
    app.testing = True
    database: Database = app.extensions["database"]
    with write(database) as session:
        campaign = a_campaign(session, code="spot-it", themes=["missing"])
        campaign.body = {"straplines": ["Think Child"], "messages": [], "recommendations": []}
        scenario = a_module(session, campaign=campaign, code="the-hallway", themes=["missing"])
        article = an_article(session, campaign=campaign)
        podcast = a_module(session, campaign=campaign, body=podcast_body())
        session.add(Media(fingerprint="f" * 64, media_type="image/svg+xml", byte_count=6, content=b"<svg/>"))
        unit_id = a_unit(session).id
        other_id = an_officer(session).id
    yield World(app, database, scenario, article, podcast, "f" * 64 + ".svg", unit_id, other_id)
    database.close()
