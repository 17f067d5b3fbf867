"""Every route says who may come in, and is believed."""

import pytest

from safeguarding.common.database import write
from safeguarding.people.models import Officer
from safeguarding.people.rules.roles import Role
from safeguarding.web.shared.audience import (
    RouteWithoutAudience,
    check_every_route_names_its_audience,
    officers_only,
    only,
)
from tests.people.people_factories import holds


def test_the_app_does_not_start_with_a_route_that_says_nothing(app):
    app.add_url_rule("/secret", "secret", lambda: "secret")
    with pytest.raises(RouteWithoutAudience, match="/secret"):
        check_every_route_names_its_audience(app)


def test_a_page_for_a_role_is_closed_to_other_officers(trying, browser, officer_id):
    browser.is_signed_in_as(officer_id)
    assert trying(only(Role.TRAINER)(lambda: "for trainers"), "GET").status_code == 403


def test_a_page_for_a_role_is_open_to_who_holds_it(trying, browser, officer_id, database):
    with write(database) as session:
        holds(session, session.get_one(Officer, officer_id), Role.TRAINER)
    browser.is_signed_in_as(officer_id)
    assert trying(only(Role.REVIEWER, Role.TRAINER)(lambda: "for trainers"), "GET").text == "for trainers"


def test_a_form_sent_without_signing_in_is_not_applied(trying):
    answer = trying(officers_only(lambda: pytest.fail("the view was called")))
    assert answer.status_code == 401
    assert "nothing was changed" in answer.text
