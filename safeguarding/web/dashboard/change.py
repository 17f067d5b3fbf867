"""Whether awareness changed."""

from flask import render_template

from safeguarding.web.dashboard.area import bp
from safeguarding.web.shared.areas import FIGURES
from safeguarding.web.shared.audience import only


@bp.get("/change")
@only(*FIGURES.pages[1].roles)
def change() -> str:
    """Whether awareness changed."""
    return render_template("dashboard/change.html")
