"""The map of a scenario: what stands where, and that nothing lies on anything else."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.web.author.map import BOX_HEIGHT, BOX_WIDTH, Stop, drawing_of

HALLWAY = [
    Stop("hall", "The hallway", False, ("kitchen", "landing", "kitchen")),
    Stop("kitchen", "The kitchen", False, ("landing", "safe")),
    Stop("landing", "The landing", False, ("left", None)),
    Stop("safe", "Safe", True),
    Stop("left", "A long title that would never fit in one line of a box, nor in two", True),
]


def boxes_of(drawing):
    return {box.code: box for box in drawing.boxes}


class TestDrawing:
    def test_puts_what_follows_below_what_leads_to_it(self):
        boxes = boxes_of(drawing_of(HALLWAY, first="hall"))
        assert boxes["hall"].y < boxes["kitchen"].y < boxes["landing"].y < boxes["left"].y

    def test_draws_choices_that_lead_to_the_same_place_as_one_line_with_both_numbers(self):
        lines = drawing_of(HALLWAY, first="hall").lines
        assert [line.numbers for line in lines if (line.scene, line.target) == ("hall", "kitchen")] == [(1, 3)]

    def test_draws_no_line_for_a_choice_that_leads_nowhere_yet(self):
        lines = drawing_of(HALLWAY, first="hall").lines
        assert [line.numbers for line in lines if line.scene == "landing"] == [(1,)]

    def test_puts_what_no_path_reaches_at_the_foot(self):
        boxes = boxes_of(drawing_of([*HALLWAY, Stop("attic", "The attic", False, ())], first="hall"))
        assert boxes["attic"].y > boxes["safe"].y

    def test_shortens_a_title_to_two_lines(self):
        lines = boxes_of(drawing_of(HALLWAY, first="hall"))["left"].lines
        assert len(lines) == 2
        assert lines[1].endswith("…")

    def test_bears_a_ring_and_an_empty_scenario(self):
        round_and_round = [Stop("a", "A", False, ("b",)), Stop("b", "B", False, ("a", "b"))]
        assert len(drawing_of(round_and_round, first="a").boxes) == 2
        assert drawing_of([], first=None).boxes == ()


def sideways_in(line):
    """The level parts of a line: how far down, from where to where."""
    x, found = 0.0, []
    for what, value in re.findall(r"([MVH])([\d.]+)", line.way):
        if what == "V":
            y = float(value)
        elif what == "H":
            found.append((y, min(x, float(value)), max(x, float(value))))
        if what != "V":
            x = float(value)
    return [(y, left, right) for y, left, right in found if right - left > 1]


@settings(max_examples=60, deadline=None)
@given(st.deferred(lambda: scenarios()))
def test_no_line_lies_upon_another_on_its_way_to_another_place(scenario):
    stops, first = scenario
    lines = drawing_of(stops, first=first).lines
    for number, one in enumerate(lines):
        for other in [line for line in lines[number + 1 :] if line.target != one.target]:
            for y, left, right in sideways_in(one):
                for other_y, other_left, other_right in sideways_in(other):
                    assert y != other_y or right < other_left or other_right < left


@st.composite
def scenarios(draw):
    codes = [f"s{number}" for number in range(draw(st.integers(1, 12)))]
    endings = [f"e{number}" for number in range(draw(st.integers(0, 4)))]
    targets = st.lists(st.sampled_from([*codes, *endings, None]), max_size=5)
    stops = [Stop(code, code.upper(), False, tuple(draw(targets))) for code in codes]
    return [*stops, *(Stop(code, code.upper(), True) for code in endings)], draw(st.sampled_from([*codes, None]))


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_no_two_boxes_overlap_and_none_stands_outside(scenario):
    stops, first = scenario
    drawing = drawing_of(stops, first=first)
    assert {box.code for box in drawing.boxes} == {stop.code for stop in stops}
    for box in drawing.boxes:
        assert box.x >= 0
        assert box.x + BOX_WIDTH <= drawing.width
        assert box.y + BOX_HEIGHT <= drawing.height
    for number, one in enumerate(drawing.boxes):
        for other in drawing.boxes[number + 1 :]:
            assert abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT
