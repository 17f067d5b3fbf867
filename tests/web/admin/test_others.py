"""Where administrators begin, contacts, modules and the audit."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

import safeguarding
from safeguarding.common.clock import london_today, now
from safeguarding.common.database import write
from safeguarding.content.models import Contact, Module
from safeguarding.people.models import AuditEntry
from safeguarding.people.operations.audit import record
from safeguarding.people.rules.roles import Role
from safeguarding.web.admin.audit_words import ACTIONS, SENTENCES
from tests.learning.learning_factories import a_module
from tests.statements import statements_asked
from tests.web.conftest import text_of

# action="roster.applied", as the operations write it
NAMED = re.compile(r'action="([a-z_]+\.[a-z_]+)"')
YESTERDAY = london_today() - timedelta(days=1)
NEXT_YEAR = london_today().year + 1


def entries(database, action):
    with database.reading() as session:
        return session.scalars(select(AuditEntry).where(AuditEntry.action == action)).all()


@pytest.fixture
def hub(database):
    """A line of the registry that is overdue."""
    with write(database) as session:
        words = {"purpose": "Ask first", "value": "Ext. 1", "hours": "Day", "who_may_call": "All", "owner": "Hub"}
        session.add(Contact(key="hub", name="The hub", dial=None, position=1, review_on=YESTERDAY, **words))


class TestWayIn:
    @pytest.mark.parametrize(
        ("role", "shown"),
        [(Role.ADMINISTRATOR, True), (Role.AUDITOR, True), (Role.REVIEWER, True), (Role.COMMS, False), (None, False)],
    )
    def test_is_shown_to_whoever_has_pages_there(self, browser, somebody, holding, role, shown):
        officer = somebody()
        if role:
            holding(officer.id, role)
        browser.is_signed_in_as(officer.id)

        answer = browser.get("/account/who-sees-what")

        assert ('href="/admin/"' in answer.text) is shown

    def test_costs_officers_no_statement(self, browser, somebody, app):
        browser.is_signed_in_as(somebody().id)
        browser.get("/account/who-sees-what")

        with statements_asked(app.extensions["database"]) as asked:
            browser.get("/account/who-sees-what")

        assert len(asked) == 2  # who asks, and the contacts

    def test_leads_an_auditor_to_the_audit_alone(self, browser, somebody, holding):
        officer = somebody()
        holding(officer.id, Role.AUDITOR)
        browser.is_signed_in_as(officer.id)

        answer = browser.get("/admin/")

        assert 'href="/admin/audit"' in answer.text
        assert 'href="/admin/people"' not in answer.text
        assert "What needs attention" not in answer.text


class TestHome:
    def test_tells_what_needs_somebody(self, browser, ada, hub, somebody, holding):
        given = holding(somebody(display_name="Tom Fair").id, Role.REVIEWER)
        with write(browser.application.extensions["database"]) as session:
            session.execute(text(f"update role_grant set agreed_at = null where id = {given.id}"))

        said = text_of(browser.get("/admin/"))

        assert "Tom Fair , Safeguarding reviewer" in said
        assert "1 overdue, 1 never tried." in said
        assert "No list has been taken over yet." in said
        assert "They have not been checked yet." in said
        assert "3 things need somebody." in said

    def test_checks_the_totals_when_asked(self, browser, ada, database):
        answer = browser.sends("/admin/totals")

        assert answer.status_code == 303
        assert [entry.about for entry in entries(database, "totals.checked")] == [{"differences": 0}]
        assert "They agree with what officers have done." in browser.get("/admin/").text


LINE = {
    "name": "The hub",
    "purpose": "Ask first",
    "value": "0300 000 0000",
    "dial": "0300 000 0000",
    "hours": "Day and night",
    "who_may_call": "Everybody",
    "owner": "Safeguarding hub",
    "verified_on": [str(YESTERDAY.day), str(YESTERDAY.month), str(YESTERDAY.year)],
    "review_on": ["1", "2", str(NEXT_YEAR)],
}


class TestContacts:
    def send(self, browser, **more):
        fields = {"csrf_token": browser.form_token(), **LINE, **more}
        return browser.post("/admin/contacts/hub", data=fields)

    def test_lists_what_is_due_first(self, browser, ada, hub):
        said = text_of(browser.get("/admin/contacts"))

        assert "To try now" in said
        assert "(overdue)" in said

    def test_is_edited_audited_and_on_every_page(self, browser, ada, hub, database):
        answer = self.send(browser)

        assert answer.status_code == 303
        with database.reading() as session:
            line = session.scalars(select(Contact)).one()
            assert (line.value, line.dial, line.verified_on) == ("0300 000 0000", "03000000000", YESTERDAY)
            assert line.edited_at is not None
        assert [entry.about for entry in entries(database, "contact.edited")] == [{"contact": "hub"}]
        assert 'href="tel:03000000000"' in browser.get("/help/accessibility").text

    def test_the_same_again_is_neither_kept_nor_audited(self, browser, ada, hub, database):
        self.send(browser)
        self.send(browser)

        assert len(entries(database, "contact.edited")) == 1

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"dial": "ring us"}, "dial"),
            ({"review_on": ["1", "2", "2020"]}, "review_on"),
            ({"review_on": ["", "", ""]}, "review_on"),
            ({"verified_on": ["30", "2", "2026"]}, "verified_on"),
            ({"name": ""}, "name"),
        ],
    )
    def test_is_refused_beside_the_field(self, browser, ada, hub, wrong, field, database):
        answer = self.send(browser, **wrong)

        assert answer.status_code == 200
        assert f'href="#{field}"' in answer.text
        with database.reading() as session:
            assert session.scalars(select(Contact)).one().edited_at is None


class TestModules:
    def test_a_reviewer_withdraws_one_at_once_with_a_reason(self, browser, somebody, holding, database):
        reviewer = somebody()
        holding(reviewer.id, Role.REVIEWER)
        browser.is_signed_in_as(reviewer.id)
        with write(database) as session:
            module = a_module(session)
        address = f"/admin/modules/{module.campaign_code}/{module.code}"

        assert module.title in browser.get("/admin/modules").text
        assert "Say why" in browser.sends(address, reason=" ").text
        answer = browser.sends(address, reason="A sign was wrong.")

        assert answer.status_code == 303
        with database.reading() as session:
            assert session.get_one(Module, module.module_id).withdrawn_reason == "A sign was wrong."
        withdrawn = entries(database, "content.withdrawn")
        assert [(entry.actor_id, entry.about) for entry in withdrawn] == [
            (reviewer.id, {"module_id": module.module_id})
        ]
        assert "A sign was wrong." in browser.get("/admin/modules").text
        assert "already withdrawn" in browser.sends(address, reason="Again.").text

    def test_one_there_is_not(self, browser, ada):
        assert browser.get("/admin/modules/spot-it/nothing").status_code == 404


class TestAudit:
    def test_tells_entries_in_words_and_that_it_was_read(self, browser, ada, somebody, database):
        tom = somebody(display_name="Tom Fair")
        browser.sends(f"/admin/people/{tom.public_id}/roles", role="comms")

        said = text_of(browser.get("/admin/audit"))

        assert "Ada Admin Granted the role “Internal comms” to Tom Fair." in said
        assert "All 1 entries were checked just now" in said
        assert len(entries(database, "audit.viewed")) == 1

    def test_names_nobody_in_a_protected_post(self, browser, ada, somebody, database):
        hidden = somebody(display_name="Hidden One", is_protected=True)
        with write(database) as session:
            record(session, actor_id=ada, action="sign_in.code_issued", about={"officer": hidden.id}, at=now())

        answer = browser.get("/admin/audit")

        assert "Hidden One" not in answer.text
        assert "Issued an activation code to somebody who is not shown." in text_of(answer)

    def test_filters_by_action_and_day(self, browser, ada, database):
        with write(database) as session:
            record(session, actor_id=ada, action="totals.checked", about={"differences": 0}, at=now())
            record(session, actor_id=ada, action="contact.edited", about={"contact": "hub"}, at=now())

        only = text_of(browser.get("/admin/audit?action=contact.edited"))
        day = text_of(browser.get("/admin/audit?day=1/2/2020"))
        odd = browser.get("/admin/audit?action=nonsense&day=nonsense&before=nonsense")

        assert "Edited the contact “hub”." in only
        assert "Checked the totals" not in only
        assert "Nothing of that kind on that day." in day
        assert odd.status_code == 200

    def test_says_where_it_was_altered(self, browser, ada, database):
        with write(database) as session:
            made = [record(session, actor_id=ada, action="a.b", about={"n": n}, at=now()) for n in range(3)]
        with write(database) as session:
            forge(session, made[1].id)

        said = text_of(browser.get("/admin/audit"))
        browser.sends("/admin/audit/check")

        assert f"Entry {made[1].id} is not as it was written" in said
        assert entries(database, "audit.checked")[0].about["broken_at"] == made[1].id

    def test_knows_a_hash_that_was_noted(self, browser, ada, database):
        with write(database) as session:
            noted = record(session, actor_id=ada, action="a.b", about={}, at=now()).entry_hash

        assert "Yes, that hash belongs" in browser.get(f"/admin/audit?noted={noted}").text
        assert "No entry here has that hash" in browser.get(f"/admin/audit?noted={'0' * 63}1").text

    def test_has_a_title_and_a_sentence_for_every_action_there_is(self):
        package = Path(safeguarding.__file__).parent
        in_code = {name for file in package.rglob("*.py") for name in NAMED.findall(file.read_text())}
        assert len(in_code) > 30
        assert in_code <= ACTIONS.keys() == SENTENCES.keys()


def forge(session, entry_id):
    """Alter an entry as somebody with the database in their hands could; the guards are put back."""
    change = {"id": entry_id}
    statement = text("update audit_entry set action = 'x.y' where id = :id")
    if session.get_bind().dialect.name == "sqlite":
        name = "audit_entry_is_never_changed"
        guard = session.scalar(text("select sql from sqlite_master where name = :name"), {"name": name})
        session.execute(text(f"drop trigger {name}"))
        session.execute(statement, change)
        session.connection().exec_driver_sql(guard)
    else:
        session.execute(text("alter table audit_entry disable trigger audit_entry_is_append_only"))
        session.execute(statement, change)
        session.execute(text("alter table audit_entry enable trigger audit_entry_is_append_only"))
