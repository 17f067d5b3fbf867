"""An episode as its page shows it: chapters, captions, the heard map and its ruler."""

from dataclasses import dataclass

from safeguarding.content.formats.podcast import Cue, Podcast
from safeguarding.learning.queries.shelf import HeardSoFar
from safeguarding.learning.rules.listening import part_heard
from safeguarding.learning.rules.spans import Spans
from safeguarding.web.learn import words

MINUTE_MS = 60_000
BLOCKS_MS = (5_000, 10_000, 15_000, 30_000, MINUTE_MS)
MOST_BLOCKS = 40
MOST_MINUTES_NAMED = 8
NEAR_THE_END_MS = 10_000
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class ChapterOnPage:
    """A chapter with what is said in it, and how much of it was heard: "heard", "part heard" or "not heard"."""

    number: int
    start_ms: int
    end_ms: int
    title: str
    state: str
    cues: tuple[Cue, ...]


@dataclass(frozen=True)
class MinuteMark:
    """A minute named under the map, so many per cent along it."""

    minute: int
    along: float


@dataclass(frozen=True)
class Player:
    """What the page of an episode draws. `blocks_ms` are the places where the map is cut into blocks."""

    address: str
    megabytes: str
    length_ms: int
    parts: Spans
    heard_ms: int
    stopped_ms: int
    chapters: tuple[ChapterOnPage, ...]
    minutes: tuple[MinuteMark, ...]
    blocks_ms: tuple[int, ...]

    @property
    def heard_in_words(self) -> str:
        return words.heard_in_words(heard_ms=self.heard_ms, length_ms=self.length_ms)

    @property
    def map_in_words(self) -> str:
        """For somebody who cannot see the map."""
        if not self.parts:
            return "Heard map. Nothing yet."
        parts = ", ".join(f"{words.playing_time(start)} to {words.playing_time(end)}" for start, end in self.parts)
        return f"Heard map. Heard: {parts}."


def player_of(podcast: Podcast, heard: HeardSoFar | None) -> Player:
    """The player of an episode, for somebody who has heard so much of it."""
    parts = heard.parts if heard else ()
    stopped = heard.stopped_ms if heard else 0
    length = podcast.length_ms
    return Player(
        address=podcast.audio.address,
        megabytes=f"{podcast.audio.byte_count / MEGABYTE:.1f} MB",
        length_ms=length,
        parts=parts,
        heard_ms=heard.heard_ms if heard else 0,
        stopped_ms=stopped if stopped < length - NEAR_THE_END_MS else 0,
        chapters=_chapters(podcast, parts),
        minutes=_minutes(length),
        blocks_ms=_blocks(length),
    )


def _chapters(podcast: Podcast, parts: Spans) -> tuple[ChapterOnPage, ...]:
    ends = [part.chapter.start_ms for part in podcast.transcript[1:]] + [podcast.length_ms]
    return tuple(
        ChapterOnPage(
            number=number,
            start_ms=part.chapter.start_ms,
            end_ms=end,
            title=part.chapter.title,
            state=_state(parts, part.chapter.start_ms, end),
            cues=part.cues,
        )
        for number, (part, end) in enumerate(zip(podcast.transcript, ends, strict=True), start=1)
    )


def _state(parts: Spans, start: int, end: int) -> str:
    heard = part_heard(parts, (start, end))
    if heard.is_heard:
        return "heard"
    return "part heard" if heard.is_begun else "not heard"


def _minutes(length: int) -> tuple[MinuteMark, ...]:
    minutes = length // MINUTE_MS
    step = next(step for step in (1, 2, 5, 10, 20, 60) if minutes // step <= MOST_MINUTES_NAMED)
    return tuple(
        MinuteMark(minute, round(minute * MINUTE_MS * 100 / length, 2)) for minute in range(0, minutes + 1, step)
    )


def _blocks(length: int) -> tuple[int, ...]:
    block = next((block for block in BLOCKS_MS if length / block <= MOST_BLOCKS), BLOCKS_MS[-1])
    return tuple(range(block, length, block))
