"""The lists of those who write and review: every module with what is being written of it, and what waits for review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.content.models import Campaign, DraftSave, Module, ModuleVersion, ReviewStep, VersionAuthor
from safeguarding.content.queries.authors import People, Person
from safeguarding.content.queries.studio import authors_by_version
from safeguarding.content.rules.drafts import WORKING


@dataclass(frozen=True)
class WorkingLine:
    """The version of a module that is on its way to officers, in few words."""

    version_id: int
    number: int
    state: str
    title: str
    saved_at: datetime
    saved_by: Person | None
    author_ids: frozenset[int]
    publish_on: date | None
    returned_reason: str | None

    @property
    def is_draft(self) -> bool:
        return self.state == "draft"


@dataclass(frozen=True)
class AuthorsModule:
    """A module with what officers see of it and what is being written. Its title and themes are the newest ones."""

    module_id: int
    campaign_id: int
    campaign_code: str
    campaign_title: str
    code: str
    kind: str
    title: str
    theme_codes: tuple[str, ...]
    is_withdrawn: bool
    published_version_id: int | None
    published_number: int | None
    published_at: datetime | None
    working: WorkingLine | None


@dataclass(frozen=True)
class Waiting:
    """What a reviewer may do something about: look through it, or publish what is approved."""

    version_id: int
    campaign_code: str
    code: str
    kind: str
    title: str
    state: str
    publish_on: date | None
    sent_at: datetime
    sent_by: Person | None
    days: int
    may_not_approve: frozenset[int]

    @property
    def is_approved(self) -> bool:
        return self.state == "approved"


VERSION = (
    ModuleVersion.id,
    ModuleVersion.module_id,
    ModuleVersion.number,
    ModuleVersion.state,
    ModuleVersion.title,
    ModuleVersion.body["themes"].label("themes"),
    ModuleVersion.created_at,
    ModuleVersion.published_at,
    ModuleVersion.publish_on,
)


def module_list_for_authors(session: Session, *, on: date) -> list[AuthorsModule]:
    """Every module, published or not, in the order of campaigns and of the modules in each."""
    modules = session.execute(
        select(
            Module.id,
            Module.campaign_id,
            Campaign.code.label("campaign_code"),
            Campaign.title.label("campaign_title"),
            Module.code,
            Module.kind,
            Module.withdrawn_at,
        )
        .join(Campaign, Campaign.id == Module.campaign_id)
        .order_by(Campaign.id, Module.position, Module.id)
    ).all()
    versions = session.execute(select(*VERSION).where(ModuleVersion.state.in_([*WORKING, "published"]))).all()
    published = {row.module_id: row for row in versions if row.state == "published"}
    working = {row.module_id: row for row in versions if row.state != "published"}
    lines = _working_lines(session, list(working.values()), on=on)
    found = []
    for module in modules:
        seen, written = published.get(module.id), working.get(module.id)
        newest = written or seen
        if newest is None:
            continue
        found.append(
            AuthorsModule(
                module_id=module.id,
                campaign_id=module.campaign_id,
                campaign_code=module.campaign_code,
                campaign_title=module.campaign_title,
                code=module.code,
                kind=module.kind,
                title=newest.title or "Without a title",
                theme_codes=tuple(newest.themes),
                is_withdrawn=module.withdrawn_at is not None,
                published_version_id=seen.id if seen else None,
                published_number=seen.number if seen else None,
                published_at=seen.published_at if seen else None,
                working=lines[written.id] if written else None,
            )
        )
    return found


def review_queue(session: Session, *, on: date) -> list[Waiting]:
    """What waits for review, and what is approved and waits to be published; what was sent first comes first."""
    rows = session.execute(
        select(*VERSION, Module.code, Module.kind, Campaign.code.label("campaign_code"))
        .join(Module, Module.id == ModuleVersion.module_id)
        .join(Campaign, Campaign.id == Module.campaign_id)
        .where(ModuleVersion.state.in_(["in_review", "approved"]))
    ).all()
    sent = {step.version_id: step for step in _last_steps(session, [row.id for row in rows], kinds=["sent"])}
    barred: dict[int, set[int]] = {}
    for version_id, officer_id in session.execute(
        select(VersionAuthor.version_id, VersionAuthor.officer_id).where(
            VersionAuthor.version_id.in_([row.id for row in rows]), VersionAuthor.is_since_approval
        )
    ):
        barred.setdefault(version_id, set()).add(officer_id)
    people = People(session, officer_ids={step.by_id for step in sent.values()}, on=on)
    waiting = [
        Waiting(
            version_id=row.id,
            campaign_code=row.campaign_code,
            code=row.code,
            kind=row.kind,
            title=row.title,
            state=row.state,
            publish_on=row.publish_on,
            sent_at=sent[row.id].at if row.id in sent else row.created_at,
            sent_by=people.get(sent[row.id].by_id) if row.id in sent else None,
            days=(on - london_day(sent[row.id].at if row.id in sent else row.created_at)).days,
            may_not_approve=frozenset(barred.get(row.id, ())),
        )
        for row in rows
    ]
    return sorted(waiting, key=lambda each: (each.sent_at, each.version_id))


def waits_for(session: Session, *, officer_id: int) -> int:
    """How many pieces wait for a review that this reviewer may give."""
    barred = select(VersionAuthor.version_id).where(
        VersionAuthor.officer_id == officer_id, VersionAuthor.is_since_approval
    )
    waiting = select(func.count()).where(ModuleVersion.state == "in_review", ModuleVersion.id.not_in(barred))
    return session.scalar(waiting) or 0


def _working_lines(session: Session, rows: Sequence[Any], *, on: date) -> dict[int, WorkingLine]:
    ids = [row.id for row in rows]
    last = (
        select(DraftSave.version_id, func.max(DraftSave.revision).label("revision"))
        .where(DraftSave.version_id.in_(ids))
        .group_by(DraftSave.version_id)
        .subquery()
    )
    saves = {
        save.version_id: save
        for save in session.execute(
            select(DraftSave.version_id, DraftSave.saved_by_id, DraftSave.saved_at).join(
                last, (last.c.version_id == DraftSave.version_id) & (last.c.revision == DraftSave.revision)
            )
        )
    }
    authors = authors_by_version(session, version_ids=ids)
    steps = {step.version_id: step for step in _last_steps(session, ids, kinds=["sent", "returned", "approved"])}
    people = People(session, officer_ids={save.saved_by_id for save in saves.values()}, on=on)
    return {
        row.id: WorkingLine(
            version_id=row.id,
            number=row.number,
            state=row.state,
            title=row.title or "Without a title",
            saved_at=saves[row.id].saved_at if row.id in saves else row.created_at,
            saved_by=people[saves[row.id].saved_by_id] if row.id in saves else None,
            author_ids=frozenset(authors.get(row.id, ())),
            publish_on=row.publish_on,
            returned_reason=steps[row.id].reason if row.id in steps and steps[row.id].kind == "returned" else None,
        )
        for row in rows
    }


def _last_steps(session: Session, version_ids: Sequence[int], *, kinds: Sequence[str]) -> Sequence[ReviewStep]:
    """The last step of these kinds of each version that has one."""
    last = (
        select(func.max(ReviewStep.id))
        .where(ReviewStep.version_id.in_(version_ids), ReviewStep.kind.in_(kinds))
        .group_by(ReviewStep.version_id)
    )
    return session.scalars(select(ReviewStep).where(ReviewStep.id.in_(last))).all()
