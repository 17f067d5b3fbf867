"""How things stand, in words, and when they need somebody."""

from datetime import date, timedelta

import pytest

from safeguarding.web.admin.attention import (
    Item,
    contact_lines,
    hr_list,
    in_short,
    second_granters,
    totals,
    unit_changes,
)

TODAY = date(2026, 11, 20)
CALM, NEEDED = Item("Calm.", needs_somebody=False), Item("Needed.", needs_somebody=True)


def test_a_role_waits_for_somebody():
    assert not second_granters(waiting=0).needs_somebody
    assert second_granters(waiting=1).needs_somebody


@pytest.mark.parametrize(
    ("overdue", "never_tried", "item"),
    [
        (0, 0, Item("Every line has been tried and none is overdue.", needs_somebody=False)),
        (2, 0, Item("2 overdue.", needs_somebody=True)),
        (2, 1, Item("2 overdue, 1 never tried.", needs_somebody=True)),
    ],
)
def test_lines_are_overdue_or_were_never_tried(overdue, never_tried, item):
    assert contact_lines(overdue=overdue, never_tried=never_tried) == item


def test_a_list_of_five_weeks_ago_is_not_old_yet():
    assert hr_list(TODAY - timedelta(days=35), today=TODAY) == Item("The last list is as at 16 October 2026.", False)
    old = hr_list(TODAY - timedelta(days=36), today=TODAY)
    assert old == Item("The last list is as at 15 October 2026, more than five weeks ago.", needs_somebody=True)


def test_a_force_without_a_list_needs_one():
    assert hr_list(None, today=TODAY).needs_somebody


def test_a_change_that_could_not_be_made_needs_somebody_and_one_that_waits_does_not():
    assert unit_changes(planned=0, stuck=0) == Item("None is planned.", needs_somebody=False)
    assert unit_changes(planned=2, stuck=0) == Item("2 planned.", needs_somebody=False)
    assert unit_changes(planned=2, stuck=1) == Item("1 could not be made on its day.", needs_somebody=True)


@pytest.mark.parametrize(
    ("differences", "describe", "needs", "says"),
    [
        (None, None, False, "They have not been checked yet."),
        (0, TODAY, False, "They agree with what officers have done."),
        (0, TODAY - timedelta(days=1), True, "They describe 19 November 2026, not today"),
        (1, TODAY, True, "At the last check they differed in 1 place from"),
    ],
)
def test_totals_are_of_today_and_agree(differences, describe, needs, says):
    item = totals(differences=differences, describe=describe, today=TODAY)
    assert item.needs_somebody is needs
    assert item.says.startswith(says)


def test_how_many_need_somebody_is_said_first():
    assert in_short([CALM, CALM]) == "Nothing needs you today."
    assert in_short([CALM, NEEDED]) == "One thing needs somebody."
    assert in_short([NEEDED, NEEDED]) == "2 things need somebody."
