"""When a page cannot be given: what happened, in plain words, what to do, and whom to ring, without the database."""

from dataclasses import dataclass

from flask import Flask, Response, abort, current_app, make_response, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from safeguarding.web.shared.addresses import page_they_came_from
from safeguarding.web.shared.database import DatabaseError, NothingFound, is_out_of_reach
from safeguarding.web.shared.emergency import EMERGENCY_LINES
from safeguarding.web.shared.theme import theme


@dataclass(frozen=True)
class ErrorPage:
    """What a person reads when something cannot be done."""

    title: str
    happened: str
    to_do: str


ERROR_PAGES = {
    400: ErrorPage(
        "We could not read what was sent",
        "Something in the form or the address was not as we expected. Nothing has been changed.",
        "Go back, load the page again and have another go.",
    ),
    403: ErrorPage(
        "This page is not part of your role",
        "You are signed in, and your own learning and record are as you left them.",
        "If you need this page for your work, ask the administrator for your unit.",
    ),
    404: ErrorPage(
        "We cannot find that page",
        "The address may have been typed a little differently, or the page may have moved.",
        "Start from the home page; your record and anything half done are there.",
    ),
    405: ErrorPage(
        "That address is not a page to open",
        "It is where a form is sent. Nothing has been changed.",
        "Start from the home page; your record and anything half done are there.",
    ),
    409: ErrorPage(
        "Something changed while this page was open",
        "What you sent was about an earlier state of the page, so it was not applied. What was saved before is kept.",
        "Go back and load the page again to see where things are now.",
    ),
    413: ErrorPage(
        "That was too much to send at once",
        "What was sent is larger than this page takes. Nothing has been changed.",
        "Go back and send less.",
    ),
    429: ErrorPage(
        "Too many tries for the moment",
        "To keep accounts safe we stop for a while after several tries.",
        "Wait a few minutes, then have another go.",
    ),
    500: ErrorPage(
        "Something went wrong on our side",
        "It is not your doing. Anything we had told you was saved is saved.",
        "Wait a moment and load the page again.",
    ),
    503: ErrorPage(
        "We are out of reach for the moment",
        "The platform cannot reach its database. Anything we had told you was saved is saved.",
        "Wait a minute and load the page again.",
    ),
}
STALE_FORM = ErrorPage(
    "This page had been open across a sign-in",
    "To keep you safe, a form works only in the sign-in it was opened in. That one was sent from another, or your "
    "browser is not keeping cookies, so nothing was changed.",
    "Go back to the page, load it again, and send it once more.",
)
RETRY_WHEN_OUT_OF_REACH = "30"


NUL = "\0"
FORM = "application/x-www-form-urlencoded"


def init_errors(app: Flask) -> None:
    app.before_request(_refuse_nul)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(NothingFound, _not_found)
    app.register_error_handler(DatabaseError, _out_of_reach)
    app.register_error_handler(HTTPException, _refused)


def error_page(status: int, page: ErrorPage | None = None) -> Response:
    """An answer in the campaign's look. It is rendered without what other pages are given, which needs the database."""
    template = current_app.jinja_env.get_template("errors/error.html")
    html = template.render(
        page=page or ERROR_PAGES.get(status) or ERROR_PAGES[400 if status < 500 else 500],
        back=page_they_came_from(),
        contacts=EMERGENCY_LINES,
        theme=theme(),
        notices=(),
    )
    return make_response(html, status)


def _refuse_nul() -> None:
    """No browser sends a NUL in an address or a field, and PostgreSQL cannot hold one: refused before anybody looks."""
    if NUL in request.path or any(NUL in value for value in request.args.values()):
        abort(404)
    # A file is its reader's to judge.
    if request.mimetype == FORM and any(NUL in value for values in request.form.listvalues() for value in values):
        abort(400)


def _stale_form(error: CSRFError) -> ResponseReturnValue:
    return error_page(400, STALE_FORM)


def _not_found(error: Exception) -> ResponseReturnValue:
    return error_page(404)


def _out_of_reach(error: DatabaseError) -> ResponseReturnValue:
    if not is_out_of_reach(error):
        raise error
    answer = error_page(503)
    answer.headers["Retry-After"] = RETRY_WHEN_OUT_OF_REACH
    return answer


def _refused(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < 400:
        return error
    answer = error_page(error.code)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer
