"""Going through a scenario, scene by scene, to its result."""

import re
import secrets
from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import now
from safeguarding.content.queries.modules import PublishedModule
from safeguarding.learning.operations.scenario import choose, look
from safeguarding.learning.queries.scenes import NoResultYet, NotThereYet, result_view, step_view
from safeguarding.learning.queries.shelf import module_state
from safeguarding.learning.queries.sitting import Sitting, sitting_of
from safeguarding.learning.rules.looks import Look
from safeguarding.learning.rules.path import walk
from safeguarding.learning.rules.refusals import Refusal
from safeguarding.people.queries.sign_in import SignedIn
from safeguarding.people.rules.roles import RoleFamily
from safeguarding.web.learn import words
from safeguarding.web.learn.blueprint import bp
from safeguarding.web.learn.finding import address_of, as_begun, attempt_and_module, attempt_looked_up, module_or_404
from safeguarding.web.shared.audience import officers_only
from safeguarding.web.shared.carry import carries_over
from safeguarding.web.shared.database import Session, get_session, reading_session
from safeguarding.web.shared.signing_in import current_officer

LONGEST_EVENT = 200
NO_CHOICE = "Choose what you would do, then go on."

STEP = re.compile(r"[1-9][0-9]{0,2}")


@bp.get("/learn/<campaign>/<module>/step/<int:number>", endpoint="step")
@officers_only
def show_step(campaign: str, module: str, number: int) -> ResponseReturnValue:
    """One scene of the officer's way, with everything they have picked in it."""
    session, officer = get_session(), current_officer()
    found = _scenario_or_404(session, campaign, module)
    if found.is_withdrawn:
        return render_template("learn/withdrawn.html", module=found)
    sitting = sitting_of(session, officer_id=officer.officer_id, module_id=found.module_id)
    if sitting is None:
        return redirect(address_of(found))
    try:
        return _step_page(session, sitting, found, number=number)
    except NotThereYet as elsewhere:
        flash(str(elsewhere))
        return redirect(address_of(found, "step", number=elsewhere.furthest))


def apply_look(session: Session, officer: SignedIn, view_args: Mapping[str, Any], fields: Mapping[str, str]) -> str:
    """Keep what the officer decided about one object; the address of the step it is in."""
    return _look(session, attempt_looked_up(officer, view_args, fields), fields)


def _look(session: Session, about: tuple[int, PublishedModule], fields: Mapping[str, str]) -> str:
    attempt_id, found = about
    if not found.is_scenario:
        abort(404)
    thing, state = fields.get("object", ""), fields.get("state", "")
    if state not in set(Look):
        abort(400)
    try:
        look(
            session,
            attempt_id=attempt_id,
            module=found,
            event_id=_event(fields, thing, state),
            scene=fields.get("scene", ""),
            object=thing,
            state=Look(state),
            at=now(),
        )
    except Refusal as refusal:
        flash(str(refusal))
    return _step_address(found, fields, anchor="object")


@bp.post("/learn/<campaign>/<module>/look", endpoint="look")
@officers_only
@carries_over(apply_look)
def look_at_object(campaign: str, module: str) -> ResponseReturnValue:
    """Open, mark or leave an object; back to the same step."""
    about = attempt_looked_up(current_officer(), {"campaign": campaign, "module": module}, request.form)
    session = get_session()
    address = _look(session, about, request.form)
    session.commit()
    return redirect(address, 303)


def apply_choice(session: Session, officer: SignedIn, view_args: Mapping[str, Any], fields: Mapping[str, str]) -> str:
    """Take the officer's choice at the end of a scene; the address of what follows."""
    attempt, found = attempt_and_module(session, officer, view_args, fields)
    if not found.is_scenario:
        abort(404)
    scene, choice = fields.get("scene", ""), fields.get("choice", "")
    try:
        path = choose(
            session,
            attempt=attempt,
            module=found,
            event_id=_event(fields, choice),
            scene=scene,
            choice=choice,
            at=now(),
        )
    except Refusal as refusal:
        flash(str(refusal))
        return _step_address(found, fields)
    following = path.step_after(scene)
    return address_of(found, "result") if following is None else address_of(found, "step", number=following)


@bp.post("/learn/<campaign>/<module>/choose", endpoint="choose")
@officers_only
@carries_over(apply_choice)
def choose_what_to_do(campaign: str, module: str) -> ResponseReturnValue:
    """What the officer does at the end of a scene; on to the next, or to the result."""
    officer = current_officer()
    if not request.form.get("choice"):
        looking = reading_session()
        found = _scenario_or_404(looking, campaign, module)
        sitting = sitting_of(looking, officer_id=officer.officer_id, module_id=found.module_id)
        number = request.form.get("step", 0, type=int)
        if sitting is None:
            return redirect(address_of(found), 303)
        try:
            return _step_page(looking, sitting, found, number=number, problem=NO_CHOICE)
        except NotThereYet as elsewhere:
            return redirect(address_of(found, "step", number=elsewhere.furthest), 303)
    session = get_session()
    address = apply_choice(session, officer, {"campaign": campaign, "module": module}, request.form)
    session.commit()
    return redirect(address, 303)


@bp.get("/learn/<campaign>/<module>/result", endpoint="result")
@officers_only
def show_result(campaign: str, module: str) -> ResponseReturnValue:
    """What came of it, for as long as the attempt is open."""
    session, officer = get_session(), current_officer()
    found = _scenario_or_404(session, campaign, module)
    if found.is_withdrawn:
        return render_template("learn/withdrawn.html", module=found)
    sitting = sitting_of(session, officer_id=officer.officer_id, module_id=found.module_id)
    if sitting is None:
        state = module_state(session, officer_id=officer.officer_id, module_id=found.module_id)
        return render_template("learn/not-kept.html", module=found, completion=state.completion)
    found = as_begun(session, found, version_id=sitting.version_id)
    try:
        view = result_view(sitting, scenario=found.scenario, role_family=officer.role_family)
    except NoResultYet as elsewhere:
        flash(str(elsewhere))
        return redirect(address_of(found, "step", number=elsewhere.furthest))
    return render_template(
        "learn/result.html",
        module=found,
        view=view,
        attempt=sitting.public_id,
        role=role_asked_for(officer),
        role_names=words.role_tabs(officer.role_family),
    )


# What the pages above share


def _scenario_or_404(session: Session, campaign: str, module: str) -> PublishedModule:
    found = module_or_404(session, campaign, module)
    if not found.is_scenario:
        abort(404)
    return found


def _event(fields: Mapping[str, str], *what: str) -> str:
    """The id of one thing done: a page sends the same for all its buttons, so what was pressed is part of it."""
    return ".".join((*what, fields.get("event", "")))[:LONGEST_EVENT]


def _step_page(session: Session, sitting: Sitting, found: PublishedModule, *, number: int, problem: str = "") -> str:
    found = as_begun(session, found, version_id=sitting.version_id)
    view = step_view(sitting, scenario=found.scenario, step=number)
    count = words.looks_in_words(marked=view.marked, left=view.left, to_go=view.to_go)
    thing = view.open_object
    return render_template(
        "learn/step.html",
        module=found,
        view=view,
        attempt=sitting.public_id,
        event=secrets.token_urlsafe(12),
        count=count,
        said=f"{words.looked_at(thing)} {count}." if thing else "",
        next_thing=words.next_unopened(view),
        choices=[(choice.code, choice.text) for choice in view.choices],
        chosen=next((choice.code for choice in view.choices if choice.is_chosen), ""),
        is_large=request.values.get("picture") == "large",
        problems=[("choice", problem)] if problem else [],
        choice_problem=problem,
        come_back_to=address_of(found, "step", number=number),
    )


def role_asked_for(officer: SignedIn) -> RoleFamily:
    asked = request.args.get("role", "")
    return RoleFamily(asked) if asked in set(RoleFamily) else officer.role_family


def _step_address(found: PublishedModule, fields: Mapping[str, str], *, anchor: str | None = None) -> str:
    """The step a form was sent from, with the picture as large as it was there."""
    number = fields.get("step", "")
    picture = "large" if fields.get("picture") == "large" else None
    return address_of(
        found, "step", number=int(number) if STEP.fullmatch(number) else 1, picture=picture, _anchor=anchor
    )


def where_they_are(session: Session, officer: SignedIn, found: PublishedModule) -> str:
    """The furthest step the officer has reached, or the result."""
    sitting = sitting_of(session, officer_id=officer.officer_id, module_id=found.module_id)
    if sitting is None:
        return address_of(found)
    path = walk(as_begun(session, found, version_id=sitting.version_id).scenario, sitting.choices)
    return address_of(found, "result") if path.ending else address_of(found, "step", number=path.furthest)
