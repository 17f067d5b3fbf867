"""One version of a module as those who write and review it see it: its document, and all that was said about it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.content.formats.checking import Known
from safeguarding.content.models import (
    Campaign,
    Contact,
    DraftSave,
    Media,
    Module,
    ModuleVersion,
    ReviewNote,
    ReviewStep,
    Theme,
    VersionAuthor,
)
from safeguarding.content.queries.authors import People, Person
from safeguarding.content.queries.drafts import authors_since_approval, draft_of, published_of, undoable, working_of
from safeguarding.content.rules.drafts import WORKING, Draft
from safeguarding.people.queries.roles import roles_of
from safeguarding.people.rules.roles import Role

STILL_WRITING = timedelta(minutes=10)


@dataclass(frozen=True)
class Note:
    """Words about one place of a version ('' = all of it)."""

    id: int
    place: str
    words: str
    by: Person
    at: datetime
    revision: int
    settled_by: Person | None
    settled_at: datetime | None

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None


@dataclass(frozen=True)
class Step:
    """What happened to a version: sent, returned, approved, scheduled, published, taken_back or edited. Nobody (None)
    is the daily chore.
    """

    kind: str
    reason: str | None
    by: Person | None
    at: datetime
    revision: int


@dataclass(frozen=True)
class WorkingVersion:
    """A version with its document and all that was said about it, in the order it happened.

    `authors` are all who had a hand in it; `may_not_approve` those who had since its last approval. `published` is the
    body officers see now, if it is not this one; `is_behind` says that it was published after this version was begun.
    """

    id: int
    module_id: int
    campaign_id: int
    campaign_code: str
    campaign_title: str
    code: str
    kind: str
    number: int
    state: str
    revision: int
    draft: Draft
    origin: str
    created_at: datetime
    approved_at: datetime | None
    published_at: datetime | None
    publish_on: date | None
    authors: tuple[Person, ...]
    may_not_approve: frozenset[int]
    saved_by: Person | None
    saved_at: datetime
    others_writing: tuple[Person, ...]
    can_undo: bool
    can_redo: bool
    published: dict[str, Any] | None
    published_version_id: int | None
    is_behind: bool
    is_withdrawn: bool
    notes: tuple[Note, ...]
    steps: tuple[Step, ...]

    @property
    def title(self) -> str:
        return self.draft.body["title"] or "Without a title"

    @property
    def is_draft(self) -> bool:
        return self.state == "draft"

    @property
    def is_in_review(self) -> bool:
        return self.state == "in_review"

    @property
    def is_approved(self) -> bool:
        return self.state == "approved"

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    @property
    def sent(self) -> Step | None:
        """When it was sent for review last."""
        return next((step for step in reversed(self.steps) if step.kind == "sent"), None)

    @property
    def returned(self) -> Step | None:
        """The return its authors have not answered yet by sending it again."""
        last = next((step for step in reversed(self.steps) if step.kind in {"returned", "sent", "approved"}), None)
        return last if last is not None and last.kind == "returned" else None

    def may_be_approved_by(self, officer_id: int) -> bool:
        """Whether somebody had no hand in it since its last approval. Their role is another question."""
        return officer_id not in self.may_not_approve


@dataclass(frozen=True)
class VersionLine:
    """One version of a module, in few words."""

    id: int
    number: int
    state: str
    title: str
    origin: str
    created_at: datetime
    published_at: datetime | None
    authors: tuple[Person, ...]


def working_version(session: Session, *, campaign: str, module: str, at: datetime) -> WorkingVersion | None:
    """The version of a module that is on its way to officers, by the codes in its address."""
    module_id = session.scalar(_module_ids(campaign, module))
    working = None if module_id is None else working_of(session, module_id=module_id)
    return None if working is None else _told(session, working, at=at)


def version_for_review(session: Session, *, version_id: int, at: datetime) -> WorkingVersion | None:
    """The same of one version in any state."""
    version = session.get(ModuleVersion, version_id)
    return None if version is None else _told(session, version, at=at)


def versions_of(session: Session, *, campaign: str, module: str, on: date) -> list[VersionLine]:
    """Every version of a module, the newest first."""
    rows = session.execute(
        select(
            ModuleVersion.id,
            ModuleVersion.number,
            ModuleVersion.state,
            ModuleVersion.title,
            ModuleVersion.origin,
            ModuleVersion.created_at,
            ModuleVersion.published_at,
        )
        .where(ModuleVersion.module_id.in_(_module_ids(campaign, module)))
        .order_by(ModuleVersion.number.desc())
    ).all()
    authors = authors_by_version(session, version_ids=[row.id for row in rows])
    people = People(session, officer_ids={one for ids in authors.values() for one in ids}, on=on)
    return [VersionLine(*row, authors=tuple(people[one] for one in authors.get(row.id, ()))) for row in rows]


def version_body(session: Session, *, version_id: int) -> tuple[str, dict[str, Any]]:
    """What kind of module a version is, and its body. Raises NoResultFound."""
    row = session.execute(
        select(Module.kind, ModuleVersion.body)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(ModuleVersion.id == version_id)
    ).one()
    return row.kind, row.body


def authors_by_version(session: Session, *, version_ids: list[int]) -> dict[int, list[int]]:
    """Who had a hand in each of these versions, the latest first."""
    found: dict[int, list[int]] = {}
    for row in session.execute(
        select(VersionAuthor.version_id, VersionAuthor.officer_id)
        .where(VersionAuthor.version_id.in_(version_ids))
        .order_by(VersionAuthor.last_at.desc(), VersionAuthor.officer_id)
    ):
        found.setdefault(row.version_id, []).append(row.officer_id)
    return found


def may_approve(session: Session, *, version_id: int, officer_id: int) -> bool:
    """Whether somebody is a reviewer and had no hand in a version since its last approval."""
    is_reviewer = Role.REVIEWER in roles_of(session, officer_id=officer_id)
    return is_reviewer and officer_id not in authors_since_approval(session, version_id=version_id)


def known_of(session: Session, *, campaign_id: int) -> Known:
    """What a module of this campaign may name."""
    campaign = session.get_one(Campaign, campaign_id)
    themes = session.scalars(select(Theme.code).where(Theme.campaign_id == campaign_id).order_by(Theme.position))
    return Known(
        themes=tuple(themes),
        messages=tuple(each["code"] for each in campaign.body["messages"]),
        recommendations=tuple(each["code"] for each in campaign.body["recommendations"]),
        contacts=tuple(session.scalars(select(Contact.key).order_by(Contact.position, Contact.key))),
        media=frozenset(session.scalars(select(Media.fingerprint))),
    )


def _module_ids(campaign: str, module: str) -> Any:
    return (
        select(Module.id)
        .join(Campaign, Campaign.id == Module.campaign_id)
        .where(Campaign.code == campaign, Module.code == module)
    )


def _told(session: Session, version: ModuleVersion, *, at: datetime) -> WorkingVersion:
    module = session.get_one(Module, version.module_id)
    campaign = session.get_one(Campaign, module.campaign_id)
    published = published_of(session, module_id=module.id)
    notes = session.scalars(select(ReviewNote).where(ReviewNote.version_id == version.id).order_by(ReviewNote.id)).all()
    steps = session.scalars(select(ReviewStep).where(ReviewStep.version_id == version.id).order_by(ReviewStep.id)).all()
    authors = authors_by_version(session, version_ids=[version.id]).get(version.id, [])
    saved = session.execute(
        select(DraftSave.saved_by_id, DraftSave.saved_at)
        .where(DraftSave.version_id == version.id)
        .order_by(DraftSave.revision.desc())
        .limit(1)
    ).one_or_none()
    writing = session.scalars(
        select(VersionAuthor.officer_id)
        .where(VersionAuthor.version_id == version.id, VersionAuthor.last_at >= at - STILL_WRITING)
        .order_by(VersionAuthor.officer_id)
    ).all()
    named = {*authors, *writing, *(step.by_id for step in steps)}
    named |= {officer_id for note in notes for officer_id in (note.by_id, note.settled_by_id)}
    people = People(session, officer_ids={*named, saved.saved_by_id if saved else None}, on=london_day(at))
    states = undoable(session, version_id=version.id)
    is_working = version.state in WORKING
    return WorkingVersion(
        id=version.id,
        module_id=module.id,
        campaign_id=campaign.id,
        campaign_code=campaign.code,
        campaign_title=campaign.title,
        code=module.code,
        kind=module.kind,
        number=version.number,
        state=version.state,
        revision=version.revision,
        draft=draft_of(session, version=version),
        origin=version.origin,
        created_at=version.created_at,
        approved_at=version.approved_at,
        published_at=version.published_at,
        publish_on=version.publish_on,
        authors=tuple(people[one] for one in authors),
        may_not_approve=frozenset(authors_since_approval(session, version_id=version.id)),
        saved_by=people.get(saved.saved_by_id) if saved else None,
        saved_at=saved.saved_at if saved else version.created_at,
        others_writing=tuple(people[one] for one in writing),
        can_undo=is_working and states.undo_to is not None,
        can_redo=is_working and states.redo_to is not None,
        published=published.body if published and published.id != version.id else None,
        published_version_id=published.id if published else None,
        is_behind=is_working and published is not None and published.id != version.based_on_id,
        is_withdrawn=module.withdrawn_at is not None,
        notes=tuple(
            Note(
                id=note.id,
                place=note.place,
                words=note.words,
                by=people[note.by_id],
                at=note.at,
                revision=note.revision,
                settled_by=people.get(note.settled_by_id),
                settled_at=note.settled_at,
            )
            for note in notes
        ),
        steps=tuple(Step(step.kind, step.reason, people.get(step.by_id), step.at, step.revision) for step in steps),
    )
