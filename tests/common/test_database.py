"""Asking past the ORM, and what the driver refuses."""

import os
import shutil
import sqlite3

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from safeguarding.common import database as database_module
from safeguarding.common.database import ask, open_database, write
from safeguarding.people.models import Unit
from tests.conftest import empty


class TestAsk:
    def test_sees_what_this_unit_of_work_has_not_flushed_yet(self, session):
        session.add(Unit(code="U1", name="Harbour", kind="team"))

        assert ask(session, select(func.count()).select_from(Unit)).scalar_one() == 1

    def test_gives_columns_by_name(self, session):
        session.add(Unit(code="U1", name="Harbour", kind="team"))

        (row,) = ask(session, select(Unit.code, Unit.name)).all()

        assert (row.code, row.name) == ("U1", "Harbour")


def test_a_database_that_somebody_keeps_busy_is_said_in_sqlalchemys_words(tmp_path):
    path = tmp_path / "busy.sqlite"
    database = open_database(f"sqlite:///{path}")
    with database.writer.connect() as connection:
        connection.connection.dbapi_connection.execute("PRAGMA busy_timeout=0")
    somebody = sqlite3.connect(path, isolation_level=None)
    somebody.execute("BEGIN IMMEDIATE")

    with pytest.raises(OperationalError) as refusal:
        database.writing().connection()

    assert refusal.value.orig.sqlite_errorcode == sqlite3.SQLITE_BUSY
    somebody.close()
    database.close()


class TestTheLog:
    @pytest.fixture
    def database(self, sqlite_template, tmp_path, monkeypatch):
        path = tmp_path / "log.sqlite"
        shutil.copy(sqlite_template, path)
        monkeypatch.setattr(database_module, "LOG_IS_LONG", 100_000)
        database = open_database(f"sqlite:///{path}")
        yield database
        database.close()

    @staticmethod
    def length(database) -> int:
        return os.stat(f"{database.writer.url.database}-wal").st_size

    @staticmethod
    def writes_much(database, code) -> None:
        with write(database) as session:
            session.add_all(Unit(code=f"{code}-{n}", name="Harbour " * 100, kind="team") for n in range(200))

    def test_is_folded_into_the_file_when_it_has_grown_long(self, database):
        self.writes_much(database, "A")

        assert self.length(database) == 0
        with database.reading() as session:
            assert session.scalar(select(func.count()).select_from(Unit)) == 200

    def test_is_left_for_later_while_somebody_looks_at_an_earlier_state(self, database):
        with database.reading() as earlier:
            assert earlier.scalar(select(func.count()).select_from(Unit)) == 0
            self.writes_much(database, "A")
            assert self.length(database) > 100_000
            assert earlier.scalar(select(func.count()).select_from(Unit)) == 0

        self.writes_much(database, "B")
        assert self.length(database) == 0

    def test_a_short_one_is_folded_once_it_is_old(self, database, monkeypatch):
        monkeypatch.setattr(database_module, "LOG_IS_OLD_SECONDS", 0)
        with write(database) as session:
            session.add(Unit(code="U1", name="Harbour", kind="team"))

        assert self.length(database) == 0

    def test_a_short_one_is_left_alone(self, database):
        with write(database) as session:
            session.add(Unit(code="U1", name="Harbour", kind="team"))

        assert 0 < self.length(database) < 100_000


class TestReadingOnPostgresql:
    @pytest.fixture
    def database(self, request):
        url = request.getfixturevalue("postgresql_url")
        empty(url)
        database = open_database(url, pool_size=1)
        yield database
        database.close()

    def test_what_is_asked_often_is_planned_once(self, database):
        for _ in range(10):
            with database.reading() as session:
                ask(session, select(func.count()).select_from(Unit).where(Unit.code == "U1"))

        with database.reading() as session:
            planned = session.scalars(text("select statement from pg_prepared_statements")).all()
        assert [statement for statement in planned if "FROM unit" in statement]

    def test_goes_on_after_a_statement_that_failed(self, database):
        with database.reading() as session, pytest.raises(ProgrammingError):
            session.execute(text("select no_such_column from unit"))

        with database.reading() as session:
            assert session.scalar(select(func.count()).select_from(Unit)) is not None

    def test_sees_what_was_committed_since_the_last_look(self, database):
        with database.reading() as session:
            before = session.scalar(select(func.count()).select_from(Unit))
        with write(database) as session:
            session.add(Unit(code="U-seen", name="Harbour", kind="team"))

        with database.reading() as session:
            assert session.scalar(select(func.count()).select_from(Unit)) == before + 1
