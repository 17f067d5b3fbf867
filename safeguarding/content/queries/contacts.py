"""The contact registry, as pages show it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

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


def contacts(session: Session) -> Contacts:
    """Every contact, in the registry's order."""
    return Contacts(tuple(ContactLine(**row._mapping) for row in session.execute(REGISTRY)))
