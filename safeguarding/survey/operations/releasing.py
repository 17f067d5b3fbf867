"""Releasing a wave: its tables computed once, through disclosure control as one system, and kept."""

import hashlib
import json
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

from safeguarding import measurement
from safeguarding.common.canonical import fingerprint_of
from safeguarding.common.clock import london_day
from safeguarding.measurement.figures import ImpossibleFigures
from safeguarding.people.operations.audit import record
from safeguarding.people.queries.units import unit_names
from safeguarding.survey.models import Wave, WaveRelease
from safeguarding.survey.queries.instruments import instrument
from safeguarding.survey.queries.released import Released, released
from safeguarding.survey.queries.reorganised import reorganised_groups
from safeguarding.survey.queries.responses import WaveResponse, responses
from safeguarding.survey.queries.waves import WaveDetail, wave_detail
from safeguarding.survey.rules.asked import AskedInstrument
from safeguarding.survey.rules.composing import compose
from safeguarding.survey.rules.refusals import SurveyRefusal
from safeguarding.survey.rules.release import METHOD, Release
from safeguarding.survey.rules.working import Beside, ClosedWave

FEWEST_RESPONSES = 30


class NotClosed(SurveyRefusal):
    """Only a closed wave can be released."""


class AlreadyReleased(SurveyRefusal):
    """A wave is released once: a second release beside the first could be subtracted from it."""


class EarlierNotReleased(SurveyRefusal):
    """The wave that this one repeats has to be released first, so that both are looked at together."""


class TooFewAnswers(SurveyRefusal):
    """So few have answered that no figure would say anything."""


class CannotBeKeptSafe(SurveyRefusal):
    """What was published before gives so much away that nothing can be added to it."""


def release(session: Session, *, wave_id: int, released_by_id: int | None, at: datetime) -> Release:
    """Compute the tables of a closed wave and keep them. Every page and file reads these, and nothing else."""
    wave = session.get(Wave, wave_id, with_for_update=True, populate_existing=True)
    if wave is None or wave.state not in ("closed", "released"):
        raise NotClosed("Close the wave first. Only a closed wave can be released.")
    if wave.state == "released":
        raise AlreadyReleased("This wave has been released. A wave is released once.")
    detail = wave_detail(session, wave_id=wave_id)
    computed, facts = computed_release(session, wave=detail)
    session.add(
        WaveRelease(
            wave_id=wave.id, tables=computed.as_stored(), facts=facts, computed_at=at, released_by_id=released_by_id
        )
    )
    wave.state, wave.released_at = "released", at
    session.flush()
    record(
        session,
        actor_id=released_by_id,
        action="wave.released",
        about={"wave_id": wave.id, "method": METHOD, "withheld": len(computed.withheld_figures)},
        at=at,
    )
    return computed


def computed_release(session: Session, *, wave: WaveDetail) -> tuple[Release, dict[str, str]]:
    """The tables of a closed wave and how they came about; nothing is written. The same each time it is asked."""
    answers = {wave.id: responses(session, wave_id=wave.id)}
    if len(answers[wave.id]) < FEWEST_RESPONSES:
        raise TooFewAnswers(
            f"Fewer than {FEWEST_RESPONSES} people answered “{wave.title}”, so nothing can be said of it."
        )
    earlier, already = _compared_with(session, wave)
    if earlier:
        answers[earlier.id] = responses(session, wave_id=earlier.id)
    asked = instrument(session, instrument_id=wave.instrument_id)
    moved = reorganised_groups(session, earlier_on=earlier.frame_on, later_on=wave.frame_on) if earlier else frozenset()
    units = {unit for one in (wave, earlier) if one for stratum in one.strata for unit in stratum.unit_ids}
    beside = Beside(
        campaign=wave.campaign_title,
        instrument=asked,
        ended={line.item_code: line.reason for line in wave.ended_series} if earlier else {},
        reorganised=moved,
        unit_names=unit_names(session, unit_ids=units),
    )
    withheld_then = already.release.withheld_figures if already else ()
    try:
        computed = compose(
            _closed(wave, answers[wave.id]),
            _closed(earlier, answers[earlier.id], was_withheld=withheld_then) if earlier else None,
            beside,
        )
    except ImpossibleFigures as fault:
        raise CannotBeKeptSafe(
            "These answers cannot be released without saying something of fewer than 10 people. Nothing was released."
        ) from fault
    return computed, {
        "snapshot": _snapshot([(one, answers[one.id]) for one in (wave, earlier) if one]),
        "asked": fingerprint_of(_question(wave, asked, beside)),
        "method": METHOD,
        "software": software(),
        "seed": wave.seed,
    }


def _compared_with(session: Session, wave: WaveDetail) -> tuple[WaveDetail | None, Released | None]:
    """The wave that this one repeats, and its release. One that too few answered is never released, and must not keep
    this one from being: it then stands by itself."""
    if wave.repeats is None:
        return None, None
    earlier = wave_detail(session, wave_id=wave.repeats.id)
    already = released(session, wave_id=earlier.id)
    if already is not None:
        return earlier, already
    if earlier.state == "closed" and len(responses(session, wave_id=earlier.id)) < FEWEST_RESPONSES:
        return None, None
    raise EarlierNotReleased(f"Release “{earlier.title}” first: this wave is compared with it.")


@cache
def software() -> str:
    """A fingerprint of the code that computes: the formulas and the rules of the survey."""
    digest = hashlib.sha256()
    for folder in (Path(measurement.__file__).parent, Path(__file__).parents[1] / "rules"):
        for path in sorted(folder.glob("*.py")):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _closed(wave: WaveDetail, answers: list[WaveResponse], *, was_withheld: tuple[str, ...] = ()) -> ClosedWave:
    return ClosedWave(
        code=wave.code,
        month=wave.month,
        title=wave.title,
        design=wave.design,
        frame_on=wave.frame_on,
        closed_on=london_day(wave.closed_at) if wave.closed_at else wave.closes_on,
        primary=wave.primary_outcomes,
        strata=wave.strata,
        responses=answers,
        asked_again=wave.panel,
        was_withheld=was_withheld,
    )


def _snapshot(waves: list[tuple[WaveDetail, list[WaveResponse]]]) -> str:
    """A fingerprint of every stratum and response, line by line: thousands of them need no document."""
    digest = hashlib.sha256()
    for wave, given in waves:
        digest.update(wave.code.encode())
        for stratum in wave.strata:
            counted = [stratum.position, stratum.name, stratum.frame_count, stratum.invited_count]
            digest.update(json.dumps(counted).encode())
        for each in given:
            digest.update(json.dumps([each.link, each.stratum_id, each.answers], sort_keys=True).encode())
    return digest.hexdigest()


def _question(wave: WaveDetail, asked: AskedInstrument, beside: Beside) -> list[object]:
    return [
        asked.fingerprint,
        list(wave.primary_outcomes),
        dict(beside.ended),
        sorted(list(pair) for pair in beside.reorganised),
    ]
