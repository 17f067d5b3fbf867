"""The contact registry, as pages show it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.common.database import ask
from safeguarding.content.models import Contact
from safeguarding.content.rules.contacts import ContactLine, Contacts

# Written once: building a statement costs more than running it.
REGISTRY = select(
    Contact.key,
    Contact.name,
    Contact.purpose,
    Contact.value,
    Contact.dial,
    Contact.hours,
    Contact.who_may_call,
    Contact.verified_on,
    Contact.owner,
    Contact.review_on,
).order_by(Contact.position, Contact.key)


class _Registry:
    """The registry as it was last seen."""

    def __init__(self) -> None:
        self._seen: tuple[list[Any], Contacts] = ([], Contacts(()))

    def of(self, rows: list[Any]) -> Contacts:
        seen, known = self._seen
        if rows != seen:
            known = Contacts(tuple(ContactLine(*row) for row in rows))
            self._seen = (rows, known)
        return known


_registry = _Registry()


def contacts(session: Session) -> Contacts:
    """Every contact, in the registry's order: the same object for as long as nothing in it changes."""
    return _registry.of([tuple(row) for row in ask(session, REGISTRY)])
