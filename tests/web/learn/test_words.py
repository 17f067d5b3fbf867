"""How the officer's pages say things."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from safeguarding.people.rules.roles import RoleFamily
from safeguarding.web.learn.words import (
    ROLE_TABS,
    called,
    day,
    first_name,
    greeting,
    looks_in_words,
    role_tabs,
    where_the_campaign_is,
)

BEGAN, ENDS = date(2026, 5, 1), date(2027, 4, 30)


@pytest.mark.parametrize(
    ("hour", "words"),
    [(3, "Good evening"), (5, "Good morning"), (11, "Good morning"), (12, "Good afternoon"), (17, "Good evening")],
)
def test_greets_by_the_part_of_the_day_in_london(hour, words):
    assert greeting(datetime(2026, 1, 10, hour, 30, tzinfo=UTC)) == words


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 5, 1), "Month 1 of 12."),
        (date(2026, 5, 31), "Month 1 of 12."),
        (date(2026, 6, 1), "Month 2 of 12."),
        (date(2027, 4, 30), "Month 12 of 12."),
        (date(2027, 5, 1), "The campaign is over; everything here stays open."),
    ],
)
def test_counts_the_months_of_the_campaign(today, words):
    assert where_the_campaign_is(starts_on=BEGAN, ends_on=ENDS, today=today) == words


def test_a_day_is_londons():
    assert day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"


@pytest.mark.parametrize(
    ("title", "kind", "words"),
    [("The hallway, 23.40", "scenario", "the hallway"), ("A phone rings", "article", "this article")],
)
def test_calls_a_module_something_that_fits_a_sentence(title, kind, words):
    assert called(SimpleNamespace(title=title, kind=kind)) == words


def test_greets_by_the_first_name_and_leaves_a_surname_first_alone():
    assert (first_name("Priya Shah"), first_name("Shah, Priya")) == ("Priya", "Shah, Priya")


@pytest.mark.parametrize(
    ("marked", "left", "to_go", "words"),
    [
        (0, 0, 11, "11 things to look at"),
        (4, 2, 5, "4 marked, 2 left, 5 to go"),
        (7, 4, 0, "7 marked, 4 left. That is everything here."),
    ],
)
def test_tells_where_somebody_is_in_a_scene(marked, left, to_go, words):
    assert looks_in_words(marked=marked, left=left, to_go=to_go) == words


def test_every_role_family_has_a_tab_and_the_officers_own_comes_first():
    tabs = role_tabs(RoleFamily.CUSTODY)
    assert next(iter(tabs)) == RoleFamily.CUSTODY
    assert set(tabs) == set(ROLE_TABS) == set(RoleFamily)
