"""Every module there is, as whoever may withdraw one sees them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from safeguarding.content.models import Campaign, Module, ModuleVersion


@dataclass(frozen=True)
class ModuleLine:
    """A module and the version officers see, if one was ever published."""

    module_id: int
    campaign_code: str
    campaign_title: str
    code: str
    kind: str
    title: str
    number: int
    published_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_reason: str | None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


def module_list(session: Session) -> list[ModuleLine]:
    """Every published module, in the order of campaigns and of the modules in each."""
    return [ModuleLine(*row) for row in session.execute(_lines().order_by(Campaign.id, Module.position, Module.id))]


def module_line(session: Session, *, campaign: str, module: str) -> ModuleLine:
    """One published module by the codes in its address. Raises NoResultFound."""
    row = session.execute(_lines().where(Campaign.code == campaign, Module.code == module)).one()
    return ModuleLine(*row)


def module_titles(session: Session, *, module_ids: set[int]) -> dict[int, str]:
    """What modules are called, by internal id."""
    if not module_ids:
        return {}
    rows = session.execute(_lines().where(Module.id.in_(module_ids)))
    return {row.id: row.title for row in rows}


def _lines() -> Select[int, str, str, str, str, str, int, datetime | None, datetime | None, str | None]:
    return (
        select(
            Module.id,
            Campaign.code.label("campaign_code"),
            Campaign.title.label("campaign_title"),
            Module.code,
            Module.kind,
            ModuleVersion.title,
            ModuleVersion.number,
            ModuleVersion.published_at,
            Module.withdrawn_at,
            Module.withdrawn_reason,
        )
        .join(Campaign, Campaign.id == Module.campaign_id)
        .join(ModuleVersion, and_(ModuleVersion.module_id == Module.id, ModuleVersion.state == "published"))
    )
