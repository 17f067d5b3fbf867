"""Flask's signed cookie, with one difference: an answer that a browser keeps for ever does not depend on the cookie."""

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin


class CookieSessions(SecureCookieSessionInterface):
    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Without `Vary: Cookie`, a picture is not fetched again when the cookie changes, as it does at a flash."""
        super().save_session(app, session, response)
        if response.cache_control.immutable:
            response.headers.remove("Vary")
