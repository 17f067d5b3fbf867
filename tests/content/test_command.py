"""The chores about content, as they are typed."""

from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from safeguarding.cli.content import content
from safeguarding.cli.server import daily
from safeguarding.common.clock import london_day, now
from safeguarding.common.database import write
from safeguarding.content.operations.review import approve, schedule, send_for_review
from safeguarding.content.queries.modules import published_module
from safeguarding.people.models import AuditEntry
from tests.content.packs import a_pack_folder, with_text
from tests.content.studio_factories import a_piece, a_studio

YARD = "modules/the-yard/module.yaml"


@pytest.fixture
def run(database_url, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("SECRET_KEY", "for tests only, and long enough for that")

    def run(*words: object) -> Result:
        return CliRunner().invoke(content, [str(word) for word in words])

    return run


def audited(database) -> list[tuple[str, dict]]:
    with database.reading() as session:
        return [(row.action, row.about) for row in session.execute(select(AuditEntry.action, AuditEntry.about))]


class TestCheck:
    def test_names_every_fault_and_fails(self, run, tmp_path):
        folder = a_pack_folder(tmp_path, **{YARD: with_text(YARD, "is_sign: yes", "is_sign: maybe")})

        result = run("check", folder)

        assert result.exit_code == 1
        assert "modules/the-yard/module.yaml, line 35: 'is_sign' must be yes or no" in result.output
        assert "1 to put right; nothing was loaded." in result.output

    def test_prints_warnings_and_passes(self, run, tmp_path):
        folder = a_pack_folder(tmp_path, **{YARD: with_text(YARD, "A child sits", "A streetwise child sits")})

        result = run("check", folder)

        assert result.exit_code == 0
        assert "Warning: modules/the-yard/module.yaml" in result.output
        assert "Look Again: 2 modules, 4 contacts, nothing wrong." in result.output


class TestLoad:
    def test_publishes_and_is_audited_by_counts(self, run, tmp_path, database):
        result = run("load", a_pack_folder(tmp_path), "--starts-on", "2025-11-17")

        assert result.exit_code == 0, result.output
        assert "2 modules new" in result.output
        assert audited(database) == [
            (
                "content.loaded",
                {
                    "campaign": "look-again",
                    "is_first_load": True,
                    "created": 2,
                    "new_versions": 0,
                    "unchanged": 0,
                    "contacts_changed": 4,
                    "media_added": 3,
                },
            )
        ]

    def test_a_second_time_says_that_nothing_changed(self, run, tmp_path, database):
        folder = a_pack_folder(tmp_path)
        run("load", folder, "--starts-on", "2025-11-17")

        again = run("load", folder, "--starts-on", "2026-01-01")

        assert again.exit_code == 0
        assert "nothing has changed since the last load" in again.output
        assert "The start was set at the first load and is kept: 2025-11-17." in again.output
        assert len(audited(database)) == 1

    def test_loads_nothing_of_a_pack_with_a_fault(self, run, tmp_path, database):
        folder = a_pack_folder(tmp_path, **{YARD: with_text(YARD, "is_sign: yes", "is_sign: maybe")})

        assert run("load", folder).exit_code == 1
        assert audited(database) == []


class TestWithdraw:
    def test_is_audited_and_happens_once(self, run, tmp_path, database):
        run("load", a_pack_folder(tmp_path))

        first = run("withdraw", "look-again", "a-letter", "--reason", "A number was wrong")
        again = run("withdraw", "look-again", "a-letter", "--reason", "Again")

        assert (first.exit_code, again.exit_code) == (0, 1)
        assert "already withdrawn: A number was wrong" in again.output
        assert [action for action, _ in audited(database)] == ["content.loaded", "content.withdrawn"]

    def test_of_an_unknown_module_is_refused(self, run):
        result = run("withdraw", "look-again", "a-letter", "--reason", "x")

        assert result.exit_code == 1
        assert "There is no module 'a-letter' in a campaign 'look-again'." in result.output


class TestContacts:
    def test_names_the_lines_whose_review_is_overdue(self, run, tmp_path):
        contacts = with_text("contacts.yaml", "2026-12-18", "2026-01-06")
        run("load", a_pack_folder(tmp_path, **{"contacts.yaml": contacts}))

        result = run("contacts")

        assert result.exit_code == 0
        assert "safeguarding_hub   Through your supervisor  (never verified" in result.output
        assert "Review overdue: emergency" in result.output


class TestDaily:
    def test_publishes_what_was_approved_for_the_day(self, run, database, tmp_path):
        long_ago = now() - timedelta(days=3)
        with write(database) as session:
            studio = a_studio(session, tmp_path)
            piece = a_piece(session, studio)
            facts = {"version_id": piece.id, "revision": piece.revision, "at": long_ago}
            send_for_review(session, by_id=studio.tess, **facts)
            approve(session, by_id=studio.robin, **facts)
            day = london_day(long_ago + timedelta(days=2))
            schedule(session, version_id=piece.id, publish_on=day, by_id=studio.robin, at=long_ago)

        result = CliRunner().invoke(daily)

        assert "1 module published on the day chosen." in result.output, result.output
        with database.reading() as session:
            assert published_module(session, campaign="look-again", module="the-shed") is not None
