"""What trainers are told of what officers did, and that nothing under ten can be worked out from it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.learning.models import SceneCount
from safeguarding.learning.queries.scene_counts import ObjectDid, what_officers_did
from safeguarding.learning.rules.sheet import Counted
from safeguarding.learning.rules.told_counts import (
    HIDDEN,
    NOT_SHOWN,
    Count,
    LeadsTo,
    SceneCounts,
    all_names,
    hidden_flow,
    hidden_looks,
    tables_of,
)
from safeguarding.measurement.disclosure import attack, is_small
from safeguarding.measurement.possible_counts import Sum, published
from tests.learning.learning_factories import a_module, article_body

LEADS_TO: LeadsTo = {
    ("hall", "ask"): "kitchen",
    ("hall", "leave"): None,
    ("kitchen", "call"): None,
    ("kitchen", "wait"): "landing",
    ("landing", "ring"): None,
    ("landing", "leave"): None,
}


def counted(session, version_id: int, counts: dict[tuple[str, Counted, str], int]) -> None:
    session.add_all(
        SceneCount(version_id=version_id, scene=scene, what=what, code=code, officers=officers)
        for (scene, what, code), officers in counts.items()
    )
    session.flush()


MANY = {
    ("hall", Counted.ENTERED, ""): 3100,
    ("hall", Counted.LEFT_HERE, ""): 100,
    ("hall", Counted.CHOSE, "ask"): 2000,
    ("hall", Counted.CHOSE, "leave"): 1000,
    ("hall", Counted.MARKED, "ticket"): 1240,
    ("hall", Counted.OPENED, "ticket"): 600,
    ("hall", Counted.LEFT, "ticket"): 300,
    ("hall", Counted.MARKED, "coat"): 4,
    ("hall", Counted.OPENED, "coat"): 900,
    ("kitchen", Counted.ENTERED, ""): 2000,
    ("kitchen", Counted.CHOSE, "call"): 1500,
    ("kitchen", Counted.CHOSE, "wait"): 500,
    ("landing", Counted.ENTERED, ""): 500,
    ("landing", Counted.CHOSE, "ring"): 480,
    ("landing", Counted.CHOSE, "leave"): 20,
}


class TestWhatOfficersDid:
    def test_tells_counts_with_those_who_could_have(self, session):
        module = a_module(session)
        counted(session, module.version_id, MANY)

        told = what_officers_did(session, version_id=module.version_id)

        assert told is not None
        assert told.attempts.words == "3,100 officers"
        hall = told.scenes["hall"]
        assert (hall.entered.value, hall.left_here.words) == (3100, "100 of 3,100 officers")
        assert hall.choices["ask"].share == pytest.approx(2000 / 3100)
        assert hall.objects["ticket"].marked.words == "1,240 of 3,100 officers"
        assert told.scenes["landing"].entered == Count(500, 3100)

    def test_withholds_what_fewer_than_ten_did(self, session):
        module = a_module(session)
        counted(session, module.version_id, MANY)

        told = what_officers_did(session, version_id=module.version_id)

        assert told is not None
        coat = told.scenes["hall"].objects["coat"]
        assert (coat.marked.value, coat.marked.words, coat.opened.value) == (None, NOT_SHOWN, 900)

    def test_withholds_what_would_give_a_small_choice_away(self, session):
        few = {**MANY, ("landing", Counted.CHOSE, "ring"): 495, ("landing", Counted.CHOSE, "leave"): 5}
        module = a_module(session)
        counted(session, module.version_id, few)

        told = what_officers_did(session, version_id=module.version_id)

        assert told is not None
        assert told.scenes["landing"].choices == {"ring": HIDDEN, "leave": HIDDEN}

    def test_says_nothing_until_ten_are_counted(self, session):
        module = a_module(session)
        told = what_officers_did(session, version_id=module.version_id)

        assert told is not None
        assert told.attempts == HIDDEN
        assert told.scenes["hall"].objects["ticket"] == ObjectDid()
        assert all(choice == HIDDEN for scene in told.scenes.values() for choice in scene.choices.values())

    def test_says_nothing_of_counts_that_do_not_add_up(self, session):
        module = a_module(session)
        counted(session, module.version_id, {**MANY, ("hall", Counted.ENTERED, ""): 3101})

        told = what_officers_did(session, version_id=module.version_id)

        assert told is not None
        assert told.scenes["kitchen"].entered == HIDDEN

    def test_is_told_of_scenarios_alone(self, session):
        module = a_module(session, body=article_body())
        assert what_officers_did(session, version_id=module.version_id) is None


def flow(draw: st.DrawFn) -> dict[str, SceneCounts]:
    """Some officers, each at most so many, gone through the three scenes."""

    def shares(people: int, ways: int) -> list[int]:
        cuts = sorted(draw(st.lists(st.integers(0, people), min_size=ways - 1, max_size=ways - 1)))
        return [high - low for low, high in zip([0, *cuts], [*cuts, people], strict=True)]

    scenes = {}
    entered = draw(st.integers(10, 120))
    for scene, choices in {"hall": ("ask", "leave"), "kitchen": ("call", "wait"), "landing": ("ring", "leave")}.items():
        left, *chose = shares(entered, 3)
        scenes[scene] = SceneCounts(entered, left, dict(zip(choices, chose, strict=True)))
        entered = scenes[scene].chose[{"hall": "ask", "kitchen": "wait", "landing": "ring"}[scene]]
    return scenes


class TestNothingSmallCanBeWorkedOut:
    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(st.data())
    def test_of_scenes_and_choices(self, data):
        scenes = flow(data.draw)
        hidden = hidden_flow(scenes, leads_to=LEADS_TO, first="hall")
        tables = tables_of(scenes, leads_to=LEADS_TO, first="hall")
        shown = [figure for figure in tables.figures if figure.name not in hidden]

        assert attack(tables.sums, shown, tables.small) == {}

    def test_hiding_small_counts_alone_would_not_be_enough(self):
        scenes = {
            "hall": SceneCounts(100, 0, {"ask": 95, "leave": 5}),
            "kitchen": SceneCounts(95, 0, {"call": 50, "wait": 45}),
            "landing": SceneCounts(45, 0, {"ring": 25, "leave": 20}),
        }
        tables = tables_of(scenes, leads_to=LEADS_TO, first="hall")
        shown = [figure for figure in tables.figures if figure.name not in tables.small]

        assert "chose/hall/leave" in attack(tables.sums, shown, tables.small)
        assert hidden_flow(scenes, leads_to=LEADS_TO, first="hall") > tables.small

    @settings(max_examples=150, deadline=None, derandomize=True)
    @given(st.integers(10, 90), st.data())
    def test_of_an_object(self, entered, data):
        cuts = sorted(data.draw(st.lists(st.integers(0, entered), min_size=3, max_size=3)))
        marked, opened, left, rest = (high - low for low, high in zip([0, *cuts], [*cuts, entered], strict=True))
        looks = {"marked": marked, "opened": opened, "left": left}

        hidden = hidden_looks(entered=entered, looks=looks)

        everyone = Sum("entered", ("marked", "opened", "left", "rest"))
        shown = [published(name, people) for name, people in looks.items() if name not in hidden]
        shown.append(published("entered", entered))
        small = {name for name, people in {**looks, "rest": rest}.items() if is_small(people, of=entered)}
        assert attack([everyone], shown, small) == {}

    def test_names_all_there_are(self):
        assert all_names({"hall": SceneCounts(1, 1, {"ask": 0})}) == {"entered/hall", "left/hall", "chose/hall/ask"}
