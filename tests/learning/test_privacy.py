"""Nothing that is kept says what one officer looked at or chose."""

import pytest
from sqlalchemy import select, text

from safeguarding.common.clock import london_day
from safeguarding.common.database import write
from safeguarding.common.schema import Base
from safeguarding.learning.models import Attempt, SceneCount, UncountedSheet
from safeguarding.learning.operations.daily import run_daily
from safeguarding.learning.operations.scenario import finish_scenario
from safeguarding.learning.rules.looks import Look
from tests.learning.learning_factories import (
    DAY,
    MINUTE,
    MONDAY,
    TO_SAFETY,
    a_module,
    an_officer,
    begun,
    chooses,
    held,
    looks,
)
from tests.on_disk import bytes_after_a_checkpoint


def everything(database):
    """All rows of all tables: what somebody with a copy of the database would hold."""
    with database.reading() as session:
        return {name: sorted(map(repr, session.execute(select(table)))) for name, table in Base.metadata.tables.items()}


def scene_counts(snapshot):
    return snapshot[SceneCount.__tablename__]


class TestCounts:
    """Somebody who copies the database before and after every step of one officer learns nothing from the counts."""

    @pytest.mark.parametrize("finished_before", [0, 8, 9, 10, 25])
    def test_no_step_of_one_officer_changes_a_count(self, database, finished_before):
        with write(database) as session:
            module = a_module(session)
            for _ in range(finished_before):
                attempt = begun(session, an_officer(session), module)
                chooses(session, attempt, module, *TO_SAFETY)
                finish_scenario(session, attempt=attempt, module=module, at=MONDAY)
            officer = an_officer(session)

        steps = [
            lambda session: begun(session, officer, module),
            lambda session: looks(session, of(session, officer), module, "ticket"),
            lambda session: chooses(session, of(session, officer), module, *TO_SAFETY),
            lambda session: finish_scenario(session, attempt=of(session, officer), module=module, at=MONDAY),
        ]
        snapshots = [everything(database)]
        for step in steps:
            with write(database) as session:
                step(session)
            snapshots.append(everything(database))

        assert [scene_counts(snapshot) for snapshot in snapshots] == [[]] * len(snapshots)

    def test_what_the_chore_adds_is_always_ten_or_more(self, database):
        with write(database) as session:
            module = a_module(session)
        added = []
        total = 0
        for day in range(12):
            with write(database) as session:
                for _ in range(day):
                    attempt = begun(session, an_officer(session), module, at=MONDAY + day * DAY)
                    chooses(session, attempt, module, *TO_SAFETY, at=MONDAY + day * DAY)
                    finish_scenario(session, attempt=attempt, module=module, at=MONDAY + day * DAY)
            run_daily(database, at=MONDAY + day * DAY)
            with database.reading() as session:
                entered = session.scalar(
                    select(SceneCount.officers).where(SceneCount.what == "entered", SceneCount.scene == "hall")
                )
            added.append((entered or 0) - total)
            total = entered or 0
        assert all(more == 0 or more >= 10 for more in added)
        assert total > 0

    def test_a_sheet_names_nobody_and_no_time(self, database):
        with write(database) as session:
            module = a_module(session)
            attempt = begun(session, an_officer(session), module)
            chooses(session, attempt, module, *TO_SAFETY)
            finish_scenario(session, attempt=attempt, module=module, at=MONDAY)
        columns = {column.name for column in UncountedSheet.__table__.columns}
        assert columns == {"id", "version_id", "closed_on", "sheet"}
        with database.reading() as session:
            sheet, closed = session.scalars(select(UncountedSheet)).one(), session.scalars(select(Attempt)).one()
        assert sheet.closed_on == london_day(MONDAY)
        assert closed.public_id not in repr(vars(sheet))
        assert sheet.id not in repr(vars(closed))

    def test_the_order_of_waiting_sheets_is_not_the_order_of_finishing(self, database):
        with write(database) as session:
            module = a_module(session)
            for _ in range(8):
                attempt = begun(session, an_officer(session), module)
                chooses(session, attempt, module, *TO_SAFETY)
                finish_scenario(session, attempt=attempt, module=module, at=MONDAY)
        if database.reader.dialect.name == "sqlite":
            with database.reading() as session:
                definition = session.scalar(text("select sql from sqlite_master where name = 'uncounted_sheet'"))
            assert "WITHOUT ROWID" in definition
            with database.reading() as session:
                ids = session.scalars(text("select id from uncounted_sheet")).all()
            assert ids == sorted(ids)


def of(session, officer):
    """The officer's open attempt, held as a request would hold it."""
    statement = select(Attempt).where(Attempt.officer_id == officer.id, Attempt.closed_at.is_(None))
    return held(session, session.scalars(statement).one())


class TestOnDisk:
    """Once finished and checkpointed, a pick is not in the file: not in a free page, not in the rest of a used one."""

    @pytest.fixture
    def database_url(self, sqlite_url):
        return sqlite_url

    def test_a_finished_attempt_leaves_no_event_and_no_panel(self, database):
        with write(database) as session:
            module = a_module(session)
            officer = an_officer(session)
            attempt = begun(session, officer, module)
            looks(session, attempt, module, "ticket", event_id="event-of-the-ticket")
        with write(database) as session:
            attempt = of(session, officer)
            chooses(session, attempt, module, *TO_SAFETY)
            looks(session, attempt, module, "rota", Look.OPENED, scene="kitchen", event_id="event-of-the-rota")
        found = bytes_after_a_checkpoint(database)
        for kept in (b"event-of-the-ticket", b"event-of-the-rota", b"kitchen/rota"):
            assert kept in found

        with write(database) as session:
            finish_scenario(session, attempt=of(session, officer), module=module, at=MONDAY)

        found = bytes_after_a_checkpoint(database)
        for gone in (b"event-of-the-ticket", b"event-of-the-rota", b"kitchen/rota"):
            assert gone not in found

    def test_nor_when_many_came_and_went_in_between(self, database):
        """Pages are split, merged and filled anew while people pick and finish; nothing of the finished stays."""
        with write(database) as session:
            module = a_module(session)
            officers = [an_officer(session) for _ in range(120)]
        for number, officer in enumerate(officers):
            with write(database) as session:
                attempt = begun(session, officer, module)
                for thing in ("ticket", "phone", "coat"):
                    looks(session, attempt, module, thing, event_id=f"secret-of-{number:03}-about-{thing}")
                chooses(session, attempt, module, ("hall", "ask"), event_id=f"secret-of-{number:03}-ask")
                chooses(session, attempt, module, ("kitchen", "call"), event_id=f"secret-of-{number:03}-call")
            if number % 3:
                with write(database) as session:
                    finish_scenario(
                        session, attempt=of(session, officers[number - 1]), module=module, at=MONDAY + MINUTE
                    )

        found = bytes_after_a_checkpoint(database)
        with database.reading() as session:
            open_now = set(session.scalars(select(Attempt.officer_id).where(Attempt.closed_at.is_(None))))
        finished = [number for number, officer in enumerate(officers) if officer.id not in open_now]

        assert len(finished) > 70
        assert b"secret-of-119-about-ticket" in found
        assert [number for number in finished if f"secret-of-{number:03}".encode() in found] == []
