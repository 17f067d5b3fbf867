"""What we ask of somebody who sends a file for later use."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional

from safeguarding.content.rules.media import LONGEST_NAME, LONGEST_WORDS, Licence, MediaWords

LICENCES = [
    (Licence.OURS.value, "We made it, on duty or for the force"),
    (Licence.PERMITTED.value, "Whoever made it has agreed to this use in writing"),
    (Licence.OPEN.value, "It is free to use, and its terms allow this"),
]


def _at_most(count: int) -> Length:
    return Length(max=count, message=f"Enter {count} characters or fewer")


class WordsForm(FlaskForm):  # type: ignore[misc]
    """What is said of a file."""

    name = StringField(
        "Name", [InputRequired("Give it a name that colleagues will find it by"), _at_most(LONGEST_NAME)]
    )
    alt = StringField("What does the picture show?", [Optional(), _at_most(LONGEST_WORDS)])
    credit = StringField("Who made it?", [InputRequired("Say who made it"), _at_most(LONGEST_WORDS)])
    licence = RadioField(
        "Why may we use it?", [InputRequired("Choose why we may use it")], choices=[value for value, _ in LICENCES]
    )

    @property
    def words(self) -> MediaWords:
        """As they are kept: one space between words."""
        name, alt, credit = (" ".join((box.data or "").split()) for box in (self.name, self.alt, self.credit))
        return MediaWords(name, alt, credit, Licence(self.licence.data))


class SendForm(WordsForm):
    """The file, and that nobody real is in it."""

    file = FileField("The file", [FileRequired("Choose the file")])
    is_nobodys = BooleanField(
        "It is from no case, and nobody can be recognised in it who has not agreed",
        [InputRequired("Look again, and tick the box if it is so")],
    )


class TakeOutForm(FlaskForm):  # type: ignore[misc]
    """A button and nothing else."""
