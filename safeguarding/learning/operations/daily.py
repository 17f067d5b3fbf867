"""The chore of every day: close what was left open, count what can be counted without naming anybody, turn the day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.common.database import Database, write
from safeguarding.content.models import ModuleVersion
from safeguarding.content.queries.modules import module_versions
from safeguarding.learning.models import Attempt, SceneCount, UncountedSheet
from safeguarding.learning.operations.closing import close
from safeguarding.learning.operations.counting import UNHEARD, insert_into
from safeguarding.learning.operations.totals import bring_totals_to_today
from safeguarding.learning.rules.sheet import fold
from safeguarding.learning.rules.stale import (
    FEWEST_COUNTED_TOGETHER,
    KEPT_AFTER_AN_ENDING,
    KEPT_AFTER_THE_LAST_PICK,
    SHEETS_WAIT,
)

ATTEMPTS_AT_ONCE = 200
SHEETS_AT_ONCE = 1_000


@dataclass(frozen=True)
class DailyReport:
    """What the chore did."""

    moved: int
    closed: int
    counted: int
    dropped: int

    def __str__(self) -> str:
        return (
            f"{self.moved} officers moved, {self.closed} attempts closed, "
            f"{self.counted} counted together, {self.dropped} dropped uncounted."
        )


def run_daily(database: Database, *, at: datetime) -> DailyReport:
    """Everything that is due. Each part is a unit of work of its own, so two runs at once do each other no harm."""
    with write(database) as session:
        moved = bring_totals_to_today(session, at=at)
    closed = 0
    while True:
        with write(database) as session:
            closed_now = close_stale(session, at=at)
        if not closed_now:
            break
        closed += closed_now
    with database.reading() as session:
        versions = versions_to_count(session)
    counted = 0
    for version_id in versions:
        with write(database) as session:
            counted += fold_sheets(session, version_id=version_id)
    with write(database) as session:
        dropped = drop_old_sheets(session, at=at)
    return DailyReport(moved=moved, closed=closed, counted=counted, dropped=dropped)


def close_stale(session: Session, *, at: datetime) -> int:
    """Close some of the attempts that have been left too long; how many. None left when it says 0."""
    stale = session.scalars(
        select(Attempt)
        .where(
            Attempt.closed_at.is_(None),
            or_(Attempt.ended_at <= at - KEPT_AFTER_AN_ENDING, Attempt.last_at <= at - KEPT_AFTER_THE_LAST_PICK),
        )
        .order_by(Attempt.id)
        .limit(ATTEMPTS_AT_ONCE)
        .with_for_update(key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    modules = module_versions(session, version_ids={attempt.version_id for attempt in stale})
    for attempt in stale:
        close(session, attempt=attempt, module=modules[attempt.version_id], at=at)
    session.flush()
    return len(stale)


def versions_to_count(session: Session) -> list[int]:
    """Versions with enough nameless sheets waiting to be counted together."""
    statement = (
        select(UncountedSheet.version_id)
        .group_by(UncountedSheet.version_id)
        .having(func.count() >= FEWEST_COUNTED_TOGETHER)
        .order_by(UncountedSheet.version_id)
    )
    return list(session.scalars(statement))


def fold_sheets(session: Session, *, version_id: int) -> int:
    """Count all the sheets of a version that wait, if they are enough; how many. The sheets go."""
    # One at a time for each version: two that shared the sheets might each count fewer than ten.
    session.execute(select(ModuleVersion.id).where(ModuleVersion.id == version_id).with_for_update(key_share=True))
    waiting = session.execute(
        select(UncountedSheet.id, UncountedSheet.sheet).where(UncountedSheet.version_id == version_id)
    ).all()
    if len(waiting) < FEWEST_COUNTED_TOGETHER:
        return 0
    for some in _parts([sheet_id for sheet_id, _ in waiting]):
        session.execute(delete(UncountedSheet).where(UncountedSheet.id.in_(some)).execution_options(**UNHEARD))
    for (scene, what, code), officers in sorted(fold(sheet for _, sheet in waiting).items()):
        values = insert_into(session, SceneCount).values(
            version_id=version_id, scene=scene, what=what, code=code, officers=officers
        )
        session.execute(
            values.on_conflict_do_update(
                index_elements=[SceneCount.version_id, SceneCount.scene, SceneCount.what, SceneCount.code],
                set_={"officers": SceneCount.officers + officers},
            )
        )
    return len(waiting)


def drop_old_sheets(session: Session, *, at: datetime) -> int:
    """Let go, uncounted, what found no nine others within a week; how many."""
    dropped = session.execute(
        delete(UncountedSheet)
        .where(UncountedSheet.closed_on < london_day(at) - SHEETS_WAIT)
        .returning(UncountedSheet.id)
        .execution_options(**UNHEARD)
    )
    return len(dropped.all())


def _parts(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), SHEETS_AT_ONCE):
        yield ids[start : start + SHEETS_AT_ONCE]
