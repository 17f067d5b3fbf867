"""What trainers and reviewers are asked."""

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from safeguarding.web.shared.fields import DayField

LONGEST_TITLE = 120
LONGEST_REASON = 1000
NOT_LONGER = Length(max=LONGEST_REASON, message=f"Enter {LONGEST_REASON} characters or fewer")
KINDS_TO_WRITE = ("scenario", "article", "blog")


class BeginForm(FlaskForm):  # type: ignore[misc]
    """What kind of thing, in which campaign, and what it is called."""

    campaign = SelectField("Campaign", [InputRequired("Choose a campaign")], choices=[], validate_choice=False)
    kind = RadioField(
        "What is it?",
        [InputRequired("Choose what it is")],
        choices=list(KINDS_TO_WRITE),
    )
    title = StringField(
        "Title",
        [
            InputRequired("Enter a title; it can be changed later"),
            Length(max=LONGEST_TITLE, message=f"Enter {LONGEST_TITLE} characters or fewer"),
        ],
    )


class ThrowAwayForm(FlaskForm):  # type: ignore[misc]
    """Which state of the draft somebody looked at before they said yes."""

    revision = IntegerField("Revision", [InputRequired("Open the page again")])


class ReasonForm(FlaskForm):  # type: ignore[misc]
    """Why: for whoever reads it next."""

    reason = TextAreaField(
        "Reason", [Length(max=LONGEST_REASON, message=f"Enter {LONGEST_REASON} characters or fewer")]
    )


class DayForm(FlaskForm):  # type: ignore[misc]
    """The day on which something is published."""

    day = DayField("Publish it on", [Optional()])


class NoteForm(FlaskForm):  # type: ignore[misc]
    """A comment on one place."""

    words = TextAreaField(
        "Comment", [Length(max=LONGEST_REASON, message=f"Enter {LONGEST_REASON} characters or fewer")]
    )
