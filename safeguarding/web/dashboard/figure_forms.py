"""What comms and records are asked."""

from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional


class TargetForm(FlaskForm):  # type: ignore[misc]
    """How many of a hundred are to be reached; empty for no line."""

    per_cent = IntegerField(
        "Target, in per cent of the force",
        [Optional(), NumberRange(1, 100, message="Enter a whole number from 1 to 100, or nothing")],
    )
