"""Campaigns that have questions to ask."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.content.models import Campaign
from safeguarding.survey.models import Instrument


@dataclass(frozen=True)
class SurveyedCampaign:
    """A campaign with an instrument; it may not have begun yet."""

    id: int
    code: str
    title: str
    starts_on: date


def surveyed_campaigns(session: Session) -> list[SurveyedCampaign]:
    """Campaigns for which a survey can be planned, the newest first."""
    rows = session.execute(
        select(Campaign.id, Campaign.code, Campaign.title, Campaign.starts_on)
        .where(Campaign.id.in_(select(Instrument.campaign_id)))
        .order_by(Campaign.starts_on.desc(), Campaign.id.desc())
    )
    return [SurveyedCampaign(*row) for row in rows]
