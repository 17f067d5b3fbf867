"""A small force with figures, and people who may see them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from safeguarding.common.clock import london_today, now
from safeguarding.common.database import write
from safeguarding.content.models import Campaign
from safeguarding.insight.operations.releasing import release_due_figures
from safeguarding.people.models import Unit
from safeguarding.people.rules.roles import Role
from tests.insight.insight_factories import Force, a_force, do, work_in
from tests.people.people_factories import an_officer, holds

SIZES = {
    "north/harbour": 60,
    "north/station": 45,
    "north/ward": 12,
    "north/desk": 11,
    "south/river": 40,
    "south/market": 30,
}


@pytest.fixture
def force(database) -> Force:
    """Nobody has done anything yet, and nothing has been released."""
    with write(database) as session:
        force = a_force(session, SIZES)
        # Protected posts are a group, so that they take no other group with them.
        work_in(session, force.units[""], 24, is_protected=True)
        # A few Mondays to look back on are enough.
        session.get_one(Campaign, force.campaign_id).starts_on = london_today() - timedelta(weeks=4)
        return force


@dataclass
class Figures:
    """The force at work: who does what, and the release of it."""

    force: Force
    database: object

    def do(self, unit: str, people: int, *, module: int = 0, days_ago: float = 1) -> None:
        """So many of a unit have done a module."""
        with write(self.database) as session:
            ids = self.force.people[unit][:people]
            do(session, ids, self.force.modules[module], at=now() - timedelta(days=days_ago))

    def release(self) -> None:
        release_due_figures(self.database, at=now())


@pytest.fixture
def figures(database, force) -> Figures:
    return Figures(force, database)


@pytest.fixture
def somebody_with(database, force, app) -> Callable:
    """A browser of somebody new who holds a role: `somebody_with(Role.UNIT_LEAD, unit="north")`."""
    from tests.web.conftest import Browser

    def sign_in(role: Role, *, unit: str | None = None):
        app.test_client_class = Browser
        browser = app.test_client()
        with write(database) as session:
            leads = session.get_one(Unit, force.units[unit]) if unit is not None else None
            # In post force-wide only: the visitor is in nobody's figures but the force's.
            officer = an_officer(session, is_protected=True, unit=session.get_one(Unit, force.units[""]))
            holds(session, officer, role, unit=leads)
            officer_id = officer.id
        browser.is_signed_in_as(officer_id)
        browser.officer_id = officer_id
        return browser

    return sign_in


@pytest.fixture
def comms(somebody_with):
    return somebody_with(Role.COMMS)
