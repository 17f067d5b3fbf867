"""Modules put by for later."""

import pytest
from sqlalchemy import select

from safeguarding.content.models import Module
from safeguarding.content.queries.modules import module_version
from safeguarding.learning.models import SavedForLater
from safeguarding.learning.operations.attempts import ModuleWithdrawn
from safeguarding.learning.operations.resource import open_resource
from safeguarding.learning.operations.saving import save_for_later, take_off
from safeguarding.learning.queries.shelf import module_state, shelf
from tests.learning.learning_factories import DAY, MONDAY, a_campaign, a_module, an_officer, cards_body


@pytest.fixture
def campaign(session):
    return a_campaign(session)


@pytest.fixture
def officer(session):
    return an_officer(session)


def saved(session, officer, campaign):
    return [item.code for item in shelf(session, officer_id=officer.id, campaign_code=campaign.code).saved]


class TestSaveForLater:
    def test_shows_the_newest_first_to_this_officer_alone(self, session, campaign, officer):
        for day, code in enumerate(("one", "two")):
            module = a_module(session, campaign=campaign, code=code)
            save_for_later(session, officer_id=officer.id, module=module, at=MONDAY + day * DAY)
        assert saved(session, officer, campaign) == ["two", "one"]
        assert saved(session, an_officer(session), campaign) == []
        assert module_state(session, officer_id=officer.id, module_id=module.module_id).is_saved

    def test_twice_is_once_and_keeps_its_day(self, session, campaign, officer):
        module = a_module(session, campaign=campaign)
        for at in (MONDAY, MONDAY + DAY):
            save_for_later(session, officer_id=officer.id, module=module, at=at)
        assert session.scalars(select(SavedForLater.saved_at)).all() == [MONDAY]

    def test_can_be_taken_off_again_and_again(self, session, campaign, officer):
        module = a_module(session, campaign=campaign)
        save_for_later(session, officer_id=officer.id, module=module, at=MONDAY)
        take_off(session, officer_id=officer.id, module=module)
        take_off(session, officer_id=officer.id, module=module)
        assert saved(session, officer, campaign) == []

    def test_goes_when_it_is_done_and_does_not_come_back(self, session, campaign, officer):
        module = a_module(session, campaign=campaign, body=cards_body())
        save_for_later(session, officer_id=officer.id, module=module, at=MONDAY)
        open_resource(session, officer_id=officer.id, module=module, begun_at=MONDAY, at=MONDAY)
        assert saved(session, officer, campaign) == []
        save_for_later(session, officer_id=officer.id, module=module, at=MONDAY)
        assert saved(session, officer, campaign) == []

    def test_not_what_is_withdrawn(self, session, campaign, officer):
        module = a_module(session, campaign=campaign)
        row = session.get_one(Module, module.module_id)
        row.withdrawn_at, row.withdrawn_reason = MONDAY, "It was wrong."
        session.flush()
        with pytest.raises(ModuleWithdrawn):
            save_for_later(
                session, officer_id=officer.id, module=module_version(session, version_id=module.version_id), at=MONDAY
            )
