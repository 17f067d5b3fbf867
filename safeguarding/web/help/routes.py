"""Help that anybody on the network may open: whom to tell about a child, and how this site treats those who use it."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from safeguarding.web.shared.addresses import own_path
from safeguarding.web.shared.audience import everyone
from safeguarding.web.shared.theme import THEMES, keep_theme

bp = Blueprint("help", __name__, url_prefix="/help")


@bp.get("/worried")
@everyone
def worried() -> str:
    """Whom to tell when a child may be at risk, most urgent first."""
    return render_template("help/worried.html")


@bp.get("/accessibility")
@everyone
def accessibility() -> str:
    """What works for whom, what does not yet, and whom to tell."""
    return render_template("help/accessibility.html")


@bp.get("/privacy")
@everyone
def privacy() -> str:
    """What is kept about the people who use this, why, and for how long."""
    return render_template("help/privacy.html")


@bp.post("/theme")
@everyone
def theme() -> ResponseReturnValue:
    """Keep the choice of day or night in this browser, and go back to where it was made."""
    chosen = request.form.get("theme", "")
    if chosen not in THEMES:
        raise BadRequest
    response = make_response(redirect(own_path(request.form.get("next")) or url_for("learn.home"), 303))
    keep_theme(response, chosen)
    return response
