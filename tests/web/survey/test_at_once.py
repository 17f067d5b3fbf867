"""Fifty posts at the same moment, through the app, on both databases: one row each, and nothing lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from safeguarding.common.clock import now
from safeguarding.common.database import write
from safeguarding.people.operations.sign_in import begin_session
from safeguarding.survey.models import SealedAnswers
from tests.web.conftest import Browser
from tests.web.survey.conftest import BARRIERS, ROUTE_AND_SCALE, SEEN, STORY

POSTS = 50
PAGES = [
    (STORY, {"item-story": "see"}),
    (ROUTE_AND_SCALE, {"item-route": "record", "item-sure": "agree", "item-ready": "disagree"}),
    (BARRIERS, {"item-barriers": ["time", "record"]}),
    (SEEN, {"item-seen": "ours"}),
]
ALL = {
    "story": ("see",),
    "route": ("record",),
    "sure": ("agree",),
    "ready": ("disagree",),
    "barriers": ("time", "record"),
    "seen": ("ours",),
}


@pytest.fixture
def windows(app, survey):
    """As many windows as there are posts, all of the same officer."""
    with write(survey.database) as session:
        token = begin_session(session, officer_id=survey.asked_id, at=now())
    app.test_client_class = Browser

    def window() -> Browser:
        browser = app.test_client()
        browser.carries_token(token)
        browser.get(survey.address)
        return browser

    return [window() for _ in range(POSTS)]


def at_once(windows, send):
    """What each window gets for what it sends: all set off together."""
    ready = Barrier(len(windows))

    def go(place):
        ready.wait()
        return send(place, windows[place])

    with ThreadPoolExecutor(len(windows)) as threads:
        return list(threads.map(go, range(len(windows))))


def rows(survey):
    with survey.database.reading() as session:
        return session.scalar(select(func.count()).select_from(SealedAnswers))


def test_the_same_answer_fifty_times_is_one_row(windows, survey):
    answers = at_once(windows, lambda place, window: window.sends(survey.page(STORY), **{"item-story": "see"}))

    assert {answer.status_code for answer in answers} == {303}
    assert rows(survey) == 1
    assert survey.kept().answers == {"story": ("see",)}


def test_all_pages_from_fifty_windows_lose_nothing(windows, survey):
    def send(place, window):
        number, chosen = PAGES[place % len(PAGES)]
        return window.sends(survey.page(number), **chosen)

    answers = at_once(windows, send)

    assert {answer.status_code for answer in answers} == {303}
    assert rows(survey) == 1
    assert survey.kept().answers == ALL


def test_windows_on_one_page_with_half_an_answer_each_make_a_whole_one(windows, survey):
    halves = [{"item-sure": "agree"}, {"item-ready": "disagree"}]

    at_once(windows, lambda place, window: window.sends(survey.page(ROUTE_AND_SCALE), **halves[place % 2]))

    assert survey.kept().answers == {"route": (), "sure": ("agree",), "ready": ("disagree",)}


def test_fifty_clicks_on_send_are_sent_once(windows, survey):
    windows[0].sends(survey.page(STORY), **{"item-story": "see"})

    answers = at_once(windows, lambda place, window: window.sends(f"{survey.address}/send"))

    assert {answer.location for answer in answers} == {f"{survey.address}/sent"}
    assert rows(survey) == 1
    assert survey.kept().is_finished


def test_answers_beside_a_send_are_whole_or_refused_never_half(windows, survey):
    windows[0].sends(survey.page(STORY), **{"item-story": "see"})

    def send(place, window):
        if place % 2:
            return window.sends(f"{survey.address}/send")
        return window.sends(survey.page(ROUTE_AND_SCALE), **{"item-route": "record"})

    answers = at_once(windows, send)

    assert {answer.status_code for answer in answers} == {303}
    assert rows(survey) == 1
    kept = survey.kept()
    assert kept.is_finished
    answered = {"story": ("see",), "route": ("record",), "sure": (), "ready": ()}
    assert kept.answers in ({"story": ("see",)}, answered)
