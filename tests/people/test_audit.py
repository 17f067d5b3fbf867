"""The audit chain: what may enter, that nothing is altered, and that it shows if something was."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from safeguarding.common.database import write
from safeguarding.people.operations.audit import NotForTheAudit, record
from safeguarding.people.operations.installation import WrongDatabase, mark_installed, refuse_wrong_database
from safeguarding.people.queries.audit import broken_link, chain_end, holds_hash
from safeguarding.people.queries.installation import installation
from safeguarding.people.rules.audit import GENESIS, entry_hash, fault_in_entry

MONDAY = datetime(2026, 5, 4, 9, 30, 15, 123456, tzinfo=UTC)
ABOUT = {"officer": 7, "role": "unit_lead", "unit": None, "by_command": False, "from_on": "2026-05-04"}


def three_entries(session):
    return [record(session, actor_id=number, action="role.granted", about=ABOUT, at=MONDAY).id for number in (1, 2, 3)]


class TestWhatMayEnter:
    def test_ids_flags_dates_and_short_codes(self):
        assert fault_in_entry(action="role.granted", about=ABOUT) is None
        assert fault_in_entry(action="content.loaded", about={"fingerprint": "a1" * 32, "campaign": "spot-it"}) is None

    @pytest.mark.parametrize(
        "value",
        [
            "Robin Vale",
            "AB0123",
            "ab0123",
            "00712",
            "p-123456",
            "someone@example.org",
            "",
            "x" * 81,
            "été",
            1.5,
            ["a"],
            {"a": 1},
            b"a",
        ],
    )
    def test_nothing_that_looks_like_a_name_or_a_staff_number(self, value):
        fault = fault_in_entry(action="role.granted", about={"who": value})
        assert fault is not None
        assert "only internal ids" in fault
        if isinstance(value, str) and value:
            assert value not in fault

    @pytest.mark.parametrize("key", ["staff_number", "name", "email", "Officer", ""])
    def test_nothing_that_is_called_personal(self, key):
        assert fault_in_entry(action="role.granted", about={key: 1})

    @pytest.mark.parametrize("action", ["", "granted", "Role.granted", "role granted", "role."])
    def test_no_action_without_a_subject(self, action):
        assert fault_in_entry(action=action, about={})

    def test_a_fault_writes_nothing(self, session):
        with pytest.raises(NotForTheAudit):
            record(session, actor_id=1, action="role.granted", about={"name": "Robin Vale"}, at=MONDAY)
        assert chain_end(session).entries == 0


class TestEntryHash:
    def test_is_the_same_for_the_same_instant_in_another_zone(self):
        said = {"previous_hash": GENESIS, "actor_id": None, "action": "a.b", "about": {"b": 1, "a": 2}}
        elsewhere = MONDAY.astimezone(timezone(timedelta(hours=5)))
        assert entry_hash(**said, at=MONDAY) == entry_hash(**said, at=elsewhere)

    def test_is_fixed_for_ever(self):
        """Chains that are already written are checked with this; a changed value would break them all."""
        said = {"previous_hash": GENESIS, "actor_id": None, "action": "role.granted", "about": {"officer": 1}}
        assert entry_hash(**said, at=MONDAY) == "0184990c5a6d40d7de5e58c24cac75114b2c3ff1e426ce621e64117040e1032d"


class TestChain:
    def test_begins_with_sixty_four_zeros_and_links_each_entry_to_the_last(self, session):
        first = record(session, actor_id=None, action="role.granted", about=ABOUT, at=MONDAY)
        second = record(session, actor_id=1, action="role.withdrawn", about=ABOUT, at=MONDAY)
        assert first.previous_hash == "0" * 64
        assert second.previous_hash == first.entry_hash

    def test_is_whole_when_it_is_read_back(self, database):
        with write(database) as session:
            three_entries(session)
        with write(database) as session:
            three_entries(session)
        with database.reading() as session:
            assert broken_link(session) is None
            assert chain_end(session).entries == 6

    def test_that_is_empty_is_whole(self, session):
        assert broken_link(session) is None
        assert chain_end(session).last_hash == GENESIS
        assert holds_hash(session, noted=GENESIS)

    def test_does_not_fork_when_many_write_at_once(self, database):
        start = threading.Barrier(6)

        def write_one(actor_id):
            start.wait(5)
            with write(database) as session:
                record(session, actor_id=actor_id, action="role.granted", about=ABOUT, at=MONDAY)

        threads = [threading.Thread(target=write_one, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        with database.reading() as session:
            assert chain_end(session).entries == 6
            assert broken_link(session) is None

    def test_keeps_nothing_of_a_transaction_that_failed(self, database):
        with database.writing() as session:
            three_entries(session)
            session.rollback()
        with write(database) as session:
            assert record(session, actor_id=1, action="a.b", about={}, at=MONDAY).previous_hash == GENESIS


CHANGES = [
    "update audit_entry set actor_id = 9 where id = :second",
    "update audit_entry set action = 'role.agreed' where id = :second",
    "update audit_entry set about = '{}' where id = :second",
    "update audit_entry set at = '2026-05-04 09:30:16.000000' where id = :second",
    "delete from audit_entry where id = :second",
    "delete from audit_entry where id = :first",
]


class TestTampering:
    @pytest.mark.parametrize("change", CHANGES)
    def test_is_refused_by_the_database(self, database, change):
        with write(database) as session:
            first, second, _ = three_entries(session)
        with database.writing() as session:
            with pytest.raises(DBAPIError, match="audit entries are never"):
                session.execute(text(change), only_used(change, first=first, second=second))
            session.rollback()
        with database.reading() as session:
            assert broken_link(session) is None
            assert chain_end(session).entries == 3

    @pytest.mark.parametrize("change", CHANGES)
    def test_is_found_when_the_database_was_made_to_allow_it(self, session, change):
        first, second, third = three_entries(session)
        drop_the_triggers(session)
        session.execute(text(change), only_used(change, first=first, second=second))
        expected = second if change != CHANGES[4] else third
        assert broken_link(session) == expected

    def test_that_rewrites_the_entrys_own_hash_is_found_at_the_next(self, session):
        _, second, third = three_entries(session)
        drop_the_triggers(session)
        row = session.execute(text("select previous_hash from audit_entry where id = :id"), {"id": second}).one()
        forged = entry_hash(previous_hash=row.previous_hash, at=MONDAY, actor_id=9, action="role.granted", about=ABOUT)
        session.execute(
            text("update audit_entry set actor_id = 9, entry_hash = :hash where id = :id"),
            {"hash": forged, "id": second},
        )
        assert broken_link(session) == third

    def test_that_cuts_off_the_end_shows_by_a_hash_noted_elsewhere(self, session):
        _, _, third = three_entries(session)
        noted = chain_end(session).last_hash
        assert holds_hash(session, noted=noted)
        drop_the_triggers(session)
        session.execute(text("delete from audit_entry where id = :id"), {"id": third})
        assert broken_link(session) is None
        assert not holds_hash(session, noted=noted)


def only_used(statement, **values):
    return {name: value for name, value in values.items() if f":{name}" in statement}


def drop_the_triggers(session):
    """As somebody with the run of the host could; undone with the test's transaction."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("drop trigger audit_entry_is_never_changed"))
        session.execute(text("drop trigger audit_entry_is_never_deleted"))
    else:
        session.execute(text("drop trigger audit_entry_is_append_only on audit_entry"))


class TestInstallation:
    def test_is_unknown_until_it_is_marked(self, session):
        assert installation(session) is None
        refuse_wrong_database(session, is_demonstration=False)

    def test_is_marked_once_for_ever(self, session):
        first = mark_installed(session, is_demonstration=True, at=MONDAY)
        again = mark_installed(session, is_demonstration=True, at=MONDAY + timedelta(days=1))
        assert first == again == installation(session)
        assert again.installed_at == MONDAY

    @pytest.mark.parametrize(
        ("marked", "server", "words"),
        [(True, False, "invented force"), (False, True, "belongs to a real force")],
    )
    def test_of_the_other_kind_is_refused(self, session, marked, server, words):
        mark_installed(session, is_demonstration=marked, at=MONDAY)
        refuse_wrong_database(session, is_demonstration=marked)
        with pytest.raises(WrongDatabase, match=words):
            refuse_wrong_database(session, is_demonstration=server)
        with pytest.raises(WrongDatabase, match=words):
            mark_installed(session, is_demonstration=server, at=MONDAY)
