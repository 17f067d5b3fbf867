"""Flask's signed cookie, with one difference: an answer that a browser keeps for ever does not depend on the cookie."""

from functools import cache

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer


class CookieSessions(SecureCookieSessionInterface):
    @cache  # noqa: B019 one app, one interface, for the life of the process
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Made once: its keys are those the app was started with."""
        return super().get_signing_serializer(app)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Without `Vary: Cookie`, a picture is not fetched again when the cookie changes, as it does at a flash."""
        super().save_session(app, session, response)
        if response.cache_control.immutable:
            response.headers.remove("Vary")
