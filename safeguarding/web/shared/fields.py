"""Fields that the forms of several areas ask with, and where a refusal goes."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField

# Three boxes come as one text; a day we wrote ourselves comes back as we wrote it.
WAYS_TO_WRITE_A_DAY = ["%d %m %Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"]


class DayField(DateField):  # type: ignore[misc]
    """A day in three boxes: day, month and year."""

    data: Any

    def __init__(self, label: str, validators: list[Any], **more: Any) -> None:
        super().__init__(label, validators, format=WAYS_TO_WRITE_A_DAY, **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        # Three empty boxes are nothing typed, not three things typed.
        self.raw_data = [one.strip() for one in valuelist] if any(one.strip() for one in valuelist) else []
        try:
            super().process_formdata(self.raw_data)
        except ValueError:
            self.data = None
            raise ValueError("Enter a real day, such as 27 3 2027") from None

    @property
    def boxes(self) -> tuple[str, str, str]:
        """What stands in the three boxes."""
        if self.data is not None:
            return str(self.data.day), str(self.data.month), str(self.data.year)
        typed = self.raw_data if self.raw_data and len(self.raw_data) == 3 else ["", "", ""]
        return typed[0], typed[1], typed[2]


def faults_of(form: FlaskForm, faults: dict[str, Any]) -> None:
    """Put refusals beside the fields they are about, or above the form."""
    for name, sentence in faults.items():
        if name in form:
            form[name].errors = [*form[name].errors, sentence]
        else:
            form.form_errors = [*form.form_errors, sentence]
