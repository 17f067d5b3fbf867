"""How the pages about waves say things, and the campaign's secret key as they need it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, url_for

from safeguarding.config import Settings
from safeguarding.survey.operations.keys import KeyRefusal, campaign_key
from safeguarding.survey.operations.planning import DrawPreview, WavePlan
from safeguarding.survey.operations.releasing import FEWEST_RESPONSES
from safeguarding.survey.queries.waves import WaveDetail, WaveLine
from safeguarding.survey.rules.planning import smallest_change
from safeguarding.survey.rules.strata import FEWEST_ANSWERS

STATES = {
    "planned": "Planned",
    "open": "Open",
    "closed": "Closed, not yet released",
    "released": "Released",
}
SIZES_TO_COMPARE = (400, 1_000, 2_000, 4_000)
# Of the people asked both times, about this share of each wave is expected to answer in both.
BOTH_TIMES = 0.5
UNITS_TO_COMPARE = 12
# Of people who were not asked before, for each who was.
FRESH_FOR_EACH = 0.5
ROUND_ANSWERS = 100


@dataclass(frozen=True)
class Sight:
    """What so many answers can show, in points: if other people give them, and if some are the same people."""

    answers: int
    others: float
    some_the_same: float
    is_this_plan: bool


def sights(drawn: DrawPreview) -> Sequence[Sight]:
    """The smallest changes seen four times in five, for this plan and for sizes to compare it with, smallest first.

    Against the answers of the wave it repeats; where there is none, against as many. Of those, half are the same
    people, or as large a part as the plan expects.
    """
    expected, population = drawn.expected_answers, drawn.in_frame
    sizes = sorted({size for size in (*SIZES_TO_COMPARE, expected) if 0 < size <= population})
    same = BOTH_TIMES if drawn.earlier_answers is None else drawn.both / max(1, expected)

    def seen(size: int, both: float) -> float:
        return 100 * smallest_change(size, population=population, earlier=drawn.earlier_answers, both=round(both))

    return [
        Sight(answers=size, others=seen(size, 0), some_the_same=seen(size, size * same), is_this_plan=size == expected)
        for size in sizes
    ]


def answers_for_a_fresh_part(drawn: DrawPreview, plan: WavePlan) -> int | None:
    """How many answers to want so that half as many again are asked as were before; None where enough are already."""
    if plan.design == "everyone" or not drawn.panel:
        return None
    if drawn.fresh * plan.expected_response >= FEWEST_ANSWERS or drawn.invited == drawn.in_frame:
        return None
    wanted = (1 + FRESH_FOR_EACH) * drawn.panel * plan.expected_response
    return math.ceil(wanted / ROUND_ANSWERS) * ROUND_ANSWERS


def seen_in_a_unit(drawn: DrawPreview) -> float | None:
    """The same, in points, for one of twelve equal units; None where such a unit would bring too few answers."""
    answers, of = drawn.expected_answers // UNITS_TO_COMPARE, drawn.in_frame // UNITS_TO_COMPARE
    return 100 * smallest_change(answers, population=of) if answers >= FEWEST_RESPONSES else None


def wave_address(wave: WaveDetail) -> str:
    """The page of a wave."""
    return url_for("dashboard.wave", campaign=wave.campaign_code, wave=wave.code)


def wave_key(wave: WaveDetail | WaveLine) -> bytes:
    """The secret key of a wave's campaign. Raises a KeyRefusal, whose sentence is for whoever runs the host."""
    settings: Settings = current_app.extensions["settings"]
    return campaign_key(settings.survey_key_file, campaign_code=wave.campaign_code, check_value=wave.check_value)


def key_trouble(wave: WaveDetail | WaveLine) -> str:
    """What is wrong with the key, for whoever runs the host; empty when it is right."""
    try:
        wave_key(wave)
    except KeyRefusal as refusal:
        return str(refusal)
    return ""
