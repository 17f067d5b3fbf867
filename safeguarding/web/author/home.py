"""Where trainers and reviewers begin."""

from flask import render_template

from safeguarding.web.author.area import bp
from safeguarding.web.shared.areas import STUDIO
from safeguarding.web.shared.audience import only


@bp.get("/")
@only(*STUDIO.roles)
def home() -> str:
    """The pages of the visitor's roles."""
    return render_template("author/home.html")
