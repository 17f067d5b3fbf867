"""What we ask of an administrator who takes over an HR extract, or takes one back."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, Optional, Regexp

FULL, PARTIAL = "full", "partial"
KINDS = {
    FULL: "Everybody: whoever is not in it has left",
    PARTIAL: "Only some people: nobody leaves",
}


class UploadForm(FlaskForm):  # type: ignore[misc]
    """The file, and what only a person can know about it."""

    file = FileField("The file", [FileRequired("Choose the file")])
    as_at_on = DateField(
        "The day it describes", [InputRequired("Enter the day the extract describes")], format=["%Y-%m-%d", "%d/%m/%Y"]
    )
    kind = StringField(
        "Who is in it?", [InputRequired("Say whether everybody is in it"), AnyOf(KINDS, "Choose one of the two")]
    )
    sheet = StringField("The sheet, if the workbook has several", [Optional(), Length(max=100)])


class ApplyForm(FlaskForm):  # type: ignore[misc]
    """Yes to what was shown; where many people leave or move, their number in one's own hand."""

    seen = HiddenField(validators=[InputRequired()])
    typed_count = StringField(
        "How many people leave or move?", [Optional(), Regexp(r"^\s*[\d,. ]{1,12}\s*$", message="Type it in figures")]
    )

    @property
    def count(self) -> int | None:
        digits = "".join(filter(str.isdecimal, self.typed_count.data or ""))
        return int(digits) if digits else None


class DecideForm(FlaskForm):  # type: ignore[misc]
    """A button and nothing else."""
