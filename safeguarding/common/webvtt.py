"""WebVTT read as the web platform reads it (W3C, "WebVTT: The Web Video Text Tracks Format", parsing rules).

A browser drops in silence what it cannot read. So beside the captions a browser would show, every line is named that
it would drop or show otherwise than its author meant.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_SIGNATURE = re.compile(r"WEBVTT(?:[ \t\n]|\Z)")
_ARROW = "-->"
_SPACE = " \t\n\f\r"
_TIME = r"(?:(?P<{0}_hours>[0-9]+):)?(?P<{0}_minutes>[0-9]+):(?P<{0}_seconds>[0-9]+)\.(?P<{0}_thousandths>[0-9]+)"
_TIMINGS = re.compile(rf"[ \t\f]*{_TIME.format('from')}[ \t\f]*-->[ \t\f]*{_TIME.format('to')}(?P<settings>.*)")
_SETTINGS = frozenset({"region", "vertical", "line", "position", "size", "align"})
_TAG = re.compile(r"<([^>]*)(>|\Z)")
_START = re.compile(r"([^ \t\n\f.]*)((?:\.[^ \t\n\f.]*)*)(?:[ \t\n\f](.*))?", re.DOTALL)
_KNOWN_TAGS = frozenset({"c", "i", "b", "u", "ruby", "rt", "v", "lang"})
_TIMESTAMP_TAG = re.compile(r"[0-9]")
_NOTE = re.compile(r"NOTE(?:[ \t\n]|\Z)")


@dataclass(frozen=True)
class Cue:
    """One caption: from when to when, who speaks (where it says so) and what, as plain text on one line."""

    start_ms: int
    end_ms: int
    speaker: str | None
    text: str
    line: int


@dataclass(frozen=True)
class NotShown:
    """Something a browser would drop, or not show as it was meant. `line` counts from 1."""

    line: int
    message: str


@dataclass(frozen=True)
class Transcript:
    """The captions a browser would show, in the order of the file, and what it would not show."""

    cues: tuple[Cue, ...]
    not_shown: tuple[NotShown, ...]


def read_webvtt(text: str) -> Transcript:
    """A WebVTT file, its line ends already line feeds and its byte-order mark gone."""
    reading = _Reading(text.replace("\0", "�"))
    reading.read()
    return Transcript(tuple(reading.cues), tuple(reading.not_shown))


class _Reading:
    """The parser of the standard: blocks of lines, of which those with an arrow are captions."""

    def __init__(self, text: str) -> None:
        self.cues: list[Cue] = []
        self.not_shown: list[NotShown] = []
        self._text = text
        self._lines = text.split("\n")
        self._at = 0

    def read(self) -> None:
        if not _SIGNATURE.match(self._text):
            self._say(0, "a transcript begins with a line that says WEBVTT. Write it, and nothing above it.")
            return
        self._at = 1
        if self._at < len(self._lines) and self._lines[self._at]:
            self._block(is_header=True)
        while self._at < len(self._lines):
            if self._lines[self._at]:
                self._block(is_header=False)
            else:
                self._at += 1

    def _block(self, *, is_header: bool) -> None:
        """Lines up to an empty one; an arrow inside the text of a caption begins the next block."""
        first = self._at
        kept: list[str] = []
        times: tuple[int, int] | None = None
        has_arrow = False
        while self._at < len(self._lines) and (line := self._lines[self._at]):
            if _ARROW in line:
                if is_header or has_arrow or self._at - first > 1:
                    break
                has_arrow = True
                arrow_at = self._at
                times = self._times(line)
                if times:
                    kept = []
            else:
                kept.append(line)
            self._at += 1
        if times:
            self._cue(*times, arrow_at, "\n".join(kept))
        elif not has_arrow and not is_header:
            self._not_a_cue(first, "\n".join(kept))
        if is_header:
            self._say(first, "these lines stand in the header and are not shown. Leave an empty line below WEBVTT.")

    def _not_a_cue(self, first: int, block: str) -> None:
        head, _, _ = block.partition("\n")
        is_style = head.rstrip(_SPACE) in {"STYLE", "REGION"}
        if is_style and self.cues:
            self._say(first, f"{head.strip()} is read only above the first caption. Move it up.")
        elif not is_style and not _NOTE.match(block):
            self._say(first, f"'{head[:40]}' has no times, so it is not shown. Write 00:00:00.000 --> 00:00:05.000.")

    def _times(self, line: str) -> tuple[int, int] | None:
        match = _TIMINGS.match(line)
        start, end = (_milliseconds(match, "from"), _milliseconds(match, "to")) if match else (None, None)
        if match is None or start is None or end is None:
            self._say(self._at, f"'{line.strip()[:60]}' is not read. Write times like 00:01:05.250 --> 00:01:09.000.")
            return None
        for setting in match["settings"].split():
            name, _, value = setting.partition(":")
            if name not in _SETTINGS or not value:
                self._say(self._at, f"'{setting[:40]}' is not a setting of a caption. Take it out.")
        return start, end

    def _cue(self, start: int, end: int, at: int, payload: str) -> None:
        if end <= start:
            self._say(at, "this caption ends before it begins, so it is never shown. Correct the times.")
        speakers, text = [], ""
        for kind, value in _pieces(payload):
            if kind == "text":
                text += value
            elif kind == "voice":
                speakers.append(value)
            else:
                self._say(at, value)
        text = " ".join(text.split())
        if not text:
            self._say(at, "this caption has no words. Write them below its times.")
        if len(set(speakers)) > 1:
            self._say(at, f"{' and '.join(speakers)} speak in one caption. Give each a caption of their own.")
        self.cues.append(Cue(start, end, speakers[0] if speakers else None, text, at + 1))

    def _say(self, at: int, message: str) -> None:
        self.not_shown.append(NotShown(at + 1, message))


def _milliseconds(timings: re.Match[str], which: str) -> int | None:
    """One of the two times, or None when its figures are not as the standard has them."""
    hours, minutes, seconds, thousandths = (
        timings[f"{which}_{unit}"] for unit in ("hours", "minutes", "seconds", "thousandths")
    )
    if (len(minutes), len(seconds), len(thousandths)) != (2, 2, 3) or int(minutes) > 59 or int(seconds) > 59:
        return None
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(thousandths)


def _pieces(payload: str) -> Iterator[tuple[str, str]]:
    """What a caption's text is made of: ('text', words), ('voice', who), ('wrong', what a browser makes of it)."""
    position = 0
    for tag in _TAG.finditer(payload):
        yield "text", html.unescape(payload[position : tag.start()])
        position = tag.end()
        yield from _tag(tag)
    yield "text", html.unescape(payload[position:])


def _tag(tag: re.Match[str]) -> Iterator[tuple[str, str]]:
    inner = tag[1]
    if not tag[2]:
        yield (
            "wrong",
            f"'<{inner[:30]}' is not closed, so its words are not shown. Write > at its end, or &lt; for a <.",
        )
    if inner.startswith("/") or _TIMESTAMP_TAG.match(inner):
        return
    start = _START.fullmatch(inner)
    name = start[1] if start else ""
    if start is None or name not in _KNOWN_TAGS:
        yield (
            "wrong",
            f"'<{inner[:30]}>' is not a tag of WebVTT, so it is not shown. Take it out, or write &lt; for a <.",
        )
    elif name == "v":
        who = " ".join(html.unescape(start[3] or "").split())
        if who:
            yield "voice", who
        else:
            yield "wrong", "'<v>' names nobody. Write <v Name>."
