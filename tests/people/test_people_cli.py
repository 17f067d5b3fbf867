"""The commands about people, as whoever runs the platform types them."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from safeguarding.cli.people import people
from safeguarding.common.clock import london_today
from safeguarding.common.database import write
from safeguarding.people.models import AuditEntry
from safeguarding.people.operations.sign_in import activate, check_password
from safeguarding.people.queries.roles import roles_of, units_led_by
from safeguarding.people.queries.sign_in import officer_id_of
from safeguarding.people.rules.roles import Role
from tests.people.people_factories import a_leaver, a_unit, an_administrator, an_officer


@pytest.fixture
def run(database_url, monkeypatch):
    """Run `people ...` against the test's database; the exit code and the one line it printed."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("SECRET_KEY", "for tests only, and long enough for that")

    def run(*arguments):
        outcome = CliRunner().invoke(people, arguments)
        assert outcome.exception is None or isinstance(outcome.exception, SystemExit), outcome.exception
        return outcome.exit_code, outcome.output.strip()

    return run


class TestFirstAdministrator:
    def test_is_made_once(self, run, database):
        with write(database) as session:
            officer_id = an_officer(session, staff_number="AB0123").id
            an_officer(session, staff_number="CD4567")
        code, said = run("first-administrator", "--staff-number", " ab0123")
        assert (code, said) == (0, "AB0123 is now an administrator. Next: people activation-code.")
        code, said = run("first-administrator", "--staff-number", "CD4567")
        assert code == 1
        assert said == "Error: There is an administrator already; ask them to grant the role."
        with database.reading() as session:
            assert Role.ADMINISTRATOR in roles_of(session, officer_id=officer_id)

    def test_is_on_the_roster(self, run):
        code, said = run("first-administrator", "--staff-number", "AB0123")
        assert code == 1
        assert said == "Error: There is no officer with the staff number AB0123. Load the roster first."


class TestActivationCode:
    def test_lets_the_officer_set_a_password(self, run, database):
        with write(database) as session:
            officer_id = an_officer(session, staff_number="AB0123").id
        code, said = run("activation-code", "--staff-number", "AB0123")
        assert code == 0
        activation_code = said.removeprefix("The activation code for AB0123 is ").split(".")[0]
        with write(database) as session:
            entry = session.scalars(select(AuditEntry)).one()
            assert (entry.actor_id, entry.action) == (None, "sign_in.code_issued")
            words = "kettle harbour violin"
            activate(session, staff_number="AB0123", code=activation_code, password=words, at=entry.at)
            assert check_password(session, staff_number="AB0123", password=words) == officer_id

    def test_is_not_for_leavers(self, run, database):
        with write(database) as session:
            a_leaver(session, staff_number="AB0123", left_on=london_today())
        code, said = run("activation-code", "--staff-number", "AB0123")
        assert (code, said) == (
            1,
            "Error: This officer is not in post today, so they cannot be given an activation code.",
        )


class TestRoles:
    def test_are_granted_agreed_and_withdrawn(self, run, database):
        with write(database) as session:
            an_administrator(session, staff_number="AD1")
            an_administrator(session, staff_number="AD2")
            officer_id = an_officer(session, staff_number="AB0123").id
        about = ("--staff-number", "AB0123", "--role", "reviewer")

        def roles():
            with database.reading() as session:
                return roles_of(session, officer_id=officer_id)

        assert run("grant", *about, "--by", "AD1") == (
            0,
            "AB0123 was given the role 'Safeguarding reviewer'. It counts once a second administrator has agreed.",
        )
        assert Role.REVIEWER not in roles()
        code, said = run("agree", *about, "--by", "AD1")
        assert (code, said) == (1, "Error: You granted this role, so another administrator has to agree.")
        assert run("agree", *about, "--by", "AD2") == (0, "AB0123 now has the role 'Safeguarding reviewer'.")
        assert Role.REVIEWER in roles()
        assert run("withdraw", *about, "--by", "AD1") == (
            0,
            "AB0123 no longer has the role 'Safeguarding reviewer'.",
        )
        assert Role.REVIEWER not in roles()
        code, said = run("withdraw", *about, "--by", "AD1")
        assert (code, said) == (1, "Error: AB0123 was not given the role 'Safeguarding reviewer'.")

    def test_of_a_unit_lead_name_the_unit_by_its_code(self, run, database):
        with write(database) as session:
            an_administrator(session, staff_number="AD1")
            officer_id = an_officer(session, staff_number="AB0123").id
            unit_id = a_unit(session, code="H1").id
        about = ("--staff-number", "AB0123", "--role", "unit_lead", "--by", "AD1")
        assert run("grant", *about)[1] == "Error: Unit lead needs a unit: say which one they lead."
        assert run("grant", *about, "--unit", "H9")[1] == "Error: There is no unit with the code H9."
        assert run("grant", *about, "--unit", "H1") == (0, "AB0123 was given the role 'Unit lead'.")
        with database.reading() as session:
            assert units_led_by(session, officer_id=officer_id) == {unit_id}
        assert run("withdraw", *about, "--unit", "H1")[0] == 0

    def test_cannot_be_the_officers(self, run):
        assert run("grant", "--staff-number", "A", "--role", "officer", "--by", "B")[0] == 2


class TestAuditCheck:
    def test_says_that_the_chain_is_whole_and_what_to_note(self, run, database):
        assert run("audit-check")[1].startswith("The audit's 0 entries are whole.")
        with write(database) as session:
            an_officer(session, staff_number="AB0123")
        run("activation-code", "--staff-number", "AB0123")
        code, said = run("audit-check")
        assert code == 0
        assert said.startswith("The audit's 1 entry is whole. Note this last hash elsewhere: ")
        noted = said.split()[-1]
        run("activation-code", "--staff-number", "AB0123")
        assert run("audit-check", "--noted", noted)[0] == 0
        assert run("audit-check", "--noted", "f" * 64) == (
            1,
            "Error: The noted hash is not in the audit: entries were cut off or replaced.",
        )


def test_a_wrong_setting_is_told_in_a_sentence(run, monkeypatch, database):
    with write(database) as session:
        assert officer_id_of(session, staff_number="AB0123") is None
    monkeypatch.setenv("SECRET_KEY", "short")
    code, said = run("audit-check")
    assert code == 1
    assert said.startswith("Error: SECRET_KEY must be at least 32 bytes")
