"""What an officer sent just as their session ran out: carried, sealed, through the sign-in page, and applied after.

The form a page sent is checked first like any other: a session that ran out leaves the browser's cookie as it was, so
the form token in it still holds. What is carried belongs to the officer whose session it was, for two hours; anybody
else who signs in on that page is told that it was not saved, and nobody can read in that page what it says.
"""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from safeguarding.common.clock import now
from safeguarding.people.queries.sign_in import SignedIn, expired_session_of
from safeguarding.web.shared.database import NothingFound, Session, reading_session
from safeguarding.web.shared.signing_in import token_in_the_cookie

LONGEST = 2 * 60 * 60
NOT_CARRIED = frozenset({"csrf_token"})

View = TypeVar("View", bound=Callable[..., Any])
Apply = Callable[[Session, SignedIn, Mapping[str, Any], MultiDict[str, str]], str]


class CannotBeCarried(Exception):
    """What came back is not something we sealed, is too old, or can no longer be applied."""


class NotTheSameOfficer(Exception):
    """What was carried belongs to somebody else than the person who has signed in."""


@dataclass(frozen=True)
class Carried:
    """A form that was sent without a session: which route, with what, and for whom it may be applied."""

    officer_id: int
    endpoint: str
    view_args: dict[str, Any]
    fields: MultiDict[str, str]


def carries_over(apply: Apply) -> Callable[[View], View]:
    """Mark a POST route whose form survives a session that ran out.

    `apply(session, officer, view_args, fields)` does what the route would have done, does not commit, and returns the
    address to go to. Its refusals are its own to flash.
    """

    def mark(view: View) -> View:
        view.apply_carried = apply  # type: ignore[attr-defined]
        return view

    return mark


def pick_up() -> str | None:
    """The request's form, sealed; None when its route carries nothing, or no session of anybody's ran out."""
    token = token_in_the_cookie()
    if request.method != "POST" or not token or _apply_of(request.endpoint) is None:
        return None
    officer_id = expired_session_of(reading_session(), token=token, at=now())
    if officer_id is None:
        return None
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_CARRIED]
    sheet = json.dumps([officer_id, request.endpoint, request.view_args or {}, fields])
    return _cipher().encrypt_at_time(sheet.encode(), int(now().timestamp())).decode()


def unfold(sealed: str) -> Carried:
    """What `pick_up` sealed; CannotBeCarried when it is not that, or older than two hours."""
    try:
        sheet = _cipher().decrypt_at_time(sealed.encode(), LONGEST, int(now().timestamp()))
    except InvalidToken as error:
        raise CannotBeCarried("it was not sealed by us, or waited too long") from error
    officer_id, endpoint, view_args, fields = json.loads(sheet)
    return Carried(officer_id=officer_id, endpoint=endpoint, view_args=view_args, fields=MultiDict(fields))


def put_down(carried: Carried, *, session: Session, officer: SignedIn) -> str:
    """Apply what was carried if the officer is the one it belongs to; the address to go to.

    What it is about may be gone by now: that must not stop anybody from signing in.
    """
    if carried.officer_id != officer.officer_id:
        raise NotTheSameOfficer("it belongs to somebody else")
    apply = _apply_of(carried.endpoint)
    if apply is None:
        raise CannotBeCarried("its page is no longer there")
    try:
        with session.begin_nested():
            return apply(session, officer, carried.view_args, carried.fields)
    except (HTTPException, NothingFound) as error:
        raise CannotBeCarried("what it is about is no longer there") from error


def _apply_of(endpoint: str | None) -> Apply | None:
    return getattr(current_app.view_functions.get(endpoint or ""), "apply_carried", None)


def _cipher() -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"carry").derive(current_app.config["SECRET_KEY"].encode())
    return Fernet(base64.urlsafe_b64encode(derived))
