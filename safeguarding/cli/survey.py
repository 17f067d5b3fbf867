"""Chores about the awareness survey: making, checking and destroying the secret key of a campaign."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from safeguarding.cli.opening import our_database, our_settings
from safeguarding.common.clock import now
from safeguarding.common.database import write
from safeguarding.people.queries.sign_in import officer_id_of
from safeguarding.people.rules.sign_in import normal_staff_number
from safeguarding.survey.operations.keys import campaign_key, destroy_key, erase_key, make_key
from safeguarding.survey.queries.keys import KnownKey, known_key
from safeguarding.survey.rules.refusals import SurveyRefusal

campaign_argument = click.argument("campaign")


@click.group()
def survey() -> None:
    """The awareness survey's secret key."""


@survey.command("make-key")
@campaign_argument
@click.option("--take-existing", is_flag=True, help="Use the key that the file already holds for this campaign.")
def make(campaign: str, take_existing: bool) -> None:
    """Make the secret key of a campaign's survey, once. Keep a sealed copy of its file with a second person."""
    path = our_settings().survey_key_file
    with _changes() as session:
        known = _known(session, campaign)
        is_taken = make_key(session, campaign_id=known.campaign_id, path=path, at=now(), may_take=take_existing)
    click.echo(
        f"The survey key of {campaign} is {'taken from' if is_taken else 'in'} {path}. Give a sealed copy of that file "
        "to a second person, and leave it out of every backup: who has the key and the database can find who answered "
        "what. Without it no answer can be read."
    )


@survey.command("check-key")
@campaign_argument
def check(campaign: str) -> None:
    """Say whether the key of a campaign's survey is there, and the right one."""
    path = our_settings().survey_key_file
    with _told(), our_database() as database, database.reading() as session:
        known = _known(session, campaign)
        if known.destroyed_at is None:
            campaign_key(path, campaign_code=campaign, check_value=known.check_value)
    if known.destroyed_at is not None:
        click.echo(f"The survey key of {campaign} was destroyed on {known.destroyed_at:%Y-%m-%d}.")
    else:
        click.echo(f"The survey key of {campaign} is in {path}, and it is the right one.")


@survey.command("destroy-key")
@campaign_argument
@click.option("--by", "by_number", required=True, help="Staff number of who destroys it.")
@click.option("--agreed-by", "agreed_number", required=True, help="Staff number of the second person, who agrees.")
@click.option("--type-the-code", "typed", required=True, help="The campaign's code once more: this cannot be undone.")
def destroy(campaign: str, by_number: str, agreed_number: str, typed: str) -> None:
    """Destroy the key after the last wave. From then on nobody can find, correct or take out a person's answers."""
    if typed != campaign:
        raise click.ClickException(f"You typed '{typed}', and the campaign is '{campaign}'. Nothing was destroyed.")
    path = our_settings().survey_key_file
    with _changes() as session:
        known = _known(session, campaign)
        people = None
        # Stopped halfway the last time, it is recorded as destroyed while its file still holds it.
        if known.destroyed_at is None:
            people = destroy_key(
                session,
                campaign_id=known.campaign_id,
                destroyed_by_id=_officer(session, by_number),
                agreed_by_id=_officer(session, agreed_number),
                at=now(),
            )
    with _told():
        is_erased = path is not None and path.exists() and erase_key(path, campaign_code=campaign)
    if people is None and not is_erased:
        raise click.ClickException(f"The survey key of {campaign} was destroyed already.")
    if people is not None:
        click.echo(f"The survey key of {campaign} is destroyed; {people} people's links are random numbers now.")
    if is_erased:
        click.echo(f"It was taken out of {path}.")
    click.echo("Destroy the sealed copy as well, and any copy of that file.")


@contextmanager
def _changes() -> Iterator[Session]:
    """A unit of work whose refusals are told in one sentence."""
    with _told(), our_database() as database, write(database) as session:
        yield session


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except SurveyRefusal as refusal:
        raise click.ClickException(str(refusal)) from refusal


def _known(session: Session, campaign: str) -> KnownKey:
    known = known_key(session, campaign_code=campaign)
    if known is None:
        raise click.ClickException(f"There is no campaign '{campaign}'. Load its pack first: content load")
    return known


def _officer(session: Session, staff_number: str) -> int:
    officer_id = officer_id_of(session, staff_number=staff_number)
    if officer_id is None:
        raise click.ClickException(f"There is no officer with the staff number {normal_staff_number(staff_number)}.")
    return officer_id
