"""Waves of the awareness quiz."""

from flask import render_template

from safeguarding.web.dashboard.area import bp
from safeguarding.web.shared.areas import FIGURES
from safeguarding.web.shared.audience import only


@bp.get("/waves")
@only(*FIGURES.pages[2].roles)
def waves() -> str:
    """Waves of the awareness quiz."""
    return render_template("dashboard/waves.html")
