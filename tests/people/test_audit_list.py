"""The audit page by page, and whether its newest entries are whole."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from safeguarding.people.models import AuditEntry
from safeguarding.people.operations.audit import record
from safeguarding.people.queries.audit import broken_link
from safeguarding.people.queries.audit_list import ON_A_PAGE, audit_page, chain_state
from safeguarding.people.rules.audit import GENESIS

MONDAY = datetime(2026, 5, 4, 9, tzinfo=UTC)


def entries(session, count, *, action="role.granted", at=MONDAY):
    return [
        record(session, actor_id=1, action=action, about={"number": number}, at=at + timedelta(minutes=number))
        for number in range(count)
    ]


class TestAuditPage:
    def test_is_the_newest_first_and_leads_to_older_ones(self, session):
        made = entries(session, ON_A_PAGE + 2)

        first = audit_page(session)
        second = audit_page(session, before=first.before)

        assert [line.id for line in first.entries] == [entry.id for entry in made[:1:-1]]
        assert [line.id for line in second.entries] == [made[1].id, made[0].id]
        assert second.before is None

    def test_of_one_action(self, session):
        entries(session, 2)
        wanted = entries(session, 1, action="content.withdrawn")

        assert [line.id for line in audit_page(session, action="content.withdrawn").entries] == [wanted[0].id]

    def test_of_a_day_as_london_counts_it(self, session):
        late = record(
            session, actor_id=1, action="a.b", about={}, at=datetime(2026, 5, 4, 23, 30, tzinfo=UTC)
        )  # half past midnight on the fifth

        assert [line.id for line in audit_page(session, day=date(2026, 5, 5)).entries] == [late.id]
        assert audit_page(session, day=date(2026, 5, 4)).entries == []


class TestChainState:
    def test_is_whole(self, session):
        made = entries(session, 3)

        state = chain_state(session)

        assert (state.entries, state.checked, state.broken_at) == (3, 3, None)
        assert state.last_hash == made[-1].entry_hash
        assert state.is_whole_chain

    def test_of_an_empty_audit(self, session):
        state = chain_state(session)

        assert (state.entries, state.broken_at, state.last_hash) == (0, None, GENESIS)

    @pytest.mark.parametrize("altered", [0, 1, 2])
    def test_tells_the_first_entry_that_is_not_as_it_was_written(self, session, altered):
        made = entries(session, 3)
        self.alter(session, made[altered].id)

        assert chain_state(session).broken_at == broken_link(session) == made[altered].id

    def test_tells_that_the_beginning_was_cut_off(self, session):
        made = entries(session, 3)
        self.without_guard(session)
        session.execute(text("delete from audit_entry where id = :id"), {"id": made[0].id})

        assert chain_state(session).broken_at == broken_link(session) == made[1].id

    def test_of_the_newest_alone_does_not_see_what_is_older(self, session):
        made = entries(session, 5)
        self.alter(session, made[0].id)

        state = chain_state(session, most=3)

        assert (state.checked, state.broken_at, state.is_whole_chain) == (3, None, False)

    def alter(self, session, entry_id):
        self.without_guard(session)
        session.execute(text("update audit_entry set action = 'x.y' where id = :id"), {"id": entry_id})
        session.expire_all()
        assert session.get(AuditEntry, entry_id).action == "x.y"

    def without_guard(self, session):
        if session.get_bind().dialect.name == "sqlite":
            for trigger in ("audit_entry_is_never_changed", "audit_entry_is_never_deleted"):
                session.execute(text(f"drop trigger if exists {trigger}"))
        else:
            session.execute(text("drop trigger if exists audit_entry_is_append_only on audit_entry"))
