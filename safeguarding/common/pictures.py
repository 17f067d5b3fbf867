"""Pictures people send, made anew: what is kept is pixels, and nothing that was hidden beside them.

Pillow is imported when a picture is read and not before: pages for officers never need it.
"""

import io
import struct
import threading
import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from safeguarding.common.webp import WEBP, NotWebp, read_webp

if TYPE_CHECKING:
    from PIL.Image import Image as Drawn

FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", WEBP: "WEBP"}
MOST_PIXELS = 25_000_000
SHORTEST_SIDE = 16
LONGEST_SIDE = 1600
SMALL_SIDE = 360
# Above this a picture is a burden on a phone, and is kept a little coarser.
HEAVY = 250_000
QUALITIES = (84, 76, 66, 45)
FEW_COLOURS = 1024
# A picture that sharpens as it loads has ten passes or so; one with thousands is made to keep a computer busy.
MOST_PASSES = 100
_PASS = b"\xff\xda"

# What Pillow raises at damaged or hostile bytes. Anything else is a fault of ours, and is not taken for theirs.
DAMAGE = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    struct.error,
    zlib.error,
)

_one_at_a_time = threading.Lock()


class NotAPicture(Exception):
    """The bytes cannot be taken as a picture; said as the end of a sentence about it."""


@dataclass(frozen=True)
class MadeAnew:
    """A picture as it is kept, a WebP; and a small one for lists, if it is larger than that."""

    content: bytes
    width: int
    height: int
    small: bytes | None


def made_anew(content: bytes, media_type: str) -> MadeAnew:
    """A picture of one of FORMATS drawn again: upright, in sRGB, no side longer than LONGEST_SIDE, without notes.

    Its size is looked at before it is drawn, and one is drawn at a time, for that takes memory. Raises NotAPicture.
    """
    _refuse_by_its_head(content, media_type)
    with _one_at_a_time:
        try:
            image = _drawn(content, FORMATS[media_type])
        except DAMAGE as error:
            raise NotAPicture("it cannot be drawn to its end: it is damaged, or was not copied whole") from error
        is_simple = media_type != "image/jpeg" and image.getcolors(FEW_COLOURS) is not None
        kept = _as_webp(image, is_simple=is_simple)
        small = None
        if max(image.size) > SMALL_SIDE:
            reduced = image.copy()
            reduced.thumbnail((SMALL_SIDE, SMALL_SIDE))
            small = _as_webp(reduced, is_simple=False)
        return MadeAnew(kept, *image.size, small)


def can_be_drawn(content: bytes) -> bool:
    """Whether a WebP picture that is taken as it stands is whole."""
    try:
        _refuse_by_its_head(content, WEBP)
        with _one_at_a_time:
            _opened(content, "WEBP").load()
    except (NotAPicture, *DAMAGE):
        return False
    return True


def _refuse_by_its_head(content: bytes, media_type: str) -> None:
    """What would cost much to open is refused by its first bytes."""
    if media_type == WEBP:
        try:
            webp = read_webp(content)
        except NotWebp as damage:
            raise NotAPicture(f"it is damaged: {damage}") from damage
        if "ANIM" in webp.beside or "ANMF" in webp.beside:
            raise NotAPicture("it moves. Send a still picture; film comes later")
        _refuse_size(webp.width, webp.height)
    elif media_type == "image/png":
        _refuse_size(int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big"))
    elif content.count(_PASS) > MOST_PASSES:
        raise NotAPicture("it is drawn in far too many passes. Save it again as an ordinary JPEG")


def _refuse_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise NotAPicture(
            f"it is {width:,} by {height:,} points, more than {MOST_PIXELS // 1_000_000} million. Save it smaller"
        )
    if min(width, height) < SHORTEST_SIDE:
        raise NotAPicture(f"it is only {width} by {height} points, too small to see anything in")


def _opened(content: bytes, form: str) -> Any:
    from PIL import Image

    # We look at the size ourselves; Pillow's own limit warns first, and warnings are for developers.
    Image.MAX_IMAGE_PIXELS = None
    return Image.open(io.BytesIO(content), formats=[form])


def _drawn(content: bytes, form: str) -> "Drawn":
    """The pixels, and only they, in an image of its own."""
    from PIL import Image, ImageOps

    image = _opened(content, form)
    _refuse_size(*image.size)
    if form == "PNG" and getattr(image, "n_frames", 1) > 1:
        raise NotAPicture("it moves. Send a still picture; film comes later")
    if form == "JPEG":
        # Drawn at half or a quarter, where that is large enough: less memory for the same picture.
        image.draft(None, (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
    image.load()
    with suppress(*DAMAGE):  # Notes about turning it that cannot be read turn nothing.
        image = ImageOps.exif_transpose(image)
    image = _plain(image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def _plain(image: Any) -> "Drawn":
    """In sRGB, with transparency only where there is some."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    has_alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    profile = image.info.get("icc_profile")
    colours = image.convert("RGBA") if has_alpha else image
    alpha = colours.getchannel("A") if has_alpha else None
    if has_alpha:
        colours = colours.convert("RGB")
    if profile and colours.mode in {"RGB", "CMYK"}:
        colours = _in_srgb(colours, profile)
    colours = colours.convert("RGB")
    if alpha is not None and alpha.getextrema()[0] < 255:
        colours.putalpha(alpha)
    plain: Drawn = colours
    return plain


def _in_srgb(image: Any, profile: bytes) -> Any:
    """The colours its profile means; as they stand, where the profile cannot be read."""
    from PIL import ImageCms

    with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    return image


def _as_webp(image: "Drawn", *, is_simple: bool) -> bytes:
    """Without loss where there are few colours; else as coarse as a phone needs, and no coarser."""
    content = b""
    if is_simple:
        content = _saved(image, lossless=True)
    if not content or len(content) > HEAVY:
        for quality in QUALITIES:
            content = _saved(image, quality=quality)
            if len(content) <= HEAVY:
                break
    return content


def _saved(image: "Drawn", **how: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", method=4, **how)
    return out.getvalue()
