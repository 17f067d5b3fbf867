"""Who is asking. A token is kept in Flask's signed cookie; the session it opens is in the database."""

from flask import g, session

from safeguarding.common.clock import now
from safeguarding.people.queries.sign_in import SignedIn, signed_in
from safeguarding.people.rules.roles import Role
from safeguarding.web.shared.database import reading_session

TOKEN = "_user_id"  # noqa: S105 the name of its place in the cookie


def officer_or_none() -> SignedIn | None:
    """The signed-in officer; None for anybody else. Asked once a request."""
    if "officer" not in g:
        token = token_in_the_cookie()
        g.officer = None if token is None else signed_in(reading_session(), token=token, at=now())
    officer: SignedIn | None = g.officer
    return officer


def current_officer() -> SignedIn:
    """The signed-in officer, on a page that only officers reach."""
    officer = officer_or_none()
    if officer is None:
        raise LookupError("current_officer() was asked on a page that people who are not signed in can reach")
    return officer


def current_roles() -> frozenset[Role]:
    """The roles the signed-in officer holds, as the statement that recognised them said."""
    return current_officer().roles


def token_in_the_cookie() -> str | None:
    """The token the browser sent, whether or not its session is still in force."""
    return session.get(TOKEN)


def remember_in_the_cookie(token: str, officer: SignedIn, *, keep_form_tokens: bool) -> None:
    """Start the cookie afresh for a session that has begun.

    Forms in other windows carry the old form token. It is kept only when the same officer returns after their session
    ran out, so that what they have open there still works; for anybody else it goes.
    """
    form_token = session.get("csrf_token")
    session.clear()
    if keep_form_tokens and form_token:
        session["csrf_token"] = form_token
    session[TOKEN] = token
    g.officer = officer


def forget_the_cookie() -> None:
    """Leave nothing of this officer in the browser."""
    session.clear()
    g.officer = None
