"""What of an episode can really have been played.

A browser reports stretches: from here to there in the episode, between these two moments. The moments count from when
our page was opened, which the page says itself, signed. A moment can be listened to once, at twice the speed at most,
and not before it has come. So however many windows report, in whatever order and however often, and whatever they make
up, never more is heard than the time since the first page was opened allows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from safeguarding.learning.rules.spans import Span, Spans, merged, total, uncovered, within

FASTEST = 2
PART_TO_HEAR = 0.9
SHORTEST_MS = 100
LATEST_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True)
class Stretch:
    """A part of the episode played without a jump, and from when to when; all in milliseconds.

    The moments count from the opening of the page.
    """

    start: int
    end: int
    began: int
    ended: int


@dataclass(frozen=True)
class Listening:
    """The parts of the episode that were heard, and the moments somebody listened (milliseconds since 1970)."""

    heard: Spans = ()
    moments: Spans = ()

    @property
    def heard_ms(self) -> int:
        return total(self.heard)


def with_stretches(
    listening: Listening, stretches: Iterable[Stretch], *, opened_ms: int, now_ms: int, length_ms: int
) -> Listening:
    """The listening with a report added: what it adds is new ground, heard in moments nobody has listened in yet.

    A report may be a day late; moments older than that can be told no more, so they need not be remembered.
    """
    oldest = now_ms - LATEST_MS
    listening = Listening(listening.heard, tuple(moment for moment in listening.moments if moment[1] > oldest))
    for stretch in stretches:
        ground, time = _believable(stretch, opened_ms=opened_ms, now_ms=now_ms, length_ms=length_ms)
        if ground[1] - ground[0] < SHORTEST_MS or not oldest <= time[0] < time[1]:
            continue
        heard = [_heard_between(part, ground, time) for part in uncovered(time, listening.moments)]
        listening = Listening(merged([*listening.heard, *heard]), merged([*listening.moments, time]))
    return listening


def _believable(stretch: Stretch, *, opened_ms: int, now_ms: int, length_ms: int) -> tuple[Span, Span]:
    """The stretch in the episode and in time, cut to what there is of either and to the fastest playing."""
    began, ended = opened_ms + max(stretch.began, 0), opened_ms + stretch.ended
    start, end = max(stretch.start, 0), min(stretch.end, length_ms)
    end = min(end, start + FASTEST * (ended - began))
    if ended > now_ms and ended > began:
        # The part of it that is still to come has not been played.
        end = start + (end - start) * (now_ms - began) // (ended - began)
        ended = now_ms
    return (start, end), (began, ended)


def _heard_between(part: Span, ground: Span, time: Span) -> Span:
    """What was played in a part of the time that the whole stretch took; rounded inwards, so nothing is added."""
    lasted, length = time[1] - time[0], ground[1] - ground[0]
    start = ground[0] - (-(part[0] - time[0]) * length // lasted)
    end = ground[0] + (part[1] - time[0]) * length // lasted
    return start, end


def milliseconds(instant: datetime) -> int:
    """An instant as the moments are counted: milliseconds since 1970."""
    return round(instant.timestamp() * 1000)


def enough_was_heard(*, heard_ms: int, length_ms: int) -> bool:
    """Nine tenths of an episode, counted once however often it was replayed."""
    return heard_ms >= length_ms * PART_TO_HEAR


@dataclass(frozen=True)
class PartHeard:
    """How much of a part of an episode has been heard."""

    heard_ms: int
    length_ms: int

    @property
    def is_heard(self) -> bool:
        return enough_was_heard(heard_ms=self.heard_ms, length_ms=self.length_ms)

    @property
    def is_begun(self) -> bool:
        return self.heard_ms > 0


def part_heard(heard: Spans, part: Span) -> PartHeard:
    """How much of a chapter has been heard."""
    return PartHeard(within(part, heard), part[1] - part[0])
