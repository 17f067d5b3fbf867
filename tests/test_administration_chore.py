"""What is due every day about people and units, with the completion totals moved along."""

from datetime import timedelta

from sqlalchemy import select

from safeguarding.cli.administration import run_administration
from safeguarding.common.clock import london_day
from safeguarding.common.database import write
from safeguarding.learning.models import CompletionTotal
from safeguarding.learning.queries.counted import differences
from safeguarding.learning.queries.unit_figures import begun_and_done_by_unit
from safeguarding.people.models import AuditEntry
from safeguarding.people.operations.units import reorganise
from safeguarding.people.queries.units_change import changes_to_come
from safeguarding.people.rules.roles import Role
from safeguarding.people.rules.units_change import Decision, Reorganisation
from tests.learning.learning_factories import LONG_AGO, MONDAY, a_module, an_officer, begun
from tests.people.people_factories import a_unit, an_administrator, holds, leaves

TODAY = london_day(MONDAY)
WEEK = timedelta(days=7)


def test_a_merger_of_its_day_moves_what_people_have_begun(database):
    with write(database) as session:
        harbour, quay = (a_unit(session, name=name, from_on=LONG_AGO) for name in ("Harbour", "Quay"))
        administrator = an_administrator(session, from_on=LONG_AGO)
        module = a_module(session)
        for _ in range(2):
            begun(session, an_officer(session, unit=harbour), module, at=MONDAY)
        begun(session, an_officer(session, unit=quay), module, at=MONDAY)
        decision = Decision(Reorganisation.MERGE, harbour.id, TODAY + WEEK, other_id=quay.id)
        reorganise(session, decision=decision, decided_by_id=administrator.id, at=MONDAY)

    before = run_administration(database, at=MONDAY + timedelta(days=6))
    with database.reading() as session:
        assert begun_and_done_by_unit(session) == {harbour.id: (2, 0), quay.id: (1, 0)}
    on_the_day = run_administration(database, at=MONDAY + WEEK)

    assert (before.applied, before.moved) == (0, 0)
    assert (on_the_day.applied, on_the_day.moved, on_the_day.differences) == (1, 2, 0)
    with database.reading() as session:
        figures = begun_and_done_by_unit(session)
        assert (figures[quay.id], figures.get(harbour.id, (0, 0))) == ((3, 0), (0, 0))
        assert differences(session, on=TODAY + WEEK) == []
        assert changes_to_come(session) == []


def test_leavers_lose_their_roles(database):
    with write(database) as session:
        officer = an_officer(session)
        holds(session, officer, Role.COMMS)
        leaves(session, officer, on=TODAY)

    assert run_administration(database, at=MONDAY).roles_withdrawn == 1
    assert run_administration(database, at=MONDAY).roles_withdrawn == 0


def test_the_totals_are_checked_and_it_is_noted(database):
    with write(database) as session:
        begun(session, an_officer(session), a_module(session), at=MONDAY)
        session.scalars(select(CompletionTotal)).one().begun = 7

    report = run_administration(database, at=MONDAY)

    assert report.differences == 1
    assert "self-check" in str(report)
    with database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "totals.checked")).one()
        assert entry.about == {"differences": 1}
