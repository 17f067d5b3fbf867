"""`make bench`: what the product costs, beside what the same machine does for the least that such work can be.

A report, never a test: product and floor are served alike and measured in turns in one run, at least three times;
each figure is the median, with the least and the most. Milliseconds of processor time count all server processes, the
database's included. The goals are the house's own (README).
"""

import argparse
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

import psutil
import psycopg
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import make_url, select

from safeguarding.app import create_app
from safeguarding.common.clock import london_today, now
from safeguarding.common.database import Database
from safeguarding.common.migrating import migrate_up
from safeguarding.config import Settings
from safeguarding.content.queries.modules import PublishedModule, published_module
from safeguarding.learning.operations.attempts import begin
from safeguarding.people.models import RoleGrant
from safeguarding.people.operations.sign_in import set_password
from safeguarding.people.rules.roles import Role
from safeguarding.web.learn.reading import reading_begun
from tests.bench.figures import figure_figures
from tests.bench.floors import FLOOR_SECRET, load_floors
from tests.bench.loading import (
    SignedInClient,
    load_force,
    load_pack_into,
    load_past,
    signed_in_clients,
    size_of,
)
from tests.bench.roster import roster_figures
from tests.bench.scripts import GET, POST, Request, script
from tests.bench.serving import (
    ROOT,
    Run,
    Server,
    Spread,
    free_port,
    served,
    spread,
    wait_for,
    where_wrk_is,
    with_ended_children,
    wrk,
)
from tests.bench.survey import survey_figures
from tests.postgresql import a_postgresql_server

SECRET = "the bench keeps no secrets, this is only long enough"
CAMPAIGN, EPISODE = "spot-it-to-stop-it", "the-second-phone"
PASSWORD = "a password for the bench 2026"
# The pack has 14; copies of its article make room for 18 completions each, as R-view has.
MODULES = 32
COMPLETIONS_EACH = 18
SMALL, LARGE = 44_000, 240_000
# A database for each part of the report.
DATABASES = (
    *("small", "small_floors", "large", "large_floors", "hr", "hr_xlsx"),
    *("survey", "figures", "figures_large"),
)
VIEWERS, PICKERS, FINISHERS = 400, 200, 12_000
# Others than those: a new password ends the sessions somebody has.
SIGNERS = range(20_001, 20_061)


@dataclass(frozen=True)
class Line:
    """One line of the report."""

    what: str
    rate: Spread | None = None
    cpu: Spread | None = None
    p99: Spread | None = None
    worst: float | None = None
    said: str = ""


@dataclass
class Bench:
    """One database kind, with the product and the floors served beside each other."""

    kind: str
    repeats: int
    is_quick: bool
    folder: Path
    lines: list[Line]
    goals: list[tuple[str, str, str, bool]]

    def goal(self, name: str, what: str, seen: str, met: bool) -> None:
        self.goals.append((name, f"{what} ({self.kind})", seen, met))

    def in_turns(self, runs: dict[str, Callable[[], Run]]) -> dict[str, list[Run]]:
        """Run each in turn, `repeats` times over, so that what else the machine does falls on all alike."""
        results: dict[str, list[Run]] = {name: [] for name in runs}
        for _ in range(self.repeats):
            for name, run in runs.items():
                result = run()
                if result.wrong:
                    raise SystemExit(
                        f"{name}: {result.wrong} answers were not what they should be; no figure is given."
                    )
                results[name].append(result)
        for name, found in results.items():
            self.lines.append(
                Line(
                    name,
                    rate=spread([run.requests_per_second for run in found]),
                    cpu=spread([run.cpu_ms for run in found]),
                    p99=spread([run.p99 for run in found]),
                    worst=max(run.worst for run in found),
                )
            )
        return results


def cpu(runs: list[Run]) -> float:
    return spread([run.cpu_ms for run in runs]).median


def rate(runs: list[Run]) -> float:
    return spread([run.requests_per_second for run in runs]).median


def product_on(url: str, folder: Path) -> Flask:
    migrate_up(url)
    return create_app(Settings(url, SECRET, is_demonstration=False, has_https=False, instance=folder))


def module_of(database: Database, code: str) -> PublishedModule:
    with database.reading() as session:
        found = published_module(session, campaign=CAMPAIGN, module=code)
    assert found is not None
    return found


def article_code(database: Database) -> str:
    from safeguarding.content.models import Module

    with database.reading() as session:
        return (
            session.scalars(select(Module.code).where(Module.kind == "article").order_by(Module.position)).first() or ""
        )


def gets(clients: list[SignedInClient], path: str) -> list[Request]:
    return [Request(GET, path, client.cookie) for client in clients]


def picks(database: Database, clients: list[SignedInClient]) -> list[Request]:
    """Looks at every object of the first scene, by officers who have begun. wrk adds a new event id to each."""
    hallway = module_of(database, "the-hallway")
    scenario = hallway.scenario
    scene = scenario.scene(scenario.first)
    requests = []
    with database.writing() as session, session.begin():
        for client in clients:
            attempt = begin(session, officer_id=client.officer_id, module=hallway, at=now())
            for number, thing in enumerate(scene.objects):
                requests.append(
                    Request(
                        POST,
                        f"/learn/{CAMPAIGN}/the-hallway/look",
                        client.cookie,
                        {
                            "csrf_token": client.csrf,
                            "attempt": attempt.public_id,
                            "step": "1",
                            "scene": scene.code,
                            "object": thing.code,
                            "state": "marked" if number % 2 else "left",
                        },
                        has_event=True,
                    )
                )
    return requests


def reports(app: Flask, database: Database, clients: list[SignedInClient]) -> list[Request]:
    """What a player sends every few seconds: fifteen seconds more of the episode, by officers who opened it earlier."""
    episode = module_of(database, EPISODE)
    requests = []
    with app.app_context():
        for client in clients:
            begun = reading_begun(
                officer_id=client.officer_id, version_id=episode.version_id, at=now() - timedelta(minutes=4)
            )
            for part in range(12):
                start = part * 15_000
                played = f"{start}-{start + 15_000}@{start}-{start + 15_000}"
                fields = {"csrf_token": client.csrf, "begun": begun, "played": played}
                fields |= {"stands": str(start + 15_000), "moment": str(start + 15_000)}
                requests.append(
                    Request(POST, f"/learn/{CAMPAIGN}/{EPISODE}/listen", client.cookie, fields, has_event=True)
                )
    return requests


def searches(database: Database, clients: list[SignedInClient]) -> list[Request]:
    """An administrator looks for somebody by name or number."""
    with database.writing() as session, session.begin():
        for client in clients:
            session.add(
                RoleGrant(officer_id=client.officer_id, role=Role.ADMINISTRATOR, granted_by_id=None, granted_at=now())
            )
    return [
        Request(POST, "/admin/people", client.cookie, {"csrf_token": client.csrf, "words": f"Officer {n * 37 + 1}"})
        for n, client in enumerate(clients * 20)
    ]


def completions(app: Flask, database: Database, clients: list[SignedInClient]) -> list[Request]:
    """The answer at the end of the article, each by an officer who has not read it yet, opened ten minutes ago."""
    article = module_of(database, article_code(database))
    choice = article.article.check.choices[0].code
    requests = []
    with app.app_context():
        for client in clients:
            begun = reading_begun(
                officer_id=client.officer_id, version_id=article.version_id, at=now() - timedelta(minutes=10)
            )
            requests.append(
                Request(
                    POST,
                    f"/learn/{CAMPAIGN}/{article.code}/finish",
                    client.cookie,
                    {"csrf_token": client.csrf, "begun": begun, "choice": choice},
                )
            )
    return requests


def sign_ins(app: Flask, database: Database) -> list[Request]:
    """Real sign-ins: password checked, session begun."""
    from itsdangerous import URLSafeTimedSerializer

    cookies = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    forms = URLSafeTimedSerializer(SECRET, salt="wtf-csrf-token")
    requests = []
    with database.writing() as session, session.begin():
        for officer_id in SIGNERS:
            set_password(session, officer_id=officer_id, password=PASSWORD, at=now())
    for officer_id in SIGNERS:
        cookie = f"{app.config['SESSION_COOKIE_NAME']}={cookies.dumps({'csrf_token': 'x' * 40})}"
        fields = {"csrf_token": forms.dumps("x" * 40), "staff_number": f"B{officer_id:07}", "password": PASSWORD}
        requests.append(Request(POST, "/account/sign-in", cookie, fields))
    return requests


def measure(bench: Bench, url: str, floors_url: str, *, database_processes: list[psutil.Process]) -> None:
    """Everything that load can show, on one database at 44,000 officers."""
    print(f"{bench.kind}: loading …", flush=True)
    app = product_on(url, bench.folder)
    database: Database = app.extensions["database"]
    load_pack_into(database)
    load_force(database, officers=SMALL)
    load_past(database, modules=MODULES, completions_each=COMPLETIONS_EACH, at=now())
    load_floors(floors_url, officers=SMALL, completions_each=COMPLETIONS_EACH)
    everyone = signed_in_clients(app, list(range(1, VIEWERS + PICKERS + FINISHERS + 1)))
    viewers, pickers = everyone[:VIEWERS], everyone[VIEWERS : VIEWERS + PICKERS]
    finishers = everyone[VIEWERS + PICKERS :]
    article = article_code(database)
    bench.lines.append(Line(f"**{bench.kind}**", said=f"loaded: {size_of(database)}"))

    def lua(name: str, requests: list[Request]) -> Path:
        return script(bench.folder / f"{bench.kind}-{name}.lua", requests)

    looks = picks(database, pickers)
    scripts = {
        "home": lua("home", gets(viewers, "/")),
        "article": lua("article", gets(viewers, f"/learn/{CAMPAIGN}/{article}")),
        "step": lua("step", gets(pickers, f"/learn/{CAMPAIGN}/the-hallway/step/1")),
        "episode": lua("episode", gets(viewers, f"/learn/{CAMPAIGN}/{EPISODE}")),
        "report": lua("report", reports(app, database, viewers)),
        "search": lua("search", searches(database, everyone[-10:])),
        "pick": lua("pick", looks),
        "sign-in": lua("sign-in", sign_ins(app, database)),
    }
    # Each run completes for officers of its own: once done, a module is only said to be done.
    answers = completions(app, database, finishers)
    each = len(answers) // bench.repeats
    to_complete = iter(
        [lua(f"complete-{n}", answers[n * each : (n + 1) * each]) for n in range(bench.repeats)],
    )
    floor_cookies = SecureCookieSessionInterface().get_signing_serializer(_floor_app())
    assert floor_cookies is not None
    views = [
        Request(GET, f"/view?module={n % 30 + 1}", f"session={floor_cookies.dumps({'user': n})}")
        for n in range(1, VIEWERS + 1)
    ]
    floor_view = lua("floor-view", views)
    marks = [Request(POST, "/mark", view.cookie, {"module": str(n % 30 + 1)}) for n, view in enumerate(views)]
    floor_mark = lua("floor-mark", marks)
    floor_commit = lua("floor-commit", [Request(POST, "/commit", "", {"what": "done"})])
    floor_argon2 = lua("floor-argon2", [Request(POST, "/argon2", "", {"what": "done"})])

    environment = {"DATABASE_URL": url, "SECRET_KEY": SECRET, "HTTPS": "no"}
    with (
        served("wsgi:app", environment=environment, until="/readyz", database_processes=database_processes) as product,
        served(
            "tests.bench.floors:create_floors()",
            environment={"FLOORS_URL": floors_url},
            until="/hello",
            database_processes=database_processes,
        ) as floors,
    ):
        idle = product.memory_mb()
        # The app's threads warm their caches and open their connections before anything is counted.
        for warm in ("home", "article", "step"):
            wrk(product, "/", script=scripts[warm], seconds=2)
        print(f"{bench.kind}: pages …", flush=True)
        seen = bench.in_turns(
            {
                "floor: hello": lambda: wrk(floors, "/hello"),
                "floor: R-view": lambda: wrk(floors, "/view", script=floor_view),
                "home": lambda: wrk(product, "/", script=scripts["home"]),
                "module page (article)": lambda: wrk(product, "/", script=scripts["article"]),
                "module page, 32 clients": lambda: wrk(product, "/", script=scripts["article"], clients=32),
                "scenario step": lambda: wrk(product, "/", script=scripts["step"]),
                "podcast page": lambda: wrk(product, "/", script=scripts["episode"]),
                "search of people": lambda: wrk(product, "/", script=scripts["search"]),
            }
        )
        hello, view, page = seen["floor: hello"], seen["floor: R-view"], seen["module page (article)"]
        floor_ratio = cpu(view) / cpu(hello)
        sound = bench.kind != "SQLite" or 5 <= floor_ratio <= 7
        bench.lines.append(
            Line(
                "R-view's processor time is that of hello times",
                said=f"{floor_ratio:.1f}"
                + ("" if sound else " (outside 5–7: read the shares below with that in mind)"),
            )
        )
        share_wanted = 14 if bench.kind == "SQLite" else 8
        share = 100 * rate(page) / rate(hello)
        bench.goal(
            "G1",
            "module page, CPU of R-view's times",
            f"{cpu(page) / cpu(view):.2f} (≤ 1.5)",
            cpu(page) <= 1.5 * cpu(view),
        )
        bench.goal(
            "G2", "module page, share of hello's rate", f"{share:.1f} % (≥ {share_wanted} %)", share >= share_wanted
        )
        p99 = spread([run.p99 for run in seen["module page, 32 clients"]]).median
        bench.goal("G2", "module page, p99 at 32 clients", f"{p99:.0f} ms (≤ 250)", p99 <= 250)

        print(f"{bench.kind}: writes …", flush=True)
        seen = bench.in_turns(
            {
                "floor: one-row commit": lambda: wrk(floors, "/commit", script=floor_commit),
                "floor: R-mark": lambda: wrk(floors, "/mark", script=floor_mark),
                "a report of what was heard": lambda: wrk(product, "/", script=scripts["report"]),
                "a pick": lambda: wrk(product, "/", script=scripts["pick"]),
                "completing the article": lambda: wrk(product, "/", script=next(to_complete), seconds=2),
            }
        )
        floor = rate(seen["floor: one-row commit"])
        mark = 100 * rate(seen["floor: R-mark"]) / floor
        for name in ("a pick", "completing the article"):
            part = 100 * rate(seen[name]) / floor
            said = f"{part:.0f} % (≥ 50 %); R-mark itself {mark:.0f} %"
            bench.goal("G3", f"{name}, share of the one-row commit", said, part >= 50)
        worst = worst_of_10_000(product, scripts["pick"])
        bench.lines.append(Line("picks at 32 clients until 10,000", said=f"worst {worst:.0f} ms"))
        bench.goal("G4", "worst single write in 10,000 at 32 clients", f"{worst:.0f} ms (≤ 250)", worst <= 250)

        print(f"{bench.kind}: sign-in …", flush=True)
        bench.in_turns(
            {
                "floor: argon2 and a commit": lambda: wrk(floors, "/argon2", script=floor_argon2),
                "sign-in": lambda: wrk(product, "/", script=scripts["sign-in"]),
            }
        )
        # A password check takes 19 MiB for as long as it runs, and wrk leaves some behind unanswered.
        until_idle(product)
        loaded = product.memory_mb()
        bench.lines.append(Line("memory, all processes (PSS)", said=f"{idle:.0f} MB idle, {loaded:.0f} MB loaded"))
        bench.goal("G10", "memory of 2 workers, idle", f"{idle:.0f} MB (≤ 130)", idle <= 130)
        bench.goal("G10", "memory of 2 workers after load", f"{loaded:.0f} MB (≤ 180)", loaded <= 180)
        if not bench.is_quick:
            growth, is_flat = growth_over(product, scripts["article"])
            bench.goal("G10", "growth over 100,000 requests", growth, is_flat)
        sizes(bench, product, {"article": (viewers[0], article), "scenario": (pickers[0], "the-hallway/step/1")})
    database.close()


def _floor_app() -> Flask:
    app = Flask("floors")
    app.secret_key = FLOOR_SECRET
    return app


def sizes(bench: Bench, product: Server, pages: dict[str, tuple[SignedInClient, str]]) -> None:
    """G12: what a page weighs, uncompressed."""
    for name, (client, page) in pages.items():
        request = urllib.request.Request(
            f"{product.address}/learn/{CAMPAIGN}/{page}", headers={"Cookie": client.cookie}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            weight = len(answer.read()) / 1024
        bench.goal("G12", f"HTML of the {name} page", f"{weight:.1f} KB (≤ 30)", weight <= 30)
    weights = {file.name: file.stat().st_size / 1024 for file in (ROOT / "static" / "js").glob("*.js")}
    studio = weights.pop("studio.js")
    ours = sum(weights.values())
    seen = f"{ours:.1f} KB (≤ 30); the trainers' studio has {studio:.1f} KB more"
    bench.goal("G12", "our own JavaScript, on all pages of officers", seen, ours <= 30)


def until_idle(product: Server) -> None:
    """Wait until half a second has cost the server next to nothing, but not for ever."""
    for _ in range(20):
        before = product.cpu_seconds()
        time.sleep(0.5)
        if product.cpu_seconds() - before < 0.02:
            return


def worst_of_10_000(product: Server, lua: Path) -> float:
    done, worst = 0, 0.0
    while done < 10_000:
        run = wrk(product, "/", script=lua, clients=32, seconds=5)
        done, worst = done + run.requests, max(worst, run.worst)
    return worst


def growth_over(product: Server, lua: Path, requests: int = 100_000) -> tuple[str, bool]:
    """Memory after a tenth of the requests and after all of them: what grows by the request shows here."""
    done, early = 0, 0.0
    while done < requests:
        done += wrk(product, "/", script=lua, clients=8, seconds=10).requests
        early = early or product.memory_mb()
    late = product.memory_mb()
    return f"{late - early:+.1f} MB from the first seconds to the end of {done:,} requests", late - early < 3


def at_240_000(bench: Bench, url: str, floors_url: str, *, database_processes: list[psutil.Process]) -> None:
    """The module page again at the size of every force in England and Wales."""
    print(f"{bench.kind}: {LARGE:,} officers …", flush=True)
    app = product_on(url, bench.folder)
    database: Database = app.extensions["database"]
    load_pack_into(database)
    load_force(database, officers=LARGE)
    load_past(database, modules=MODULES, completions_each=3, at=now())
    load_floors(floors_url, officers=LARGE, completions_each=3)
    viewers = signed_in_clients(app, list(range(1, VIEWERS + 1)))
    lua = script(bench.folder / "large.lua", gets(viewers, f"/learn/{CAMPAIGN}/{article_code(database)}"))
    cookies = SecureCookieSessionInterface().get_signing_serializer(_floor_app())
    assert cookies is not None
    floor_view = script(
        bench.folder / "large-floor.lua",
        [Request(GET, f"/view?module={n % 30 + 1}", f"session={cookies.dumps({'user': n})}") for n in range(1, 401)],
    )
    bench.lines.append(Line(f"**{bench.kind}, {LARGE:,}**", said=f"loaded: {size_of(database)}"))
    with (
        served(
            "wsgi:app",
            environment={"DATABASE_URL": url, "SECRET_KEY": SECRET, "HTTPS": "no"},
            until="/readyz",
            database_processes=database_processes,
        ) as product,
        served(
            "tests.bench.floors:create_floors()",
            environment={"FLOORS_URL": floors_url},
            until="/hello",
            database_processes=database_processes,
        ) as floors,
    ):
        wrk(product, "/", script=lua, seconds=2)
        seen = bench.in_turns(
            {
                f"floor: R-view at {LARGE:,}": lambda: wrk(floors, "/view", script=floor_view),
                f"module page at {LARGE:,}": lambda: wrk(product, "/", script=lua),
            }
        )
    page, view = seen[f"module page at {LARGE:,}"], seen[f"floor: R-view at {LARGE:,}"]
    bench.goal("G1", f"the same at {LARGE:,}", f"{cpu(page) / cpu(view):.2f} (≤ 1.5)", cpu(page) <= 1.5 * cpu(view))
    database.close()


def reach_figures(bench: Bench, url: str, large_url: str, *, database_processes: list[psutil.Process]) -> None:
    """G7 and G8, and G7 again at the size of every force in England and Wales."""
    print(f"{bench.kind}: figures …", flush=True)
    figure_figures(
        *(bench.goal, url, bench.folder), officers=SMALL, completions_each=30, database_processes=database_processes
    )
    if not bench.is_quick:
        figure_figures(
            *(bench.goal, large_url, bench.folder),
            officers=LARGE,
            completions_each=3,
            database_processes=database_processes,
        )


def start_up(folder: Path) -> tuple[float, float]:
    """Seconds to the first page of a demonstration: the first time (packages installed), and again."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
    took = []
    for _ in range(2):
        port = free_port()
        process = subprocess.Popen(
            [sys.executable, "-m", "safeguarding.cli", "serve", "--port", str(port)],
            cwd=ROOT,
            env={**environment, "INSTANCE_FOLDER": str(folder)},
            stdout=subprocess.DEVNULL,
        )
        took.append(wait_for(f"http://127.0.0.1:{port}/account/sign-in", process, seconds=180))
        process.terminate()
        process.wait(20)
    return took[0], took[1]


@contextmanager
def databases(server: str) -> Iterator[dict[str, str]]:
    """A PostgreSQL database for each part of the report, by the part's name."""
    with psycopg.connect(server, autocommit=True) as connection:
        for name in DATABASES:
            connection.execute(f"DROP DATABASE IF EXISTS bench_{name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE bench_{name}")
    yield {
        name: make_url(server).set(database=f"bench_{name}").render_as_string(hide_password=False) for name in DATABASES
    }
    with psycopg.connect(server, autocommit=True) as connection:
        for name in DATABASES:
            connection.execute(f"DROP DATABASE IF EXISTS bench_{name} WITH (FORCE)")


def postmaster(server: str) -> list[psutil.Process]:
    """The process whose children do PostgreSQL's work."""
    with psycopg.connect(server) as connection:
        row = connection.execute("select pg_backend_pid()").fetchone()
        assert row is not None
        parent = psutil.Process(row[0]).parent()
    assert parent is not None
    return [parent]


def report(lines: list[Line], goals: list[tuple[str, str, str, bool]]) -> str:
    text = ["| what | requests/s | CPU ms each | p99 ms | worst ms | |", "|---|---|---|---|---|---|"]
    for line in lines:
        cells = [line.what, *(str(cell) if cell else "" for cell in (line.rate, line.cpu, line.p99))]
        text.append("| " + " | ".join([*cells, f"{line.worst:.0f}" if line.worst else "", line.said]) + " |")
    text += ["", "| goal | what | seen | |", "|---|---|---|---|"]
    text += [f"| {name} | {what} | {seen} | {'met' if met else '**not met**'} |" for name, what, seen, met in goals]
    return "\n".join(text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--only", choices=["SQLite", "PostgreSQL"])
    parser.add_argument("--quick", action="store_true", help="leave out 240,000 officers and 100,000 requests")
    chosen = parser.parse_args()
    where_wrk_is()
    began = time.monotonic()
    lines: list[Line] = []
    goals: list[tuple[str, str, str, bool]] = []
    # Of its own: in the tests' server other runs' work would be counted too.
    server = a_postgresql_server(Path(tempfile.gettempdir()) / f"spot-it-bench-postgresql-{os.getuid()}")
    others = Others(postmaster(server)[0])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            for kind in [chosen.only] if chosen.only else ["SQLite", "PostgreSQL"]:
                measure_all(Bench(kind, chosen.repeats, chosen.quick, folder, lines, goals), server)
            first, again = start_up(folder / "demonstration")
            seen = f"{first:.1f} s (≤ 60 with installing)"
            goals.append(("G11", "demonstration, packages installed, to the first page", seen, first <= 60))
            goals.append(("G11", "started again, to the first page", f"{again:.1f} s (≤ 2)", again <= 2))
        finally:
            # Also when it stopped half-way: what was measured is measured.
            print(f"\n{versions()}\n")
            print(report(lines, goals))
            print(f"\n{time.monotonic() - began:.0f} s, {london_today()}. {others.in_words()}")


def measure_all(bench: Bench, server: str) -> None:
    """All parts of the report on one kind of database."""
    if bench.kind == "SQLite":
        measure_on(bench, {name: f"sqlite:///{bench.folder / name}" for name in DATABASES}, database_processes=[])
    else:
        with databases(server) as urls:
            measure_on(bench, urls, database_processes=postmaster(server))


def measure_on(bench: Bench, urls: dict[str, str], *, database_processes: list[psutil.Process]) -> None:
    measure(bench, urls["small"], urls["small_floors"], database_processes=database_processes)
    if not bench.is_quick:
        at_240_000(bench, urls["large"], urls["large_floors"], database_processes=database_processes)
    roster_figures(bench.goal, urls["hr"], urls["hr_xlsx"])
    survey_figures(bench.goal, urls["survey"], bench.folder, database_processes=database_processes)
    reach_figures(bench, urls["figures"], urls["figures_large"], database_processes=database_processes)


class Others:
    """What else the machine did meanwhile: rates and times by the clock suffer from it, processor time does less."""

    def __init__(self, postmaster: psutil.Process) -> None:
        self._postmaster = postmaster
        self._before = self._seconds()

    def _seconds(self) -> tuple[float, float, float]:
        """Processor seconds so far: of the whole machine, idle among them, and ours with the database's."""
        machine, own = psutil.cpu_times(), os.times()
        processes = [self._postmaster, *self._postmaster.children()]
        ours = own.user + own.system + own.children_user + own.children_system
        return sum(machine[:8]), machine.idle + machine.iowait, ours + sum(map(with_ended_children, processes))

    def in_words(self) -> str:
        machine, idle, ours = (now - then for now, then in zip(self._seconds(), self._before, strict=True))
        others = max(0.0, machine - idle - ours) / machine
        return f"Other work took {100 * others:.0f} % of the machine meanwhile."


def versions() -> str:
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("flask", "sqlalchemy", "psycopg", "gunicorn", "argon2-cffi")
    )
    return (
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}; {os.cpu_count()} cores. "
        "gunicorn gthread, 2 workers × 4 threads; load from wrk on the same machine, 8 clients unless said otherwise. "
        "Median (least–most)."
    )


if __name__ == "__main__":
    main()
