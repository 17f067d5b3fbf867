"""Serving the platform, and the two chores a server needs: migrate before, `daily` once a day."""

import os
import socket
import sys
from datetime import datetime
from pathlib import Path

import click

from safeguarding.cli.administration import run_administration
from safeguarding.cli.demonstration import prepare_demonstration, sign_in_lines
from safeguarding.cli.opening import our_database, our_settings
from safeguarding.common.clock import london_day, now
from safeguarding.common.database import Database, make_private, open_database, write
from safeguarding.common.revision import is_at_head
from safeguarding.config import ROOT
from safeguarding.content.operations.review import publish_due
from safeguarding.insight.operations.releasing import release_due_figures
from safeguarding.learning.operations.daily import run_daily
from safeguarding.learning.queries.counted import TOTALS_CHECKED
from safeguarding.people.operations.roster_upload import drop_old_uploads
from safeguarding.people.operations.sign_in import sweep_sessions
from safeguarding.people.queries.audit_list import latest_of

# glibc otherwise keeps the 19 MiB of each password check, once for every thread that ever did one.
GIVES_MEMORY_BACK = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "1048576", "MALLOC_TRIM_THRESHOLD_": "4194304"}


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64), help="Threads in each process.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the platform. Without DATABASE_URL and SECRET_KEY this is a demonstration with an invented force."""
    refuse_a_busy_port(host, port)
    chosen = our_settings()
    if chosen.is_demonstration:
        if host not in {"127.0.0.1", "::1", "localhost"}:
            raise click.ClickException(
                "A demonstration is served to this machine only. For others, set DATABASE_URL and SECRET_KEY."
            )
        prepare_demonstration(chosen)
        database = open_database(chosen.database_url)
        do_what_is_due(database, at=now())
        database.close()
        click.echo(f"\nSpot It to Stop It is at http://{host}:{port}/ (a demonstration: everyone in it is invented)\n")
        for line in sign_in_lines(chosen):
            click.echo(line)
        click.echo("\nStop it with Ctrl-C.", nl=True)
    sys.stdout.flush()
    # gunicorn imports the app once and forks: what the workers share stays shared.
    os.chdir(ROOT)
    os.execve(  # noqa: S606 - our own interpreter, our own arguments
        sys.executable,
        [
            *(sys.executable, "-m", "gunicorn", "wsgi:app", "--preload", "--no-control-socket"),
            *("--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads)),
            *("--bind", f"[{host}]:{port}" if ":" in host else f"{host}:{port}"),
            *("--log-level", "warning", "--worker-tmp-dir", str(shared_memory())),
        ],
        {**GIVES_MEMORY_BACK, **os.environ},
    )


def do_what_is_due(database: Database, *, at: datetime) -> None:
    """A demonstration has no timer: the first start of a day does what is due on it."""
    with database.reading() as session:
        checked = latest_of(session, action=TOTALS_CHECKED)
    if checked is None or london_day(checked.at) < london_day(at):
        turn_the_day(database, at=at)


def turn_the_day(database: Database, *, at: datetime) -> str:
    """What is due once a day, in this order; what was done, in words."""
    with write(database) as session:
        published = publish_due(session, at=at)
    done = run_daily(database, at=at)
    administration = run_administration(database, at=at)
    figures = release_due_figures(database, at=at)
    return f"{published} {done} {administration} {figures}"


def shared_memory() -> Path:
    """Where gunicorn's workers show they are alive: never a disk that may stall."""
    fast = Path("/dev/shm")  # noqa: S108 - gunicorn makes its own unnamed files there
    return fast if os.access(fast, os.W_OK) else Path("/tmp")  # noqa: S108


def refuse_a_busy_port(host: str, port: int) -> None:
    """One sentence now, in place of gunicorn's retries."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} on {host} cannot be used ({error.strerror}). Stop what uses it, or choose another: "
                f"make run PORT={port + 1}"
            ) from None


@click.command()
def migrate() -> None:
    """Bring the database's tables up to this version of the platform."""
    chosen = our_settings()
    url = chosen.database_url
    chosen.instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    make_private(url)
    if is_at_head(url):
        click.echo("The database is up to date.")
        return
    # Here and not above: `serve` does without.
    from safeguarding.common.migrating import migrate_up

    migrate_up(url)
    click.echo("The database is now up to date.")


@click.command()
def daily() -> None:
    """What must be done once a day, soon after midnight: close old attempts, count them together, turn the day.

    What was approved for the day is published, units are reorganised as decided for it, leavers lose their roles, the
    totals are checked and figures released.
    """
    at = now()
    with our_database() as database:
        turned = turn_the_day(database, at=at)
        with write(database) as session:
            swept = sweep_sessions(session, at=at)
            let_go = drop_old_uploads(session, at=at)
    click.echo(f"{turned} {swept} old sign-ins and {let_go} undecided HR extracts were removed.")
