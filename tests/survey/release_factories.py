"""Released waves to show: the whole of a release, made once from invented answers, on a wave of the test's database."""

from dataclasses import replace
from datetime import datetime
from functools import cache

from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.content.models import Campaign
from safeguarding.survey.models import Wave, WaveRelease
from safeguarding.survey.queries.instruments import newest_instruments
from safeguarding.survey.rules.composing import compose
from safeguarding.survey.rules.release import METHOD, Release
from tests.learning.learning_factories import a_campaign
from tests.survey.invented_waves import beside, two_waves
from tests.survey.survey_factories import MONDAY, WEEK, an_instrument

PLANTED = {"abuse-asleep-upstairs": 0.6, "message-heard": -0.5}


@cache
def baseline() -> Release:
    """Month 0 by itself."""
    return compose(two_waves(shift=PLANTED)[0], None, beside())


@cache
def change() -> Release:
    """Month 12 beside month 0: one outcome planted to rise, one to fall."""
    first, second = two_waves(shift=PLANTED)
    return compose(second, replace(first, was_withheld=baseline().withheld_figures), beside())


def a_released_wave(
    session: Session,
    *,
    told: Release | None = None,
    campaign: Campaign | None = None,
    code: str | None = None,
    at: datetime = MONDAY,
) -> Wave:
    """A wave of which this was released; unless told otherwise, month 12 beside month 0."""
    told = told or change()
    campaign = campaign or a_campaign(session)
    known = newest_instruments(session, campaign_id=campaign.id) or [an_instrument(session, campaign=campaign)]
    wave = Wave(
        campaign_id=campaign.id,
        instrument_id=known[0].id,
        code=code or told.wave.code,
        month=told.wave.month,
        title=told.wave.title,
        state="released",
        design="everyone",
        seed="seed",
        expected_response=0.4,
        frame_on=london_day(at),
        closes_on=london_day(at + 3 * WEEK),
        primary_outcomes=[],
        planned_at=at,
        opened_at=at,
        closed_at=at + 3 * WEEK,
        released_at=at + 4 * WEEK,
    )
    session.add(wave)
    session.flush()
    facts = {"snapshot": "5" * 64, "asked": "a" * 64, "method": METHOD, "software": "f" * 64, "seed": "seed"}
    session.add(WaveRelease(wave_id=wave.id, tables=told.as_stored(), facts=facts, computed_at=at + 4 * WEEK))
    session.flush()
    return wave
