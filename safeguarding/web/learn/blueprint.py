"""The officer's area, and how its pages say things."""

from flask import Blueprint
from markupsafe import Markup, escape

from safeguarding.content.rules.contacts import fill_contacts
from safeguarding.web.learn import words
from safeguarding.web.shared.pages import contacts

bp = Blueprint("learn", __name__)


@bp.app_template_filter()
def with_contacts(text: str) -> Markup:
    """Plain text of a module, with the contacts it names filled in from the registry."""
    return with_contacts_in_html(str(escape(text)))


@bp.app_template_filter()
def with_contacts_in_html(html: str) -> Markup:
    """The same for text that content has already made into safe HTML."""
    return Markup(fill_contacts(html, contacts()) if "{contact:" in html else html)  # noqa: S704


bp.add_app_template_filter(words.day)
bp.add_app_template_filter(words.time_of_day)
bp.add_app_template_filter(words.called)
bp.add_app_template_filter(words.playing_time)
bp.add_app_template_filter(words.weekday)
