"""Taking a roster import back, with people who have learned: totals follow, completions stay for ever."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select, text

from safeguarding.cli.roster import roster
from safeguarding.common.clock import london_today, now
from safeguarding.common.database import Database, write
from safeguarding.learning.operations.roster_undo import TABLES_THAT_FOLLOW, move_people_back
from safeguarding.learning.operations.totals import bring_totals_to_today, move_people
from safeguarding.learning.queries.counted import differences
from safeguarding.people.models import Officer, Unit
from safeguarding.people.operations.roster import apply_roster, plan_roster
from safeguarding.people.operations.roster_undo import ChangedSince, undo_import
from safeguarding.people.operations.units import reorganise
from safeguarding.people.queries.postings import posting_on
from safeguarding.people.queries.roster import last_import
from safeguarding.people.queries.units_change import standing_units
from safeguarding.people.rules.units_change import Decision, Reorganisation
from tests.learning.learning_factories import TO_SAFETY, a_campaign, a_module, begun, chooses
from tests.people.roster_extracts import UNITS, a_line, an_extract

TABLES = ("officer", "posting", "unit", "unit_placement", "completion", "attempt", "progress", "completion_total")
FIRST = (a_line("1", "Ada Lamb"), a_line("2", "Bo Reed", unit="R2"))


def state(session):
    session.flush()
    return {name: sorted(map(tuple, session.execute(text(f"select * from {name}")))) for name in TABLES}


def take_over(session, *lines: str, days_ago: int, units=UNITS) -> None:
    on = london_today() - timedelta(days=days_ago)
    file = an_extract(*lines, units=units)
    bring_totals_to_today(session, at=now())
    plan = plan_roster(session, file=file, as_at_on=on, is_full=True, today=london_today(), share=100)
    applied = apply_roster(session, plan=plan, applied_by_id=None, at=now())
    move_people(session, moves=applied.moves, at=now())


def learns(session, number: str, module) -> None:
    officer = session.scalars(select(Officer).where(Officer.staff_number == number)).one()
    attempt = begun(session, officer, module, at=now())
    chooses(session, attempt, module, *TO_SAFETY, at=now())


def a_scenario(session):
    return a_module(session, campaign=a_campaign(session, code="spot-it"), code="the-hallway")


def undo(session):
    bring_totals_to_today(session, at=now())
    return undo_import(
        session,
        import_id=last_import(session).id,
        undone_by_id=None,
        at=now(),
        follow=lambda moves: move_people_back(session, moves=moves, at=now()),
        that_follow=TABLES_THAT_FOLLOW,
    )


def test_totals_progress_and_completions_are_as_they_were(session):
    module = a_scenario(session)
    take_over(session, *FIRST, days_ago=40)
    for number in "12":
        learns(session, number, module)
    before = state(session)
    units = {**UNITS, "R3": ("Third", "B1", "team")}
    take_over(session, a_line("1", "Ada Lamb", unit="R3", units=units), days_ago=5, units=units)
    assert state(session) != before

    counts = undo(session)

    assert counts.units_removed == 1
    assert state(session) == before
    assert differences(session, on=london_today()) == []


def test_what_was_learned_since_stays(session):
    module = a_scenario(session)
    take_over(session, *FIRST, days_ago=40)
    take_over(session, *FIRST, a_line("9", "Ida New", unit="R2"), days_ago=5)
    learns(session, "9", module)
    learned = {name: rows for name, rows in state(session).items() if name in {"completion", "attempt", "progress"}}

    counts = undo(session)

    assert (counts.removed, counts.kept) == (0, 1)
    assert learned.items() <= state(session).items()
    assert differences(session, on=london_today()) == []


def test_by_command_asks_first(database: Database, database_url, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("SECRET_KEY", "for tests only, and long enough for that")
    run = CliRunner().invoke
    assert "There is no import to take back" in run(roster, ["undo"]).output
    with write(database) as session:
        take_over(session, *FIRST, days_ago=5)
    told = run(roster, ["undo"], input="n\n")
    assert told.exit_code == 1
    assert "2 who had joined by it are removed" in told.output
    assert "5 that came by it are removed" in told.output
    told = run(roster, ["undo"], input="y\n")
    assert told.output.endswith("Taken back.\n")
    with database.reading() as session:
        assert session.scalars(select(Officer)).all() == session.scalars(select(Unit)).all() == []


def reorganises(session, kind: Reorganisation, unit: str, *, into: str | None = None, name: str | None = None) -> None:
    """Done today, as the administration does it."""
    ids = dict(session.execute(select(Unit.code, Unit.id)).all())
    decision = Decision(kind, ids[unit], london_today(), other_id=ids[into] if into else None, name=name)
    bring_totals_to_today(session, at=now())
    decided_by = session.scalars(select(Officer.id).order_by(Officer.id)).first()
    made = reorganise(session, decision=decision, decided_by_id=decided_by, at=now())
    move_people(session, moves=made.moves, at=now())


def where_is(session, number: str) -> tuple[str, bool]:
    """The unit somebody works in today, and whether it is open."""
    officer_id = session.scalars(select(Officer.id).where(Officer.staff_number == number)).one()
    post = posting_on(session, officer_id=officer_id, on=london_today())
    return session.get_one(Unit, post.unit_id).code, post.unit_id in standing_units(session, on=london_today())


class TestAfterAReorganisation:
    def test_of_other_units_people_go_back_and_the_units_stay_as_reorganised(self, session):
        module = a_scenario(session)
        units = {**UNITS, "R3": ("Third", "B1", "team"), "R4": ("Fourth", "B1", "team")}
        third = (*FIRST, a_line("3", "Cy Wren", unit="R3", units=units), a_line("4", "Di Hart", unit="R4", units=units))
        take_over(session, *third, days_ago=40, units=units)
        for number in "1234":
            learns(session, number, module)
        take_over(session, a_line("1", "Ada Lamb", unit="R2"), *third[1:], days_ago=5, units=units)
        reorganises(session, Reorganisation.MERGE, "R3", into="R4")
        reorganises(session, Reorganisation.RENAME, "R2", name="Second response")

        undo(session)

        assert [where_is(session, number) for number in "1234"] == [
            ("R1", True),
            ("R2", True),
            ("R4", True),
            ("R4", True),
        ]
        assert differences(session, on=london_today()) == []

    def test_that_closed_the_unit_somebody_would_go_back_to_it_is_refused(self, session):
        module = a_scenario(session)
        take_over(session, *FIRST, days_ago=40)
        learns(session, "1", module)
        take_over(session, a_line("1", "Ada Lamb", unit="R2"), FIRST[1], days_ago=5)
        reorganises(session, Reorganisation.MERGE, "R1", into="R2")
        before = state(session)

        with pytest.raises(ChangedSince, match="Response one"):
            undo(session)

        assert state(session) == before
        assert where_is(session, "1") == ("R2", True)

    def test_that_moved_people_whom_the_import_brought_it_is_refused(self, session):
        take_over(session, *FIRST, days_ago=40)
        take_over(session, *FIRST, a_line("9", "Ida New", unit="R2"), days_ago=5)
        reorganises(session, Reorganisation.MERGE, "R2", into="R1")
        before = state(session)

        with pytest.raises(ChangedSince, match="1 person"):
            undo(session)

        assert state(session) == before
        assert differences(session, on=london_today()) == []

    def test_of_the_import_s_own_day_it_is_refused(self, session):
        take_over(session, *FIRST, days_ago=40)
        take_over(session, a_line("1", "Ada Lamb", unit="R2"), FIRST[1], days_ago=0)
        reorganises(session, Reorganisation.MERGE, "R2", into="R1")
        before = state(session)

        with pytest.raises(ChangedSince):
            undo(session)

        assert state(session) == before
