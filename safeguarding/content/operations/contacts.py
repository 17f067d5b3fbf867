"""Looking after the contact registry in the browser."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.content.models import Contact
from safeguarding.content.rules.contacts import ContactLine, check_contact

MUST_BE_SAID = ("name", "purpose", "value", "hours", "who_may_call", "owner")


class NoSuchContact(Exception):
    """The registry has no line with this key."""


class ContactNotRight(Exception):
    """What was written cannot stand in the registry. `problems` says why, by the fact it is about."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


def edit_contact(session: Session, *, line: ContactLine, at: datetime) -> bool:
    """Make a line of the registry what the force says it is; True if it was not so before.

    From then on loading a pack leaves it alone. Raises NoSuchContact or ContactNotRight.
    """
    contact = session.scalars(select(Contact).where(Contact.key == line.key).with_for_update()).one_or_none()
    if contact is None:
        raise NoSuchContact(f"There is no contact '{line.key}'.")
    line = _tidied(line)
    problems = {name: f"'{name}' is empty. Write it." for name in MUST_BE_SAID if not getattr(line, name)}
    problems |= dict(check_contact(dial=line.dial, verified_on=line.verified_on, review_on=line.review_on))
    if problems:
        raise ContactNotRight(problems)
    news = {name: value for name, value in asdict(line).items() if getattr(contact, name) != value}
    for name, value in news.items():
        setattr(contact, name, value)
    if news:
        contact.edited_at = at
        session.flush()
    return bool(news)


def _tidied(line: ContactLine) -> ContactLine:
    """The same line with single spaces, and nothing but figures to dial."""
    words: dict[str, Any] = {name: " ".join(getattr(line, name).split()) for name in MUST_BE_SAID}
    dial = "".join((line.dial or "").split())
    return replace(line, **words, dial=dial or None)
