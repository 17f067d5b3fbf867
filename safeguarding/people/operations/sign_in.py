"""Proving who you are: passwords, activation codes, sessions, and the end of patience with wrong guesses."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, case, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session

from safeguarding.common.clock import london_day
from safeguarding.common.passwords import hash_password, is_outdated, matches
from safeguarding.people.models import ActivationCode, Officer, SignInIdentity, SignInSession, SignInThrottle
from safeguarding.people.operations.audit import record, take_the_chain
from safeguarding.people.queries.posts import is_in_post
from safeguarding.people.queries.sign_in import LOCAL, kept_password, officer_id_of
from safeguarding.people.rules.sign_in import (
    CODE_BYTES,
    CODE_LASTS,
    LONGEST_PASSWORD,
    SESSION_IS_REMEMBERED,
    SESSION_LASTS,
    THROTTLE_WINDOW,
    Throttled,
    ThrottleKey,
    code_of,
    fingerprint,
    minutes_to_wait,
    normal_code,
    password_fault,
)


class NotInPost(Exception):
    """Leavers, and people who have not started, neither sign in nor get a code."""


class WeakPassword(Exception):
    """The password chosen is too short, too long or too easily guessed."""


class WrongCode(Exception):
    """The activation code is not this officer's, was used, was replaced or has run out."""


class TooManyTries(Exception):
    """Signing in was refused too often lately, for this account or from this address."""

    def __init__(self, minutes: int) -> None:
        self.minutes = minutes
        wait = "1 minute" if minutes == 1 else f"{minutes} minutes"
        super().__init__(f"Signing in has gone wrong too many times. Wait {wait}, then try again.")


# Passwords


def check_password(session: Session, *, staff_number: str, password: str) -> int | None:
    """Whose staff number and password these are. Somebody unknown, or without a password, takes as long to refuse.

    Give it a reading session: hashing takes its time, and on SQLite nobody else could write meanwhile.
    """
    kept = kept_password(session, staff_number=staff_number)
    is_right = matches(password[: LONGEST_PASSWORD + 1], kept.secret if kept else None)
    return kept.officer_id if kept and is_right else None


def renew_hash(session: Session, *, staff_number: str, password: str) -> bool:
    """After signing in: hash the password again if the settings for hashing have changed since; True if they had."""
    kept = kept_password(session, staff_number=staff_number)
    if kept is None or not is_outdated(kept.secret):
        return False
    session.execute(
        update(SignInIdentity)
        .where(
            SignInIdentity.officer_id == kept.officer_id,
            SignInIdentity.issuer == LOCAL,
            SignInIdentity.secret == kept.secret,
        )
        .values(secret=hash_password(password))
    )
    return True


def set_password(
    session: Session, *, officer_id: int, password: str, at: datetime, set_by_id: int | None = None
) -> None:
    """Give the officer this password and end every session they have; the old password is gone."""
    officer = session.get_one(Officer, officer_id)
    _refuse_weak(password, staff_number=officer.staff_number)
    _keep_password(session, officer_id=officer_id, secret=hash_password(password), at=at, set_by_id=set_by_id)


def _refuse_weak(password: str, *, staff_number: str) -> None:
    fault = password_fault(password, staff_number=staff_number)
    if fault:
        raise WeakPassword(fault)


def _keep_password(session: Session, *, officer_id: int, secret: str, at: datetime, set_by_id: int | None) -> None:
    take_the_chain(session)
    officer = session.get_one(Officer, officer_id)
    statement = _insert(session, SignInIdentity).values(
        officer_id=officer_id, issuer=LOCAL, subject=officer.public_id, secret=secret
    )
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["issuer", "subject"], set_={"secret": statement.excluded.secret}
        )
    )
    end_all_sessions(session, officer_id)
    record(session, actor_id=set_by_id, action="sign_in.password_set", about={"officer": officer_id}, at=at)


# Activation codes


def issue_activation_code(session: Session, *, officer_id: int, at: datetime, issued_by_id: int | None = None) -> str:
    """A code with which an officer in post sets a password once. It replaces any code they were given before."""
    take_the_chain(session)
    if not is_in_post(session, officer_id=officer_id, on=london_day(at)):
        raise NotInPost("This officer is not in post today, so they cannot be given an activation code.")
    session.execute(
        delete(ActivationCode).where(ActivationCode.officer_id == officer_id, ActivationCode.used_at.is_(None))
    )
    code = code_of(secrets.token_bytes(CODE_BYTES))
    session.add(
        ActivationCode(
            officer_id=officer_id,
            code_hash=fingerprint(normal_code(code)),
            issued_at=at,
            expires_at=at + CODE_LASTS,
        )
    )
    record(session, actor_id=issued_by_id, action="sign_in.code_issued", about={"officer": officer_id}, at=at)
    return code


def activate(session: Session, *, staff_number: str, code: str, password: str, at: datetime) -> int:
    """Use an activation code to set a password; whoever was signed in as this officer no longer is.

    The hash is made before the session's first statement, so that on SQLite nobody waits for it, and for a wrong code
    too, so that a refusal takes as long as a success.
    """
    _refuse_weak(password, staff_number=staff_number)
    secret = hash_password(password)
    take_the_chain(session)
    officer_id = officer_id_of(session, staff_number=staff_number)
    used: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        update(ActivationCode)
        .where(
            ActivationCode.code_hash == fingerprint(normal_code(code)),
            ActivationCode.officer_id == officer_id,
            ActivationCode.used_at.is_(None),
            ActivationCode.expires_at > at,
        )
        .values(used_at=at)
    )
    if officer_id is None or not used.rowcount:
        raise WrongCode(
            "This staff number and activation code do not go together, or the code was used, replaced or has run out. "
            "Check both, or ask an administrator for a new code."
        )
    if not is_in_post(session, officer_id=officer_id, on=london_day(at)):
        raise NotInPost("You are not in post today, so you cannot sign in. Ask an administrator if that is wrong.")
    _keep_password(session, officer_id=officer_id, secret=secret, at=at, set_by_id=officer_id)
    return officer_id


# Sessions


def begin_session(session: Session, *, officer_id: int, at: datetime) -> str:
    """Sign the officer in, for 12 hours at most. The token goes to their browser; only its hash is kept."""
    if not is_in_post(session, officer_id=officer_id, on=london_day(at)):
        raise NotInPost("You are not in post today, so you cannot sign in. Ask an administrator if that is wrong.")
    token = secrets.token_urlsafe(32)
    session.add(
        SignInSession(token_hash=fingerprint(token), officer_id=officer_id, begun_at=at, expires_at=at + SESSION_LASTS)
    )
    session.flush()
    return token


def end_session(session: Session, *, token: str) -> None:
    """Sign out: the session is forgotten. At any time, and a second time changes nothing."""
    session.execute(delete(SignInSession).where(SignInSession.token_hash == fingerprint(token)))


def end_all_sessions(session: Session, officer_id: int) -> int:
    """Sign the officer out everywhere; how many sessions that were."""
    ended: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        delete(SignInSession).where(SignInSession.officer_id == officer_id)
    )
    return ended.rowcount


def sign_out_everywhere(session: Session, *, officer_id: int, ended_by_id: int, at: datetime) -> int:
    """End every session of somebody's because an administrator says so; how many. It is audited."""
    take_the_chain(session)
    ended = end_all_sessions(session, officer_id)
    about = {"officer": officer_id, "sessions": ended}
    record(session, actor_id=ended_by_id, action="sign_in.sessions_ended", about=about, at=at)
    return ended


def sweep_sessions(session: Session, *, at: datetime) -> int:
    """Forget sessions that ran out a week ago; how many.

    With them go codes nobody can use any more, and refusals that no longer hold anybody up.
    """
    session.execute(
        delete(ActivationCode).where(or_(ActivationCode.used_at.is_not(None), ActivationCode.expires_at <= at))
    )
    session.execute(delete(SignInThrottle).where(SignInThrottle.window_began_at <= at - THROTTLE_WINDOW))
    swept: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        delete(SignInSession).where(SignInSession.expires_at <= at - SESSION_IS_REMEMBERED)
    )
    return swept.rowcount


# Too many tries


def refuse_if_throttled(session: Session, *, keys: Iterable[ThrottleKey], at: datetime) -> None:
    """Raise TooManyTries, with the longest wait, if this account or address has been refused too often."""
    allowed = {key.stored: key.allowed for key in keys}
    rows = session.execute(
        select(SignInThrottle.key, SignInThrottle.refusals, SignInThrottle.window_began_at).where(
            SignInThrottle.key.in_(allowed)
        )
    )
    waits = [
        minutes_to_wait(refusals=refusals, allowed=allowed[key], window_began_at=began_at, at=at)
        for key, refusals, began_at in rows
    ]
    if any(waits):
        raise TooManyTries(max(waits))


def count_refusal(session: Session, *, keys: Iterable[ThrottleKey], at: datetime) -> None:
    """Somebody was refused: count it for the account and the address. A window that has passed begins anew."""
    for key in keys:
        _count(session, key=key, refusals=1, at=at)


def forget_refusals(session: Session, *, keys: Iterable[ThrottleKey], at: datetime) -> None:
    """Somebody signed in: forget what their account was refused, never what the address was.

    Raises TooManyTries if the account reached its limit while the password was being checked; otherwise a hundred
    guesses sent at once would all be answered. Counting nothing waits for those who are counting.
    """
    keys = tuple(keys)
    accounts = [key for key in keys if key.kind is Throttled.ACCOUNT]
    for key in accounts:
        _count(session, key=key, refusals=0, at=at)
    refuse_if_throttled(session, keys=keys, at=at)
    session.execute(delete(SignInThrottle).where(SignInThrottle.key.in_([key.stored for key in accounts])))


def _count(session: Session, *, key: ThrottleKey, refusals: int, at: datetime) -> None:
    """One statement, so that workers who count at the same moment all count."""
    statement = _insert(session, SignInThrottle).values(key=key.stored, refusals=refusals, window_began_at=at)
    new = statement.excluded
    has_passed = SignInThrottle.window_began_at <= at - THROTTLE_WINDOW
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["key"],
            set_={
                "refusals": case((has_passed, new.refusals), else_=SignInThrottle.refusals + new.refusals),
                "window_began_at": case((has_passed, new.window_began_at), else_=SignInThrottle.window_began_at),
            },
        )
    )


def _insert(session: Session, model: type[DeclarativeBase]) -> Any:
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(model)
