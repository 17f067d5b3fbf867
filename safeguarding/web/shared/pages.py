"""What every template may use, so that a route hands over only what its own page shows."""

from datetime import date
from functools import lru_cache
from typing import Any

from flask import Flask, g, get_flashed_messages
from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup
from werkzeug.local import LocalProxy

from safeguarding.config import Settings
from safeguarding.content.queries.contacts import contacts as contact_registry
from safeguarding.content.rules.contacts import Contacts
from safeguarding.web.shared.areas import areas_of
from safeguarding.web.shared.database import reading_session
from safeguarding.web.shared.emergency import EMERGENCY_LINES
from safeguarding.web.shared.signing_in import officer_or_none
from safeguarding.web.shared.theme import theme

LISTS_KEPT = 100
# Names that base.html reads and most pages leave alone. Any other name a page forgets is an error (StrictUndefined).
UNLESS_THE_PAGE_SAYS = {"here": "", "problems": (), "form": None, "come_back_to": ""}


def contacts() -> Contacts:
    """The contact registry: asked once a request, and only by a page that shows it."""
    if "contacts" not in g:
        registry = contact_registry(reading_session())
        g.contacts = registry if registry.lines else EMERGENCY_LINES
    known: Contacts = g.contacts
    return known


class SharedTemplate(Template):
    """A template whose macros are made once. Ours are given nothing that only one page knows, which Jinja would look
    for at each import."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


def calendar_day(on: date) -> str:
    """A day as people here write it: 20 November 2026."""
    return f"{on.day} {on:%B %Y}"


def init_pages(app: Flask, settings: Settings) -> None:
    app.jinja_env.template_class = SharedTemplate
    app.jinja_env.filters["calendar_day"] = calendar_day
    app.jinja_env.globals.update(
        {**UNLESS_THE_PAGE_SAYS, "contacts": LocalProxy(contacts), "is_demonstration": settings.is_demonstration}
    )

    @lru_cache(maxsize=LISTS_KEPT)
    def drawn(lines: Contacts, kind: str) -> Markup:
        shared: Any = app.jinja_env.get_template("shared/contacts.html").module
        return Markup(shared.contact_list(lines, kind))  # noqa: S704

    def contact_list(lines: Contacts, kind: str = "") -> Markup:
        """Lines people can ring, drawn once for as long as the registry stays the same."""
        return drawn(contacts() if isinstance(lines, LocalProxy) else lines, kind)

    app.jinja_env.globals["contact_list"] = contact_list

    @app.context_processor
    def _about_this_request() -> dict[str, Any]:
        officer = officer_or_none()
        return {
            "officer": officer,
            "areas": areas_of(officer.roles) if officer else [],
            "theme": theme(),
            "notices": get_flashed_messages(),
        }
