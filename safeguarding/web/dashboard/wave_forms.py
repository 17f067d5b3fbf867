"""What head of comms is asked to plan a survey, to open it, and to end the series of a question."""

from datetime import timedelta
from typing import Any

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, StopValidation

from safeguarding.survey.operations.planning import LATEST_MONTH
from safeguarding.survey.operations.series import LONGEST_REASON
from safeguarding.survey.rules.planning import MOST_PRIMARY_OUTCOMES
from safeguarding.web.shared.fields import DayField

DESIGNS = [
    ("sample", "A sample, drawn by lot", "Enough for figures about the force; most people are left in peace."),
    ("everyone", "Everyone", "Needed only where single units must be told apart. It asks much of people."),
]
NOT_A_REPEAT = 0
STAYS_OPEN = timedelta(days=21)
TARGET = 4_000
RESPONSE_PERCENT = 40
LEAST_TARGET = 60
# The part of a plan that a refusal names, where the form calls it otherwise.
FIELD_ABOUT = {"primary_outcomes": "outcomes", "expected_response": "expected_percent", "repeats_id": "repeats"}


class WholeNumberField(IntegerField):  # type: ignore[misc]
    """A number of people as people write it: 4000, 4,000 or 4 000."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        tidied = [value.replace(",", "").replace(" ", "").removesuffix("%") for value in valuelist]
        try:
            super().process_formdata(tidied)
        except ValueError:
            self.data = None
            raise ValueError("Enter a whole number, such as 4,000") from None


def not_too_many(form: FlaskForm, field: SelectMultipleField) -> None:
    """So few outcomes that each can be judged strictly."""
    if not 1 <= len(field.data or []) <= MOST_PRIMARY_OUTCOMES:
        raise StopValidation(f"Choose one to {MOST_PRIMARY_OUTCOMES} outcomes")


class PlanForm(FlaskForm):  # type: ignore[misc]
    """A survey as it is to be."""

    # What it is to be called, once that has been looked at: pressed twice, it is one plan.
    code = StringField()
    month = WholeNumberField(
        "Which month of the campaign?",
        [InputRequired("Enter the month"), NumberRange(0, LATEST_MONTH, f"Enter a number from 0 to {LATEST_MONTH}")],
    )
    repeats = SelectField("Which survey does it repeat?", coerce=int, choices=[], validate_choice=False)
    design = RadioField("Who is asked?", choices=[value for value, _, _ in DESIGNS])
    target_answers = WholeNumberField(
        "How many answers do you want?",
        [InputRequired("Enter how many answers"), NumberRange(LEAST_TARGET, 240_000, f"Enter {LEAST_TARGET} or more")],
    )
    expected_percent = WholeNumberField(
        "Of 100 people asked, how many will answer?",
        [InputRequired("Enter a number from 1 to 100"), NumberRange(1, 100, "Enter a number from 1 to 100")],
    )
    frame_on = DayField("Whom does it draw from?", [InputRequired("Enter the day")])
    closes_on = DayField("Until which day can people answer?", [InputRequired("Enter the day")])
    outcomes = SelectMultipleField(
        "What is the campaign to be judged by?", [not_too_many], choices=[], validate_choice=False
    )


class CountForm(FlaskForm):  # type: ignore[misc]
    """The number of people asked, typed by whoever opens a survey."""

    count = WholeNumberField("How many people will be asked?", [InputRequired("Type the number of people")])


class EndSeriesForm(FlaskForm):  # type: ignore[misc]
    """Why the answers to a question are no longer compared."""

    item = StringField()
    reason = StringField(
        "Why is it asked differently?",
        [InputRequired("Say why"), Length(max=LONGEST_REASON, message=f"Enter {LONGEST_REASON} characters or fewer")],
    )
