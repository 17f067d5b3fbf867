"""Reach on days that have passed, for Mondays on which nobody counted: from when people first did something.

Exact for who is still known; modules and themes are not counted again, for that would cost a day's work each.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.content.models import Module
from safeguarding.insight.rules.cells import Post, Tally
from safeguarding.insight.rules.measures import BEGUN, ONE, every_measure
from safeguarding.learning.models import Attempt, Completion
from safeguarding.people.models import Posting

NEVER = date.max


@dataclass(frozen=True)
class PastDay:
    """People by their post on one day, with what they had done before it."""

    on: date
    counted: dict[Post, Tally]


def past_days(session: Session, *, campaign_id: int, every: list[int], days: list[date]) -> list[PastDay]:
    """Reach in the first moment of each of these days, in their order."""
    # Plain lists: this is gone through once for everybody and every Monday.
    by_day: list[dict[Post, list[int]]] = [{} for _ in days]
    firsts = _first_days(session, campaign_id=campaign_id, every=every)
    nobody = (NEVER, NEVER, NEVER)
    for officer_id, posts in _postings(session):
        begun, one, all_of_them = firsts.get(officer_id, nobody)
        for day, counted, post in zip(days, by_day, _held_on(posts, days), strict=True):
            if post is None:
                continue
            counts = counted.get(post)
            if counts is None:
                counts = counted[post] = [0, 0, 0, 0]
            counts[0] += 1
            if begun < day:
                counts[1] += 1
                counts[2] += one < day
                counts[3] += all_of_them < day
    every_one = every_measure(every)
    return [PastDay(day, _tallies(counted, every_one)) for day, counted in zip(days, by_day, strict=True)]


def _tallies(counted: dict[Post, list[int]], every_one: str) -> dict[Post, Tally]:
    return {
        post: Tally(people, Counter({BEGUN: begun, ONE: one, every_one: every}))
        for post, (people, begun, one, every) in counted.items()
    }


def mondays_between(after: date, before: date) -> list[date]:
    """Every Monday strictly between two days."""
    day = after + timedelta(days=1)
    day += timedelta(days=-day.weekday() % 7)
    found = []
    while day < before:
        found.append(day)
        day += timedelta(days=7)
    return found


def _first_days(session: Session, *, campaign_id: int, every: list[int]) -> dict[int, tuple[date, date, date]]:
    """By officer: the day they first began anything, first did something, and did the last of what there is to do."""
    in_campaign = select(Module.id).where(Module.campaign_id == campaign_id)
    begun = union_all(
        select(Attempt.officer_id, func.min(Attempt.begun_at).label("at"))
        .where(Attempt.module_id.in_(in_campaign))
        .group_by(Attempt.officer_id),
        select(Completion.officer_id, func.min(Completion.begun_at).label("at"))
        .where(Completion.module_id.in_(in_campaign))
        .group_by(Completion.officer_id),
    ).subquery()
    first_begun = _days(session.execute(select(begun.c.officer_id, func.min(begun.c.at)).group_by(begun.c.officer_id)))
    first_done = _days(
        session.execute(
            select(Completion.officer_id, func.min(Completion.completed_at))
            .where(Completion.module_id.in_(in_campaign))
            .group_by(Completion.officer_id)
        )
    )
    all_done = _days(
        session.execute(
            select(Completion.officer_id, func.max(Completion.completed_at))
            .where(Completion.module_id.in_(every))
            .group_by(Completion.officer_id)
            .having(func.count() == len(every))
        )
    )
    return {
        officer_id: (day, first_done.get(officer_id, NEVER), all_done.get(officer_id, NEVER))
        for officer_id, day in first_begun.items()
    }


def _days(rows: Iterable[Any]) -> dict[int, date]:
    known: dict[datetime, date] = {}
    found = {}
    for officer_id, at in rows:
        if at not in known:
            known[at] = london_day(at)
        found[officer_id] = known[at]
    return found


def _postings(session: Session) -> Iterator[tuple[int, list[tuple[date, Post | None]]]]:
    """Each officer's posts, each with the day it began."""
    rows = session.execute(
        select(
            *(Posting.officer_id, Posting.from_on, Posting.unit_id, Posting.role_family, Posting.is_protected)
        ).order_by(Posting.officer_id, Posting.from_on)
    )
    officer: int | None = None
    posts: list[tuple[date, Post | None]] = []
    # The same few posts, 44,000 times.
    known: dict[Post, Post] = {}
    for officer_id, from_on, unit_id, family, is_protected in rows:
        if officer_id != officer:
            if officer is not None:
                yield officer, posts
            officer, posts = officer_id, []
        if unit_id is None or family is None:
            posts.append((from_on, None))
        else:
            post = Post(unit_id, family, is_protected)
            posts.append((from_on, known.setdefault(post, post)))
    if officer is not None:
        yield officer, posts


def _held_on(posts: list[tuple[date, Post | None]], days: list[date]) -> list[Post | None]:
    """Which of these posts was held on each of the days, in their order."""
    held: list[Post | None] = []
    now: Post | None = None
    coming = iter([*posts, (NEVER, None)])
    from_on, post = next(coming)
    for day in days:
        while from_on <= day:
            now = post
            from_on, post = next(coming)
        held.append(now)
    return held
