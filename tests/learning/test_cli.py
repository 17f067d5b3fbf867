"""The chores as commands."""

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from safeguarding.cli import learning as commands
from safeguarding.common.clock import now
from safeguarding.common.database import write
from safeguarding.learning.models import CompletionTotal
from tests.learning.learning_factories import TO_SAFETY, a_module, an_officer, begun, chooses


@pytest.fixture
def run(database_url, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("SECRET_KEY", "for tests only, and long enough for that")
    return lambda *words: CliRunner().invoke(commands.learning, words)


@pytest.fixture
def somebody_is_done(database):
    with write(database) as session:
        module = a_module(session)
        attempt = begun(session, an_officer(session), module, at=now())
        chooses(session, attempt, module, *TO_SAFETY, at=now())


def test_self_check_of_a_sound_database(run, somebody_is_done):
    result = run("self-check")
    assert result.exit_code == 0
    assert "agree with what officers have done" in result.output


def test_self_check_names_what_differs_and_mends_it(run, database, somebody_is_done):
    with write(database) as session:
        session.execute(update(CompletionTotal).values(begun=7))

    wrong = run("self-check")
    assert wrong.exit_code == 1
    assert "written as 7 begun and 1 done, counted as 1 and 1" in wrong.output
    assert "1 difference." in wrong.output

    assert run("self-check", "--mend").exit_code == 0
    assert run("self-check").exit_code == 0
