"""Waves of the awareness survey: what there is, how the open one stands, and its close and release."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.people.rules.roles import Role
from safeguarding.survey.operations.closing import close_wave
from safeguarding.survey.operations.planning import drop_plan
from safeguarding.survey.operations.releasing import release
from safeguarding.survey.operations.series import item_changes
from safeguarding.survey.queries.instruments import instrument
from safeguarding.survey.queries.waves import find_wave, wave_list, wave_progress
from safeguarding.survey.rules.refusals import SurveyRefusal
from safeguarding.web.dashboard.area import bp
from safeguarding.web.dashboard.wave_words import STATES, key_trouble, wave_address, wave_key
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session
from safeguarding.web.shared.signing_in import current_officer

# While a wave is one of these its campaign's key is needed.
RUNNING = frozenset({"planned", "open"})


@bp.get("/waves")
@only(Role.COMMS)
def waves() -> str:
    """Every survey that was asked, is being asked or is planned."""
    lines = wave_list(get_session())
    troubles = [key_trouble(line) for line in lines if line.state in RUNNING]
    return render_template(
        "dashboard/waves.html",
        lines=lines,
        states=STATES,
        today=london_today(),
        has_several=len({line.campaign_id for line in lines}) > 1,
        trouble=next(filter(None, troubles), ""),
    )


@bp.get("/waves/<campaign>/<wave>")
@only(Role.COMMS)
def wave(campaign: str, wave: str) -> str:
    """One survey: how it was planned, how it stands, and what comes next."""
    session = get_session()
    found = find_wave(session, campaign=campaign, code=wave)
    asked = instrument(session, instrument_id=found.instrument_id)
    is_planned = found.state == "planned"
    return render_template(
        "dashboard/wave.html",
        wave=found,
        asked=asked,
        outcomes=[asked.outcome(code) for code in found.primary_outcomes],
        today=london_today(),
        changes=item_changes(session, wave_id=found.id) if is_planned and found.repeats else (),
        progress=None if is_planned else wave_progress(session, wave_id=found.id),
        trouble=key_trouble(found) if found.state in RUNNING else "",
    )


@bp.post("/waves/<campaign>/<wave>/drop")
@only(Role.COMMS)
def drop_wave(campaign: str, wave: str) -> ResponseReturnValue:
    """Give a plan up; nobody was asked yet."""
    session = get_session()
    found = find_wave(session, campaign=campaign, code=wave)
    return _told(
        lambda: drop_plan(session, wave_id=found.id, dropped_by_id=current_officer().officer_id, at=now()),
        "The plan is dropped. Nobody was asked.",
        then=url_for("dashboard.waves"),
        otherwise=wave_address(found),
    )


@bp.route("/waves/<campaign>/<wave>/close", methods=["GET", "POST"])
@only(Role.COMMS)
def close(campaign: str, wave: str) -> ResponseReturnValue:
    """Say what closing does; then do it: the sealed answers are opened, shuffled, and kept without an order."""
    session = get_session()
    found = find_wave(session, campaign=campaign, code=wave)
    if request.method == "GET":
        if found.state != "open":
            return redirect(wave_address(found))
        return render_template(
            "dashboard/wave-close.html", wave=found, today=london_today(), trouble=key_trouble(found)
        )
    by = current_officer().officer_id
    return _told(
        lambda: close_wave(session, wave_id=found.id, closed_by_id=by, key=wave_key(found), at=now()),
        "The survey is closed. Its answers are shuffled, and no longer hang on when they came.",
        then=wave_address(found),
        otherwise=wave_address(found),
    )


@bp.post("/waves/<campaign>/<wave>/release")
@only(Role.COMMS)
def release_wave(campaign: str, wave: str) -> ResponseReturnValue:
    """Compute the figures of a closed survey, once; every page and export reads what is kept then."""
    session = get_session()
    found = find_wave(session, campaign=campaign, code=wave)
    return _told(
        lambda: release(session, wave_id=found.id, released_by_id=current_officer().officer_id, at=now()),
        "The figures are released. They are computed once, and stay as they are.",
        then=url_for("dashboard.change_wave", campaign=campaign, wave=wave),
        otherwise=wave_address(found),
    )


def _told(does: Callable[[], object], said: str, *, then: str, otherwise: str) -> ResponseReturnValue:
    """Do it, commit, say so and go on; or say why not."""
    session = get_session()
    try:
        does()
    except SurveyRefusal as refusal:
        session.rollback()
        flash(str(refusal))
        return redirect(otherwise, 303)
    session.commit()
    flash(said)
    return redirect(then, 303)
