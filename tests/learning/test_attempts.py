"""Beginning, and taking up what was begun."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from safeguarding.content.models import Module
from safeguarding.content.queries.modules import module_version
from safeguarding.learning.models import Attempt, CompletionTotal, Progress
from safeguarding.learning.operations.attempts import (
    ModuleWithdrawn,
    NotInPost,
    NotYourAttempt,
    begin,
    hold_attempt,
)
from safeguarding.learning.operations.scenario import finish_scenario
from safeguarding.people.rules.roles import RoleFamily
from tests.learning.learning_factories import (
    DAY,
    MINUTE,
    MONDAY,
    TO_SAFETY,
    a_campaign,
    a_module,
    a_version,
    an_officer,
    begun,
    chooses,
    moves_to,
    scenario_body,
)
from tests.people.people_factories import a_unit


def totals(session):
    statement = select(
        CompletionTotal.unit_id,
        CompletionTotal.role_family,
        CompletionTotal.module_id,
        CompletionTotal.begun,
        CompletionTotal.done,
    )
    return {tuple(row) for row in session.execute(statement)}


class TestBegin:
    def test_opens_one_attempt_in_the_unit_of_the_day(self, session):
        unit = a_unit(session)
        officer = an_officer(session, unit=unit)
        module = a_module(session)

        attempt = begun(session, officer, module)

        assert (attempt.unit_id, attempt.version_id, attempt.begun_at) == (unit.id, module.version_id, MONDAY)
        assert attempt.is_first
        assert attempt.closed_at is None

    def test_a_second_time_gives_the_same_attempt(self, session):
        officer, module = an_officer(session), a_module(session)
        first = begun(session, officer, module)
        assert begun(session, officer, module, at=MONDAY + DAY) is first
        assert session.scalars(select(Attempt)).all() == [first]

    def test_counts_the_officer_in_progress_and_totals(self, session):
        unit = a_unit(session)
        officer = an_officer(session, unit=unit, role_family=RoleFamily.CUSTODY)
        module = a_module(session)
        begun(session, officer, module)
        begun(session, officer, module, at=MONDAY + MINUTE)

        progress = session.execute(select(Progress)).scalar_one()
        assert (progress.begun, progress.done, progress.first_at, progress.last_at) == (1, 0, MONDAY, MONDAY)
        assert totals(session) == {(unit.id, "custody", module.module_id, 1, 0)}

    def test_a_second_go_is_not_a_first_attempt_and_is_not_counted_again(self, session):
        unit = a_unit(session)
        officer, module = an_officer(session, unit=unit), a_module(session)
        first = begun(session, officer, module)
        chooses(session, first, module, *TO_SAFETY)
        finish_scenario(session, attempt=first, module=module, at=MONDAY)

        second = begun(session, officer, module, at=MONDAY + DAY)

        assert second is not first
        assert not second.is_first
        assert totals(session) == {(unit.id, "response", module.module_id, 1, 1)}
        assert session.scalars(select(Progress.begun)).one() == 1

    def test_the_first_go_at_a_new_version_is_a_first_attempt_again(self, session):
        officer, module = an_officer(session), a_module(session)
        first = begun(session, officer, module)
        chooses(session, first, module, *TO_SAFETY)
        finish_scenario(session, attempt=first, module=module, at=MONDAY)
        newer = a_version(session, module_id=module.module_id, body=scenario_body("The hallway, again"))

        second = begun(session, officer, newer, at=MONDAY + DAY)

        assert second.is_first
        assert session.scalars(select(Progress.begun)).one() == 1

    def test_an_open_attempt_stays_at_its_version(self, session):
        officer, module = an_officer(session), a_module(session)
        attempt = begun(session, officer, module)
        newer = a_version(session, module_id=module.module_id, body=scenario_body("The hallway, again"))
        assert begun(session, officer, newer) is attempt
        assert attempt.version_id == module.version_id

    def test_two_modules_of_a_campaign_are_two_in_its_progress(self, session):
        officer, campaign = an_officer(session), a_campaign(session)
        for module in (a_module(session, campaign=campaign), a_module(session, campaign=campaign)):
            begun(session, officer, module)
        assert session.scalars(select(Progress.begun)).all() == [2]

    def test_an_earlier_beginning_is_believed_a_later_one_is_not(self, session):
        module = a_module(session)
        opened, later = MONDAY - timedelta(seconds=10), MONDAY + DAY
        early = begin(session, officer_id=an_officer(session).id, module=module, at=MONDAY, begun_at=opened)
        late = begin(session, officer_id=an_officer(session).id, module=module, at=MONDAY, begun_at=later)
        assert (early.begun_at, late.begun_at) == (opened, MONDAY)

    def test_refuses_what_is_withdrawn(self, session):
        officer, module = an_officer(session), a_module(session)
        row = session.get_one(Module, module.module_id)
        row.withdrawn_at, row.withdrawn_reason = MONDAY, "A line in it is out of date."
        session.flush()
        withdrawn = module_version(session, version_id=module.version_id)
        with pytest.raises(ModuleWithdrawn, match="A line in it is out of date"):
            begun(session, officer, withdrawn)

    def test_refuses_somebody_who_has_left(self, session):
        leaver = an_officer(session)
        moves_to(session, leaver, None, on=MONDAY.date() - DAY)
        with pytest.raises(NotInPost):
            begun(session, leaver, a_module(session))


class TestHoldAttempt:
    def test_gives_the_officers_own(self, session):
        officer = an_officer(session)
        attempt = begun(session, officer, a_module(session))
        assert hold_attempt(session, officer_id=officer.id, public_id=attempt.public_id) is attempt

    def test_does_not_tell_anothers_from_none(self, session):
        attempt = begun(session, an_officer(session), a_module(session))
        stranger = an_officer(session)
        for public_id in (attempt.public_id, "no such"):
            with pytest.raises(NotYourAttempt, match="nothing of yours"):
                hold_attempt(session, officer_id=stranger.id, public_id=public_id)
