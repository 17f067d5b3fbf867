"""Planning a survey: asked, shown what it could see, decided; then the draw, and the questions that changed."""

from dataclasses import dataclass
from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.people.rules.roles import Role
from safeguarding.survey.models import Wave
from safeguarding.survey.operations.opening import open_wave
from safeguarding.survey.operations.planning import (
    REPEATABLE,
    WavePlan,
    WrongPlan,
    change_plan,
    plan_wave,
    preview_draw,
)
from safeguarding.survey.operations.series import end_series, item_changes
from safeguarding.survey.queries.campaigns import SurveyedCampaign, surveyed_campaigns
from safeguarding.survey.queries.instruments import instrument, newest_instruments
from safeguarding.survey.queries.waves import WaveDetail, WaveLine, find_wave, wave_list
from safeguarding.survey.rules.asked import AskedInstrument
from safeguarding.survey.rules.refusals import SurveyRefusal
from safeguarding.web.dashboard.area import bp
from safeguarding.web.dashboard.wave_forms import (
    DESIGNS,
    FIELD_ABOUT,
    NOT_A_REPEAT,
    RESPONSE_PERCENT,
    STAYS_OPEN,
    TARGET,
    CountForm,
    EndSeriesForm,
    PlanForm,
)
from safeguarding.web.dashboard.wave_words import key_trouble, seen_in_a_unit, sights, wave_key
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session
from safeguarding.web.shared.fields import faults_of
from safeguarding.web.shared.signing_in import current_officer

DESIGN_NAMES = {value: words for value, words, _ in DESIGNS}


@dataclass(frozen=True)
class Setting:
    """What a plan is made within: the campaign, the newest questions, and the surveys it could repeat."""

    campaign: SurveyedCampaign
    asked: AskedInstrument
    earlier: list[WaveLine]
    lines: list[WaveLine]


@bp.route("/waves/plan", methods=["GET", "POST"])
@only(Role.COMMS)
def plan() -> ResponseReturnValue:
    """Say what is to be asked of whom; see what it could show; decide."""
    within = _setting(None)
    if within is None:
        return render_template("dashboard/wave-nothing.html")
    return _plan_page(within, _form_of(within, None), wave=None)


@bp.route("/waves/<campaign>/<wave>/plan", methods=["GET", "POST"])
@only(Role.COMMS)
def plan_again(campaign: str, wave: str) -> ResponseReturnValue:
    """Change a plan while nobody has been asked."""
    found = find_wave(get_session(), campaign=campaign, code=wave)
    if found.state != "planned":
        return _away_from(found)
    within = _setting(found)
    if within is None:
        abort(404)
    return _plan_page(within, _form_of(within, found), wave=found)


@bp.route("/waves/<campaign>/<wave>/open", methods=["GET", "POST"])
@only(Role.COMMS)
def open_(campaign: str, wave: str) -> ResponseReturnValue:
    """Draw and ask: the number of people is typed, because an invitation cannot be taken back."""
    session = get_session()
    found = find_wave(session, campaign=campaign, code=wave)
    if found.state != "planned":
        return _away_from(found)
    form = CountForm(formdata=request.form)
    if form.validate_on_submit():
        try:
            opened = open_wave(
                session, wave_id=found.id, opened_by_id=current_officer().officer_id, key=wave_key(found), at=now()
            )
        except SurveyRefusal as refusal:
            form.form_errors = [str(refusal)]
        else:
            if opened.invited == form.count.data:
                session.commit()
                flash(f"The survey is open. {opened.invited:,} people find it on their home page.")
                return _away_from(found)
            form.count.errors = [f"That is not the number of people: {opened.invited:,} would be asked"]
        session.rollback()
    drawn = preview_draw(session, plan=_plan_of(found))
    return render_template(
        "dashboard/wave-open.html",
        wave=found,
        drawn=drawn,
        seen=100 * drawn.smallest_change(),
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
        return _away_from(found)
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


def _setting(wave: WaveDetail | None) -> Setting | None:
    """The campaign's own setting for a plan, or for the newest campaign; None while there is nothing to ask."""
    session = get_session()
    campaigns = [one for one in surveyed_campaigns(session) if wave is None or one.id == wave.campaign_id]
    if not campaigns:
        return None
    campaign = campaigns[0]
    known = newest_instruments(session, campaign_id=campaign.id)
    asked = next((one for one in known if wave and one.code == wave.instrument_code), known[0])
    lines = [line for line in wave_list(session) if line.campaign_id == campaign.id]
    return Setting(campaign, asked, [line for line in lines if line.state in REPEATABLE], lines)


def _form_of(within: Setting, wave: WaveDetail | None) -> PlanForm:
    """The form as sent, or filled with the plan there is, or with what is usual."""
    today = london_today()
    if wave is not None:
        return PlanForm(
            month=wave.month,
            repeats=wave.repeats.id if wave.repeats else NOT_A_REPEAT,
            design=wave.design,
            target_answers=wave.target_answers or TARGET,
            expected_percent=round(100 * wave.expected_response),
            frame_on=wave.frame_on,
            closes_on=wave.closes_on,
            outcomes=list(wave.primary_outcomes),
        )
    first = within.earlier[0] if within.earlier else None
    return PlanForm(
        month=_next_month(within, today),
        repeats=first.id if first else NOT_A_REPEAT,
        design="sample",
        target_answers=TARGET,
        expected_percent=RESPONSE_PERCENT,
        frame_on=today,
        closes_on=today + STAYS_OPEN,
        outcomes=[outcome.code for outcome in within.asked.primary_outcomes],
    )


def _plan_page(within: Setting, form: PlanForm, *, wave: WaveDetail | None) -> ResponseReturnValue:
    step = request.form.get("step")
    if step not in ("preview", "plan") or not form.validate_on_submit():
        return _ask(within, form, wave)
    session, wanted = get_session(), _plan_from(within, form, wave)
    try:
        kept = _keep(wanted, wave)
        if step == "plan":
            session.commit()
            flash("Planned. Nobody is asked before you open it.")
            return redirect(url_for("dashboard.wave", campaign=within.campaign.code, wave=kept.code), 303)
        # Kept to see whether it may be, and taken back.
        session.rollback()
        drawn = preview_draw(session, plan=wanted)
    except WrongPlan as refusal:
        session.rollback()
        faults_of(form, {FIELD_ABOUT.get(refusal.field, refusal.field): str(refusal)})
        return _ask(within, form, wave)
    except SurveyRefusal as refusal:
        session.rollback()
        form.form_errors = [str(refusal)]
        return _ask(within, form, wave)
    return render_template(
        "dashboard/wave-preview.html",
        form=form,
        wave=wave,
        plan=wanted,
        drawn=drawn,
        sights=sights(drawn),
        seen=100 * drawn.smallest_change(),
        at_once=100 * drawn.smallest_change(comparisons=len(wanted.primary_outcomes)),
        in_a_unit=seen_in_a_unit(drawn),
        repeated=next((line for line in within.earlier if line.id == wanted.repeats_id), None),
        outcomes=[outcome for code in wanted.primary_outcomes if (outcome := within.asked.outcome(code))],
        design_names=DESIGN_NAMES,
    )


def _keep(plan: WavePlan, wave: WaveDetail | None) -> Wave:
    session, at, by = get_session(), now(), current_officer().officer_id
    if wave is None:
        return plan_wave(session, plan=plan, planned_by_id=by, at=at)
    return change_plan(session, wave_id=wave.id, plan=plan, changed_by_id=by, at=at)


def _ask(within: Setting, form: PlanForm, wave: WaveDetail | None) -> str:
    return render_template(
        "dashboard/wave-plan.html",
        form=form,
        wave=wave,
        campaign=within.campaign,
        asked=within.asked,
        designs=DESIGNS,
        repeatable=[(NOT_A_REPEAT, "None: it is the first"), *((line.id, _named(line)) for line in within.earlier)],
    )


def _plan_from(within: Setting, form: PlanForm, wave: WaveDetail | None) -> WavePlan:
    month = form.month.data
    return WavePlan(
        campaign_id=within.campaign.id,
        code=wave.code if wave and wave.month == month else _free_code(month, within.lines),
        month=month,
        title=within.asked.title,
        instrument_id=within.asked.id,
        design=form.design.data,
        target_answers=form.target_answers.data if form.design.data == "sample" else None,
        expected_response=form.expected_percent.data / 100,
        frame_on=form.frame_on.data,
        closes_on=form.closes_on.data,
        primary_outcomes=tuple(form.outcomes.data),
        repeats_id=form.repeats.data or None,
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


def _next_month(within: Setting, today: date) -> int:
    """0 first, then 12, then the month the campaign is in."""
    if not within.earlier:
        return 0
    begun = within.campaign.starts_on
    months = (today.year - begun.year) * 12 + today.month - begun.month
    return max(12, months, within.earlier[0].month + 1)


def _free_code(month: int, lines: list[WaveLine]) -> str:
    """month-12; a second one of the same month is month-12-2."""
    taken = {line.code for line in lines}
    codes = [f"month-{month}", *(f"month-{month}-{number}" for number in range(2, len(lines) + 3))]
    return next(code for code in codes if code not in taken)


def _named(line: WaveLine) -> str:
    return f"Month {line.month}, {_day(line.opened_at.date() if line.opened_at else line.closes_on)}"


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def _away_from(wave: WaveDetail) -> ResponseReturnValue:
    return redirect(url_for("dashboard.wave", campaign=wave.campaign_code, wave=wave.code), 303)
