"""When a page was opened: told by the page itself, signed, and good only for that officer and that version."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer


class NotThisReading(Exception):
    """The page was opened by somebody else, or at a version that is no longer the one shown."""

    def __init__(self) -> None:
        super().__init__(
            "This page has changed since you opened it, so that did not count yet. "
            "Have a look at what is here now, then send it again."
        )


@dataclass(frozen=True)
class Opening:
    """Which version of a module was opened, and when."""

    version_id: int
    at: datetime


def reading_begun(*, officer_id: int, version_id: int, at: datetime) -> str:
    """What a module's page carries."""
    return _signer().dumps([officer_id, version_id, at.isoformat()])


def opening_of(carried: str, *, officer_id: int) -> Opening:
    """What the page that carries this showed to this officer, and when it was opened."""
    try:
        whose, version_id, at = _signer().loads(carried)
    except BadSignature as error:
        raise NotThisReading from error
    if whose != officer_id:
        raise NotThisReading
    return Opening(version_id, datetime.fromisoformat(at))


def when_reading_began(carried: str, *, officer_id: int, version_id: int) -> datetime:
    """When the page that carries this was opened."""
    opening = opening_of(carried, officer_id=officer_id)
    if opening.version_id != version_id:
        raise NotThisReading
    return opening.at


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="reading")
