"""What comms and records are asked."""

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from safeguarding.learning.rules.training_record import LOOKED_UP_BECAUSE

# What can be chosen, as (value, words).
REASONS_TO_LOOK = [(reason.value, words) for reason, words in LOOKED_UP_BECAUSE.items()]
KINDS_OF_FILE = [("csv", "CSV"), ("xlsx", "Excel")]


class TargetForm(FlaskForm):  # type: ignore[misc]
    """How many of a hundred are to be reached; empty for no line."""

    per_cent = IntegerField(
        "Target, in per cent of the force",
        [Optional(), NumberRange(1, 100, message="Enter a whole number from 1 to 100, or nothing")],
    )


class RecordForm(FlaskForm):  # type: ignore[misc]
    """Whose record, and why."""

    staff_number = StringField("Staff number", [InputRequired("Enter the whole staff number"), Length(max=40)])
    because = RadioField(
        "Why do you look?",
        [InputRequired("Choose why you look")],
        choices=[value for value, _ in REASONS_TO_LOOK],
    )


class RecordFileForm(FlaskForm):  # type: ignore[misc]
    """The record of a unit or of the whole force, and why."""

    unit = StringField("Unit code", [Length(max=40)])
    kind = RadioField("Kind of file", choices=[value for value, _ in KINDS_OF_FILE], default="csv")
    because = RadioField(
        "Why do you take it?",
        [InputRequired("Choose why you take it")],
        choices=[value for value, _ in REASONS_TO_LOOK],
    )
