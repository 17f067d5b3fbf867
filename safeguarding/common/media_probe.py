"""What a media file is, judged by its bytes alone, and how long a recording lasts.

An MP3 is walked frame by frame. The length in its own header would be quicker to read, and just as long when the
file was cut in half.
"""

import re
from dataclasses import dataclass

SVG = "image/svg+xml"
MP3 = "audio/mpeg"
WEBVTT = "text/vtt"

# What people call each type, with its article.
TYPE_NAMES = {
    SVG: "an SVG drawing",
    MP3: "an MP3 recording",
    WEBVTT: "a WebVTT transcript",
    "image/png": "a PNG picture",
    "image/jpeg": "a JPEG picture",
    "image/gif": "a GIF picture",
    "image/webp": "a WebP picture",
    "audio/wav": "a WAV recording",
    "audio/aac": "an AAC recording",
    "audio/flac": "a FLAC recording",
    "application/ogg": "an Ogg file",
    "video/mp4": "an MP4 file",
    "video/webm": "a WebM file",
    "application/pdf": "a PDF document",
    "application/zip": "a ZIP archive or Office document",
}

_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"fLaC", "audio/flac"),
    (b"OggS", "application/ogg"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"ID3", MP3),
)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SVG = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s/>]", re.DOTALL)
_WEBVTT = re.compile(rb"WEBVTT(?:[ \t\r\n]|\Z)")
_AAC = re.compile(rb"\xff[\xf0\xf1\xf8\xf9]")
_LOOKED_AT = 4096


def media_type_of(content: bytes) -> str | None:
    """The type a file's bytes show, or None when they show none that we know."""
    head = content[:_LOOKED_AT]
    for beginning, media_type in _BEGINNINGS:
        if head.startswith(beginning):
            return media_type
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12])
    if head[4:8] == b"ftyp":
        return "video/mp4"
    if _frame(content, 0) is not None:
        return MP3
    if _AAC.match(head):
        return "audio/aac"
    text = head.removeprefix(_BYTE_ORDER_MARK)
    if _WEBVTT.match(text):
        return WEBVTT
    return SVG if _SVG.match(text) else None


@dataclass(frozen=True)
class Recording:
    """What was measured in a sound file."""

    length_ms: int
    channels: int


class NotWhole(Exception):
    """The file is not a recording that can be played from its beginning to its end."""


def probe_mp3(content: bytes) -> Recording:
    """Walk an MP3 from its first frame to its last. Raises NotWhole when frames are missing or strange."""
    return _walk(content)[0]


def only_sound(content: bytes) -> bytes:
    """The frames of an MP3 without the tags before and after them, which may say who made it, and where."""
    _, begins, ends = _walk(content)
    return content[begins:ends]


def _walk(content: bytes) -> tuple[Recording, int, int]:
    """What was measured, and between which bytes the sound stands."""
    begins = at = _after_tags(content)
    first = _frame(content, at)
    if first is None:
        raise NotWhole("there is no sound where it should begin")
    announced = _announced_frames(content, at, first)
    if announced is not None:
        # The frame that announces the others is silent itself.
        at += first.size
    frames = 0
    while (frame := _frame(content, at)) is not None:
        if (frame.rate, frame.samples) != (first.rate, first.samples):
            raise NotWhole("its sound changes from one kind to another half-way")
        if at + frame.size > len(content):
            raise NotWhole("it breaks off in the middle of a sound")
        at += frame.size
        frames += 1
    if frames == 0 or (announced is not None and frames < announced):
        raise NotWhole(f"only {frames} of its {announced or 'many'} frames are there")
    if not _is_tail(content, at):
        raise NotWhole(f"after {frames} frames something follows that is not sound")
    return Recording(round(frames * first.samples * 1000 / first.rate), first.channels), begins, at


@dataclass(frozen=True)
class _Frame:
    """A fiftieth of a second or so of sound: its size in bytes, its samples, and where its own data begins."""

    size: int
    samples: int
    rate: int
    channels: int
    data: int


_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_KILOBITS_1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KILOBITS_2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_LAYER_3 = 1
_MONO = 3


def _frame(content: bytes, at: int) -> _Frame | None:
    """The frame of MPEG audio, layer III, whose four bytes of header stand here."""
    header = content[at : at + 4]
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return None
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    bits, rate, padding = header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if version not in _RATES or layer != _LAYER_3 or bits in {0, 15} or rate == 3:
        return None
    is_1 = version == 3
    hertz = _RATES[version][rate]
    samples = 1152 if is_1 else 576
    size = samples // 8 * (_KILOBITS_1 if is_1 else _KILOBITS_2)[bits - 1] * 1000 // hertz + padding
    channels = 1 if header[3] >> 6 == _MONO else 2
    side = {(True, 2): 32, (True, 1): 17, (False, 2): 17, (False, 1): 9}[is_1, channels]
    checksum = 0 if header[1] & 1 else 2
    return _Frame(size, samples, hertz, channels, 4 + checksum + side)


def _announced_frames(content: bytes, at: int, first: _Frame) -> int | None:
    """How many frames the encoder said it wrote, where it said so; 0 where it left the number out."""
    note = content[at + first.data : at + first.size]
    if note[:4] not in {b"Xing", b"Info"}:
        return None
    has_count = len(note) >= 12 and note[7] & 1
    return int.from_bytes(note[8:12], "big") if has_count else 0


def _after_tags(content: bytes) -> int:
    """Where the sound begins: behind the ID3 tags at the head and the zeros that pad them."""
    at = 0
    while content[at : at + 3] == b"ID3" and len(content) >= at + 10:
        has_footer = content[at + 5] & 0x10
        size = 0
        for byte in content[at + 6 : at + 10]:
            size = size << 7 | byte & 0x7F
        at += 10 + size + (10 if has_footer else 0)
    return len(content) - len(content[at:].lstrip(b"\0"))


def _is_tail(content: bytes, at: int) -> bool:
    """Whether nothing is left but tags, or zeros."""
    tail = content[at:]
    return tail.startswith((b"TAG", b"APETAGEX", b"LYRICSBEGIN")) or not tail.strip(b"\0")
