"""A force on a database, big enough to measure, and officers who are signed in."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Connection, func, insert, select, text

from safeguarding.cli.demonstration import PACK
from safeguarding.common.clock import london_today, now
from safeguarding.common.database import Database
from safeguarding.content.interchange.pack import read_pack
from safeguarding.content.models import Campaign, Module, ModuleVersion
from safeguarding.content.operations.loading import load_pack
from safeguarding.learning.models import Attempt, Completion
from safeguarding.people.models import Officer, Posting, SignInSession, Unit, UnitPlacement
from safeguarding.people.rules.roles import RoleFamily
from safeguarding.people.rules.sign_in import fingerprint

OFFICERS_IN_A_UNIT = 70
FAMILIES = list(RoleFamily)
# A unit does one kind of work and some of its people another: not every kind everywhere.
OTHER_WORK = 3
LONG_AGO = date(2025, 1, 1)


def load_force(database: Database, *, officers: int) -> None:
    """Units of about 70 and this many officers in post, written straight into the tables."""
    units = max(2, officers // OFFICERS_IN_A_UNIT)
    with database.writing() as session, session.begin():
        write = session.connection()
        write.execute(
            insert(Unit),
            [
                {"id": n, "code": f"U{n:05}", "name": f"Unit {n}", "kind": "force" if n == 1 else "team"}
                for n in range(1, units + 1)
            ],
        )
        write.execute(
            insert(UnitPlacement),
            [
                {"unit_id": n, "parent_id": None if n == 1 else 1, "is_closed": False, "from_on": LONG_AGO}
                for n in range(1, units + 1)
            ],
        )
        for first in range(1, officers + 1, 20_000):
            numbers = range(first, min(first + 20_000, officers + 1))
            write.execute(
                insert(Officer),
                [
                    {
                        "id": n,
                        "public_id": secrets.token_urlsafe(12),
                        "staff_number": f"B{n:07}",
                        "display_name": f"Officer {n}",
                        "work_email": None,
                    }
                    for n in numbers
                ],
            )
            write.execute(
                insert(Posting),
                [
                    {
                        "officer_id": n,
                        "unit_id": 2 + n % (units - 1),
                        "role_family": family_of(n % (units - 1), n // (units - 1)),
                        "is_protected": False,
                        "from_on": LONG_AGO,
                    }
                    for n in numbers
                ],
            )
        for table in ("unit", "officer"):
            follow_ids(write, table)


def family_of(unit: int, place: int) -> str:
    """The role family of somebody in a unit, by the unit's number and their own in it: every third of the next one."""
    return FAMILIES[(unit + (place % OTHER_WORK == 0)) % len(FAMILIES)].value


def follow_ids(write: Connection, table: str) -> None:
    """PostgreSQL's own numbering starts behind the ids given by hand."""
    if write.dialect.name == "postgresql":
        write.execute(text(f"select setval(pg_get_serial_sequence('{table}', 'id'), (select max(id) from {table}))"))


def load_past(database: Database, *, modules: int, completions_each: int, at: datetime) -> int:
    """Fill the campaign up to this many modules (copies of the article) and give each officer completions of the
    copies, with the progress and totals that belong to them. Returns the number of completions."""
    with database.writing() as session, session.begin():
        write = session.connection()
        campaign = session.scalars(select(Campaign)).one()
        article = session.scalars(select(Module).where(Module.kind == "article")).first()
        assert article is not None
        version = session.scalars(
            select(ModuleVersion).where(ModuleVersion.module_id == article.id, ModuleVersion.state == "published")
        ).one()
        there = session.scalar(select(func.count()).select_from(Module)) or 0
        copies: list[tuple[int, int]] = []
        for n in range(there + 1, modules + 1):
            module = Module(campaign_id=campaign.id, code=f"copy-{n}", kind="article", position=100 + n)
            session.add(module)
            session.flush()
            copy = ModuleVersion(
                module_id=module.id,
                number=1,
                state="published",
                title=f"{version.title} ({n})",
                summary=version.summary,
                minutes=version.minutes,
                body=version.body,
                fingerprint=f"copy-{n}",
                created_at=at,
                published_at=at,
            )
            session.add(copy)
            session.flush()
            copies.append((module.id, copy.id))
        begun, done = at - timedelta(days=30, minutes=5), at - timedelta(days=30)
        people = session.execute(select(Posting.officer_id, Posting.unit_id, Posting.role_family)).all()
        completions: list[dict[str, Any]] = []
        total = 0
        for officer_id, unit_id, _ in people:
            for step in range(completions_each):
                module_id, version_id = copies[(officer_id + step) % len(copies)]
                completions.append(
                    {
                        "officer_id": officer_id,
                        "module_id": module_id,
                        "version_id": version_id,
                        "unit_id": unit_id,
                        "rule": "read_and_answered",
                        "evidence": "read",
                        "begun_at": begun,
                        "completed_at": done,
                    }
                )
            if len(completions) >= 100_000:
                write.execute(insert(Completion), completions)
                total += len(completions)
                completions = []
        if completions:
            write.execute(insert(Completion), completions)
            total += len(completions)
        write.execute(
            text(
                "insert into progress (officer_id, campaign_id, begun, done, first_at, last_at) "
                "select officer_id, :campaign, count(*), count(*), min(begun_at), max(completed_at) "
                "from completion group by officer_id"
            ),
            {"campaign": campaign.id},
        )
        write.execute(
            text(
                "insert into completion_total (unit_id, role_family, module_id, begun, done) "
                "select c.unit_id, p.role_family, c.module_id, count(*), count(*) from completion c "
                "join posting p on p.officer_id = c.officer_id group by c.unit_id, p.role_family, c.module_id"
            )
        )
    settle(database)
    return total


def settle(database: Database) -> None:
    """What PostgreSQL would otherwise do by itself a while after the loading, while something is being measured."""
    with database.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("vacuum analyze")


@dataclass(frozen=True)
class SignedInClient:
    """What a browser of a signed-in officer sends: the cookie, and the token for forms."""

    officer_id: int
    cookie: str
    csrf: str


def signed_in_clients(app: Flask, officer_ids: list[int]) -> list[SignedInClient]:
    """Sign these officers in, all in one transaction, and sign their cookies as the app would."""
    database: Database = app.extensions["database"]
    at = now()
    cookies = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    forms = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
    clients, rows = [], []
    for officer_id in officer_ids:
        token, csrf = secrets.token_urlsafe(32), secrets.token_hex(20)
        rows.append(
            {
                "token_hash": fingerprint(token),
                "officer_id": officer_id,
                "begun_at": at,
                "expires_at": at + timedelta(hours=12),
            }
        )
        name = app.config["SESSION_COOKIE_NAME"]
        cookie = f"{name}={cookies.dumps({'_user_id': token, 'csrf_token': csrf})}"
        clients.append(SignedInClient(officer_id, cookie, forms.dumps(csrf)))
    with database.writing() as session, session.begin():
        session.execute(insert(SignInSession), rows)
    return clients


def size_of(database: Database) -> str:
    """How much is loaded, for the report."""
    with database.reading() as session:
        officers, modules, completions, attempts = (
            session.scalar(select(func.count()).select_from(table)) for table in (Officer, Module, Completion, Attempt)
        )
    return f"{officers:,} officers, {modules} modules, {completions:,} completions, {attempts:,} attempts"


def load_pack_into(database: Database) -> None:
    """The product's own campaign, begun a year ago."""
    with database.writing() as session, session.begin():
        load_pack(session, pack=read_pack(PACK), at=now(), starts_on=london_today() - timedelta(weeks=53))
