"""Pictures, recordings and transcripts for later use."""

from flask import render_template

from safeguarding.web.author.area import bp
from safeguarding.web.shared.areas import STUDIO
from safeguarding.web.shared.audience import only


@bp.get("/media")
@only(*STUDIO.pages[1].roles)
def media() -> str:
    """Pictures, recordings and transcripts for later use."""
    return render_template("author/media.html")
