"""Demonstration mode: an invented force of 44,000, loaded as a real one would be, with sign-ins of its own."""

import json
import os
import secrets
from datetime import date, datetime, time, timedelta
from pathlib import Path

import click
from sqlalchemy.orm import Session

from safeguarding.cli.demonstration_year import ask_at_month, do_the_modules
from safeguarding.cli.packs import load_whole, read_whole
from safeguarding.common.clock import LONDON, london_day, now
from safeguarding.common.database import Database, make_private, open_database, write
from safeguarding.common.revision import is_at_head
from safeguarding.common.spreadsheet import read_csv
from safeguarding.config import Settings
from safeguarding.content.operations.demonstration_pieces import invent_pieces
from safeguarding.content.queries.campaigns import default_campaign
from safeguarding.learning.operations.totals import bring_totals_to_today, move_people
from safeguarding.people.operations.demonstration_force import DEMONSTRATION_PEOPLE, SEED, Phase, force_file
from safeguarding.people.operations.demonstration_units import MERGED_NOW
from safeguarding.people.operations.installation import mark_installed
from safeguarding.people.operations.roles import agree, first_administrator, grant
from safeguarding.people.operations.roster import apply_roster, plan_roster
from safeguarding.people.operations.sign_in import set_password
from safeguarding.people.operations.units import reorganise
from safeguarding.people.queries.installation import installation
from safeguarding.people.queries.postings import posting_on
from safeguarding.people.queries.sign_in import officer_id_of
from safeguarding.people.queries.units import find_unit_by_code
from safeguarding.people.rules.role_titles import default_role_titles
from safeguarding.people.rules.roles import Role, needs_a_second_granter
from safeguarding.people.rules.roster_file import read_roster
from safeguarding.people.rules.units_change import Decision, Reorganisation
from safeguarding.survey.operations.keys import make_key
from safeguarding.survey.queries.keys import campaigns_without_a_key

PACK = Path(__file__).resolve().parent.parent / "campaigns" / "spot-it-to-stop-it"

BEGAN_AGO = timedelta(weeks=53)
MORNING = time(9)
MERGED_AFTER = timedelta(weeks=26)
FIRST_EXTRACT_BEFORE_THE_START = timedelta(days=14)


def prepare_demonstration(settings: Settings) -> None:
    """Make the database, the campaign, the force and its sign-ins, unless they are there. All of it, or nothing."""
    settings.instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    make_private(settings.database_url)
    if not is_at_head(settings.database_url):
        # Here and not above: loading it takes a tenth of a start, and most starts have nothing to migrate.
        from safeguarding.common.migrating import migrate_up

        migrate_up(settings.database_url)
    database = open_database(settings.database_url)
    try:
        with database.reading() as session:
            is_new = installation(session) is None
        if is_new:
            click.echo("Inventing a force of 44,000 and loading the campaign (about a minute, once) …")
            with write(database) as session:
                _load_everything(session, settings, at=now())
        if not _sign_ins(settings).exists():
            _make_sign_ins(database, settings, at=now())
        _keep_up_with_the_pack(database, at=now())
        with write(database) as session:
            _make_survey_keys(session, settings, at=now())
    finally:
        database.close()


def _load_everything(session: Session, settings: Settings, *, at: datetime) -> None:
    today = london_day(at)
    began_on = today - BEGAN_AGO
    began_at = datetime.combine(began_on, MORNING, LONDON)
    mark_installed(session, is_demonstration=True, at=at)
    load_whole(session, whole=read_whole(PACK), at=began_at, starts_on=began_on)
    bring_totals_to_today(session, at=at)
    _take_over(session, phase="before", as_at_on=began_on - FIRST_EXTRACT_BEFORE_THE_START, at=at)
    _give_roles(session, at=at)
    _make_survey_keys(session, settings, at=at)
    ask_at_month(0, session, began_on=began_on, key_file=settings.survey_key_file)
    _merge_the_fleet(session, at=began_at + MERGED_AFTER)
    ask_at_month(12, session, began_on=began_on, key_file=settings.survey_key_file)
    _take_over(session, phase="now", as_at_on=today, at=at)
    do_the_modules(session, began_on=began_on, at=at)
    _lay_pieces_on_the_desk(session, at=at)


def _take_over(session: Session, *, phase: Phase, as_at_on: date, at: datetime) -> None:
    """Apply one extract of the invented HR system, as an administrator would who has seen its counts."""
    sheet = read_csv(force_file(seed=SEED, as_at=as_at_on, phase=phase))
    plan = plan_roster(
        session,
        file=read_roster(sheet, titles=default_role_titles()),
        as_at_on=as_at_on,
        is_full=True,
        today=london_day(at),
    )
    applied = apply_roster(session, plan=plan, applied_by_id=None, at=at, typed_count=plan.count_to_type)
    move_people(session, moves=applied.moves, at=at)


def _officer_id(session: Session, staff_number: str) -> int:
    officer_id = officer_id_of(session, staff_number=staff_number)
    if officer_id is None:
        raise LookupError(f"{staff_number} is not in the invented force")
    return officer_id


def _give_roles(session: Session, *, at: datetime) -> None:
    """The roles of the demonstration's people; those that need a second granter get one."""
    # The administrators come first: the others' roles are theirs to give.
    people = sorted(DEMONSTRATION_PEOPLE, key=lambda person: person.role is not Role.ADMINISTRATOR)
    officers = {person: _officer_id(session, person.staff_number) for person in people}
    administrators = [officers[person] for person in people if person.role is Role.ADMINISTRATOR]
    first_administrator(session, officer_id=administrators[0], at=at)
    for person, officer_id in officers.items():
        if person.role is Role.OFFICER or officer_id == administrators[0]:
            continue
        post = posting_on(session, officer_id=officer_id, on=london_day(at))
        unit_id = post.unit_id if post and person.role is Role.UNIT_LEAD else None
        given = grant(
            session,
            officer_id=officer_id,
            role=person.role,
            granted_by_id=administrators[0],
            unit_id=unit_id,
            at=at,
            by_command=True,
        )
        if needs_a_second_granter(person.role):
            agree(session, grant_id=given.id, agreed_by_id=administrators[1], at=at, by_command=True)


def _merge_the_fleet(session: Session, *, at: datetime) -> None:
    """What the second extract finds done already: at month 6 one team of two was made. Nobody had done anything yet, so
    no totals are moved."""
    decided_by_id = _officer_id(
        session, next(person.staff_number for person in DEMONSTRATION_PEOPLE if person.role is Role.ADMINISTRATOR)
    )
    for code, into in MERGED_NOW.items():
        merged, other = find_unit_by_code(session, code=code), find_unit_by_code(session, code=into)
        if merged is None or other is None:
            raise LookupError(f"{code} or {into} is not in the invented force")
        decision = Decision(Reorganisation.MERGE, merged.id, from_on=london_day(at), other_id=other.id)
        reorganise(session, decision=decision, decided_by_id=decided_by_id, at=at)


def _lay_pieces_on_the_desk(session: Session, *, at: datetime) -> None:
    """One piece half written and one that waits for review, both by the demonstration's trainer."""
    campaign = default_campaign(session, today=london_day(at))
    if campaign is None:
        raise LookupError("no campaign is loaded")
    trainer = next(person for person in DEMONSTRATION_PEOPLE if person.role is Role.TRAINER)
    trainer_id = _officer_id(session, trainer.staff_number)
    invent_pieces(session, campaign_id=campaign.id, trainer_id=trainer_id, at=at)


def _keep_up_with_the_pack(database: Database, *, at: datetime) -> None:
    """A newer version of the product may bring a newer pack; the same pack changes nothing."""
    with write(database) as session:
        load_whole(session, whole=read_whole(PACK), at=at, starts_on=None)


def _make_survey_keys(session: Session, settings: Settings, *, at: datetime) -> None:
    """A survey needs a secret key. Elsewhere it is made by command; here it is made at once, and that is said."""
    path = settings.survey_key_file
    for campaign_id in campaigns_without_a_key(session):
        is_taken = make_key(session, campaign_id=campaign_id, path=path, at=at, may_take=True)
        click.echo(f"The survey's secret key {'was there already' if is_taken else 'was made'}: {path}")


def _sign_ins(settings: Settings) -> Path:
    return settings.instance / "sign-ins.json"


def _make_sign_ins(database: Database, settings: Settings, *, at: datetime) -> None:
    """Random passwords of this installation, readable by its owner alone; written before they are set."""
    people = [
        {
            "what": person.what,
            "name": person.name,
            "staff_number": person.staff_number,
            "password": "-".join(secrets.token_hex(2) for _ in range(4)),
        }
        for person in DEMONSTRATION_PEOPLE
    ]
    unfinished = _sign_ins(settings).with_suffix(".unfinished")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(people, file, indent=1)
    with write(database) as session:
        for one in people:
            officer_id = _officer_id(session, one["staff_number"])
            set_password(session, officer_id=officer_id, password=one["password"], at=at)
    unfinished.rename(_sign_ins(settings))


def sign_in_lines(settings: Settings) -> list[str]:
    """One line for each demonstration sign-in."""
    people = json.loads(_sign_ins(settings).read_text())
    wide = max(len(one["what"]) for one in people)
    return [f"  {one['what']:<{wide}}  {one['staff_number']}  {one['password']}" for one in people]
