"""From the words of an address to what is being written."""

from typing import Any

from flask import abort, url_for

from safeguarding.common.clock import london_today, now
from safeguarding.content.queries.studio import WorkingVersion, version_for_review, versions_of, working_version
from safeguarding.web.shared.database import Session


def working_or_none(session: Session, campaign: str, module: str) -> WorkingVersion | None:
    """What is being written of this module; 404 where there is no such module."""
    found = working_version(session, campaign=campaign, module=module, at=now())
    if found is None and not versions_of(session, campaign=campaign, module=module, on=london_today()):
        abort(404)
    return found


def working_or_404(session: Session, campaign: str, module: str) -> WorkingVersion:
    """What is being written of this module."""
    found = working_or_none(session, campaign, module)
    if found is None:
        abort(404)
    return found


def version_asked_for(session: Session, campaign: str, module: str, version_id: int | None) -> WorkingVersion:
    """One version of this module by its id; without one, what is being written, or else what officers see."""
    if version_id is None:
        working = working_or_none(session, campaign, module)
        if working is not None:
            return working
        lines = versions_of(session, campaign=campaign, module=module, on=london_today())
        version_id = next((line.id for line in lines if line.state == "published"), lines[0].id)
    found = version_for_review(session, version_id=version_id, at=now())
    if found is None or (found.campaign_code, found.code) != (campaign, module):
        abort(404)
    return found


def address_of(found: WorkingVersion, page: str = "module", **more: Any) -> str:
    """The address of one of a module's pages in the studio."""
    return url_for(f"author.{page}", campaign=found.campaign_code, module=found.code, **more)
