"""Marking who came, as trainers meet it: numbers, names, then yes; and every number answered in words."""

import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from safeguarding.common.clock import london_today
from safeguarding.common.database import Database, write
from safeguarding.learning.models import Completion
from safeguarding.people.rules.roles import Role
from tests.learning.learning_factories import a_campaign, a_module, training_body
from tests.people.people_factories import a_leaver, an_officer, holds
from tests.web.conftest import Browser

DAYS_AGO = 30
WHERE = "/author/attendance/spot-it/together"


@pytest.fixture
def trainer(browser: Browser, database: Database) -> Browser:
    with write(database) as session:
        officer = an_officer(session)
        holds(session, officer, Role.TRAINER)
        campaign = a_campaign(session, code="spot-it")
        campaign.starts_on = london_today() - timedelta(days=DAYS_AGO)
        a_module(session, campaign=campaign, code="together", body=training_body(day=7))
        a_module(session, campaign=campaign, code="once-more", body=training_body("Once more", day=DAYS_AGO + 40))
        a_module(session, campaign=campaign, code="the-hallway")
        an_officer(session, staff_number="A1", display_name="Ann Attends")
        an_officer(session, staff_number="B2", display_name="Bob Attends")
        an_officer(session, staff_number="H3", display_name="Kim Hidden", is_protected=True)
        a_leaver(session, staff_number="L4", display_name="Lee Left", left_on=london_today())
        officer_id = officer.id
    browser.is_signed_in_as(officer_id)
    return browser


def looks(trainer: Browser, numbers: str) -> str:
    return trainer.sends(WHERE, numbers=numbers).text


def says_yes(trainer: Browser, page: str, **changed: str):
    fields = {name: html.unescape(value) for name, value in re.findall(r'name="(numbers|seen)" value="([^"]*)"', page)}
    return trainer.sends(f"{WHERE}/mark", **{**fields, **changed})


def marked(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(Completion.id)).all())


class TestTheWholeWay:
    def test_numbers_then_names_then_marked(self, trainer, database):
        listed = trainer.get("/author/attendance").text
        assert "Mark who came" in listed
        assert "Its day is still to come" in listed

        page = looks(trainer, "a1 Ann\r\nB2\r\n")
        assert "2 people will be marked" in page
        assert "Ann Attends" in page
        assert marked(database) == 0

        answer = says_yes(trainer, page)
        assert answer.status_code == 303
        assert "2 people are marked." in trainer.get(answer.location).text
        assert marked(database) == 2

    def test_each_number_is_answered_in_words(self, trainer):
        says_yes(trainer, looks(trainer, "A1"))

        page = looks(trainer, "A1\nB2\nH3\nL4\nX9\nSam Example")

        assert "1 person will be marked" in page
        assert "Already marked, so nothing changes" in page
        assert "Not in post today, so cannot be marked" in page
        # Whoever must not be shown is as unknown as a number nobody has, and as a line without one.
        assert page.count("Nobody can be found by this.") == 3
        assert "Kim Hidden" not in page
        assert "Sam Example" in page

    def test_a_second_click_marks_nobody_twice(self, trainer, database):
        page = looks(trainer, "A1")
        says_yes(trainer, page)

        assert "The list has changed since it was shown." in says_yes(trainer, page).text
        assert marked(database) == 1


class TestRefused:
    def test_other_names_than_were_shown(self, trainer, database):
        answer = says_yes(trainer, looks(trainer, "A1"), numbers="A1\nB2")
        assert "The list has changed since it was shown." in answer.text
        assert marked(database) == 0

    def test_without_having_looked(self, trainer, database):
        assert trainer.sends(f"{WHERE}/mark", numbers="A1").location == WHERE
        assert marked(database) == 0

    def test_an_empty_list(self, trainer):
        assert "Enter the staff numbers of those who came" in looks(trainer, "  ")

    def test_too_many_at_once(self, trainer):
        page = looks(trainer, "\n".join(f"N{number}" for number in range(61)))
        assert "Mark 60 people at a time; these are 61" in page
        assert "N60" in page

    def test_before_its_day(self, trainer, database):
        where = "/author/attendance/spot-it/once-more"
        assert "Its day is still to come." in trainer.get(where).text
        page = trainer.sends(where, numbers="A1").text
        fields = dict(re.findall(r'name="(numbers|seen)" value="([^"]*)"', page))
        assert "Mark who came on the day or after it." in trainer.sends(f"{where}/mark", **fields).text
        assert marked(database) == 0

    @pytest.mark.parametrize("where", ["the-hallway", "nothing"])
    def test_what_is_no_training(self, trainer, where):
        assert trainer.get(f"/author/attendance/spot-it/{where}").status_code == 404

    def test_whoever_is_no_trainer(self, officers_browser):
        assert officers_browser.get("/author/attendance").status_code == 403
