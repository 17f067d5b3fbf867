"""Finding people, one person's page, and what an administrator may do there."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.people.operations.audit import record
from safeguarding.people.operations.roles import RoleRefusal, grant
from safeguarding.people.operations.sign_in import NotInPost, issue_activation_code, sign_out_everywhere
from safeguarding.people.queries.people_search import people_found
from safeguarding.people.queries.person import Person, person
from safeguarding.people.queries.role_holders import roles_of_person
from safeguarding.people.queries.units import find_unit_by_code
from safeguarding.people.rules.roles import (
    ROLE_FAMILY_NAMES,
    ROLE_NAMES,
    WITHDRAWN_BECAUSE,
    Role,
    is_for_a_unit,
    needs_a_second_granter,
)
from safeguarding.people.rules.search import words_to_find
from safeguarding.people.rules.sign_in import CODE_LASTS
from safeguarding.web.admin.area import bp
from safeguarding.web.admin.forms import ROLES_TO_GRANT, GrantForm, SearchForm
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session, reading_session, record_viewing
from safeguarding.web.shared.signing_in import current_officer

TOO_SHORT = "Enter at least two letters of a name, or two characters of a staff number"


@bp.route("/people", methods=["GET", "POST"])
@only(Role.ADMINISTRATOR)
def people() -> str:
    """Who somebody means. What they typed is sent as a form, so that no name stands in an address or a log."""
    form = SearchForm()
    found = None
    if form.validate_on_submit():
        words = words_to_find(form.words.data)
        if words:
            page = request.form.get("page", default=1, type=int)
            found = people_found(reading_session(), words=words, on=london_today(), page=page)
        else:
            form.words.errors = [TOO_SHORT]
    return render_template("admin/people.html", form=form, found=found, role_family_names=ROLE_FAMILY_NAMES)


@bp.get("/people/<public_id>")
@only(Role.ADMINISTRATOR)
def one_person(public_id: str) -> str:
    """Posts, roles and sign-in of one person. That it was looked at is recorded."""
    known = _person(public_id)
    page = _person_page(known, GrantForm(formdata=None))
    with record_viewing() as session:
        about = {"officer": known.officer_id}
        record(session, actor_id=current_officer().officer_id, action="person.viewed", about=about, at=now())
    return page


@bp.post("/people/<public_id>/roles")
@only(Role.ADMINISTRATOR)
def grant_role(public_id: str) -> ResponseReturnValue:
    """Give somebody a role."""
    session, known = get_session(), _person(public_id)
    form = GrantForm()
    if not form.validate_on_submit():
        return _person_page(known, form)
    role, unit_id = Role(form.role.data), None
    if is_for_a_unit(role):
        unit = find_unit_by_code(session, code=form.unit.data or "")
        if unit is None:
            form.unit.errors = ["Enter the code of the unit they lead, as the units page has it"]
            return _person_page(known, form)
        unit_id = unit.id
    try:
        grant(
            session,
            officer_id=known.officer_id,
            role=role,
            unit_id=unit_id,
            granted_by_id=current_officer().officer_id,
            at=now(),
        )
    except RoleRefusal as refusal:
        session.rollback()
        form.form_errors = [str(refusal)]
        return _person_page(known, form)
    session.commit()
    waits = " It counts once a second administrator has agreed." if needs_a_second_granter(role) else ""
    flash(f"The role “{ROLE_NAMES[role]}” was granted.{waits}")
    return redirect(url_for("admin.one_person", public_id=public_id), 303)


@bp.post("/people/<public_id>/code")
@only(Role.ADMINISTRATOR)
def give_code(public_id: str) -> ResponseReturnValue:
    """An activation code for one person, shown this once."""
    session, at, known = get_session(), now(), _person(public_id)
    by_id = current_officer().officer_id
    try:
        code = issue_activation_code(session, officer_id=known.officer_id, at=at, issued_by_id=by_id)
    except NotInPost as refusal:
        session.rollback()
        flash(str(refusal))
        return redirect(url_for("admin.one_person", public_id=public_id), 303)
    session.commit()
    return render_template(
        "admin/code.html",
        person=known,
        code=code,
        activate_at=url_for("account.activate", _external=True),
        until=at + CODE_LASTS,
    )


@bp.post("/people/<public_id>/sign-out")
@only(Role.ADMINISTRATOR)
def sign_out(public_id: str) -> ResponseReturnValue:
    """End every session of one person's."""
    session, known = get_session(), _person(public_id)
    by_id = current_officer().officer_id
    ended = sign_out_everywhere(session, officer_id=known.officer_id, ended_by_id=by_id, at=now())
    session.commit()
    flash("They were not signed in." if not ended else "They are signed out everywhere.")
    return redirect(url_for("admin.one_person", public_id=public_id), 303)


def _person(public_id: str) -> Person:
    return person(get_session(), public_id=public_id, at=now(), on=london_today())


def _person_page(known: Person, form: GrantForm) -> str:
    today, me = london_today(), current_officer().officer_id
    return render_template(
        "admin/person.html",
        person=known,
        roles=roles_of_person(get_session(), officer_id=known.officer_id, on=today),
        form=form,
        is_myself=known.officer_id == me,
        me=me,
        today=today,
        role_names=ROLE_NAMES,
        roles_to_grant=ROLES_TO_GRANT,
        role_family_names=ROLE_FAMILY_NAMES,
        because=WITHDRAWN_BECAUSE,
    )
