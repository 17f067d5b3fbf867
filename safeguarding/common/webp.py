"""How large a WebP picture is, and what it carries beside its pixels, read from its bytes (RFC 9649)."""

from dataclasses import dataclass

WEBP = "image/webp"

_PIXELS = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
_EXTENDED = b"VP8X"


class NotWebp(Exception):
    """The bytes are not a whole WebP picture."""


@dataclass(frozen=True)
class Webp:
    """A picture's size, and what stands in the file that is not its pixels: EXIF, XMP, ICCP, frames of a film."""

    width: int
    height: int
    beside: tuple[str, ...]


def read_webp(content: bytes) -> Webp:
    """Walk a WebP file from part to part. Raises NotWebp when it ends too early, or goes on after its end."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise NotWebp("it does not begin as a WebP picture does")
    if int.from_bytes(content[4:8], "little") + 8 != len(content):
        raise NotWebp("it is longer or shorter than it says")
    size: tuple[int, int] | None = None
    has_pixels = False
    beside = []
    at = 12
    while at < len(content):
        name, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        part = content[at + 8 : at + 8 + length]
        if len(part) < length:
            raise NotWebp("it breaks off")
        # Of several sizes the largest counts: a drawer believes the canvas, a decoder the pixels.
        if name in {b"VP8 ", b"VP8L", _EXTENDED}:
            found = _size(name, part)
            size = found if size is None else (max(size[0], found[0]), max(size[1], found[1]))
        if name not in _PIXELS and name != _EXTENDED:
            beside.append(name.decode("ascii", "replace").strip())
        has_pixels = has_pixels or name in {b"VP8 ", b"VP8L", b"ANMF"}
        at += 8 + length + length % 2
    if size is None or not has_pixels:
        raise NotWebp("there is no picture in it")
    return Webp(*size, tuple(beside))


def _size(name: bytes, part: bytes) -> tuple[int, int]:
    if name == _EXTENDED and len(part) >= 10:
        return _number(part[4:7]) + 1, _number(part[7:10]) + 1
    if name == b"VP8 " and part[3:6] == b"\x9d\x01\x2a" and len(part) >= 10:
        return _number(part[6:8]) & 0x3FFF, _number(part[8:10]) & 0x3FFF
    if name == b"VP8L" and part[:1] == b"\x2f" and len(part) >= 5:
        bits = _number(part[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    raise NotWebp("its beginning is damaged")


def _number(part: bytes) -> int:
    return int.from_bytes(part, "little")
