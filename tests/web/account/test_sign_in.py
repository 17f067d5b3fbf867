"""Signing in: who gets in, where they go, and what a wrong guess costs."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from safeguarding.common.clock import now
from safeguarding.common.database import write
from safeguarding.people.models import SignInSession, SignInThrottle
from safeguarding.people.operations.sign_in import issue_activation_code, set_password
from safeguarding.people.rules.sign_in import REFUSALS_ALLOWED, Throttled, throttle_keys
from tests.people.people_factories import a_leaver, an_officer

SIGN_IN = "/account/sign-in"
PASSWORD = "marigold kettle ferry"


@pytest.fixture
def priya(database):
    """An officer with a password."""
    with write(database) as session:
        officer = an_officer(session, staff_number="P100001", display_name="Priya Shah")
        set_password(session, officer_id=officer.id, password=PASSWORD, at=now())
        return officer.id


def sessions_of(database, officer_id):
    with database.reading() as session:
        return session.scalar(select(func.count()).where(SignInSession.officer_id == officer_id))


def refused(browser, *, staff_number, times):
    """The account has just been refused this often."""
    secret = browser.application.config["SECRET_KEY"]
    account, _ = throttle_keys(staff_number=staff_number, address="127.0.0.1", secret=secret)
    return SignInThrottle(key=account.stored, refusals=times, window_began_at=now())


def without_form_tokens(answer):
    return re.sub(r'name="csrf_token" value="[^"]+"', "", answer.text)


class TestSignIn:
    def test_lets_an_officer_in_and_takes_them_home(self, browser, priya):
        answer = browser.sends(SIGN_IN, staff_number=" p100001 ", password=PASSWORD)
        assert (answer.status_code, answer.location) == (303, "/")
        assert browser.get("/").status_code == 200

    def test_goes_on_to_the_page_they_were_after(self, browser, priya):
        asked = browser.get("/learn/record")
        assert (asked.status_code, asked.location) == (302, SIGN_IN + "?next=/learn/record")
        answer = browser.sends(SIGN_IN, staff_number="P100001", password=PASSWORD, next="/learn/record")
        assert answer.location == "/learn/record"

    @pytest.mark.parametrize(
        "elsewhere",
        [
            "https://example.org/",
            "//example.org/",
            "/\\example.org",
            "/\t/example.org",
            "\\\\example.org",
            "javascript:alert(1)",
            "learn/record",
            "/learn\r\nSet-Cookie: a=b",
        ],
    )
    def test_never_goes_anywhere_else(self, browser, priya, elsewhere):
        answer = browser.sends(SIGN_IN, staff_number="P100001", password=PASSWORD, next=elsewhere)
        assert answer.location == "/"

    def test_says_the_same_of_a_wrong_password_and_an_unknown_officer(self, browser, priya):
        wrong = browser.sends(SIGN_IN, staff_number="P100001", password="something else")
        unknown = browser.sends(SIGN_IN, staff_number="P999999", password="something else")
        assert wrong.status_code == unknown.status_code == 200
        assert "do not go together" in wrong.text
        assert without_form_tokens(wrong).replace("P100001", "P999999") == without_form_tokens(unknown)

    def test_names_each_empty_field_beside_it_and_on_top(self, browser):
        page = browser.sends(SIGN_IN, staff_number="", password="").text
        assert page.count("Enter your staff number") == 2
        assert page.count("Enter your password") == 2
        assert "<title>Error: Sign in" in page

    def test_never_sends_a_password_back(self, browser, priya):
        assert "horse battery" not in browser.sends(SIGN_IN, staff_number="P100001", password="horse battery").text

    def test_stops_after_too_many_wrong_guesses_even_with_the_right_password(self, browser, database, priya):
        with write(database) as session:
            session.add(refused(browser, staff_number="P100001", times=REFUSALS_ALLOWED[Throttled.ACCOUNT]))

        answer = browser.sends(SIGN_IN, staff_number="P100001", password=PASSWORD)

        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 0
        assert "Wait 15 minutes" in answer.text
        assert sessions_of(database, priya) == 0

    def test_counts_wrong_guesses_where_every_worker_sees_them(self, browser, database, priya):
        browser.sends(SIGN_IN, staff_number="P100001", password="something else")
        with database.reading() as session:
            rows = session.scalars(select(SignInThrottle)).all()
        assert sorted(row.key.split(":")[0] for row in rows) == ["account", "address"]
        assert not any("P100001" in row.key or "127.0.0.1" in row.key for row in rows)

    def test_does_not_let_a_leaver_in(self, browser, database):
        with write(database) as session:
            leaver = a_leaver(session, left_on=now().date() - timedelta(days=2), staff_number="P100002")
            set_password(session, officer_id=leaver.id, password=PASSWORD, at=now())
        answer = browser.sends(SIGN_IN, staff_number="P100002", password=PASSWORD)
        assert answer.status_code == 200
        assert "not in post" in answer.text

    def test_takes_who_is_signed_in_straight_on(self, officers_browser):
        assert officers_browser.get(SIGN_IN + "?next=/learn/record").location == "/learn/record"

    def test_starts_the_cookie_afresh_for_somebody_else(self, officers_browser, database):
        with officers_browser.session_transaction() as cookie:
            before = dict(cookie)
        with write(database) as session:
            other = an_officer(session, staff_number="P100003")
            set_password(session, officer_id=other.id, password=PASSWORD, at=now())
        officers_browser.sends(SIGN_IN, staff_number="P100003", password=PASSWORD)
        with officers_browser.session_transaction() as cookie:
            assert cookie["_user_id"] != before["_user_id"]
            assert "csrf_token" not in cookie

    def test_keeps_a_cookie_that_scripts_cannot_read_and_other_sites_cannot_send(self, browser, priya):
        answer = browser.sends(SIGN_IN, staff_number="P100001", password=PASSWORD)
        cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Expires" not in cookie
        assert "Max-Age" not in cookie

    def test_needs_a_form_of_ours(self, browser, priya):
        answer = browser.post(SIGN_IN, data={"staff_number": "P100001", "password": PASSWORD})
        assert answer.status_code == 400
        assert "open across a sign-in" in answer.text


class TestSignOut:
    def test_ends_the_session_on_the_server_and_in_the_browser(self, officers_browser, database, officer_id):
        answer = officers_browser.sends("/account/sign-out")
        assert (answer.status_code, answer.location) == (303, SIGN_IN)
        assert sessions_of(database, officer_id) == 0
        assert "You are signed out." in officers_browser.get(SIGN_IN).text
        assert officers_browser.get("/").status_code == 302

    def test_may_be_asked_for_twice(self, officers_browser):
        officers_browser.sends("/account/sign-out")
        assert officers_browser.sends("/account/sign-out").status_code == 303


class TestActivate:
    def test_sets_the_password_and_signs_the_officer_in(self, browser, database, officer_id):
        with write(database) as session:
            code = issue_activation_code(session, officer_id=officer_id, at=now())
        answer = browser.sends(
            "/account/activate", staff_number="P100001", code=code.lower(), password=PASSWORD, again=PASSWORD
        )
        assert (answer.status_code, answer.location) == (303, "/")
        assert browser.get("/").status_code == 200

        browser.sends("/account/sign-out")
        assert browser.sends(SIGN_IN, staff_number="P100001", password=PASSWORD).status_code == 303

    def test_counts_a_wrong_code_like_a_wrong_password(self, browser, database, officer_id):
        wrong = {"staff_number": "P100001", "code": "AAAA-AAAA-AAAA-AAAA", "password": PASSWORD, "again": PASSWORD}
        for _ in range(REFUSALS_ALLOWED[Throttled.ACCOUNT]):
            assert "do not go together" in browser.sends("/account/activate", **wrong).text
        assert browser.sends("/account/activate", **wrong).status_code == 429

    def test_asks_for_the_same_password_twice(self, browser):
        answer = browser.sends("/account/activate", staff_number="P1", code="X", password=PASSWORD, again="other")
        assert "The two passwords are not the same" in answer.text

    def test_says_what_is_wrong_with_a_weak_password_and_leaves_the_code_unused(self, browser, database, officer_id):
        with write(database) as session:
            code = issue_activation_code(session, officer_id=officer_id, at=now())
        fields = {"staff_number": "P100001", "code": code}
        weak = browser.sends("/account/activate", **fields, password="police123456", again="police123456")
        assert "one of the first that would be guessed" in weak.text
        assert browser.sends("/account/activate", **fields, password=PASSWORD, again=PASSWORD).status_code == 303


class TestWhoSeesWhat:
    def test_tells_an_officer_what_is_known_about_them(self, officers_browser):
        page = officers_browser.get("/account/who-sees-what").text
        for fact in ("Priya Shah", "P100001", "Harbour Response", "Response officers"):
            assert fact in page

    def test_tells_anybody_what_is_kept(self, browser):
        answer = browser.get("/account/who-sees-what")
        assert answer.status_code == 200
        assert "What is not kept" in answer.text
