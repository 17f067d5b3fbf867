"""The media pages' part of the matrix."""

from collections.abc import Callable
from typing import Any

from safeguarding.common.clock import now
from safeguarding.common.database import write
from safeguarding.content.models import Media, MediaSent
from tests.web.matrix.cells import Cell, Sent, Whose, page
from tests.web.matrix.conftest import World

WORDS = {"name": "The gate", "alt": "A gate", "credit": "Sam", "licence": "ours"}


def of_file(endpoint: str, method: str, status: int, **fields: Any) -> list[Cell]:
    """A file that was sent: by the visitor, by somebody else, and one there is not. Authors share what they send."""

    def arranged(whose: Whose) -> Callable[[World, int | None], Sent]:
        def arrange(world: World, visitor: int | None) -> Sent:
            if whose is Whose.OUT_OF_SCOPE:
                return Sent({"fingerprint": "0" * 64}, fields)
            sender = world.other_id if whose is Whose.OTHERS or visitor is None else visitor
            fingerprint = f"{whose.name.lower():e<64}"
            with write(world.database) as session:
                media = session.query(Media).filter_by(fingerprint=fingerprint).one_or_none()
                if media is None:
                    media = Media(fingerprint=fingerprint, media_type="image/webp", byte_count=4, content=b"RIFF")
                    session.add(media)
                    session.flush()
                session.query(MediaSent).filter_by(media_id=media.id).delete()
                session.add(MediaSent(media_id=media.id, sent_by_id=sender, sent_at=now(), width=9, height=9, **WORDS))
            return Sent({"fingerprint": fingerprint}, fields)

        return arrange

    return [
        Cell(endpoint, method, Whose.OWN, arranged(Whose.OWN), status),
        Cell(endpoint, method, Whose.OTHERS, arranged(Whose.OTHERS), status),
        Cell(endpoint, method, Whose.OUT_OF_SCOPE, arranged(Whose.OUT_OF_SCOPE), 404),
    ]


MEDIA_CELLS = [
    page("author.media", 200),
    page("author.send_media_file", 200),
    page("author.send_media_file", 200, method="POST", name="The gate"),
    *of_file("author.one_media", "GET", 200),
    *of_file("author.one_media", "POST", 303, **WORDS),
    *of_file("author.take_out_media", "GET", 200),
    *of_file("author.take_out_media", "POST", 303),
]
