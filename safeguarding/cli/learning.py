"""Chores of learning: checking the running totals, and marking who was at a training."""

import click

from safeguarding.cli.opening import our_database
from safeguarding.common.clock import london_today, now
from safeguarding.common.database import write
from safeguarding.content.queries.modules import published_module
from safeguarding.learning.operations.attendance import mark_attendance
from safeguarding.learning.operations.totals import recount
from safeguarding.learning.queries.counted import differences, totals_day
from safeguarding.learning.rules.refusals import Refusal
from safeguarding.people.queries.by_number import people_by_number
from safeguarding.people.rules.sign_in import normal_staff_number


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


@learning.command("attended")
@click.argument("campaign")
@click.argument("module")
@click.option("--staff-number", "staff_numbers", multiple=True, required=True, help="Somebody who came; several times.")
def attended(campaign: str, module: str, staff_numbers: tuple[str, ...]) -> None:
    """Mark who was at a training, people in protected posts too. It cannot be taken back."""
    at, today = now(), london_today()
    numbers = [normal_staff_number(number) for number in staff_numbers]
    with our_database() as database, write(database) as session:
        found = published_module(session, campaign=campaign, module=module)
        if found is None or not found.is_training:
            raise click.ClickException(f"There is no published training '{module}' in a campaign '{campaign}'.")
        people = people_by_number(session, numbers=numbers, on=today, with_protected=True)
        wrong = [number for number in numbers if number not in people or not people[number].is_in_post]
        if wrong:
            raise click.ClickException(f"Nobody is marked: not known, or not in post today: {', '.join(wrong)}.")
        ids = [person.officer_id for person in people.values()]
        try:
            marked = mark_attendance(session, module=found, officer_ids=ids, marked_by_id=None, at=at)
        except Refusal as refusal:
            raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{len(marked)} marked; {len(ids) - len(marked)} had been marked before.")
