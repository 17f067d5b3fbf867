"""Taking over the HR extract from the command line: what it would change, a question, and then exactly that."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import click

from safeguarding.cli.opening import our_database
from safeguarding.cli.roster_work import work_on
from safeguarding.common.clock import london_today, now
from safeguarding.common.database import Database, write
from safeguarding.common.spreadsheet import UnreadableFile
from safeguarding.common.xlsx import read_table
from safeguarding.learning.operations.roster_undo import TABLES_THAT_FOLLOW, move_people_back
from safeguarding.learning.operations.totals import bring_totals_to_today, move_people
from safeguarding.people.operations.roster import (
    RosterRefused,
    apply_roster,
    plan_roster,
    refuse_unless_ready,
)
from safeguarding.people.operations.roster_undo import plan_undo, undo_import
from safeguarding.people.operations.roster_writing import AppliedRoster
from safeguarding.people.queries.applied_import import UndoCounts
from safeguarding.people.queries.roster import last_import
from safeguarding.people.queries.sign_in import officer_id_of
from safeguarding.people.rules.role_titles import DEFAULT_TITLES, RoleTitles, WrongTitles, read_role_titles
from safeguarding.people.rules.roster import STOP_SHARE, RosterPlan, day_in_words, in_words
from safeguarding.people.rules.roster_columns import COLUMNS
from safeguarding.people.rules.roster_file import Progress, RosterFile, may_be_shown, read_roster

STEPS = 1000


@click.group()
def roster() -> None:
    """People and units, taken over from the HR system."""


@roster.command()
def template() -> None:
    """Print the heading line of an extract, and on stderr what each column must hold."""
    click.echo(",".join(column.heading for column in COLUMNS))
    for column in COLUMNS:
        click.echo(f"{column.heading}: {column.says}. Also read as: {', '.join(column.aliases)}.", err=True)
    click.echo(
        "A line with only the unit columns filled says that a unit exists. Any other column is dropped.", err=True
    )


@roster.command(name="import")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as-at", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day the extract describes (2026-03-31)."
)
@click.option(
    "--full/--partial",
    "is_full",
    default=None,
    help="Full: whoever is not in the file has left. Partial: only those in the file change.",
)
@click.option("--sheet", metavar="NAME", help="The sheet that holds the extract, if the workbook has several.")
@click.option(
    "--titles",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=DEFAULT_TITLES,
    help="The force's own file of role titles, in place of the one that comes along.",
)
@click.option("--by", metavar="STAFF_NUMBER", help="Who imports, for the audit.")
@click.option(
    "--share",
    default=STOP_SHARE,
    show_default=True,
    type=click.FloatRange(0, 100),
    help="Above this share (%) of people leaving or moving, their number must be typed.",
)
@click.option("--yes", is_flag=True, help="Do not ask; for a timer. The number of people must still be given.")
@click.option("--typed-count", type=int, help="The number of people leaving or moving, as it was shown.")
def import_(
    path: Path,
    as_at: datetime,
    is_full: bool | None,
    sheet: str | None,
    titles: Path,
    by: str | None,
    share: float,
    yes: bool,
    typed_count: int | None,
) -> None:
    """Show what an HR extract (CSV or XLSX) would change, ask, and apply it."""
    if is_full is None:
        raise click.UsageError("Say whether the extract is --full or --partial: only by a full one can people leave.")
    try:
        with our_database() as database:
            applied_by_id = _who(database, by)
            file = _read(path, sheet_name=sheet, titles=_titles(titles))
            plan = _plan(database, file, as_at_on=as_at.date(), is_full=is_full, share=share)
            _show(plan)
            if plan.is_replay:
                click.echo("\nThis has been applied already: nothing would change, and nothing was done.")
                return
            typed_count = _agreed_count(plan, typed_count=typed_count, yes=yes)
            applied = _apply(database, plan, applied_by_id=applied_by_id, typed_count=typed_count)
            click.echo(_what_was_done(applied, as_at_on=plan.as_at_on))
    except (UnreadableFile, WrongTitles, RosterRefused) as refusal:
        raise click.ClickException(str(refusal)) from None


@roster.command()
@click.option("--by", metavar="STAFF_NUMBER", help="Who takes it back, for the audit.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def undo(by: str | None, yes: bool) -> None:
    """Take back the import that was applied last: people, posts and units are again as they were before it."""
    with our_database() as database:
        try:
            with database.reading() as session:
                last = last_import(session)
                if last is None:
                    raise click.ClickException("There is no import to take back.")
                planned = plan_undo(session, import_id=last.id, today=london_today(), that_follow=TABLES_THAT_FOLLOW)
            click.echo(f"Import {last.id}, as at {day_in_words(last.as_at_on)}. Taking it back:")
            _show_undo(planned.counts)
            if not yes and not click.confirm("\nTake it back?"):
                raise click.ClickException("Nothing was taken back.")
            at, undone_by_id = now(), _who(database, by)
            with write(database) as session:
                bring_totals_to_today(session, at=at)
                undo_import(
                    session,
                    import_id=last.id,
                    undone_by_id=undone_by_id,
                    at=at,
                    follow=lambda moves: move_people_back(session, moves=moves, at=at),
                    that_follow=TABLES_THAT_FOLLOW,
                )
        except RosterRefused as refusal:
            raise click.ClickException(str(refusal)) from None
    click.echo("Taken back.")


@roster.command(hidden=True)
@click.argument("run")
def work(run: str) -> None:
    """Work on an extract that was sent by browser; the server calls this."""
    with our_database() as database:
        work_on(database, run=run)


def _titles(path: Path) -> RoleTitles:
    try:
        return read_role_titles(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise WrongTitles(f"{path.name} must be a text file in UTF-8.") from None


def _read(path: Path, *, sheet_name: str | None, titles: RoleTitles) -> RosterFile:
    sheet = read_table(path.read_bytes(), sheet_name=sheet_name)
    with _bar("Reading ") as progress:
        file = read_roster(sheet, titles=titles, progress=progress)
    click.echo(f"{path.name}: {file.written}.")
    click.echo("\nThe first rows, as they were read (are names whole, and zeros in front of numbers?):")
    for row in file.first_rows:
        shown = [" ".join(cell.split()) for cell in row] if may_be_shown(row) else ["(protected, not shown)"]
        click.echo(f"  {' | '.join(shown)}")
    return file


def _who(database: Database, staff_number: str | None) -> int | None:
    if staff_number is None:
        return None
    with database.reading() as session:
        officer_id = officer_id_of(session, staff_number=staff_number)
    if officer_id is None:
        raise click.ClickException(f"Nobody has the staff number {staff_number}.")
    return officer_id


def _plan(database: Database, file: RosterFile, *, as_at_on: date, is_full: bool, share: float) -> RosterPlan:
    with database.reading() as session, _bar("Checking") as progress:
        return plan_roster(
            session,
            file=file,
            as_at_on=as_at_on,
            is_full=is_full,
            today=london_today(),
            share=share,
            progress=progress,
        )


def _apply(
    database: Database, plan: RosterPlan, *, applied_by_id: int | None, typed_count: int | None
) -> AppliedRoster:
    at = now()
    with write(database) as session, _bar("Applying") as progress:
        bring_totals_to_today(session, at=at)
        applied = apply_roster(
            session, plan=plan, applied_by_id=applied_by_id, at=at, typed_count=typed_count, progress=progress
        )
        move_people(session, moves=applied.moves, at=at)
    return applied


def _show(plan: RosterPlan) -> None:
    """The difference in words; a line for nothing is left out."""
    counts, file = plan.counts, plan.file
    kind = "full" if plan.is_full else "partial"
    click.echo(f"\nAs a {kind} extract as at {day_in_words(plan.as_at_on)}, it would change this:")
    lines = [
        (counts.joined, "join"),
        (counts.returned, "come back"),
        (counts.left, "leave"),
        (counts.moved, "move to another unit"),
        (counts.changed, "change in another way"),
        (counts.unchanged, "stay as they are"),
        (counts.faulty, "could not be read (see the faults)"),
    ]
    details = [
        (counts.other_name, "have another name"),
        (counts.other_email, "have another e-mail address"),
        (counts.other_role, "have another kind of role"),
        (counts.newly_protected, "are protected from now on"),
        (counts.no_longer_protected, "ARE NO LONGER PROTECTED"),
    ]
    units = [
        (counts.units_added, "new"),
        (counts.units_renamed, "renamed"),
        (counts.units_other_kind, "of another kind"),
        (counts.units_new_parent, "under another parent"),
        (counts.units_closed, "closed"),
        (counts.units_reopened, "opened again"),
    ]
    _show_lines("people", lines)
    _show_lines("of those who move or change", details)
    _show_lines("units", units)
    click.echo(f"  In post: {counts.in_post_before:,} before, {counts.in_post_after:,} after.")
    if file.dropped_columns:
        click.echo(f"  Columns dropped, not kept anywhere: {', '.join(file.dropped_columns)}.")
    if plan.faults:
        click.echo(f"\n{in_words(len(plan.faults), 'fault', 'faults').capitalize()}:")
        for fault in plan.faults:
            click.echo(f"  line {fault.line}: {fault.reason}")


def _show_undo(counts: UndoCounts) -> None:
    _show_lines(
        "people",
        [
            (counts.put_back, "are put back"),
            (counts.removed, "who had joined by it are removed"),
            (counts.kept, "who had joined by it are kept, not in post: something is on record about them since"),
        ],
    )
    _show_lines(
        "units",
        [
            (counts.units_put_back, "are put back"),
            (counts.units_removed, "that came by it are removed"),
            (counts.units_kept, "that came by it are kept, closed: something is on record about them since"),
        ],
    )


def _show_lines(about: str, lines: list[tuple[int, str]]) -> None:
    shown = [(count, says) for count, says in lines if count]
    if shown:
        click.echo(f"  {about.capitalize()}:")
    for count, says in shown:
        click.echo(f"  {count:>9,} {says}")


def _agreed_count(plan: RosterPlan, *, typed_count: int | None, yes: bool) -> int | None:
    """Ask whether to go on; the number that was typed, if one was needed."""
    is_asked = not yes and not plan.faults
    if plan.count_to_type is not None and typed_count is None and is_asked:
        people = in_words(plan.count_to_type, "person", "people")
        says = f"\n{people} would leave or move, more than usual. Type that number to go on"
        typed_count = click.prompt(says, type=int)
    elif plan.count_to_type is None and is_asked and not click.confirm("\nApply this?"):
        raise click.ClickException("Nothing was applied.")
    refuse_unless_ready(plan, typed_count=typed_count)
    return typed_count


def _what_was_done(applied: AppliedRoster, *, as_at_on: date) -> str:
    if applied.import_id is None:
        return "Nothing would change, and nothing was done."
    in_post = f"In post: {applied.counts.in_post_after:,}."
    return f"\nApplied as import {applied.import_id}, as at {day_in_words(as_at_on)}. {in_post}"


@contextmanager
def _bar(label: str) -> Iterator[Progress]:
    with click.progressbar(length=STEPS, label=label, show_eta=False) as bar:
        yield lambda fraction: bar.update(round(fraction * STEPS) - bar.pos)
