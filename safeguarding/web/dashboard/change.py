"""Whether awareness changed: what a wave's release says, and nothing that is not in it."""

from flask import Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import now
from safeguarding.common.table_files import MEDIA_TYPES, WAYS_TO_WRITE
from safeguarding.people.operations.audit import record
from safeguarding.people.rules.roles import Role
from safeguarding.survey.queries.released import Released, newest_released, released, released_waves
from safeguarding.survey.queries.waves import find_wave, wave_detail, wave_list
from safeguarding.survey.rules import in_words, telling
from safeguarding.survey.rules.summing import summed_up
from safeguarding.web.dashboard.area import bp
from safeguarding.web.dashboard.change_file import file_lines
from safeguarding.web.dashboard.forest import forest
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session, record_viewing
from safeguarding.web.shared.signing_in import current_officer


@bp.get("/change")
@only(Role.COMMS)
def change() -> ResponseReturnValue:
    """The card of the wave released last; before there is one, what is still to come."""
    session = get_session()
    newest = newest_released(session)
    if newest is None:
        return render_template("dashboard/change-nothing.html", waves=wave_list(session))
    wave = wave_detail(session, wave_id=newest)
    return change_wave(wave.campaign_code, wave.code)


@bp.get("/change/<campaign>/<wave>")
@only(Role.COMMS)
def change_wave(campaign: str, wave: str) -> str:
    """The change card of one wave: one page to read, and to print."""
    found = _released(campaign, wave)
    told = found.release
    return _page(
        "dashboard/change.html",
        campaign,
        wave,
        found,
        plots=forest(told.primary, is_compared=told.is_compared),
        others=[each for each in released_waves(get_session()) if each.id != found.wave_id],
    )


@bp.get("/change/<campaign>/<wave>/questions")
@only(Role.COMMS)
def change_questions(campaign: str, wave: str) -> str:
    """Every question, and every answer to it."""
    return _page("dashboard/change-questions.html", campaign, wave, _released(campaign, wave))


@bp.get("/change/<campaign>/<wave>/groups")
@only(Role.COMMS)
def change_groups(campaign: str, wave: str) -> str:
    """The primary outcomes by kind of work and by units, with who answered."""
    return _page("dashboard/change-groups.html", campaign, wave, _released(campaign, wave))


@bp.get("/change/<campaign>/<wave>/method")
@only(Role.COMMS)
def change_method(campaign: str, wave: str) -> str:
    """How every figure was computed, and from what."""
    return _page("dashboard/change-method.html", campaign, wave, _released(campaign, wave))


@bp.get("/change/<campaign>/<wave>/figures.<any(csv,xlsx):ending>")
@only(Role.COMMS)
def change_file(campaign: str, wave: str, ending: str) -> ResponseReturnValue:
    """Every released figure as a file, noted in the audit."""
    found = _released(campaign, wave)
    with record_viewing() as writing:
        about = {"wave_id": found.wave_id, "as": ending}
        record(writing, actor_id=current_officer().officer_id, action="figures.exported", about=about, at=now())
    lines = file_lines(found, is_demonstration=current_app.extensions["settings"].is_demonstration)
    answer = Response(b"".join(WAYS_TO_WRITE[ending](lines)), content_type=MEDIA_TYPES[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="change-{campaign}-{wave}.{ending}"'
    return answer


def _released(campaign: str, wave: str) -> Released:
    """The release of this wave; a wave that is not released is not there."""
    session = get_session()
    found = released(session, wave_id=find_wave(session, campaign=campaign, code=wave).id)
    if found is None:
        abort(404)
    return found


def _page(template: str, campaign: str, wave: str, found: Released, **more: object) -> str:
    return render_template(
        template,
        campaign_code=campaign,
        wave_code=wave,
        told=found.release,
        facts=found.facts,
        say=telling,
        words=in_words,
        summed_up=summed_up,
        **more,
    )
