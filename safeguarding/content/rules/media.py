"""What kinds of media there are, and where the body of a module shows or plays them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LONGEST_NAME = 80
LONGEST_WORDS = 300


class MediaKind(StrEnum):
    PICTURE = "picture"
    RECORDING = "recording"
    TRANSCRIPT = "transcript"


class Licence(StrEnum):
    """Why the force may show or play it."""

    OURS = "ours"
    PERMITTED = "permitted"
    OPEN = "open"


KINDS = {
    "image/svg+xml": MediaKind.PICTURE,
    "image/webp": MediaKind.PICTURE,
    "audio/mpeg": MediaKind.RECORDING,
    "text/vtt": MediaKind.TRANSCRIPT,
}


@dataclass(frozen=True)
class MediaWords:
    """What people say of a file they send."""

    name: str
    alt: str
    credit: str
    licence: Licence


@dataclass(frozen=True)
class Shown:
    """A media file where a body shows or plays it: by its name, as what, and with which words."""

    media: str
    title: str
    alt: str
    width: int | None = None
    height: int | None = None
    length_ms: int | None = None


def shown_in(body: Mapping[str, Any], title: str = "") -> Iterator[Shown]:
    """The media of a body, in its order. Each is called as the object or scene it stands for, or as the module."""
    title = body.get("name") or body.get("title") or title
    for key, value in body.items():
        if key == "text_pictures":
            for media, size in value.items():
                yield Shown(media, title, "", size["width"], size["height"])
        elif isinstance(value, Mapping) and value.get("media"):
            alt = value.get("alt") or ""
            yield Shown(value["media"], title, alt, value.get("width"), value.get("height"), value.get("length_ms"))
        elif isinstance(value, Mapping):
            yield from shown_in(value, title)
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, Mapping):
                    yield from shown_in(item, title)
