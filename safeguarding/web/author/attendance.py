"""Who was at a training: numbers typed or pasted, names looked at, then marked. It cannot be taken back."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from safeguarding.common.canonical import fingerprint_of
from safeguarding.common.clock import london_today, now
from safeguarding.content.queries.modules import PublishedModule, published_module
from safeguarding.learning.operations.attendance import mark_attendance
from safeguarding.learning.queries.attendance import begins_at, trainings, who_came
from safeguarding.learning.rules.attendance import MOST_NUMBERS, Came, ListedPerson, day_has_come
from safeguarding.learning.rules.refusals import Refusal
from safeguarding.people.rules.roles import Role
from safeguarding.people.rules.typed_numbers import numbers_in
from safeguarding.web.author.area import bp
from safeguarding.web.author.attendance_forms import ListForm, MarkForm
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session, reading_session
from safeguarding.web.shared.signing_in import current_officer

TOO_MANY = f"Mark {MOST_NUMBERS} people at a time"
CHANGED = "The list has changed since it was shown. Look at the names again."
SAYS = {
    Came.TO_MARK: "Will be marked",
    Came.ALREADY: "Already marked, so nothing changes",
    Came.NOT_IN_POST: "Not in post today, so cannot be marked",
    Came.UNKNOWN: "Nobody can be found by this. Check the number; if it is right, an administrator can mark them",
}


@bp.get("/attendance")
@only(Role.TRAINER)
def attendance() -> str:
    """The trainings there are."""
    return render_template("author/attendance.html", trainings=trainings(get_session()), today=london_today())


@bp.route("/attendance/<campaign>/<module>", methods=["GET", "POST"])
@only(Role.TRAINER)
def who_was_there(campaign: str, module: str) -> ResponseReturnValue:
    """The numbers in; back comes who they are, and nothing is marked yet."""
    found, form = _training(campaign, module), ListForm()
    if form.validate_on_submit():
        numbers = numbers_in(form.numbers.data)
        if len(numbers) <= MOST_NUMBERS:
            return _names_page(found, form.numbers.data)
        form.numbers.errors = [f"{TOO_MANY}; these are {len(numbers)}"]
    held_at = begins_at(reading_session(), module=found)
    has_come = day_has_come(held_at.date(), today=london_today())
    return render_template("author/who-was-there.html", module=found, form=form, held_at=held_at, has_come=has_come)


@bp.post("/attendance/<campaign>/<module>/mark")
@only(Role.TRAINER)
def mark_who_came(campaign: str, module: str) -> ResponseReturnValue:
    """Yes: exactly those who were shown are marked."""
    found, form = _training(campaign, module), MarkForm()
    if not form.validate_on_submit():
        return redirect(url_for("author.who_was_there", campaign=campaign, module=module), 303)
    session = get_session()
    officer_ids = _to_mark(_listed(found, form.numbers.data))
    if fingerprint_of({"to_mark": officer_ids}) != form.seen.data:
        return _names_page(found, form.numbers.data, problem=CHANGED)
    try:
        by_id = current_officer().officer_id
        marked = mark_attendance(session, module=found, officer_ids=officer_ids, marked_by_id=by_id, at=now())
    except Refusal as refusal:
        session.rollback()
        return _names_page(found, form.numbers.data, problem=str(refusal))
    session.commit()
    people = "1 person is" if len(marked) == 1 else f"{len(marked)} people are"
    flash(f"{people} marked. It is in their record now.")
    return redirect(url_for("author.attendance"), 303)


def _training(campaign: str, module: str) -> PublishedModule:
    found = published_module(reading_session(), campaign=campaign, module=module)
    if found is None or not found.is_training or found.is_withdrawn:
        abort(404)
    return found


def _listed(found: PublishedModule, typed: str) -> list[ListedPerson]:
    numbers = numbers_in(typed)[:MOST_NUMBERS]
    return who_came(reading_session(), module_id=found.module_id, numbers=numbers, on=london_today())


def _to_mark(listed: list[ListedPerson]) -> list[int]:
    return sorted({one.officer_id for one in listed if one.came is Came.TO_MARK and one.officer_id is not None})


def _names_page(found: PublishedModule, typed: str, *, problem: str = "") -> str:
    listed = _listed(found, typed)
    to_mark = _to_mark(listed)
    return render_template(
        "author/who-came.html",
        module=found,
        form=MarkForm(formdata=None, numbers=typed, seen=fingerprint_of({"to_mark": to_mark})),
        listed=listed,
        says=SAYS,
        count=len(to_mark),
        problems=[("", problem)] if problem else [],
    )
