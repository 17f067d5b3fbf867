"""An officer's open attempt at a scenario, with everything they have picked so far."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from safeguarding.common.database import ask
from safeguarding.content.models import ModuleVersion
from safeguarding.content.queries.modules import VERSIONS, PublishedModule, with_bodies
from safeguarding.learning.models import Attempt, Pick
from safeguarding.learning.rules.looks import Look

# Built once: building a statement takes longer than SQLite takes to answer it.
SITTING = (
    select(
        Attempt.public_id,
        Attempt.version_id,
        Attempt.begun_at,
        Attempt.ended_at,
        Attempt.looking_at,
        Pick.scene,
        Pick.object,
        Pick.state,
        Pick.choice,
    )
    .outerjoin(Pick, Pick.attempt_id == Attempt.id)
    .where(
        Attempt.officer_id == bindparam("officer_id"),
        Attempt.module_id == bindparam("module_id"),
        Attempt.closed_at.is_(None),
    )
)

ATTEMPT_WITH_MODULE = (
    VERSIONS.add_columns(Attempt.id.label("attempt_id"))
    .join(Attempt, Attempt.version_id == ModuleVersion.id)
    .where(Attempt.public_id == bindparam("public_id"), Attempt.officer_id == bindparam("officer_id"))
)


@dataclass(frozen=True)
class Sitting:
    """Where an officer is in a scenario. Objects are named by (scene, object)."""

    public_id: str
    version_id: int
    begun_at: datetime
    ended_at: datetime | None
    choices: dict[str, str]
    looks: dict[tuple[str, str], Look]
    looking_at: tuple[str, str] | None


def sitting_of(session: Session, *, officer_id: int, module_id: int) -> Sitting | None:
    """The officer's open attempt at a module, if there is one; in one statement."""
    rows = ask(session, SITTING, {"officer_id": officer_id, "module_id": module_id}).all()
    if not rows:
        return None
    public_id, version_id, begun_at, ended_at, looking_at, *_ = rows[0]
    scene, _, thing = (looking_at or "").partition("/")
    return Sitting(
        public_id=public_id,
        version_id=version_id,
        begun_at=begun_at,
        ended_at=ended_at,
        choices={row.scene: row.choice for row in rows if row.choice is not None},
        looks={(row.scene, row.object): Look(row.state) for row in rows if row.object},
        looking_at=(scene, thing) if looking_at else None,
    )


def attempt_with_module(session: Session, *, officer_id: int, public_id: str) -> tuple[int, PublishedModule] | None:
    """The officer's own attempt, open or closed, and the module as it was when they began; in one statement."""
    rows = ask(session, ATTEMPT_WITH_MODULE, {"officer_id": officer_id, "public_id": public_id}).all()
    return next(((row.attempt_id, module) for row, module in zip(rows, with_bodies(session, rows), strict=True)), None)
