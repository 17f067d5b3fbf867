"""The two ways into the database: reading, which cannot write, and writing, one turn at a time.

On SQLite a write transaction first takes a *turn*: a lock among this process's threads, then a blocking lock on a file
beside the database, then BEGIN IMMEDIATE. The turn ends when the connection goes back to its pool; SQLAlchemy's
`commit` event would be too early, for it fires before COMMIT. Without turns, several processes starve one another for
seconds and two transactions that read before they write can both succeed (README, decision notes).
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import CursorResult, Engine, Executable, Result, Select, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session

SQLITE_PRAGMAS = {
    # First, so that the others wait where somebody else is just opening the file.
    "busy_timeout": "5000",
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "secure_delete": "ON",
    # We fold it ourselves: by itself SQLite tries after every commit once it is long, and cannot begin it anew while
    # anybody reads.
    "wal_autocheckpoint": "0",
}
# What a page looks at is little, each thread has such a connection, and the system keeps the file in memory as well.
A_MEGABYTE = "-1000"
LOG_IS_LONG = 8_000_000
LOG_IS_OLD_SECONDS = 15 * 60
LONGEST_WAIT_FOR_READERS_MS = 100


class Turn:
    """Whose turn it is to write to one SQLite file, among all threads and processes of this machine."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._threads = threading.Lock()
        self._file: int | None = None

    def take(self) -> None:
        self._threads.acquire()
        try:
            # Opened for each turn: a lock on a descriptor shared through fork would be everybody's.
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._file, fcntl.LOCK_EX)
        except BaseException:
            self.give_back()
            raise

    def give_back(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None
        self._threads.release()


class WriteAheadLog:
    """What SQLite has written and not yet folded into its file. Whoever has the turn folds it, when it has grown long
    or old: what was deleted is to be gone from it too.

    That takes some milliseconds once in hundreds of writes. Readers who look at an earlier state of the database are
    waited for, but not long: then it is left for when the log has grown as much again.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._long_at = LOG_IS_LONG
        self._folded_at = time.monotonic()

    def fold_if_due(self, connection: Any) -> None:
        """To be called with the turn, and with no transaction open."""
        if self._size() < self._long_at and time.monotonic() - self._folded_at < LOG_IS_OLD_SECONDS:
            return
        connection.execute(f"PRAGMA busy_timeout={LONGEST_WAIT_FOR_READERS_MS}")
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.execute(f"PRAGMA busy_timeout={SQLITE_PRAGMAS['busy_timeout']}")
            self._long_at = self._size() + LOG_IS_LONG
            self._folded_at = time.monotonic()

    def _size(self) -> int:
        try:
            return os.stat(self.path).st_size
        except FileNotFoundError:
            return 0


@dataclass(frozen=True)
class Database:
    """One database, entered for reading or for writing."""

    reader: Engine
    writer: Engine

    def reading(self) -> Session:
        """A session that refuses to write."""
        return Session(self.reader, autoflush=False, expire_on_commit=False)

    def writing(self) -> Session:
        """A session that may write; on SQLite it holds the turn from its first statement until it is closed."""
        return Session(self.writer, expire_on_commit=False)

    def forget_connections(self) -> None:
        """For a process that has just been forked: the parent's connections are not ours."""
        self.reader.dispose(close=False)
        self.writer.dispose(close=False)

    def close(self) -> None:
        self.reader.dispose()
        self.writer.dispose()


@contextmanager
def write(database: Database) -> Iterator[Session]:
    """A unit of work outside a request (commands, chores): committed at the end, rolled back on any error."""
    with database.writing() as session, session.begin():
        yield session


def open_database(url: str, *, pool_size: int = 5) -> Database:
    """Open a database by its address: `sqlite:///path` or `postgresql://…`. Nothing is connected until it is used."""
    if make_url(url).get_backend_name() == "sqlite":
        return _open_sqlite(url, pool_size=pool_size)
    return _open_postgresql(url, pool_size=pool_size)


def make_private(url: str) -> None:
    """Let the file of an embedded database, before it is first opened, be its owner's alone; what SQLite keeps beside
    it will be too."""
    path = make_url(url).database if make_url(url).get_backend_name() == "sqlite" else None
    if path and path != ":memory:":
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))


def _open_sqlite(url: str, *, pool_size: int) -> Database:
    path = make_url(url).database
    if not path or path == ":memory:":
        raise ValueError("SQLite needs a file: in memory, each connection would see a database of its own")
    turn = Turn(Path(path).with_name(Path(path).name + ".turn"))
    log = WriteAheadLog(Path(path).with_name(Path(path).name + "-wal"))
    common: dict[str, Any] = {"pool_size": pool_size, "max_overflow": pool_size, "hide_parameters": True}
    reader, writer = create_engine(url, **common), create_engine(url, **common)

    @event.listens_for(reader, "connect")
    def _reader_connects(connection: Any, record: Any) -> None:
        _set_pragmas(connection, {**SQLITE_PRAGMAS, "query_only": "ON", "cache_size": A_MEGABYTE})

    @event.listens_for(writer, "connect")
    def _writer_connects(connection: Any, record: Any) -> None:
        _set_pragmas(connection, SQLITE_PRAGMAS)

    def begin_writing(connection: Any) -> None:
        if not connection.info.get("has_turn"):
            turn.take()
            connection.info["has_turn"] = True
        connection.dbapi_connection.execute("BEGIN IMMEDIATE")

    # In place of listeners: for an engine that has one, SQLAlchemy looks for more of them at every statement.
    reader.dialect.do_begin = _begin_reading  # type: ignore[assignment,method-assign]
    writer.dialect.do_begin = begin_writing  # type: ignore[assignment,method-assign]

    @event.listens_for(writer, "checkin")
    def _writer_checks_in(connection: Any, record: Any) -> None:
        if record.info.pop("has_turn", False):
            try:
                log.fold_if_due(connection)
            finally:
                turn.give_back()

    return Database(reader, writer)


def _begin_reading(connection: Any) -> None:
    connection.dbapi_connection.execute("BEGIN")


def _set_pragmas(connection: Any, pragmas: dict[str, str]) -> None:
    # The driver must not begin transactions by itself: BEGIN is ours to say, and when.
    connection.isolation_level = None
    for name, value in pragmas.items():
        connection.execute(f"PRAGMA {name}={value}")


def _open_postgresql(url: str, *, pool_size: int) -> Database:
    common: dict[str, Any] = {"pool_size": pool_size, "max_overflow": pool_size, "hide_parameters": True}
    settings = "-c synchronous_commit=on -c timezone=UTC"
    read_only = {"options": f"{settings} -c default_transaction_read_only=on"}
    # A look is no transaction: each statement sees what is there now either way, and BEGIN and its end are two more
    # messages. At each ROLLBACK the driver would forget what it has prepared, and PostgreSQL plan it all anew.
    reader = create_engine(url, connect_args=read_only, isolation_level="AUTOCOMMIT", **common)
    writer = create_engine(url, connect_args={"options": settings}, **common)
    return Database(reader, writer)


def ask(
    session: Session, statement: Executable, values: Mapping[str, Any] | None = None
) -> CursorResult[*tuple[Any, ...]]:
    """Rows of columns, without the ORM's part in it, which takes longer than SQLite takes to answer.

    For statements that are asked on every page; they name columns, not whole entities.
    """
    if session.autoflush:
        session.flush()
    return session.connection().execute(statement, values or {})


def ask_at_length(session: Session, statement: Select[*tuple[Any, ...]], *, at_a_time: int) -> Result[*tuple[Any, ...]]:
    """A long answer, fetched some rows at a time. To be closed: on PostgreSQL what is not taken waits in a cursor."""
    connection = session.connection()
    driver: Any = connection.connection.dbapi_connection
    is_postgresql = connection.dialect.name == "postgresql"
    if is_postgresql and driver.autocommit and driver.info.transaction_status.name == "IDLE":
        # A cursor lives in a transaction. This one ends when the session does.
        driver.execute("BEGIN")
    return session.execute(statement.execution_options(yield_per=at_a_time))


def insert_once(session: Session, model: type[DeclarativeBase], **values: Any) -> bool:
    """Insert a row unless one with the same key is there; True if it was inserted.

    Two clicks at once are one row and no error, on both databases (ON CONFLICT DO NOTHING).
    """
    statement = _insert_once(model, session.get_bind().dialect.name)
    return bool(session.connection().execute(statement, values).rowcount)


@cache
def _insert_once(model: type[DeclarativeBase], dialect: str) -> Any:
    # Without preserve_rowcount SQLAlchemy gives -1 on PostgreSQL, which would read as True.
    statement: Any = (sqlite if dialect == "sqlite" else postgresql).insert(model)
    return statement.on_conflict_do_nothing().execution_options(preserve_rowcount=True)
