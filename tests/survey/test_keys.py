"""The secret key: made once by command, told from a wrong one, kept from others, destroyed by two people."""

import os
import stat

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from safeguarding.cli.__main__ import main
from safeguarding.common.database import write
from safeguarding.config import WrongSettings, settings_from
from safeguarding.people.models import AuditEntry
from safeguarding.people.rules.roles import Role
from safeguarding.survey.models import Response, SurveyKey
from safeguarding.survey.operations.keys import (
    KeyExists,
    KeyInUse,
    KeyMissing,
    KeyTooOpen,
    KeyWrong,
    MayNotDestroy,
    campaign_key,
    destroy_key,
    erase_key,
    make_key,
)
from safeguarding.survey.operations.opening import open_wave
from safeguarding.survey.operations.planning import plan_wave
from safeguarding.survey.queries.keys import campaigns_without_a_key, known_key
from safeguarding.survey.queries.waves import KeyState, wave_detail
from safeguarding.survey.rules.sealing import key_check_value
from tests.learning.learning_factories import a_campaign, an_officer
from tests.people.people_factories import holds, leaves
from tests.survey.survey_factories import (
    ANSWERED,
    KEY,
    MONDAY,
    WEEK,
    a_closed_wave,
    a_key_file,
    a_plan,
    an_instrument,
    an_open_wave,
    has_key,
)

CODE = "spot-it"
CHECK = key_check_value(KEY, campaign_code=CODE)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


class TestMake:
    def test_writes_32_random_bytes_that_only_their_owner_may_read(self, session, tmp_path):
        campaign = a_campaign(session, code=CODE)
        path = tmp_path / "safe" / "survey-key"
        assert make_key(session, campaign_id=campaign.id, path=path, at=MONDAY) is False
        assert mode(path) == 0o600
        known = known_key(session, campaign_code=CODE)
        key = campaign_key(path, campaign_code=CODE, check_value=known.check_value)
        assert (len(key), path.read_text()) == (32, f"{CODE} {key.hex()}\n")
        assert session.scalars(select(AuditEntry.action)).all() == ["survey_key.made"]

    def test_keeps_the_key_out_of_the_database(self, session, tmp_path):
        campaign = a_campaign(session, code=CODE)
        path = tmp_path / "survey-key"
        make_key(session, campaign_id=campaign.id, path=path, at=MONDAY)
        digits = path.read_text().split()[1]
        kept = session.execute(select(SurveyKey.__table__)).all() + session.execute(select(AuditEntry.__table__)).all()
        assert digits not in repr(kept)

    def test_happens_once(self, session, tmp_path):
        campaign = a_campaign(session, code=CODE)
        make_key(session, campaign_id=campaign.id, path=tmp_path / "survey-key", at=MONDAY)
        with pytest.raises(KeyExists, match="is there already"):
            make_key(session, campaign_id=campaign.id, path=tmp_path / "other", at=MONDAY)

    def test_keeps_another_campaigns_key_beside_it(self, session, tmp_path):
        path = a_key_file(tmp_path / "survey-key", "another")
        make_key(session, campaign_id=a_campaign(session, code=CODE).id, path=path, at=MONDAY)
        assert [line.split()[0] for line in path.read_text().splitlines()] == ["another", CODE]

    def test_takes_one_the_file_holds_only_when_told_to(self, session, tmp_path):
        campaign = a_campaign(session, code=CODE)
        path = a_key_file(tmp_path / "survey-key", CODE)
        with pytest.raises(KeyExists, match="--take-existing"):
            make_key(session, campaign_id=campaign.id, path=path, at=MONDAY)
        assert make_key(session, campaign_id=campaign.id, path=path, at=MONDAY, may_take=True) is True
        assert session.get_one(SurveyKey, campaign.id).check_value == CHECK

    def test_needs_to_know_where(self, session):
        with pytest.raises(KeyMissing, match="SURVEY_KEY_FILE"):
            make_key(session, campaign_id=a_campaign(session).id, path=None, at=MONDAY)

    def test_is_due_for_campaigns_with_questions_and_no_key(self, session):
        a_campaign(session)
        due, has_one = a_campaign(session), a_campaign(session)
        for campaign in (due, has_one):
            an_instrument(session, campaign=campaign)
        has_key(session, has_one)
        assert campaigns_without_a_key(session) == [due.id]


class TestRead:
    def test_the_right_one(self, tmp_path):
        path = a_key_file(tmp_path / "survey-key", CODE)
        assert campaign_key(path, campaign_code=CODE, check_value=CHECK) == KEY

    @pytest.mark.parametrize("check_value", [None, CHECK])
    def test_none_when_no_file_is_set(self, check_value):
        with pytest.raises(KeyMissing):
            campaign_key(None, campaign_code=CODE, check_value=check_value)

    def test_none_when_the_file_is_not_there(self, tmp_path):
        with pytest.raises(KeyMissing, match="is not there"):
            campaign_key(tmp_path / "survey-key", campaign_code=CODE, check_value=CHECK)

    def test_none_when_the_file_is_another_campaigns(self, tmp_path):
        path = a_key_file(tmp_path / "survey-key", "another")
        with pytest.raises(KeyMissing, match="'spot-it' is not in"):
            campaign_key(path, campaign_code=CODE, check_value=CHECK)

    def test_none_when_it_is_a_folder(self, tmp_path):
        with pytest.raises(KeyMissing, match="cannot be read"):
            campaign_key(tmp_path, campaign_code=CODE, check_value=CHECK)

    def test_not_a_wrong_one(self, tmp_path):
        path = a_key_file(tmp_path / "survey-key", CODE, key=bytes(32))
        with pytest.raises(KeyWrong, match="is not the one of"):
            campaign_key(path, campaign_code=CODE, check_value=CHECK)

    @pytest.mark.parametrize("content", ["spot-it zz\n", "spot-it\n", "spot-it 00ff\n"])
    def test_not_what_is_no_key(self, tmp_path, content):
        path = a_key_file(tmp_path / "survey-key", CODE)
        path.write_text(content)
        with pytest.raises(KeyWrong):
            campaign_key(path, campaign_code=CODE, check_value=CHECK)

    @pytest.mark.parametrize("others", [0o640, 0o604, 0o622])
    def test_not_one_that_others_could_read(self, tmp_path, others):
        path = a_key_file(tmp_path / "survey-key", CODE)
        path.chmod(others)
        with pytest.raises(KeyTooOpen, match="chmod 600"):
            campaign_key(path, campaign_code=CODE, check_value=CHECK)


@pytest.fixture
def two(session):
    """Two people who may destroy a key."""
    people = [an_officer(session), an_officer(session)]
    holds(session, people[0], Role.COMMS)
    holds(session, people[1], Role.ADMINISTRATOR)
    return people


def destroyed(session, campaign, first, second):
    return destroy_key(
        session, campaign_id=campaign.id, destroyed_by_id=first.id, agreed_by_id=second.id, at=MONDAY + 60 * WEEK
    )


class TestDestroy:
    def test_puts_one_random_number_in_place_of_each_link_in_every_wave(self, session, two):
        campaign = a_campaign(session)
        people = [*two, an_officer(session)]
        first = a_closed_wave(session, campaign=campaign, officers=people, answers=[ANSWERED] * 3)
        again = {"month": 12, "repeats_id": first.id, "at": MONDAY + 52 * WEEK}
        second = a_closed_wave(session, campaign=campaign, officers=people, answers=[ANSWERED, ANSWERED, None], **again)

        def links(wave):
            return set(session.scalars(select(Response.link).where(Response.wave_id == wave.id)))

        before = links(first)
        assert destroyed(session, campaign, *two) == 3
        assert links(second) < links(first)
        assert before.isdisjoint(links(first))
        assert all(link.startswith("panel-") for link in links(first))
        assert wave_detail(session, wave_id=first.id).key is KeyState.DESTROYED

    def test_is_recorded_with_both(self, session, two):
        campaign = a_campaign(session)
        has_key(session, campaign)
        destroyed(session, campaign, *two)
        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.actor_id) == ("survey_key.destroyed", two[0].id)
        assert entry.about == {"campaign_id": campaign.id, "agreed_by": two[1].id}

    def test_needs_two_different_people_with_the_roles_and_in_post(self, session, two):
        campaign = a_campaign(session)
        has_key(session, campaign)
        officer = an_officer(session)
        with pytest.raises(MayNotDestroy, match="Two different people"):
            destroyed(session, campaign, two[0], two[0])
        with pytest.raises(MayNotDestroy, match="internal comms or an administrator"):
            destroyed(session, campaign, two[0], officer)
        leaves(session, two[1], on=MONDAY.date())
        with pytest.raises(MayNotDestroy):
            destroyed(session, campaign, *two)

    def test_waits_until_no_wave_is_open(self, session, two):
        campaign = a_campaign(session)
        an_open_wave(session, campaign=campaign)
        with pytest.raises(KeyInUse):
            destroyed(session, campaign, *two)

    def test_happens_once_and_the_campaign_gets_no_other_key(self, session, two, tmp_path):
        campaign = a_campaign(session)
        with pytest.raises(KeyMissing):
            destroyed(session, campaign, *two)
        has_key(session, campaign)
        destroyed(session, campaign, *two)
        with pytest.raises(KeyExists, match="destroyed already"):
            destroyed(session, campaign, *two)
        with pytest.raises(KeyExists, match="later destroyed"):
            make_key(session, campaign_id=campaign.id, path=tmp_path / "survey-key", at=MONDAY)

    def test_no_wave_opens_afterwards(self, session, two):
        campaign = a_campaign(session)
        has_key(session, campaign)
        wave = plan_wave(session, plan=a_plan(session, campaign=campaign), planned_by_id=None, at=MONDAY)
        destroyed(session, campaign, *two)
        with pytest.raises(KeyMissing):
            open_wave(session, wave_id=wave.id, opened_by_id=None, key=KEY, at=MONDAY)

    def test_erases_one_campaigns_line_and_leaves_the_others(self, tmp_path):
        path = a_key_file(tmp_path / "survey-key", CODE)
        path.write_text(path.read_text() + f"another {bytes(32).hex()}\n")
        assert erase_key(path, campaign_code=CODE) is True
        assert path.read_text() == f"another {bytes(32).hex()}\n"
        assert mode(path) == 0o600
        assert erase_key(path, campaign_code=CODE) is False
        assert os.listdir(tmp_path) == ["survey-key"]

    def test_overwrites_what_the_key_stood_in(self, tmp_path):
        path = a_key_file(tmp_path / "survey-key", CODE)
        same_place = tmp_path / "same-place"
        same_place.hardlink_to(path)
        erase_key(path, campaign_code=CODE)
        assert set(same_place.read_bytes()) == {0}

    def test_stopped_halfway_loses_no_other_campaigns_key(self, tmp_path, monkeypatch):
        path = a_key_file(tmp_path / "survey-key", CODE)
        path.write_text(path.read_text() + f"another {bytes(32).hex()}\n")
        monkeypatch.setattr("pathlib.Path.rename", stopped)
        with pytest.raises(KeyboardInterrupt):
            erase_key(path, campaign_code=CODE)
        assert f"another {bytes(32).hex()}\n" in path.read_text()


def stopped(*call):
    """The machine is switched off at this moment."""
    raise KeyboardInterrupt


class TestCommands:
    @pytest.fixture
    def path(self, tmp_path):
        return tmp_path / "keys" / "survey-key"

    @pytest.fixture
    def run(self, database_url, monkeypatch, path):
        monkeypatch.setenv("DATABASE_URL", database_url)
        monkeypatch.setenv("SECRET_KEY", "for tests only, and long enough for that")
        monkeypatch.setenv("SURVEY_KEY_FILE", str(path))
        return lambda *words: CliRunner().invoke(main, ["survey", *words])

    @pytest.fixture
    def two(self, database):
        with write(database) as session:
            a_campaign(session, code=CODE)
            people = [an_officer(session), an_officer(session)]
            for officer in people:
                holds(session, officer, Role.COMMS)
        return people

    def test_make_check_and_destroy(self, run, two, path):
        destroy = ["destroy-key", CODE, "--by", two[0].staff_number, "--agreed-by", two[1].staff_number]
        assert "has no key" in run("check-key", CODE).output
        assert "Give a sealed copy" in run("make-key", CODE).output
        assert "it is the right one" in run("check-key", CODE).output
        assert "You typed 'spot'" in run(*destroy, "--type-the-code", "spot").output
        done = run(*destroy, "--type-the-code", CODE)
        assert done.exit_code == 0, done.output
        assert "is destroyed; 0 people's links" in done.output
        assert path.read_text() == ""
        assert "was destroyed on" in run("check-key", CODE).output
        assert "was destroyed already" in run(*destroy, "--type-the-code", CODE).output

    def test_destroying_goes_on_where_it_was_stopped(self, run, two, path):
        run("make-key", CODE)
        kept = path.read_text()
        destroy = ["destroy-key", CODE, "--by", two[0].staff_number, "--agreed-by", two[1].staff_number]
        run(*destroy, "--type-the-code", CODE)
        path.write_text(kept)
        again = run(*destroy, "--type-the-code", CODE)
        assert (again.exit_code, path.read_text()) == (0, "")
        assert "It was taken out of" in again.output

    def test_refusals_are_one_sentence(self, run, two, path):
        assert "There is no campaign 'nowhere'" in run("make-key", "nowhere").output
        run("make-key", CODE)
        assert "is there already" in run("make-key", CODE).output
        unknown = run("destroy-key", CODE, "--by", "P000", "--agreed-by", "P001", "--type-the-code", CODE)
        assert "There is no officer with the staff number P000." in unknown.output
        path.chmod(0o644)
        assert "chmod 600" in run("check-key", CODE).output

    def test_a_key_the_file_holds_is_taken_when_told_to(self, run, two, path):
        path.parent.mkdir()
        a_key_file(path, CODE)
        assert "--take-existing" in run("make-key", CODE).output
        assert "taken from" in run("make-key", CODE, "--take-existing").output

    def test_without_a_file_set_the_settings_are_named(self, run, two, monkeypatch):
        monkeypatch.delenv("SURVEY_KEY_FILE")
        assert "Set SURVEY_KEY_FILE" in run("make-key", CODE).output


ENOUGH = {"SECRET_KEY": "for tests only, and long enough for that"}


class TestSettings:
    def test_a_force_says_where_the_key_is_or_has_none(self):
        assert settings_from(ENOUGH).survey_key_file is None
        assert str(settings_from({**ENOUGH, "SURVEY_KEY_FILE": "/safe/key"}).survey_key_file) == "/safe/key"

    def test_the_whole_path_is_asked_for(self):
        with pytest.raises(WrongSettings, match="SURVEY_KEY_FILE is 'key'"):
            settings_from({**ENOUGH, "SURVEY_KEY_FILE": "key"})

    def test_a_demonstration_keeps_it_outside_the_folder_of_its_database(self, tmp_path):
        found = settings_from({"INSTANCE_FOLDER": str(tmp_path)})
        assert found.survey_key_file == tmp_path / "survey-key"
        assert not found.survey_key_file.is_relative_to(found.instance)
