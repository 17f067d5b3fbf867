"""What was released of a wave: the only figures of answers that a page or a file may show."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.survey.models import Wave, WaveRelease
from safeguarding.survey.queries.waves import WaveLine, wave_list
from safeguarding.survey.rules.release import Release, release_from


@dataclass(frozen=True)
class ReleaseFacts:
    """How a release was computed. The same snapshot, asked and method give the same digits.

    snapshot: fingerprint of every response and stratum. asked: fingerprint of what was asked of them. software:
    fingerprint of the code that computed it. seed: of the draw; the computing itself leaves nothing to chance.
    """

    snapshot: str
    asked: str
    method: str
    software: str
    seed: str
    computed_at: datetime


@dataclass(frozen=True)
class Released:
    """A release and how it was computed."""

    wave_id: int
    release: Release
    facts: ReleaseFacts


def released(session: Session, *, wave_id: int) -> Released | None:
    """The release of a wave; None before there is one."""
    row = session.get(WaveRelease, wave_id)
    if row is None:
        return None
    facts = ReleaseFacts(**row.facts, computed_at=row.computed_at)
    return Released(wave_id, release_from(row.tables), facts)


def newest_released(session: Session) -> int | None:
    """The wave that was released last."""
    return session.scalar(
        select(Wave.id).where(Wave.released_at.is_not(None)).order_by(Wave.released_at.desc(), Wave.id.desc()).limit(1)
    )


def released_waves(session: Session) -> list[WaveLine]:
    """The waves that have been released, the newest first."""
    return [wave for wave in wave_list(session) if wave.state == "released"]
