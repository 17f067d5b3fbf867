"""An open survey of six questions on four pages, an officer who is asked, one who is not, and the key in its file."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask

from safeguarding.common.clock import now
from safeguarding.common.database import Database, write
from safeguarding.people.models import Officer
from safeguarding.survey.operations.answering import Sitting, sitting
from tests.learning.learning_factories import a_campaign
from tests.people.people_factories import an_officer
from tests.survey.survey_factories import KEY, an_open_wave, wave_for

STORY, ROUTE_AND_SCALE, BARRIERS, SEEN = 1, 2, 3, 4
SHORT_BODY = {"straplines": [], "messages": [], "recommendations": []}


@dataclass(frozen=True)
class Survey:
    """Where the open survey is, and who is asked."""

    database: Database
    campaign: str
    code: str
    wave_id: int
    asked_id: int
    passed_over_id: int

    @property
    def address(self) -> str:
        return f"/survey/{self.campaign}/{self.code}"

    def page(self, number: int) -> str:
        return f"{self.address}/{number}"

    def kept(self, officer_id: int | None = None) -> Sitting:
        """What is kept of this officer's answers."""
        with self.database.reading() as session:
            officer = session.get_one(Officer, officer_id or self.asked_id)
            wave = wave_for(session, officer, at=now())
            return sitting(session, wave=wave, staff_number=officer.staff_number, key=KEY)


def with_key_file(app: Flask, path: Path, campaign: str, *, mode: int = 0o600, key: bytes = KEY) -> None:
    """The app's key file holds this key for this campaign."""
    path.write_text(f"{campaign} {key.hex()}\n")
    path.chmod(mode)
    app.extensions["settings"] = replace(app.extensions["settings"], survey_key_file=path)


@pytest.fixture
def survey(app, database, tmp_path) -> Survey:
    with write(database) as session:
        campaign = a_campaign(session, code="spot-it")
        campaign.body = SHORT_BODY
        asked = an_officer(session, display_name="Priya Shah")
        wave = an_open_wave(session, campaign=campaign, at=now(), code="month-0")
        # Joined after the draw.
        passed_over = an_officer(session, display_name="Tom Fair")
    with_key_file(app, tmp_path / "survey-key", "spot-it")
    return Survey(database, "spot-it", "month-0", wave.id, asked.id, passed_over.id)


@pytest.fixture
def officer(browser, survey):
    """The browser of the officer who is asked."""
    browser.is_signed_in_as(survey.asked_id)
    return browser


@pytest.fixture
def passed_over(app, browser, survey):
    """The browser of an officer who is not."""
    other = app.test_client()
    other.is_signed_in_as(survey.passed_over_id)
    return other
