"""What a campaign holds for an officer, and how they stand with each module."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, select
from sqlalchemy.orm import Session, join

from safeguarding.common.database import ask
from safeguarding.content.models import Campaign, Module, ModuleTheme, ModuleVersion, Theme
from safeguarding.content.queries.modules import VERSIONS, PublishedModule, with_bodies
from safeguarding.learning.models import Attempt, Completion, Listening, SavedForLater
from safeguarding.learning.rules import next_thing as rules
from safeguarding.learning.rules.done import done_rule, why_done
from safeguarding.learning.rules.next_thing import Standing
from safeguarding.learning.rules.spans import Spans

# Each module with what is this officer's own of it.
OFFICERS_OWN = (
    join(
        Module,
        Attempt,
        and_(
            Attempt.module_id == Module.id, Attempt.officer_id == bindparam("officer_id"), Attempt.closed_at.is_(None)
        ),
        isouter=True,
    )
    .outerjoin(Listening, Listening.attempt_id == Attempt.id)
    .outerjoin(Completion, and_(Completion.module_id == Module.id, Completion.officer_id == bindparam("officer_id")))
    .outerjoin(
        SavedForLater,
        and_(SavedForLater.module_id == Module.id, SavedForLater.officer_id == bindparam("officer_id")),
    )
)


@dataclass(frozen=True)
class ShelfItem:
    """A module, and where the officer has got to with it. `heard_ms` is of an episode that was begun."""

    module_id: int
    version_id: int
    fingerprint: str
    code: str
    kind: str
    title: str
    summary: str
    minutes: int
    theme_codes: tuple[str, ...]
    position: int
    standing: Standing
    last_at: datetime | None
    saved_at: datetime | None
    heard_ms: int | None

    @property
    def is_done_here(self) -> bool:
        """Whether it can be done on our pages, rather than in a room with others."""
        return done_rule(self.kind).is_done_here

    @property
    def is_done(self) -> bool:
        return self.standing is Standing.DONE

    @property
    def is_half_done(self) -> bool:
        return self.standing is Standing.HALF_DONE


@dataclass(frozen=True)
class Shelf:
    """All there is in a campaign, in its own order. What is not done on our pages is not counted among them."""

    items: tuple[ShelfItem, ...]

    @property
    def done_here(self) -> tuple[ShelfItem, ...]:
        return tuple(item for item in self.items if item.is_done_here)

    @property
    def signposts(self) -> tuple[ShelfItem, ...]:
        return tuple(item for item in self.items if not item.is_done_here)

    @property
    def total(self) -> int:
        return len(self.done_here)

    @property
    def done(self) -> int:
        return sum(item.is_done for item in self.done_here)

    @property
    def next_thing(self) -> ShelfItem | None:
        return rules.next_thing(self.done_here)

    @property
    def half_done(self) -> list[ShelfItem]:
        return rules.half_done(self.done_here)

    @property
    def saved(self) -> list[ShelfItem]:
        """What the officer has put by for later, the newest first."""
        saved = [(item.saved_at, item) for item in self.items if item.saved_at]
        return [item for _, item in sorted(saved, key=lambda pair: pair[0], reverse=True)]

    def within(self, minutes: int) -> list[ShelfItem]:
        return rules.within_minutes(self.done_here, minutes)


THEMES = (
    select(func.aggregate_strings(Theme.code, ","))
    .join(ModuleTheme, ModuleTheme.theme_id == Theme.id)
    .where(ModuleTheme.module_id == Module.id)
    .scalar_subquery()
)
# Built once: building a statement takes longer than SQLite takes to answer it.
SHELF = (
    select(
        Module.id.label("module_id"),
        ModuleVersion.id.label("version_id"),
        ModuleVersion.fingerprint,
        Module.code,
        Module.kind,
        ModuleVersion.title,
        ModuleVersion.summary,
        ModuleVersion.minutes,
        THEMES.label("theme_codes"),
        Module.position,
        Attempt.last_at,
        Completion.completed_at,
        SavedForLater.saved_at,
        Listening.heard_ms,
    )
    .select_from(OFFICERS_OWN)
    .join(Campaign, Campaign.id == Module.campaign_id)
    .join(ModuleVersion, and_(ModuleVersion.module_id == Module.id, ModuleVersion.state == "published"))
    .where(Campaign.code == bindparam("campaign_code"), Module.withdrawn_at.is_(None))
    .order_by(Module.position, Module.id)
)


def shelf(session: Session, *, officer_id: int, campaign_code: str) -> Shelf:
    """What is published and not withdrawn in a campaign, with the officer's standing; in one statement."""
    rows = ask(session, SHELF, {"officer_id": officer_id, "campaign_code": campaign_code}).mappings()
    return Shelf(items=tuple(_item(dict(row)) for row in rows))


def _item(row: dict[str, Any]) -> ShelfItem:
    theme_codes, last_at, completed_at = row.pop("theme_codes"), row.pop("last_at"), row.pop("completed_at")
    return ShelfItem(
        **row,
        theme_codes=tuple(sorted(theme_codes.split(","))) if theme_codes else (),
        standing=_standing(is_open=last_at is not None, is_done=completed_at is not None),
        last_at=max((at for at in (last_at, completed_at) if at is not None), default=None),
    )


def _standing(*, is_open: bool, is_done: bool) -> Standing:
    """Done stays done, also while it is gone through again."""
    if is_done:
        return Standing.DONE
    return Standing.HALF_DONE if is_open else Standing.NOT_BEGUN


@dataclass(frozen=True)
class OpenAttempt:
    """What the officer has begun at a module and not finished."""

    public_id: str
    version_id: int
    begun_at: datetime
    last_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class Done:
    """When the officer did a module, and why it counts."""

    completed_at: datetime
    why: str


@dataclass(frozen=True)
class HeardSoFar:
    """What of an episode the officer has heard, and where they stopped."""

    parts: Spans
    heard_ms: int
    stopped_ms: int


@dataclass(frozen=True)
class ModuleState:
    """How an officer stands with one module. An attempt and a completion may both be there: what is done may be gone
    through again."""

    open_attempt: OpenAttempt | None = None
    completion: Done | None = None
    heard: HeardSoFar | None = None
    is_saved: bool = False


STATE = (
    Attempt.public_id,
    Attempt.version_id.label("attempt_version_id"),
    Attempt.begun_at,
    Attempt.last_at,
    Attempt.ended_at,
    Completion.completed_at,
    Completion.rule,
    Completion.evidence,
    Listening.heard,
    Listening.heard_ms,
    Listening.stopped_ms,
    SavedForLater.saved_at,
)
MODULE_STATE = select(*STATE).select_from(OFFICERS_OWN).where(Module.id == bindparam("module_id"))
MODULE_WITH_STATE = (
    select(*VERSIONS.selected_columns, *STATE)
    .select_from(OFFICERS_OWN)
    .join(Campaign, Campaign.id == Module.campaign_id)
    .join(ModuleVersion, and_(ModuleVersion.module_id == Module.id, ModuleVersion.state == "published"))
    .where(Campaign.code == bindparam("campaign"), Module.code == bindparam("module"))
)


def module_state(session: Session, *, officer_id: int, module_id: int) -> ModuleState:
    """How an officer stands with a module; in one statement."""
    row = ask(session, MODULE_STATE, {"officer_id": officer_id, "module_id": module_id}).one_or_none()
    return ModuleState() if row is None else _state(row)


def module_with_state(
    session: Session, *, officer_id: int, campaign: str, module: str
) -> tuple[PublishedModule, ModuleState] | None:
    """The version of a module that officers see now, and how this one stands with it; in one statement."""
    named = {"officer_id": officer_id, "campaign": campaign, "module": module}
    row = ask(session, MODULE_WITH_STATE, named).one_or_none()
    return None if row is None else (with_bodies(session, [row])[0], _state(row))


def _state(row: Row[*tuple[Any, ...]]) -> ModuleState:
    return ModuleState(
        open_attempt=OpenAttempt(row.public_id, row.attempt_version_id, row.begun_at, row.last_at, row.ended_at)
        if row.public_id
        else None,
        completion=Done(row.completed_at, why_done(row.rule, row.evidence)) if row.rule else None,
        heard=HeardSoFar(tuple((start, end) for start, end in row.heard), row.heard_ms, row.stopped_ms)
        if row.heard is not None
        else None,
        is_saved=row.saved_at is not None,
    )
