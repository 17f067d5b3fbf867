"""Looking, choosing, finishing."""

import pytest
from sqlalchemy import select

from safeguarding.content.models import Module
from safeguarding.content.queries.modules import module_version
from safeguarding.learning.models import (
    Completion,
    CompletionTotal,
    HeardEvent,
    Pick,
    Progress,
    UncountedSheet,
)
from safeguarding.learning.operations.attempts import ModuleWithdrawn
from safeguarding.learning.operations.scenario import (
    AlreadyClosed,
    NoEndingYet,
    NotOnYourPath,
    UnknownChoice,
    UnknownObject,
    finish_scenario,
)
from safeguarding.learning.rules.looks import Look
from safeguarding.people.models import Officer
from tests.learning.learning_factories import (
    DAY,
    MINUTE,
    MONDAY,
    TO_SAFETY,
    a_module,
    an_officer,
    begun,
    chooses,
    looks,
)


@pytest.fixture
def module(session):
    return a_module(session)


@pytest.fixture
def attempt(session, module):
    return begun(session, an_officer(session), module)


def officer_of(session, attempt):
    return session.get_one(Officer, attempt.officer_id)


def picks(session):
    statement = select(Pick.scene, Pick.object, Pick.state, Pick.choice)
    return {tuple(row) for row in session.execute(statement)}


def completions(session):
    return session.scalars(select(Completion)).all()


class TestLook:
    def test_keeps_a_state_for_each_object(self, session, attempt, module):
        looks(session, attempt, module, "ticket", Look.MARKED)
        looks(session, attempt, module, "coat", Look.LEFT)
        looks(session, attempt, module, "phone", Look.OPENED)
        assert picks(session) == {
            ("hall", "ticket", "marked", None),
            ("hall", "coat", "left", None),
            ("hall", "phone", "opened", None),
        }

    def test_the_last_word_wins(self, session, attempt, module):
        looks(session, attempt, module, "ticket", Look.MARKED)
        looks(session, attempt, module, "ticket", Look.LEFT)
        assert picks(session) == {("hall", "ticket", "left", None)}

    def test_the_same_event_again_changes_nothing(self, session, attempt, module):
        looks(session, attempt, module, "ticket", Look.MARKED, event_id="first")
        looks(session, attempt, module, "ticket", Look.LEFT, event_id="second")
        looks(session, attempt, module, "ticket", Look.MARKED, event_id="first", at=MONDAY + DAY)
        assert picks(session) == {("hall", "ticket", "left", None)}
        assert attempt.last_at == MONDAY

    def test_opening_again_takes_no_mark_back(self, session, attempt, module):
        looks(session, attempt, module, "ticket", Look.MARKED)
        looks(session, attempt, module, "coat", Look.OPENED)
        looks(session, attempt, module, "ticket", Look.OPENED)
        assert ("hall", "ticket", "marked", None) in picks(session)
        assert attempt.looking_at == "hall/ticket"

    @pytest.mark.parametrize(("scene", "thing"), [("hall", "rota"), ("hall", ""), ("hall", "' or 1=1")])
    def test_refuses_an_object_that_is_not_there(self, session, attempt, module, scene, thing):
        with pytest.raises(UnknownObject):
            looks(session, attempt, module, thing, scene=scene)

    @pytest.mark.parametrize("scene", ["kitchen", "no such"])
    def test_refuses_a_scene_that_is_not_on_the_way_and_says_where_they_are(self, session, attempt, module, scene):
        with pytest.raises(NotOnYourPath, match="You are at “The hall” now") as refused:
            looks(session, attempt, module, "rota", scene=scene)
        assert refused.value.step == 1

    def test_what_was_refused_may_be_sent_again_once_it_can_be_done(self, session, attempt, module):
        with pytest.raises(NotOnYourPath):
            looks(session, attempt, module, "rota", scene="kitchen", event_id="sent early")
        assert session.scalars(select(HeardEvent)).all() == []
        chooses(session, attempt, module, ("hall", "ask"))
        looks(session, attempt, module, "rota", scene="kitchen", event_id="sent early")
        assert ("kitchen", "rota", "marked", None) in picks(session)

    def test_an_earlier_scene_on_the_way_may_be_looked_at_again(self, session, attempt, module):
        chooses(session, attempt, module, ("hall", "ask"))
        looks(session, attempt, module, "ticket", scene="hall")
        assert ("hall", "ticket", "marked", None) in picks(session)

    def test_refuses_what_is_withdrawn_meanwhile(self, session, attempt, module):
        row = session.get_one(Module, module.module_id)
        row.withdrawn_at, row.withdrawn_reason = MONDAY, "Out of date."
        session.flush()
        withdrawn = module_version(session, version_id=module.version_id)
        with pytest.raises(ModuleWithdrawn):
            looks(session, attempt, withdrawn, "ticket")


class TestChoose:
    def test_leads_on(self, session, attempt, module):
        path = chooses(session, attempt, module, ("hall", "ask"))
        assert path.steps == ("hall", "kitchen")
        assert path.step_after("hall") == 2
        assert completions(session) == []

    def test_closes_the_open_panel(self, session, attempt, module):
        looks(session, attempt, module, "ticket", Look.OPENED)
        chooses(session, attempt, module, ("hall", "ask"))
        assert attempt.looking_at is None

    def test_an_ending_writes_the_completion_at_once(self, session, attempt, module):
        path = chooses(session, attempt, module, *TO_SAFETY, at=MONDAY + MINUTE)

        assert path.ending.code == "safe"
        assert (attempt.ended_at, attempt.closed_at) == (MONDAY + MINUTE, None)
        [completion] = completions(session)
        assert (completion.officer_id, completion.module_id) == (attempt.officer_id, module.module_id)
        assert (completion.version_id, completion.unit_id) == (attempt.version_id, attempt.unit_id)
        assert (completion.rule, completion.evidence) == ("ending_reached", "ending")
        assert (completion.begun_at, completion.completed_at) == (MONDAY, MONDAY + MINUTE)

    def test_counts_it_once(self, session, attempt, module):
        chooses(session, attempt, module, *TO_SAFETY)
        chooses(session, attempt, module, ("kitchen", "wait"), ("kitchen", "call"), at=MONDAY + DAY)

        [completion] = completions(session)
        assert completion.completed_at == MONDAY
        assert session.execute(select(Progress.begun, Progress.done)).one() == (1, 1)
        assert session.execute(select(CompletionTotal.begun, CompletionTotal.done)).one() == (1, 1)

    def test_changing_an_earlier_choice_changes_the_way_and_keeps_the_completion(self, session, attempt, module):
        chooses(session, attempt, module, ("hall", "leave"))
        path = chooses(session, attempt, module, ("hall", "ask"), at=MONDAY + DAY)
        assert (path.steps, path.ending, attempt.ended_at) == (("hall", "kitchen"), None, None)
        [completion] = completions(session)
        assert completion.completed_at == MONDAY

    def test_the_same_event_again_changes_nothing(self, session, attempt, module):
        chooses(session, attempt, module, ("hall", "ask"), event_id="first")
        chooses(session, attempt, module, ("hall", "leave"), event_id="second")
        path = chooses(session, attempt, module, ("hall", "ask"), event_id="first")
        assert path.ending.code == "left"

    def test_refuses_a_choice_that_is_not_there(self, session, attempt, module):
        with pytest.raises(UnknownChoice):
            chooses(session, attempt, module, ("hall", "call"))

    def test_refuses_a_scene_another_window_has_left(self, session, attempt, module):
        chooses(session, attempt, module, ("hall", "ask"), ("hall", "leave"))
        with pytest.raises(NotOnYourPath, match="in another window, so nothing was changed"):
            chooses(session, attempt, module, ("kitchen", "call"))

    def test_an_ending_on_a_later_go_dates_nothing_anew(self, session, attempt, module):
        chooses(session, attempt, module, *TO_SAFETY)
        finish_scenario(session, attempt=attempt, module=module, at=MONDAY)
        again = begun(session, officer_of(session, attempt), module, at=MONDAY + DAY)
        chooses(session, again, module, *TO_SAFETY, at=MONDAY + DAY)
        [completion] = completions(session)
        assert completion.completed_at == MONDAY


class TestFinish:
    def test_lets_the_picks_go_and_keeps_the_completion(self, session, attempt, module):
        looks(session, attempt, module, "ticket")
        chooses(session, attempt, module, *TO_SAFETY)
        looks(session, attempt, module, "rota", Look.OPENED, scene="kitchen")

        finish_scenario(session, attempt=attempt, module=module, at=MONDAY + MINUTE)

        assert (attempt.closed_at, attempt.looking_at) == (MONDAY + MINUTE, None)
        assert picks(session) == set()
        assert session.scalars(select(HeardEvent)).all() == []
        assert len(completions(session)) == 1

    def test_a_first_attempt_leaves_a_sheet_without_a_name(self, session, attempt, module):
        looks(session, attempt, module, "ticket")
        looks(session, attempt, module, "coat", Look.LEFT)
        chooses(session, attempt, module, *TO_SAFETY)
        finish_scenario(session, attempt=attempt, module=module, at=MONDAY)

        [sheet] = session.scalars(select(UncountedSheet))
        assert (sheet.version_id, sheet.closed_on) == (module.version_id, MONDAY.date())
        assert sheet.sheet == {
            "hall": {
                "entered": True,
                "left_here": False,
                "objects": {"coat": "left", "ticket": "marked"},
                "choice": "ask",
            },
            "kitchen": {"entered": True, "left_here": False, "objects": {}, "choice": "call"},
        }

    def test_a_second_time_changes_nothing(self, session, attempt, module):
        chooses(session, attempt, module, *TO_SAFETY)
        finish_scenario(session, attempt=attempt, module=module, at=MONDAY)
        finish_scenario(session, attempt=attempt, module=module, at=MONDAY + DAY)
        assert attempt.closed_at == MONDAY
        assert len(session.scalars(select(UncountedSheet)).all()) == 1

    def test_a_later_go_leaves_no_sheet(self, session, attempt, module):
        chooses(session, attempt, module, *TO_SAFETY)
        finish_scenario(session, attempt=attempt, module=module, at=MONDAY)
        again = begun(session, officer_of(session, attempt), module, at=MONDAY + DAY)
        chooses(session, again, module, *TO_SAFETY)
        finish_scenario(session, attempt=again, module=module, at=MONDAY + DAY)
        assert len(session.scalars(select(UncountedSheet)).all()) == 1

    @pytest.mark.parametrize("changed", ["look", "choice"])
    def test_what_is_changed_after_an_ending_is_not_counted(self, session, attempt, module, changed):
        chooses(session, attempt, module, *TO_SAFETY)
        if changed == "look":
            looks(session, attempt, module, "ticket")
        else:
            chooses(session, attempt, module, ("hall", "leave"))
        finish_scenario(session, attempt=attempt, module=module, at=MONDAY)
        assert session.scalars(select(UncountedSheet)).all() == []

    def test_looking_back_without_a_change_is_counted(self, session, attempt, module):
        looks(session, attempt, module, "ticket")
        chooses(session, attempt, module, *TO_SAFETY)
        looks(session, attempt, module, "ticket", Look.OPENED)
        chooses(session, attempt, module, *TO_SAFETY)
        finish_scenario(session, attempt=attempt, module=module, at=MONDAY)
        assert len(session.scalars(select(UncountedSheet)).all()) == 1

    def test_refuses_without_an_ending(self, session, attempt, module):
        chooses(session, attempt, module, ("hall", "ask"))
        with pytest.raises(NoEndingYet) as refused:
            finish_scenario(session, attempt=attempt, module=module, at=MONDAY)
        assert refused.value.step == 2

    def test_nothing_can_be_picked_afterwards(self, session, attempt, module):
        chooses(session, attempt, module, *TO_SAFETY)
        finish_scenario(session, attempt=attempt, module=module, at=MONDAY)
        with pytest.raises(AlreadyClosed):
            looks(session, attempt, module, "ticket")
        with pytest.raises(AlreadyClosed):
            chooses(session, attempt, module, ("hall", "leave"))
        assert picks(session) == set()
