"""G7 and G8: the totals of all units by module, and the training record of everybody as a file.

The totals are written with each completion, so they are never late. Pages read what the daily chore released from them
(README, decision notes); how long that takes is given beside.
"""

import gc
import http.client
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import psutil
from sqlalchemy import func, insert, select

from safeguarding.app import create_app
from safeguarding.common.clock import now
from safeguarding.common.database import Database, ask
from safeguarding.common.migrating import migrate_up
from safeguarding.config import Settings
from safeguarding.content.models import Campaign
from safeguarding.insight.operations.releasing import release_due_figures
from safeguarding.insight.queries.released import groups_of
from safeguarding.insight.rules.measures import BEGUN, EVERY, ONE
from safeguarding.learning.models import CompletionTotal
from safeguarding.people.models import RoleGrant, Unit
from safeguarding.people.rules.roles import Role
from tests.bench.loading import load_force, load_pack_into, load_past, signed_in_clients
from tests.bench.serving import Server, served

SECRET = "the bench keeps no secrets, this is only long enough"
# The pack has 14; copies of its article make 30 that somebody has done.
MODULES, DONE = 44, 30
LOOKS = 20

Goal = Callable[[str, str, str, bool], None]


def figure_figures(
    goal: Goal,
    url: str,
    folder: Path,
    *,
    officers: int,
    completions_each: int,
    database_processes: list[psutil.Process],
) -> None:
    """Load a force, release its figures, and measure; the file only where everybody has done everything."""
    migrate_up(url)
    app = create_app(Settings(url, SECRET, is_demonstration=False, has_https=False, instance=folder))
    database: Database = app.extensions["database"]
    load_pack_into(database)
    load_force(database, officers=officers)
    load_past(database, modules=MODULES, completions_each=completions_each, at=now())
    with database.writing() as session, session.begin():
        # So that the release tells of today, not of a year of Mondays.
        campaign = session.scalars(select(Campaign)).one()
        campaign.starts_on, campaign.ends_on = (now() - timedelta(days=3)).date(), (now() + timedelta(days=362)).date()
    began = time.monotonic()
    released = release_due_figures(database, at=now())
    took = time.monotonic() - began
    _totals(goal, database, officers=officers, released=f"{released.groups:,} groups released in {took:.1f} s")
    if completions_each == DONE:
        clients = signed_in_clients(app, [1])
        with database.writing() as session, session.begin():
            session.execute(
                insert(RoleGrant), [{"officer_id": 1, "role": Role.RECORDS, "granted_by_id": None, "granted_at": now()}]
            )
        environment = {"DATABASE_URL": url, "SECRET_KEY": SECRET, "HTTPS": "no"}
        with served(
            "wsgi:app", environment=environment, until="/readyz", database_processes=database_processes
        ) as product:
            for ending in ("csv", "xlsx"):
                fields = {"csrf_token": clients[0].csrf, "kind": ending, "because": "inspection"}
                _file(goal, product, clients[0].cookie, urlencode(fields), ending=ending)
    database.close()


def _totals(goal: Goal, database: Database, *, officers: int, released: str) -> None:
    """All units by 30 modules, from the totals each completion writes; and a unit's page from what was released."""
    statement = select(
        *(CompletionTotal.unit_id, CompletionTotal.module_id),
        *(func.sum(CompletionTotal.begun), func.sum(CompletionTotal.done)),
    ).group_by(CompletionTotal.unit_id, CompletionTotal.module_id)
    with database.reading() as session:
        campaign_id = session.scalars(select(Campaign.id)).one()
        below = list(session.scalars(select(Unit.id).order_by(Unit.id).limit(60)))
        cells = session.scalar(select(func.count()).select_from(CompletionTotal)) or 0

    def from_the_totals() -> int:
        with database.reading() as session:
            return len(ask(session, statement).all())

    def as_released() -> int:
        with database.reading() as session:
            found = groups_of(session, campaign_id=campaign_id, unit_ids=[0, *below])
            return sum(group.said(measure) is not None for group in found.values() for measure in (BEGUN, ONE, EVERY))

    most = 80 if officers <= 44_000 else 150
    # As in the server before it forks its workers (wsgi.py): what the bench has loaded is no work for the collector.
    gc.collect()
    gc.freeze()
    counted, shown = _milliseconds(from_the_totals), _milliseconds(as_released)
    seen = f"{counted:.0f} ms (≤ {most}), {cells:,} totals; {released}; 60 units read as released: {shown:.0f} ms"
    goal("G7", f"completion totals, all units × 30 modules, at {officers:,}", seen, counted <= most)


def _milliseconds(what: Callable[[], int]) -> float:
    """The least of twenty: what else the machine does can only add."""
    took = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        assert what()
        took.append(1000 * (time.perf_counter() - began))
    return min(took)


def _file(goal: Goal, product: Server, cookie: str, body: str, *, ending: str) -> None:
    """The file of everybody: how long, how soon it begins, and how much more memory the server takes meanwhile."""
    connection = http.client.HTTPConnection(product.address.removeprefix("http://"), timeout=120)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    before = product.memory_mb()
    began = time.monotonic()
    connection.request("POST", "/dashboard/records/file", body, headers)
    answer = connection.getresponse()
    first = answer.read(1)
    soon, size, peak, looked = time.monotonic() - began, len(first), before, began
    while some := answer.read(1 << 16):
        size += len(some)
        if time.monotonic() - looked > 0.2:
            looked, peak = time.monotonic(), max(peak, product.memory_mb())
    took = time.monotonic() - began
    connection.close()
    assert answer.status == 200
    assert size > 100_000
    seen = (
        f"{took:.1f} s (≤ 10), first byte {soon:.2f} s (≤ 1), {peak - before:.0f} MB more (≤ 64); {size / 1e6:.1f} MB"
    )
    what = f"training record of 44,000 × {MODULES} as {ending.upper()}"
    goal("G8", what, seen, took <= 10 and soon <= 1 and peak - before <= 64)
