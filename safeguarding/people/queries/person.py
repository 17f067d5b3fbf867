"""One person as an administrator sees them: posts, roles and whether they can sign in. Nothing of what they learn."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from safeguarding.people.models import ActivationCode, Officer, Posting, SignInIdentity, SignInSession, Unit
from safeguarding.people.queries.protected import is_protected
from safeguarding.people.queries.sign_in import LOCAL
from safeguarding.people.rules.roles import RoleFamily


@dataclass(frozen=True)
class PostOfPerson:
    """Where somebody works from a day on, until the day of the next post. No unit: not in post."""

    from_on: date
    until_on: date | None
    unit_id: int | None
    unit_name: str | None
    role_family: RoleFamily | None


@dataclass(frozen=True)
class SignInState:
    """Whether somebody can sign in, is signed in, and waits to set a password."""

    has_password: bool
    sessions: int
    last_begun_at: datetime | None
    code_issued_at: datetime | None
    code_expires_at: datetime | None


@dataclass(frozen=True)
class Person:
    """Somebody who works or worked here. Posts are the newest first; `post` is the one in force."""

    officer_id: int
    public_id: str
    display_name: str
    staff_number: str
    work_email: str | None
    posts: list[PostOfPerson]
    post: PostOfPerson | None
    sign_in: SignInState

    @property
    def is_in_post(self) -> bool:
        return self.post is not None and self.post.unit_id is not None


def person(session: Session, *, public_id: str, at: datetime, on: date) -> Person:
    """Somebody by their public id. Raises NoResultFound for nobody and for anybody in a protected post.

    A protected post they once had is left out of their posts.
    """
    known = session.execute(
        select(Officer.id, Officer.public_id, Officer.display_name, Officer.staff_number, Officer.work_email).where(
            Officer.public_id == public_id, ~is_protected(Officer.id, on=on)
        )
    ).one()
    posts = _posts(session, known.id)
    in_force = next((post for post in posts if post.from_on <= on), None)
    return Person(
        known.id,
        known.public_id,
        known.display_name,
        known.staff_number,
        known.work_email,
        posts=posts,
        post=in_force,
        sign_in=sign_in_state(session, officer_id=known.id, at=at),
    )


def sign_in_state(session: Session, *, officer_id: int, at: datetime) -> SignInState:
    """Whether an officer can sign in; the last session is the last that is still known of."""
    has_password = (
        select(func.count(SignInIdentity.id))
        .where(
            SignInIdentity.officer_id == officer_id, SignInIdentity.issuer == LOCAL, SignInIdentity.secret.is_not(None)
        )
        .scalar_subquery()
    )
    code = (ActivationCode.officer_id == officer_id, ActivationCode.used_at.is_(None), ActivationCode.expires_at > at)
    sessions = (SignInSession.officer_id == officer_id,)
    row = session.execute(
        select(
            has_password,
            select(func.count())
            .select_from(SignInSession)
            .where(*sessions, SignInSession.expires_at > at)
            .scalar_subquery(),
            select(func.max(SignInSession.begun_at)).where(*sessions).scalar_subquery(),
            select(func.max(ActivationCode.issued_at)).where(*code).scalar_subquery(),
            select(func.max(ActivationCode.expires_at)).where(*code).scalar_subquery(),
        )
    ).one()
    return SignInState(bool(row[0]), row[1], row[2], row[3], row[4])


def _posts(session: Session, officer_id: int) -> list[PostOfPerson]:
    rows = session.execute(
        select(Posting.from_on, Posting.unit_id, Unit.name, Posting.role_family, Posting.is_protected)
        .outerjoin(Unit, Unit.id == Posting.unit_id)
        .where(Posting.officer_id == officer_id)
        .order_by(Posting.from_on)
    ).all()
    ends: list[date | None] = [*(row.from_on for row in rows[1:]), None]
    posts = [
        PostOfPerson(
            row.from_on,
            until_on,
            row.unit_id,
            row.name,
            RoleFamily(row.role_family) if row.role_family else None,
        )
        for row, until_on in zip(rows, ends, strict=True)
        if not row.is_protected
    ]
    return posts[::-1]
