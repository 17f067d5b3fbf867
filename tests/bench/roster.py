"""G9: a 44,000-row extract, checked and applied, and then the same one again; beside csv and executemany."""

import csv
import io
import resource
import time
from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import Column, MetaData, Table, Text, create_engine, insert

from safeguarding.common.clock import london_today, now
from safeguarding.common.database import open_database
from safeguarding.common.migrating import migrate_up
from safeguarding.common.spreadsheet import read_csv
from safeguarding.learning.operations.totals import bring_totals_to_today, move_people
from safeguarding.people.operations.demonstration_force import force_file
from safeguarding.people.operations.roster import apply_roster, plan_roster
from safeguarding.people.rules.role_titles import default_role_titles
from safeguarding.people.rules.roster_file import read_roster


def roster_figures(goal: Callable[[str, str, str, bool], None], url: str) -> None:
    """Check and apply, then replay. `goal(name, what, seen, met)` takes the results."""
    migrate_up(url)
    yesterday = london_today() - timedelta(days=1)
    content = force_file(seed=1, as_at=yesterday, phase="before")

    began = time.monotonic()
    engine = create_engine(url)
    bare = Table("bare_roster", MetaData(), *(Column(f"c{n}", Text) for n in range(9)))
    bare.create(engine)
    rows = list(csv.reader(io.StringIO(content.decode())))
    with engine.begin() as connection:
        connection.execute(insert(bare), [{f"c{n}": cell for n, cell in enumerate(row)} for row in rows])
    bare.drop(engine)
    engine.dispose()
    floor = time.monotonic() - began

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first, again = taken(url, content, yesterday), taken(url, content, yesterday)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    beside = f"csv + executemany alone: {floor:.1f} s; {len(rows) - 1:,} rows; {grown:.0f} MB more at the peak"
    goal("G9", "roster from CSV: check and apply", f"{first:.1f} s (≤ 10); {beside}", first <= 10)
    goal("G9", "the same roster again", f"{again:.1f} s (≤ 3)", again <= 3)


def taken(url: str, content: bytes, as_at_on: date) -> float:
    database = open_database(url)
    began = time.monotonic()
    with database.writing() as session, session.begin():
        at = now()
        bring_totals_to_today(session, at=at)
        file = read_roster(read_csv(content), titles=default_role_titles())
        plan = plan_roster(session, file=file, as_at_on=as_at_on, is_full=True, today=london_today())
        applied = apply_roster(session, plan=plan, applied_by_id=None, at=at, typed_count=plan.count_to_type)
        move_people(session, moves=applied.moves, at=at)
    took = time.monotonic() - began
    database.close()
    return took
