"""Who has been reached, unit by unit."""

from flask import render_template

from safeguarding.web.dashboard.area import bp
from safeguarding.web.shared.areas import FIGURES
from safeguarding.web.shared.audience import only


@bp.get("/reach")
@only(*FIGURES.pages[0].roles)
def reach() -> str:
    """Who has been reached, unit by unit."""
    return render_template("dashboard/reach.html")
