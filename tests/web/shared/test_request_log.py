"""The log says what happened to the server, and nothing about a person."""

import json

import pytest

PERSONAL = ["P100001", "Priya", "127.0.0.1", "horse battery", "/learn", "next=", "Harbour"]


@pytest.fixture
def lines(capsys):
    def read():
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return read


def test_one_line_says_which_page_how_it_went_and_how_long(browser, lines):
    browser.get("/help/worried")
    (line,) = lines()
    assert (line["endpoint"], line["method"], line["status"]) == ("help.worried", "GET", 200)
    assert line["ms"] > 0
    assert len(line["request_id"]) == 16


def test_the_answer_carries_the_lines_number(browser, lines):
    answer = browser.get("/healthz")
    assert answer.headers["X-Request-Id"] == lines()[0]["request_id"]


def test_nothing_in_it_is_about_a_person(officers_browser, capsys):
    officers_browser.get("/learn/record?next=/learn/library")
    officers_browser.get("/account/who-sees-what")
    officers_browser.get("/learn/no-such-page")
    officers_browser.sends("/account/sign-in", staff_number="P100001", password="horse battery")
    said = capsys.readouterr()
    assert not [word for word in PERSONAL if word in said.out + said.err]


def test_an_error_is_logged_by_its_place_and_never_by_its_message(app, trying, lines, capsys):
    app.testing = False

    def view():
        raise ValueError("P100001 chose the wrong thing")

    trying(view, "GET")
    said = capsys.readouterr()
    assert "P100001" not in said.out + said.err
    error = json.loads(said.out.splitlines()[0])
    assert error["kind"] == "ValueError"
    assert "test_request_log.py" in error["where"][-1]
