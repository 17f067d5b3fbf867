"""Withdrawing a module at once: it can no longer be begun, and says why. Records of it stay."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.content.models import Campaign, Module


class NoSuchModule(Exception):
    """No campaign has a module of this name."""


class AlreadyWithdrawn(Exception):
    """Withdrawing a second time would replace the reason given first."""


class NoReason(Exception):
    """Officers are told why a module was withdrawn, so there must be something to tell."""


def module_id_of(session: Session, *, campaign: str, module: str) -> int:
    """The module a person names by its codes. Raises NoSuchModule."""
    found = session.scalar(
        select(Module.id)
        .join(Campaign, Campaign.id == Module.campaign_id)
        .where(Campaign.code == campaign, Module.code == module)
    )
    if found is None:
        raise NoSuchModule(f"There is no module '{module}' in a campaign '{campaign}'.")
    return found


def withdraw_module(session: Session, *, module_id: int, reason: str, at: datetime) -> Module:
    """Withdraw a module from now on. Raises AlreadyWithdrawn or NoReason."""
    reason = " ".join(reason.split())
    if not reason:
        raise NoReason("Say why it is withdrawn: officers who open it will read the reason.")
    module = session.scalars(select(Module).where(Module.id == module_id).with_for_update()).one()
    if module.withdrawn_at is not None:
        raise AlreadyWithdrawn(f"'{module.code}' is already withdrawn: {module.withdrawn_reason}")
    module.withdrawn_at, module.withdrawn_reason = at, reason
    session.flush()
    return module
