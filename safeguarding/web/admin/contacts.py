"""The contact registry: which lines are due, and putting one right."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.content.operations.contacts import ContactNotRight, edit_contact
from safeguarding.content.queries.contacts import contacts as contact_registry
from safeguarding.content.rules.contacts import ContactLine
from safeguarding.people.operations.audit import record
from safeguarding.people.rules.roles import Role
from safeguarding.web.admin.area import bp
from safeguarding.web.admin.forms import ContactForm
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session
from safeguarding.web.shared.fields import faults_of
from safeguarding.web.shared.signing_in import current_officer

# The registry's own words name a pack's fields; here each stands beside the field it is about.
NOT_RIGHT = {
    "dial": "Enter digits only, or + and digits; leave it empty if it cannot be dialled",
    "review_on": "The next try has to be later than the last one",
}


@bp.get("/contacts")
@only(Role.ADMINISTRATOR)
def contacts() -> str:
    """Every line, those first that are due."""
    registry, today = contact_registry(get_session()), london_today()
    overdue = set(registry.overdue(today))
    due = [line for line in registry if line in overdue or line.verified_on is None]
    return render_template(
        "admin/contacts.html", due=due, others=[line for line in registry if line not in due], today=today
    )


@bp.route("/contacts/<key>", methods=["GET", "POST"])
@only(Role.ADMINISTRATOR)
def contact(key: str) -> ResponseReturnValue:
    """One line: what people read and dial, who looks after it, and when it was last tried."""
    session = get_session()
    line = contact_registry(session).get(key)
    if line is None:
        abort(404)
    form = ContactForm(obj=line)
    if form.validate_on_submit():
        wanted = _wanted(key, form)
        try:
            is_changed = edit_contact(session, line=wanted, at=now())
        except ContactNotRight as refusal:
            session.rollback()
            faults_of(form, {name: NOT_RIGHT.get(name, words) for name, words in refusal.problems.items()})
        else:
            if is_changed:
                about = {"contact": key}
                record(session, actor_id=current_officer().officer_id, action="contact.edited", about=about, at=now())
            session.commit()
            flash(f"{wanted.name} is as you have written it, on every page." if is_changed else "Nothing was changed.")
            return redirect(url_for("admin.contacts"), 303)
    return render_template("admin/contact.html", form=form, line=line, today=london_today())


def _wanted(key: str, form: ContactForm) -> ContactLine:
    return ContactLine(
        key=key,
        name=form.name.data,
        purpose=form.purpose.data,
        value=form.value.data,
        dial=form.dial.data or None,
        hours=form.hours.data,
        who_may_call=form.who_may_call.data,
        verified_on=form.verified_on.data,
        owner=form.owner.data,
        review_on=form.review_on.data,
    )
