"""What an officer has done, for their own record."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.content.models import Campaign, Module, ModuleVersion
from safeguarding.learning.models import Completion
from safeguarding.learning.rules.done import why_done
from safeguarding.people.models import Unit


@dataclass(frozen=True)
class RecordRow:
    """One module done: under the title it had then, in the unit the officer was in then, and why it counts."""

    campaign_code: str
    campaign_title: str
    module_code: str
    kind: str
    title: str
    begun_at: datetime
    completed_at: datetime
    why: str
    unit_name: str
    is_withdrawn: bool


def record_of(session: Session, *, officer_id: int) -> list[RecordRow]:
    """Everything an officer has done, newest first; in one statement. What is withdrawn since stays."""
    statement = (
        select(
            Campaign.code,
            Campaign.title,
            Module.code,
            Module.kind,
            ModuleVersion.title,
            Completion.begun_at,
            Completion.completed_at,
            Completion.rule,
            Completion.evidence,
            Unit.name,
            Module.withdrawn_at,
        )
        .join(Module, Module.id == Completion.module_id)
        .join(Campaign, Campaign.id == Module.campaign_id)
        .join(ModuleVersion, ModuleVersion.id == Completion.version_id)
        .join(Unit, Unit.id == Completion.unit_id)
        .where(Completion.officer_id == officer_id)
        .order_by(Completion.completed_at.desc(), Completion.id.desc())
    )
    return [
        RecordRow(
            campaign_code=campaign_code,
            campaign_title=campaign_title,
            module_code=module_code,
            kind=kind,
            title=title,
            begun_at=begun_at,
            completed_at=completed_at,
            why=why_done(rule, evidence),
            unit_name=unit_name,
            is_withdrawn=withdrawn_at is not None,
        )
        for (
            campaign_code,
            campaign_title,
            module_code,
            kind,
            title,
            begun_at,
            completed_at,
            rule,
            evidence,
            unit_name,
            withdrawn_at,
        ) in session.execute(statement)
    ]
