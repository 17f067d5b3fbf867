"""Chores about content: check, load and export a campaign pack, withdraw a module, list the contact registry."""

from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from safeguarding.cli.opening import our_database
from safeguarding.cli.packs import LoadedWhole, WholePack, load_whole, loaded_whole, read_whole, write_whole
from safeguarding.common.clock import london_today, now
from safeguarding.common.database import write
from safeguarding.common.yaml_text import Fault
from safeguarding.content.interchange.pack import PackHasFaults
from safeguarding.content.interchange.writing import FolderNotEmpty
from safeguarding.content.operations.loading import KindChanged, LoadedPack, ModuleLeftOut
from safeguarding.content.operations.withdrawal import (
    AlreadyWithdrawn,
    NoReason,
    NoSuchModule,
    module_id_of,
    withdraw_module,
)
from safeguarding.content.queries.contacts import contacts
from safeguarding.people.operations.audit import record
from safeguarding.survey.operations.loading import LoadedSurvey
from safeguarding.survey.rules.fingerprints import in_brackets

folder_argument = click.argument("folder", type=click.Path(path_type=Path))


@click.group()
def content() -> None:
    """Campaign packs, withdrawals and contacts."""


@content.command("check")
@folder_argument
def check(folder: Path) -> None:
    """Say everything that is wrong with a campaign pack, file by file and line by line. Loads nothing."""
    whole = _whole(folder)
    click.echo(f"{whole.pack.title}: {_in_it(whole)}, nothing wrong.")


@content.command("load")
@folder_argument
@click.option(
    "--starts-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="First day of the campaign, like 2026-11-25; today if not given. Only the first load sets it.",
)
def load(folder: Path, starts_on: datetime | None) -> None:
    """Publish a campaign pack. What is the same stays as it is; loading twice changes nothing."""
    whole = _whole(folder)
    wanted_start = starts_on.date() if starts_on else None
    at = now()
    try:
        with our_database() as database, write(database) as session:
            both = load_whole(session, whole=whole, at=at, starts_on=wanted_start)
            _record(session, both, at=at)
    except (ModuleLeftOut, KindChanged) as refusal:
        raise click.ClickException(str(refusal)) from refusal
    loaded = both.pack
    _tell(loaded)
    _tell_survey(both.survey)
    for code in loaded.modules_kept:
        click.echo(f"The module {code} was written or edited here and is kept; the pack has something else.")
    for key in loaded.contacts_kept:
        click.echo(f"The contact {key} was edited here and is kept; the pack has something else.")
    if wanted_start and wanted_start != loaded.starts_on:
        click.echo(f"The start was set at the first load and is kept: {loaded.starts_on}.")


@content.command("export")
@click.argument("campaign")
@folder_argument
def export(campaign: str, folder: Path) -> None:
    """Write all that is published of a campaign as a pack, in plain files, into a new or empty folder."""
    at = now()
    with our_database() as database, write(database) as session:
        whole = loaded_whole(session, code=campaign)
        if whole is None:
            raise click.ClickException(f"There is no campaign '{campaign}'.")
        if not whole.pack.modules:
            raise click.ClickException(f"Nothing of '{campaign}' is published, so there is nothing to write.")
        try:
            write_whole(whole, folder)
        except FolderNotEmpty as refusal:
            raise click.ClickException(str(refusal)) from refusal
        about = {"campaign": campaign, "modules": len(whole.pack.modules)}
        record(session, actor_id=None, action="content.exported", about=about, at=at)
    for code in whole.withdrawn:
        click.echo(f"{code} is withdrawn and not written: loading it would publish it again.")
    click.echo(f"{folder}: {_in_it(whole)}.")


@content.command("withdraw")
@click.argument("campaign")
@click.argument("module")
@click.option("--reason", required=True, help="Why. Officers who open the module read it.")
def withdraw(campaign: str, module: str, reason: str) -> None:
    """Withdraw a module at once. What officers have done in it stays on their record."""
    at = now()
    try:
        with our_database() as database, write(database) as session:
            module_id = module_id_of(session, campaign=campaign, module=module)
            withdraw_module(session, module_id=module_id, reason=reason, at=at)
            record(session, actor_id=None, action="content.withdrawn", about={"module_id": module_id}, at=at)
    except (NoSuchModule, AlreadyWithdrawn, NoReason) as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{module} is withdrawn. To bring it back in another form, load it under a new code.")


@content.command("contacts")
def list_contacts() -> None:
    """List the contact registry, and name the lines whose review is overdue."""
    with our_database() as database, database.reading() as session:
        registry = contacts(session)
    today = london_today()
    overdue = registry.overdue(today)
    for line in registry:
        verified = f"verified {line.verified_on}" if line.verified_on else "never verified"
        is_late = "  OVERDUE" if line in overdue else ""
        click.echo(f"{line.key:<18} {line.value}  ({verified}, review {line.review_on}, {line.owner}){is_late}")
    if overdue:
        click.echo(f"Review overdue: {', '.join(line.key for line in overdue)}. Ring, correct contacts.yaml, load.")


def _whole(folder: Path) -> WholePack:
    try:
        whole = read_whole(folder)
    except PackHasFaults as refusal:
        _print_warnings(refusal.warnings)
        for fault in refusal.faults:
            click.echo(str(fault), err=True)
        raise click.ClickException(f"{len(refusal.faults)} to put right; nothing was loaded.") from refusal
    _print_warnings(whole.pack.warnings)
    return whole


def _in_it(whole: WholePack) -> str:
    survey = f", a survey of {len(whole.survey.items)} questions" if whole.survey else ""
    return f"{len(whole.pack.modules)} modules, {len(whole.pack.contacts)} contacts{survey}"


def _print_warnings(warnings: tuple[Fault, ...]) -> None:
    for warning in warnings:
        click.echo(f"Warning: {warning}", err=True)


def _record(session: Session, loaded: LoadedWhole, *, at: datetime) -> None:
    if not loaded.pack.changed_nothing:
        record(session, actor_id=None, action="content.loaded", about=_counts(loaded.pack), at=at)
    survey = loaded.survey
    if survey is not None and survey.is_new:
        about = {"campaign": loaded.pack.campaign_code, "instrument_id": survey.instrument_id, "number": survey.number}
        record(session, actor_id=None, action="survey.loaded", about=about, at=at)


def _counts(loaded: LoadedPack) -> dict[str, str | int | bool]:
    return {
        "campaign": loaded.campaign_code,
        "is_first_load": loaded.is_first_load,
        "created": len(loaded.created),
        "new_versions": len(loaded.new_versions),
        "unchanged": len(loaded.unchanged),
        "contacts_changed": len(loaded.contacts_changed),
        "media_added": loaded.media_added,
    }


def _tell(loaded: LoadedPack) -> None:
    if loaded.changed_nothing:
        click.echo(f"{loaded.campaign_code} is as it was: nothing has changed since the last load.")
        return
    click.echo(
        f"{loaded.campaign_code} (from {loaded.starts_on}): {len(loaded.created)} modules new, "
        f"{len(loaded.new_versions)} in a new version, {len(loaded.unchanged)} unchanged; "
        f"{len(loaded.contacts_changed)} contacts changed; {loaded.media_added} media files added."
    )
    for code in loaded.still_withdrawn:
        click.echo(f"{code} stays withdrawn.")


def _tell_survey(loaded: LoadedSurvey | None) -> None:
    if loaded is None or not loaded.is_new:
        return
    click.echo(f"The survey '{loaded.code}' is now in its number {loaded.number}: {loaded.items} questions.")
    for change in loaded.changes:
        click.echo(f"  {change}")
        for difference in change.differences:
            click.echo(f"    {difference.part}: {in_brackets(difference.pieces)}")
    if loaded.number > 1 and not loaded.changes:
        click.echo("  Every question is asked as it was.")
    elif loaded.changes:
        click.echo("These cannot be compared with earlier answers.")
