"""Figures as they were released, for pages and files: all of them show these rows and nothing else."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from safeguarding.common.clock import LONDON, london_day
from safeguarding.insight.models import FiguresDay, ReachTarget, ReleasedFigures
from safeguarding.insight.rules.cells import ALL, Cell
from safeguarding.insight.rules.keeping import one_said
from safeguarding.insight.rules.measures import BEGUN, EVERY, ONE, of_every
from safeguarding.insight.rules.small_numbers import Said, is_a_group
from safeguarding.insight.rules.telling import HELD_BACK, NOT_YET, TOO_FEW
from safeguarding.learning.models import Progress


@dataclass(frozen=True)
class LatestDay:
    """The last day on which figures were released, when they were counted, and of how many modules."""

    released_on: date
    counted_at: datetime
    modules: int


@dataclass(frozen=True)
class GroupFigures:
    """What is said of one group. Nothing is, if it is not shown; `why_not` then says why. `kept`: as it is kept."""

    cell: Cell
    released_on: date
    headcount: int
    kept: Mapping[str, Sequence[Any]]
    why_not: str

    def said(self, measure: str) -> Said | None:
        """What is said on one measure; `all` is whatever having done all meant that day."""
        found = of_every(self.kept)[0] if measure == EVERY else self.kept.get(measure)
        return one_said(found) if found is not None else None

    @property
    def of_day(self) -> date:
        """The day its figures are of: when they were released, or an earlier one if all are as they were then."""
        days = {said.since for measure in (BEGUN, ONE, EVERY) if (said := self.said(measure)) is not None}
        return days.pop() if len(days) == 1 else self.released_on


def latest_day(session: Session, *, campaign_id: int) -> LatestDay | None:
    """The last release of a campaign's figures; None before the first."""
    row = session.scalars(
        select(FiguresDay).where(FiguresDay.campaign_id == campaign_id).order_by(FiguresDay.released_on.desc()).limit(1)
    ).one_or_none()
    return LatestDay(row.released_on, row.counted_at, len(row.module_ids)) if row else None


def late_days(session: Session, *, campaign_id: int) -> set[date]:
    """The Mondays that nobody counted, and that were worked out afterwards."""
    return set(
        session.scalars(
            select(FiguresDay.released_on).where(FiguresDay.campaign_id == campaign_id, FiguresDay.is_late.is_(True))
        )
    )


def groups_of(session: Session, *, campaign_id: int, unit_ids: Collection[int]) -> dict[Cell, GroupFigures]:
    """What is said last of these units and their parts. A group nothing was ever said of is not in it."""
    statement = select(
        *(ReleasedFigures.unit_id, ReleasedFigures.part, ReleasedFigures.released_on, ReleasedFigures.headcount),
        *(ReleasedFigures.is_shown, ReleasedFigures.figures),
    ).where(
        ReleasedFigures.campaign_id == campaign_id,
        ReleasedFigures.is_latest.is_(True),
        ReleasedFigures.unit_id.in_(unit_ids),
    )
    return {
        Cell(unit_id, part): _group(Cell(unit_id, part), on, headcount, is_shown, figures)
        for unit_id, part, on, headcount, is_shown, figures in session.execute(statement)
    }


def weeks_of(session: Session, *, campaign_id: int, unit_id: int) -> list[GroupFigures]:
    """What was said of a unit on each Monday, the oldest first."""
    statement = (
        select(
            *(ReleasedFigures.released_on, ReleasedFigures.headcount),
            *(ReleasedFigures.is_shown, ReleasedFigures.figures),
        )
        .where(
            ReleasedFigures.campaign_id == campaign_id,
            ReleasedFigures.unit_id == unit_id,
            ReleasedFigures.part == ALL,
        )
        .order_by(ReleasedFigures.released_on)
    )
    return [_group(Cell(unit_id), *row) for row in session.execute(statement) if row.released_on.weekday() == 0]


def nothing_said(cell: Cell) -> GroupFigures:
    """A group nothing was ever said of: it is too small, or new since Monday."""
    return GroupFigures(cell, date.min, 0, {}, TOO_FEW)


def target_of(session: Session, *, campaign_id: int) -> int | None:
    """How many of a hundred are to be reached; None if nobody has set it."""
    return session.scalar(select(ReachTarget.per_cent).where(ReachTarget.campaign_id == campaign_id))


def begun_today(session: Session, *, campaign_id: int, at: datetime) -> int:
    """How many people began for the first time since midnight, in tens; 0 is fewer than ten.

    Of the whole force, and only ever growing, so that it says nothing of anybody who came or went.
    """
    midnight = datetime.combine(london_day(at), datetime.min.time(), LONDON)
    people = session.scalar(
        select(func.count()).where(Progress.campaign_id == campaign_id, Progress.first_at >= midnight)
    )
    return 10 * ((people or 0) // 10)


def _group(cell: Cell, on: date, headcount: int, is_shown: bool, figures: Mapping[str, Sequence[Any]]) -> GroupFigures:
    if not is_a_group(headcount):
        return GroupFigures(cell, on, headcount, {}, TOO_FEW)
    if not is_shown:
        return GroupFigures(cell, on, headcount, {}, HELD_BACK)
    return GroupFigures(cell, on, headcount, figures, "" if figures else NOT_YET)
