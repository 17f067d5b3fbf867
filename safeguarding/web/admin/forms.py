"""What administrators, reviewers and auditors are asked."""

from datetime import date, datetime
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional

from safeguarding.people.rules.roles import REASONS_TO_CHOOSE, ROLE_NAMES, WITHDRAWN_BECAUSE, Role, is_granted
from safeguarding.people.rules.search import LONGEST_QUERY

# Three boxes come as one text; a day we wrote ourselves comes back as we wrote it.
WAYS_TO_WRITE_A_DAY = ["%d %m %Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"]
WAYS_IN_AN_ADDRESS = ["%d/%m/%Y", *WAYS_TO_WRITE_A_DAY]

# What can be chosen, as (value, words).
ROLES_TO_GRANT = [(role.value, ROLE_NAMES[role]) for role in Role if is_granted(role)]
REASONS_TO_WITHDRAW = [(reason.value, WITHDRAWN_BECAUSE[reason]) for reason in REASONS_TO_CHOOSE]
KINDS_OF_UNIT = {"team": "Team", "bcu": "BCU", "command": "Command", "force": "Force"}
WHO_GETS_A_CODE = [
    ("new", "Everybody here who has not set a password"),
    ("all", "Everybody here, also those who have a password"),
]
WHICH_PEOPLE = [
    ("no", "Only those who work in this unit itself"),
    ("yes", "Those in the units under it too"),
]


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


class SearchForm(FlaskForm):  # type: ignore[misc]
    """Part of a name or staff number."""

    words = StringField(
        "Name or staff number",
        [
            InputRequired("Enter part of a name or staff number"),
            Length(max=LONGEST_QUERY, message=f"Enter {LONGEST_QUERY} characters or fewer"),
        ],
    )


class GrantForm(FlaskForm):  # type: ignore[misc]
    """A role, and for a unit lead the unit."""

    role = SelectField("Role", [InputRequired("Choose a role")], choices=["", *(value for value, _ in ROLES_TO_GRANT)])
    unit = StringField("Unit code, for a unit lead")


class WithdrawRoleForm(FlaskForm):  # type: ignore[misc]
    """Why a role is taken back."""

    because = RadioField(
        "Why is it taken back?",
        [InputRequired("Choose why")],
        choices=[value for value, _ in REASONS_TO_WITHDRAW],
    )


class CodesForm(FlaskForm):  # type: ignore[misc]
    """Who of a unit gets a code."""

    whom = RadioField("Who gets a code?", choices=[value for value, _ in WHO_GETS_A_CODE], default="new")
    below = RadioField("Which people?", choices=[value for value, _ in WHICH_PEOPLE], default="no")


class ChangeForm(FlaskForm):  # type: ignore[misc]
    """A reorganisation; each page shows the fields it is about."""

    from_on = DayField("From which day?", [InputRequired("Enter the day")])
    other = SelectField("Unit", coerce=int, choices=[], validate_choice=False)
    name = StringField("Name")
    code = StringField("Unit code")
    unit_kind = SelectField("Kind of unit", choices=list(KINDS_OF_UNIT), default="team")
    people = SelectMultipleField("People who go to the new unit", coerce=int, choices=[], validate_choice=False)
    teams = SelectMultipleField("Teams that go with it", coerce=int, choices=[], validate_choice=False)
    seen = HiddenField()


class ContactForm(FlaskForm):  # type: ignore[misc]
    """One line of the contact registry."""

    name = StringField("Name", [InputRequired("Enter a name"), Length(max=120)])
    purpose = StringField("What it is for", [InputRequired("Say what it is for"), Length(max=300)])
    value = StringField(
        "What people read", [InputRequired("Enter the number, or what to do in words"), Length(max=300)]
    )
    dial = StringField("What a telephone dials", [Length(max=30)])
    hours = StringField("Hours", [InputRequired("Enter when it can be reached"), Length(max=120)])
    who_may_call = StringField("Who may use it", [InputRequired("Say who may use it"), Length(max=200)])
    verified_on = DayField("Last tried on", [Optional()])
    owner = StringField("Who looks after this line", [InputRequired("Enter who looks after it"), Length(max=120)])
    review_on = DayField("Try it again by", [InputRequired("Enter a day")])


class WithdrawModuleForm(FlaskForm):  # type: ignore[misc]
    """Why a module is withdrawn."""

    reason = StringField(
        "Why is it withdrawn?",
        [InputRequired("Say why it is withdrawn"), Length(max=300, message="Enter 300 characters or fewer")],
    )


def day_in_address(text: str) -> date | None:
    """A day as somebody typed it into a filter; None for none, or for what is not a day."""
    for way in WAYS_IN_AN_ADDRESS:
        try:
            return datetime.strptime(text.strip(), way).date()  # noqa: DTZ007 - a day has no time
        except ValueError:
            continue
    return None


def faults_of(form: FlaskForm, faults: dict[str, Any]) -> None:
    """Put refusals beside the fields they are about, or above the form."""
    for name, sentence in faults.items():
        if name in form:
            form[name].errors = [*form[name].errors, sentence]
        else:
            form.form_errors = [*form.form_errors, sentence]
