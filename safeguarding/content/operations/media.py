"""Keeping what people send for later use, correcting what is said of it, and taking it out again while unused."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from safeguarding.common.database import insert_once
from safeguarding.content.interchange.media import PackMedia, PackPicture, PackRecording
from safeguarding.content.interchange.uploads import Upload
from safeguarding.content.models import Media, MediaSent
from safeguarding.content.queries.media import uses_of_media
from safeguarding.content.rules.media import KINDS, MediaKind, MediaWords
from safeguarding.people.operations.audit import record


class NotSaid(Exception):
    """Something that people need to know of a file was left out. `field` is the word that is missing."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class InUse(Exception):
    """A version of a module shows or plays the file, and would lose it."""


@dataclass(frozen=True)
class KeptMedia:
    """The file as it is kept. Not new: these bytes had been sent before, and nothing was changed."""

    fingerprint: str
    is_new: bool


def send_media(session: Session, *, upload: Upload, words: MediaWords, sent_by_id: int, at: datetime) -> KeptMedia:
    """Keep a file and what is said of it, together or not at all. The same bytes twice are one. Raises NotSaid."""
    media = upload.media
    _refuse_what_is_not_said(words, KINDS[media.media_type])
    media_id = _kept(session, media)
    is_new = insert_once(
        session,
        MediaSent,
        media_id=media_id,
        **asdict(words),
        width=media.width if isinstance(media, PackPicture) else None,
        height=media.height if isinstance(media, PackPicture) else None,
        length_ms=media.length_ms if isinstance(media, PackRecording) else None,
        small_id=_kept(session, upload.small) if upload.small else None,
        sent_by_id=sent_by_id,
        sent_at=at,
    )
    if is_new:
        about = {"media_id": media_id, "kind": KINDS[media.media_type].value}
        record(session, actor_id=sent_by_id, action="media.sent", about=about, at=at)
    return KeptMedia(media.fingerprint, is_new)


def describe_media(session: Session, *, fingerprint: str, words: MediaWords, by_id: int, at: datetime) -> None:
    """Correct what is said of a file. Modules keep the words they have. Raises NotSaid."""
    sent, media_type = _sent(session, fingerprint)
    _refuse_what_is_not_said(words, KINDS[media_type])
    sent.name, sent.alt, sent.credit, sent.licence = words.name, words.alt, words.credit, words.licence
    session.flush()
    record(session, actor_id=by_id, action="media.described", about={"media_id": sent.media_id}, at=at)


def take_media_out(session: Session, *, fingerprint: str, by_id: int, at: datetime) -> None:
    """Take a file out, bytes and all, while no version of a module uses it. Raises InUse."""
    sent, media_type = _sent(session, fingerprint)
    uses = uses_of_media(session, fingerprint=fingerprint)
    if uses:
        raise InUse(f"“{uses[0].title}” uses it, so it stays. Take it out of there first.")
    media_id, small_id = sent.media_id, sent.small_id
    session.execute(delete(MediaSent).where(MediaSent.media_id == media_id))
    for no_longer in filter(None, (media_id, small_id)):
        _let_go(session, no_longer)
    about = {"media_id": media_id, "kind": KINDS[media_type].value}
    record(session, actor_id=by_id, action="media.removed", about=about, at=at)


def _refuse_what_is_not_said(words: MediaWords, kind: MediaKind) -> None:
    if not words.name:
        raise NotSaid("name", "Give it a name that colleagues will find it by")
    if kind is MediaKind.PICTURE and not words.alt:
        raise NotSaid("alt", "Say what the picture shows, for whoever cannot see it")
    if not words.credit:
        raise NotSaid("credit", "Say who made it")


def _kept(session: Session, media: PackMedia) -> int:
    """The number of the row that keeps these bytes, held until this transaction ends."""
    row = select(Media.id).where(Media.fingerprint == media.fingerprint).with_for_update()
    media_id = session.scalar(row)
    if media_id is None:
        facts = {"media_type": media.media_type, "byte_count": len(media.content), "content": media.content}
        insert_once(session, Media, fingerprint=media.fingerprint, **facts)
        media_id = session.scalars(row).one()
    return media_id


def _sent(session: Session, fingerprint: str) -> tuple[MediaSent, str]:
    """What was sent, held; NoResultFound for what came with a campaign, or is not there."""
    row = session.execute(
        select(MediaSent, Media.media_type)
        .join(Media, Media.id == MediaSent.media_id)
        .where(Media.fingerprint == fingerprint)
        .with_for_update()
    ).one()
    return row[0], row[1]


def _let_go(session: Session, media_id: int) -> None:
    """Delete the bytes unless another file that was sent, or a module, still needs them."""
    fingerprint = session.scalar(select(Media.fingerprint).where(Media.id == media_id))
    needed = select(func.count()).where(or_(MediaSent.media_id == media_id, MediaSent.small_id == media_id))
    if fingerprint and not session.scalar(needed) and not uses_of_media(session, fingerprint=fingerprint):
        session.execute(delete(Media).where(Media.id == media_id))
