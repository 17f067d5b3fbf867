"""Opening a survey: the draw, and before it the questions that are not asked as they were."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import now
from safeguarding.people.rules.roles import Role
from safeguarding.survey.operations.opening import open_wave
from safeguarding.survey.operations.planning import NotPlanned, WavePlan, preview_draw
from safeguarding.survey.operations.releasing import FEWEST_RESPONSES
from safeguarding.survey.operations.series import end_series, item_changes
from safeguarding.survey.queries.instruments import instrument
from safeguarding.survey.queries.waves import WaveDetail, find_wave
from safeguarding.survey.rules.refusals import SurveyRefusal
from safeguarding.web.dashboard.area import bp
from safeguarding.web.dashboard.wave_forms import CountForm, EndSeriesForm
from safeguarding.web.dashboard.wave_words import key_trouble, wave_address, wave_key
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session, reading_anew
from safeguarding.web.shared.signing_in import current_officer


@bp.route("/waves/<campaign>/<wave>/open", methods=["GET", "POST"])
@only(Role.COMMS)
def open_(campaign: str, wave: str) -> ResponseReturnValue:
    """Draw and ask: the number of people is typed, because an invitation cannot be taken back."""
    session = get_session()
    found = find_wave(session, campaign=campaign, code=wave)
    if found.state != "planned":
        return redirect(wave_address(found), 303)
    form = CountForm(formdata=request.form)
    if form.validate_on_submit():
        try:
            opened = open_wave(
                session, wave_id=found.id, opened_by_id=current_officer().officer_id, key=wave_key(found), at=now()
            )
        except NotPlanned:
            # Pressed twice, or opened by somebody else meanwhile.
            session.rollback()
            return redirect(wave_address(found), 303)
        except SurveyRefusal as refusal:
            form.form_errors = [str(refusal)]
        else:
            if opened.invited == form.count.data:
                session.commit()
                flash(f"The survey is open. {opened.invited:,} people find it on their home page.")
                return redirect(wave_address(found), 303)
            form.count.errors = [f"That is not the number of people: {opened.invited:,} would be asked"]
        session.rollback()
    drawn = preview_draw(reading_anew(), plan=_plan_of(found))
    return render_template(
        "dashboard/wave-open.html",
        wave=found,
        drawn=drawn,
        seen=100 * drawn.smallest_change(),
        fewest=FEWEST_RESPONSES,
        form=form,
        trouble=key_trouble(found),
    )


@bp.route("/waves/<campaign>/<wave>/changes", methods=["GET", "POST"])
@only(Role.COMMS)
def changed_questions(campaign: str, wave: str) -> ResponseReturnValue:
    """The questions that are not asked as before, word by word; the series of one ends with a reason."""
    session = get_session()
    found = find_wave(session, campaign=campaign, code=wave)
    if found.state != "planned" or found.repeats is None:
        return redirect(wave_address(found), 303)
    form = EndSeriesForm()
    if form.validate_on_submit():
        try:
            end_series(
                session,
                wave_id=found.id,
                item_code=form.item.data or "",
                reason=form.reason.data,
                ended_by_id=current_officer().officer_id,
                at=now(),
            )
        except SurveyRefusal as refusal:
            session.rollback()
            form.form_errors = [str(refusal)]
        else:
            session.commit()
            flash("Its series has ended: the change page says so, with your reason.")
            return redirect(request.path, 303)
    return render_template(
        "dashboard/wave-changes.html",
        wave=found,
        form=form,
        changes=item_changes(session, wave_id=found.id),
        asked=instrument(session, instrument_id=found.instrument_id),
    )


def _plan_of(wave: WaveDetail) -> WavePlan:
    return WavePlan(
        campaign_id=wave.campaign_id,
        code=wave.code,
        month=wave.month,
        title=wave.title,
        instrument_id=wave.instrument_id,
        design=wave.design,
        target_answers=wave.target_answers,
        expected_response=wave.expected_response,
        frame_on=wave.frame_on,
        closes_on=wave.closes_on,
        primary_outcomes=wave.primary_outcomes,
        repeats_id=wave.repeats.id if wave.repeats else None,
    )
