"""A campaign with a scenario and an article, and an officer's way through them by hand."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest

from safeguarding.common.clock import london_today, now
from safeguarding.common.database import write
from safeguarding.content.models import Campaign
from safeguarding.content.queries.modules import PublishedModule
from safeguarding.web.learn.reading import reading_begun
from tests.learning.learning_factories import (
    a_campaign,
    a_module,
    article_body,
    blog_body,
    cards_body,
    guide_body,
    podcast_body,
    scenario_body,
    training_body,
)
from tests.statements import statements_asked

FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@dataclass(frozen=True)
class Library:
    """What is published for these tests."""

    scenario: PublishedModule
    article: PublishedModule

    @property
    def hallway(self) -> str:
        return f"/learn/{self.scenario.campaign_code}/{self.scenario.code}"

    @property
    def reading(self) -> str:
        return f"/learn/{self.article.campaign_code}/{self.article.code}"


@pytest.fixture
def library(database) -> Library:
    with write(database) as session:
        campaign = a_campaign(session, code="spot-it", themes=["missing", "abuse"])
        campaign.starts_on = london_today() - timedelta(days=70)
        campaign.ends_on = london_today() + timedelta(days=294)
        campaign.body = {"straplines": [], "messages": [], "recommendations": []}
        scenario = a_module(session, campaign=campaign, code="the-hallway", body=scenario_body(), themes=["missing"])
        article = a_module(
            session, campaign=campaign, code="what-it-knew", body={**article_body(), "minutes": 2}, themes=["abuse"]
        )
        return Library(scenario, article)


@pytest.fixture
def opened_an_hour_ago(app, officer_id, library) -> str:
    """What the article's page carries when it has been open for an hour."""
    with app.app_context():
        return reading_begun(
            officer_id=officer_id, version_id=library.article.version_id, at=now() - timedelta(hours=1)
        )


@dataclass(frozen=True)
class Shelf:
    """One module of each of the other kinds, in the same campaign."""

    blog: PublishedModule
    podcast: PublishedModule
    cards: PublishedModule
    guide: PublishedModule
    training: PublishedModule


@pytest.fixture
def others(database, library) -> Shelf:
    bodies = (blog_body(), podcast_body(), cards_body(), guide_body(), training_body(day=100))
    with write(database) as session:
        campaign = session.get_one(Campaign, library.scenario.campaign_id)
        return Shelf(*(a_module(session, campaign=campaign, body=body) for body in bodies))


def address(module: PublishedModule) -> str:
    return f"/learn/{module.campaign_code}/{module.code}"


class Walk:
    """An officer in the hallway, sending the forms the page shows."""

    def __init__(self, browser, library: Library) -> None:
        self.browser = browser
        self.hallway = library.hallway
        self.page = browser.get(self.hallway)

    def starts(self):
        return self.goes_to(self.browser.sends(f"{self.hallway}/begin"))

    def fields(self) -> dict[str, str]:
        """The hidden fields of the page's forms."""
        return dict(FIELD.findall(self.page.text))

    def looks(self, thing: str, state: str = "opened", **other: str):
        fields = {**self.fields(), "object": thing, "state": state, **other}
        return self.goes_to(self.browser.post(f"{self.hallway}/look", data=fields))

    def chooses(self, choice: str, **other: str):
        fields = {**self.fields(), "choice": choice, **other}
        return self.goes_to(self.browser.post(f"{self.hallway}/choose", data=fields))

    def reaches_an_ending(self):
        self.starts()
        self.chooses("ask")
        return self.chooses("call")

    def finishes(self):
        return self.goes_to(self.browser.post(f"{self.hallway}/finish", data=self.fields()))

    def sees(self, address: str):
        self.page = self.browser.get(address)
        return self.page

    def goes_to(self, answer):
        assert answer.status_code == 303, answer.text
        self.address = answer.location
        return self.sees(answer.location.partition("#")[0])


@pytest.fixture
def walk(officers_browser, library) -> Walk:
    return Walk(officers_browser, library)


def statements_of(browser, address):
    with statements_asked(browser.application.extensions["database"]) as asked:
        assert browser.get(address).status_code == 200
    return asked
