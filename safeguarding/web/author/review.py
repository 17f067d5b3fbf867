"""From a draft to what officers see: sent, commented on, sent back or approved, and published."""

from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.content.formats.checking import errors, findings_of, warnings
from safeguarding.content.operations.review import (
    NeedsAReason,
    NotReady,
    add_note,
    approve,
    publish,
    return_with_reason,
    schedule,
    send_for_review,
    settle_note,
    take_back,
)
from safeguarding.content.operations.studio import Refused
from safeguarding.content.queries.studio import WorkingVersion, known_of
from safeguarding.content.rules.merging import difference_between
from safeguarding.content.rules.places import NoSuchPlace
from safeguarding.people.rules.roles import Role
from safeguarding.web.author.area import bp
from safeguarding.web.author.checks import checks_of
from safeguarding.web.author.finding import address_of, working_or_404
from safeguarding.web.author.forms import DayForm, NoteForm, ReasonForm
from safeguarding.web.author.parts import holder_of, id_of, part_of, words_by_part
from safeguarding.web.author.words import KIND_NAMES, STATE_WORDS, STEP_WORDS
from safeguarding.web.shared.areas import AUTHORS
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import Session, get_session
from safeguarding.web.shared.signing_in import current_officer


@bp.route("/<campaign>/<module>/send", methods=["GET", "POST"])
@only(Role.TRAINER)
def send(campaign: str, module: str) -> ResponseReturnValue:
    """Send for review: what is still to put right first; what is only to think about asks for a reason."""
    session, officer = get_session(), current_officer()
    found = working_or_404(session, campaign, module)
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            send_for_review(
                session,
                version_id=found.id,
                revision=_revision(),
                reason=form.reason.data,
                by_id=officer.officer_id,
                at=now(),
            )
        except NeedsAReason as refusal:
            session.rollback()
            form.reason.errors = [str(refusal)]
        except Refused as refusal:
            session.rollback()
            form.form_errors = [str(refusal)]
        else:
            session.commit()
            flash(f"“{found.title}” is sent. A reviewer who did not write it can approve it.")
            return redirect(address_of(found), 303)
    findings = findings_of(found.kind, found.draft.body, known=known_of(session, campaign_id=found.campaign_id))
    return render_template(
        "author/send.html",
        version=found,
        form=form,
        errors=checks_of(found.draft.body, errors(findings)),
        warnings=checks_of(found.draft.body, warnings(findings)),
    )


@bp.post("/<campaign>/<module>/take-back")
@only(Role.TRAINER)
def back(campaign: str, module: str) -> ResponseReturnValue:
    """Take it back from review, to write on."""
    session, officer = get_session(), current_officer()
    found = working_or_404(session, campaign, module)
    try:
        take_back(session, version_id=found.id, by_id=officer.officer_id, at=now())
    except Refused as refusal:
        session.rollback()
        flash(str(refusal))
    else:
        session.commit()
        flash("It is yours to write on.")
    return redirect(address_of(found), 303)


@bp.get("/<campaign>/<module>/review")
@only(*AUTHORS)
def review(campaign: str, module: str) -> str:
    """What changed, every word with its comments, what the checks say, and the decision."""
    session = get_session()
    return _page(session, working_or_404(session, campaign, module))


@bp.post("/<campaign>/<module>/decide")
@only(Role.REVIEWER)
def decide(campaign: str, module: str) -> ResponseReturnValue:
    """Send back with a reason, approve, publish now, or on a day."""
    session, officer = get_session(), current_officer()
    found = working_or_404(session, campaign, module)
    reason, day, pressed = ReasonForm(), DayForm(), request.form.get("do", "")
    facts: dict[str, Any] = {"version_id": found.id, "by_id": officer.officer_id, "at": now()}
    try:
        if pressed == "return":
            return_with_reason(session, revision=_revision(), reason=reason.reason.data or "", **facts)
            told = f"“{found.title}” is back with whoever wrote it, with your reason."
        elif pressed == "approve":
            approve(session, revision=_revision(), **facts)
            told = f"“{found.title}” is approved. Publish it now, or choose a day."
        elif pressed == "publish":
            publish(session, **facts)
            told = f"“{found.title}” is published. Officers see it from now on."
        elif pressed == "schedule":
            if not day.validate() or day.day.data is None:
                raise Refused("; ".join(day.day.errors) or "Enter the day")
            schedule(session, publish_on=day.day.data, **facts)
            told = f"“{found.title}” will be published on {day.day.data.day} {day.day.data:%B %Y}."
        elif pressed == "unschedule":
            schedule(session, publish_on=None, **facts)
            told = "The day is taken away again."
        else:
            abort(400)
    except NotReady as refusal:
        session.rollback()
        return _page(session, found, pressed="approve", refusal=str(refusal)), 422
    except Refused as refusal:
        session.rollback()
        return _page(session, found, pressed=pressed, refusal=str(refusal), typed=reason.reason.data or ""), 422
    session.commit()
    flash(told)
    return redirect(address_of(found, "module" if pressed == "publish" else "review"), 303)


@bp.post("/<campaign>/<module>/note")
@only(*AUTHORS)
def note(campaign: str, module: str) -> ResponseReturnValue:
    """Comment on one place, or settle a comment."""
    session, officer = get_session(), current_officer()
    found = working_or_404(session, campaign, module)
    place, settled = request.form.get("place", ""), request.form.get("settle", type=int)
    form = NoteForm()
    try:
        if settled is not None:
            if settled not in {one.id for one in found.notes}:
                abort(404)
            settle_note(session, note_id=settled, by_id=officer.officer_id, at=now())
        else:
            if not form.validate():
                raise Refused("; ".join(form.words.errors))
            add_note(
                session,
                version_id=found.id,
                revision=_revision(),
                place=place,
                words=form.words.data or "",
                by_id=officer.officer_id,
                at=now(),
            )
    except (Refused, NoSuchPlace) as refusal:
        session.rollback()
        flash(str(refusal))
    else:
        session.commit()
    return redirect(address_of(found, "review", _anchor=id_of(place) or None), 303)


def _page(session: Session, found: WorkingVersion, *, pressed: str = "", refusal: str = "", typed: str = "") -> str:
    officer = current_officer()
    findings = findings_of(found.kind, found.draft.body, known=known_of(session, campaign_id=found.campaign_id))
    parts = words_by_part(found.draft.body)
    changes = difference_between(found.published, found.draft.body) if found.published else None
    shown = {place for part in parts for place, _, _ in part.rows}
    noted = {holder_of(part_of(one.place)) for one in found.notes if not one.is_settled}
    changed = {holder_of(part_of(one.place)) for one in changes or ()}
    return render_template(
        "author/review.html",
        version=found,
        kind_name=KIND_NAMES[found.kind],
        state_words=STATE_WORDS,
        step_words=STEP_WORDS,
        changes=changes,
        parts=parts,
        unfolded={part.part for part in parts} if changes is None else noted | changed,
        other_notes=[one for one in found.notes if one.place not in shown],
        checks=checks_of(found.draft.body, findings),
        day_form=DayForm(formdata=request.form if pressed == "schedule" else None),
        is_reviewer=Role.REVIEWER in officer.roles,
        may_approve=found.may_be_approved_by(officer.officer_id),
        pressed=pressed,
        refusal=refusal,
        typed=typed,
        problems=[({"return": "reason", "schedule": "day"}.get(pressed, ""), refusal)] if refusal else [],
        today=london_today(),
    )


def _revision() -> int:
    revision = request.form.get("revision", type=int)
    return abort(400) if revision is None else revision
