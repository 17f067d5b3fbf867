"""What a page of the officer's is about: the module it names, and the officer's own attempt at it."""

from collections.abc import Mapping
from typing import Any

from flask import abort, url_for

from safeguarding.content.queries.modules import PublishedModule, module_version, published_module
from safeguarding.learning.models import Attempt
from safeguarding.learning.operations.attempts import NotYourAttempt, hold_attempt
from safeguarding.learning.queries.sitting import attempt_with_module
from safeguarding.people.queries.sign_in import SignedIn
from safeguarding.web.shared.database import Session, reading_session


def module_or_404(session: Session, campaign: str, module: str) -> PublishedModule:
    found = published_module(session, campaign=campaign, module=module)
    if found is None:
        abort(404)
    return found


def attempt_and_module(
    session: Session, officer: SignedIn, view_args: Mapping[str, Any], fields: Mapping[str, str]
) -> tuple[Attempt, PublishedModule]:
    """The officer's own attempt, with the module as it was when they began."""
    try:
        attempt = hold_attempt(session, officer_id=officer.officer_id, public_id=fields.get("attempt", ""))
    except NotYourAttempt:
        abort(404)
    found = module_version(session, version_id=attempt.version_id)
    if found is None or (found.campaign_code, found.code) != (view_args["campaign"], view_args["module"]):
        abort(404)
    return attempt, found


def attempt_looked_up(
    officer: SignedIn, view_args: Mapping[str, Any], fields: Mapping[str, str]
) -> tuple[int, PublishedModule]:
    """The id of the officer's own attempt, with its module: looked up before the turn to write is taken."""
    public_id = fields.get("attempt", "")
    known = attempt_with_module(reading_session(), officer_id=officer.officer_id, public_id=public_id)
    if known is None or (known[1].campaign_code, known[1].code) != (view_args["campaign"], view_args["module"]):
        abort(404)
    return known


def as_begun(session: Session, found: PublishedModule, *, version_id: int) -> PublishedModule:
    """An attempt goes on with the version it was begun with."""
    if version_id == found.version_id:
        return found
    return module_version(session, version_id=version_id) or found


def address_of(found: PublishedModule, page: str = "module", **more: Any) -> str:
    return url_for(f"learn.{page}", campaign=found.campaign_code, module=found.code, **more)
