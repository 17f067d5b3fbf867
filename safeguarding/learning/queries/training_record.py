"""The training record: who completed what and when, never how well. Protected posts are in no list of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Text, cast, func, literal_column, select
from sqlalchemy.orm import Session

from safeguarding.common.database import ask_at_length
from safeguarding.content.models import Campaign, Module, ModuleVersion
from safeguarding.learning.models import Completion
from safeguarding.learning.rules.training_record import DaysInLondon
from safeguarding.people.models import Officer, Posting, Unit
from safeguarding.people.queries.posts import is_in_force
from safeguarding.people.queries.protected import is_protected
from safeguarding.people.rules.sign_in import normal_staff_number

ROWS_AT_ONCE = 5_000


@dataclass(frozen=True)
class RecordedPerson:
    """Somebody whose record may be looked into, and where they work; nowhere, if they have left."""

    officer_id: int
    staff_number: str
    display_name: str
    unit_name: str | None


@dataclass(frozen=True)
class RecordedModule:
    """A module as a column of the record."""

    module_id: int
    title: str


@dataclass(frozen=True)
class RecordedLine:
    """One person in post, and the London day on which they did each module; empty where they have not."""

    staff_number: str
    display_name: str
    unit_code: str
    unit_name: str
    role_family: str
    done_on: list[str]


def recorded_person(session: Session, *, staff_number: str, on: date) -> RecordedPerson | None:
    """Whose staff number this is, exactly. None for nobody, and just so for anybody in a protected post."""
    statement = (
        select(Officer.id, Officer.staff_number, Officer.display_name, Unit.name)
        .select_from(Officer)
        .outerjoin(Posting, (Posting.officer_id == Officer.id) & is_in_force(on))
        .outerjoin(Unit, Unit.id == Posting.unit_id)
        .where(Officer.staff_number == normal_staff_number(staff_number), ~is_protected(Officer.id, on=on))
    )
    row = session.execute(statement).one_or_none()
    return RecordedPerson(*row) if row else None


def recorded_modules(session: Session) -> list[RecordedModule]:
    """Every module that was ever published, in the order of campaigns and of the modules in each."""
    newest: dict[int, RecordedModule] = {}
    statement = (
        select(Module.id, ModuleVersion.title)
        .join(Campaign, Campaign.id == Module.campaign_id)
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .where(ModuleVersion.published_at.is_not(None))
        .order_by(Campaign.starts_on, Campaign.id, Module.position, Module.id, ModuleVersion.number)
    )
    for module_id, title in session.execute(statement):
        newest[module_id] = RecordedModule(module_id, title)
    return list(newest.values())


def training_record(
    session: Session, *, modules: list[RecordedModule], unit_ids: Collection[int] | None, on: date
) -> Iterator[RecordedLine]:
    """Everybody in post on a day in these units (None: anywhere), by internal id; read as it is taken."""
    people = (
        select(Officer.id, Officer.staff_number, Officer.display_name, Unit.code, Unit.name, Posting.role_family)
        .select_from(Officer)
        .join(Posting, (Posting.officer_id == Officer.id) & is_in_force(on))
        .join(Unit, Unit.id == Posting.unit_id)
        .where(~is_protected(Officer.id, on=on))
        .order_by(Officer.id)
    )
    # One row for each person, not for each completion: thirty times as many take ten times as long to fetch.
    hour = _hour_in_utc(session)
    each = cast(Completion.module_id, Text) + literal_column("':'") + hour
    done = select(Completion.officer_id, func.aggregate_strings(each, ",")).group_by(Completion.officer_id)
    if unit_ids is not None:
        people = people.where(Unit.id.in_(unit_ids))
        here = select(Posting.officer_id).where(Posting.unit_id.in_(unit_ids), is_in_force(on))
        done = done.where(Completion.officer_id.in_(here))
    done = done.order_by(Completion.officer_id)
    column = {str(module.module_id): place for place, module in enumerate(modules)}
    days = DaysInLondon()
    # Closed in any case: whoever asked may go away half-way.
    with (
        ask_at_length(session, people, at_a_time=ROWS_AT_ONCE) as everybody,
        ask_at_length(session, done, at_a_time=ROWS_AT_ONCE) as rows,
    ):
        coming = next(rows, None)
        for officer_id, staff_number, name, unit_code, unit_name, family in everybody:
            while coming is not None and coming[0] < officer_id:
                coming = next(rows, None)
            done_on = [""] * len(modules)
            if coming is not None and coming[0] == officer_id:
                for one in coming[1].split(","):
                    module_id, _, hour_done = one.partition(":")
                    if module_id in column:
                        done_on[column[module_id]] = days.of(hour_done)
            yield RecordedLine(staff_number, name, unit_code, unit_name, family or "", done_on)


def _hour_in_utc(session: Session) -> ColumnElement[str]:
    """The hour in which something was completed, as 2026-11-20 14."""
    if session.get_bind().dialect.name == "sqlite":
        return func.substr(cast(Completion.completed_at, Text), 1, 13)
    return func.to_char(func.timezone("UTC", Completion.completed_at), "YYYY-MM-DD HH24")
