"""Where administrators, reviewers and auditors look after the platform: its blueprint."""

from flask import Blueprint

from safeguarding.web.shared.areas import ADMINISTRATION, frame_in

bp = Blueprint("admin", __name__, url_prefix="/admin")
frame_in(bp, ADMINISTRATION)
