"""Modules as officers meet them: small facts from the database, bodies from memory."""

import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from safeguarding.common.database import ask
from safeguarding.content.formats.article import Article
from safeguarding.content.formats.blog import Blog
from safeguarding.content.formats.front import Front
from safeguarding.content.formats.podcast import Podcast
from safeguarding.content.formats.registry import FORMATS
from safeguarding.content.formats.resource import Resource
from safeguarding.content.formats.scenario import Scenario
from safeguarding.content.formats.training import Training
from safeguarding.content.models import Campaign, Module, ModuleVersion

BODIES_KEPT = 200
AnyBody = TypeVar("AnyBody", bound=Front)

# Written once: building a statement costs more than running it. The columns are those of PublishedModule, in its order.
VERSIONS = (
    select(
        Campaign.id.label("campaign_id"),
        Campaign.code.label("campaign_code"),
        Campaign.title.label("campaign_title"),
        Module.id.label("module_id"),
        Module.code,
        Module.kind,
        Module.withdrawn_reason,
        ModuleVersion.id.label("version_id"),
        ModuleVersion.number,
        ModuleVersion.state,
        ModuleVersion.title,
        ModuleVersion.summary,
        ModuleVersion.minutes,
        ModuleVersion.fingerprint,
    )
    .join(Module, Module.campaign_id == Campaign.id)
    .join(ModuleVersion, ModuleVersion.module_id == Module.id)
)
PUBLISHED = VERSIONS.where(
    Campaign.code == bindparam("campaign"), Module.code == bindparam("module"), ModuleVersion.state == "published"
)
BY_ID = VERSIONS.where(ModuleVersion.id == bindparam("version_id"))
BY_IDS = VERSIONS.where(ModuleVersion.id.in_(bindparam("version_ids", expanding=True)))
COLUMNS = len(VERSIONS.selected_columns)


@dataclass(frozen=True)
class PublishedModule:
    """One version of a module. Its `body` is typed, rendered, and shared between requests: it never changes."""

    campaign_id: int
    campaign_code: str
    campaign_title: str
    module_id: int
    code: str
    kind: str
    withdrawn_reason: str | None
    version_id: int
    number: int
    state: str
    title: str
    summary: str
    minutes: int
    fingerprint: str
    body: Front

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_reason is not None

    @property
    def theme_codes(self) -> tuple[str, ...]:
        return self.body.theme_codes

    @property
    def is_article(self) -> bool:
        """Whether it is to be read: a blog is an article too."""
        return isinstance(self.body, Article)

    @property
    def is_blog(self) -> bool:
        return isinstance(self.body, Blog)

    @property
    def is_podcast(self) -> bool:
        return isinstance(self.body, Podcast)

    @property
    def is_resource(self) -> bool:
        return isinstance(self.body, Resource)

    @property
    def is_scenario(self) -> bool:
        return isinstance(self.body, Scenario)

    @property
    def is_training(self) -> bool:
        return isinstance(self.body, Training)

    @property
    def article(self) -> Article:
        return self._body_as(Article)

    @property
    def blog(self) -> Blog:
        return self._body_as(Blog)

    @property
    def podcast(self) -> Podcast:
        return self._body_as(Podcast)

    @property
    def resource(self) -> Resource:
        return self._body_as(Resource)

    @property
    def scenario(self) -> Scenario:
        return self._body_as(Scenario)

    @property
    def training(self) -> Training:
        return self._body_as(Training)

    def _body_as(self, wanted: type[AnyBody]) -> AnyBody:
        if not isinstance(self.body, wanted):
            raise TypeError(f"{self.code} is of kind {self.kind}, not {wanted.__name__}")
        return self.body


class _Bodies:
    """Typed bodies by fingerprint. What has a fingerprint cannot change, so nothing here is ever stale."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[str, Front] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, fingerprint: str) -> Front | None:
        with self._lock:
            body = self._kept.get(fingerprint)
            if body is not None:
                self._kept.move_to_end(fingerprint)
            return body

    def keep(self, fingerprint: str, body: Front) -> None:
        with self._lock:
            self._kept[fingerprint] = body
            self._kept.move_to_end(fingerprint)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()


bodies_in_memory = _Bodies(BODIES_KEPT)


def published_module(session: Session, *, campaign: str, module: str) -> PublishedModule | None:
    """The version of a module that officers see now. One statement, and a second only if its body is not in memory."""
    rows = ask(session, PUBLISHED, {"campaign": campaign, "module": module}).all()
    return next(iter(with_bodies(session, rows)), None)


def module_version(session: Session, *, version_id: int) -> PublishedModule | None:
    """One version, published or retired: an attempt goes on with the version it was begun with."""
    return next(iter(with_bodies(session, ask(session, BY_ID, {"version_id": version_id}).all())), None)


def module_versions(session: Session, *, version_ids: Collection[int]) -> dict[int, PublishedModule]:
    """Versions by their ids; one statement, and one more for all bodies that are not in memory."""
    rows = ask(session, BY_IDS, {"version_ids": list(version_ids)}).all()
    return {version.version_id: version for version in with_bodies(session, rows)}


def bodies(session: Session, *, wanted: Mapping[int, tuple[str, str]]) -> dict[int, Front]:
    """Typed bodies by version id, from each version's kind and fingerprint; one statement for those not in memory."""
    found: dict[int, Front] = {}
    for version_id, (_, fingerprint) in wanted.items():
        body = bodies_in_memory.get(fingerprint)
        if body is not None:
            found[version_id] = body
    missing = wanted.keys() - found.keys()
    if missing:
        rows = session.execute(select(ModuleVersion.id, ModuleVersion.body).where(ModuleVersion.id.in_(missing)))
        for version_id, document in rows:
            kind, fingerprint = wanted[version_id]
            found[version_id] = FORMATS[kind].read(document)
            bodies_in_memory.keep(fingerprint, found[version_id])
    return found


def with_bodies(session: Session, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[PublishedModule]:
    """Rows of a statement that begins with the columns of VERSIONS, as modules."""
    body_of = bodies(session, wanted={row.version_id: (row.kind, row.fingerprint) for row in rows})
    return [PublishedModule(*(*row[:COLUMNS], body_of[row.version_id])) for row in rows]
