"""Figures for internal comms, unit leads and records: its blueprint."""

from flask import Blueprint

from safeguarding.web.shared.areas import FIGURES, frame_in

bp = Blueprint("dashboard", __name__, url_prefix="/dashboard")
frame_in(bp, FIGURES)
