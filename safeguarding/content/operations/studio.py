"""Writing a version here: saving it, going back, and what every other step of it on its way to officers goes by."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from safeguarding.common.canonical import fingerprint_of, in_normal_form
from safeguarding.common.markdown import pictures_in
from safeguarding.content.models import Campaign, DraftSave, Module, ModuleVersion, ReviewStep, VersionAuthor
from safeguarding.content.queries.drafts import (
    draft_at,
    draft_of,
    picture_sizes,
    undoable,
)
from safeguarding.content.rules.drafts import WORKING, Draft
from safeguarding.content.rules.merging import Conflict, Difference, difference_between, join
from safeguarding.content.rules.places import leaves

SAVES_KEPT = 200
PROSE = frozenset({"intro", "text"})


class Refused(Exception):
    """Something that cannot be done with a module being written; the words say why."""


class NotADraft(Refused):
    """The version is published or retired, so it does not change any more."""


class ModuleIsWithdrawn(Refused):
    """A withdrawn module does not come back as another version of itself."""


class ChangedSince(Refused):
    """Somebody saved after the page was opened, so what would be decided about is not what was read."""


class NothingToUndo(Refused):
    """The version is as it was begun, or what came before is no longer kept."""


class NothingToRedo(Refused):
    """Nothing has been undone since the last change."""


class SavedByAnother(Refused):
    """Somebody else changed the same fields meanwhile. Nothing was saved: the author decides, field by field.

    `merged` has everything that could be joined, and theirs where it could not. Saved from `revision`, an answer to
    the conflicts goes through.
    """

    def __init__(
        self,
        *,
        revision: int,
        by_id: int,
        at: datetime,
        conflicts: tuple[Conflict, ...],
        from_others: tuple[Difference, ...],
        merged: Draft,
    ) -> None:
        super().__init__("Somebody else changed the same words while you were writing. Nothing is lost: choose below.")
        self.revision = revision
        self.by_id = by_id
        self.at = at
        self.conflicts = conflicts
        self.from_others = from_others
        self.merged = merged


@dataclass(frozen=True)
class Saved:
    """What a save did. `from_others` is what came in from somebody who saved since the page was opened."""

    revision: int
    is_changed: bool
    from_others: tuple[Difference, ...]
    state: str


def save_draft(session: Session, *, version_id: int, revision: int, draft: Draft, by_id: int, at: datetime) -> Saved:
    """Save what an author wrote on the document of `revision`. What others saved since is joined to it.

    Nothing changed: nothing is saved. Raises SavedByAnother, NotADraft or TooOld.
    """
    version = hold_working(session, version_id=version_id)
    now_there = draft_of(session, version=version)
    conflicts: tuple[Conflict, ...] = ()
    from_others: tuple[Difference, ...] = ()
    if revision != version.revision:
        base = draft_at(session, version_id=version_id, revision=revision)
        joined = join(base, mine=draft, theirs=now_there)
        draft, conflicts = joined.draft, joined.conflicts
        from_others = tuple(difference_between(base.body, now_there.body))
    draft = _in_order(session, draft)
    if conflicts:
        last = session.get_one(DraftSave, (version_id, version.revision))
        raise SavedByAnother(
            revision=version.revision,
            by_id=last.saved_by_id,
            at=last.saved_at,
            conflicts=conflicts,
            from_others=from_others,
            merged=draft,
        )
    if draft.document == now_there.document:
        return Saved(version.revision, False, from_others, version.state)
    here = session.scalars(select(DraftSave.state).where(*_is_save(version_id, version.revision))).one()
    _keep(session, version, draft, state=None, came_from=here, by_id=by_id, at=at)
    note_author(session, version, by_id=by_id, at=at)
    return Saved(version.revision, True, from_others, version.state)


def undo(session: Session, *, version_id: int, by_id: int, at: datetime) -> Saved:
    """Go back to what stood before the last change."""
    version = hold_working(session, version_id=version_id)
    state = undoable(session, version_id=version_id).undo_to
    if state is None:
        raise NothingToUndo("There is nothing to undo.")
    return _go_to(session, version, state=state, by_id=by_id, at=at)


def redo(session: Session, *, version_id: int, by_id: int, at: datetime) -> Saved:
    """Bring back what was undone last."""
    version = hold_working(session, version_id=version_id)
    state = undoable(session, version_id=version_id).redo_to
    if state is None:
        raise NothingToRedo("There is nothing to bring back.")
    return _go_to(session, version, state=state, by_id=by_id, at=at)


def hold_campaign(session: Session, *, campaign_id: int) -> None:
    """One module or version is begun or published at a time in a campaign, and not while a pack is loaded: so no two
    take one code or number.
    """
    session.execute(select(Campaign.id).where(Campaign.id == campaign_id).with_for_update(key_share=True)).one()


def hold_with_campaign(session: Session, *, version_id: int) -> ModuleVersion:
    """A version that is being written, with its campaign held before it, as whoever loads a pack does."""
    campaign_id = session.scalars(
        select(Module.campaign_id)
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .where(ModuleVersion.id == version_id)
    ).one()
    hold_campaign(session, campaign_id=campaign_id)
    return hold_working(session, version_id=version_id)


def hold_working(session: Session, *, version_id: int) -> ModuleVersion:
    """A version that is being written; nobody else can change it until this unit of work ends. Raises NotADraft."""
    version = session.scalars(
        select(ModuleVersion)
        .where(ModuleVersion.id == version_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
    if version.state not in WORKING:
        raise NotADraft("This version is published, so it does not change any more. Begin a new version of it.")
    return version


def refuse_another_revision(version: ModuleVersion, revision: int) -> None:
    """Whoever decides about a version has read it as it stands now. Raises ChangedSince."""
    if version.revision != revision:
        raise ChangedSince("Somebody saved a change since you opened this page. Read it as it is now, then decide.")


def note_author(session: Session, version: ModuleVersion, *, by_id: int, at: datetime) -> None:
    """Somebody had a hand in this version."""
    author = session.get(VersionAuthor, (version.id, by_id))
    if author is None:
        session.add(VersionAuthor(version_id=version.id, officer_id=by_id, is_since_approval=True, last_at=at))
    else:
        author.is_since_approval, author.last_at = True, at
    session.flush()


def back_to_draft(version: ModuleVersion) -> None:
    """A version in review or approved is a draft again; its approval and its day are gone."""
    version.state, version.approved_at, version.publish_on = "draft", None, None


def first_save(session: Session, version: ModuleVersion, *, by_id: int, at: datetime) -> None:
    """What a version begins with is the first thing to come back to."""
    draft = Draft.of({"body": version.body, "tray": version.tray})
    _keep(session, version, draft, state=None, came_from=None, by_id=by_id, at=at)


def _go_to(session: Session, version: ModuleVersion, *, state: int, by_id: int, at: datetime) -> Saved:
    """Let an earlier or later state hold again.

    It may bring back words that were written before an approval, so everyone who had a hand in the version has again.
    """
    saved = session.get_one(DraftSave, (version.id, state))
    draft = Draft.of(saved.document or {})
    _keep(session, version, draft, state=state, came_from=saved.came_from, by_id=by_id, at=at)
    session.execute(update(VersionAuthor).where(VersionAuthor.version_id == version.id).values(is_since_approval=True))
    note_author(session, version, by_id=by_id, at=at)
    return Saved(version.revision, True, (), version.state)


def _keep(
    session: Session,
    version: ModuleVersion,
    draft: Draft,
    *,
    state: int | None,
    came_from: int | None,
    by_id: int,
    at: datetime,
) -> None:
    """One more save of a version. A version in review or approved is a draft again."""
    write_document(version, draft.body, list(draft.tray))
    version.revision += 1
    session.add(
        DraftSave(
            version_id=version.id,
            revision=version.revision,
            state=version.revision if state is None else state,
            came_from=came_from,
            document=draft.document if state is None else None,
            saved_by_id=by_id,
            saved_at=at,
        )
    )
    if version.state != "draft":
        back_to_draft(version)
        add_step(session, version, kind="edited", by_id=by_id, at=at)
    session.flush()
    if state is None:
        _forget_old_saves(session, version)


def add_step(
    session: Session, version: ModuleVersion, *, kind: str, by_id: int | None, at: datetime, reason: str | None = None
) -> None:
    """Write down what happened to a version on its way to officers."""
    session.add(
        ReviewStep(version_id=version.id, kind=kind, revision=version.revision, reason=reason, by_id=by_id, at=at)
    )


def about_version(version: ModuleVersion) -> dict[str, int]:
    """What the audit keeps of a version."""
    return {
        "module_id": version.module_id,
        "version_id": version.id,
        "number": version.number,
        "revision": version.revision,
    }


def _forget_old_saves(session: Session, version: ModuleVersion) -> None:
    """Keep the last states; going back and forth among them lets none go."""
    own = (DraftSave.version_id == version.id, DraftSave.state == DraftSave.revision)
    oldest = session.scalar(
        select(DraftSave.revision).where(*own).order_by(DraftSave.revision.desc()).offset(SAVES_KEPT).limit(1)
    )
    if oldest is None:
        return
    still_held = select(DraftSave.state).where(DraftSave.version_id == version.id, DraftSave.revision > oldest)
    session.execute(
        delete(DraftSave)
        .where(DraftSave.version_id == version.id, DraftSave.revision <= oldest, DraftSave.revision.not_in(still_held))
        .execution_options(synchronize_session=False)
    )


def write_document(version: ModuleVersion, body: dict[str, Any], tray: list[Any]) -> None:
    body = in_normal_form(body)
    version.body, version.tray, version.fingerprint = body, in_normal_form(tray), fingerprint_of(body)
    version.title, version.summary, version.minutes = body["title"] or "", body["summary"] or "", body["minutes"] or 0


def _in_order(session: Session, draft: Draft) -> Draft:
    """The draft with the sizes of the pictures its texts show, and of no others."""
    prose = [value for place, value in leaves(draft.body).items() if place.rpartition("/")[2] in PROSE and value]
    shown = {name for text in prose if isinstance(text, str) for name in pictures_in(text)}
    known: dict[str, Any] = draft.body["text_pictures"]
    if shown == set(known):
        return draft
    sizes = {**picture_sizes(session, names=shown - set(known)), **known}
    body = {**draft.body, "text_pictures": {name: sizes[name] for name in sorted(shown) if name in sizes}}
    return draft.with_changes(in_normal_form(body))


def _is_save(version_id: int, revision: int) -> tuple[Any, Any]:
    return DraftSave.version_id == version_id, DraftSave.revision == revision
