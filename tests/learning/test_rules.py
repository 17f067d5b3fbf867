"""The small decisions of learning, each on values alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from safeguarding.content.formats.scenario import read_scenario
from safeguarding.learning.rules.done import (
    DONE_RULES,
    Evidence,
    RuleCode,
    done_rule,
    enough_time_to_read,
    evidence_kept,
    may_be_set_aside,
    why_done,
)
from safeguarding.learning.rules.looks import Look
from safeguarding.learning.rules.next_thing import Standing, next_thing, still_to_do, within_minutes
from safeguarding.learning.rules.path import walk
from safeguarding.learning.rules.sheet import fold, sheet_of
from safeguarding.learning.rules.telling import (
    Group,
    asked_and_fine_sentence,
    group_of,
    in_words,
    looked_twice_sentence,
)
from tests.learning.learning_factories import DAY, MONDAY, scenario_body

SCENARIO = read_scenario(scenario_body())


class TestDone:
    @pytest.mark.parametrize("kind", DONE_RULES)
    def test_every_kind_says_its_rule_before_and_after(self, kind):
        rule = done_rule(kind)
        assert rule.before.startswith("This counts as done when you")
        assert why_done(rule.code, "") == rule.after

    def test_every_code_has_one_rule(self):
        assert {rule.code for rule in DONE_RULES.values()} == set(RuleCode)
        assert len(set(DONE_RULES.values())) == len(RuleCode)

    @pytest.mark.parametrize(("seconds", "enough"), [(0, False), (59, False), (60, True), (3600, True)])
    def test_a_thousand_words_take_a_minute(self, seconds, enough):
        assert enough_time_to_read(words=1000, begun_at=MONDAY, at=MONDAY + timedelta(seconds=seconds)) is enough

    def test_a_content_note_hides_who_set_it_aside(self):
        kept = evidence_kept(Evidence.READ, kind="article", has_content_note=True)
        assert kept is Evidence.READ_OR_SET_ASIDE
        assert why_done("read_and_answered", kept) == "You read it, or set it aside; both count the same."
        assert evidence_kept(Evidence.READ, kind="article", has_content_note=False) is Evidence.READ

    def test_only_what_has_a_content_note_and_is_gone_through_may_be_set_aside(self):
        noted = {kind for kind in DONE_RULES if may_be_set_aside(kind, has_content_note=True)}
        assert noted == {"article", "blog", "podcast", "scenario"}
        assert not any(may_be_set_aside(kind, has_content_note=False) for kind in DONE_RULES)


class TestWalk:
    def test_begins_at_the_first_scene(self):
        path = walk(SCENARIO, {})
        assert (path.steps, path.ending, path.furthest) == (("hall",), None, 1)

    def test_follows_choices_to_an_ending(self):
        path = walk(SCENARIO, {"hall": "ask", "kitchen": "wait", "landing": "ring"})
        assert path.steps == ("hall", "kitchen", "landing")
        assert path.ending is SCENARIO.ending("safe")

    def test_an_earlier_choice_changed_changes_the_way(self):
        path = walk(SCENARIO, {"hall": "leave", "kitchen": "wait", "landing": "ring"})
        assert (path.steps, path.ending) == (("hall",), SCENARIO.ending("left"))

    def test_a_choice_it_does_not_know_leads_nowhere(self):
        assert walk(SCENARIO, {"hall": "fly"}).steps == ("hall",)

    def test_tells_steps_by_number(self):
        path = walk(SCENARIO, {"hall": "ask", "kitchen": "call"})
        assert [path.step_of(scene) for scene in ("hall", "kitchen", "landing")] == [1, 2, None]
        assert [path.step_after(scene) for scene in ("hall", "kitchen")] == [2, None]


class TestSheet:
    def test_tells_only_what_is_on_the_way(self):
        sheet = sheet_of(
            SCENARIO,
            choices={"hall": "ask", "landing": "ring"},
            looks={("hall", "coat"): Look.LEFT, ("landing", "bell"): Look.MARKED},
        )
        assert sheet == {
            "hall": {"entered": True, "left_here": False, "objects": {"coat": "left"}, "choice": "ask"},
            "kitchen": {"entered": True, "left_here": True, "objects": {}, "choice": None},
        }

    def test_nobody_left_where_an_ending_was_reached(self):
        sheet = sheet_of(SCENARIO, choices={"hall": "leave"}, looks={})
        assert not sheet["hall"]["left_here"]

    def test_adds_up(self):
        one = sheet_of(SCENARIO, choices={"hall": "ask"}, looks={("hall", "coat"): Look.LEFT})
        other = sheet_of(SCENARIO, choices={"hall": "leave"}, looks={("hall", "coat"): Look.LEFT})
        assert fold([one, other]) == {
            ("hall", "entered", ""): 2,
            ("hall", "left", "coat"): 2,
            ("hall", "chose", "ask"): 1,
            ("hall", "chose", "leave"): 1,
            ("kitchen", "entered", ""): 1,
            ("kitchen", "left_here", ""): 1,
        }


class TestTelling:
    @pytest.mark.parametrize(
        ("is_sign", "look", "group"),
        [
            (True, Look.MARKED, Group.LOOKED_TWICE),
            (True, Look.LEFT, Group.EASY_TO_WALK_PAST),
            (True, Look.OPENED, Group.EASY_TO_WALK_PAST),
            (True, None, Group.EASY_TO_WALK_PAST),
            (False, Look.MARKED, Group.ASKED_AND_FINE),
            (False, Look.OPENED, None),
            (False, Look.LEFT, None),
            (False, None, None),
        ],
    )
    def test_groups(self, is_sign, look, group):
        assert group_of(is_sign=is_sign, look=look) is group

    @pytest.mark.parametrize(
        ("noticed", "signs", "sentence"),
        [
            (5, 7, "You looked twice at five of the seven that mattered."),
            (1, 2, "You looked twice at one of the two that mattered."),
            (0, 7, "The seven things that mattered are easy to walk past."),
            (0, 1, "The one thing that mattered is easy to walk past."),
            (1, 1, "You looked twice at the one thing that mattered."),
            (2, 2, "You looked twice at both things that mattered."),
            (7, 7, "You looked twice at all seven that mattered."),
            (0, 0, "Nothing on your way needed a second look."),
        ],
    )
    def test_the_headline(self, noticed, signs, sentence):
        assert looked_twice_sentence(noticed=noticed, signs=signs) == sentence

    def test_asking_about_something_fine_is_never_a_mistake(self):
        assert asked_and_fine_sentence(asked=0) is None
        assert "one thing that turned out" in asked_and_fine_sentence(asked=1)
        assert "two things that turned out" in asked_and_fine_sentence(asked=2)

    def test_counts_are_words_as_far_as_twenty(self):
        assert [in_words(number) for number in (1, 12, 20, 21)] == ["one", "twelve", "twenty", "21"]

    def test_no_mark_percentage_or_blame(self):
        told = [looked_twice_sentence(noticed=n, signs=s) for s in range(25) for n in range(s + 1)]
        assert not [words for words in told for bad in ("%", "score", "miss", "fail", "wrong") if bad in words.lower()]


@dataclass(frozen=True)
class An:
    code: str
    standing: Standing
    position: int
    minutes: int = 5
    last_at: datetime | None = None
    theme_codes: tuple[str, ...] = ()


class TestNextThing:
    def test_half_done_comes_first(self):
        items = [
            An("a", Standing.DONE, 1, last_at=MONDAY),
            An("b", Standing.NOT_BEGUN, 2),
            An("c", Standing.HALF_DONE, 3, last_at=MONDAY),
            An("d", Standing.HALF_DONE, 4, last_at=MONDAY + DAY),
        ]
        assert [item.code for item in still_to_do(items)] == ["d", "c", "b"]
        assert next_thing(items).code == "d"

    def test_then_the_campaigns_order(self):
        items = [An("later", Standing.NOT_BEGUN, 2), An("sooner", Standing.NOT_BEGUN, 1)]
        assert next_thing(items).code == "sooner"

    def test_a_theme_of_which_less_is_done_goes_before(self):
        items = [
            An("a", Standing.DONE, 1, last_at=MONDAY, theme_codes=("missing",)),
            An("b", Standing.NOT_BEGUN, 2, theme_codes=("missing",)),
            An("c", Standing.NOT_BEGUN, 3, theme_codes=("missing", "abuse")),
            An("d", Standing.NOT_BEGUN, 4, theme_codes=("abuse",)),
        ]
        assert [item.code for item in still_to_do(items)] == ["c", "d", "b"]

    def test_nothing_when_all_is_done(self):
        assert next_thing([An("a", Standing.DONE, 1, last_at=MONDAY)]) is None

    def test_what_fits_into_two_minutes(self):
        items = [An("long", Standing.NOT_BEGUN, 1, minutes=5), An("short", Standing.NOT_BEGUN, 2, minutes=2)]
        assert [item.code for item in within_minutes(items, 2)] == ["short"]
