"""Taking a roster import back, with people who have learned: totals follow, completions stay for ever."""

from datetime import timedelta

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
from safeguarding.people.operations.roster_undo import undo_import
from safeguarding.people.queries.roster import last_import
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
