"""What every chore says when the settings are wrong, and what a start does by itself."""

import stat
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from safeguarding.cli import server
from safeguarding.cli.__main__ import main
from safeguarding.config import WrongSettings, settings_from

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ENOUGH = {"SECRET_KEY": "for tests only, and long enough for that"}

CHORES = [
    ["daily"],
    ["migrate"],
    ["learning", "self-check"],
    ["people", "audit-check"],
    ["content", "contacts"],
    ["survey", "check-key", "spot-it-to-stop-it"],
]


@pytest.mark.parametrize("chore", CHORES, ids=" ".join)
def test_a_short_secret_is_one_sentence(monkeypatch, chore):
    monkeypatch.setenv("SECRET_KEY", "short")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    result = CliRunner().invoke(main, chore)
    assert result.exit_code == 1
    assert result.output.startswith("Error: SECRET_KEY must be at least 32 bytes")


@pytest.mark.parametrize("address", ["garbage", "mysql://host/name", "postgresql+asyncpg://host/name"])
def test_an_address_of_another_kind_is_one_sentence(address):
    with pytest.raises(WrongSettings, match="DATABASE_URL must look like"):
        settings_from({**ENOUGH, "DATABASE_URL": address})


def test_an_address_as_many_hosts_write_it_means_postgresql():
    assert settings_from({**ENOUGH, "DATABASE_URL": "postgres://host/name"}).database_url == "postgresql://host/name"


def test_the_embedded_database_lives_in_the_instance_folder(monkeypatch, tmp_path):
    folder = tmp_path / "not" / "there-yet"
    for name, value in {**ENOUGH, "INSTANCE_FOLDER": str(folder)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    result = CliRunner().invoke(main, ["migrate"])
    assert result.output == "The database is now up to date.\n"
    file = folder / "spot-it.sqlite"
    assert file.exists()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, file)] == [0o700, 0o600]


def test_a_demonstration_does_what_is_due_on_its_first_start_of_a_day(database, monkeypatch):
    done = []
    monkeypatch.setattr(server, "run_daily", lambda database, at: done.append(("daily", at)))
    for at in (MONDAY, MONDAY + timedelta(hours=3), MONDAY + timedelta(days=1)):
        server.do_what_is_due(database, at=at)

    assert done == [("daily", MONDAY), ("daily", MONDAY + timedelta(days=1))]
