"""What administrators, reviewers and auditors are asked."""

from datetime import date, datetime

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional

from safeguarding.people.rules.roles import REASONS_TO_CHOOSE, ROLE_NAMES, WITHDRAWN_BECAUSE, Role, is_granted
from safeguarding.people.rules.search import LONGEST_QUERY
from safeguarding.web.shared.fields import WAYS_TO_WRITE_A_DAY, DayField

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
