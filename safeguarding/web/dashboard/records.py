"""The training record, for those who keep it."""

from flask import render_template

from safeguarding.web.dashboard.area import bp
from safeguarding.web.shared.areas import FIGURES
from safeguarding.web.shared.audience import only


@bp.get("/records")
@only(*FIGURES.pages[3].roles)
def records() -> str:
    """The training record, for those who keep it."""
    return render_template("dashboard/records.html")
