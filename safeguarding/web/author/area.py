"""The studio, where trainers write and reviewers approve: its blueprint."""

from flask import Blueprint

from safeguarding.web.shared.areas import STUDIO, frame_in

bp = Blueprint("author", __name__, url_prefix="/author")
frame_in(bp, STUDIO)
