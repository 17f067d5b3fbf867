"""The app as a browser meets it: signed out, or signed in as somebody with a role."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from safeguarding.common.clock import now
from safeguarding.common.database import Database, write
from safeguarding.people.operations.sign_in import begin_session
from tests.people.people_factories import an_officer

FORM_TOKEN = "csrf_token"


class Browser(FlaskClient):
    """A client that fills in the form token as a browser would, and can be signed in."""

    def sends(self, address: str, **fields: str):
        """Post a form from a page of ours."""
        return self.post(address, data={FORM_TOKEN: self.form_token(), **fields})

    def form_token(self) -> str:
        """The token a form of ours would carry for this browser's cookie."""
        with self.session_transaction() as cookie:
            raw = cookie.setdefault(FORM_TOKEN, "0" * 40)
        key = self.application.config["SECRET_KEY"]
        return URLSafeTimedSerializer(key, salt="wtf-csrf-token").dumps(raw)

    def carries_token(self, token: str) -> None:
        with self.session_transaction() as cookie:
            cookie["_user_id"] = token

    def is_signed_in_as(self, officer_id: int) -> str:
        """Begin a session of this officer's and put it in the cookie."""
        with write(self.application.extensions["database"]) as session:
            token = begin_session(session, officer_id=officer_id, at=now())
        self.carries_token(token)
        return token


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """Not pytest-flask's: a request around the whole test would share `g`, and who is signed in, with all others."""


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A browser that nobody is signed in with."""
    app.test_client_class = Browser
    return app.test_client()


@pytest.fixture
def officer_id(database: Database) -> int:
    with write(database) as session:
        return an_officer(session, staff_number="P100001", display_name="Priya Shah").id


@pytest.fixture
def officers_browser(browser: Browser, officer_id: int) -> Browser:
    """A browser in which an ordinary officer is signed in."""
    browser.is_signed_in_as(officer_id)
    return browser


def text_of(answer) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
