"""Chores about people: the first administrator, activation codes, roles, and whether the audit is whole."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.cli.opening import our_database
from safeguarding.common.clock import LONDON, now
from safeguarding.common.database import write
from safeguarding.people.models import Unit
from safeguarding.people.operations.roles import RoleRefusal, agree, first_administrator, grant, withdraw
from safeguarding.people.operations.sign_in import NotInPost, issue_activation_code
from safeguarding.people.queries.audit import broken_link, chain_end, holds_hash
from safeguarding.people.queries.roles import grants_in_force
from safeguarding.people.queries.sign_in import officer_id_of
from safeguarding.people.rules.roles import ROLE_NAMES, Role, is_granted, needs_a_second_granter
from safeguarding.people.rules.sign_in import CODE_LASTS, normal_staff_number

ROLES = click.Choice([role.value for role in Role if is_granted(role)])

staff_number_option = click.option("--staff-number", required=True, help="Of the officer it is about.")
role_option = click.option("--role", required=True, type=ROLES)
unit_option = click.option("--unit", "unit_code", help="HR code of the unit a unit lead leads.")
by_option = click.option("--by", "by_number", required=True, help="Staff number of the administrator who does this.")


@click.group()
def people() -> None:
    """First administrator, activation codes, roles, and the audit."""


@people.command("first-administrator")
@click.option("--staff-number", required=True, help="Of the officer, as the roster has it.")
def make_first_administrator(staff_number: str) -> None:
    """Make an officer the first administrator. Refused once there is one in post."""
    with _changes() as session:
        first_administrator(session, officer_id=_officer(session, staff_number), at=now())
    click.echo(f"{normal_staff_number(staff_number)} is now an administrator. Next: people activation-code.")


@people.command("activation-code")
@staff_number_option
def give_activation_code(staff_number: str) -> None:
    """Make a code with which an officer sets their password once. Earlier codes stop working."""
    at = now()
    with _changes() as session:
        code = issue_activation_code(session, officer_id=_officer(session, staff_number), at=at)
    until = (at + CODE_LASTS).astimezone(LONDON)
    click.echo(
        f"The activation code for {normal_staff_number(staff_number)} is {code}. "
        f"It works once, until {until:%H:%M} on {until.day} {until:%B %Y}; it is not shown again."
    )


@people.command("grant")
@staff_number_option
@role_option
@unit_option
@by_option
def grant_by_command(staff_number: str, role: str, unit_code: str | None, by_number: str) -> None:
    """Give an officer a role."""
    with _changes() as session:
        grant(
            session,
            officer_id=_officer(session, staff_number),
            role=Role(role),
            unit_id=_unit(session, unit_code),
            granted_by_id=_officer(session, by_number),
            by_command=True,
            at=now(),
        )
    waits = " It counts once a second administrator has agreed." if needs_a_second_granter(Role(role)) else ""
    click.echo(f"{normal_staff_number(staff_number)} was given the role '{ROLE_NAMES[Role(role)]}'.{waits}")


@people.command("agree")
@staff_number_option
@role_option
@by_option
def agree_by_command(staff_number: str, role: str, by_number: str) -> None:
    """Agree, as the second administrator, to a reviewer's or auditor's role."""
    with _changes() as session:
        agree(
            session,
            grant_id=_grant_of(session, staff_number, Role(role), unit_id=None),
            agreed_by_id=_officer(session, by_number),
            by_command=True,
            at=now(),
        )
    click.echo(f"{normal_staff_number(staff_number)} now has the role '{ROLE_NAMES[Role(role)]}'.")


@people.command("withdraw")
@staff_number_option
@role_option
@unit_option
@by_option
def withdraw_by_command(staff_number: str, role: str, unit_code: str | None, by_number: str) -> None:
    """Take a role back."""
    with _changes() as session:
        withdraw(
            session,
            grant_id=_grant_of(session, staff_number, Role(role), unit_id=_unit(session, unit_code)),
            withdrawn_by_id=_officer(session, by_number),
            by_command=True,
            at=now(),
        )
    click.echo(f"{normal_staff_number(staff_number)} no longer has the role '{ROLE_NAMES[Role(role)]}'.")


@people.command("audit-check")
@click.option("--noted", help="A last hash this command printed earlier: is it still there?")
def check_audit(noted: str | None) -> None:
    """Check that no audit entry was altered or taken away."""
    with our_database() as database, database.reading() as session:
        broken = broken_link(session)
        end = chain_end(session)
        is_noted_gone = noted is not None and not holds_hash(session, noted=noted)
    if broken is not None:
        raise click.ClickException(f"The audit is broken at entry {broken}: it, or what came before it, was altered.")
    if is_noted_gone:
        raise click.ClickException("The noted hash is not in the audit: entries were cut off or replaced.")
    entries = "1 entry is" if end.entries == 1 else f"{end.entries} entries are"
    click.echo(f"The audit's {entries} whole. Note this last hash elsewhere: {end.last_hash}")


@contextmanager
def _changes() -> Iterator[Session]:
    """A unit of work whose refusals are told in one sentence."""
    try:
        with our_database() as database, write(database) as session:
            yield session
    except (RoleRefusal, NotInPost) as refusal:
        raise click.ClickException(str(refusal)) from refusal


def _officer(session: Session, staff_number: str) -> int:
    officer_id = officer_id_of(session, staff_number=staff_number)
    if officer_id is None:
        raise click.ClickException(
            f"There is no officer with the staff number {normal_staff_number(staff_number)}. Load the roster first."
        )
    return officer_id


def _unit(session: Session, code: str | None) -> int | None:
    if code is None:
        return None
    unit_id = session.scalar(select(Unit.id).where(Unit.code == code.strip()))
    if unit_id is None:
        raise click.ClickException(f"There is no unit with the code {code.strip()}.")
    return unit_id


def _grant_of(session: Session, staff_number: str, role: Role, *, unit_id: int | None) -> int:
    for held in grants_in_force(session, officer_id=_officer(session, staff_number)):
        if held.role is role and held.unit_id == unit_id:
            return held.id
    raise click.ClickException(f"{normal_staff_number(staff_number)} was not given the role '{ROLE_NAMES[role]}'.")
