"""The media a pack may bring: pictures, recordings, transcripts. Each is taken for what its bytes are, not its name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from safeguarding.common.canonical import fingerprint_of_bytes
from safeguarding.common.media_probe import MP3, SVG, TYPE_NAMES, WEBVTT, NotWhole, media_type_of, probe_mp3
from safeguarding.common.pictures import can_be_drawn
from safeguarding.common.webp import WEBP, NotWebp, read_webp
from safeguarding.common.webvtt import Cue, read_webvtt
from safeguarding.common.yaml_text import Fault, UnreadableYaml, read_text
from safeguarding.content.rules.drawings import read_drawing

HEAVY_PICTURE = 200_000
LARGEST_PICTURE = 1_000_000
LARGEST_RECORDING = 1_500_000
LARGEST_TRANSCRIPT = 200_000


@dataclass(frozen=True)
class PackMedia:
    """A media file of a pack. What is asked for may be of several types, as a picture is: `what` names them."""

    media_type: ClassVar[str]
    ending: ClassVar[str]
    endings: ClassVar[tuple[str, ...]]
    what: ClassVar[str]

    fingerprint: str
    content: bytes

    @property
    def name(self) -> str:
        """Its name in bodies and addresses."""
        return self.fingerprint + self.ending


@dataclass(frozen=True)
class PackPicture(PackMedia):
    """What can be shown: a drawing, or a picture made of points."""

    endings = (".svg", ".webp")
    what = "an SVG drawing or a WebP picture"

    width: int
    height: int


@dataclass(frozen=True)
class PackDrawing(PackPicture):
    media_type = SVG
    ending = ".svg"


@dataclass(frozen=True)
class PackPhoto(PackPicture):
    media_type = WEBP
    ending = ".webp"


@dataclass(frozen=True)
class PackRecording(PackMedia):
    media_type = MP3
    ending = ".mp3"
    endings = (".mp3",)
    what = TYPE_NAMES[MP3]

    length_ms: int


@dataclass(frozen=True)
class PackTranscript(PackMedia):
    media_type = WEBVTT
    ending = ".vtt"
    endings = (".vtt",)
    what = TYPE_NAMES[WEBVTT]

    cues: tuple[Cue, ...]


@dataclass(frozen=True)
class MediaNotes:
    """Where what is wrong with one file is noted."""

    file: str
    faults: list[Fault]
    warnings: list[Fault]

    def fault(self, line: int | None, message: str) -> None:
        self.faults.append(Fault(self.file, line, message))


def _drawing(content: bytes, notes: MediaNotes) -> PackDrawing | None:
    if not _is(SVG, content, notes, or_unknown=True):
        return None
    _warn_of_weight(content, notes)
    drawing = read_drawing(content)
    for wrong in drawing.wrong:
        notes.fault(wrong.line, wrong.message)
    if drawing.wrong:
        return None
    return PackDrawing(fingerprint_of_bytes(content), content, drawing.width, drawing.height)


def _photo(content: bytes, notes: MediaNotes) -> PackPhoto | None:
    if not _is(WEBP, content, notes):
        return None
    if len(content) > LARGEST_PICTURE:
        notes.fault(None, f"{_megabytes(len(content))} is too much for a picture. Save it smaller or coarser.")
        return None
    _warn_of_weight(content, notes)
    try:
        webp = read_webp(content)
    except NotWebp as damage:
        notes.fault(None, f"this picture is not whole: {damage}. Copy it again from where it was made.")
        return None
    if webp.beside:
        notes.fault(
            None,
            f"beside its pixels it carries {', '.join(sorted(set(webp.beside)))}, which may say where it was taken. "
            "Send it through the studio, which takes that out, or save it without.",
        )
        return None
    if not can_be_drawn(content):
        notes.fault(None, "this picture cannot be drawn to its end. Copy it again from where it was made.")
        return None
    return PackPhoto(fingerprint_of_bytes(content), content, webp.width, webp.height)


def _recording(content: bytes, notes: MediaNotes) -> PackRecording | None:
    if not _is(MP3, content, notes):
        return None
    if len(content) > LARGEST_RECORDING:
        notes.fault(
            None,
            f"{_megabytes(len(content))} is more than {_megabytes(LARGEST_RECORDING)}, too much for a phone on a poor "
            "signal. Save it as mono with fewer kilobits a second, or make two episodes of it.",
        )
        return None
    try:
        recording = probe_mp3(content)
    except NotWhole as damage:
        notes.fault(None, f"this recording is not whole: {damage}. Copy it again from where it was made.")
        return None
    return PackRecording(fingerprint_of_bytes(content), content, recording.length_ms)


def _transcript(content: bytes, notes: MediaNotes) -> PackTranscript | None:
    if not _is(WEBVTT, content, notes, or_unknown=True):
        return None
    if len(content) > LARGEST_TRANSCRIPT:
        notes.fault(None, f"{len(content) // 1000} KB is too much for a transcript. Take out what nobody says.")
        return None
    try:
        transcript = read_webvtt(read_text(content, notes.file))
    except UnreadableYaml as refusal:
        notes.faults.append(refusal.fault)
        return None
    for wrong in transcript.not_shown:
        notes.fault(wrong.line, wrong.message)
    if transcript.not_shown:
        return None
    return PackTranscript(fingerprint_of_bytes(content), content, transcript.cues)


MEDIA_READERS: dict[str, Callable[[bytes, MediaNotes], PackMedia | None]] = {
    PackDrawing.ending: _drawing,
    PackPhoto.ending: _photo,
    PackRecording.ending: _recording,
    PackTranscript.ending: _transcript,
}
ENDINGS = {kind.media_type: kind.ending for kind in (PackDrawing, PackPhoto, PackRecording, PackTranscript)}


def media_again(media_type: str, content: bytes) -> PackMedia:
    """A media file that was read from a pack before, from its bytes as they are kept."""
    faults: list[Fault] = []
    media = MEDIA_READERS[ENDINGS[media_type]](content, MediaNotes(f"media of type {media_type}", faults, []))
    if media is None:
        raise ValueError("; ".join(str(fault) for fault in faults))
    return media


def _warn_of_weight(content: bytes, notes: MediaNotes) -> None:
    if len(content) > HEAVY_PICTURE:
        message = f"{len(content) // 1000} KB is heavy for a phone on a poor signal."
        notes.warnings.append(Fault(notes.file, None, message))


def _is(wanted: str, content: bytes, notes: MediaNotes, *, or_unknown: bool = False) -> bool:
    """Whether the bytes are of the type; `or_unknown` lets a text pass whose own reader can say more."""
    if not content:
        notes.fault(None, f"this file is empty. Put {TYPE_NAMES[wanted]} here.")
        return False
    found = media_type_of(content)
    if found == wanted or (found is None and or_unknown):
        return True
    what = f"this is {TYPE_NAMES[found]}" if found else "nothing in this file says what it is"
    notes.fault(None, f"{what}, whatever its name says. Put {TYPE_NAMES[wanted]} here.")
    return False


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"
