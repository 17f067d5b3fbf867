"""What we ask of a trainer who marks who came."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

# Sixty numbers, with a name behind each.
LONGEST_LIST = 6_000


class ListForm(FlaskForm):  # type: ignore[misc]
    """Staff numbers, one a line."""

    numbers = TextAreaField(
        "Staff numbers",
        [
            DataRequired("Enter the staff numbers of those who came"),
            Length(max=LONGEST_LIST, message="That is too much at once. Mark some of them first"),
        ],
    )


class MarkForm(ListForm):
    """Yes to the names that were shown."""

    seen = HiddenField(validators=[InputRequired()])
