"""A small survey, and waves of it: planned, open, answered, closed. The key is a fixed one, for tests only.

a story (scored) · a route (single) · sure, ready (a scale, the second reversed) · barriers · seen (one decoy)
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.content.models import Campaign
from safeguarding.people.models import Officer
from safeguarding.survey.interchange.reading import PackSurvey, survey_from
from safeguarding.survey.models import Invitation, SurveyKey, Wave, WaveStratum
from safeguarding.survey.operations.answering import Sitting, save_answers
from safeguarding.survey.operations.closing import close_wave
from safeguarding.survey.operations.loading import load_survey
from safeguarding.survey.operations.opening import open_wave
from safeguarding.survey.operations.planning import WavePlan, plan_wave
from safeguarding.survey.queries.answering import OfficerWave, open_waves_for
from safeguarding.survey.queries.instruments import instrument, newest_instruments
from safeguarding.survey.rules.asked import AskedInstrument
from safeguarding.survey.rules.sealing import key_check_value
from tests.learning.learning_factories import a_campaign, an_officer

KEY = bytes(range(32))
MONDAY = datetime(2026, 6, 1, 14, 5, tzinfo=UTC)
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)

_numbers = itertools.count(1)

POINTS = ("strongly-disagree", "disagree", "neither", "agree", "strongly-agree")


def an_item(code: str, kind: str, options: Sequence[str], **more: Any) -> dict[str, Any]:
    """The body of an item as a pack has it."""
    return {
        "code": code,
        "kind": kind,
        "text": f"What about {code}?",
        "help": None,
        "options": [{"code": option, "text": option.replace("-", " ").capitalize()} for option in options],
        "scored": [],
        "scale": None,
        "is_reversed": False,
        "outside": [],
        "alone": [],
        "decoys": [],
        "theme": None,
        "message": None,
        "scoring": None,
        "note": None,
        **more,
    }


def items() -> list[dict[str, Any]]:
    """Six questions, one of each manner."""
    return [
        an_item("story", "vignette", ["see", "wait", "ask"], scored=["see"]),
        an_item("route", "single", ["record", "message", "not-sure"], scored=["record"]),
        an_item("sure", "scale", [*POINTS, "not-my-work"], scale="confidence", outside=["not-my-work"]),
        an_item("ready", "scale", POINTS, scale="confidence", is_reversed=True),
        an_item("barriers", "multiple", ["time", "record", "nothing"], alone=["nothing"]),
        an_item(
            "seen", "recognition", ["ours", "made-up", "none"], scored=["ours"], decoys=["made-up"], alone=["none"]
        ),
    ]


# Somebody who answered one question.
ANSWERED = {"story": ["see"]}


def a_pack_survey(changed: Iterable[dict[str, Any]] | None = None, **more: Any) -> PackSurvey:
    """Questions ready to be loaded."""
    return survey_from(
        {
            "code": "awareness",
            "title": "How we notice children",
            "intro": ["We keep your answers under a code."],
            "about": ["It takes two minutes."],
            "scales": [{"code": "confidence", "title": "Confidence", "ask": "How much do you agree?"}],
            "primary_outcomes": [
                {"code": "stories", "title": "Stories", "items": ["story"], "measure": "share"},
                {"code": "route", "title": "Route", "items": ["route"], "measure": "share"},
            ],
            "items": list(changed) if changed is not None else items(),
            **more,
        }
    )


def an_instrument(
    session: Session, *, campaign: Campaign | None = None, survey: PackSurvey | None = None, at: datetime = MONDAY
) -> AskedInstrument:
    """Loaded questions: the small ones, or those given."""
    campaign = campaign or a_campaign(session)
    loaded = load_survey(session, survey=survey or a_pack_survey(), campaign_code=campaign.code, at=at)
    return instrument(session, instrument_id=loaded.instrument_id)


def has_key(session: Session, campaign: Campaign, *, key: bytes = KEY, at: datetime = MONDAY) -> None:
    """The campaign's key is this one, as if it had been made by command."""
    if session.get(SurveyKey, campaign.id) is None:
        value = key_check_value(key, campaign_code=campaign.code)
        session.add(SurveyKey(campaign_id=campaign.id, check_value=value, made_at=at))
        session.flush()


def a_key_file(path: Path, campaign_code: str, *, key: bytes = KEY) -> Path:
    """The file in which the campaign's key stands."""
    path.write_text(f"{campaign_code} {key.hex()}\n")
    path.chmod(0o600)
    return path


def a_plan(session: Session, *, campaign: Campaign, at: datetime = MONDAY, **changes: Any) -> WavePlan:
    """Everyone is asked, for three weeks, about all primary outcomes of the newest questions."""
    known = newest_instruments(session, campaign_id=campaign.id) or [an_instrument(session, campaign=campaign, at=at)]
    number = next(_numbers)
    plan = {
        "campaign_id": campaign.id,
        "code": f"wave-{number}",
        "month": 0,
        "title": f"Wave {number}",
        "instrument_id": known[0].id,
        "design": "everyone",
        "target_answers": None,
        "expected_response": 0.4,
        "frame_on": london_day(at),
        "closes_on": london_day(at + 3 * WEEK),
        "primary_outcomes": tuple(outcome.code for outcome in known[0].primary_outcomes),
    }
    return WavePlan(**{**plan, **changes})


def a_planned_wave(
    session: Session, *, campaign: Campaign | None = None, at: datetime = MONDAY, **changes: Any
) -> Wave:
    """A wave that has not opened; its campaign has a key."""
    campaign = campaign or a_campaign(session)
    has_key(session, campaign, at=at)
    return plan_wave(session, plan=a_plan(session, campaign=campaign, at=at, **changes), planned_by_id=None, at=at)


def an_open_wave(
    session: Session,
    *,
    officers: Iterable[Officer] = (),
    campaign: Campaign | None = None,
    at: datetime = MONDAY,
    **changes: Any,
) -> Wave:
    """An open wave to which everybody in post was invited (`officers` says whom a test means); never nobody."""
    if not list(officers) and not session.scalar(select(func.count()).select_from(Officer)):
        an_officer(session)
    wave = a_planned_wave(session, campaign=campaign, at=at, **changes)
    open_wave(session, wave_id=wave.id, opened_by_id=None, key=KEY, at=at)
    return wave


def invited(session: Session, wave: Wave, officer: Officer) -> None:
    """The officer is invited as well, in the first stratum, as if they had been drawn."""
    strata = select(WaveStratum).where(WaveStratum.wave_id == wave.id).order_by(WaveStratum.position)
    stratum = session.scalars(strata.limit(1)).one()
    stratum.frame_count += 1
    stratum.invited_count += 1
    session.flush()
    session.execute(insert(Invitation).values(wave_id=wave.id, officer_id=officer.id, stratum_id=stratum.id))


def wave_for(session: Session, officer: Officer, *, at: datetime = MONDAY) -> OfficerWave:
    """The open wave the officer is invited to."""
    waves = open_waves_for(session, officer_id=officer.id, at=at)
    assert waves, "nobody asked this officer anything"
    return waves[0]


def answered(
    session: Session,
    officer: Officer,
    *,
    answers: Mapping[str, Sequence[str]] | None = None,
    is_finished: bool = True,
    at: datetime = MONDAY,
    key: bytes = KEY,
) -> Sitting:
    """The officer has answered the wave that is open, and sent it unless said otherwise."""
    return save_answers(
        session,
        wave=wave_for(session, officer, at=at),
        staff_number=officer.staff_number,
        key=key,
        answers=answers if answers is not None else {"story": ["see"], "route": ["record"]},
        is_finished=is_finished,
        at=at,
    )


def a_closed_wave(
    session: Session,
    *,
    answers: Sequence[Mapping[str, Sequence[str]] | None] = (),
    officers: Sequence[Officer] = (),
    campaign: Campaign | None = None,
    at: datetime = MONDAY,
    **changes: Any,
) -> Wave:
    """A wave in which these officers (new ones, if none are named) gave these answers; None: did not answer."""
    people = list(officers) or [an_officer(session) for _ in answers]
    wave = an_open_wave(session, campaign=campaign, at=at, **changes)
    for officer, given in zip(people, answers, strict=True):
        if given is not None:
            answered(session, officer, answers=given, at=at)
    close_wave(session, wave_id=wave.id, closed_by_id=None, key=KEY, at=at + DAY)
    return wave
