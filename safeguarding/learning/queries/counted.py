"""Progress and completion totals counted again from the raw rows, and where what is written says otherwise."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, func, literal, select, union_all
from sqlalchemy.orm import Session

from safeguarding.content.models import Campaign, Module
from safeguarding.learning.models import Attempt, Completion, CompletionTotal, Progress, TotalsDay
from safeguarding.people.models import Posting, Unit
from safeguarding.people.queries.posts import is_in_force
from safeguarding.people.rules.roles import ROLE_FAMILY_NAMES, RoleFamily

Key = tuple[Any, ...]
Counts = tuple[int, int]
NOTHING: Counts = (0, 0)
# What the audit calls a check of the totals, with how many `differences` it found.
TOTALS_CHECKED = "totals.checked"


def begun_and_done(officer_ids: Sequence[int] | Select[int] | None = None) -> Subquery:
    """Each officer and module begun once or more, with `done` 1 where it was completed."""
    attempts = select(Attempt.officer_id, Attempt.module_id, literal(0).label("done"))
    completions = select(Completion.officer_id, Completion.module_id, literal(1).label("done"))
    if officer_ids is not None:
        attempts = attempts.where(Attempt.officer_id.in_(officer_ids))
        completions = completions.where(Completion.officer_id.in_(officer_ids))
    both = union_all(attempts, completions).subquery()
    return (
        select(both.c.officer_id, both.c.module_id, func.max(both.c.done).label("done"))
        .group_by(both.c.officer_id, both.c.module_id)
        .subquery()
    )


def counted_totals(on: date) -> Select[*tuple[Any, ...]]:
    """What the completion totals of a day should say, cell by cell: unit, role family, module, begun, done."""
    raw = begun_and_done()
    return (
        select(
            Posting.unit_id,
            Posting.role_family,
            raw.c.module_id,
            func.count().label("begun"),
            func.sum(raw.c.done).label("done"),
        )
        .join(raw, raw.c.officer_id == Posting.officer_id)
        .where(Posting.unit_id.is_not(None), is_in_force(on))
        .group_by(Posting.unit_id, Posting.role_family, raw.c.module_id)
    )


def counted_progress() -> Select[*tuple[Any, ...]]:
    """What progress should say: officer, campaign, begun, done."""
    raw = begun_and_done()
    return (
        select(raw.c.officer_id, Module.campaign_id, func.count().label("begun"), func.sum(raw.c.done).label("done"))
        .join(Module, Module.id == raw.c.module_id)
        .group_by(raw.c.officer_id, Module.campaign_id)
    )


def totals_day(session: Session) -> date | None:
    """The day whose postings the totals describe; None before anybody has begun anything."""
    return session.scalar(select(TotalsDay.day))


def differences(session: Session, *, on: date) -> list[str]:
    """Every place where what is written differs from the raw rows, in words; an empty list is a clean bill."""
    return [
        *_differences_of_totals(session, wrong_totals(session, on=on)),
        *_differences_of_progress(session, wrong_progress(session)),
    ]


def wrong_totals(session: Session, *, on: date) -> dict[Key, tuple[Counts, Counts]]:
    """Unit, role family and module where the totals are wrong: what is written, and what counting gives."""
    written = select(
        CompletionTotal.unit_id,
        CompletionTotal.role_family,
        CompletionTotal.module_id,
        CompletionTotal.begun,
        CompletionTotal.done,
    )
    return _unequal(session, written, counted_totals(on))


def wrong_progress(session: Session) -> dict[Key, tuple[Counts, Counts]]:
    """Officer and campaign where progress is wrong: what is written, and what counting gives."""
    written = select(Progress.officer_id, Progress.campaign_id, Progress.begun, Progress.done)
    return _unequal(session, written, counted_progress())


def _unequal(
    session: Session, written: Select[*tuple[Any, ...]], counted: Select[*tuple[Any, ...]]
) -> dict[Key, tuple[Counts, Counts]]:
    # One statement, so that both halves see the same moment while people go on working.
    both = union_all(
        written.add_columns(literal(0).label("is_counted")), counted.add_columns(literal(1).label("is_counted"))
    )
    sides: tuple[dict[Key, Counts], dict[Key, Counts]] = ({}, {})
    for *key, begun, done, is_counted in session.execute(both):
        sides[is_counted][tuple(key)] = (int(begun), int(done))
    says, should_say = sides
    pairs = {key: (says.get(key, NOTHING), should_say.get(key, NOTHING)) for key in sorted(says.keys() | should_say)}
    return {key: (found, counted) for key, (found, counted) in pairs.items() if found != counted}


def _differences_of_totals(session: Session, wrong: dict[Key, tuple[Counts, Counts]]) -> list[str]:
    if not wrong:
        return []
    units = {row.id: row[1] for row in session.execute(select(Unit.id, Unit.name))}
    modules = {row.id: row[1] for row in session.execute(select(Module.id, Module.code))}
    return [
        f"{units[unit]}, {ROLE_FAMILY_NAMES[RoleFamily(family)]}, {modules[module]}: {_in_words(*counts)}"
        for (unit, family, module), counts in wrong.items()
    ]


def _differences_of_progress(session: Session, wrong: dict[Key, tuple[Counts, Counts]]) -> list[str]:
    if not wrong:
        return []
    campaigns = {row.id: row[1] for row in session.execute(select(Campaign.id, Campaign.code))}
    return [
        f"Officer with internal id {officer}, {campaigns[campaign]}: {_in_words(*counts)}"
        for (officer, campaign), counts in wrong.items()
    ]


def _in_words(written: Counts, counted: Counts) -> str:
    return f"written as {written[0]} begun and {written[1]} done, counted as {counted[0]} and {counted[1]}"
