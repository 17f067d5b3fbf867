"""The invented year of a demonstration, lived through the same operations as a real one wherever that can be done."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from safeguarding.common.clock import LONDON, london_day
from safeguarding.content.queries.campaigns import CampaignFront, default_campaign, library
from safeguarding.content.queries.modules import module_versions
from safeguarding.learning.operations.demonstration_year import invent_year
from safeguarding.people.operations.demonstration_force import DEMONSTRATION_PEOPLE, SEED
from safeguarding.people.queries.sign_in import officer_id_of
from safeguarding.people.rules.roles import Role
from safeguarding.survey.models import SurveyKey, Wave
from safeguarding.survey.operations.closing import close_wave
from safeguarding.survey.operations.demonstration_answers import invent_answers
from safeguarding.survey.operations.keys import campaign_key, make_key
from safeguarding.survey.operations.opening import open_wave
from safeguarding.survey.operations.planning import WavePlan, plan_wave
from safeguarding.survey.queries.instruments import newest_instruments

MORNING = time(9)
# The quiz: month, and how long after the campaign's first morning it opens. Both have closed by today.
WAVES = ((0, timedelta(0)), (12, timedelta(weeks=49)))
ASKED_FOR = timedelta(weeks=3)
PLANNED_BEFORE = timedelta(days=3)
ANSWERS_WANTED = 4_000
RESPONSE_EXPECTED = 0.4
# What the first of the demonstration's officers has still to do.
STILL_TO_DO = frozenset({"the-hallway", "a-phone-in-the-hall"})


def live_the_year(session: Session, *, began_on: date, key_file: Path | None, at: datetime) -> None:
    """Officers do the campaign from its first day until yesterday, and answer its quiz at month 0 and month 12."""
    campaign = default_campaign(session, today=began_on)
    if campaign is None:
        raise LookupError("the demonstration's campaign has not been loaded")
    _ask_both_waves(session, campaign=campaign, began_on=began_on, key_file=key_file, at=at)
    _do_the_modules(session, campaign=campaign, began_on=began_on, at=at)


def _ask_both_waves(
    session: Session, *, campaign: CampaignFront, began_on: date, key_file: Path | None, at: datetime
) -> None:
    """Month 0 when the campaign began, month 12 a few weeks ago; both closed and released."""
    # A key left by an earlier demonstration in the same place is as good as a new one.
    make_key(session, campaign_id=campaign.id, path=key_file, at=at, may_take=True)
    known = session.get_one(SurveyKey, campaign.id)
    key = campaign_key(key_file, campaign_code=campaign.code, check_value=known.check_value)
    comms_id = officer_id_of(session, staff_number=_first_with(Role.COMMS))
    asked = newest_instruments(session, campaign_id=campaign.id)[0]
    first: Wave | None = None
    for month, opens_on in WAVES:
        opened_at = datetime.combine(began_on, MORNING, LONDON) + opens_on
        plan = WavePlan(
            campaign_id=campaign.id,
            code=f"month-{month}",
            month=month,
            title=f"Month {month}",
            instrument_id=asked.id,
            design="sample",
            target_answers=ANSWERS_WANTED,
            expected_response=RESPONSE_EXPECTED,
            frame_on=london_day(opened_at),
            closes_on=london_day(opened_at + ASKED_FOR),
            primary_outcomes=tuple(outcome.code for outcome in asked.primary_outcomes),
            repeats_id=first.id if first else None,
        )
        wave = plan_wave(session, plan=plan, planned_by_id=comms_id, at=opened_at - PLANNED_BEFORE)
        open_wave(session, wave_id=wave.id, opened_by_id=comms_id, key=key, at=opened_at)
        invent_answers(session, wave_id=wave.id, key=key, seed=SEED)
        closed_at = opened_at + ASKED_FOR + timedelta(days=1)
        close_wave(session, wave_id=wave.id, closed_by_id=comms_id, key=key, at=closed_at)
        first = first or wave


def _do_the_modules(session: Session, *, campaign: CampaignFront, began_on: date, at: datetime) -> None:
    versions = [row.version_id for row in library(session, campaign=campaign.code)]
    found = module_versions(session, version_ids=versions)
    people = [officer_id_of(session, staff_number=person.staff_number) for person in DEMONSTRATION_PEOPLE]
    ids = [officer_id for officer_id in people if officer_id is not None]
    keen = officer_id_of(session, staff_number=_first_with(Role.OFFICER))
    if keen is None:
        raise LookupError("the demonstration's officers are not in the invented force")
    invent_year(
        session,
        modules=[found[version_id] for version_id in versions],
        began_on=began_on,
        at=at,
        seed=SEED,
        all_done_but={keen: STILL_TO_DO},
        nothing_done=set(ids) - {keen},
    )


def _first_with(role: Role) -> str:
    return next(person.staff_number for person in DEMONSTRATION_PEOPLE if person.role is role)
