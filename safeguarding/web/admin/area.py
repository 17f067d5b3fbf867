"""Where administrators, reviewers and auditors look after the platform: its blueprint, and who sees which page."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint

from safeguarding.people.rules.roles import Role
from safeguarding.web.shared.signing_in import officer_or_none

bp = Blueprint("admin", __name__, url_prefix="/admin")


@dataclass(frozen=True)
class Page:
    """One way into the area."""

    name: str
    endpoint: str
    says: str
    roles: frozenset[Role]


ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
PAGES = (
    Page("People", "admin.people", "Find somebody; their posts, roles and sign-in.", ADMINISTRATOR),
    Page("Units", "admin.units", "Who stands where; merge, split, move, rename and close.", ADMINISTRATOR),
    Page("Roles", "admin.roles", "Who may do what, and who waits for a second granter.", ADMINISTRATOR),
    Page("HR list", "roster.home", "Take over the HR extract; see and take back the last.", ADMINISTRATOR),
    Page("Contacts", "admin.contacts", "The lines on every page, and when each was last tried.", ADMINISTRATOR),
    Page(
        "Modules",
        "admin.modules",
        "What officers can open; withdraw something at once.",
        frozenset({Role.ADMINISTRATOR, Role.REVIEWER}),
    ),
    Page(
        "Audit",
        "admin.audit",
        "Who did what, and that it was not altered.",
        frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    ),
)
WHO_COMES_HERE = frozenset().union(*(page.roles for page in PAGES))


def pages_of(roles: frozenset[Role]) -> list[Page]:
    """The pages of the area that these roles open."""
    return [page for page in PAGES if not page.roles.isdisjoint(roles)]


@bp.app_context_processor
def who_administers() -> dict[str, Any]:
    """For the frame of every page: whether to show the way in; it costs no statement."""
    officer = officer_or_none()
    return {"administers": officer is not None and not WHO_COMES_HERE.isdisjoint(officer.roles)}


@bp.context_processor
def ways_in() -> dict[str, Any]:
    """For the frame of this area's pages."""
    officer = officer_or_none()
    return {"admin_pages": pages_of(officer.roles) if officer else []}
