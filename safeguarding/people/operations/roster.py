"""Taking over the HR extract: first what it would change, then, if somebody agrees, exactly that."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.people.operations.audit import take_the_chain
from safeguarding.people.operations.roster_writing import AppliedRoster, Writing
from safeguarding.people.queries.roles import administrators_in_post
from safeguarding.people.queries.roster import last_import, standing_on
from safeguarding.people.rules.roster import (
    STOP_SHARE,
    Difference,
    PersonChangeKind,
    RosterPlan,
    count_to_type,
    counts_of,
    day_in_words,
    difference,
    faults_of_units,
    fingerprint_of,
    in_words,
)
from safeguarding.people.rules.roster_file import Progress, RosterFile, nothing_to_tell

CHANGED_MEANWHILE = "Somebody changed the roster after the difference was shown. Nothing was applied; look at it again."


class RosterRefused(Exception):
    """The extract cannot be applied like this; nothing was changed."""


class AsAtInTheFuture(RosterRefused):
    """An extract cannot describe a day that has not come."""


class OlderThanTheLast(RosterRefused):
    """An extract of an earlier day than the last one would undo what that one said."""


class LastAdministratorWouldLeave(RosterRefused):
    """Without an administrator nobody could give anybody a role."""


class HasFaults(RosterRefused):
    """Nothing is applied while anything in the extract cannot be right."""


class CountNotTyped(RosterRefused):
    """So many people would leave or move that somebody must type how many."""


class ChangedMeanwhile(RosterRefused):
    """What would be applied is no longer what was shown."""


def plan_roster(
    session: Session,
    *,
    file: RosterFile,
    as_at_on: date,
    is_full: bool,
    today: date,
    share: float = STOP_SHARE,
    progress: Progress = nothing_to_tell,
) -> RosterPlan:
    """What the extract would change if it were applied now. Changes nothing, so a reading session is enough.

    Above `share` per cent of the people in post leaving or moving, their number must be typed to go on.
    Raises RosterRefused if the extract is of the future, older than the last, or would leave no administrator.
    """
    last = last_import(session)
    if as_at_on > today:
        raise AsAtInTheFuture(f"The extract says it is as at {day_in_words(as_at_on)}, which has not come yet.")
    if last is not None and as_at_on < last.as_at_on:
        raise OlderThanTheLast(
            f"The extract is as at {day_in_words(as_at_on)}, but one as at {day_in_words(last.as_at_on)} has been "
            "applied. An older one would undo it."
        )
    standing = standing_on(session, on=as_at_on)
    progress(0.6)
    made = difference(file, standing=standing, is_full=is_full)
    progress(0.9)
    _refuse_to_lose_the_last_administrator(session, made, today=today)
    counts = counts_of(made, file=file, standing=standing)
    progress(1.0)
    faults = sorted([*file.faults, *faults_of_units(file, standing=standing)])
    return RosterPlan(
        file=file,
        as_at_on=as_at_on,
        is_full=is_full,
        difference=made,
        counts=counts,
        faults=tuple(faults),
        count_to_type=count_to_type(counts, share=share),
        is_replay=last is not None and last.as_at_on == as_at_on and made.is_empty and not faults,
        unit_names={code: unit.state.name for code, unit in standing.units.items()},
    )


def refuse_unless_ready(plan: RosterPlan, *, typed_count: int | None) -> None:
    """Raise RosterRefused if the plan has faults, or if it needs a number that was not typed."""
    if plan.faults:
        faults = in_words(len(plan.faults), "fault", "faults")
        raise HasFaults(f"The extract has {faults}. Nothing is applied until there are none.")
    if plan.count_to_type is not None and typed_count != plan.count_to_type:
        raise CountNotTyped(
            f"{in_words(plan.count_to_type, 'person', 'people')} would leave or move, more than an extract usually "
            "holds. To go on, that number must be typed."
        )


def apply_roster(
    session: Session,
    *,
    plan: RosterPlan,
    applied_by_id: int | None,
    at: datetime,
    typed_count: int | None = None,
    progress: Progress = nothing_to_tell,
) -> AppliedRoster:
    """Do what the plan says, provided it is still what the extract would do; a replay does nothing.

    Postings and placements begin on the day the extract describes; a second extract of that day replaces the day's
    own rows, and no earlier row is touched. What changed is kept row by row. Leavers are signed out.
    Raises RosterRefused if the plan has faults, its count was not typed, or something else changed in between.
    """
    refuse_unless_ready(plan, typed_count=typed_count)
    take_the_chain(session)
    today = london_day(at)
    fresh = plan_roster(
        session,
        file=plan.file,
        as_at_on=plan.as_at_on,
        is_full=plan.is_full,
        today=today,
        progress=_part(progress, 0, 0.2),
    )
    if fresh.difference != plan.difference or fresh.faults:
        raise ChangedMeanwhile(CHANGED_MEANWHILE)
    if fresh.is_replay:
        return AppliedRoster(None, plan.counts, [])
    return Writing(session, plan, at=at, applied_by_id=applied_by_id, progress=_part(progress, 0.2, 1)).apply()


def apply_shown(
    session: Session,
    *,
    file: RosterFile,
    as_at_on: date,
    is_full: bool,
    fingerprint: str,
    applied_by_id: int | None,
    at: datetime,
    progress: Progress = nothing_to_tell,
) -> AppliedRoster:
    """Apply an extract provided its difference is still the one that was shown and agreed to, by its fingerprint.

    Raises RosterRefused, as apply_roster does.
    """
    take_the_chain(session)
    fresh = plan_roster(
        session,
        file=file,
        as_at_on=as_at_on,
        is_full=is_full,
        today=london_day(at),
        progress=_part(progress, 0, 0.2),
    )
    if fingerprint_of(fresh.difference) != fingerprint or fresh.faults:
        raise ChangedMeanwhile(CHANGED_MEANWHILE)
    return Writing(session, fresh, at=at, applied_by_id=applied_by_id, progress=_part(progress, 0.2, 1)).apply()


def _refuse_to_lose_the_last_administrator(session: Session, made: Difference, *, today: date) -> None:
    left = {
        change.before.officer_id for change in made.people if change.before and change.kind is PersonChangeKind.LEFT
    }
    if left:
        administrators = administrators_in_post(session, today)
        if administrators and administrators <= left:
            raise LastAdministratorWouldLeave(
                "By this extract the last administrator leaves, and nobody could give anybody a role any more. "
                "Make somebody else an administrator first, or correct the extract."
            )


def _part(progress: Progress, start: float, end: float) -> Progress:
    return lambda fraction: progress(start + (end - start) * fraction)
