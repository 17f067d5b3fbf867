"""Asking past the ORM, and what the driver refuses."""

import sqlite3

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from safeguarding.common.database import ask, open_database
from safeguarding.people.models import Unit


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
