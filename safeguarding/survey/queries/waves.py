"""Waves as those who run them see them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from safeguarding.content.models import Campaign
from safeguarding.survey.models import (
    EndedSeries,
    Instrument,
    Response,
    SealedAnswers,
    SurveyKey,
    Wave,
    WaveStratum,
)

FEWEST_SHOWN = 10


class KeyState(StrEnum):
    """What the database knows of a campaign's key. Whether the file holds the right one only the file can say."""

    NEVER_MADE = "never_made"
    MADE = "made"
    DESTROYED = "destroyed"


@dataclass(frozen=True)
class WaveLine:
    """A wave in a list. No `check_value`: the campaign's key was never made, or is destroyed."""

    id: int
    campaign_id: int
    campaign_code: str
    campaign_title: str
    code: str
    month: int
    title: str
    state: str
    design: str
    target_answers: int | None
    opened_at: datetime | None
    closes_on: date
    closed_at: datetime | None
    released_at: datetime | None
    check_value: str | None


@dataclass(frozen=True)
class StratumLine:
    """A stratum as drawn: how many were in the frame, how many were invited, and of them as members of the panel."""

    id: int
    position: int
    name: str
    unit_ids: tuple[int, ...]
    role_families: tuple[str, ...]
    frame_count: int
    panel_count: int
    invited_count: int


@dataclass(frozen=True)
class EndedLine:
    """An item that is not compared from this wave on, and why."""

    item_code: str
    reason: str
    ended_by_id: int | None
    at: datetime


@dataclass(frozen=True)
class WaveDetail:
    """A wave with how it was planned and drawn."""

    id: int
    campaign_id: int
    campaign_code: str
    campaign_title: str
    code: str
    month: int
    title: str
    state: str
    design: str
    seed: str
    target_answers: int | None
    expected_response: float
    frame_on: date
    closes_on: date
    primary_outcomes: tuple[str, ...]
    repeats: WaveLine | None
    instrument_id: int
    instrument_code: str
    instrument_number: int
    planned_at: datetime
    planned_by_id: int | None
    opened_at: datetime | None
    closed_at: datetime | None
    released_at: datetime | None
    strata: tuple[StratumLine, ...]
    ended_series: tuple[EndedLine, ...]
    key: KeyState
    check_value: str | None

    @property
    def invited(self) -> int:
        return sum(stratum.invited_count for stratum in self.strata)

    @property
    def in_frame(self) -> int:
        return sum(stratum.frame_count for stratum in self.strata)

    @property
    def panel(self) -> int:
        """How many were invited because the wave that this one repeats had invited them."""
        return sum(stratum.panel_count for stratum in self.strata)


@dataclass(frozen=True)
class WaveProgress:
    """How many were asked and have answered. None: fewer than ten have, or fewer than ten have not.

    While the wave is open, in whole tens: who looks before and after a colleague sits down must not see one more.
    """

    invited: int
    answered: int | None


_LINE = (
    select(
        Wave.id,
        Wave.campaign_id,
        Campaign.code.label("campaign_code"),
        Campaign.title.label("campaign_title"),
        Wave.code,
        Wave.month,
        Wave.title,
        Wave.state,
        Wave.design,
        Wave.target_answers,
        Wave.opened_at,
        Wave.closes_on,
        Wave.closed_at,
        Wave.released_at,
        SurveyKey.check_value,
    )
    .join(Campaign, Campaign.id == Wave.campaign_id)
    .outerjoin(SurveyKey, and_(SurveyKey.campaign_id == Wave.campaign_id, SurveyKey.destroyed_at.is_(None)))
)


def wave_list(session: Session) -> list[WaveLine]:
    """Every wave, the one planned last first."""
    return [WaveLine(**row._mapping) for row in session.execute(_LINE.order_by(Wave.id.desc()))]


def find_wave(session: Session, *, campaign: str, code: str) -> WaveDetail:
    """The wave of these codes. Raises NoResultFound."""
    statement = (
        select(Wave.id)
        .join(Campaign, Campaign.id == Wave.campaign_id)
        .where(Campaign.code == campaign, Wave.code == code)
    )
    return wave_detail(session, wave_id=session.scalars(statement).one())


def wave_detail(session: Session, *, wave_id: int) -> WaveDetail:
    """One wave. Raises NoResultFound."""
    row = session.execute(
        select(Wave, Campaign.code, Campaign.title, Instrument.code, Instrument.number)
        .join(Campaign, Campaign.id == Wave.campaign_id)
        .join(Instrument, Instrument.id == Wave.instrument_id)
        .where(Wave.id == wave_id)
    ).one()
    wave: Wave = row[0]
    key = session.execute(
        select(SurveyKey.check_value, SurveyKey.destroyed_at).where(SurveyKey.campaign_id == wave.campaign_id)
    ).one_or_none()
    is_made = key is not None and key.destroyed_at is None
    return WaveDetail(
        id=wave.id,
        campaign_id=wave.campaign_id,
        campaign_code=row[1],
        campaign_title=row[2],
        code=wave.code,
        month=wave.month,
        title=wave.title,
        state=wave.state,
        design=wave.design,
        seed=wave.seed,
        target_answers=wave.target_answers,
        expected_response=wave.expected_response,
        frame_on=wave.frame_on,
        closes_on=wave.closes_on,
        primary_outcomes=tuple(wave.primary_outcomes),
        repeats=_line(session, wave.repeats_id),
        instrument_id=wave.instrument_id,
        instrument_code=row[3],
        instrument_number=row[4],
        planned_at=wave.planned_at,
        planned_by_id=wave.planned_by_id,
        opened_at=wave.opened_at,
        closed_at=wave.closed_at,
        released_at=wave.released_at,
        strata=tuple(strata_of_wave(session, wave_id=wave_id)),
        ended_series=tuple(ended_series(session, wave_id=wave_id)),
        key=KeyState.NEVER_MADE if key is None else KeyState.MADE if is_made else KeyState.DESTROYED,
        check_value=key.check_value if key is not None and is_made else None,
    )


def strata_of_wave(session: Session, *, wave_id: int) -> list[StratumLine]:
    """The strata a wave was drawn from, in their order; none before it has opened."""
    rows = session.scalars(select(WaveStratum).where(WaveStratum.wave_id == wave_id).order_by(WaveStratum.position))
    return [
        StratumLine(
            row.id,
            row.position,
            row.name,
            tuple(row.unit_ids),
            tuple(row.role_families),
            row.frame_count,
            row.panel_count,
            row.invited_count,
        )
        for row in rows
    ]


def ended_series(session: Session, *, wave_id: int) -> list[EndedLine]:
    """The items that are not compared from this wave on, by code."""
    rows = session.execute(
        select(EndedSeries.item_code, EndedSeries.reason, EndedSeries.ended_by_id, EndedSeries.at)
        .where(EndedSeries.wave_id == wave_id)
        .order_by(EndedSeries.item_code)
    )
    return [EndedLine(*row) for row in rows]


def wave_progress(session: Session, *, wave_id: int) -> WaveProgress:
    """How many were asked, and how many have answered where neither they nor the others are few."""
    invited = session.scalar(select(func.sum(WaveStratum.invited_count)).where(WaveStratum.wave_id == wave_id)) or 0
    so_far, in_all = (
        session.scalar(select(func.count()).select_from(model).where(model.wave_id == wave_id)) or 0
        for model in (SealedAnswers, Response)
    )
    answered = so_far + in_all
    is_shown = answered >= FEWEST_SHOWN and invited - answered >= FEWEST_SHOWN
    return WaveProgress(int(invited), answered - so_far % FEWEST_SHOWN if is_shown else None)


def _line(session: Session, wave_id: int | None) -> WaveLine | None:
    if wave_id is None:
        return None
    return WaveLine(**session.execute(_LINE.where(Wave.id == wave_id)).one()._mapping)
