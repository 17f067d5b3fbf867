"""Releasing figures: every day of large groups, on Mondays of all. What is released is all that anybody ever sees.

Counting takes a second or two and only reads; what is released is then written at once.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.common.database import Database, insert_once, write
from safeguarding.insight.models import FiguresDay, FiguresSecret, ReleasedFigures
from safeguarding.insight.queries.counting import (
    CampaignDates,
    counted_now,
    modules_to_do,
    moved_between,
    shape_on,
    started_campaigns,
    themes_of,
)
from safeguarding.insight.queries.past import mondays_between, past_days
from safeguarding.insight.rules.cells import Cell, Shape, left_since
from safeguarding.insight.rules.keeping import as_kept, as_said, is_week
from safeguarding.insight.rules.measures import BEGUN, ONE, all_measures, every_measure
from safeguarding.insight.rules.release import DayCounted, Group, Groups, Release
from safeguarding.learning.operations.totals import bring_totals_to_today

UNHEARD = {"synchronize_session": False}


@dataclass(frozen=True)
class FiguresReport:
    """What the chore did."""

    groups: int
    late_mondays: int

    def __str__(self) -> str:
        said = f"Figures of {self.groups} groups were released."
        if self.late_mondays:
            mondays = "1 Monday" if self.late_mondays == 1 else f"{self.late_mondays} Mondays"
            said += f" {mondays} nobody had counted were worked out from when things were done, without modules."
        return said


def release_due_figures(database: Database, *, at: datetime) -> FiguresReport:
    """Release what is due today of every campaign that has started. A second time today changes nothing.

    Mondays that were missed, or went before the first count, are worked out too, as well as they can be.
    """
    today = london_day(at)
    with write(database) as session:
        bring_totals_to_today(session, at=at)
    with database.reading() as session:
        campaigns = started_campaigns(session, on=today)
    groups = late = 0
    for campaign in campaigns:
        with write(database) as session:
            secret = secret_of(session, campaign_id=campaign.id)
        released = _release_of(database, campaign=campaign, today=today, at=at, secret=secret)
        groups, late = groups + released.groups, late + released.late_mondays
    return FiguresReport(groups, late)


class Shapes:
    """How the force stood on the days asked for; a day like the one before is the same shape."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._by_day: dict[date, Shape] = {}

    def on(self, day: date) -> Shape:
        if day not in self._by_day:
            found = shape_on(self._session, on=day)
            self._by_day[day] = next((shape for shape in self._by_day.values() if shape == found), found)
        return self._by_day[day]


def groups_to_release(
    session: Session, *, counted: DayCounted, latest: Mapping[Cell, Group], shapes: Shapes, secret: bytes
) -> Groups:
    """What is said on a day, from its count and from what was said last."""
    release = Release(counted, latest=latest, secret=secret)
    stayed = {post: tally.people for post, tally in counted.posts.items()}
    left = {
        day: left_since(
            moved_between(session, before=day, now=counted.on),
            before=shapes.on(day),
            now=counted.shape,
            stayed=stayed,
        )
        for day in release.since
    }
    return release.groups(left=left)


def secret_of(session: Session, *, campaign_id: int) -> bytes:
    """The campaign's secret, made the first time it is asked for."""
    insert_once(session, FiguresSecret, campaign_id=campaign_id, secret=secrets.token_hex(32))
    secret = session.execute(select(FiguresSecret.secret).where(FiguresSecret.campaign_id == campaign_id)).scalar_one()
    return bytes.fromhex(secret)


def _release_of(
    database: Database, *, campaign: CampaignDates, today: date, at: datetime, secret: bytes
) -> FiguresReport:
    with database.reading() as session:
        last = session.scalar(
            select(FiguresDay.released_on)
            .where(FiguresDay.campaign_id == campaign.id)
            .order_by(FiguresDay.released_on.desc())
            .limit(1)
        )
        if last is not None and last >= today:
            return FiguresReport(0, 0)
        to_do = modules_to_do(session, campaign_id=campaign.id)
        mondays = mondays_between(last or campaign.starts_on, today)
        shapes = Shapes(session)
        past = past_days(session, campaign_id=campaign.id, every=to_do.every, days=mondays) if mondays else []
        reach = [BEGUN, ONE, every_measure(to_do.every)]
        days = [DayCounted(day.on, shapes.on(day.on), day.counted, reach, is_whole=False) for day in past]
        themes = themes_of(session, campaign_id=campaign.id)
        now = counted_now(session, campaign_id=campaign.id, every=to_do.every, on=today)
        measures = all_measures(modules=to_do.modules, every=to_do.every, themes=themes)
        days.append(DayCounted(today, shapes.on(today), now, measures, is_first=last is None))
        latest = latest_groups(session, campaign_id=campaign.id)
        to_release: list[tuple[date, Groups]] = []
        for counted in days:
            groups = groups_to_release(session, counted=counted, latest=latest, shapes=shapes, secret=secret)
            latest = {**latest, **groups}
            to_release.append((counted.on, groups))
    with write(database) as session:
        for on, groups in to_release:
            is_new = insert_once(
                session,
                FiguresDay,
                campaign_id=campaign.id,
                released_on=on,
                counted_at=at,
                is_late=on < today,
                module_ids=to_do.every,
            )
            # Somebody else has released it meanwhile: theirs is what people have seen.
            if not is_new:
                return FiguresReport(0, 0)
            _write(session, campaign_id=campaign.id, on=on, groups=groups)
    return FiguresReport(len(to_release[-1][1]), len(mondays))


def latest_groups(session: Session, *, campaign_id: int) -> Groups:
    """What was last released of each group."""
    statement = select(ReleasedFigures).where(
        ReleasedFigures.campaign_id == campaign_id, ReleasedFigures.is_latest.is_(True)
    )
    return {
        Cell(row.unit_id, row.part): Group(row.released_on, row.headcount, row.is_shown, as_said(row.figures))
        for row in session.scalars(statement)
    }


def _write(session: Session, *, campaign_id: int, on: date, groups: Groups) -> None:
    """Put these in the place of what was latest; of that, Mondays stay."""
    of_campaign = (ReleasedFigures.campaign_id == campaign_id, ReleasedFigures.is_latest.is_(True))
    rows = session.execute(
        select(ReleasedFigures.id, ReleasedFigures.unit_id, ReleasedFigures.part, ReleasedFigures.released_on).where(
            *of_campaign
        )
    ).all()
    replaced = [row for row in rows if Cell(row.unit_id, row.part) in groups]
    for some in _parts([row.id for row in replaced if not is_week(row.released_on)]):
        session.execute(delete(ReleasedFigures).where(ReleasedFigures.id.in_(some)).execution_options(**UNHEARD))
    for some in _parts([row.id for row in replaced if is_week(row.released_on)]):
        session.execute(
            update(ReleasedFigures)
            .where(ReleasedFigures.id.in_(some))
            .values(is_latest=False)
            .execution_options(**UNHEARD)
        )
    if groups:
        session.execute(
            insert(ReleasedFigures),
            [
                {
                    "campaign_id": campaign_id,
                    "unit_id": cell.unit_id,
                    "part": cell.part,
                    "released_on": on,
                    "headcount": group.headcount,
                    "is_shown": group.is_shown,
                    "is_latest": True,
                    "figures": as_kept(group.figures),
                }
                for cell, group in groups.items()
            ],
        )


def _parts(ids: list[int]) -> list[list[int]]:
    return [ids[start : start + 1_000] for start in range(0, len(ids), 1_000)]
