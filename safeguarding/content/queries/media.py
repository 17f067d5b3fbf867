"""Media by their fingerprint."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.content.models import Media


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
