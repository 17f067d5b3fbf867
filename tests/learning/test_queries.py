"""What officers see: the shelf, a module, a step, the result, the record; each in few statements."""

import dataclasses
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from safeguarding.content.models import Module
from safeguarding.learning.operations.article import complete_article
from safeguarding.learning.operations.scenario import finish_scenario
from safeguarding.learning.queries.record import record_of
from safeguarding.learning.queries.scenes import NoResultYet, NotThereYet, result_view, step_view
from safeguarding.learning.queries.shelf import module_state, shelf
from safeguarding.learning.queries.sitting import sitting_of
from safeguarding.learning.rules.looks import Look
from safeguarding.learning.rules.next_thing import Standing
from safeguarding.people.rules.roles import RoleFamily
from tests.learning.learning_factories import (
    DAY,
    LONG_AGO,
    MINUTE,
    MONDAY,
    TO_SAFETY,
    a_campaign,
    a_module,
    a_version,
    an_article,
    an_officer,
    begun,
    chooses,
    looks,
    scenario_body,
)
from tests.people.people_factories import a_unit


@contextmanager
def statements(session):
    """The SELECTs this session sends inside the block."""
    sent = []

    def note(connection, cursor, statement, parameters, context, executemany):
        sent.append(statement)

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(connection, "before_cursor_execute", note)


@pytest.fixture
def officer(session):
    return an_officer(session, unit=a_unit(session, name="Harbour Response", from_on=LONG_AGO))


@pytest.fixture
def campaign(session):
    return a_campaign(session, code="spot-it", themes=["missing", "abuse"])


class TestShelf:
    def test_holds_what_is_published_in_the_campaigns_order(self, session, officer, campaign):
        first = a_module(session, campaign=campaign, themes=["missing", "abuse"])
        second = an_article(session, campaign=campaign)
        a_module(session)
        withdrawn = a_module(session, campaign=campaign)
        session.get_one(Module, withdrawn.module_id).withdrawn_at = MONDAY
        session.flush()

        with statements(session) as sent:
            found = shelf(session, officer_id=officer.id, campaign_code="spot-it")

        assert len(sent) == 1
        assert [item.code for item in found.items] == [first.code, second.code]
        assert [item.theme_codes for item in found.items] == [("abuse", "missing"), ()]
        assert [item.kind for item in found.items] == ["scenario", "article"]
        assert (found.total, found.done) == (2, 0)

    def test_says_how_this_officer_stands_and_no_other(self, session, officer, campaign):
        done = a_module(session, campaign=campaign)
        half = a_module(session, campaign=campaign)
        fresh = a_module(session, campaign=campaign)
        attempt = begun(session, officer, done)
        chooses(session, attempt, done, *TO_SAFETY)
        begun(session, officer, half, at=MONDAY + MINUTE)
        begun(session, an_officer(session), fresh)

        found = shelf(session, officer_id=officer.id, campaign_code="spot-it")

        assert [item.standing for item in found.items] == [Standing.DONE, Standing.HALF_DONE, Standing.NOT_BEGUN]
        assert [item.last_at for item in found.items] == [MONDAY, MONDAY + MINUTE, None]
        assert found.next_thing.code == half.code
        assert [item.code for item in found.half_done] == [half.code]
        assert [item.code for item in found.within(5)] == [half.code, fresh.code]
        assert found.within(2) == []

    def test_what_is_done_stays_done_while_it_is_gone_through_again(self, session, officer, campaign):
        module = a_module(session, campaign=campaign)
        attempt = begun(session, officer, module)
        chooses(session, attempt, module, *TO_SAFETY)
        finish_scenario(session, attempt=attempt, module=module, at=MONDAY)
        begun(session, officer, module, at=MONDAY + DAY)
        [item] = shelf(session, officer_id=officer.id, campaign_code="spot-it").items
        assert item.is_done
        assert item.last_at == MONDAY + DAY

    def test_shows_the_newest_version_only(self, session, officer, campaign):
        module = a_module(session, campaign=campaign)
        a_version(session, module_id=module.module_id, body=scenario_body("The hallway, again"))
        assert [item.title for item in shelf(session, officer_id=officer.id, campaign_code="spot-it").items] == [
            "The hallway, again"
        ]


class TestModuleState:
    def test_one_statement_whatever_there_is(self, session, officer, campaign):
        module = a_module(session, campaign=campaign)
        with statements(session) as sent:
            before = module_state(session, officer_id=officer.id, module_id=module.module_id)
        assert len(sent) == 1
        assert (before.open_attempt, before.completion) == (None, None)

        attempt = begun(session, officer, module)
        chooses(session, attempt, module, *TO_SAFETY)
        during = module_state(session, officer_id=officer.id, module_id=module.module_id)
        assert during.open_attempt.public_id == attempt.public_id
        assert during.open_attempt.ended_at == MONDAY
        assert during.completion.why == "You reached an ending."

        finish_scenario(session, attempt=attempt, module=module, at=MONDAY)
        after = module_state(session, officer_id=officer.id, module_id=module.module_id)
        assert after.open_attempt is None
        assert after.completion.completed_at == MONDAY


class TestStep:
    @pytest.fixture
    def module(self, session, campaign):
        return a_module(session, campaign=campaign)

    @pytest.fixture
    def attempt(self, session, officer, module):
        return begun(session, officer, module)

    def see(self, session, officer, module, step):
        sitting = sitting_of(session, officer_id=officer.id, module_id=module.module_id)
        return step_view(sitting, scenario=module.scenario, step=step)

    def test_is_read_in_one_statement(self, session, officer, module, attempt):
        looks(session, attempt, module, "ticket")
        looks(session, attempt, module, "coat", Look.LEFT)
        with statements(session) as sent:
            self.see(session, officer, module, 1)
        assert len(sent) == 1

    def test_nobody_elses(self, session, module, attempt):
        assert sitting_of(session, officer_id=an_officer(session).id, module_id=module.module_id) is None

    def test_tells_nothing_of_what_has_not_been_opened(self, session, officer, module, attempt):
        looks(session, attempt, module, "phone", Look.OPENED)
        step = self.see(session, officer, module, 1)
        ticket, phone, coat = step.objects
        assert (ticket.meaning, ticket.innocent, ticket.question) == (None, (), None)
        assert phone.meaning == "What the phone may mean"
        assert len(phone.innocent) == 2
        assert step.open_object == phone
        assert (coat.look, coat.is_open) == (None, False)

    def test_never_tells_signs_and_where_choices_lead(self, session, officer, module, attempt):
        for thing in ("ticket", "phone", "coat"):
            looks(session, attempt, module, thing)
        told = repr(dataclasses.asdict(self.see(session, officer, module, 1)))
        for unearned in ("is_sign", "About the", "goes_to", "You chose to", "kitchen", "rota", "Ending"):
            assert unearned not in told

    def test_counts_what_is_marked_left_and_to_go(self, session, officer, module, attempt):
        looks(session, attempt, module, "ticket", Look.MARKED)
        looks(session, attempt, module, "coat", Look.LEFT)
        looks(session, attempt, module, "phone", Look.OPENED)
        step = self.see(session, officer, module, 1)
        assert (step.marked, step.left, step.to_go) == (1, 1, 1)

    def test_the_first_step_alone(self, session, officer, module, attempt):
        step = self.see(session, officer, module, 1)
        assert (step.step, step.scene, step.title) == (1, "hall", "The hall")
        assert (step.has_earlier, step.has_later, step.later_is_ending, step.led_here_by) == (False, False, False, None)
        assert [(choice.code, choice.is_chosen) for choice in step.choices] == [("ask", False), ("leave", False)]

    def test_a_step_in_between(self, session, officer, module, attempt):
        chooses(session, attempt, module, ("hall", "ask"), ("kitchen", "wait"))
        step = self.see(session, officer, module, 2)
        assert (step.has_earlier, step.has_later, step.later_is_ending) == (True, True, False)
        assert step.led_here_by == "You chose to ask."
        assert [choice.is_chosen for choice in step.choices] == [False, True]

    def test_the_last_step_before_an_ending(self, session, officer, module, attempt):
        chooses(session, attempt, module, *TO_SAFETY)
        step = self.see(session, officer, module, 2)
        assert (step.has_later, step.later_is_ending) == (True, True)

    @pytest.mark.parametrize("step", [0, 2, 99])
    def test_a_step_out_of_reach_names_the_furthest(self, session, officer, module, attempt, step):
        with pytest.raises(NotThereYet) as refused:
            self.see(session, officer, module, step)
        assert refused.value.furthest == 1


class TestResult:
    def result(self, session, officer, module):
        sitting = sitting_of(session, officer_id=officer.id, module_id=module.module_id)
        return result_view(sitting, scenario=module.scenario, role_family=RoleFamily.CUSTODY)

    def test_is_told_in_groups(self, session, officer, campaign):
        module = a_module(session, campaign=campaign)
        attempt = begun(session, officer, module)
        looks(session, attempt, module, "ticket", Look.MARKED)
        looks(session, attempt, module, "phone", Look.LEFT)
        looks(session, attempt, module, "coat", Look.MARKED)
        chooses(session, attempt, module, *TO_SAFETY)

        result = self.result(session, officer, module)

        assert result.sentence == "You looked twice at one of the three that mattered."
        assert result.also.startswith("You also asked about one thing")
        assert [thing.code for thing in result.looked_twice] == ["ticket"]
        assert [thing.code for thing in result.easy_to_walk_past] == ["phone", "rota"]
        assert [thing.code for thing in result.asked_and_fine] == ["coat"]
        assert result.looked_twice[0].afterwards == "About the ticket"

    def test_tells_only_the_scenes_on_the_way(self, session, officer, campaign):
        module = a_module(session, campaign=campaign)
        attempt = begun(session, officer, module)
        chooses(session, attempt, module, ("hall", "ask"), ("hall", "leave"))
        result = self.result(session, officer, module)
        assert [scene.title for scene in result.scenes] == ["The hall"]
        assert result.sentence == "The two things that mattered are easy to walk past."
        assert (result.scenes[0].chose, result.led_here_by) == ("To leave", "You chose to leave.")

    def test_says_what_next_for_the_officers_role_and_the_others(self, session, officer, campaign):
        module = a_module(session, campaign=campaign)
        chooses(session, begun(session, officer, module), module, *TO_SAFETY)
        result = self.result(session, officer, module)
        assert result.ending.title == "Ending safe"
        assert [step.do for step in result.own_steps] == ["Tell somebody in custody"]
        assert set(result.steps) == set(RoleFamily)

    def test_comes_only_at_an_ending(self, session, officer, campaign):
        module = a_module(session, campaign=campaign)
        chooses(session, begun(session, officer, module), module, ("hall", "ask"))
        with pytest.raises(NoResultYet) as refused:
            self.result(session, officer, module)
        assert refused.value.furthest == 2

    def test_is_gone_once_finished(self, session, officer, campaign):
        module = a_module(session, campaign=campaign)
        attempt = begun(session, officer, module)
        chooses(session, attempt, module, *TO_SAFETY)
        finish_scenario(session, attempt=attempt, module=module, at=MONDAY)
        assert sitting_of(session, officer_id=officer.id, module_id=module.module_id) is None


class TestRecord:
    def test_says_what_was_done_when_where_and_why(self, session, officer, campaign):
        scenario, article = a_module(session, campaign=campaign), an_article(session, campaign=campaign)
        chooses(session, begun(session, officer, scenario), scenario, *TO_SAFETY, at=MONDAY + MINUTE)
        complete_article(session, officer_id=officer.id, module=article, begun_at=MONDAY, at=MONDAY + DAY, choice="ask")
        begun(session, officer, a_module(session, campaign=campaign))

        with statements(session) as sent:
            rows = record_of(session, officer_id=officer.id)

        assert len(sent) == 1
        assert [(row.title, row.why) for row in rows] == [
            ("What the hallway knew", "You read it to the end and answered its question."),
            ("The hallway", "You reached an ending."),
        ]
        assert (rows[1].begun_at, rows[1].completed_at) == (MONDAY, MONDAY + MINUTE)
        assert {row.unit_name for row in rows} == {"Harbour Response"}
        assert record_of(session, officer_id=an_officer(session).id) == []

    def test_keeps_what_was_withdrawn_under_the_title_it_had(self, session, officer, campaign):
        module = a_module(session, campaign=campaign)
        chooses(session, begun(session, officer, module), module, *TO_SAFETY)
        a_version(session, module_id=module.module_id, body=scenario_body("The hallway, again"))
        session.get_one(Module, module.module_id).withdrawn_at = MONDAY
        session.flush()
        [row] = record_of(session, officer_id=officer.id)
        assert (row.title, row.is_withdrawn) == ("The hallway", True)
