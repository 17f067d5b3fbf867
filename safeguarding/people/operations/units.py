"""Reorganising the force on a day: merging, splitting, moving, renaming and closing units.

What is decided for today is done at once; what is decided for later waits for the daily chore of its day. Each hands
back who works elsewhere from today, and the caller moves the completion totals in the same unit of work; so it brings
them to today before. Each takes the audit chain first, so two changes are never made from the same view of the force.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.people.models import Unit, UnitChange, UnitPlacement
from safeguarding.people.operations.audit import record, take_the_chain
from safeguarding.people.operations.posts import move_posts
from safeguarding.people.operations.roles import withdraw_leads_of_unit
from safeguarding.people.queries.units_change import standing_units, unit_codes
from safeguarding.people.rules.roster import PostingMove
from safeguarding.people.rules.units_change import (
    Decision,
    Fault,
    Reorganisation,
    Units,
    decision_of,
    faults_in,
    tidied,
)


class CannotReorganise(Exception):
    """The change cannot be made to the units as they stand. `faults` say why, by the fact each is about."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(fault.says for fault in faults))
        self.faults = {fault.about: fault.says for fault in faults}


class ChangeIsOver(Exception):
    """What has been done, or cancelled, cannot be cancelled."""


@dataclass(frozen=True)
class Decided:
    """A decision that was kept. Moves are of postings in force today; there are none while it waits for its day."""

    change_id: int
    is_in_force: bool
    moves: list[PostingMove]


@dataclass(frozen=True)
class DueChanges:
    """What the chore of a day did."""

    applied: int
    refused: int
    moves: list[PostingMove]


def refuse_unless_possible(session: Session, *, decision: Decision, today: date) -> Units:
    """The units as they stand today; raises CannotReorganise if this cannot be done to them."""
    units = standing_units(session, on=today)
    if decision.from_on < today:
        raise CannotReorganise([Fault("from_on", "Choose today or a later day: what has been counted stays as it was")])
    faults = faults_in(tidied(decision), units=units, known_codes=unit_codes(session))
    if faults:
        raise CannotReorganise(faults)
    return units


def reorganise(session: Session, *, decision: Decision, decided_by_id: int, at: datetime) -> Decided:
    """Keep a decision, and carry it out if its day is today. Raises CannotReorganise."""
    take_the_chain(session)
    today = london_day(at)
    decision = tidied(decision)
    units = refuse_unless_possible(session, decision=decision, today=today)
    change = UnitChange(
        kind=decision.kind.value,
        unit_id=decision.unit_id,
        from_on=decision.from_on,
        # What it was called then: a rename, told later, needs both.
        facts={**decision.facts, "called": units[decision.unit_id].name},
        decided_by_id=decided_by_id,
        decided_at=at,
    )
    session.add(change)
    session.flush()
    _record(session, change, action="unit.change_decided", actor_id=decided_by_id, at=at)
    if decision.from_on > today:
        return Decided(change.id, is_in_force=False, moves=[])
    return Decided(change.id, is_in_force=True, moves=_apply(session, change, at=at))


def apply_due(session: Session, *, at: datetime) -> DueChanges:
    """Carry out what was decided for a day that has come, in that order; the daily chore calls it.

    What can no longer be done is kept with the reason, for the administrators to see.
    """
    take_the_chain(session)
    today = london_day(at)
    due = session.scalars(
        select(UnitChange)
        .where(
            UnitChange.from_on <= today,
            UnitChange.applied_at.is_(None),
            UnitChange.cancelled_at.is_(None),
            UnitChange.refused_because.is_(None),
        )
        .order_by(UnitChange.from_on, UnitChange.id)
        .execution_options(populate_existing=True)
    ).all()
    moves: list[PostingMove] = []
    refused = 0
    for change in due:
        faults = faults_in(_decision(change), units=standing_units(session, on=today), known_codes=unit_codes(session))
        if faults:
            change.refused_because = faults[0].says
            session.flush()
            _record(session, change, action="unit.change_refused", actor_id=None, at=at)
            refused += 1
        else:
            moves += _apply(session, change, at=at)
    return DueChanges(len(due) - refused, refused, _each_once(moves))


def cancel(session: Session, *, change_id: int, cancelled_by_id: int, at: datetime) -> UnitChange:
    """Take back what was decided for a day to come, or put aside what could not be done."""
    take_the_chain(session)
    change = session.get_one(UnitChange, change_id, populate_existing=True)
    if change.applied_at is not None:
        raise ChangeIsOver("This has been done already. To put it right, make another change.")
    if change.cancelled_at is not None:
        raise ChangeIsOver("This has been cancelled already.")
    change.refused_because = None
    change.cancelled_at, change.cancelled_by_id = at, cancelled_by_id
    session.flush()
    _record(session, change, action="unit.change_cancelled", actor_id=cancelled_by_id, at=at)
    return change


def _apply(session: Session, change: UnitChange, *, at: datetime) -> list[PostingMove]:
    """Do it, from today: if the chore comes late, the days before stay as they were counted."""
    today, decision = london_day(at), _decision(change)
    unit_id = decision.unit_id
    moves: list[PostingMove] = []
    match decision.kind:
        case Reorganisation.MERGE if decision.other_id is not None:
            moves = move_posts(session, from_unit_id=unit_id, to_unit_id=decision.other_id, on=today)
            for child in _children(session, unit_id, today):
                _place(session, child, parent_id=decision.other_id, on=today)
            _close(session, unit_id, at=at)
        case Reorganisation.SPLIT:
            new_id = _new_unit(session, decision, today)
            if decision.officer_ids:
                moves = move_posts(
                    session, from_unit_id=unit_id, to_unit_id=new_id, on=today, officer_ids=decision.officer_ids
                )
            for team_id in decision.team_ids:
                _place(session, team_id, parent_id=new_id, on=today)
        case Reorganisation.MOVE:
            _place(session, unit_id, parent_id=decision.other_id, on=today)
        case Reorganisation.RENAME:
            session.execute(update(Unit).where(Unit.id == unit_id).values(name=decision.name))
        case _:
            _close(session, unit_id, at=at)
    change.applied_at = at
    session.flush()
    _record(session, change, action="unit.changed", actor_id=change.decided_by_id, at=at, people=len(moves))
    session.expire_all()
    return moves


def _new_unit(session: Session, decision: Decision, today: date) -> int:
    parent_id = standing_units(session, on=today)[decision.unit_id].parent_id
    unit = Unit(code=decision.code, name=decision.name, kind=decision.unit_kind)
    session.add(unit)
    session.flush()
    _place(session, unit.id, parent_id=parent_id, on=today)
    return unit.id


def _close(session: Session, unit_id: int, *, at: datetime) -> None:
    _place(session, unit_id, parent_id=None, is_closed=True, on=london_day(at))
    withdraw_leads_of_unit(session, unit_id=unit_id, at=at)


def _children(session: Session, unit_id: int, today: date) -> list[int]:
    return [number for number, unit in standing_units(session, on=today).items() if unit.parent_id == unit_id]


def _place(session: Session, unit_id: int, *, parent_id: int | None, on: date, is_closed: bool = False) -> None:
    """From this day the unit stands here; a placement that begins on the same day is changed."""
    begun = session.scalar(select(UnitPlacement).where(UnitPlacement.unit_id == unit_id, UnitPlacement.from_on == on))
    if begun is None:
        session.add(UnitPlacement(unit_id=unit_id, parent_id=parent_id, is_closed=is_closed, from_on=on))
    else:
        begun.parent_id, begun.is_closed = parent_id, is_closed
    session.flush()


def _decision(change: UnitChange) -> Decision:
    return decision_of(kind=change.kind, unit_id=change.unit_id, from_on=change.from_on, facts=change.facts)


def _each_once(moves: Iterable[PostingMove]) -> list[PostingMove]:
    """Somebody whom two changes moved went from where they were first to where they are now."""
    made: dict[int, PostingMove] = {}
    for move in moves:
        earlier = made.get(move.officer_id)
        made[move.officer_id] = replace(earlier, after=move.after) if earlier else move
    return list(made.values())


def _record(
    session: Session, change: UnitChange, *, action: str, actor_id: int | None, at: datetime, **more: int
) -> None:
    about = {
        "change": change.id,
        "kind": change.kind,
        "unit": change.unit_id,
        "other": change.facts["other_id"],
        "from_on": change.from_on.isoformat(),
        **more,
    }
    record(session, actor_id=actor_id, action=action, about=about, at=at)
