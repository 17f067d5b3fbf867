"""A campaign's folder as a whole: content and survey are checked, loaded and written together, or not at all."""

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from safeguarding.cli.content import content
from safeguarding.cli.packs import load_whole, loaded_whole, read_whole, write_whole
from safeguarding.content.interchange.pack import PackHasFaults
from safeguarding.content.models import Campaign
from safeguarding.people.models import AuditEntry
from safeguarding.survey.interchange.writing import write_survey
from safeguarding.survey.models import Instrument
from tests.content.packs import a_pack_folder, with_text
from tests.survey.survey_factories import MONDAY, a_pack_survey, items

YARD = "modules/the-yard/module.yaml"
CAMPAIGN = "look-again"


@pytest.fixture
def folder(tmp_path):
    folder = a_pack_folder(tmp_path / "pack")
    write_survey(a_pack_survey(), folder)
    return folder


@pytest.fixture
def run(database_url, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("SECRET_KEY", "for tests only, and long enough for that")
    return lambda *words: CliRunner().invoke(content, [str(word) for word in words])


def with_changed_route(folder):
    changed = [{**item, "text": "What about your route?"} if item["code"] == "route" else item for item in items()]
    write_survey(a_pack_survey(changed), folder)


def audited(database):
    with database.reading() as session:
        return session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()


class TestWhole:
    def test_is_what_it_was_after_loading_and_writing(self, session, folder, tmp_path):
        whole = read_whole(folder)
        load_whole(session, whole=whole, at=MONDAY)
        written = loaded_whole(session, code=CAMPAIGN)
        write_whole(written, tmp_path / "out")
        assert read_whole(tmp_path / "out") == whole == written
        again = load_whole(session, whole=read_whole(tmp_path / "out"), at=MONDAY)
        assert again.pack.changed_nothing
        assert not again.survey.is_new

    def test_may_have_no_survey(self, session, tmp_path):
        whole = read_whole(a_pack_folder(tmp_path / "pack"))
        assert load_whole(session, whole=whole, at=MONDAY).survey is None
        write_whole(loaded_whole(session, code=CAMPAIGN), tmp_path / "out")
        assert not (tmp_path / "out" / "survey").exists()

    def test_of_an_unknown_campaign_is_none(self, session):
        assert loaded_whole(session, code="nowhere") is None

    def test_names_what_is_wrong_in_both_parts(self, folder):
        a_pack_folder(folder, **{YARD: with_text(YARD, "is_sign: yes", "is_sign: maybe")})
        path = folder / "survey" / "instrument.yaml"
        path.write_text(path.read_text().replace("kind: vignette", "kind: tale"))
        with pytest.raises(PackHasFaults) as refused:
            read_whole(folder)
        assert {fault.file for fault in refused.value.faults} == {YARD, "survey/instrument.yaml"}


class TestCommands:
    def test_check_counts_the_questions(self, run, folder):
        assert "2 modules, 4 contacts, a survey of 6 questions, nothing wrong." in run("check", folder).output

    def test_load_tells_of_the_survey_and_is_audited(self, run, folder, database):
        assert "The survey 'awareness' is now in its number 1: 6 questions." in run("load", folder).output
        assert audited(database) == ["content.loaded", "survey.loaded"]
        again = run("load", folder)
        assert "nothing has changed" in again.output
        assert "survey" not in again.output
        assert len(audited(database)) == 2

    def test_load_names_each_changed_question_with_its_words(self, run, folder, database):
        run("load", folder)
        with_changed_route(folder)
        output = run("load", folder).output
        assert "The survey 'awareness' is now in its number 2" in output
        assert "  route (changed: question)\n    question: What about {+your+} route?" in output
        assert "These cannot be compared with earlier answers." in output
        assert audited(database)[2:] == ["survey.loaded"]

    def test_load_says_when_only_notes_changed(self, run, folder):
        run("load", folder)
        write_survey(a_pack_survey([{**item, "note": "Look"} for item in items()]), folder)
        assert "Every question is asked as it was." in run("load", folder).output

    def test_what_the_content_refuses_leaves_the_survey_as_it_was(self, run, folder, database):
        run("load", folder)
        with_changed_route(folder)
        less = with_text("campaign.yaml", "  - a-letter\n", "")
        a_pack_folder(folder, **{"campaign.yaml": less})
        for left in (folder / "content" / "modules" / "a-letter").iterdir():
            left.unlink()
        assert run("load", folder).exit_code == 1
        with database.reading() as session:
            assert session.scalar(select(func.count()).select_from(Instrument)) == 1
            assert session.scalar(select(func.count()).select_from(Campaign)) == 1

    def test_export_writes_the_questions_too(self, run, folder, tmp_path):
        run("load", folder)
        assert "a survey of 6 questions" in run("export", CAMPAIGN, tmp_path / "out").output
        assert read_whole(tmp_path / "out") == read_whole(folder)
