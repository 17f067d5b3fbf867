"""Signing in and out, setting a first password, and what is known about whoever is signed in."""

from datetime import datetime

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import now
from safeguarding.people.operations.sign_in import (
    NotInPost,
    TooManyTries,
    WeakPassword,
    WrongCode,
    begin_session,
    check_password,
    count_refusal,
    end_session,
    forget_refusals,
    refuse_if_throttled,
    renew_hash,
)
from safeguarding.people.operations.sign_in import activate as set_first_password
from safeguarding.people.queries.sign_in import SignedIn, expired_session_of, signed_in
from safeguarding.people.rules.roles import ROLE_FAMILY_NAMES, ROLE_NAMES, Role
from safeguarding.people.rules.sign_in import ThrottleKey, throttle_keys
from safeguarding.web.account.forms import ActivateForm, SignInForm
from safeguarding.web.shared.addresses import own_path, page_they_came_from, this_page
from safeguarding.web.shared.audience import everyone
from safeguarding.web.shared.carry import CannotBeCarried, NotTheSameOfficer, pick_up, put_down, unfold
from safeguarding.web.shared.database import Session, get_session, reading_session
from safeguarding.web.shared.signing_in import (
    current_roles,
    forget_the_cookie,
    officer_or_none,
    remember_in_the_cookie,
    token_in_the_cookie,
)

bp = Blueprint("account", __name__, url_prefix="/account")

WRONG = "That staff number and password do not go together. Check both and have another go."
ENDED = "Your sign-in has come to an end. Sign in again to go on from where you were."
CARRIED = "Your sign-in had come to an end before that was saved. Sign in again and it will be."
NOT_CARRIED = "You are not signed in, so nothing was changed. Sign in, then do it once more."
WELCOME_BACK = "You are signed in again, and back where you were."
SOMEBODY_ELSES = (
    "Something was waiting to be saved for the person who was signed in here before. You are somebody else, "
    "so it was not saved."
)
TOO_LATE = (
    "What you had sent before could not be saved: it had waited for more than two hours, or what it was about is no "
    "longer there. Have a look, and do it once more if you need to."
)
SIGNED_OUT = "You are signed out."


@bp.route("/sign-in", methods=["GET", "POST"])
@everyone
def sign_in() -> ResponseReturnValue:
    """Staff number and password in, a session out; and on to where the officer was going."""
    form = SignInForm()
    if request.method == "GET":
        address = own_path(request.args.get("next"))
        if officer_or_none() is not None:
            return redirect(address or url_for("learn.home"))
        form.next.data = address or ""
        return _sign_in_page(form, notice=ENDED if token_in_the_cookie() else None)

    if not form.validate_on_submit():
        return _sign_in_page(form)
    at, keys = now(), _throttle_keys(form.staff_number.data)
    try:
        refuse_if_throttled(reading_session(), keys=keys, at=at)
        officer_id = check_password(reading_session(), staff_number=form.staff_number.data, password=form.password.data)
        if officer_id is not None:
            return _begin(form, officer_id=officer_id, keys=keys, at=at)
    except TooManyTries as refusal:
        return _wait(_sign_in_page(form, refusal=refusal), minutes=refusal.minutes)
    except NotInPost as refusal:
        get_session().rollback()
        return _sign_in_page(form, refusal=refusal)
    session = get_session()
    count_refusal(session, keys=keys, at=at)
    session.commit()
    return _sign_in_page(form, refusal=WRONG)


def ask_to_sign_in() -> ResponseReturnValue:
    """What somebody who is not signed in gets instead of an officers' page."""
    if request.method != "POST":
        address = this_page()
        return redirect(url_for("account.sign_in", next=None if address == "/" else address))
    carry = pick_up()
    form = SignInForm(formdata=None, next=page_they_came_from() or "", carry=carry or "")
    return _sign_in_page(form, notice=CARRIED if carry else NOT_CARRIED, status=401)


@bp.post("/sign-out")
@everyone
def sign_out() -> ResponseReturnValue:
    """End the session, also one that has run out by itself, and leave nothing of the officer in the browser."""
    token = token_in_the_cookie()
    if token:
        session = get_session()
        end_session(session, token=token)
        session.commit()
    forget_the_cookie()
    flash(SIGNED_OUT)
    return redirect(url_for("account.sign_in"), 303)


@bp.route("/activate", methods=["GET", "POST"])
@everyone
def activate() -> ResponseReturnValue:
    """A one-time code and a new password in; the officer is then signed in."""
    form = ActivateForm()
    if not form.validate_on_submit():
        return render_template("account/activate.html", form=form)
    at, keys = now(), _throttle_keys(form.staff_number.data)
    session = get_session()
    try:
        refuse_if_throttled(reading_session(), keys=keys, at=at)
        officer_id = set_first_password(
            session,
            staff_number=form.staff_number.data,
            code=form.code.data,
            password=form.password.data,
            at=at,
        )
        return _begin(SignInForm(formdata=None), officer_id=officer_id, keys=keys, at=at)
    except WeakPassword as refusal:
        form.password.errors = [str(refusal)]
    except NotInPost as refusal:
        session.rollback()
        form.form_errors = [str(refusal)]
    except WrongCode as refusal:
        session.rollback()
        count_refusal(session, keys=keys, at=at)
        session.commit()
        form.form_errors = [str(refusal)]
    except TooManyTries as refusal:
        session.rollback()
        form.form_errors = [str(refusal)]
        page = make_response(render_template("account/activate.html", form=form))
        return _wait(page, minutes=refusal.minutes)
    return render_template("account/activate.html", form=form)


@bp.get("/who-sees-what")
@everyone
def who_sees_what() -> str:
    """What is kept about an officer, who can see it and until when."""
    officer = officer_or_none()
    return render_template(
        "account/who-sees-what.html",
        role_family=ROLE_FAMILY_NAMES[officer.role_family] if officer else None,
        roles=[ROLE_NAMES[role] for role in Role if officer and role is not Role.OFFICER and role in current_roles()],
    )


def _begin(form: SignInForm, *, officer_id: int, keys: tuple[ThrottleKey, ...], at: datetime) -> ResponseReturnValue:
    """Begin the session, apply what was carried over from the last one, and go on."""
    session = get_session()
    forget_refusals(session, keys=keys, at=at)
    if form.password.data:
        renew_hash(session, staff_number=form.staff_number.data, password=form.password.data)
    earlier = token_in_the_cookie()
    is_the_same_officer = earlier is not None and expired_session_of(session, token=earlier, at=at) == officer_id
    if earlier is not None:
        end_session(session, token=earlier)
    token = begin_session(session, officer_id=officer_id, at=at)
    officer = signed_in(session, token=token, at=at)
    if officer is None:
        raise NotInPost("You are not in post today, so you cannot sign in. Ask an administrator if that is wrong.")
    remember_in_the_cookie(token, officer, keep_form_tokens=is_the_same_officer)
    # What was carried is written by itself: nothing of the sign-in may stand beside an answer of the survey.
    session.commit()
    address = _apply_what_was_carried(form.carry.data, session=session, officer=officer)
    session.commit()
    return redirect(address or own_path(form.next.data) or url_for("learn.home"), 303)


def _apply_what_was_carried(carry: str | None, *, session: Session, officer: SignedIn) -> str | None:
    """Where to go once what was being sent when the last session ended has been applied; None for nowhere special."""
    if not carry:
        return None
    try:
        address = put_down(unfold(carry), session=session, officer=officer)
    except NotTheSameOfficer:
        flash(SOMEBODY_ELSES)
        return url_for("learn.home")
    except CannotBeCarried:
        flash(TOO_LATE)
        return None
    flash(WELCOME_BACK)
    return address


def _throttle_keys(staff_number: str) -> tuple[ThrottleKey, ...]:
    return throttle_keys(
        staff_number=staff_number, address=request.remote_addr or "", secret=current_app.config["SECRET_KEY"]
    )


def _sign_in_page(
    form: SignInForm, *, notice: str | None = None, refusal: Exception | str | None = None, status: int = 200
) -> Response:
    if refusal is not None:
        form.form_errors = [str(refusal)]
    return make_response(render_template("account/sign-in.html", form=form, notice=notice), status)


def _wait(page: Response, *, minutes: int) -> Response:
    page.status_code = 429
    page.headers["Retry-After"] = str(minutes * 60)
    return page
