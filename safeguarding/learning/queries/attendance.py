"""Trainings that people can be marked for, and what becomes of a list of who came."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.common.clock import LONDON
from safeguarding.content.formats.training import Training
from safeguarding.content.models import Campaign, Module, ModuleVersion
from safeguarding.content.queries.modules import PublishedModule, bodies
from safeguarding.learning.models import Completion
from safeguarding.learning.rules.attendance import Came, ListedPerson, what_becomes
from safeguarding.people.queries.by_number import people_by_number


@dataclass(frozen=True)
class HeldTraining:
    """A published training and when it is held."""

    campaign_code: str
    code: str
    title: str
    on: date
    at: time
    place: str


def trainings(session: Session) -> list[HeldTraining]:
    """Published trainings that are not withdrawn, the latest first."""
    rows = session.execute(
        select(
            Campaign.code.label("campaign_code"),
            Campaign.starts_on,
            Module.code,
            Module.kind,
            ModuleVersion.id,
            ModuleVersion.title,
            ModuleVersion.fingerprint,
        )
        .join(Module, Module.campaign_id == Campaign.id)
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .where(Module.kind == "training", Module.withdrawn_at.is_(None), ModuleVersion.state == "published")
    ).all()
    body_of = bodies(session, wanted={row.id: (row.kind, row.fingerprint) for row in rows})
    found = [
        HeldTraining(row.campaign_code, row.code, row.title, body.on(row.starts_on), body.at, body.place)
        for row in rows
        if isinstance(body := body_of[row.id], Training)
    ]
    return sorted(found, key=lambda training: (training.on, training.at, training.code), reverse=True)


def begins_at(session: Session, *, module: PublishedModule) -> datetime:
    """When a training begins, on its day, by the clock in London."""
    starts_on = session.scalars(select(Campaign.starts_on).where(Campaign.id == module.campaign_id)).one()
    return datetime.combine(module.training.on(starts_on), module.training.at, tzinfo=LONDON)


def who_came(session: Session, *, module_id: int, numbers: Collection[str], on: date) -> list[ListedPerson]:
    """What becomes of each number of a list, in its order."""
    people = people_by_number(session, numbers=numbers, on=on)
    marked: dict[int, datetime] = {}
    statement = select(Completion.officer_id, Completion.completed_at).where(
        Completion.module_id == module_id,
        Completion.officer_id.in_([person.officer_id for person in people.values()]),
    )
    for officer_id, completed_at in session.execute(statement):
        marked[officer_id] = completed_at
    listed = []
    for number in numbers:
        person = people.get(number)
        if person is None:
            listed.append(ListedPerson(number, Came.UNKNOWN))
            continue
        marked_at = marked.get(person.officer_id)
        came = what_becomes(is_in_post=person.is_in_post, marked_at=marked_at)
        listed.append(ListedPerson(number, came, person.officer_id, person.display_name, marked_at))
    return listed
