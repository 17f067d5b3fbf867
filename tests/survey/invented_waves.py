"""Two waves of the campaign's own survey, answered by invented people from a seed, with a change that was planted."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from safeguarding.config import ROOT
from safeguarding.survey.interchange.reading import PackSurvey, read_survey
from safeguarding.survey.queries.waves import StratumLine
from safeguarding.survey.rules.asked import (
    AskedInstrument,
    AskedItem,
    AskedScale,
    Kind,
    Measure,
    PrimaryOutcome,
    asked_item,
)
from safeguarding.survey.rules.working import Beside, ClosedWave

PACK = ROOT / "safeguarding" / "campaigns" / "spot-it-to-stop-it"
FAMILIES = ("response", "investigation", "neighbourhood", "contact_centre")
UNITS = (1, 2, 3)
PRIMARY = ("vignettes", "voice", "confidence", "route", "take-out")


@dataclass(frozen=True)
class GivenAnswers:
    link: str
    stratum_id: int
    answers: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Person:
    """Somebody, how ready they are to answer as is scored, and where they stand."""

    link: str
    stratum: int
    readiness: float


@cache
def the_instrument() -> AskedInstrument:
    """The questions of the pack, as they would be asked."""
    survey = read_survey(PACK, pack=None)
    assert survey is not None
    return asked(survey)


def asked(survey: PackSurvey) -> AskedInstrument:
    """A pack's questions without a database."""
    body = survey.body
    scales = {scale["code"]: AskedScale(**scale) for scale in body["scales"]}
    return AskedInstrument(
        id=1,
        code=survey.code,
        number=1,
        title=survey.title,
        intro=tuple(body["intro"]),
        about=tuple(body["about"]),
        scales=tuple(scales.values()),
        primary_outcomes=tuple(
            PrimaryOutcome(each["code"], each["title"], tuple(each["items"]), Measure(each["measure"]))
            for each in body["primary_outcomes"]
        ),
        items=tuple(
            asked_item(item.body, scale=scales.get(item.body["scale"]), fingerprint="f") for item in survey.items
        ),
        fingerprint="f",
        order_fingerprint="f",
    )


def strata(
    *, each: int = 3000, invited: int = 700, first_id: int = 1, units: tuple[int, ...] = UNITS
) -> list[StratumLine]:
    """A stratum for each role family in each unit."""
    cells = [(unit, family) for unit in units for family in FAMILIES]
    return [
        StratumLine(first_id + place, place, f"{family} in {unit}", (unit,), (family,), each, 0, invited)
        for place, (unit, family) in enumerate(cells)
    ]


def people(random: Random, *, each: int, strata_count: int = len(FAMILIES) * len(UNITS)) -> list[Person]:
    return [
        Person(f"{random.getrandbits(128):032x}", stratum, random.gauss(0.1 * (stratum % 4 - 1.5), 0.8))
        for stratum in range(strata_count)
        for _ in range(each)
    ]


def answers_of(random: Random, person: Person, *, shift: Mapping[str, float]) -> dict[str, tuple[str, ...]]:
    """What this person says; `shift` moves an item in log odds."""
    return {
        item.code: answer
        for item in the_instrument().items
        if random.random() > 0.02 and (answer := _answer(random, item, person.readiness + shift.get(item.code, 0.0)))
    }


def a_wave(
    random: Random,
    answering: list[Person],
    *,
    code: str = "month-0",
    month: int = 0,
    shift: Mapping[str, float] | None = None,
    drawn: list[StratumLine] | None = None,
    design: str = "sample",
    **more: object,
) -> ClosedWave:
    """These people answered this wave."""
    drawn = drawn or strata()
    given = [
        GivenAnswers(person.link, drawn[person.stratum].id, answers_of(random, person, shift=shift or {}))
        for person in answering
    ]
    facts = {
        "code": code,
        "month": month,
        "title": f"Month {month}",
        "design": design,
        "frame_on": date(2026 if month == 0 else 2027, 1, 5),
        "closed_on": date(2026 if month == 0 else 2027, 2, 2),
        "primary": PRIMARY,
        "strata": drawn,
        "responses": sorted(given, key=lambda each: each.link),
        **more,
    }
    return ClosedWave(**facts)  # type: ignore[arg-type]


def two_waves(
    seed: int = 1, *, each: int = 330, again: int = 150, shift: Mapping[str, float] | None = None
) -> tuple[ClosedWave, ClosedWave]:
    """Month 0 and month 12; `again` of each stratum answer both."""
    random = Random(seed)
    first = people(random, each=each)
    returning = [person for place, person in enumerate(first) if place % each < again]
    fresh = people(random, each=each - again)
    second = strata(first_id=101)
    return (
        a_wave(random, first),
        a_wave(random, [*returning, *fresh], code="month-12", month=12, shift=shift, drawn=second),
    )


def beside(**more: object) -> Beside:
    facts = {
        "campaign": "Spot It to Stop It",
        "instrument": the_instrument(),
        "ended": {},
        "reorganised": frozenset(),
        "unit_names": {1: "North", 2: "South", 3: "East", 4: "West"},
        **more,
    }
    return Beside(**facts)  # type: ignore[arg-type]


def _answer(random: Random, item: AskedItem, readiness: float) -> tuple[str, ...]:
    def says_yes(readiness: float) -> bool:
        return random.random() < 1 / (1 + math.exp(-readiness))

    if item.outside and random.random() < 0.03:
        return (item.outside[0],)
    match item.kind:
        case Kind.SCALE:
            points = [option.code for option in item.points]
            place = max(0, min(len(points) - 1, round(2.4 + readiness + random.gauss(0, 0.9))))
            return (points[len(points) - 1 - place if item.is_reversed else place],)
        case Kind.MULTIPLE:
            free = [option.code for option in item.points if option.code not in item.alone]
            return tuple(code for code in free if random.random() < 0.25) or (item.alone[0],)
        case Kind.RECOGNITION:
            seen = [code for code in item.scored if says_yes(readiness)]
            seen += [code for code in item.decoys if random.random() < 0.08]
            return tuple(option.code for option in item.options if option.code in seen) or (item.alone[0],)
        case _:
            if says_yes(readiness):
                return (item.scored[0],)
            return (random.choice([option.code for option in item.options if option.code not in item.scored]),)
