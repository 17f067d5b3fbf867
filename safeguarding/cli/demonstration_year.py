"""The invented year of a demonstration, lived through the same operations as a real one wherever that can be done."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from safeguarding.content.queries.campaigns import default_campaign, library
from safeguarding.content.queries.modules import module_versions
from safeguarding.learning.operations.demonstration_year import invent_year
from safeguarding.people.operations.demonstration_force import DEMONSTRATION_PEOPLE, SEED
from safeguarding.people.queries.sign_in import officer_id_of
from safeguarding.people.rules.roles import Role

# What the first of the demonstration's officers has still to do.
STILL_TO_DO = frozenset({"the-hallway", "a-phone-in-the-hall"})


def live_the_year(session: Session, *, began_on: date, at: datetime) -> None:
    """Officers do the campaign from its first day until yesterday."""
    campaign = default_campaign(session, today=began_on)
    if campaign is None:
        raise LookupError("the demonstration's campaign has not been loaded")
    versions = [row.version_id for row in library(session, campaign=campaign.code)]
    found = module_versions(session, version_ids=versions)
    people = [officer_id_of(session, staff_number=person.staff_number) for person in DEMONSTRATION_PEOPLE]
    ids = [officer_id for officer_id in people if officer_id is not None]
    keen = ids[[person.role for person in DEMONSTRATION_PEOPLE].index(Role.OFFICER)]
    invent_year(
        session,
        modules=[found[version_id] for version_id in versions],
        began_on=began_on,
        at=at,
        seed=SEED,
        all_done_but={keen: STILL_TO_DO},
        nothing_done=set(ids) - {keen},
    )
