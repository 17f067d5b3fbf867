"""Writing modules here: beginning one, saving it, going back, and beginning the next version of one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from safeguarding.common.canonical import fingerprint_of, in_normal_form
from safeguarding.common.markdown import pictures_in
from safeguarding.content.models import Campaign, DraftSave, Module, ModuleVersion, ReviewStep, VersionAuthor
from safeguarding.content.queries.drafts import (
    authors_since_approval,
    draft_at,
    draft_of,
    picture_sizes,
    published_of,
    undoable,
    working_of,
)
from safeguarding.content.rules.drafts import STUDIO_KINDS, WORKING, Draft, module_code_from, new_body
from safeguarding.content.rules.merging import Conflict, Difference, difference_between, join
from safeguarding.content.rules.places import clean, leaves

SAVES_KEPT = 200
PROSE = frozenset({"intro", "text"})


class Refused(Exception):
    """Something that cannot be done with a module being written; the words say why."""


class NoTitle(Refused):
    """A module is known by its title from the beginning."""


class NotWrittenHere(Refused):
    """The studio writes some kinds of module; the others come with a pack."""


class NotADraft(Refused):
    """The version is published or retired, so it does not change any more."""


class ModuleIsWithdrawn(Refused):
    """A withdrawn module does not come back as another version of itself."""


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


def begin_module(
    session: Session, *, campaign_id: int, kind: str, title: str, by_id: int, at: datetime
) -> ModuleVersion:
    """Begin a new module of a campaign. Officers see nothing of it until it is published."""
    title = " ".join(clean(title).split())
    if not title:
        raise NoTitle("Give it a title. You can change it later.")
    if kind not in STUDIO_KINDS:
        raise NotWrittenHere(f"A {kind} is not written here. It comes with a campaign pack.")
    version = _begin(session, campaign_id=campaign_id, kind=kind, body=new_body(kind, title=title), tray=[], at=at)
    _first_save(session, version, by_id=by_id, at=at)
    note_author(session, version, by_id=by_id, at=at)
    return version


def duplicate(session: Session, *, version_id: int, by_id: int, at: datetime) -> ModuleVersion:
    """Begin a new module from a copy of a version. Who wrote a copied draft is an author of the copy, too."""
    original = session.get_one(ModuleVersion, version_id)
    module = session.get_one(Module, original.module_id)
    _refuse_other_kinds(module)
    body = {**original.body, "title": f"Copy of {original.title}"}
    version = _begin(
        session, campaign_id=module.campaign_id, kind=module.kind, body=body, tray=list(original.tray), at=at
    )
    _first_save(session, version, by_id=by_id, at=at)
    if original.state in WORKING:
        for officer_id in authors_since_approval(session, version_id=original.id):
            note_author(session, version, by_id=officer_id, at=at)
    note_author(session, version, by_id=by_id, at=at)
    return version


def begin_version(
    session: Session, *, module_id: int, by_id: int, at: datetime, version_id: int | None = None
) -> ModuleVersion:
    """The version of a module that is being written: begun now, from the published one (or from an older one, by its
    id), unless there is one already.
    """
    module = session.get_one(Module, module_id)
    hold_campaign(session, campaign_id=module.campaign_id)
    working = working_of(session, module_id=module_id)
    if working is not None:
        return working
    _refuse_other_kinds(module)
    if module.withdrawn_at is not None:
        raise ModuleIsWithdrawn(
            "This module was withdrawn. Duplicate it, and publish the copy under a name of its own."
        )
    published = published_of(session, module_id=module_id)
    source = published if version_id is None else session.get_one(ModuleVersion, version_id)
    if source is None or source.module_id != module_id:
        raise NotADraft("There is no such version of this module to begin from.")
    version = _add_version(
        session, module_id=module_id, body=source.body, tray=list(source.tray), based_on=published, at=at
    )
    _first_save(session, version, by_id=by_id, at=at)
    return version


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


def _begin(
    session: Session, *, campaign_id: int, kind: str, body: dict[str, Any], tray: list[Any], at: datetime
) -> ModuleVersion:
    hold_campaign(session, campaign_id=campaign_id)
    rows = session.execute(select(Module.code, Module.position).where(Module.campaign_id == campaign_id)).all()
    module = Module(
        campaign_id=campaign_id,
        code=module_code_from(body["title"], taken={row.code for row in rows}),
        kind=kind,
        position=max((row.position for row in rows), default=-1) + 1,
    )
    session.add(module)
    session.flush()
    return _add_version(session, module_id=module.id, body=body, tray=tray, based_on=None, at=at)


def _add_version(
    session: Session,
    *,
    module_id: int,
    body: dict[str, Any],
    tray: list[Any],
    based_on: ModuleVersion | None,
    at: datetime,
) -> ModuleVersion:
    last = session.scalar(select(func.max(ModuleVersion.number)).where(ModuleVersion.module_id == module_id))
    version = ModuleVersion(
        module_id=module_id,
        number=(last or 0) + 1,
        state="draft",
        created_at=at,
        origin="studio",
        based_on_id=based_on.id if based_on else None,
    )
    _write(version, body, tray)
    session.add(version)
    session.flush()
    return version


def _first_save(session: Session, version: ModuleVersion, *, by_id: int, at: datetime) -> None:
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
    _write(version, draft.body, list(draft.tray))
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


def _write(version: ModuleVersion, body: dict[str, Any], tray: list[Any]) -> None:
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


def _refuse_other_kinds(module: Module) -> None:
    if module.kind not in STUDIO_KINDS:
        raise NotWrittenHere(f"A {module.kind} is not written here. Change it in its campaign pack.")


def _is_save(version_id: int, revision: int) -> tuple[Any, Any]:
    return DraftSave.version_id == version_id, DraftSave.revision == revision
