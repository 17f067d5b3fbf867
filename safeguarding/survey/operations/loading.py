"""Loading the questions of a campaign: what is the same is left alone, anything else becomes the next number."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.content.models import Campaign
from safeguarding.survey.interchange.reading import PackSurvey
from safeguarding.survey.models import Instrument, Item
from safeguarding.survey.rules.fingerprints import ItemChange, changes_between


@dataclass(frozen=True)
class LoadedSurvey:
    """What a load did. `changes` are the items that are not asked as in the number before."""

    code: str
    instrument_id: int
    number: int
    items: int
    is_new: bool
    changes: tuple[ItemChange, ...]


def load_survey(session: Session, *, survey: PackSurvey, campaign_code: str, at: datetime) -> LoadedSurvey:
    """Keep the questions as the next number, unless the last number of this code is the same."""
    # Two loads at once on PostgreSQL: the second waits here.
    campaign = session.scalars(select(Campaign).where(Campaign.code == campaign_code).with_for_update()).one()
    last = session.scalars(
        select(Instrument)
        .where(Instrument.campaign_id == campaign.id, Instrument.code == survey.code)
        .order_by(Instrument.number.desc())
        .limit(1)
    ).one_or_none()
    if last is not None and last.fingerprint == survey.fingerprint:
        return LoadedSurvey(survey.code, last.id, last.number, len(survey.items), is_new=False, changes=())
    instrument = Instrument(
        campaign_id=campaign.id,
        code=survey.code,
        number=last.number + 1 if last else 1,
        title=survey.title,
        body=survey.body,
        fingerprint=survey.fingerprint,
        order_fingerprint=survey.order_fingerprint,
        loaded_at=at,
    )
    session.add(instrument)
    session.flush()
    session.add_all(
        Item(
            instrument_id=instrument.id,
            code=item.body["code"],
            position=position,
            body=item.body,
            fingerprint=item.fingerprint,
        )
        for position, item in enumerate(survey.items)
    )
    session.flush()
    changes = changes_between(_bodies(session, last), [item.body for item in survey.items]) if last else ()
    return LoadedSurvey(survey.code, instrument.id, instrument.number, len(survey.items), is_new=True, changes=changes)


def _bodies(session: Session, instrument: Instrument) -> list[dict[str, object]]:
    return list(session.scalars(select(Item.body).where(Item.instrument_id == instrument.id).order_by(Item.position)))
