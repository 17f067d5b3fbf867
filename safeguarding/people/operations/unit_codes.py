"""Activation codes for everybody in a unit at once, to be printed and handed out."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.people.models import ActivationCode, Officer, Posting, SignInIdentity
from safeguarding.people.operations.audit import record, take_the_chain
from safeguarding.people.queries.posts import is_in_force
from safeguarding.people.queries.protected import is_protected
from safeguarding.people.queries.sign_in import LOCAL
from safeguarding.people.rules.sign_in import CODE_BYTES, CODE_LASTS, code_of, fingerprint, normal_code

MOST_ON_A_SHEET = 500
AT_ONCE = 400


class NobodyToGive(Exception):
    """Nobody in the unit needs a code."""


class TooManyForASheet(Exception):
    """More people than anybody would hand slips to."""


@dataclass(frozen=True)
class Slip:
    """What is handed to one person; the code is told this once."""

    display_name: str
    staff_number: str
    code: str


def issue_codes_for_units(
    session: Session, *, unit_id: int, unit_ids: Collection[int], only_new: bool, issued_by_id: int, at: datetime
) -> list[Slip]:
    """A code for everybody who works in these units, by name; codes they were given before stop working.

    `unit_id` is the unit it was asked for, `unit_ids` that one and any below it that are meant. `only_new` leaves out
    whoever has a password. People in protected posts are given theirs by command. Raises NobodyToGive or
    TooManyForASheet.
    """
    take_the_chain(session)
    people = people_to_give_codes(session, unit_ids=unit_ids, only_new=only_new, on=london_day(at))
    if not people:
        raise NobodyToGive("Nobody here needs a code: there is nobody, or everybody has set a password.")
    if len(people) > MOST_ON_A_SHEET:
        raise TooManyForASheet(
            f"That would be {len(people):,} slips, and a sheet holds at most {MOST_ON_A_SHEET}. "
            "Choose a smaller unit, or leave out the units under it."
        )
    slips = [Slip(name, number, code_of(secrets.token_bytes(CODE_BYTES))) for _, name, number in people]
    ids = [officer_id for officer_id, _, _ in people]
    for start in range(0, len(ids), AT_ONCE):
        session.execute(
            delete(ActivationCode)
            .where(ActivationCode.officer_id.in_(ids[start : start + AT_ONCE]), ActivationCode.used_at.is_(None))
            .execution_options(synchronize_session=False)
        )
    session.execute(
        insert(ActivationCode),
        [
            {
                "officer_id": officer_id,
                "code_hash": fingerprint(normal_code(slip.code)),
                "issued_at": at,
                "expires_at": at + CODE_LASTS,
            }
            for officer_id, slip in zip(ids, slips, strict=True)
        ],
    )
    about = {"unit": unit_id, "with_below": len(unit_ids) > 1, "only_new": only_new, "codes": len(slips)}
    record(session, actor_id=issued_by_id, action="sign_in.codes_issued", about=about, at=at)
    return slips


def people_to_give_codes(
    session: Session, *, unit_ids: Collection[int], only_new: bool, on: date
) -> list[tuple[int, str, str]]:
    """Who would get a code: internal id, name and staff number, by name; nobody in a protected post."""
    statement = (
        select(Officer.id, Officer.display_name, Officer.staff_number)
        .join(Posting, Posting.officer_id == Officer.id)
        .where(Posting.unit_id.in_(unit_ids), is_in_force(on), ~is_protected(Officer.id, on=on))
        .order_by(func.lower(Officer.display_name), Officer.staff_number)
    )
    if only_new:
        has_password = select(SignInIdentity.officer_id).where(
            SignInIdentity.issuer == LOCAL, SignInIdentity.secret.is_not(None)
        )
        statement = statement.where(Officer.id.not_in(has_password))
    return [(row.id, row.display_name, row.staff_number) for row in session.execute(statement)]
