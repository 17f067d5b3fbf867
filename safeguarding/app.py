"""The app, built from its settings: what stands around every page, and the pages."""

from types import TracebackType
from typing import Any

from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from safeguarding.common.database import open_database
from safeguarding.config import ROOT, Settings
from safeguarding.config import settings as settings_of_this_process
from safeguarding.web.account import routes as account
from safeguarding.web.admin import routes as admin
from safeguarding.web.author import routes as author
from safeguarding.web.dashboard import routes as dashboard
from safeguarding.web.help import routes as help_
from safeguarding.web.learn import routes as learn
from safeguarding.web.roster import routes as roster
from safeguarding.web.shared import health, media
from safeguarding.web.shared.assets import init_assets
from safeguarding.web.shared.audience import check_every_route_names_its_audience, init_audience
from safeguarding.web.shared.database import init_database
from safeguarding.web.shared.errors import init_errors
from safeguarding.web.shared.headers import init_headers
from safeguarding.web.shared.kept_addresses import KeptAddresses
from safeguarding.web.shared.pages import init_pages
from safeguarding.web.shared.readiness import check_before_serving
from safeguarding.web.shared.request_log import init_request_log, log_error, set_up_logging
from safeguarding.web.shared.sessions import CookieSessions
from safeguarding.web.shared.signing_in import init_signing_in
from safeguarding.web.survey import routes as survey

ONE_MEGABYTE = 1024 * 1024

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Platform(Flask):
    """Flask, with what it leaves to a subclass."""

    session_interface = CookieSessions()

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._addresses = KeptAddresses(super().url_for)

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        return self._addresses.address(endpoint, values)

    def log_exception(self, exc_info: ExceptionInfo) -> None:
        log_error(exc_info[0], exc_info[2])


def create_app(settings: Settings | None = None) -> Flask:
    """The app for these settings, or for this process's environment.

    Raises CannotServe, AssetsNotBuilt or WrongSettings, each with a sentence for the person who starts it.
    """
    settings = settings or settings_of_this_process()
    database = open_database(settings.database_url)
    try:
        check_before_serving(database, settings)
    finally:
        # Servers fork after this: no connection may be shared with a child.
        database.close()

    app = Platform("safeguarding", static_folder=None, template_folder=str(ROOT / "templates"))
    app.config.update(
        SECRET_KEY=settings.secret_key,
        # With this prefix browsers refuse to take the cookie from a neighbouring host of the intranet.
        SESSION_COOKIE_NAME="__Host-session" if settings.has_https else "session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.has_https,
        MAX_CONTENT_LENGTH=ONE_MEGABYTE,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.has_https,
    )
    app.extensions["settings"] = settings
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True

    set_up_logging()
    init_request_log(app)
    init_database(app, database)
    init_headers(app, has_https=settings.has_https)
    init_errors(app)
    CSRFProtect(app)
    login = init_signing_in(app)
    login.unauthorized_handler(account.ask_to_sign_in)
    init_audience(app, ask_to_sign_in=login.unauthorized)
    init_assets(app, ROOT / "static")
    if settings.proxies:
        # Without it everybody would seem to come from the proxy, and share one count of refused sign-ins.
        trusted = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=trusted)  # type: ignore[method-assign]
    init_pages(app, settings)

    everyones = (health.bp, media.bp, help_.bp, account.bp, learn.bp, survey.bp)
    for blueprint in (*everyones, author.bp, dashboard.bp, roster.bp, admin.bp):
        app.register_blueprint(blueprint)
    check_every_route_names_its_audience(app)
    return app
