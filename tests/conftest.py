"""What every test may ask for: an empty database of either kind, the app on it, and people in it."""

import os
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.orm import Session
from xdist.scheduler import LoadScopeScheduling

from safeguarding.common.database import Database, open_database
from safeguarding.common.migrating import migrate_up
from safeguarding.common.schema import Base
from tests.postgresql import a_postgresql_server

warnings.simplefilter("error")
# The same examples on every run and machine. To search with new ones: pytest -m hypothesis --hypothesis-profile=default
hypothesis.settings.load_profile("ci")

KINDS = ["sqlite", "postgresql"]


class JourneysInOneProcess(LoadScopeScheduling):
    """Journeys share a server and a browser, so one process makes them all; other tests go to whichever is free.

    xdist's own groups do nothing with pytest 9.2 (pytest-xdist issue 1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        return "journeys" if nodeid.startswith("tests/journeys/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> JourneysInOneProcess:
    return JourneysInOneProcess(config, log)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("filterwarnings", "error")
    # psutil-based server libraries warn about the machine, not about us.
    config.addinivalue_line("filterwarnings", "ignore::platformdirs.api.RuntimeDirWarning")


@pytest.fixture(scope="session")
def postgresql_server() -> str:
    """The address of a real PostgreSQL server, shared by all test processes of this run."""
    return a_postgresql_server()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.sqlite"
    migrate_up(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_url(postgresql_server: str, worker_id: str) -> Iterator[str]:
    """A migrated PostgreSQL database of this test process's own."""
    name = f"test_{worker_id}_{os.getpid()}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    url = make_url(postgresql_server).set(database=name).render_as_string(hide_password=False)
    migrate_up(url)
    yield url
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """An empty, migrated file of this test's own."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'test.sqlite')}"


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty, migrated database of each kind in turn."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    url = str(request.getfixturevalue("postgresql_url"))
    empty(url)
    return url


def empty(url: str) -> None:
    """Delete every row, and begin to number anew.

    Most tests leave nothing behind, and TRUNCATE of sixty tables takes longer than they do: so only what is filled is
    deleted. Triggers and keys are off meanwhile, because audit entries refuse DELETE; VACUUM leaves the tables as short
    as new ones, so that rows come in the order they are written, as in an empty database.
    """
    database = open_database(url)
    names = [table.name for table in Base.metadata.sorted_tables]
    is_filled = " union all ".join(f"select '{name}' where exists (select 1 from \"{name}\")" for name in names)
    with database.writing() as session, session.begin():
        session.execute(text("set local session_replication_role = replica"))
        filled = [f'"{name}"' for name in session.scalars(text(is_filled))]
        for name in filled:
            session.execute(text(f"delete from {name}"))
        session.execute(text("select setval(oid, 1, false) from pg_class where relkind = 'S'"))
    if filled:
        with database.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"vacuum {', '.join(filled)}"))
    database.close()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = open_database(database_url)
    yield database
    database.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A writing session; what is not committed is rolled back."""
    with database.writing() as session:
        yield session
        session.rollback()


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Any]:
    """The app on an empty database. `app.extensions["database"]` is its Database."""
    from safeguarding.app import create_app
    from safeguarding.config import Settings

    app = create_app(
        Settings(
            database_url=database_url,
            secret_key="for tests only, and long enough for that",
            is_demonstration=False,
            has_https=False,
            instance=tmp_path,
        )
    )
    app.testing = True
    yield app
    app.extensions["database"].close()
