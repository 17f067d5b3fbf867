"""`make soak`: workers are killed in the middle of requests; nothing acknowledged may be lost, nothing doubled.

32 officers at a time do a scenario; 20 times a worker is killed with SIGKILL while requests are in flight; whatever was
not answered is sent again with the same event id. Then every acknowledged look, choice and completion is looked for in
the database, and the running totals are compared with the rows they sum. Both databases, one after the other.
"""

import os
import signal
import sys
import tempfile
import time
from pathlib import Path

import psutil
import psycopg
from sqlalchemy import func, make_url, select

from safeguarding.app import create_app
from safeguarding.common.clock import london_today, now
from safeguarding.common.database import Database
from safeguarding.common.migrating import migrate_up
from safeguarding.config import Settings
from safeguarding.content.queries.modules import published_module
from safeguarding.learning.models import Attempt, Completion, HeardEvent, Pick
from safeguarding.learning.operations.attempts import begin
from safeguarding.learning.queries.counted import differences
from tests.bench.loading import load_force, load_pack_into, signed_in_clients
from tests.bench.serving import Server, served
from tests.postgresql import a_postgresql_server
from tests.soak.clients import Client, Memory

CLIENTS = 32
OFFICERS = 32 * 60
KILLS = 20
FEWEST_ACKNOWLEDGED = 1000
CAMPAIGN, MODULE = "spot-it-to-stop-it", "the-hallway"
SECRET = "the soak keeps no secrets, this is only long enough"


def soak(url: str, folder: Path) -> list[str]:
    """Run the soak on one empty database; the faults found, in words."""
    migrate_up(url)
    app = create_app(Settings(url, SECRET, is_demonstration=False, has_https=False, instance=folder))
    database: Database = app.extensions["database"]
    load_pack_into(database)
    load_force(database, officers=OFFICERS)
    officers = signed_in_clients(app, list(range(1, OFFICERS + 1)))
    attempts: dict[int, str] = {}
    with database.writing() as session, session.begin():
        module = published_module(session, campaign=CAMPAIGN, module=MODULE)
        assert module is not None
        assert module.scenario is not None
        for officer in officers:
            attempt = begin(session, officer_id=officer.officer_id, module=module, at=now())
            attempts[officer.officer_id] = attempt.public_id

    environment = {"DATABASE_URL": url, "SECRET_KEY": SECRET, "HTTPS": "no"}
    with served(
        "wsgi:app", environment=environment, until="/readyz", database_processes=[], log_level="critical"
    ) as server:
        clients = [
            Client(
                server.port,
                [(officer, attempts[officer.officer_id]) for officer in officers[n::CLIENTS]],
                module.scenario,
                f"/learn/{CAMPAIGN}/{MODULE}",
                seed=n,
            )
            for n in range(CLIENTS)
        ]
        for client in clients:
            client.start()
        kill_workers(server)
        wait_for_more(clients)
        for client in clients:
            client.stopping.set()
        for client in clients:
            client.join(120)

    faults = [f"a client stopped: {client.fault!r}" for client in clients if client.fault]
    faults += [f"a client is still waiting: {client.name}" for client in clients if client.is_alive()]
    memories = {officer: memory for client in clients for officer, memory in client.memories.items()}
    acknowledged = sum(memory.acknowledged for memory in memories.values())
    finished = sum(memory.has_finished for memory in memories.values())
    repeated = sum(memory.repeated for memory in memories.values())
    slowest = max(client.slowest for client in clients)
    print(
        f"  {acknowledged:,} acknowledged, {finished} of them completions; {repeated} sent again after no answer; "
        f"slowest answer {slowest:.2f} s",
        flush=True,
    )
    if acknowledged < FEWEST_ACKNOWLEDGED:
        faults.append(
            f"only {acknowledged} were acknowledged; at least {FEWEST_ACKNOWLEDGED} are needed to say anything"
        )
    if not repeated:
        faults.append("no request went unanswered, so the kills tested nothing")
    faults += compare(database, memories, attempts)
    database.close()
    return faults


def kill_workers(server: Server) -> None:
    """SIGKILL a worker twenty times, each time with requests in flight."""
    master = psutil.Process(server.process.pid)
    time.sleep(1.0)
    for number in range(KILLS):
        while not Client.in_flight:
            time.sleep(0.001)
        workers = sorted(master.children(), key=lambda worker: worker.pid)
        os.kill(workers[number % len(workers)].pid, signal.SIGKILL)
        time.sleep(0.5)
    print(f"  {KILLS} workers killed", flush=True)


def wait_for_more(clients: list[Client], *, most_seconds: float = 60) -> None:
    """Let the officers go on until enough has been acknowledged for the comparison to mean something."""
    ends = time.monotonic() + most_seconds
    while time.monotonic() < ends:
        memories = [memory for client in clients for memory in list(client.memories.values())]
        if sum(memory.acknowledged for memory in memories) > 1.5 * FEWEST_ACKNOWLEDGED:
            return
        time.sleep(0.2)


def compare(database: Database, memories: dict[int, Memory], attempts: dict[int, str]) -> list[str]:
    """What was acknowledged, against what is stored."""
    faults = []
    with database.reading() as session:
        ids = dict(session.execute(select(Attempt.public_id, Attempt.id)).all())
        stored = {
            (attempt, scene, thing): state
            for attempt, scene, thing, state in session.execute(
                select(Pick.attempt_id, Pick.scene, Pick.object, Pick.state).where(Pick.object != "")
            )
        }
        heard = set(session.execute(select(HeardEvent.attempt_id, HeardEvent.event_id)).all())
        done = dict(session.execute(select(Completion.officer_id, func.count()).group_by(Completion.officer_id)).all())
        for officer, memory in memories.items():
            attempt = ids[attempts[officer]]
            for (scene, thing), state in memory.looks.items():
                if stored.get((attempt, scene, thing)) != state:
                    faults.append(f"lost: officer {officer} was told that '{thing}' is {state}")
            faults += [
                f"lost: event {event} of officer {officer}" for event in memory.events if (attempt, event) not in heard
            ]
            if memory.has_finished and done.get(officer) != 1:
                faults.append(f"officer {officer} was told it is done; {done.get(officer, 0)} completions are stored")
        faults += [
            f"doubled: officer {officer} has {count} completions" for officer, count in done.items() if count > 1
        ]
        faults += differences(session, on=london_today())
    return faults


def main() -> None:
    red = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = a_postgresql_server()
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS soak WITH (FORCE)")
            connection.execute("CREATE DATABASE soak")
        on_postgresql = make_url(server).set(database="soak").render_as_string(hide_password=False)
        for kind, url in {"SQLite": f"sqlite:///{folder / 'soak.sqlite'}", "PostgreSQL": on_postgresql}.items():
            print(f"{kind}:", flush=True)
            faults = soak(url, folder)
            for fault in faults[:20]:
                print(f"  {fault}")
            print(f"  {len(faults)} faults" if faults else "  nothing acknowledged was lost, nothing was doubled")
            red = red or bool(faults)
    sys.exit(1 if red else 0)


if __name__ == "__main__":
    main()
