"""A campaign with two published modules, and people who write and review, to test the studio with."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from safeguarding.content.interchange.pack import read_pack
from safeguarding.content.models import Campaign, Module, ModuleVersion
from safeguarding.content.operations.beginning import begin_module
from safeguarding.content.operations.loading import load_pack
from safeguarding.content.operations.studio import Saved, save_draft
from safeguarding.content.queries.drafts import draft_at
from safeguarding.content.rules.drafts import SCENARIO, Draft
from safeguarding.content.rules.places import value_at
from safeguarding.people.models import Officer, RoleGrant
from safeguarding.people.rules.roles import Role
from tests.content.drafts import a_scenario, written
from tests.content.packs import a_wide_pack_folder
from tests.people.people_factories import an_officer

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TUESDAY = MONDAY + timedelta(days=1)


@dataclass(frozen=True)
class Studio:
    """Internal ids of a campaign and of people: two trainers, and two reviewers of whom one is a trainer too."""

    campaign_id: int
    tess: int
    toni: int
    robin: int
    both: int


def a_studio(session: Session, folder: Path) -> Studio:
    """The wide pack loaded, and its people."""
    load_pack(session, pack=read_pack(a_wide_pack_folder(folder)), at=MONDAY)
    return Studio(
        campaign_id=session.scalars(select(Campaign.id)).one(),
        tess=somebody(session, "Tess Example", Role.TRAINER).id,
        toni=somebody(session, "Toni Example", Role.TRAINER).id,
        robin=somebody(session, "Robin Example", Role.REVIEWER).id,
        both=somebody(session, "Bo Example", Role.TRAINER, Role.REVIEWER).id,
    )


def somebody(session: Session, name: str, *roles: Role, is_protected: bool = False) -> Officer:
    """An officer with roles that count."""
    officer = an_officer(session, display_name=name, is_protected=is_protected)
    session.add_all(RoleGrant(officer_id=officer.id, role=role, granted_at=MONDAY, agreed_at=MONDAY) for role in roles)
    session.flush()
    return officer


def version_called(session: Session, code: str, state: str = "published") -> ModuleVersion:
    """The version of a module in a state."""
    wanted = select(ModuleVersion).join(Module).where(Module.code == code, ModuleVersion.state == state)
    return session.scalars(wanted).one()


def a_piece(session: Session, studio: Studio, *, by_id: int | None = None, at: datetime = MONDAY) -> ModuleVersion:
    """A new scenario with nothing left to write, its pictures those of the pack."""
    by_id = by_id or studio.tess
    version = begin_module(session, campaign_id=studio.campaign_id, kind=SCENARIO, title="The shed", by_id=by_id, at=at)
    save(session, version, a_whole_scenario(session), by_id=by_id, at=at)
    return version


def a_whole_scenario(session: Session, title: str = "The shed") -> Draft:
    yard = version_called(session, "the-yard").body
    picture = value_at(yard, "scenes/yard/picture")
    plate = value_at(yard, "scenes/yard/objects/tin/plate")
    return a_scenario(title, picture=picture, plate=plate)


def save(
    session: Session, version: ModuleVersion, draft: Draft, *, by_id: int, at: datetime, revision: int | None = None
) -> Saved:
    return save_draft(
        session,
        version_id=version.id,
        revision=version.revision if revision is None else revision,
        draft=draft,
        by_id=by_id,
        at=at,
    )


def write_fields(
    session: Session,
    version: ModuleVersion,
    *,
    by_id: int,
    at: datetime,
    revision: int | None = None,
    **fields: Any,
) -> Saved:
    """Save fields on top of a revision, as a page does. A double underscore in a name is a slash."""
    opened = version.revision if revision is None else revision
    base = draft_at(session, version_id=version.id, revision=opened)
    mine = written(base, {place.replace("__", "/"): value for place, value in fields.items()})
    return save(session, version, mine, by_id=by_id, at=at, revision=opened)


def in_state(session: Session, version: ModuleVersion, state: str) -> None:
    """Let a version be in a state, without the way there."""
    values = {"state": state, "approved_at": MONDAY if state == "approved" else None}
    session.execute(update(ModuleVersion).where(ModuleVersion.id == version.id).values(**values))
    session.refresh(version)
