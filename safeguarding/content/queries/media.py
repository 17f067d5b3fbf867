"""Media by their fingerprint, those there are to choose from, and where each is used."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, or_, select
from sqlalchemy.orm import Session, aliased

from safeguarding.common.webvtt import Cue, read_webvtt
from safeguarding.common.yaml_text import read_text
from safeguarding.content.formats.front import MEDIA_ADDRESS
from safeguarding.content.interchange.media import ENDINGS
from safeguarding.content.models import Campaign, DraftSave, Media, MediaSent, Module, ModuleVersion
from safeguarding.content.rules.media import KINDS, Licence, MediaKind, MediaWords, Shown, shown_in


@dataclass(frozen=True)
class MediaFile:
    fingerprint: str
    media_type: str
    content: bytes


def media_content(session: Session, *, fingerprint: str) -> MediaFile | None:
    """A picture, recording or caption file; what has this fingerprint never changes."""
    row = session.execute(
        select(Media.fingerprint, Media.media_type, Media.content).where(Media.fingerprint == fingerprint)
    ).one_or_none()
    return None if row is None else MediaFile(*row)


@dataclass(frozen=True)
class Sending:
    """Who sent a file, when, and on what ground the force may use it."""

    by_id: int
    at: datetime
    credit: str
    licence: Licence


@dataclass(frozen=True)
class MediaToChoose:
    """A media file a module can show or play. `name` stands for it in a body; `title` is what people call it.

    `alt` is a suggestion: what a picture shows depends on why it is shown. Without `sent` it came with a campaign.
    """

    name: str
    kind: MediaKind
    title: str
    alt: str
    width: int | None
    height: int | None
    length_ms: int | None
    byte_count: int
    small: str
    sent: Sending | None

    @property
    def fingerprint(self) -> str:
        return self.name.partition(".")[0]

    @property
    def address(self) -> str:
        return MEDIA_ADDRESS + self.name

    @property
    def small_address(self) -> str:
        """For a list: a picture in small, where it is a large one."""
        return MEDIA_ADDRESS + self.small

    @property
    def is_picture(self) -> bool:
        return self.kind is MediaKind.PICTURE

    @property
    def is_recording(self) -> bool:
        return self.kind is MediaKind.RECORDING

    @property
    def words(self) -> MediaWords | None:
        """What its sender said of it."""
        return MediaWords(self.title, self.alt, self.sent.credit, self.sent.licence) if self.sent else None


SMALL = aliased(Media)
SENT = (
    select(
        MediaSent,
        Media.fingerprint,
        Media.media_type,
        Media.byte_count,
        SMALL.fingerprint.label("small"),
        SMALL.media_type.label("small_type"),
    )
    .join(Media, Media.id == MediaSent.media_id)
    .outerjoin(SMALL, SMALL.id == MediaSent.small_id)
    .order_by(MediaSent.sent_at.desc(), MediaSent.media_id.desc())
)


def media_to_choose_from(session: Session) -> list[MediaToChoose]:
    """What people sent, the newest first; then what campaigns brought, in the order of their modules."""
    sent = [_sent(*row) for row in session.execute(SENT)]
    known = {media.name for media in sent}
    bodies = session.scalars(
        select(ModuleVersion.body)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(ModuleVersion.state == "published")
        .order_by(Module.campaign_id, Module.position, Module.id)
    )
    brought: dict[str, Shown] = {}
    for body in bodies:
        for shown in shown_in(body):
            if shown.media not in known:
                brought.setdefault(shown.media, shown)
    fingerprints = [name.partition(".")[0] for name in brought]
    rows = session.execute(
        select(Media.fingerprint, Media.media_type, Media.byte_count).where(Media.fingerprint.in_(fingerprints))
    )
    of = {row.fingerprint: row for row in rows}
    return sent + [
        MediaToChoose(
            name=name,
            kind=KINDS[row.media_type],
            title=shown.title,
            alt=shown.alt,
            width=shown.width,
            height=shown.height,
            length_ms=shown.length_ms,
            byte_count=row.byte_count,
            small=name,
            sent=None,
        )
        for name, shown in brought.items()
        if (row := of.get(name.partition(".")[0])) is not None
    ]


def _sent(
    sent: MediaSent, fingerprint: str, media_type: str, byte_count: int, small: str | None, small_type: str | None
) -> MediaToChoose:
    name = fingerprint + ENDINGS[media_type]
    return MediaToChoose(
        name=name,
        kind=KINDS[media_type],
        title=sent.name,
        alt=sent.alt,
        width=sent.width,
        height=sent.height,
        length_ms=sent.length_ms,
        byte_count=byte_count,
        small=small + ENDINGS[small_type] if small and small_type else name,
        sent=Sending(sent.sent_by_id, sent.sent_at, sent.credit, Licence(sent.licence)),
    )


@dataclass(frozen=True)
class MediaUse:
    """A version of a module that shows or plays a file."""

    campaign_code: str
    module_code: str
    title: str
    number: int
    state: str


def uses_of_media(session: Session, *, fingerprint: str) -> list[MediaUse]:
    """Every version that names the file, published or not, or to which undoing would bring it back; by module."""
    saved = select(DraftSave.version_id).where(_names(DraftSave.document, fingerprint))
    rows = session.execute(
        select(Campaign.code, Module.code, ModuleVersion.title, ModuleVersion.number, ModuleVersion.state)
        .join(Module, Module.id == ModuleVersion.module_id)
        .join(Campaign, Campaign.id == Module.campaign_id)
        .where(
            or_(
                _names(ModuleVersion.body, fingerprint),
                _names(ModuleVersion.tray, fingerprint),
                ModuleVersion.id.in_(saved),
            )
        )
        .order_by(Campaign.id, Module.position, Module.id, ModuleVersion.number)
    )
    return [MediaUse(*row) for row in rows]


def media_for_authors(session: Session, *, fingerprint: str) -> MediaToChoose | None:
    """One file as the list has it."""
    return next((media for media in media_to_choose_from(session) if media.fingerprint == fingerprint), None)


def captions_of(session: Session, *, fingerprint: str) -> tuple[Cue, ...]:
    """What a transcript says, caption by caption."""
    file = media_content(session, fingerprint=fingerprint)
    if file is None or KINDS[file.media_type] is not MediaKind.TRANSCRIPT:
        return ()
    return read_webvtt(read_text(file.content, "transcript")).cues


def _names(document: Any, fingerprint: str) -> ColumnElement[bool]:
    return cast(document, Text).contains(fingerprint, autoescape=True)
