"""A contact edited here is the force's own: no pack takes it back."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from sqlalchemy import inspect, make_url, select, text

from safeguarding.common.database import open_database, write
from safeguarding.common.migrating import migrate_down, migrate_up
from safeguarding.content.interchange.pack import Pack, read_pack
from safeguarding.content.models import Contact
from safeguarding.content.operations.contacts import ContactNotRight, NoSuchContact, edit_contact
from safeguarding.content.operations.loading import load_pack
from safeguarding.content.queries.contacts import contacts
from safeguarding.content.rules.contacts import ContactLine
from tests.conftest import KINDS
from tests.content.packs import a_pack_folder, with_text

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def pack(tmp_path) -> Pack:
    return read_pack(a_pack_folder(tmp_path / "pack"))


def hub(session) -> ContactLine:
    line = contacts(session).get("safeguarding_hub")
    assert line is not None
    return line


class TestEditContact:
    def test_sets_what_the_force_says_with_single_spaces(self, session, pack):
        load_pack(session, pack=pack, at=MONDAY)
        ours = replace(
            hub(session), value="  The hub,\n second floor ", dial="0300 000", verified_on=date(2026, 11, 24)
        )

        assert edit_contact(session, line=ours, at=TUESDAY)

        assert (hub(session).value, hub(session).dial) == ("The hub, second floor", "0300000")
        assert session.scalars(select(Contact.edited_at).where(Contact.key == "safeguarding_hub")).one() == TUESDAY

    def test_the_same_again_is_no_edit(self, session, pack):
        load_pack(session, pack=pack, at=MONDAY)

        assert not edit_contact(session, line=hub(session), at=TUESDAY)

        assert session.scalars(select(Contact.edited_at)).all() == [None] * 4

    def test_names_all_that_cannot_stand(self, session, pack):
        load_pack(session, pack=pack, at=MONDAY)
        wrong = replace(
            hub(session), name=" ", dial="ring us", verified_on=date(2026, 12, 1), review_on=date(2026, 12, 1)
        )

        with pytest.raises(ContactNotRight) as refusal:
            edit_contact(session, line=wrong, at=TUESDAY)

        assert set(refusal.value.problems) == {"name", "dial", "review_on"}
        assert hub(session).name == "Your safeguarding hub"

    def test_an_unknown_key_is_refused(self, session, pack):
        load_pack(session, pack=pack, at=MONDAY)

        with pytest.raises(NoSuchContact, match="no contact 'hub'"):
            edit_contact(session, line=replace(hub(session), key="hub"), at=TUESDAY)


class TestLoadingAfterAnEdit:
    def test_leaves_the_edited_line_and_names_it_where_the_pack_differs(self, session, pack, tmp_path):
        load_pack(session, pack=pack, at=MONDAY)
        edit_contact(session, line=replace(hub(session), value="Extension two"), at=TUESDAY)
        newer = with_text("contacts.yaml", "Through your supervisor", "Ask at the desk")
        newer = newer.replace("For anyone who would rather not", "For those who would rather not")

        loaded = load_pack(
            session, pack=read_pack(a_pack_folder(tmp_path / "newer", **{"contacts.yaml": newer})), at=TUESDAY
        )

        assert (loaded.contacts_changed, loaded.contacts_kept) == (("crimestoppers",), ("safeguarding_hub",))
        assert hub(session).value == "Extension two"

    def test_says_nothing_where_both_agree(self, session, pack, tmp_path):
        load_pack(session, pack=pack, at=MONDAY)
        edit_contact(session, line=replace(hub(session), value="Ask at the desk"), at=TUESDAY)
        same = with_text("contacts.yaml", "Through your supervisor", "Ask at the desk")

        loaded = load_pack(
            session, pack=read_pack(a_pack_folder(tmp_path / "same", **{"contacts.yaml": same})), at=TUESDAY
        )

        assert loaded.contacts_kept == ()


@pytest.fixture(params=KINDS)
def a_database_before(request, tmp_path):
    """A database of its own, at the revision before."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'before.sqlite'}"
        migrate_up(url, "0001")
        yield url
        return
    server = request.getfixturevalue("postgresql_server")
    name = f"contacts_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    url = make_url(server).set(database=name).render_as_string(hide_password=False)
    migrate_up(url, "0001")
    yield url
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


class TestMigration0002:
    def test_goes_up_and_down_and_keeps_every_line(self, a_database_before):
        database = open_database(a_database_before)
        with write(database) as session:
            session.execute(
                text(
                    "insert into contact (key, name, purpose, value, hours, who_may_call, owner, review_on, position) "
                    "values ('hub', 'Hub', 'To share', 'Upstairs', 'Always', 'All', 'Comms', '2026-12-18', 0)"
                )
            )

        migrate_up(a_database_before, "0002")
        with write(database) as session:
            assert session.execute(text("select value, edited_at from contact")).all() == [("Upstairs", None)]
            session.execute(text("update contact set edited_at = '2026-11-24 09:00:00+00:00'"))
        migrate_down(a_database_before, "0001")

        with database.reading() as session:
            assert session.execute(text("select key, value from contact")).all() == [("hub", "Upstairs")]
            columns = {column["name"] for column in inspect(session.connection()).get_columns("contact")}
        assert "edited_at" not in columns
        database.close()
