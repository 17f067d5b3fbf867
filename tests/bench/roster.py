"""G9: a 44,000-row extract, checked and applied, and then the same one again; beside csv and executemany.

Once as CSV and once as an Excel workbook, each in a process of its own, so that its memory is its own.
"""

import csv
import io
import multiprocessing
import re
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from sqlalchemy import Column, MetaData, Table, Text, create_engine, insert

from safeguarding.common.clock import london_today, now
from safeguarding.common.database import open_database
from safeguarding.common.migrating import migrate_up
from safeguarding.common.xlsx import read_table
from safeguarding.learning.operations.totals import bring_totals_to_today, move_people
from safeguarding.people.operations.demonstration_force import force_file
from safeguarding.people.operations.roster import apply_roster, plan_roster
from safeguarding.people.rules.role_titles import default_role_titles
from safeguarding.people.rules.roster_file import read_roster


@dataclass(frozen=True)
class Took:
    """Seconds for the first time and for the same again, and megabytes by which the process grew."""

    first: float
    again: float
    grown: float


def roster_figures(goal: Callable[[str, str, str, bool], None], url: str, url_for_xlsx: str) -> None:
    """Check and apply, then replay; into an empty database each. `goal(name, what, seen, met)` takes the results."""
    yesterday = london_today() - timedelta(days=1)
    as_csv = force_file(seed=1, as_at=yesterday, phase="before")
    rows = list(csv.reader(io.StringIO(as_csv.decode())))
    for kind, content, where in (("CSV", as_csv, url), ("XLSX", a_workbook(rows), url_for_xlsx)):
        migrate_up(where)
        floor = bare_insert(where, rows)
        took = alone(where, content, yesterday)
        size = f"{len(rows) - 1:,} rows, {len(content) / 1e6:.1f} MB; {took.grown:.0f} MB more at the peak"
        beside = f"csv + executemany alone: {floor:.1f} s; {size}"
        goal("G9", f"roster from {kind}: check and apply", f"{took.first:.1f} s (≤ 10); {beside}", took.first <= 10)
        goal("G9", f"the same {kind} again", f"{took.again:.1f} s (≤ 3)", took.again <= 3)


def a_workbook(rows: list[list[str]]) -> bytes:
    """The same cells as a workbook, each of them text: staff numbers keep their zeros."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("People")
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(line, column, cell)
    return out.getvalue()


def bare_insert(url: str, rows: list[list[str]]) -> float:
    """Seconds to write the cells into a table without looking at them."""
    began = time.monotonic()
    engine = create_engine(url)
    bare = Table("bare_roster", MetaData(), *(Column(f"c{n}", Text) for n in range(9)))
    bare.create(engine)
    with engine.begin() as connection:
        connection.execute(insert(bare), [{f"c{n}": cell for n, cell in enumerate(row)} for row in rows])
    bare.drop(engine)
    engine.dispose()
    return time.monotonic() - began


def alone(url: str, content: bytes, as_at_on: date) -> Took:
    """Take it over twice in a process that has done nothing else."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(taken_twice, url, content, as_at_on).result()


def taken_twice(url: str, content: bytes, as_at_on: date) -> Took:
    before = largest_kilobytes()
    first, again = taken(url, content, as_at_on), taken(url, content, as_at_on)
    return Took(first, again, (largest_kilobytes() - before) / 1024)


def largest_kilobytes() -> int:
    """The kernel's own count of this process's largest size: getrusage() would begin with that of its parent."""
    return int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text()).group(1))


def taken(url: str, content: bytes, as_at_on: date) -> float:
    database = open_database(url)
    began = time.monotonic()
    with database.writing() as session, session.begin():
        at = now()
        bring_totals_to_today(session, at=at)
        file = read_roster(read_table(content), titles=default_role_titles())
        plan = plan_roster(session, file=file, as_at_on=as_at_on, is_full=True, today=london_today())
        applied = apply_roster(session, plan=plan, applied_by_id=None, at=at, typed_count=plan.count_to_type)
        move_people(session, moves=applied.moves, at=at)
    took = time.monotonic() - began
    database.close()
    return took
