"""What home and library make of a campaign with every kind in it: saved for later, half heard, to go to."""

from datetime import timedelta

import pytest

from safeguarding.common.clock import now
from safeguarding.common.database import write
from safeguarding.web.learn.reading import reading_begun
from safeguarding.web.learn.shelves import in_piles
from tests.learning.learning_factories import a_version, training_body
from tests.web.learn.conftest import address, statements_of


@pytest.fixture
def opened(app, officer_id):
    def carried(module):
        with app.app_context():
            at = now() - timedelta(hours=1)
            return reading_begun(officer_id=officer_id, version_id=module.version_id, at=at)

    return carried


@pytest.fixture
def listens(officers_browser, others, opened):
    def listen(played="0-15000@0-15000"):
        fields = {"begun": opened(others.podcast), "event": "e", "played": played, "stands": "15000", "moment": "15000"}
        return officers_browser.sends(f"{address(others.podcast)}/listen", **fields)

    return listen


def saves(browser, module, saved="yes", **more):
    return browser.sends(f"{address(module)}/save", saved=saved, **more)


class TestSavedForLater:
    def test_is_shown_on_home_library_and_its_own_page(self, officers_browser, others):
        answer = saves(officers_browser, others.podcast, next="/learn/library?kind=podcast")
        assert (answer.status_code, answer.location) == (303, "/learn/library?kind=podcast")
        home = officers_browser.get("/").text
        assert home.index("Saved for later") < home.index("Home by morning") < home.index("Three things to notice")
        library = officers_browser.get("/learn/library").text
        assert library.index("Saved for later") < library.index("Home by morning") < library.index("New to you")
        assert "Saved for later. <button" in officers_browser.get(address(others.podcast)).text

    def test_can_be_taken_off(self, officers_browser, others):
        saves(officers_browser, others.podcast)
        assert saves(officers_browser, others.podcast, "no").location == address(others.podcast)
        assert "Saved for later" not in officers_browser.get("/").text

    def test_goes_when_it_is_done(self, officers_browser, others, listens):
        saves(officers_browser, others.podcast)
        listens("0-95000@0-95000")
        assert "Saved for later" not in officers_browser.get("/").text

    def test_never_sends_anybody_elsewhere(self, officers_browser, others):
        for next_page in ("https://elsewhere.example/", "//elsewhere.example"):
            assert saves(officers_browser, others.podcast, next=next_page).location == address(others.podcast)


class TestHalfHeard:
    def test_says_how_much(self, officers_browser, others, listens):
        listens()
        home = officers_browser.get("/").text
        assert '<h1 class="h-xl" id="hero-title">Home by morning</h1>' in home
        assert "0.15 of 1.40 heard." in home
        assert "0.15 of 1.40 heard." in officers_browser.get("/learn/library").text


class TestTrainings:
    def test_to_come_are_on_home_with_day_hour_and_place(self, officers_browser, others):
        home = officers_browser.get("/").text
        assert "In a room with colleagues" in home
        assert "10.00, 90 minutes. The Tidewater Room." in home
        assert f'href="{address(others.training)}">How to book' in home

    def test_that_are_over_are_not(self, officers_browser, others, database):
        with write(database) as session:
            a_version(session, module_id=others.training.module_id, body=training_body(day=3))
        assert "In a room with colleagues" not in officers_browser.get("/").text

    def test_are_not_counted_or_offered_as_something_to_do_here(self, officers_browser, others):
        library = officers_browser.get("/learn/library").text
        assert "0 of 6 done" in library
        assert library.index("New to you") < library.index("In a room with colleagues") < library.index("Look again")


class TestLibrary:
    @pytest.mark.parametrize(
        ("kind", "title"), [("podcast", "Home by morning"), ("blog", "Behind the bins"), ("training", "Look again")]
    )
    def test_shows_one_kind_when_asked(self, officers_browser, others, kind, title):
        page = officers_browser.get(f"/learn/library?kind={kind}").text
        assert title in page
        assert "The hallway" not in page[page.index("<h1") :]

    def test_has_no_empty_piles(self):
        assert in_piles(()) == []


class TestSize:
    @pytest.mark.parametrize("page", ["/", "/learn/library"])
    def test_asks_the_database_five_things_at_most(self, officers_browser, others, listens, page):
        listens()
        saves(officers_browser, others.blog)
        officers_browser.get(page)
        assert len(statements_of(officers_browser, page)) <= 5
