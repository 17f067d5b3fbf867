"""A campaign as its own pages show it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from safeguarding.content.models import Campaign, Module, ModuleTheme, ModuleVersion, Theme


@dataclass(frozen=True)
class ThemeFront:
    id: int
    code: str
    title: str
    summary: str


@dataclass(frozen=True)
class Message:
    code: str
    text: str


@dataclass(frozen=True)
class Recommendation:
    code: str
    title: str
    summary: str
    source: str


@dataclass(frozen=True)
class CampaignFront:
    """What a campaign says about itself. It runs from `starts_on` to `ends_on`, both days included."""

    id: int
    code: str
    title: str
    starts_on: date
    ends_on: date
    straplines: tuple[str, ...]
    messages: tuple[Message, ...]
    recommendations: tuple[Recommendation, ...]
    themes: tuple[ThemeFront, ...]


@dataclass(frozen=True)
class LibraryRow:
    """One published module, in few words."""

    module_id: int
    version_id: int
    code: str
    kind: str
    title: str
    summary: str
    minutes: int
    fingerprint: str
    is_withdrawn: bool
    theme_codes: tuple[str, ...]


def _with_themes(wanted: Select[int]) -> Select[Campaign, Theme | None]:
    return (
        select(Campaign, Theme)
        .outerjoin(Theme, Theme.campaign_id == Campaign.id)
        .where(Campaign.id == wanted.scalar_subquery())
        .order_by(Theme.position)
    )


# Written once: building a statement costs more than running it.
NAMED = _with_themes(select(Campaign.id).where(Campaign.code == bindparam("code")))
NEWEST = _with_themes(
    select(Campaign.id)
    .where(Campaign.starts_on <= bindparam("today"))
    .order_by(Campaign.starts_on.desc(), Campaign.id.desc())
    .limit(1)
)
COMING = _with_themes(
    select(Campaign.id)
    .where(Campaign.starts_on > bindparam("today"))
    .order_by(Campaign.starts_on, Campaign.id)
    .limit(1)
)
LIBRARY = (
    select(
        Module.id.label("module_id"),
        ModuleVersion.id.label("version_id"),
        Module.code,
        Module.kind,
        ModuleVersion.title,
        ModuleVersion.summary,
        ModuleVersion.minutes,
        ModuleVersion.fingerprint,
        Module.withdrawn_at.is_not(None).label("is_withdrawn"),
        Theme.code.label("theme_code"),
    )
    .join(Campaign, Campaign.id == Module.campaign_id)
    .join(ModuleVersion, (ModuleVersion.module_id == Module.id) & (ModuleVersion.state == "published"))
    .outerjoin(ModuleTheme, ModuleTheme.module_id == Module.id)
    .outerjoin(Theme, Theme.id == ModuleTheme.theme_id)
    .where(Campaign.code == bindparam("campaign"))
    .order_by(Module.position, Module.id, Theme.position)
)


def campaign_front(session: Session, *, code: str) -> CampaignFront | None:
    """The campaign with this code, its themes in order."""
    return _front(session, NAMED, {"code": code})


def default_campaign(session: Session, *, today: date) -> CampaignFront | None:
    """The campaign officers land on: the newest that has started."""
    return _front(session, NEWEST, {"today": today})


def coming_campaign(session: Session, *, today: date) -> CampaignFront | None:
    """The campaign that starts next."""
    return _front(session, COMING, {"today": today})


def library(session: Session, *, campaign: str) -> list[LibraryRow]:
    """The published modules of a campaign in its own order, withdrawn ones too, each with its themes in theirs."""
    rows = session.execute(LIBRARY, {"campaign": campaign})
    modules: dict[int, LibraryRow] = {}
    for row in rows.mappings():
        facts = dict(row)
        theme = facts.pop("theme_code")
        module = modules.get(row["module_id"]) or LibraryRow(**facts, theme_codes=())
        modules[module.module_id] = replace(module, theme_codes=(*module.theme_codes, theme)) if theme else module
    return list(modules.values())


def _front(session: Session, wanted: Select[Campaign, Theme | None], values: Mapping[str, Any]) -> CampaignFront | None:
    rows = session.execute(wanted, values).all()
    if not rows:
        return None
    campaign = rows[0][0]
    body: Mapping[str, Any] = campaign.body
    return CampaignFront(
        id=campaign.id,
        code=campaign.code,
        title=campaign.title,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        straplines=tuple(body["straplines"]),
        messages=tuple(Message(**message) for message in body["messages"]),
        recommendations=tuple(Recommendation(**each) for each in body["recommendations"]),
        themes=tuple(ThemeFront(theme.id, theme.code, theme.title, theme.summary) for _, theme in rows if theme),
    )
