"""The areas for people who hold a role besides officer: their pages, and who is shown the way in.

Every area stands here, so that the frame of any page can name those that are open to whoever looks at it.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, request, url_for

from safeguarding.people.rules.roles import Role
from safeguarding.web.shared.signing_in import officer_or_none


@dataclass(frozen=True)
class Page:
    """One way into an area."""

    name: str
    endpoint: str
    says: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class Area:
    """A part of the site for some roles. `home` is the endpoint it opens with; `rest` is the page to which those belong
    whose address begins like no page's.
    """

    name: str
    home: str
    pages: tuple[Page, ...]
    rest: str = ""

    @property
    def roles(self) -> frozenset[Role]:
        """Whoever may open one of its pages may come in."""
        return frozenset().union(*(page.roles for page in self.pages))

    def pages_of(self, roles: frozenset[Role]) -> list[Page]:
        """The pages these roles open."""
        return [page for page in self.pages if not page.roles.isdisjoint(roles)]


ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
AUTHORS = frozenset({Role.TRAINER, Role.REVIEWER})
TRAINERS = frozenset({Role.TRAINER})
COMMS = frozenset({Role.COMMS})

STUDIO = Area(
    "Studio",
    "author.home",
    (
        Page("Modules", "author.modules", "Write, test and send for review; begin something new.", AUTHORS),
        Page("Media", "author.media", "Pictures, recordings and transcripts to use in modules.", AUTHORS),
        Page("Who came", "author.attendance", "Mark who was at a training.", TRAINERS),
    ),
    rest="author.modules",
)
FIGURES = Area(
    "Figures",
    "dashboard.home",
    (
        Page(
            "Reach",
            "dashboard.reach",
            "Who has been reached, unit by unit.",
            frozenset({Role.COMMS, Role.UNIT_LEAD}),
        ),
        Page("Change", "dashboard.change", "Whether awareness changed, with honest intervals.", COMMS),
        Page("Quiz", "dashboard.waves", "Plan, open, close and release the awareness quiz.", COMMS),
        Page("Training record", "dashboard.records", "Who completed what and when.", frozenset({Role.RECORDS})),
    ),
)
ADMINISTRATION = Area(
    "Administration",
    "admin.home",
    (
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
    ),
)
AREAS = (STUDIO, FIGURES, ADMINISTRATION)


def areas_of(roles: frozenset[Role]) -> list[Area]:
    """The areas these roles open."""
    return [area for area in AREAS if not area.roles.isdisjoint(roles)]


def frame_in(bp: Blueprint, area: Area) -> None:
    """Show this blueprint's pages within the area: its name, and the pages the visitor's roles open. No statement."""

    @bp.context_processor
    def _ways_in() -> dict[str, Any]:
        officer = officer_or_none()
        pages = area.pages_of(officer.roles) if officer else []
        return {"area": area, "area_pages": pages, "area_here": where_in(area)}


def where_in(area: Area) -> str:
    """The endpoint under which the page asked for stands: its own, or that of the page it belongs to."""
    if request.endpoint == area.home:
        return area.home
    found = [page.endpoint for page in area.pages if f"{request.path}/".startswith(f"{url_for(page.endpoint)}/")]
    return found[0] if found else area.rest
