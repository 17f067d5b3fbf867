"""Planning a survey: asked, shown what it could see, decided."""

from dataclasses import dataclass
from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.people.rules.roles import Role
from safeguarding.survey.models import Wave
from safeguarding.survey.operations.planning import (
    REPEATABLE,
    WavePlan,
    WrongPlan,
    change_plan,
    plan_wave,
    preview_draw,
)
from safeguarding.survey.operations.releasing import FEWEST_RESPONSES
from safeguarding.survey.queries.campaigns import SurveyedCampaign, surveyed_campaigns
from safeguarding.survey.queries.instruments import newest_instruments
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
    PlanForm,
)
from safeguarding.web.dashboard.wave_words import (
    FRESH_FOR_EACH,
    answers_for_a_fresh_part,
    seen_in_a_unit,
    sights,
    wave_address,
)
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session, reading_anew
from safeguarding.web.shared.fields import faults_of
from safeguarding.web.shared.signing_in import current_officer

DESIGN_NAMES = {value: words for value, words, _ in DESIGNS}


@dataclass(frozen=True)
class Setting:
    """What a plan is made within: the campaign, the newest questions, and the surveys it could repeat.

    `others`: campaigns for which a survey could be planned as well.
    """

    campaign: SurveyedCampaign
    others: list[SurveyedCampaign]
    asked: AskedInstrument
    earlier: list[WaveLine]
    lines: list[WaveLine]


@bp.route("/waves/plan", methods=["GET", "POST"])
@only(Role.COMMS)
def plan() -> ResponseReturnValue:
    """Say what is to be asked of whom; see what it could show; decide. `campaign` says of which, if not the newest."""
    within = _setting(None, campaign=request.args.get("campaign"))
    if within is None:
        return render_template("dashboard/wave-nothing.html")
    return _plan_page(within, _form_of(within, None), wave=None)


@bp.route("/waves/<campaign>/<wave>/plan", methods=["GET", "POST"])
@only(Role.COMMS)
def plan_again(campaign: str, wave: str) -> ResponseReturnValue:
    """Change a plan while nobody has been asked."""
    found = find_wave(get_session(), campaign=campaign, code=wave)
    if found.state != "planned":
        return redirect(wave_address(found), 303)
    within = _setting(found)
    if within is None:
        abort(404)
    return _plan_page(within, _form_of(within, found), wave=found)


def _setting(wave: WaveDetail | None, *, campaign: str | None = None) -> Setting | None:
    """For the campaign of this plan, or the one named, or the newest; None while there is nothing to ask."""
    session = get_session()
    campaigns = surveyed_campaigns(session)
    if not campaigns:
        return None
    wanted = wave.campaign_code if wave else campaign or campaigns[0].code
    of = next((one for one in campaigns if one.code == wanted), None)
    if of is None:
        abort(404)
    known = newest_instruments(session, campaign_id=of.id)
    asked = next((one for one in known if wave and one.code == wave.instrument_code), known[0])
    lines = [line for line in wave_list(session) if line.campaign_id == of.id]
    others = [one for one in campaigns if one.id != of.id]
    return Setting(of, others, asked, [line for line in lines if line.state in REPEATABLE], lines)


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
        target_answers=_usual_target(first),
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
        drawn = preview_draw(reading_anew(), plan=wanted)
    except WrongPlan as refusal:
        session.rollback()
        if step == "plan" and refusal.field == "code":
            # Pressed twice: it is planned.
            return redirect(url_for("dashboard.wave", campaign=within.campaign.code, wave=wanted.code), 303)
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
        campaign=within.campaign,
        drawn=drawn,
        sights=sights(drawn),
        seen=100 * drawn.smallest_change(),
        fewest=FEWEST_RESPONSES,
        at_once=100 * drawn.smallest_change(comparisons=len(wanted.primary_outcomes)),
        in_a_unit=seen_in_a_unit(drawn),
        fresh_needs=answers_for_a_fresh_part(drawn, wanted),
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
        others=within.others,
        asked=within.asked,
        designs=DESIGNS,
        repeatable=[(NOT_A_REPEAT, "None: it is the first"), *((line.id, _named(line)) for line in within.earlier)],
    )


def _plan_from(within: Setting, form: PlanForm, wave: WaveDetail | None) -> WavePlan:
    month = form.month.data
    return WavePlan(
        campaign_id=within.campaign.id,
        code=wave.code if wave and wave.month == month else form.code.data or _free_code(month, within.lines),
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


def _usual_target(repeated: WaveLine | None) -> int:
    """Of a repeat half as many again, so that others are asked as well as those who were asked before."""
    if repeated is None or repeated.target_answers is None:
        return TARGET
    return round(repeated.target_answers * (1 + FRESH_FOR_EACH))


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
