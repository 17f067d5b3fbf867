"""Completion totals follow people: between units, out of the force and back, and over midnight."""

import pytest
from sqlalchemy import delete, select, update

from safeguarding.common.clock import london_day
from safeguarding.learning.models import CompletionTotal, Progress, TotalsDay
from safeguarding.learning.operations.totals import (
    TotalsInDoubt,
    TotalsOfAnotherDay,
    bring_totals_to_today,
    move_people,
    recount,
)
from safeguarding.learning.queries.counted import differences, totals_day
from safeguarding.people.rules.roster import PostingMove
from tests.learning.learning_factories import (
    DAY,
    LONG_AGO,
    MONDAY,
    TO_SAFETY,
    a_module,
    an_officer,
    begun,
    chooses,
    moves_to,
)
from tests.people.people_factories import a_unit

TODAY = london_day(MONDAY)


@pytest.fixture
def module(session):
    return a_module(session)


@pytest.fixture
def harbour(session):
    return a_unit(session, name="Harbour Response", from_on=LONG_AGO)


@pytest.fixture
def station(session):
    return a_unit(session, name="Station Road", from_on=LONG_AGO)


@pytest.fixture
def officer(session, harbour, module):
    """Somebody at the harbour who has done the module."""
    officer = an_officer(session, unit=harbour)
    chooses(session, begun(session, officer, module), module, *TO_SAFETY)
    return officer


def cells(session):
    statement = select(CompletionTotal.unit_id, CompletionTotal.begun, CompletionTotal.done).where(
        CompletionTotal.begun > 0
    )
    return {unit: (begun_, done) for unit, begun_, done in session.execute(statement)}


class TestMovePeople:
    def test_takes_what_they_have_done_along(self, session, officer, harbour, station):
        moves_to(session, officer, station, on=TODAY)
        move = PostingMove(officer.id, before=(harbour.id, "response"), after=(station.id, "response"))
        move_people(session, moves=[move], at=MONDAY)
        assert cells(session) == {station.id: (1, 1)}
        assert differences(session, on=TODAY) == []

    def test_leavers_drop_out_and_returners_come_back(self, session, officer, harbour, station):
        gone = PostingMove(officer.id, before=(harbour.id, "response"), after=None)
        move_people(session, moves=[gone], at=MONDAY)
        assert cells(session) == {}
        back = PostingMove(officer.id, before=None, after=(station.id, "response"))
        move_people(session, moves=[back], at=MONDAY)
        assert cells(session) == {station.id: (1, 1)}

    def test_somebody_who_has_begun_nothing_moves_nothing(self, session, officer, harbour, station):
        other = an_officer(session, unit=harbour)
        move = PostingMove(other.id, before=(harbour.id, "response"), after=(station.id, "response"))
        move_people(session, moves=[move], at=MONDAY)
        assert cells(session) == {harbour.id: (1, 1)}

    def test_refuses_totals_of_another_day(self, session, officer):
        with pytest.raises(TotalsOfAnotherDay):
            move_people(session, moves=[], at=MONDAY + DAY)

    def test_refuses_to_take_out_who_is_not_in(self, session, officer, harbour, station):
        move = PostingMove(officer.id, before=(station.id, "response"), after=(harbour.id, "response"))
        with pytest.raises(TotalsInDoubt, match="self-check --mend"):
            move_people(session, moves=[move], at=MONDAY)


class TestTurnOfTheDay:
    def test_a_move_that_was_due_takes_effect(self, session, officer, harbour, station):
        moves_to(session, officer, station, on=TODAY + DAY)
        assert cells(session) == {harbour.id: (1, 1)}

        assert bring_totals_to_today(session, at=MONDAY + DAY) == 1

        assert cells(session) == {station.id: (1, 1)}
        assert totals_day(session) == TODAY + DAY
        assert differences(session, on=TODAY + DAY) == []

    def test_a_second_time_changes_nothing(self, session, officer, station):
        moves_to(session, officer, station, on=TODAY + DAY)
        bring_totals_to_today(session, at=MONDAY + DAY)
        assert bring_totals_to_today(session, at=MONDAY + DAY) == 0
        assert cells(session) == {station.id: (1, 1)}

    def test_days_on_which_nothing_ran_are_made_up(self, session, officer, harbour, station):
        moves_to(session, officer, station, on=TODAY + DAY)
        moves_to(session, officer, None, on=TODAY + 2 * DAY)
        moves_to(session, officer, harbour, on=TODAY + 5 * DAY)
        bring_totals_to_today(session, at=MONDAY + 3 * DAY)
        assert cells(session) == {}
        bring_totals_to_today(session, at=MONDAY + 9 * DAY)
        assert cells(session) == {harbour.id: (1, 1)}

    def test_who_counts_before_the_chore_has_run_is_counted_where_they_were(self, session, module, harbour, station):
        somebody = an_officer(session, unit=harbour)
        begun(session, somebody, module)
        late = an_officer(session, unit=harbour)
        moves_to(session, late, station, on=TODAY + DAY)

        begun(session, late, module, at=MONDAY + DAY)

        assert differences(session, on=TODAY) == []
        bring_totals_to_today(session, at=MONDAY + DAY)
        assert cells(session) == {harbour.id: (1, 0), station.id: (1, 0)}

    def test_it_is_one_row(self, session, officer):
        bring_totals_to_today(session, at=MONDAY + DAY)
        assert session.scalars(select(TotalsDay.day)).all() == [TODAY + DAY]


class TestSelfCheck:
    def test_a_clean_bill(self, session, officer):
        assert differences(session, on=TODAY) == []

    def test_names_a_wrong_total(self, session, officer, harbour, module):
        session.execute(update(CompletionTotal).values(begun=4))
        assert differences(session, on=TODAY) == [
            f"Harbour Response, Response officers, {module.code}: written as 4 begun and 1 done, counted as 1 and 1"
        ]

    def test_names_a_missing_total_and_a_wrong_progress(self, session, officer):
        session.execute(delete(CompletionTotal))
        session.execute(update(Progress).values(done=0))
        missing, wrong = differences(session, on=TODAY)
        assert "written as 0 begun and 0 done, counted as 1 and 1" in missing
        assert f"internal id {officer.id}" in wrong

    def test_mends(self, session, officer, station):
        an_officer(session, unit=station)
        moves_to(session, officer, station, on=TODAY + DAY)
        session.execute(delete(CompletionTotal))
        session.execute(delete(Progress))

        recount(session, on=TODAY + DAY, at=MONDAY + DAY)

        assert differences(session, on=TODAY + DAY) == []
        assert totals_day(session) == TODAY + DAY
        assert cells(session) == {station.id: (1, 1)}
        assert session.execute(select(Progress.begun, Progress.done)).all() == [(1, 1)]

    def test_mending_what_is_right_changes_nothing(self, session, officer, harbour):
        recount(session, on=TODAY, at=MONDAY + DAY)
        assert cells(session) == {harbour.id: (1, 1)}
        assert session.scalars(select(Progress.last_at)).all() == [MONDAY]
