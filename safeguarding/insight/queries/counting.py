"""Everybody counted: how many people with the same post have begun and done what. Nothing here is ever shown as it is.

A measure is a code (insight/rules/measures.py).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from safeguarding.common.database import ask
from safeguarding.content.formats.training import KIND as TRAINING
from safeguarding.content.models import Campaign, Module, ModuleTheme, ModuleVersion, Theme
from safeguarding.insight.rules.cells import Post, Shape, Tally
from safeguarding.insight.rules.measures import BEGUN, ONE, every_measure, module_measures, theme_measure
from safeguarding.learning.models import Completion, CompletionTotal, Progress
from safeguarding.learning.queries.counted import begun_and_done
from safeguarding.people.models import Posting
from safeguarding.people.queries.postings import posting_in_force
from safeguarding.people.queries.units import unit_tree

Moved = Mapping[tuple[Post | None, Post | None], int]


@dataclass(frozen=True)
class CampaignDates:
    """A campaign that has started."""

    id: int
    code: str
    starts_on: date


@dataclass(frozen=True)
class ModulesToDo:
    """Modules by internal id. `every`: who has done these has done all. Trainings are not among them: most people could
    not come if they would, for a training has few places."""

    modules: list[int]
    every: list[int]


def started_campaigns(session: Session, *, on: date) -> list[CampaignDates]:
    """The campaigns that have started by a day, the oldest first."""
    statement = (
        select(Campaign.id, Campaign.code, Campaign.starts_on)
        .where(Campaign.starts_on <= on)
        .order_by(Campaign.starts_on, Campaign.id)
    )
    return [CampaignDates(*row) for row in session.execute(statement)]


def modules_to_do(session: Session, *, campaign_id: int) -> ModulesToDo:
    """The modules that can be done now."""
    rows = session.execute(
        select(Module.id, Module.kind)
        .join(ModuleVersion, and_(ModuleVersion.module_id == Module.id, ModuleVersion.state == "published"))
        .where(Module.campaign_id == campaign_id, Module.withdrawn_at.is_(None))
        .order_by(Module.id)
    ).all()
    return ModulesToDo([row.id for row in rows], [row.id for row in rows if row.kind != TRAINING])


def themes_of(session: Session, *, campaign_id: int) -> list[int]:
    """The themes of a campaign, by internal id."""
    return list(session.scalars(select(Theme.id).where(Theme.campaign_id == campaign_id).order_by(Theme.position)))


def shape_on(session: Session, *, on: date) -> Shape:
    """How the force stood on a day."""
    return Shape({unit.id: unit.path for unit in unit_tree(session, on=on)})


def counted_now(session: Session, *, campaign_id: int, every: list[int], on: date) -> dict[Post, Tally]:
    """People in post today by their post, with all measures as they are now. The totals must describe this day."""
    counted = _reached(session, campaign_id=campaign_id, every=every, on=on)
    for post, measure, people in [
        *_by_module(session, campaign_id=campaign_id, on=on),
        *_by_theme(session, campaign_id=campaign_id, on=on),
    ]:
        counted.setdefault(post, Tally()).counts[measure] += people
    return {post: tally for post, tally in counted.items() if tally.people}


def moved_between(session: Session, *, before: date, now: date) -> Counter[tuple[Post | None, Post | None]]:
    """How many people changed from which post to which between two days; None is not in post.

    Only a posting that began in between can have done that, so only those are looked at.
    """
    came = select(Posting.officer_id).where(Posting.from_on > before, Posting.from_on <= now).distinct().subquery()
    was, becomes = posting_in_force(before).subquery(), posting_in_force(now).subquery()
    statement = (
        select(
            *(was.c.unit_id, was.c.role_family, was.c.is_protected),
            *(becomes.c.unit_id, becomes.c.role_family, becomes.c.is_protected),
            func.count(),
        )
        .select_from(came)
        .outerjoin(was, was.c.officer_id == came.c.officer_id)
        .join(becomes, becomes.c.officer_id == came.c.officer_id)
        .group_by(
            *(was.c.unit_id, was.c.role_family, was.c.is_protected),
            *(becomes.c.unit_id, becomes.c.role_family, becomes.c.is_protected),
        )
    )
    moved: Counter[tuple[Post | None, Post | None]] = Counter()
    for *posts, people in session.execute(statement):
        pair = (_post(*posts[:3]), _post(*posts[3:]))
        if pair[0] != pair[1]:
            moved[pair] += people
    return moved


def _post(unit_id: int | None, role_family: str | None, is_protected: bool | None) -> Post | None:
    return None if unit_id is None or role_family is None else Post(unit_id, role_family, bool(is_protected))


def _reached(session: Session, *, campaign_id: int, every: list[int], on: date) -> dict[Post, Tally]:
    """Who has begun, done one, done all: from progress, so that it costs one row for each person."""
    in_force = posting_in_force(on).subquery()
    posts = (in_force.c.unit_id, in_force.c.role_family, in_force.c.is_protected)
    done: ColumnElement[int] = Progress.done.expression
    people = in_force.outerjoin(
        Progress, and_(Progress.officer_id == in_force.c.officer_id, Progress.campaign_id == campaign_id)
    )
    others = _of_others(session, campaign_id=campaign_id, every=every)
    if others is not None:
        done = Progress.done - func.coalesce(others.c.modules, 0)
        people = people.outerjoin(others, others.c.officer_id == Progress.officer_id)
    has_all = done >= len(every) if every else false()
    statement = (
        select(
            *posts,
            func.count(),
            func.count(Progress.officer_id),
            func.sum(case((Progress.done >= 1, 1), else_=0)),
            func.sum(case((has_all, 1), else_=0)),
        )
        .select_from(people)
        .where(in_force.c.unit_id.is_not(None))
        .group_by(*posts)
    )
    return {
        Post(unit_id, family, bool(is_protected)): Tally(
            people, Counter({BEGUN: int(begun), ONE: int(one), every_measure(every): int(have_all)})
        )
        for unit_id, family, is_protected, people, begun, one, have_all in session.execute(statement)
    }


def _of_others(session: Session, *, campaign_id: int, every: list[int]) -> Subquery | None:
    """How many other modules each officer has done: trainings, and what is withdrawn; None if there are none."""
    others = session.scalars(select(Module.id).where(Module.campaign_id == campaign_id, Module.id.not_in(every))).all()
    if not others:
        return None
    return (
        select(Completion.officer_id, func.count().label("modules"))
        .where(Completion.module_id.in_(others))
        .group_by(Completion.officer_id)
        .subquery()
    )


def _by_module(session: Session, *, campaign_id: int, on: date) -> list[tuple[Post, str, int]]:
    """From the completion totals, which do not know protected posts apart: those are counted and taken out again."""
    totals = (
        select(
            *(CompletionTotal.unit_id, CompletionTotal.role_family, CompletionTotal.module_id),
            *(CompletionTotal.begun, CompletionTotal.done),
        )
        .join(Module, Module.id == CompletionTotal.module_id)
        .where(Module.campaign_id == campaign_id, or_(CompletionTotal.begun > 0, CompletionTotal.done > 0))
    )
    found: list[tuple[Post, str, int]] = []
    for unit_id, family, module_id, begun, done in ask(session, totals):
        for measure, people in zip(module_measures(module_id), (begun, done), strict=True):
            found.append((Post(unit_id, family, False), measure, people))
    for unit_id, family, module_id, begun, done in session.execute(_of_protected(campaign_id, on)):
        for measure, people in zip(module_measures(module_id), (begun, int(done)), strict=True):
            found.append((Post(unit_id, family, False), measure, -people))
            found.append((Post(unit_id, family, True), measure, people))
    return found


def _of_protected(campaign_id: int, on: date) -> Select[*tuple[Any, ...]]:
    in_force = posting_in_force(on).where(Posting.is_protected).subquery()
    protected = select(in_force.c.officer_id).where(in_force.c.unit_id.is_not(None))
    raw = begun_and_done(protected)
    return (
        select(in_force.c.unit_id, in_force.c.role_family, raw.c.module_id, func.count(), func.sum(raw.c.done))
        .join(raw, raw.c.officer_id == in_force.c.officer_id)
        .join(Module, Module.id == raw.c.module_id)
        .where(Module.campaign_id == campaign_id)
        .group_by(in_force.c.unit_id, in_force.c.role_family, raw.c.module_id)
    )


def _by_theme(session: Session, *, campaign_id: int, on: date) -> list[tuple[Post, str, int]]:
    """How many different people have done something of a theme."""
    in_force = posting_in_force(on).subquery()
    posts = (in_force.c.unit_id, in_force.c.role_family, in_force.c.is_protected)
    done = (
        select(Completion.officer_id, ModuleTheme.theme_id)
        .join(Module, Module.id == Completion.module_id)
        .join(ModuleTheme, ModuleTheme.module_id == Completion.module_id)
        .where(Module.campaign_id == campaign_id)
        .distinct()
        .subquery()
    )
    statement = (
        select(*posts, done.c.theme_id, func.count())
        .join(done, done.c.officer_id == in_force.c.officer_id)
        .where(in_force.c.unit_id.is_not(None))
        .group_by(*posts, done.c.theme_id)
    )
    return [
        (Post(unit_id, family, bool(is_protected)), theme_measure(theme_id), people)
        for unit_id, family, is_protected, theme_id, people in session.execute(statement)
    ]
