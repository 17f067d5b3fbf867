"""When a page cannot be given: plain words, three lines to ring, and no database."""

import pytest
import yaml
from flask import abort
from sqlalchemy import text

from safeguarding.common.database import open_database
from safeguarding.config import ROOT
from safeguarding.web.shared.database import get_session
from safeguarding.web.shared.emergency import EMERGENCY_LINES
from safeguarding.web.shared.errors import ERROR_PAGES
from tests.statements import statements_asked

REGISTRY = ROOT / "safeguarding/campaigns/spot-it-to-stop-it/content/contacts.yaml"


@pytest.fixture
def statements(app):
    """What the app has asked of its database so far."""
    with statements_asked(app.extensions["database"]) as asked:
        yield asked


def shows_whom_to_ring(answer):
    return all(f'href="tel:{digits}"' in answer.text for digits in ("999", "101", "0800555111"))


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 429, 500, 503])
def test_each_error_is_a_page_that_shows_whom_to_ring_without_the_database(app, trying, statements, status):
    answer = trying(lambda: abort(status), "GET")
    assert answer.status_code == status
    assert ERROR_PAGES[status].title in answer.text
    assert shows_whom_to_ring(answer)
    assert statements == []


def test_an_address_that_only_takes_forms_says_so(browser):
    answer = browser.get("/account/sign-out")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert shows_whom_to_ring(answer)


def test_our_own_fault_is_a_page_too_and_never_shows_what_broke(app, trying):
    app.testing = False

    def view():
        raise ValueError("the staff number P100001 was not expected here")

    answer = trying(view, "GET")
    assert answer.status_code == 500
    assert shows_whom_to_ring(answer)
    assert "P100001" not in answer.text


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.sqlite", "postgresql://nobody@127.0.0.1:1/nothing"])
def test_a_database_out_of_reach_is_503_and_says_when_to_come_back(trying, url):
    elsewhere = open_database(url)
    answer = trying(lambda: str(elsewhere.reading().execute(text("select 1"))), "GET")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert shows_whom_to_ring(answer)


def test_a_signed_in_officer_gets_503_too(app, officers_browser, monkeypatch):
    broken = open_database("sqlite:////nowhere/at/all.sqlite")
    with monkeypatch.context() as for_now:
        for_now.setitem(app.extensions, "database", broken)
        answer = officers_browser.get("/")
    assert answer.status_code == 503
    assert shows_whom_to_ring(answer)


def test_asking_the_database_something_wrong_is_our_fault_and_not_its_absence(app, trying):
    app.testing = False
    answer = trying(lambda: str(get_session().execute(text("select * from no_such_table"))), "GET")
    assert answer.status_code == 500


def test_a_form_from_before_is_refused_calmly_and_links_back(browser):
    answer = browser.post("/account/sign-in", data={}, headers={"Referer": "http://localhost/help/worried?a=b"})
    assert answer.status_code == 400
    assert "Nothing" in answer.text or "nothing was changed" in answer.text
    assert 'href="/help/worried?a=b"' in answer.text


def test_too_much_at_once_is_refused(browser):
    answer = browser.sends("/account/sign-in", staff_number="x" * (1024 * 1024))
    assert answer.status_code == 413


def test_the_lines_are_those_of_the_contact_registry():
    registry = {contact["key"]: contact for contact in yaml.load(REGISTRY.read_text(), yaml.BaseLoader)}
    for line in EMERGENCY_LINES:
        kept = registry[line.key]
        assert (kept["value"], kept["dial"], kept["name"]) == (line.value, line.dial, line.name)


class TestNul:
    """PostgreSQL cannot hold one; both databases must answer alike."""

    @pytest.mark.parametrize("address", ["/learn/%00/x", "/learn/a%00b/the-hallway", "/media/%00.svg", "/?minutes=%00"])
    def test_in_an_address_is_not_found(self, officers_browser, address):
        assert officers_browser.get(address).status_code == 404

    def test_in_a_field_is_refused(self, officers_browser):
        answer = officers_browser.sends("/learn/a-campaign/a-module/look", attempt="\0", event="x")
        assert answer.status_code == 400
