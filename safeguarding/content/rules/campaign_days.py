"""How long a campaign runs, and which date a day of it is."""

import calendar
from datetime import date, timedelta

SATURDAY = 5


def last_day(starts_on: date, *, months: int) -> date:
    """The last day of a campaign of so many months: twelve from 1 May end on 30 April."""
    year, month = divmod(starts_on.year * 12 + starts_on.month - 1 + months, 12)
    day = min(starts_on.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) - timedelta(days=1)


def day_of_campaign(starts_on: date, *, day: int) -> date:
    """The date so many days after the first: day 0 is the first day itself."""
    return starts_on + timedelta(days=day)


def working_day(on: date) -> date:
    """The day itself, or the Monday after it when it is at a weekend. Holidays are for the force to know."""
    return on + timedelta(days=7 - on.weekday() if on.weekday() >= SATURDAY else 0)
