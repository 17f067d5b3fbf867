"""Who is asking. Flask-Login keeps a token in Flask's signed cookie; the session it opens is in the database."""

from typing import cast

from flask import Flask, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from safeguarding.common.clock import now
from safeguarding.people.queries.sign_in import SignedIn, signed_in
from safeguarding.people.rules.roles import Role
from safeguarding.web.shared.database import reading_session

TOKEN = "_user_id"  # noqa: S105 Flask-Login's name for where it keeps what get_id() returns


class Visitor(UserMixin):  # type: ignore[misc]
    """What Flask-Login holds for a signed-in officer: the token, and what one statement said about them."""

    def __init__(self, token: str, officer: SignedIn) -> None:
        self.token = token
        self.officer = officer

    def get_id(self) -> str:
        return self.token


def init_signing_in(app: Flask) -> LoginManager:
    """Flask-Login over our sessions. It keeps no identifier of the browser: the token alone says who is asking."""
    manager = LoginManager()
    manager.session_protection = None
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(_visitor)
    return manager


def officer_or_none() -> SignedIn | None:
    """The signed-in officer; None for anybody else. Flask-Login asks us once a request."""
    # Whom the proxy stands for: each thing asked of the proxy itself looks for them again.
    visitor = current_user._get_current_object()
    return cast(SignedIn, visitor.officer) if visitor.is_authenticated else None


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
    login_user(Visitor(token, officer))


def forget_the_cookie() -> None:
    """Leave nothing of this officer in the browser."""
    logout_user()
    session.clear()


def _visitor(token: str) -> Visitor | None:
    officer = signed_in(reading_session(), token=token, at=now())
    return None if officer is None else Visitor(token, officer)
