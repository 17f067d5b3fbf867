"""A version that is being written, as a document: now, and as it stood at an earlier save."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from safeguarding.content.interchange.media import PackPicture, media_again
from safeguarding.content.models import DraftSave, Media, ModuleVersion, VersionAuthor
from safeguarding.content.rules.drafts import WORKING, Draft, codes_used


class TooOld(Exception):
    """The save is no longer kept, so what has changed since cannot be told."""


@dataclass(frozen=True)
class Undoable:
    """The states an undo and a redo would go to, by their saves."""

    undo_to: int | None
    redo_to: int | None


def codes_ever_used(session: Session, *, module_id: int) -> frozenset[str]:
    """Every code of every version of a module: what was counted under one never changes."""
    rows = session.execute(
        select(ModuleVersion.body, ModuleVersion.tray).where(ModuleVersion.module_id == module_id)
    ).all()
    return frozenset[str]().union(*(codes_used(body, tuple(tray)) for body, tray in rows))


def working_of(session: Session, *, module_id: int) -> ModuleVersion | None:
    """The version of a module that is being written, in review, or approved."""
    wanted = (ModuleVersion.module_id == module_id, ModuleVersion.state.in_(WORKING))
    return session.scalars(select(ModuleVersion).where(*wanted)).one_or_none()


def published_of(session: Session, *, module_id: int) -> ModuleVersion | None:
    """The version of a module that officers see."""
    wanted = (ModuleVersion.module_id == module_id, ModuleVersion.state == "published")
    return session.scalars(select(ModuleVersion).where(*wanted)).one_or_none()


def authors_since_approval(session: Session, *, version_id: int) -> set[int]:
    """Everyone who had a hand in a version since it was last approved."""
    wanted = (VersionAuthor.version_id == version_id, VersionAuthor.is_since_approval)
    return set(session.scalars(select(VersionAuthor.officer_id).where(*wanted)))


def draft_of(session: Session, *, version: ModuleVersion) -> Draft:
    """A version's document as it is now."""
    taken = codes_ever_used(session, module_id=version.module_id)
    return Draft.of({"body": version.body, "tray": version.tray}, taken=taken)


def draft_at(session: Session, *, version_id: int, revision: int) -> Draft:
    """A version's document as it was at a save: the one that a page was opened from. Raises TooOld."""
    version = session.get_one(ModuleVersion, version_id)
    if revision == version.revision:
        return draft_of(session, version=version)
    state = aliased(DraftSave)
    document = session.scalar(
        select(state.document)
        .join(DraftSave, (DraftSave.version_id == state.version_id) & (DraftSave.state == state.revision))
        .where(DraftSave.version_id == version_id, DraftSave.revision == revision)
    )
    if document is None:
        raise TooOld("This page was opened too long ago to be saved. Open the module again; your words are below.")
    return Draft.of(document, taken=codes_ever_used(session, module_id=version.module_id))


def undoable(session: Session, *, version_id: int) -> Undoable:
    """Where undo and redo would go. A redo goes to the latest state that came from this one."""
    here = session.execute(
        select(DraftSave.state).where(DraftSave.version_id == version_id).order_by(DraftSave.revision.desc()).limit(1)
    ).scalar()
    if here is None:
        return Undoable(None, None)
    own, before = aliased(DraftSave), aliased(DraftSave)
    undo_to = session.scalar(
        select(before.revision)
        .join(own, (own.version_id == before.version_id) & (own.came_from == before.revision))
        .where(own.version_id == version_id, own.revision == here, before.state == before.revision)
    )
    redo_to = session.scalar(
        select(func.max(DraftSave.revision)).where(
            DraftSave.version_id == version_id, DraftSave.came_from == here, DraftSave.state == DraftSave.revision
        )
    )
    return Undoable(undo_to, redo_to)


def picture_sizes(session: Session, *, names: Collection[str]) -> dict[str, dict[str, int]]:
    """Width and height of pictures by their names; what is not a picture of ours is left out."""
    if not names:
        return {}
    rows = session.execute(
        select(Media.media_type, Media.content).where(Media.fingerprint.in_([name.partition(".")[0] for name in names]))
    )
    pictures = [media for row in rows if isinstance(media := media_again(*row), PackPicture)]
    return {
        picture.name: {"width": picture.width, "height": picture.height}
        for picture in pictures
        if picture.name in names
    }
