"""Who holds which role: agreeing to one, taking one back."""

import pytest
from sqlalchemy import select

from safeguarding.common.database import write
from safeguarding.people.models import RoleGrant
from safeguarding.people.operations.roles import grant
from safeguarding.people.queries.roles import roles_of
from safeguarding.people.rules.roles import Role
from tests.people.people_factories import an_administrator
from tests.statements import statements_asked
from tests.web.conftest import text_of


@pytest.fixture
def waiting(database, ada, somebody):
    """A reviewer's role that another administrator has granted."""
    from safeguarding.common.clock import now

    tom = somebody(display_name="Tom Fair")
    with write(database) as session:
        other = an_administrator(session, display_name="Owen Other")
        return grant(session, officer_id=tom.id, role=Role.REVIEWER, granted_by_id=other.id, at=now())


class TestRoles:
    def test_lists_who_holds_what_and_who_waits(self, browser, ada, somebody, holding, waiting):
        holding(somebody(display_name="Cara Comms").id, Role.COMMS)

        said = text_of(browser.get("/admin/roles"))

        assert "Waiting for a second granter" in said
        assert "Tom Fair Safeguarding reviewer" in said
        assert "Cara Comms Internal comms" in said

    def test_counts_protected_posts_without_naming_them(self, browser, ada, somebody, holding):
        holding(somebody(display_name="Hidden One", is_protected=True).id, Role.TRAINER)

        answer = browser.get("/admin/roles")

        assert "Hidden One" not in answer.text
        assert "1 more is held in protected posts" in text_of(answer)

    def test_costs_as_much_for_many_as_for_few(self, browser, ada, somebody, holding, app):
        browser.get("/admin/roles")
        with statements_asked(app.extensions["database"]) as few:
            browser.get("/admin/roles")
        for _ in range(5):
            holding(somebody().id, Role.TRAINER)
        with statements_asked(app.extensions["database"]) as many:
            browser.get("/admin/roles")

        assert len(many) == len(few) <= 5


class TestAgree:
    def test_makes_it_count(self, browser, waiting, database):
        answer = browser.sends(f"/admin/roles/{waiting.id}/agree")

        assert answer.status_code == 303
        with database.reading() as session:
            assert Role.REVIEWER in roles_of(session, officer_id=waiting.officer_id)

    def test_is_refused_to_who_granted_it(self, browser, ada, somebody, database):
        tom = somebody()
        browser.sends(f"/admin/people/{tom.public_id}/roles", role="auditor")
        with database.reading() as session:
            given = session.scalars(select(RoleGrant).where(RoleGrant.officer_id == tom.id)).one()

        browser.sends(f"/admin/roles/{given.id}/agree")

        assert "another administrator has to agree" in browser.get("/admin/roles").text
        with database.reading() as session:
            assert roles_of(session, officer_id=tom.id) == {Role.OFFICER}


class TestWithdraw:
    def test_asks_why_and_takes_it_back(self, browser, ada, somebody, holding, database):
        tom = somebody(display_name="Tom Fair")
        given = holding(tom.id, Role.TRAINER)
        address = f"/admin/roles/{given.id}/withdraw"

        assert "Withdraw “Trainer” of Tom Fair" in text_of(browser.get(address))
        assert "Choose why" in browser.sends(address).text
        answer = browser.sends(address, because="other_work")

        assert answer.status_code == 303
        with database.reading() as session:
            assert session.get_one(RoleGrant, given.id).withdrawn_because == "other_work"
        assert "They do other work now" in browser.get(f"/admin/people/{tom.public_id}").text

    def test_keeps_the_last_administrator_in_a_sentence(self, browser, ada, database):
        with database.reading() as session:
            mine = session.scalars(select(RoleGrant).where(RoleGrant.officer_id == ada)).one()

        answer = browser.sends(f"/admin/roles/{mine.id}/withdraw", because="other_work")

        assert "last administrator in post" in answer.text

    @pytest.mark.parametrize("because", ["has_left", "unit_closed", "whim"])
    def test_takes_only_reasons_that_are_offered(self, browser, ada, somebody, holding, because):
        given = holding(somebody().id, Role.TRAINER)

        assert browser.sends(f"/admin/roles/{given.id}/withdraw", because=because).status_code == 200
