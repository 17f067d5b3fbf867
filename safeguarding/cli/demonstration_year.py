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
from safeguarding.survey.operations.closing import close_wave
from safeguarding.survey.operations.demonstration_answers import invent_answers
from safeguarding.survey.operations.keys import campaign_key
from safeguarding.survey.operations.opening import open_wave
from safeguarding.survey.operations.planning import WavePlan, plan_wave
from safeguarding.survey.operations.releasing import release
from safeguarding.survey.queries.instruments import newest_instruments
from safeguarding.survey.queries.keys import known_key
from safeguarding.survey.queries.waves import wave_list

MORNING = time(9)
# The quiz, by month: how long after the campaign's first morning it opens. Both waves have closed by today.
OPENS_AFTER = {0: timedelta(0), 12: timedelta(weeks=49)}
ASKED_FOR = timedelta(weeks=3)
PLANNED_BEFORE = timedelta(days=3)
RELEASED_AFTER = timedelta(days=2)
# More at month 12, so that people are asked who were not asked before.
ANSWERS_WANTED = {0: 4_000, 12: 6_000}
RESPONSE_EXPECTED = 0.4
# What the first of the demonstration's officers has still to do.
STILL_TO_DO = frozenset({"the-hallway", "a-phone-in-the-hall"})


def ask_at_month(month: int, session: Session, *, began_on: date, key_file: Path | None) -> None:
    """Plan, open, answer, close and release a wave of the quiz, when its time was. A later one repeats the first."""
    campaign = _campaign(session, began_on)
    known = known_key(session, campaign_code=campaign.code)
    key = campaign_key(key_file, campaign_code=campaign.code, check_value=known.check_value if known else None)
    asked = newest_instruments(session, campaign_id=campaign.id)[0]
    comms_id = officer_id_of(session, staff_number=_first_with(Role.COMMS))
    repeated = min(wave_list(session), key=lambda wave: wave.month, default=None)
    opened_at = datetime.combine(began_on, MORNING, LONDON) + OPENS_AFTER[month]
    plan = WavePlan(
        campaign_id=campaign.id,
        code=f"month-{month}",
        month=month,
        title=f"Month {month}",
        instrument_id=asked.id,
        design="sample",
        target_answers=ANSWERS_WANTED[month],
        expected_response=RESPONSE_EXPECTED,
        frame_on=london_day(opened_at),
        closes_on=london_day(opened_at + ASKED_FOR),
        primary_outcomes=tuple(outcome.code for outcome in asked.primary_outcomes),
        repeats_id=repeated.id if repeated else None,
    )
    wave = plan_wave(session, plan=plan, planned_by_id=comms_id, at=opened_at - PLANNED_BEFORE)
    open_wave(session, wave_id=wave.id, opened_by_id=comms_id, key=key, at=opened_at)
    invent_answers(session, wave_id=wave.id, key=key, seed=SEED)
    closed_at = opened_at + ASKED_FOR + timedelta(days=1)
    close_wave(session, wave_id=wave.id, closed_by_id=comms_id, key=key, at=closed_at)
    release(session, wave_id=wave.id, released_by_id=comms_id, at=closed_at + RELEASED_AFTER)


def do_the_modules(session: Session, *, began_on: date, at: datetime) -> None:
    """Officers do the campaign from its first day until yesterday."""
    campaign = _campaign(session, began_on)
    versions = [row.version_id for row in library(session, campaign=campaign.code)]
    found = module_versions(session, version_ids=versions)
    people = [officer_id_of(session, staff_number=person.staff_number) for person in DEMONSTRATION_PEOPLE]
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
        nothing_done={officer_id for officer_id in people if officer_id is not None} - {keen},
    )


def _campaign(session: Session, began_on: date) -> CampaignFront:
    campaign = default_campaign(session, today=began_on)
    if campaign is None:
        raise LookupError("the demonstration's campaign has not been loaded")
    return campaign


def _first_with(role: Role) -> str:
    return next(person.staff_number for person in DEMONSTRATION_PEOPLE if person.role is role)
