"""Beginning to write: a new module, a copy of one, the next version of one; and throwing a draft away again."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from safeguarding.content.models import (
    DraftSave,
    Module,
    ModuleVersion,
    ReviewNote,
    ReviewStep,
    VersionAuthor,
)
from safeguarding.content.operations.studio import (
    ModuleIsWithdrawn,
    NotADraft,
    Refused,
    about_version,
    first_save,
    hold_campaign,
    hold_with_campaign,
    note_author,
    refuse_another_revision,
    write_document,
)
from safeguarding.content.queries.drafts import authors_since_approval, published_of, working_of
from safeguarding.content.rules.drafts import STUDIO_KINDS, WORKING, module_code_from, new_body
from safeguarding.content.rules.places import clean
from safeguarding.people.operations.audit import record


class NoTitle(Refused):
    """A module is known by its title from the beginning."""


class NotWrittenHere(Refused):
    """The studio writes some kinds of module; the others come with a pack."""


class StillWaiting(Refused):
    """It is with the reviewers, or approved: whoever wants it gone takes it back first."""


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
    first_save(session, version, by_id=by_id, at=at)
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
    first_save(session, version, by_id=by_id, at=at)
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
    first_save(session, version, by_id=by_id, at=at)
    return version


def throw_away(session: Session, *, version_id: int, revision: int, by_id: int, at: datetime) -> bool:
    """Delete a draft with everything kept of it, and its module if no officer ever saw that. True if the module went.

    What was decided about it stays in the audit. Raises NotADraft, StillWaiting or ChangedSince.
    """
    version = hold_with_campaign(session, version_id=version_id)
    if version.state != "draft":
        raise StillWaiting("It waits for review or is approved. Take it back first, then throw it away.")
    refuse_another_revision(version, revision)
    about = about_version(version)
    for kept in (DraftSave, VersionAuthor, ReviewNote, ReviewStep):
        session.execute(delete(kept).where(kept.version_id == version_id))
    session.delete(version)
    session.flush()
    has_versions = session.scalar(select(exists().where(ModuleVersion.module_id == about["module_id"])))
    if not has_versions:
        session.execute(delete(Module).where(Module.id == about["module_id"]))
    record(session, actor_id=by_id, action="version.thrown_away", about=about, at=at)
    return not has_versions


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
    write_document(version, body, tray)
    session.add(version)
    session.flush()
    return version


def _refuse_other_kinds(module: Module) -> None:
    if module.kind not in STUDIO_KINDS:
        raise NotWrittenHere(f"A {module.kind} is not written here. Change it in its campaign pack.")
