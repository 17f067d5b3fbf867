"""What was sent just as a session ran out is carried through the sign-in page, for its own officer only."""

import html
import re
from datetime import timedelta

import pytest
import time_machine
from flask import abort, flash
from sqlalchemy import select, update

from safeguarding.common.clock import now
from safeguarding.common.database import write
from safeguarding.people.models import SignInSession, Unit
from safeguarding.people.operations.sign_in import set_password
from safeguarding.web.shared.audience import officers_only
from safeguarding.web.shared.carry import carries_over
from tests.people.people_factories import an_officer

PASSWORD = "marigold kettle ferry"
STAFF_NUMBERS = {"priya": "P100001", "sam": "P100002"}


def add_unit(session, officer, view_args, fields):
    """A page that adds a unit; 'gone' is not there any more, 'refused' is not allowed."""
    if fields["name"] == "gone":
        session.add(Unit(code="half done", name="half done", kind="team"))
        session.flush()
        abort(404)
    if fields["name"] == "refused":
        flash("That name is not allowed.")
    else:
        session.add(Unit(code=view_args["code"], name=fields["name"], kind="team"))
    return f"/units/{view_args['code']}"


@pytest.fixture(autouse=True)
def page(app):
    @officers_only
    @carries_over(add_unit)
    def add(code):
        pytest.fail("the session had run out, so the route is not reached")

    app.add_url_rule("/units/<code>", "add", add, methods=["POST"])


@pytest.fixture
def people(database):
    with write(database) as session:
        for staff_number in STAFF_NUMBERS.values():
            officer = an_officer(session, staff_number=staff_number)
            set_password(session, officer_id=officer.id, password=PASSWORD, at=now())


@pytest.fixture
def sign_in_page(browser, database, people):
    """What Priya sees when she sends a form after her session has run out."""

    def send(name="Harbour"):
        signs_in(browser, "priya")
        with write(database) as session:
            session.execute(update(SignInSession).values(expires_at=now() - timedelta(minutes=1)))
        return browser.sends("/units/u1", name=name)

    return send


def carried(page):
    return html.unescape(re.search(r'name="carry" value="([^"]*)"', page.text)[1])


def signs_in(browser, who, **more):
    return browser.sends("/account/sign-in", staff_number=STAFF_NUMBERS[who], password=PASSWORD, **more)


def unit_names(database):
    with database.reading() as session:
        return list(session.scalars(select(Unit.name).where(Unit.code.in_(["u1", "half done"]))))


def test_the_sign_in_page_carries_it_and_applies_it_when_the_same_officer_returns(browser, database, sign_in_page):
    page = sign_in_page()
    assert page.status_code == 401
    assert "Sign in again and it will be" in page.text
    assert unit_names(database) == []

    answer = signs_in(browser, "priya", carry=carried(page))

    assert (answer.status_code, answer.location) == (303, "/units/u1")
    assert unit_names(database) == ["Harbour"]
    assert "back where you were" in browser.get("/help/privacy").text


def test_it_survives_a_mistyped_password(browser, database, sign_in_page):
    page = sign_in_page()
    again = browser.sends("/account/sign-in", staff_number="P100001", password="mistyped", carry=carried(page))
    signs_in(browser, "priya", carry=carried(again))
    assert unit_names(database) == ["Harbour"]


def test_it_is_not_applied_for_anybody_else_and_they_are_told(browser, database, sign_in_page):
    page = sign_in_page()
    answer = signs_in(browser, "sam", carry=carried(page))
    assert (answer.status_code, answer.location) == (303, "/")
    assert unit_names(database) == []
    assert "You are somebody else" in browser.get("/help/privacy").text


def test_it_waits_for_two_hours_and_no_longer(browser, database, sign_in_page):
    page = sign_in_page()
    with time_machine.travel(now() + timedelta(hours=2, minutes=1)):
        assert signs_in(browser, "priya", carry=carried(page)).status_code == 303
        assert "could not be saved" in browser.get("/help/privacy").text
    assert unit_names(database) == []


def test_it_cannot_be_made_up(browser, database, people):
    answer = signs_in(browser, "priya", carry='[1,"add",{"code":"u1"},{"name":"Harbour"}].x.y')
    assert answer.status_code == 303
    assert unit_names(database) == []


def test_what_it_is_about_may_be_gone_and_sign_in_still_works(browser, database, sign_in_page):
    page = sign_in_page(name="gone")
    answer = signs_in(browser, "priya", carry=carried(page))
    assert answer.status_code == 303
    assert unit_names(database) == []
    assert "Sign out" in browser.get("/help/privacy").text


def test_a_refusal_is_told_after_signing_in(browser, sign_in_page):
    page = sign_in_page(name="refused")
    signs_in(browser, "priya", carry=carried(page))
    assert "That name is not allowed." in browser.get("/help/privacy").text


def test_nothing_is_carried_for_somebody_who_was_never_signed_in(browser, people):
    page = browser.sends("/units/u1", name="Harbour")
    assert page.status_code == 401
    assert carried(page) == ""
    assert "nothing was changed" in page.text


def test_nothing_is_carried_after_signing_out(browser, people):
    signs_in(browser, "priya")
    browser.sends("/account/sign-out")
    assert carried(browser.sends("/units/u1", name="Harbour")) == ""


def test_forms_open_in_other_windows_still_work_when_the_same_officer_returns(browser, sign_in_page):
    page = sign_in_page()
    token_in_another_window = browser.form_token()
    signs_in(browser, "priya", carry=carried(page))
    answer = browser.post("/help/theme", data={"csrf_token": token_in_another_window, "theme": "night"})
    assert answer.status_code == 303


def test_forms_open_in_other_windows_stop_working_when_somebody_else_signs_in(browser, sign_in_page):
    page = sign_in_page()
    token_in_another_window = browser.form_token()
    signs_in(browser, "sam", carry=carried(page))
    browser.get("/account/who-sees-what")
    answer = browser.post("/help/theme", data={"csrf_token": token_in_another_window, "theme": "night"})
    assert answer.status_code == 400
