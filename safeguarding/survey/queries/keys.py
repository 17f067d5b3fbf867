"""Which campaigns have a key, as far as the database knows."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.content.models import Campaign
from safeguarding.survey.models import Instrument, SurveyKey


@dataclass(frozen=True)
class KnownKey:
    """What is known of a campaign's key. No `check_value`: it was never made, or has been destroyed."""

    campaign_id: int
    campaign_code: str
    check_value: str | None
    made_at: datetime | None
    destroyed_at: datetime | None


def known_key(session: Session, *, campaign_code: str) -> KnownKey | None:
    """What the database knows of the key of a campaign; None if there is no such campaign."""
    row = session.execute(
        select(Campaign.id, Campaign.code, SurveyKey.check_value, SurveyKey.made_at, SurveyKey.destroyed_at)
        .outerjoin(SurveyKey, SurveyKey.campaign_id == Campaign.id)
        .where(Campaign.code == campaign_code)
    ).one_or_none()
    if row is None:
        return None
    campaign_id, code, check_value, made_at, destroyed_at = row
    return KnownKey(campaign_id, code, None if destroyed_at else check_value, made_at, destroyed_at)


def campaigns_without_a_key(session: Session) -> list[int]:
    """The campaigns that have a survey and never had a key for it, in the order they were loaded."""
    return list(
        session.scalars(
            select(Campaign.id)
            .join(Instrument, Instrument.campaign_id == Campaign.id)
            .outerjoin(SurveyKey, SurveyKey.campaign_id == Campaign.id)
            .where(SurveyKey.campaign_id.is_(None))
            .distinct()
            .order_by(Campaign.id)
        )
    )
