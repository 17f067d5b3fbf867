"""Who has been reached, unit by unit: of today's people how many have begun, done one, done all. Never who."""

from datetime import date

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.common.table_files import MEDIA_TYPES, WAYS_TO_WRITE
from safeguarding.content.queries.campaigns import CampaignFront, campaign_front, default_campaign
from safeguarding.insight.operations.target import set_target
from safeguarding.insight.queries.released import begun_today
from safeguarding.insight.rules.cells import FORCE
from safeguarding.insight.rules.keeping import LARGE
from safeguarding.insight.rules.measures import ONE
from safeguarding.insight.rules.small_numbers import FEWEST, FEWEST_IN_A_GROUP
from safeguarding.insight.rules.telling import not_yet_said, people_said, share_said
from safeguarding.people.operations.audit import record
from safeguarding.people.rules.roles import Role
from safeguarding.web.dashboard.area import bp
from safeguarding.web.dashboard.figure_forms import TargetForm
from safeguarding.web.dashboard.reach_file import file_lines
from safeguarding.web.dashboard.reach_view import CLOSED, NOTHING_YET, REACH, SHOWN, Sight, reach_page
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session, reading_session, record_viewing
from safeguarding.web.shared.pages import calendar_day
from safeguarding.web.shared.signing_in import current_officer

bp.add_app_template_filter(people_said)
bp.add_app_template_filter(share_said)
bp.add_app_template_filter(not_yet_said)


@bp.app_template_filter()
def short_day(on: date) -> str:
    """A day of this year, without it."""
    return f"{on.day} {on:%B}" if on.year == london_today().year else calendar_day(on)


@bp.get("/reach")
@only(*REACH.roles)
def reach() -> str:
    """The whole force for comms, their own unit for a unit lead."""
    sight = Sight(reading_session(), today=london_today())
    if sight.first is None:
        return render_template("dashboard/reach-nothing.html", why=CLOSED)
    return _page(sight, sight.first)


@bp.get("/reach/<int:number>")
@only(*REACH.roles)
def reach_unit(number: int) -> str:
    """One unit with what stands under it."""
    sight = Sight(reading_session(), today=london_today())
    if not sight.may_see(number):
        abort(404)
    return _page(sight, number)


@bp.get("/reach/<int:number>/figures.<any(csv,xlsx):ending>")
@only(*REACH.roles)
def reach_file(number: int, ending: str) -> ResponseReturnValue:
    """The same figures as a file, noted in the audit."""
    session = reading_session()
    sight = Sight(session, today=london_today())
    if not sight.may_see(number):
        abort(404)
    campaign = _campaign()
    page = reach_page(session, campaign=campaign, place=sight.place(number)) if campaign else None
    if page is None:
        abort(404)
    with record_viewing() as writing:
        about = {"campaign_id": page.campaign.id, "unit": number or None, "as": ending}
        record(writing, actor_id=current_officer().officer_id, action="figures.exported", about=about, at=now())
    lines = file_lines(page, is_demonstration=current_app.extensions["settings"].is_demonstration)
    answer = Response(b"".join(WAYS_TO_WRITE[ending](lines)), content_type=MEDIA_TYPES[ending])
    name = f"reach-{page.campaign.code}-{page.place.code.lower() or 'force'}-{page.day.released_on.isoformat()}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer


@bp.post("/reach/target")
@only(Role.COMMS)
def reach_target() -> ResponseReturnValue:
    """Set the line the campaign is to reach, or take it away."""
    campaign, form = _campaign(), TargetForm()
    if campaign is None:
        abort(404)
    if not form.validate_on_submit():
        sight = Sight(reading_session(), today=london_today())
        return _page(sight, FORCE, form=form)
    session = get_session()
    set_target(
        session,
        campaign_id=campaign.id,
        per_cent=form.per_cent.data,
        set_by_id=current_officer().officer_id,
        at=now(),
    )
    session.commit()
    flash("The target line is set." if form.per_cent.data else "There is no target line any more.")
    return redirect(url_for("dashboard.reach", campaign=request.args.get("campaign")), 303)


def _campaign() -> CampaignFront | None:
    code = request.args.get("campaign")
    session = reading_session()
    return campaign_front(session, code=code) if code else default_campaign(session, today=london_today())


def _page(sight: Sight, number: int, *, form: TargetForm | None = None) -> str:
    session, campaign = reading_session(), _campaign()
    page = reach_page(session, campaign=campaign, place=sight.place(number)) if campaign else None
    if page is None:
        return render_template("dashboard/reach-nothing.html", why=NOTHING_YET)
    shown = request.args.get("show", ONE)
    shown = shown if shown in SHOWN else ONE
    return render_template(
        "dashboard/reach.html",
        page=page,
        shown=shown,
        titles=page.titles,
        said=page.here.said(shown),
        funnel=page.funnel(shown),
        plot=page.line_of_weeks(shown),
        led=[] if sight.sees_all else [(sight.number_of(unit.id), unit.name) for unit in sight.led],
        today_so_far=begun_today(session, campaign_id=page.campaign.id, at=now()) if number == FORCE else 0,
        target_form=(form or TargetForm(per_cent=page.target)) if sight.sees_all and number == FORCE else None,
        fewest=FEWEST,
        fewest_in_a_group=FEWEST_IN_A_GROUP,
        large=LARGE,
        form=form,
    )
