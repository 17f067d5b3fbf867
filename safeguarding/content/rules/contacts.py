"""Contacts as content names them: by key. The digits are filled in when a page is shown."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from html import escape

PLACEHOLDER = re.compile(r"\{contact:([a-z][a-z0-9_]*)\}")
# What was meant as a placeholder, well written or not.
MEANT_AS_PLACEHOLDER = re.compile(r"\{\s*contacts?\b[^}\n]*\}?|\{\s*[a-z_]+\s*:[^}\n]*\}", re.IGNORECASE)
_TAG_OR_PLACEHOLDER = re.compile(r"<[^>]*>|" + PLACEHOLDER.pattern)

# A text says the same for as long as the registry does.
TEXTS_KEPT = 500
UNKNOWN_CONTACT = "the contacts under “Worried about a child now?”"


@dataclass(frozen=True)
class ContactLine:
    """A line people can ring or a team they can tell. `dial` is what a telephone needs; without it `value` is words."""

    key: str
    name: str
    purpose: str
    value: str
    dial: str | None
    hours: str
    who_may_call: str
    verified_on: date | None
    owner: str
    review_on: date

    @property
    def html(self) -> str:
        """The value, as a link where it can be dialled."""
        if self.dial is None:
            return escape(self.value)
        return f'<a class="contact" href="tel:{escape(self.dial)}">{escape(self.value)}</a>'


@dataclass(frozen=True, eq=False)
class Contacts:
    """The registry, in its own order, or some lines of it.

    What is made from it may be kept with it: it never changes, and is the same only as itself.
    """

    lines: tuple[ContactLine, ...]

    @cached_property
    def _by_key(self) -> Mapping[str, ContactLine]:
        return {line.key: line for line in self.lines}

    @cached_property
    def _parts(self) -> dict[tuple[str, ...], "Contacts"]:
        return {}

    def __iter__(self) -> Iterator[ContactLine]:
        return iter(self.lines)

    def get(self, key: str) -> ContactLine | None:
        return self._by_key.get(key)

    def named(self, keys: tuple[str, ...]) -> "Contacts":
        """The lines with these keys, in the order asked; one that is no longer there is left out."""
        if keys not in self._parts:
            self._parts[keys] = Contacts(tuple(self._by_key[key] for key in keys if key in self._by_key))
        return self._parts[keys]

    def overdue(self, today: date) -> list[ContactLine]:
        """The lines whose review date has passed."""
        return [line for line in self.lines if line.review_on < today]


def check_contact(*, dial: str | None, verified_on: date | None, review_on: date | None) -> Iterator[tuple[str, str]]:
    """What is wrong with a line of the registry: which of its facts, and what to do."""
    if dial is not None and not re.fullmatch(r"\+?[0-9]+", dial):
        yield "dial", f"'dial' is '{dial}'. Write what a telephone dials: digits, or + and digits."
    if verified_on and review_on and review_on <= verified_on:
        yield "review_on", "'review_on' is not after 'verified_on'. Write when it is to be checked again."


@lru_cache(maxsize=TEXTS_KEPT)
def fill_contacts(html: str, contacts: Contacts) -> str:
    """HTML with each `{contact:key}` between tags replaced by the contact's value, linked where it can be dialled.

    An unknown key becomes words that still help. Plain text must be escaped before it comes here.
    """

    def filled(match: re.Match[str]) -> str:
        key = match[1]
        if key is None:
            return match[0]
        line = contacts.get(key)
        return escape(UNKNOWN_CONTACT) if line is None else line.html

    return _TAG_OR_PLACEHOLDER.sub(filled, html) if "{contact:" in html else html
