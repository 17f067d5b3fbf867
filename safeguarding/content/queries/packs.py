"""A campaign as a pack again, from what is loaded."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.content.interchange.media import PackMedia, media_again
from safeguarding.content.interchange.pack import Pack, PackModule, PackTheme
from safeguarding.content.interchange.writing import media_in
from safeguarding.content.models import Campaign, Media, Module, ModuleVersion, Theme
from safeguarding.content.queries.contacts import contacts


@dataclass(frozen=True)
class LoadedCampaign:
    """What is published of a campaign, as a pack. What was withdrawn is not in it, or loading it would publish it."""

    pack: Pack
    withdrawn: tuple[str, ...]


def loaded_campaign(session: Session, *, code: str) -> LoadedCampaign | None:
    """A campaign with its modules in its own order, the contact registry, and all media its modules use."""
    campaign = session.scalars(select(Campaign).where(Campaign.code == code)).one_or_none()
    if campaign is None:
        return None
    themes = session.scalars(select(Theme).where(Theme.campaign_id == campaign.id).order_by(Theme.position))
    rows = session.execute(
        select(Module.code, Module.kind, Module.withdrawn_at, ModuleVersion.body, ModuleVersion.fingerprint)
        .join(ModuleVersion, (ModuleVersion.module_id == Module.id) & (ModuleVersion.state == "published"))
        .where(Module.campaign_id == campaign.id)
        .order_by(Module.position, Module.id)
    ).all()
    modules = tuple(
        PackModule(row.code, row.kind, row.body, row.fingerprint) for row in rows if row.withdrawn_at is None
    )
    pack = Pack(
        code=campaign.code,
        title=campaign.title,
        months=campaign.body["months"],
        body=campaign.body,
        themes=tuple(PackTheme(theme.code, theme.title, theme.summary) for theme in themes),
        contacts=contacts(session).lines,
        modules=modules,
        media=_media_of(session, modules),
    )
    return LoadedCampaign(pack, tuple(row.code for row in rows if row.withdrawn_at is not None))


def _media_of(session: Session, modules: tuple[PackModule, ...]) -> tuple[PackMedia, ...]:
    used = {media.partition(".")[0] for module in modules for media, _ in media_in(module.body)}
    rows = session.execute(
        select(Media.media_type, Media.content).where(Media.fingerprint.in_(used)).order_by(Media.fingerprint)
    )
    return tuple(media_again(media_type, content) for media_type, content in rows)
