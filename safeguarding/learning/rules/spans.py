"""Stretches of a line of milliseconds, as sorted pairs that neither overlap nor touch."""

from collections.abc import Iterable, Iterator

Span = tuple[int, int]
Spans = tuple[Span, ...]


def merged(spans: Iterable[Span]) -> Spans:
    """The same ground covered once: overlapping and touching spans become one, empty ones go."""
    joined: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def total(spans: Spans) -> int:
    """How much ground is covered."""
    return sum(end - start for start, end in spans)


def uncovered(span: Span, by: Spans) -> Iterator[Span]:
    """The parts of a span that the others leave free."""
    start, end = span
    for taken_from, taken_to in by:
        if taken_to <= start:
            continue
        if taken_from >= end:
            break
        if start < taken_from:
            yield start, taken_from
        start = max(start, taken_to)
    if start < end:
        yield start, end


def within(span: Span, spans: Spans) -> int:
    """How much of a span is covered."""
    return span[1] - span[0] - total(tuple(uncovered(span, spans)))
