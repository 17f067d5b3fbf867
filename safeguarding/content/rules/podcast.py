"""What must be true of an episode before officers meet it. What is not there yet (None) is passed over here."""

from collections.abc import Iterator, Mapping
from typing import Any

from safeguarding.content.rules.contacts import PLACEHOLDER
from safeguarding.content.rules.findings import Finding

LONGEST_SILENCE_AT_THE_END_MS = 30_000
MINUTE_MS = 60_000


def check_podcast(body: Mapping[str, Any]) -> Iterator[Finding]:
    """Everything wrong with an episode's captions, speakers, chapters and the minutes it promises."""
    length = body["audio"]["length_ms"]
    if body["transcript"]["media"] is not None:
        yield from _cues(body["cues"], length)
        yield from _speakers(body)
    yield from _chapters(body["chapters"], length)
    if length is not None and body["minutes"] and abs(body["minutes"] * MINUTE_MS - length) > MINUTE_MS:
        yield Finding(
            ("minutes",),
            f"'minutes' is {body['minutes']}; the recording lasts {playing_time(length)}.",
            is_warning=True,
        )


def playing_time(milliseconds: int) -> str:
    """Whole seconds as a player shows them: 4:07, 1:02:30."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _cues(cues: list[list[Any]], length: int | None) -> Iterator[Finding]:
    if not cues:
        yield Finding(("cues",), "the transcript has no captions. Write down all that is said.")
    before = 0
    lasts = playing_time(length or 0)
    for at, (start, end, _, text) in enumerate(cues):
        if start < before:
            yield Finding(("cues", at), "this caption begins before the one above it has ended. Correct the times.")
        before = max(before, end)
        if PLACEHOLDER.search(text):
            yield Finding(("cues", at), "a contact cannot be named in a caption. Say it in words, and list it.")
    if length is not None and before > length:
        yield Finding(
            ("cues", len(cues) - 1),
            f"the captions go on until {playing_time(before)}, the recording until {lasts}. Are they one pair?",
        )
    elif length is not None and cues and length - before > LONGEST_SILENCE_AT_THE_END_MS:
        yield Finding(
            ("cues", len(cues) - 1),
            f"the captions end at {playing_time(before)}, the recording at {lasts}. Write down the rest.",
        )


def _speakers(body: Mapping[str, Any]) -> Iterator[Finding]:
    listed = [speaker["name"] for speaker in body["speakers"]]
    for at, (_, _, speaker, _) in enumerate(body["cues"]):
        if speaker is None:
            yield Finding(("cues", at), "this caption does not say who speaks. Begin it with <v Name>.")
        elif speaker not in listed:
            yield Finding(("cues", at), f"'{speaker}' is not under `speakers:`. Add them, or correct the name.")
    heard = {cue[2] for cue in body["cues"]}
    for at, name in enumerate(listed):
        if name is not None and name not in heard:
            yield Finding(("speakers", at), f"'{name}' says nothing in the transcript. Take them out.")
        if name is not None and name in listed[:at]:
            yield Finding(("speakers", at), f"'{name}' stands twice under `speakers:`. Keep one.")


def _chapters(chapters: list[dict[str, Any]], length: int | None) -> Iterator[Finding]:
    before = -1
    for at, chapter in enumerate(chapters):
        start = chapter["start_ms"]
        if start is None:
            return
        if at == 0 and start != 0:
            yield Finding(("chapters", at), "the first chapter begins at 0:00. Write that, or add a chapter before it.")
        elif start <= before:
            yield Finding(
                ("chapters", at), f"this chapter ({playing_time(start)}) does not begin after the one above it."
            )
        if length is not None and start >= length:
            yield Finding(
                ("chapters", at),
                f"this chapter begins at {playing_time(start)}; the recording ends at {playing_time(length)}.",
            )
        before = start
