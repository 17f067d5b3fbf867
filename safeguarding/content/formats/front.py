"""What every kind of module says about itself, whatever it is inside."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from safeguarding.common.markdown import Picture as MarkdownPicture
from safeguarding.common.markdown import Prose
from safeguarding.common.yaml_fields import Fields
from safeguarding.content.interchange.files import PackFiles

MEDIA_ADDRESS = "/media/"
LONGEST_MINUTES = 60
LARGEST_PICTURE = 10_000


@dataclass(frozen=True)
class Picture:
    """A picture of a body. `media` is its fingerprint and type: `<sha256>.svg`."""

    media: str
    width: int
    height: int
    alt: str

    @property
    def address(self) -> str:
        return MEDIA_ADDRESS + self.media


@dataclass(frozen=True)
class Place:
    """A part of a picture: a box whose centre is (x, y), in the picture's own units."""

    x: int
    y: int
    width: int
    height: int

    @property
    def left(self) -> float:
        return self.x - self.width / 2

    @property
    def top(self) -> float:
        return self.y - self.height / 2


@dataclass(frozen=True)
class Front:
    """What is shown of a module before it is begun. Plain text may name contacts as `{contact:key}`.

    `picture_ring` is the part of the opening picture to look at twice.
    """

    kind: str
    title: str
    summary: str
    why: str
    minutes: int
    theme_codes: tuple[str, ...]
    message_codes: tuple[str, ...]
    recommendation_codes: tuple[str, ...]
    content_note: str | None
    picture: Picture | None
    picture_ring: Place | None
    contact_keys: tuple[str, ...]


def read_front(body: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of Front from a body, for the kinds that extend it."""
    return {
        "kind": body["kind"],
        "title": body["title"],
        "summary": body["summary"],
        "why": body["why"],
        "minutes": body["minutes"],
        "theme_codes": tuple(body["themes"]),
        "message_codes": tuple(body["messages"]),
        "recommendation_codes": tuple(body["recommendations"]),
        "content_note": body["content_note"],
        "picture": read_picture(body["picture"]),
        "picture_ring": read_place(body.get("picture_ring")),
        "contact_keys": tuple(body["contacts"]),
    }


def front_from_pack(fields: Fields, files: PackFiles) -> dict[str, Any]:
    """The same fields as they are written in a pack's module.yaml; `text_pictures` fills as texts are read."""
    return {
        "kind": fields.words("kind"),
        "title": fields.words("title"),
        "summary": fields.words("summary"),
        "why": fields.words("why"),
        "minutes": fields.whole_number("minutes", least=1, most=LONGEST_MINUTES),
        "themes": fields.list_of_codes("themes", least=1),
        "messages": fields.list_of_codes("messages", least=1),
        "recommendations": fields.list_of_codes("recommendations", is_optional=True),
        "content_note": fields.words("content_note", is_optional=True),
        "picture": files.picture(fields, "picture", alt="picture_alt"),
        "picture_ring": place_from_pack(fields, "picture_ring", is_optional=True),
        "contacts": fields.list_of_codes("contacts", is_optional=True),
        "text_pictures": {},
    }


def read_picture(picture: Mapping[str, Any] | None) -> Picture | None:
    """A picture of a body, where there is one."""
    return None if picture is None else Picture(**picture)


def read_place(place: Mapping[str, Any] | None) -> Place | None:
    """A part of a picture, where one is named."""
    return None if place is None else Place(**place)


def place_from_pack(fields: Fields, name: str, *, is_optional: bool = False) -> dict[str, Any] | None:
    """A part of a picture as a pack writes it: {x: "150", y: "746", width: "136", height: "80"}."""
    box = fields.inside(name, what="a place", is_optional=is_optional)
    if box is None:
        return None
    place = {
        "x": box.whole_number("x", least=0, most=LARGEST_PICTURE),
        "y": box.whole_number("y", least=0, most=LARGEST_PICTURE),
        "width": box.whole_number("width", least=1, most=LARGEST_PICTURE),
        "height": box.whole_number("height", least=1, most=LARGEST_PICTURE),
    }
    box.nothing_else()
    return place


def read_prose(markdown: str, body: Mapping[str, Any]) -> Prose:
    """Markdown of a body, rendered; its pictures are those the body gives a size for."""
    return Prose.of(
        markdown,
        pictures={
            media: MarkdownPicture(MEDIA_ADDRESS + media, size["width"], size["height"])
            for media, size in body["text_pictures"].items()
        },
    )
