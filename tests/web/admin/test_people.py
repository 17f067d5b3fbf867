"""Finding people and looking after one: what an administrator sees and does, and what nobody ever sees."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from safeguarding.common.clock import london_today, now
from safeguarding.common.database import write
from safeguarding.learning.models import Completion
from safeguarding.people.models import AuditEntry, Officer, RoleGrant, SignInSession
from safeguarding.people.operations.sign_in import activate, begin_session, set_password
from safeguarding.people.queries.roles import roles_of
from safeguarding.people.rules.roles import Role
from tests.learning.learning_factories import a_campaign, a_module, an_article, begun
from tests.people.people_factories import a_unit, leaves
from tests.statements import statements_asked
from tests.web.conftest import text_of

PASSWORD = "marigold kettle ferry"


def entries(database, action):
    with database.reading() as session:
        return session.scalars(select(AuditEntry).where(AuditEntry.action == action)).all()


def page_of(officer):
    return f"/admin/people/{officer.public_id}"


class TestSearch:
    def test_is_a_form_whose_answer_lists_people(self, browser, ada, somebody):
        tom = somebody(display_name="Tom Fairweather", staff_number="W055555")
        somebody(display_name="Tim Elsewhere")

        answer = browser.sends("/admin/people", words="fair tom")

        assert answer.status_code == 200
        assert "1 person found" in text_of(answer)
        assert f'href="{page_of(tom)}"' in answer.text
        assert "Tim Elsewhere" not in answer.text

    def test_by_address_finds_nobody_so_no_name_stands_in_a_log(self, browser, ada, somebody):
        somebody(display_name="Tom Fairweather")

        answer = browser.get("/admin/people?words=fair")

        assert "Fairweather" not in answer.text

    def test_never_finds_a_protected_post(self, browser, ada, somebody):
        somebody(display_name="Hidden Person", staff_number="H777777", is_protected=True)

        for words in ("hidden", "H777777"):
            assert "Nobody found" in text_of(browser.sends("/admin/people", words=words))

    @pytest.mark.parametrize("words", ["", "a", "  ", "-"])
    def test_asks_for_more_letters(self, browser, ada, words):
        answer = browser.sends("/admin/people", words=words)

        assert "There is a problem" in answer.text
        assert 'href="#words"' in answer.text

    def test_leads_from_page_to_page(self, browser, ada, somebody, database):
        with write(database) as session:
            unit = a_unit(session)
        for place in range(27):
            somebody(display_name=f"Sam Number{place:02}", unit=unit)

        answer = browser.sends("/admin/people", words="sam numb", page="2")

        assert "Sam Number26" in answer.text
        assert "Sam Number00" not in answer.text
        assert "Page 2 of 2" in text_of(answer)
        assert browser.sends("/admin/people", words="sam numb", page="x").status_code == 200

    def test_costs_three_statements(self, browser, ada, somebody, app):
        somebody(display_name="Tom Fair")
        browser.sends("/admin/people", words="fair")

        with statements_asked(app.extensions["database"]) as asked:
            browser.sends("/admin/people", words="fair")

        assert len(asked) == 3  # who asks, who was found, the contacts at the top


class TestOnePerson:
    def test_shows_post_roles_and_sign_in_and_records_that_it_was_looked_at(
        self, browser, ada, somebody, holding, database
    ):
        tom = somebody(display_name="Tom Fair", work_email="tom@example.org")
        holding(tom.id, Role.TRAINER)

        answer = browser.get(page_of(tom))

        said = text_of(answer)
        for words in ("Tom Fair", tom.staff_number, "tom@example.org", "Harbour Response", "Trainer", "Not set yet"):
            assert words in said
        looked = entries(database, "person.viewed")
        assert [(entry.actor_id, entry.about) for entry in looked] == [(ada, {"officer": tom.id})]

    def test_says_nothing_of_what_they_have_learned(self, browser, ada, somebody, database):
        tom = somebody()
        with write(database) as session:
            module = a_module(session, campaign=a_campaign(session))
            article = an_article(session)
            for one in (module, article):
                begun(session, session.get_one(Officer, tom.id), one, at=now())
            session.add(
                Completion(
                    officer_id=tom.id,
                    module_id=article.module_id,
                    version_id=article.version_id,
                    unit_id=1,
                    rule="read",
                    evidence="read",
                    begun_at=now(),
                    completed_at=now(),
                )
            )

        answer = browser.get(page_of(tom))

        assert module.title not in answer.text
        assert article.title not in answer.text
        assert "/learn/" not in answer.text.replace("/learn/library", "").replace("/learn/record", "")

    def test_of_a_protected_post_is_not_there(self, browser, ada, somebody):
        hidden = somebody(is_protected=True)

        for address in (page_of(hidden), f"{page_of(hidden)}/code", f"{page_of(hidden)}/roles"):
            method = browser.get if address == page_of(hidden) else browser.sends
            assert method(address).status_code == 404

    def test_of_a_leaver_offers_neither_code_nor_role(self, browser, ada, somebody, database):
        gone = somebody()
        with write(database) as session:
            leaves(session, session.get_one(Officer, gone.id), on=london_today())

        answer = browser.get(page_of(gone))

        assert "Not in post" in answer.text
        assert "Issue an activation code" not in answer.text
        assert "Grant the role" not in answer.text
        assert browser.sends(f"{page_of(gone)}/code").status_code == 303

    def test_costs_few_statements(self, browser, ada, somebody, holding, app):
        tom = somebody()
        holding(tom.id, Role.TRAINER)
        browser.get(page_of(tom))

        with statements_asked(app.extensions["database"]) as asked:
            browser.get(page_of(tom))

        reads = [statement for statement in asked if statement.lstrip().upper().startswith("SELECT")]
        # Who asks, the person, posts, sign-in, roles, names, contacts; for the audit its last hash, and a lock.
        assert len(reads) <= 9


class TestCode:
    def test_is_shown_once_and_works(self, browser, ada, somebody, database):
        tom = somebody(display_name="Tom Fair")

        answer = browser.sends(f"{page_of(tom)}/code")

        code = re.search(r'slip-code">([0-9A-Z-]+)<', answer.text)[1]
        assert answer.headers["Cache-Control"] == "no-store"
        assert code not in browser.get(page_of(tom)).text
        with write(database) as session:
            activate(session, staff_number=tom.staff_number, code=code, password=PASSWORD, at=now())
        assert [entry.actor_id for entry in entries(database, "sign_in.code_issued")] == [ada]

    def test_needs_the_form_token(self, browser, ada, somebody):
        assert browser.post(f"{page_of(somebody())}/code").status_code == 400


class TestSignOut:
    def test_ends_every_session(self, browser, ada, somebody, database):
        tom = somebody()
        with write(database) as session:
            for _ in range(2):
                begin_session(session, officer_id=tom.id, at=now())
        assert "Yes, in 2 places" in text_of(browser.get(page_of(tom)))

        browser.sends(f"{page_of(tom)}/sign-out")

        with database.reading() as session:
            assert session.scalars(select(SignInSession).where(SignInSession.officer_id == tom.id)).all() == []
        assert len(entries(database, "sign_in.sessions_ended")) == 1

    def test_last_sign_in_is_told(self, browser, ada, somebody, database):
        tom = somebody()
        with write(database) as session:
            set_password(session, officer_id=tom.id, password=PASSWORD, at=now())
            begin_session(session, officer_id=tom.id, at=now() - timedelta(days=2))

        said = text_of(browser.get(page_of(tom)))

        assert "Password Set" in said
        assert "Signed in now No" in said


class TestGrant:
    def test_gives_a_role(self, browser, ada, somebody, database):
        tom = somebody()

        answer = browser.sends(f"{page_of(tom)}/roles", role="comms")

        assert answer.status_code == 303
        with database.reading() as session:
            assert roles_of(session, officer_id=tom.id) == {Role.OFFICER, Role.COMMS}

    def test_of_a_unit_lead_needs_a_unit(self, browser, ada, somebody, database):
        tom = somebody()
        with write(database) as session:
            unit = a_unit(session, code="QUAY-1", name="Quay")

        without = browser.sends(f"{page_of(tom)}/roles", role="unit_lead", unit="NOWHERE")
        with_unit = browser.sends(f"{page_of(tom)}/roles", role="unit_lead", unit=" quay-1 ")

        assert 'href="#unit"' in without.text
        assert with_unit.status_code == 303
        with database.reading() as session:
            assert session.scalars(select(RoleGrant.unit_id).where(RoleGrant.officer_id == tom.id)).one() == unit.id

    @pytest.mark.parametrize("role", ["", "officer", "emperor"])
    def test_refuses_what_is_no_role_to_grant(self, browser, ada, somebody, role):
        answer = browser.sends(f"{page_of(somebody())}/roles", role=role)

        assert answer.status_code == 200
        assert "There is a problem" in answer.text

    def test_refuses_oneself_in_a_sentence(self, browser, ada, database):
        with database.reading() as session:
            me = session.get_one(Officer, ada)

        answer = browser.sends(f"{page_of(me)}/roles", role="comms")

        assert "Nobody grants a role to themself" in answer.text

    def test_refuses_twice_in_a_sentence(self, browser, ada, somebody):
        tom = somebody()
        browser.sends(f"{page_of(tom)}/roles", role="auditor")

        assert "waits for a second granter" in browser.sends(f"{page_of(tom)}/roles", role="auditor").text
