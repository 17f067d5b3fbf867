"""What is being written, reviewed and published."""

from flask import render_template

from safeguarding.web.author.area import bp
from safeguarding.web.shared.areas import STUDIO
from safeguarding.web.shared.audience import only


@bp.get("/modules")
@only(*STUDIO.pages[0].roles)
def modules() -> str:
    """What is being written, reviewed and published."""
    return render_template("author/modules.html")
