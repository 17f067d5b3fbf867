"""Who may open a page. Every route says so, and the app does not start while one does not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, request
from flask.typing import ResponseReturnValue

from safeguarding.people.rules.roles import Role
from safeguarding.web.shared.signing_in import officer_or_none

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Audience:
    """Who may come in: everyone; anybody signed in; or only people who hold one of the roles."""

    needs_sign_in: bool
    roles: frozenset[Role] = frozenset()


EVERYONE = Audience(needs_sign_in=False)
OFFICERS = Audience(needs_sign_in=True)


class RouteWithoutAudience(Exception):
    """A page that does not say who may see it is not served."""


def everyone(view: View) -> View:
    """Open to anybody on the network, signed in or not."""
    return _with_audience(view, EVERYONE)


def officers_only(view: View) -> View:
    """For people who are signed in: every officer, whatever other roles they hold."""
    return _with_audience(view, OFFICERS)


def only(*roles: Role) -> Callable[[View], View]:
    """For people who hold at least one of these roles."""

    def mark(view: View) -> View:
        return _with_audience(view, Audience(needs_sign_in=True, roles=frozenset(roles)))

    return mark


def audience_of(app: Flask, endpoint: str) -> Audience | None:
    """What the route says about who may come in."""
    return getattr(app.view_functions[endpoint], "audience", None)


def init_audience(app: Flask, *, ask_to_sign_in: Callable[[], ResponseReturnValue]) -> None:
    """Ask at the door of every page. `ask_to_sign_in` answers in its place when nobody is signed in."""

    @app.before_request
    def _ask_at_the_door() -> ResponseReturnValue | None:
        audience = audience_of(app, request.endpoint) if request.endpoint else None
        if audience is None or not audience.needs_sign_in:
            return None
        officer = officer_or_none()
        if officer is None:
            return ask_to_sign_in()
        if audience.roles and audience.roles.isdisjoint(officer.roles):
            abort(403)
        return None


def check_every_route_names_its_audience(app: Flask) -> None:
    """Called when the app is built, after its last route."""
    silent = sorted(rule.rule for rule in app.url_map.iter_rules() if audience_of(app, rule.endpoint) is None)
    if silent:
        raise RouteWithoutAudience(f"These addresses do not say who may see them: {', '.join(silent)}")


def _with_audience(view: View, audience: Audience) -> View:
    view.audience = audience  # type: ignore[attr-defined]
    return view
