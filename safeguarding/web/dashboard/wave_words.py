"""How the pages about waves say things, and the campaign's secret key as they need it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app

from safeguarding.config import Settings
from safeguarding.survey.operations.keys import KeyRefusal, campaign_key
from safeguarding.survey.queries.waves import WaveDetail
from safeguarding.survey.rules.planning import smallest_change

STATES = {
    "planned": "Planned",
    "open": "Open",
    "closed": "Closed, not yet released",
    "released": "Released",
}
SIZES_TO_COMPARE = (400, 1_000, 2_000, 4_000)
# Of the people asked both times, about this share of each wave is expected to answer in both.
BOTH_TIMES = 0.5


@dataclass(frozen=True)
class Sight:
    """What so many answers in each of two waves can show, in points: with other people, and with half the same."""

    answers: int
    others: float
    half_the_same: float
    is_this_plan: bool


def sights(expected: int, *, population: int) -> Sequence[Sight]:
    """The smallest changes seen four times in five, for this plan and for sizes to compare it with, smallest first."""
    sizes = sorted({size for size in (*SIZES_TO_COMPARE, expected) if 0 < size <= population})
    return [
        Sight(
            answers=size,
            others=100 * smallest_change(size, population=population),
            half_the_same=100 * smallest_change(size, population=population, both=round(size * BOTH_TIMES)),
            is_this_plan=size == expected,
        )
        for size in sizes
    ]


def wave_key(wave: WaveDetail) -> bytes:
    """The secret key of a wave's campaign. Raises a KeyRefusal, whose sentence is for whoever runs the host."""
    settings: Settings = current_app.extensions["settings"]
    return campaign_key(settings.survey_key_file, campaign_code=wave.campaign_code, check_value=wave.check_value)


def key_trouble(wave: WaveDetail) -> str:
    """What is wrong with the key, for whoever runs the host; empty when it is right."""
    try:
        wave_key(wave)
    except KeyRefusal as refusal:
        return str(refusal)
    return ""
