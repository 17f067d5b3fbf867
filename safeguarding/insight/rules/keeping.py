"""When a group's figures are due, and how what is said is kept and read again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from safeguarding.insight.rules.small_numbers import Said

# Groups as large as this are released every day, smaller ones on Mondays.
LARGE = 100
MONDAY = 0


def is_week(on: date) -> bool:
    """Whether what is released on this day is kept as its week's."""
    return on.weekday() == MONDAY


def is_due(*, people: int, on: date, is_first: bool) -> bool:
    """Large groups every day, all others on Mondays, and everybody the first time a campaign is counted."""
    return is_first or is_week(on) or people >= LARGE


def as_kept(figures: Mapping[str, Said]) -> dict[str, list[Any]]:
    """What is said, as plain lists."""
    return {
        measure: [said.people, int(said.is_more), said.of, said.since.isoformat(), said.left]
        for measure, said in figures.items()
    }


def as_said(kept: Mapping[str, Any]) -> dict[str, Said]:
    """The same, read again."""
    return {measure: one_said(found) for measure, found in kept.items()}


def one_said(found: Sequence[Any]) -> Said:
    """One of them."""
    people, is_more, of, since, left = found
    return Said(people, bool(is_more), of, date.fromisoformat(since), left)


def carried(figures: Mapping[str, Said], *, left: int) -> dict[str, Said]:
    """What was said, for a day on which nothing is: only more have left."""
    return {measure: replace(said, left=said.left + left) for measure, said in figures.items()}
