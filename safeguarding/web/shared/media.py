"""Pictures and recordings, each named by the fingerprint of its bytes, so that a browser may keep it for ever.

A player asks for a recording in parts (206), and again only for what it does not have (304).
"""

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from safeguarding.content.queries.media import media_content
from safeguarding.web.shared.audience import officers_only
from safeguarding.web.shared.database import get_session

# How the address of each kind of file ends.
ENDINGS = {"image/svg+xml": "svg", "image/webp": "webp", "audio/mpeg": "mp3", "text/vtt": "vtt"}

bp = Blueprint("media", __name__)


@bp.get("/media/<fingerprint>.<ending>")
@officers_only
def show(fingerprint: str, ending: str) -> ResponseReturnValue:
    """One file, or a part of it. Content is for the force's own people, so a browser may keep it and a shared cache
    may not."""
    file = media_content(get_session(), fingerprint=fingerprint)
    if file is None or ENDINGS.get(file.media_type) != ending:
        abort(404)
    response = Response(file.content, mimetype=file.media_type)
    response.set_etag(fingerprint)
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    try:
        return response.make_conditional(request, accept_ranges=True, complete_length=len(file.content))
    except RequestedRangeNotSatisfiable:
        # Read by a player, not by a person: it needs the length, and no page.
        return Response(status=416, headers={"Content-Range": f"bytes */{len(file.content)}"})
