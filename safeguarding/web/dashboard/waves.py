"""Waves of the awareness survey: what there is, how the open one stands, and its close and release."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.people.rules.roles import Role
from safeguarding.survey.operations.closing import close_wave
from safeguarding.survey.operations.planning import drop_plan
from safeguarding.survey.operations.releasing import release
from safeguarding.survey.operations.series import item_changes
from safeguarding.survey.queries.instruments import instrument
from safeguarding.survey.queries.waves import WaveDetail, find_wave, wave_list, wave_progress
from safeguarding.survey.rules.refusals import SurveyRefusal
from safeguarding.web.dashboard.area import bp
from safeguarding.web.dashboard.wave_words import STATES, key_trouble, wave_key
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session
from safeguarding.web.shared.signing_in import current_officer


@bp.get("/waves")
@only(Role.COMMS)
def waves() -> str:
    """Every survey that was asked, is being asked or is planned."""
    session = get_session()
    lines = wave_list(session)
    latest = find_wave(session, campaign=lines[0].campaign_code, code=lines[0].code) if lines else None
    return render_template(
        "dashboard/waves.html",
        lines=lines,
        states=STATES,
        today=london_today(),
        trouble=key_trouble(latest) if latest and latest.state in {"planned", "open"} else "",
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
        states=STATES,
        today=london_today(),
        changes=item_changes(session, wave_id=found.id) if is_planned and found.repeats else (),
        progress=None if is_planned else wave_progress(session, wave_id=found.id),
        trouble=key_trouble(found) if found.state in {"planned", "open"} else "",
    )


@bp.post("/waves/<campaign>/<wave>/drop")
@only(Role.COMMS)
def drop_wave(campaign: str, wave: str) -> ResponseReturnValue:
    """Give a plan up; nobody was asked yet."""
    session = get_session()
    found = find_wave(session, campaign=campaign, code=wave)
    try:
        drop_plan(session, wave_id=found.id, dropped_by_id=current_officer().officer_id, at=now())
    except SurveyRefusal as refusal:
        return _back_to(found, refusal)
    session.commit()
    flash("The plan is dropped. Nobody was asked.")
    return redirect(url_for("dashboard.waves"), 303)


@bp.route("/waves/<campaign>/<wave>/close", methods=["GET", "POST"])
@only(Role.COMMS)
def close(campaign: str, wave: str) -> ResponseReturnValue:
    """Say what closing does; then do it: the sealed answers are opened, shuffled, and kept without an order."""
    session = get_session()
    found = find_wave(session, campaign=campaign, code=wave)
    if request.method == "GET":
        if found.state != "open":
            return redirect(_address(found))
        return render_template(
            "dashboard/wave-close.html", wave=found, today=london_today(), trouble=key_trouble(found)
        )
    try:
        close_wave(session, wave_id=found.id, closed_by_id=current_officer().officer_id, key=wave_key(found), at=now())
    except SurveyRefusal as refusal:
        return _back_to(found, refusal)
    session.commit()
    flash("The survey is closed. Its answers are shuffled, and no longer hang on when they came.")
    return redirect(_address(found), 303)


@bp.post("/waves/<campaign>/<wave>/release")
@only(Role.COMMS)
def release_wave(campaign: str, wave: str) -> ResponseReturnValue:
    """Compute the figures of a closed survey, once; every page and export reads what is kept then."""
    session = get_session()
    found = find_wave(session, campaign=campaign, code=wave)
    try:
        release(session, wave_id=found.id, released_by_id=current_officer().officer_id, at=now())
    except SurveyRefusal as refusal:
        return _back_to(found, refusal)
    session.commit()
    flash("The figures are released. They are computed once, and stay as they are.")
    return redirect(url_for("dashboard.change"), 303)


def _address(wave: WaveDetail) -> str:
    return url_for("dashboard.wave", campaign=wave.campaign_code, wave=wave.code)


def _back_to(wave: WaveDetail, refusal: SurveyRefusal) -> ResponseReturnValue:
    get_session().rollback()
    flash(str(refusal))
    return redirect(_address(wave), 303)
