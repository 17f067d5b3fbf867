"""For whoever watches the server: is the process alive, and can it serve."""

from flask import Blueprint, Response, current_app

from safeguarding.web.shared.audience import everyone
from safeguarding.web.shared.readiness import why_not_ready

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@everyone
def alive() -> Response:
    """The process answers. The database is not asked."""
    return _plain("alive", 200)


@bp.get("/readyz")
@everyone
def ready() -> Response:
    """Pages can be served: the database is reached, its tables are this version's, and a campaign is published."""
    reason = why_not_ready(current_app.extensions["database"], current_app.extensions["settings"])
    return _plain("ready", 200) if reason is None else _plain(reason, 503)


def _plain(words: str, status: int) -> Response:
    return Response(words + "\n", status=status, mimetype="text/plain")
