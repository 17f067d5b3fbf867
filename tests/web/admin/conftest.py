"""An administrator at a browser, and people to look after."""

from collections.abc import Callable

import pytest

from safeguarding.common.database import write
from safeguarding.people.models import Officer, RoleGrant
from safeguarding.people.rules.roles import Role
from tests.people.people_factories import a_unit, an_administrator, an_officer, holds


@pytest.fixture
def ada(database, browser) -> int:
    """An administrator, signed in at `browser`."""
    with write(database) as session:
        officer_id = an_administrator(session, display_name="Ada Admin", unit=a_unit(session, name="Systems")).id
    browser.is_signed_in_as(officer_id)
    return officer_id


@pytest.fixture
def somebody(database) -> Callable[..., Officer]:
    """Make an officer: `somebody(display_name="Tom Fair")`."""

    def make(**more) -> Officer:
        with write(database) as session:
            return an_officer(session, **more)

    return make


@pytest.fixture
def holding(database) -> Callable[..., RoleGrant]:
    def make(officer_id: int, role: Role, **more) -> RoleGrant:
        with write(database) as session:
            return holds(session, session.get_one(Officer, officer_id), role, **more)

    return make
