"""A podcast episode: something to hear, with chapters, and a transcript that is worth as much."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from safeguarding.common.markdown import Prose
from safeguarding.common.yaml_fields import Fields
from safeguarding.content.formats.front import MEDIA_ADDRESS, Front, front_from_pack, read_front, read_prose
from safeguarding.content.interchange.files import PackFiles, TextFile
from safeguarding.content.rules.podcast import playing_time

KIND = "podcast"
_PLAYING_TIME = re.compile(r"(?:([0-9]{1,2}):(?=[0-9]{2}:))?([0-9]{1,2}):([0-5][0-9])")


@dataclass(frozen=True)
class Audio:
    """The sound. `media` is its fingerprint and type: `<sha256>.mp3`. Its length was measured, not believed."""

    media: str
    byte_count: int
    length_ms: int

    @property
    def address(self) -> str:
        return MEDIA_ADDRESS + self.media

    @property
    def fingerprint(self) -> str:
        return self.media.partition(".")[0]


@dataclass(frozen=True)
class Speaker:
    """Somebody who is heard. `about` says so where the person is invented."""

    name: str
    about: str


@dataclass(frozen=True)
class Chapter:
    start_ms: int
    title: str


@dataclass(frozen=True)
class Cue:
    """What somebody says from one moment to another."""

    start_ms: int
    end_ms: int
    speaker: str
    text: str


@dataclass(frozen=True)
class TranscriptPart:
    """A chapter and what is said in it."""

    chapter: Chapter
    cues: tuple[Cue, ...]


@dataclass(frozen=True)
class Podcast(Front):
    """The body of an episode. `text` are its show notes; `voice_note` says where the voices are not people's own.

    `transcript_address` is the WebVTT file; `cues` are the same words, for our own page.
    """

    text: Prose
    audio: Audio
    transcript_address: str
    voice_note: str | None
    speakers: tuple[Speaker, ...]
    chapters: tuple[Chapter, ...]
    cues: tuple[Cue, ...]

    @property
    def length_ms(self) -> int:
        return self.audio.length_ms

    @cached_property
    def transcript_words(self) -> int:
        """How many words a reader of the transcript meets: what the reading pace is judged by."""
        return sum(len(cue.text.split()) for cue in self.cues)

    @cached_property
    def transcript(self) -> tuple[TranscriptPart, ...]:
        """The transcript by chapters; a caption belongs to the chapter in which it begins."""
        ends = [chapter.start_ms for chapter in self.chapters[1:]] + [self.length_ms + 1]
        return tuple(
            TranscriptPart(chapter, tuple(cue for cue in self.cues if chapter.start_ms <= cue.start_ms < end))
            for chapter, end in zip(self.chapters, ends, strict=True)
        )


def read_podcast(body: Mapping[str, Any]) -> Podcast:
    """An episode from its canonical body."""
    return Podcast(
        **read_front(body),
        text=read_prose(body["text"], body),
        audio=Audio(**body["audio"]),
        transcript_address=MEDIA_ADDRESS + body["transcript"]["media"],
        voice_note=body["voice_note"],
        speakers=tuple(Speaker(**speaker) for speaker in body["speakers"]),
        chapters=tuple(Chapter(**chapter) for chapter in body["chapters"]),
        cues=tuple(Cue(*cue) for cue in body["cues"]),
    )


def podcast_from_pack(fields: Fields, files: PackFiles, folder: str) -> tuple[dict[str, Any], dict[str, TextFile]]:
    """An episode's body from its module.yaml, and which of its texts stand in files of their own."""
    body = front_from_pack(fields, files)
    body["text"], notes = files.text_in_file(fields, "text", folder, body["text_pictures"])
    body["audio"] = {"media": None, "byte_count": None, "length_ms": None}
    recording = files.recording(fields, "audio")
    if recording is not None:
        body["audio"] = {
            "media": recording.name,
            "byte_count": len(recording.content),
            "length_ms": recording.length_ms,
        }
    transcript, captions = files.transcript(fields, "transcript")
    body["transcript"] = {"media": transcript.name if transcript else None}
    cues = transcript.cues if transcript else ()
    body["cues"] = [[cue.start_ms, cue.end_ms, cue.speaker, cue.text] for cue in cues]
    body["voice_note"] = fields.words("voice_note", is_optional=True)
    body["speakers"] = [_speaker_from_pack(speaker) for speaker in fields.each("speakers", what="a speaker", least=1)]
    body["chapters"] = [_chapter_from_pack(chapter) for chapter in fields.each("chapters", what="a chapter", least=1)]
    return body, {"text": notes, "cues": captions}


def podcast_as_written(body: Mapping[str, Any]) -> dict[str, Any]:
    """What a pack writes of an episode: captions stand in the transcript, and chapters begin at a playing time."""
    written = {key: value for key, value in body.items() if key != "cues"}
    written["audio"] = {"media": body["audio"]["media"]}
    written["chapters"] = [
        {"at": playing_time(chapter["start_ms"]), "title": chapter["title"]} for chapter in body["chapters"]
    ]
    return written


def _speaker_from_pack(fields: Fields) -> dict[str, Any]:
    speaker = {"name": fields.words("name"), "about": fields.words("about")}
    fields.nothing_else()
    return speaker


def _chapter_from_pack(fields: Fields) -> dict[str, Any]:
    at = fields.words("at")
    match = _PLAYING_TIME.fullmatch(at) if at else None
    if at and match is None:
        fields.fault("at", f"'at' is '{at}'. Write minutes and seconds, like 4:07, or hours before them, like 1:02:30.")
    hours, minutes, seconds = (int(figure or 0) for figure in match.groups()) if match else (0, 0, 0)
    start_ms = ((hours * 60 + minutes) * 60 + seconds) * 1000 if match else None
    chapter = {"start_ms": start_ms, "title": fields.words("title")}
    fields.nothing_else()
    return chapter
