"""Who is signed in, and whose a staff number, a session or a password is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Date, bindparam, func, select
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.common.database import ask
from safeguarding.people.models import Officer, Posting, RoleGrant, SignInIdentity, SignInSession, Unit
from safeguarding.people.queries.posts import is_in_force
from safeguarding.people.queries.roles import grant_counts
from safeguarding.people.rules.roles import Role, RoleFamily
from safeguarding.people.rules.sign_in import SESSION_IS_REMEMBERED, fingerprint, normal_staff_number

LOCAL = "local"


@dataclass(frozen=True)
class SignedIn:
    """The officer behind a request, where they work today, the roles they hold and until when they are signed in."""

    session_id: int
    officer_id: int
    public_id: str
    display_name: str
    staff_number: str
    unit_id: int
    unit_name: str
    role_family: RoleFamily
    expires_at: datetime
    roles: frozenset[Role]


_ROLES = (
    select(func.aggregate_strings(RoleGrant.role, " "))
    .where(RoleGrant.officer_id == SignInSession.officer_id, grant_counts)
    .scalar_subquery()
)
# Asked on every page: built once, because building it takes thirty times as long as the answer.
_SIGNED_IN = (
    select(
        SignInSession.id.label("session_id"),
        Officer.id.label("officer_id"),
        Officer.public_id,
        Officer.display_name,
        Officer.staff_number,
        Unit.id.label("unit_id"),
        Unit.name.label("unit_name"),
        Posting.role_family,
        SignInSession.expires_at,
        _ROLES.label("roles"),
    )
    .join(Officer, Officer.id == SignInSession.officer_id)
    .join(Posting, Posting.officer_id == Officer.id)
    .join(Unit, Unit.id == Posting.unit_id)
    .where(
        SignInSession.token_hash == bindparam("token_hash"),
        SignInSession.expires_at > bindparam("at"),
        is_in_force(bindparam("day", type_=Date)),
    )
)


def signed_in(session: Session, *, token: str, at: datetime) -> SignedIn | None:
    """Whose session this is, if it still runs and the officer is in post; in one statement."""
    asked = {"token_hash": fingerprint(token), "at": at, "day": london_day(at)}
    row = ask(session, _SIGNED_IN, asked).one_or_none()
    if row is None or row.role_family is None:
        return None
    return SignedIn(
        session_id=row.session_id,
        officer_id=row.officer_id,
        public_id=row.public_id,
        display_name=row.display_name,
        staff_number=row.staff_number,
        unit_id=row.unit_id,
        unit_name=row.unit_name,
        role_family=RoleFamily(row.role_family),
        expires_at=row.expires_at,
        roles=frozenset({Role.OFFICER, *map(Role, (row.roles or "").split())}),
    )


def expired_session_of(session: Session, *, token: str, at: datetime) -> int | None:
    """Whose session this token was, even if it has run out, for a week after; None once they have signed out."""
    statement = select(SignInSession.officer_id).where(
        SignInSession.token_hash == fingerprint(token), SignInSession.expires_at > at - SESSION_IS_REMEMBERED
    )
    return session.scalar(statement)


def officer_id_of(session: Session, *, staff_number: str) -> int | None:
    """Whose staff number this is, however it was typed."""
    return session.scalar(select(Officer.id).where(Officer.staff_number == normal_staff_number(staff_number)))


@dataclass(frozen=True)
class KeptPassword:
    """The hash of an officer's own password for this platform."""

    officer_id: int
    secret: str


def kept_password(session: Session, *, staff_number: str) -> KeptPassword | None:
    """The local password of the officer with this staff number, if they have set one."""
    statement = (
        select(Officer.id, SignInIdentity.secret)
        .join(SignInIdentity, SignInIdentity.officer_id == Officer.id)
        .where(
            Officer.staff_number == normal_staff_number(staff_number),
            SignInIdentity.issuer == LOCAL,
        )
    )
    row = session.execute(statement).one_or_none()
    return KeptPassword(row.id, row.secret) if row and row.secret else None
