"""Chores of learning: what is due every day, and checking the running totals."""

import click

from safeguarding.cli.opening import our_database
from safeguarding.common.clock import london_today, now
from safeguarding.common.database import write
from safeguarding.learning.operations.totals import recount
from safeguarding.learning.queries.counted import differences, totals_day


@click.group()
def learning() -> None:
    """Attempts, counts and running totals."""


@learning.command("self-check")
@click.option("--mend", is_flag=True, help="Write the totals and progress anew from what officers have done.")
def self_check(mend: bool) -> None:
    """Compare progress and completion totals with what officers have done."""
    with our_database() as database:
        with database.reading() as session:
            found = differences(session, on=totals_day(session) or london_today())
        for difference in found:
            click.echo(difference)
        if not found:
            click.echo("Progress and completion totals agree with what officers have done.")
            return
        how_many = "1 difference" if len(found) == 1 else f"{len(found)} differences"
        if not mend:
            raise click.ClickException(f"{how_many}. `learning self-check --mend` counts again.")
        with write(database) as session:
            recount(session, on=london_today(), at=now())
        click.echo(f"{how_many} mended.")
