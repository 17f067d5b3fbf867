"""A module's pages, of every kind: opened, begun, put by, finished. Scenes, player and home are in files beside it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.content.queries.campaigns import campaign_front
from safeguarding.content.queries.modules import PublishedModule
from safeguarding.learning.operations.article import complete_article
from safeguarding.learning.operations.attempts import begin
from safeguarding.learning.operations.podcast import complete_transcript
from safeguarding.learning.operations.resource import open_resource
from safeguarding.learning.operations.saving import save_for_later, take_off
from safeguarding.learning.operations.scenario import finish_scenario
from safeguarding.learning.operations.setting_aside import set_aside
from safeguarding.learning.queries.shelf import ModuleState, module_state, module_with_state, shelf
from safeguarding.learning.rules.done import done_rule, may_be_set_aside
from safeguarding.learning.rules.refusals import Refusal
from safeguarding.people.queries.sign_in import SignedIn
from safeguarding.web.learn import listening, scenes, starting, words
from safeguarding.web.learn.blueprint import bp as bp
from safeguarding.web.learn.finding import address_of, as_begun, attempt_and_module, module_or_404
from safeguarding.web.learn.player import player_of
from safeguarding.web.learn.reading import NotThisReading, reading_begun, when_reading_began
from safeguarding.web.learn.scenes import role_asked_for, where_they_are
from safeguarding.web.shared.addresses import own_path
from safeguarding.web.shared.audience import officers_only
from safeguarding.web.shared.carry import carries_over
from safeguarding.web.shared.database import Session, get_session, reading_anew, reading_session
from safeguarding.web.shared.signing_in import current_officer

# Importing these is what puts their routes into the area.
PARTS = (listening, scenes, starting)


@bp.get("/learn/<campaign>/<module>", endpoint="module")
@officers_only
def show_module(campaign: str, module: str) -> ResponseReturnValue:
    """What there is to read, hear, open or go to; what counts as done comes first."""
    session, officer = get_session(), current_officer()
    known = module_with_state(session, officer_id=officer.officer_id, campaign=campaign, module=module)
    if known is None:
        abort(404)
    found, state = known
    if found.is_withdrawn:
        return render_template("learn/withdrawn.html", module=found)
    return _module_page(session, officer, found, state)


@bp.post("/learn/<campaign>/<module>/begin", endpoint="begin")
@officers_only
def begin_module(campaign: str, module: str) -> ResponseReturnValue:
    """Start, or go on from where the officer was. A page to read sends this by itself after ten seconds, and so does a
    resource, which is done by being opened."""
    session, officer = get_session(), current_officer()
    found = _module_to_do_or_404(campaign, module)
    try:
        if found.is_resource:
            _record_opening(session, officer, found, request.form)
        else:
            begun_at = None if found.is_scenario else _when_begun(officer, found, request.form)
            begin(session, officer_id=officer.officer_id, module=found, at=now(), begun_at=begun_at)
    except (Refusal, NotThisReading) as refusal:
        session.rollback()
        flash(str(refusal))
        return redirect(address_of(found), 303)
    session.commit()
    return redirect(where_they_are(reading_anew(), officer, found), 303) if found.is_scenario else ("", 204)


def apply_saving(session: Session, officer: SignedIn, view_args: Mapping[str, Any], fields: Mapping[str, str]) -> str:
    """Put a module by for later, or take it off again; back to the page this was asked on."""
    found = module_or_404(reading_session(), view_args["campaign"], view_args["module"])
    if fields.get("saved") == "no":
        take_off(session, officer_id=officer.officer_id, module=found)
    else:
        try:
            save_for_later(session, officer_id=officer.officer_id, module=found, at=now())
        except Refusal as refusal:
            flash(str(refusal))
    return own_path(fields.get("next", "")) or address_of(found)


@bp.post("/learn/<campaign>/<module>/save", endpoint="save")
@officers_only
@carries_over(apply_saving)
def save_module(campaign: str, module: str) -> ResponseReturnValue:
    """Put a module by for later, or take it off again."""
    session = get_session()
    address = apply_saving(session, current_officer(), {"campaign": campaign, "module": module}, request.form)
    session.commit()
    return redirect(address, 303)


# The end


def apply_finish(session: Session, officer: SignedIn, view_args: Mapping[str, Any], fields: Mapping[str, str]) -> str:
    """Close a scenario, or record what was read or opened; the address of what comes after."""
    if "attempt" not in fields:
        return _apply_record(session, officer, view_args, fields)
    attempt, found = attempt_and_module(session, officer, view_args, fields)
    if not found.is_scenario:
        abort(404)
    try:
        finish_scenario(session, attempt=attempt, module=found, at=now())
    except Refusal as refusal:
        flash(str(refusal))
        return address_of(found, "result")
    return address_of(found, "done")


@bp.post("/learn/<campaign>/<module>/finish", endpoint="finish")
@officers_only
@carries_over(apply_finish)
def finish_module(campaign: str, module: str) -> ResponseReturnValue:
    """Finish a scenario; say that something was read or opened; or answer an article, and see the reply to it here and
    nowhere else."""
    session, officer = get_session(), current_officer()
    if "attempt" in request.form:
        address = apply_finish(session, officer, {"campaign": campaign, "module": module}, request.form)
        session.commit()
        return redirect(address, 303)

    found = _module_to_do_or_404(campaign, module)
    try:
        reply = _record(session, officer, found, request.form)
    except (Refusal, NotThisReading) as refusal:
        session.rollback()
        if found.is_withdrawn:
            return render_template("learn/withdrawn.html", module=found), 409
        return _module_again(reading_anew(), officer, found, refusal)
    session.commit()
    return _done_page(reading_anew(), officer, found, reply=reply)


@bp.get("/learn/<campaign>/<module>/done", endpoint="done")
@officers_only
def show_done(campaign: str, module: str) -> ResponseReturnValue:
    """What was recorded and why, and the next thing."""
    session, officer = get_session(), current_officer()
    return _done_page(session, officer, module_or_404(session, campaign, module), reply="")


# What the pages above share


def _module_to_do_or_404(campaign: str, module: str) -> PublishedModule:
    """A module that can be done on our pages, looked up before the turn to write is taken."""
    found = module_or_404(reading_session(), campaign, module)
    if not done_rule(found.kind).is_done_here:
        abort(404)
    return found


def _module_page(
    session: Session,
    officer: SignedIn,
    found: PublishedModule,
    state: ModuleState,
    *,
    begun: str = "",
    chosen: str = "",
    problem: str = "",
) -> str:
    """A module's own page. `begun` is what it carried when something on it was refused, so that its time runs on."""
    if found.is_podcast and state.open_attempt:
        found = as_begun(session, found, version_id=state.open_attempt.version_id)
    about = {
        "module": found,
        "front": found.body,
        "kind_name": words.KIND_NAMES[found.kind],
        "state": state,
        "done_rule": done_rule(found.kind),
        "may_be_set_aside": may_be_set_aside(found.kind, has_content_note=found.body.content_note is not None),
        "begun": begun or reading_begun(officer_id=officer.officer_id, version_id=found.version_id, at=now()),
        "come_back_to": address_of(found),
        "problems": [("", problem)] if problem else [],
    }
    if found.is_scenario:
        return render_template("learn/scenario.html", **about)
    if found.is_podcast:
        about["problems"] = [("read-it", problem)] if problem else []
        return render_template("learn/podcast.html", **about, player=player_of(found.podcast, state.heard))
    if found.is_resource:
        role = request.values.get("role", "")
        return render_template(
            "learn/resource.html",
            **about,
            role=role if role == "all" else role_asked_for(officer),
            role_names=words.role_tabs(officer.role_family),
        )
    if found.is_training:
        campaign = campaign_front(session, code=found.campaign_code)
        day = found.training.on(campaign.starts_on) if campaign else None
        return render_template("learn/training.html", **about, day=day, is_over=bool(day and day < london_today()))
    about["problems"] = [("choice", problem)] if problem else []
    return render_template(
        "learn/article.html",
        **about,
        choices=[(choice.code, choice.text) for choice in found.article.check.choices],
        chosen=chosen,
        choice_problem=problem,
    )


def _module_again(session: Session, officer: SignedIn, found: PublishedModule, refusal: Exception) -> str:
    """The page as it was, with what was wrong, the answer still chosen and the time since it was opened running."""
    begun = "" if isinstance(refusal, NotThisReading) else request.form.get("begun", "")
    chosen = request.form.get("choice", "")
    state = module_state(session, officer_id=officer.officer_id, module_id=found.module_id)
    return _module_page(session, officer, found, state, begun=begun, chosen=chosen, problem=str(refusal))


def _record(session: Session, officer: SignedIn, found: PublishedModule, fields: Mapping[str, str]) -> str:
    """Record that the officer has read or opened it, or set it aside; the reply to their answer, if they gave one."""
    if fields.get("aside") == "yes":
        set_aside(session, officer_id=officer.officer_id, module=found, at=now())
        return ""
    if found.is_article:
        return complete_article(
            session,
            officer_id=officer.officer_id,
            module=found,
            begun_at=_when_begun(officer, found, fields),
            at=now(),
            choice=fields.get("choice"),
        )
    if found.is_podcast:
        _record_transcript(session, officer, found, fields)
    elif found.is_resource:
        _record_opening(session, officer, found, fields)
    else:
        abort(404)
    return ""


def _record_transcript(session: Session, officer: SignedIn, found: PublishedModule, fields: Mapping[str, str]) -> None:
    state = module_state(session, officer_id=officer.officer_id, module_id=found.module_id)
    if state.open_attempt:
        found = as_begun(session, found, version_id=state.open_attempt.version_id)
    begun_at = _when_begun(officer, found, fields)
    complete_transcript(session, officer_id=officer.officer_id, module=found, begun_at=begun_at, at=now())


def _record_opening(session: Session, officer: SignedIn, found: PublishedModule, fields: Mapping[str, str]) -> None:
    begun_at = _when_begun(officer, found, fields)
    open_resource(session, officer_id=officer.officer_id, module=found, begun_at=begun_at, at=now())


def _when_begun(officer: SignedIn, found: PublishedModule, fields: Mapping[str, str]) -> datetime:
    return when_reading_began(fields.get("begun", ""), officer_id=officer.officer_id, version_id=found.version_id)


def _apply_record(session: Session, officer: SignedIn, view_args: Mapping[str, Any], fields: Mapping[str, str]) -> str:
    """The same for what was carried over a sign-in: it is recorded, and the reply to an answer is not told."""
    found = _module_to_do_or_404(view_args["campaign"], view_args["module"])
    try:
        _record(session, officer, found, fields)
    except (Refusal, NotThisReading) as refusal:
        flash(str(refusal))
        return address_of(found)
    return address_of(found, "done")


def _done_page(session: Session, officer: SignedIn, found: PublishedModule, *, reply: str) -> str:
    state = module_state(session, officer_id=officer.officer_id, module_id=found.module_id)
    on_shelf = shelf(session, officer_id=officer.officer_id, campaign_code=found.campaign_code)
    return render_template(
        "learn/done.html",
        module=found,
        completion=state.completion,
        reply=reply,
        next_item=on_shelf.next_thing,
        come_back_to=address_of(found, "done"),
    )
