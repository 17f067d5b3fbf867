"""What an officer is asked now."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, and_, bindparam, select
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.common.database import ask
from safeguarding.content.models import Campaign
from safeguarding.survey.models import Instrument, Invitation, SurveyKey, Wave
from safeguarding.survey.queries.instruments import known_instrument
from safeguarding.survey.rules.asked import AskedInstrument


@dataclass(frozen=True)
class OfficerWave:
    """An open wave that somebody is invited to. No `check_value`: the key was never made, or is destroyed."""

    wave_id: int
    campaign_id: int
    campaign_code: str
    code: str
    month: int
    title: str
    closes_on: date
    instrument_id: int
    instrument_fingerprint: str
    asked_fingerprint: str | None
    check_value: str | None


# Asked on every home page, so built once. Few waves are open, so it begins with those.
_OPEN_FOR_OFFICER = (
    select(
        Wave.id,
        Campaign.id,
        Campaign.code,
        Wave.code,
        Wave.month,
        Wave.title,
        Wave.closes_on,
        Instrument.id,
        Instrument.fingerprint,
        Instrument.asked_fingerprint,
        SurveyKey.check_value,
    )
    .join(Invitation, Invitation.wave_id == Wave.id)
    .join(Campaign, Campaign.id == Wave.campaign_id)
    .join(Instrument, Instrument.id == Wave.instrument_id)
    .outerjoin(SurveyKey, and_(SurveyKey.campaign_id == Wave.campaign_id, SurveyKey.destroyed_at.is_(None)))
    .where(
        Wave.state == "open",
        Wave.closes_on >= bindparam("day", type_=Date),
        Invitation.officer_id == bindparam("officer_id"),
    )
    .order_by(Wave.closes_on, Wave.id)
)


def open_waves_for(session: Session, *, officer_id: int, at: datetime) -> list[OfficerWave]:
    """The open waves that the officer is invited to, one of a campaign at most; that which closes first comes first.

    One statement.
    """
    rows = ask(session, _OPEN_FOR_OFFICER, {"officer_id": officer_id, "day": london_day(at)})
    return [OfficerWave(*row) for row in rows]


def asked_in(session: Session, wave: OfficerWave) -> AskedInstrument:
    """What an open wave asks. No statement, if this process has shown it before."""
    return known_instrument(
        session,
        instrument_id=wave.instrument_id,
        fingerprint=wave.instrument_fingerprint,
        asked_fingerprint=wave.asked_fingerprint,
    )
