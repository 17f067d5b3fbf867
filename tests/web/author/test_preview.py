"""Trying a draft: officers' own pages, from any scene, as anybody; nothing is written."""

import html
import re

import pytest
from sqlalchemy import func, select

from safeguarding.learning.models import Attempt
from safeguarding.people.rules.roles import ROLE_FAMILY_NAMES, RoleFamily

FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


class Try:
    """Going through a preview, sending the forms the page shows."""

    def __init__(self, browser, piece) -> None:
        self.browser, self.address = browser, piece.address("preview")

    def sees(self, address: str) -> str:
        answer = self.browser.get(address.partition("#")[0])
        assert answer.status_code == 200
        self.raw, self.text = answer.text, html.unescape(answer.text)
        return self.text

    def presses(self, **fields: str) -> str:
        form = self.raw.split('id="look"')[-1] if "object" in fields else self.raw.split('class="decide"')[-1]
        answer = self.browser.sends(self.address, **{**dict(FIELD.findall(form)), **fields})
        assert answer.status_code == 303
        return self.sees(answer.location)


@pytest.fixture
def trying(tess, piece) -> Try:
    one = Try(tess.browser, piece)
    one.sees(one.address)
    return one


def test_it_goes_as_an_officer_would_go_and_nothing_is_kept(trying, database):
    assert "Nothing is kept" in trying.text
    assert "It may hold what someone was asked to keep." not in trying.text
    assert "It may hold what someone was asked to keep." in trying.presses(object="a-tin", state="opened")
    assert "1 marked" in trying.presses(object="a-tin", state="marked")
    assert "The door is not locked." in trying.presses(choice="look-into-the-shed")
    text = trying.presses(choice="tell-the-hub")
    assert "You looked twice at the one thing that mattered." in text
    assert "Told" in text
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == 0


def test_it_begins_at_any_scene(trying):
    assert "A child sits on a box." in trying.sees(f"{trying.address}?begin=look-into-the-shed")


@pytest.mark.parametrize("family", RoleFamily)
def test_it_ends_as_any_role_family(trying, family):
    trying.sees(f"{trying.address}?begin=look-into-the-shed&role={family}")
    text = trying.presses(choice="tell-the-hub")
    assert re.search(rf'role={family}[^"]*"? aria-current="true"', text)
    assert ROLE_FAMILY_NAMES[family] in text


def test_it_can_be_gone_through_as_a_list(trying):
    assert 'class="scene"' in trying.text
    assert 'class="scene"' not in trying.sees(f"{trying.address}?list=yes")
    assert "Everything here, as a list" in trying.text


def test_going_on_without_a_choice_is_said(trying):
    assert "Choose what you would do" in trying.presses()


def test_a_draft_with_gaps_can_be_tried(tess, piece, trying):
    tess.opens("scenes/yard")
    tess.saves(scenes__yard__text="", scenes__yard__choices__go__goes_to="")
    assert "ot written yet" in trying.sees(trying.address)
    assert "ot written yet" in trying.presses(choice="go")


def test_an_article_is_tried_with_the_reply_to_each_answer(somebody, studio):
    browser = somebody("robin")
    page = html.unescape(browser.get("/author/look-again/a-letter/preview").text)
    assert "Preview." in page


@pytest.mark.parametrize(
    "query", ["looks=9.9m&way=7.7", "looks=x&way=y&step=90", "step=-3", "begin=nowhere", "role=king"]
)
def test_an_address_that_was_tampered_with_is_borne(trying, query):
    trying.sees(f"{trying.address}?{query}")
