"""Where internal comms, unit leads and records begin."""

from flask import render_template

from safeguarding.web.dashboard.area import bp
from safeguarding.web.shared.areas import FIGURES
from safeguarding.web.shared.audience import only


@bp.get("/")
@only(*FIGURES.roles)
def home() -> str:
    """The pages of the visitor's roles."""
    return render_template("dashboard/home.html")
