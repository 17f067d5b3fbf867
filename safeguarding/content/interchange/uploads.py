"""Files people send by browser: taken for what their bytes are, cleaned, or refused with a sentence."""

from dataclasses import dataclass

from safeguarding.common.media_probe import MP3, SVG, TYPE_NAMES, WEBVTT, NotWhole, media_type_of, only_sound
from safeguarding.common.pictures import FORMATS, NotAPicture, made_anew
from safeguarding.common.webp import WEBP
from safeguarding.common.yaml_text import UnreadableYaml, read_text
from safeguarding.content.interchange.media import (
    LARGEST_RECORDING,
    LARGEST_TRANSCRIPT,
    MEDIA_READERS,
    MediaNotes,
    PackMedia,
    PackTranscript,
    media_again,
)

LARGEST_FILE = 12 * 1024**2
FAULTS_TOLD = 3
WHAT_IS_TAKEN = "Send a picture (PNG, JPEG or WebP), an MP3 recording or a WebVTT transcript."
REFUSED_TYPES = {
    SVG: "Drawings in SVG come with a campaign only, for they can carry script. Save it as PNG and send that.",
    "image/gif": "Save it as PNG and send that.",
    "audio/wav": "Save it as MP3 and send that.",
    "audio/aac": "Save it as MP3 and send that.",
    "audio/flac": "Save it as MP3 and send that.",
    "application/ogg": "Save it as MP3 and send that.",
    "video/mp4": "Film cannot be sent yet. If it is only sound, save it as MP3.",
    "video/webm": "Film cannot be sent yet. If it is only sound, save it as MP3.",
}


class UploadRefused(Exception):
    """The file is not taken; the sentence says why and what to do."""


@dataclass(frozen=True)
class Upload:
    """A file as it will be kept, and a small picture of it where it is a large picture."""

    media: PackMedia
    small: PackMedia | None = None


def read_upload(content: bytes) -> Upload:
    """A file by its bytes; its name is not asked. Raises UploadRefused."""
    if not content:
        raise UploadRefused("This file is empty. Save it again where it was made, and send it again.")
    if len(content) > LARGEST_FILE:
        raise UploadRefused(too_large(len(content), LARGEST_FILE, "Save it smaller."))
    media_type = media_type_of(content)
    if media_type in FORMATS:
        return _picture(content, media_type)
    if media_type == MP3:
        return _recording(content)
    if media_type == WEBVTT:
        return _transcript(content)
    if media_type is None:
        raise UploadRefused(f"Nothing in this file says what it is, whatever its name says. {WHAT_IS_TAKEN}")
    what = TYPE_NAMES[media_type]
    raise UploadRefused(f"This is {what}, whatever its name says. {REFUSED_TYPES.get(media_type, WHAT_IS_TAKEN)}")


def too_large(size: int, most: int, advice: str) -> str:
    return f"This file is {_megabytes(size)}; {_megabytes(most)} is the most. {advice}"


def _picture(content: bytes, media_type: str) -> Upload:
    try:
        made = made_anew(content, media_type)
    except NotAPicture as refusal:
        what = TYPE_NAMES[media_type]
        raise UploadRefused(f"This is {what}, but {refusal}.") from refusal
    kept = media_again(WEBP, made.content)
    return Upload(kept, media_again(WEBP, made.small) if made.small else None)


def _recording(content: bytes) -> Upload:
    if len(content) > LARGEST_RECORDING:
        advice = "Save it as mono with fewer kilobits a second, or make two episodes of it."
        raise UploadRefused(too_large(len(content), LARGEST_RECORDING, advice))
    try:
        sound = only_sound(content)
    except NotWhole as damage:
        raise UploadRefused(f"This recording is not whole: {damage}. Save it again, and send it again.") from damage
    return Upload(media_again(MP3, sound))


def _transcript(content: bytes) -> Upload:
    if len(content) > LARGEST_TRANSCRIPT:
        raise UploadRefused(too_large(len(content), LARGEST_TRANSCRIPT, "Take out what nobody says."))
    try:
        text = read_text(content, "The transcript")
    except UnreadableYaml as refusal:
        raise UploadRefused(f"{refusal}") from refusal
    notes = MediaNotes("The transcript", [], [])
    media = MEDIA_READERS[PackTranscript.ending](text.encode(), notes)
    if notes.faults:
        told = " ".join(str(fault) for fault in notes.faults[:FAULTS_TOLD])
        more = len(notes.faults) - FAULTS_TOLD
        raise UploadRefused(told + (f" And {more} more." if more > 0 else ""))
    if not isinstance(media, PackTranscript) or not media.cues:
        raise UploadRefused("This transcript has no captions. Write down all that is said, with its times.")
    return Upload(media)


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"
