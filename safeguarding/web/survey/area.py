"""The awareness quiz, as an officer answers it: its blueprint."""

from flask import Blueprint

bp = Blueprint("survey", __name__, url_prefix="/survey")
