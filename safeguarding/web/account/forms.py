"""What we ask of somebody who signs in, or sets their password for the first time."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

A_STAFF_NUMBER = [
    InputRequired("Enter your staff number"),
    Length(max=100, message="Enter a staff number of 100 characters or fewer"),
]


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Staff number and password, and what comes after: a page, or something that was being saved."""

    staff_number = StringField("Staff number", A_STAFF_NUMBER)
    password = PasswordField("Password", [InputRequired("Enter your password")])
    next = HiddenField()
    carry = HiddenField()


class ActivateForm(FlaskForm):  # type: ignore[misc]
    """A one-time code, and the password it lets somebody set."""

    staff_number = StringField("Staff number", A_STAFF_NUMBER)
    code = StringField("Activation code", [InputRequired("Enter your activation code")])
    password = PasswordField("New password", [InputRequired("Enter a new password")])
    again = PasswordField(
        "New password again",
        [
            InputRequired("Enter the new password again"),
            EqualTo("password", "The two passwords are not the same. Type them again"),
        ],
    )
