"""The studio, where trainers write and reviewers approve: its blueprint, and how its pages name places."""

from flask import Blueprint

from safeguarding.web.author.parts import id_of, part_of
from safeguarding.web.shared.areas import STUDIO, frame_in

bp = Blueprint("author", __name__, url_prefix="/author")
frame_in(bp, STUDIO)
bp.add_app_template_filter(id_of, "field_id")
bp.add_app_template_filter(part_of)
