"""Pages that anybody on the network may open, and the choice of day or night."""

from datetime import date

import pytest

from safeguarding.common.database import write
from safeguarding.content.models import Contact


def a_contact(key, *, position, **about):
    facts = {
        "name": "Safeguarding hub",
        "purpose": "To share what you saw.",
        "value": "0100 900 900",
        "dial": "0100900900",
        "hours": "Day and night",
        "who_may_call": "Officers and staff",
        "verified_on": None,
        "owner": "Internal comms",
        "review_on": date(2027, 1, 1),
    }
    return Contact(key=key, position=position, **{**facts, **about})


class TestWorried:
    def test_lists_the_registry_in_its_order_and_says_what_was_checked(self, browser, database):
        with write(database) as session:
            session.add(a_contact("second", position=2, name="Second line", verified_on=date(2026, 11, 2)))
            session.add(a_contact("first", position=1, name="First line"))
        page = browser.get("/help/worried").text.split("<main", 1)[1]
        first, second = page.index("First line"), page.index("Second line")
        assert first < page.index("Not yet checked by your force") < second < page.index("Checked on 2 November 2026")
        assert 'href="tel:0100900900"' in page

    def test_shows_the_emergency_lines_while_the_registry_is_empty(self, browser):
        page = browser.get("/help/worried").text
        assert all(number in page for number in ("999", "101", "0800 555 111"))


class TestTheme:
    @pytest.mark.parametrize("chosen", ["day", "night"])
    def test_is_kept_in_this_browser_and_shown(self, browser, chosen):
        answer = browser.sends("/help/theme", theme=chosen, next="/help/privacy")
        assert (answer.status_code, answer.location) == (303, "/help/privacy")
        assert f'data-theme="{chosen}"' in browser.get("/help/privacy").text

    def test_can_follow_the_device_again(self, browser):
        browser.sends("/help/theme", theme="night")
        browser.sends("/help/theme", theme="")
        assert "data-theme" not in browser.get("/help/privacy").text

    def test_is_never_what_somebody_made_up(self, browser):
        assert browser.sends("/help/theme", theme="sepia").status_code == 400
        browser.set_cookie("theme", '"><script>')
        assert "<script>" not in browser.get("/help/privacy").text

    def test_goes_back_only_to_pages_of_ours(self, browser):
        assert browser.sends("/help/theme", theme="day", next="//example.org").location == "/"


@pytest.mark.parametrize("page", ["accessibility", "privacy", "worried"])
def test_help_needs_no_sign_in(browser, page):
    answer = browser.get(f"/help/{page}")
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
