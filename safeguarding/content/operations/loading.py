"""Loading a campaign pack: what is new is published, what is the same is left alone, nothing published changes."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.common.database import insert_once
from safeguarding.content.interchange.media import PackMedia
from safeguarding.content.interchange.pack import Pack, PackModule
from safeguarding.content.models import Campaign, Contact, Media, Module, ModuleTheme, ModuleVersion, Theme
from safeguarding.content.rules.campaign_days import last_day
from safeguarding.content.rules.contacts import ContactLine

PACK, STUDIO = "pack", "studio"


class ModuleLeftOut(Exception):
    """A module that officers can see is not in the pack; what has been published does not go by being left out."""


class KindChanged(Exception):
    """A module's code stands for another kind of thing now; records of the old one would say the wrong thing."""


@dataclass(frozen=True)
class LoadedPack:
    """What a load did, by module code and contact key.

    Kept modules and contacts were written or edited here, and the pack says otherwise.
    """

    campaign_code: str
    starts_on: date
    is_first_load: bool
    created: tuple[str, ...]
    new_versions: tuple[str, ...]
    unchanged: tuple[str, ...]
    modules_kept: tuple[str, ...]
    still_withdrawn: tuple[str, ...]
    contacts_changed: tuple[str, ...]
    contacts_kept: tuple[str, ...]
    media_added: int
    is_campaign_changed: bool

    @property
    def changed_nothing(self) -> bool:
        changes = (self.created, self.new_versions, self.contacts_changed, self.media_added, self.is_campaign_changed)
        return not any(changes)


def load_pack(session: Session, *, pack: Pack, at: datetime, starts_on: date | None = None) -> LoadedPack:
    """Publish a pack. The campaign's start is set at its first load (`starts_on`, or today) and kept ever after.

    Raises ModuleLeftOut or KindChanged; then the caller's transaction must not be committed.
    """
    is_first_load = insert_once(session, Campaign, **_first_facts(pack, starts_on or london_day(at)))
    # Two loads at once on PostgreSQL: the second waits here.
    campaign = session.scalars(select(Campaign).where(Campaign.code == pack.code).with_for_update()).one()
    modules = {
        module.code: module for module in session.scalars(select(Module).where(Module.campaign_id == campaign.id))
    }
    published = _published(session, campaign)
    ours = modules.keys() - _came_with_a_pack(session, campaign)
    _refuse_what_is_left_out(pack, modules, published, ours)

    is_campaign_changed = _update_campaign(campaign, pack)
    themes, is_a_theme_new = _update_themes(session, pack, campaign)
    contacts_changed, contacts_kept = _update_contacts(session, pack.contacts)
    media_added = sum(_add_media(session, media) for media in pack.media)

    created, new_versions, unchanged, modules_kept = [], [], [], []
    is_order_changed = False
    for position, loaded in enumerate(pack.modules):
        module = modules.get(loaded.code)
        if module is None:
            module = Module(campaign_id=campaign.id, code=loaded.code, kind=loaded.kind, position=position)
            session.add(module)
            session.flush()
            created.append(loaded.code)
            _publish(session, module, loaded, at=at)
        else:
            if module.position != position:
                module.position = position
                is_order_changed = True
            seen = published.get(module.id)
            if seen is not None and seen.fingerprint == loaded.fingerprint:
                unchanged.append(loaded.code)
            elif module.code in ours or (seen is not None and seen.origin == STUDIO):
                modules_kept.append(loaded.code)
                continue
            else:
                new_versions.append(loaded.code)
                _publish(session, module, loaded, at=at, instead_of=seen)
        _set_themes(session, module, {themes[code].id for code in loaded.body["themes"]})
    listed = {module.code for module in pack.modules} - set(modules_kept)
    is_a_theme_gone = _forget_themes(
        session,
        campaign,
        kept={theme.id for theme in themes.values()},
        ours={module.id for module in modules.values() if module.code not in listed and not module.withdrawn_at},
    )
    session.flush()
    return LoadedPack(
        campaign_code=campaign.code,
        starts_on=campaign.starts_on,
        is_first_load=is_first_load,
        created=tuple(created),
        new_versions=tuple(new_versions),
        unchanged=tuple(unchanged),
        modules_kept=tuple(modules_kept),
        still_withdrawn=tuple(
            module.code for module in pack.modules if (known := modules.get(module.code)) and known.withdrawn_at
        ),
        contacts_changed=contacts_changed,
        contacts_kept=contacts_kept,
        media_added=media_added,
        is_campaign_changed=is_first_load
        or any((is_campaign_changed, is_a_theme_new, is_a_theme_gone, is_order_changed)),
    )


def _first_facts(pack: Pack, starts_on: date) -> dict[str, object]:
    ends_on = last_day(starts_on, months=pack.months)
    return {"code": pack.code, "title": pack.title, "starts_on": starts_on, "ends_on": ends_on, "body": pack.body}


def _refuse_what_is_left_out(
    pack: Pack, modules: Mapping[str, Module], published: Mapping[int, ModuleVersion], ours: Collection[str]
) -> None:
    """What the force wrote, or edited since, no pack has to know."""
    loaded = {module.code: module.kind for module in pack.modules}
    for module in modules.values():
        seen = published.get(module.id)
        if module.code in ours or (seen is not None and seen.origin == STUDIO):
            continue
        if module.code not in loaded:
            if module.withdrawn_at is None:
                raise ModuleLeftOut(
                    f"The module '{module.code}' is published and is not in this pack. Put it back, or withdraw it "
                    f"first: content withdraw {pack.code} {module.code} --reason '…'"
                )
        elif loaded[module.code] != module.kind:
            raise KindChanged(
                f"The module '{module.code}' is loaded as {module.kind}; the pack has it as {loaded[module.code]}. "
                "Give the new one a code of its own and withdraw the old one."
            )


def _update_campaign(campaign: Campaign, pack: Pack) -> bool:
    facts = _first_facts(pack, campaign.starts_on)
    changed = {name: value for name, value in facts.items() if getattr(campaign, name) != value}
    for name, value in changed.items():
        setattr(campaign, name, value)
    return bool(changed)


def _update_themes(session: Session, pack: Pack, campaign: Campaign) -> tuple[dict[str, Theme], bool]:
    """The pack's themes by code, and whether any is new or says something new."""
    there = {theme.code: theme for theme in session.scalars(select(Theme).where(Theme.campaign_id == campaign.id))}
    is_changed = False
    themes: dict[str, Theme] = {}
    for position, loaded in enumerate(pack.themes):
        theme = there.get(loaded.code)
        if theme is None:
            theme = Theme(campaign_id=campaign.id, position=position, **asdict(loaded))
            session.add(theme)
            is_changed = True
        elif (theme.title, theme.summary, theme.position) != (loaded.title, loaded.summary, position):
            theme.title, theme.summary, theme.position = loaded.title, loaded.summary, position
            is_changed = True
        themes[loaded.code] = theme
    session.flush()
    return themes, is_changed


def _forget_themes(session: Session, campaign: Campaign, *, kept: set[int], ours: set[int]) -> bool:
    """Take out the themes the pack does not have, but for those of the force's own modules; whether any was."""
    of_ours = select(ModuleTheme.theme_id).where(ModuleTheme.module_id.in_(ours))
    kept = kept | set(session.scalars(of_ours))
    gone = set(session.scalars(select(Theme.id).where(Theme.campaign_id == campaign.id))) - kept
    if gone:
        session.execute(delete(ModuleTheme).where(ModuleTheme.theme_id.in_(gone)))
        session.execute(delete(Theme).where(Theme.id.in_(gone)))
    return bool(gone)


def _set_themes(session: Session, module: Module, wanted: set[int]) -> None:
    there = set(session.scalars(select(ModuleTheme.theme_id).where(ModuleTheme.module_id == module.id)))
    if there - wanted:
        session.execute(
            delete(ModuleTheme).where(ModuleTheme.module_id == module.id, ModuleTheme.theme_id.in_(there - wanted))
        )
    session.add_all(ModuleTheme(module_id=module.id, theme_id=theme_id) for theme_id in sorted(wanted - there))


def _update_contacts(session: Session, lines: tuple[ContactLine, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Bring the registry up to the pack: which contacts have changed, and which were kept as the force edited them.

    A contact the pack does not have stays, for another campaign may name it.
    """
    there = {contact.key: contact for contact in session.scalars(select(Contact))}
    changed, kept = [], []
    for position, line in enumerate(lines):
        contact = there.get(line.key)
        facts = asdict(line)
        if contact is None:
            session.add(Contact(**facts, position=position, edited_at=None))
            changed.append(line.key)
            continue
        contact.position = position
        news = {name: value for name, value in facts.items() if getattr(contact, name) != value}
        if news and contact.edited_at is not None:
            kept.append(line.key)
        elif news:
            for name, value in news.items():
                setattr(contact, name, value)
            changed.append(line.key)
    session.flush()
    return tuple(changed), tuple(kept)


def _add_media(session: Session, media: PackMedia) -> bool:
    is_there = session.scalar(select(func.count()).select_from(Media).where(Media.fingerprint == media.fingerprint))
    return not is_there and insert_once(
        session,
        Media,
        fingerprint=media.fingerprint,
        media_type=media.media_type,
        byte_count=len(media.content),
        content=media.content,
    )


def _published(session: Session, campaign: Campaign) -> dict[int, ModuleVersion]:
    """What officers read now, by module."""
    versions = session.scalars(
        select(ModuleVersion)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(Module.campaign_id == campaign.id, ModuleVersion.state == "published")
    )
    return {version.module_id: version for version in versions}


def _came_with_a_pack(session: Session, campaign: Campaign) -> set[str]:
    """The codes of the modules of which some version came with a pack; the force began the others."""
    return set(
        session.scalars(
            select(Module.code)
            .join(ModuleVersion, ModuleVersion.module_id == Module.id)
            .where(Module.campaign_id == campaign.id, ModuleVersion.origin == PACK)
        )
    )


def _publish(
    session: Session, module: Module, loaded: PackModule, *, at: datetime, instead_of: ModuleVersion | None = None
) -> None:
    """A new version takes the place of the published one, which is retired as it stands."""
    if instead_of is not None:
        instead_of.state = "retired"
        session.flush()
    last = session.scalar(select(func.max(ModuleVersion.number)).where(ModuleVersion.module_id == module.id))
    session.add(
        ModuleVersion(
            module_id=module.id,
            number=(last or 0) + 1,
            state="published",
            title=loaded.body["title"],
            summary=loaded.body["summary"],
            minutes=loaded.body["minutes"],
            body=loaded.body,
            fingerprint=loaded.fingerprint,
            created_at=at,
            published_at=at,
            origin=PACK,
        )
    )
    session.flush()
