"""The request's way into the database: a GET reads, only other methods may write, and both are closed at the end.

`get_session()` is what routes use. On SQLite a writing session holds the turn from its first statement to its commit,
so a POST looks with `reading_session()` first: who is asking, and what it is about. What it then shows of what it has
written, it reads with `reading_anew()`.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, Response, current_app, g, request
from sqlalchemy import event, text
from sqlalchemy.exc import NoResultFound, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Session as Session

from safeguarding.common.database import Database

DatabaseError = SQLAlchemyError
NothingFound = NoResultFound
READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# SQLite calls every fault "operational", our own included; with these the file cannot be had, or not now.
SQLITE_OUT_OF_REACH = frozenset(
    {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_NOTADB}
)


class ChangedWithoutCommit(Exception):
    """A request changed rows, answered as if all were well, and never committed. Seen only in tests and debugging."""


def is_out_of_reach(error: SQLAlchemyError) -> bool:
    """Whether the database could not be reached or is too busy, rather than asked something wrong."""
    if isinstance(error, NoConnectionFree):
        return True
    if not isinstance(error, OperationalError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", None)
    # The low byte is the kind of fault; the rest says more about it.
    return code is None or code & 0xFF in SQLITE_OUT_OF_REACH


def get_session() -> Session:
    """This request's session: it cannot write in a GET; in any other method it may, and the route commits."""
    if request.method in READING_METHODS:
        return reading_session()
    if "writing_session" not in g:
        # What was looked up before is known; from here on a look is to see what there is when the turn is ours.
        reading_anew()
        g.writing_session = _database().writing()
        if _is_watched():
            event.listen(g.writing_session, "after_begin", _note_where_it_began)
    session: Session = g.writing_session
    return session


def reading_session() -> Session:
    """A session that cannot write, also in a POST: for looking before the turn to write is taken, or after it."""
    if "reading_session" not in g:
        g.reading_session = _database().reading()
    session: Session = g.reading_session
    return session


def reading_anew() -> Session:
    """The same session, seeing what has been committed until now."""
    session = reading_session()
    if session.in_transaction() and session.get_bind().dialect.name == "sqlite":
        # A transaction there sees what was there when it began; on PostgreSQL each statement sees what is there now.
        session.rollback()
    return session


@contextmanager
def record_viewing() -> Iterator[Session]:
    """The one way a GET may write: a unit of work of its own, committed at the end, for noting who looked at what."""
    with _database().writing() as session, session.begin():
        yield session


def init_database(app: Flask, database: Database) -> None:
    """Give the app its database and close each request's sessions when the request ends."""
    app.extensions["database"] = database
    app.after_request(_remember_the_answer)
    app.teardown_request(_close_sessions)


def _database() -> Database:
    database: Database = current_app.extensions["database"]
    return database


def _is_watched() -> bool:
    return bool(current_app.testing or current_app.debug)


def _remember_the_answer(response: Response) -> Response:
    g.answered_well = response.status_code < 400
    return response


def _close_sessions(error: BaseException | None) -> None:
    reading: Session | None = g.pop("reading_session", None)
    writing: Session | None = g.pop("writing_session", None)
    forgot = False
    try:
        if writing is not None and _is_watched() and error is None and g.get("answered_well"):
            forgot = _has_changes(writing)
    finally:
        for session in (reading, writing):
            if session is not None:
                session.close()
    if forgot:
        raise ChangedWithoutCommit(f"{request.method} {request.endpoint} changed rows and did not commit")


def _note_where_it_began(session: Session, transaction: Any, connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        session.info["changes_before"] = connection.connection.dbapi_connection.total_changes


def _has_changes(session: Session) -> bool:
    """Whether the open transaction, if there is one, has changed rows (or would, when flushed)."""
    if session.new or session.dirty or session.deleted:
        return True
    if not session.in_transaction():
        return False
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.dbapi_connection
        return bool(driver.total_changes != session.info["changes_before"])
    return connection.scalar(text("select pg_current_xact_id_if_assigned()")) is not None
