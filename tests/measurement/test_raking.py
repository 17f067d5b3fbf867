"""Raking: the table of Kalton and Flores-Cervantes, and what must hold for any answers."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.measurement.figures import ImpossibleFigures
from safeguarding.measurement.raking import Margin, RakingDidNotSettle, rake

properties = settings(max_examples=30, deadline=None)

COUNTS = {"b1": (20, 50, 100, 30), "b2": (40, 140, 50, 100), "b3": (40, 310, 50, 70)}
PEOPLE_A = {"a1": 175, "a2": 550, "a3": 430, "a4": 345}
PEOPLE_B = {"b1": 365, "b2": 415, "b3": 720}
PRINTED = {"b1": "1.81 1.08 2.20 1.83", "b2": "1.45 0.87 1.76 1.47", "b3": "2.02 1.21 2.45 2.04"}


@st.composite
def margins(draw):
    """Answers in two groupings that surely can be raked, and soon: every crossing has somebody, none has most, and
    the margins come from weights that exist."""
    crossings = [(unit, role) for unit in "ABC" for role in "xyz"]
    crossings += draw(st.lists(st.sampled_from(crossings), max_size=18))
    many = len(crossings)
    groups = [list(grouping) for grouping in zip(*crossings, strict=True)]
    hidden = draw(st.lists(st.floats(0.5, 3), min_size=many, max_size=many))
    made = []
    for name, of in zip(("Unit", "Role"), groups, strict=True):
        made.append(Margin(name, of, {g: sum(w for w, o in zip(hidden, of, strict=True) if o == g) for g in set(of)}))
    return made


class TestPublishedAnswer:
    def test_kalton_and_flores_cervantes(self):
        """P8: Journal of Official Statistics 19, table as stored with the R package survey."""
        one_each = [
            (b, f"a{a}") for b, row in COUNTS.items() for a, count in enumerate(row, start=1) for _ in range(count)
        ]
        raked = rake(
            [1.0] * len(one_each),
            [Margin("A", [a for _, a in one_each], PEOPLE_A), Margin("B", [b for b, _ in one_each], PEOPLE_B)],
        )
        factors = dict(zip(one_each, raked.weights, strict=True))
        for b, printed in PRINTED.items():
            assert " ".join(f"{factors[b, a]:.2f}" for a in PEOPLE_A) == printed


class TestRake:
    @properties
    @given(margins())
    def test_meets_every_margin(self, made):
        raked = rake([1.0] * len(made[0].groups), made)
        for margin in made:
            for group, people in margin.people.items():
                found = math.fsum(w for w, of in zip(raked.weights, margin.groups, strict=True) if of == group)
                assert found == pytest.approx(people, rel=1e-9)

    @properties
    @given(margins(), st.floats(0.01, 100))
    def test_does_not_depend_on_the_scale_it_began_with(self, made, scale):
        many = len(made[0].groups)
        assert rake([scale] * many, made).weights == pytest.approx(rake([1.0] * many, made).weights, rel=1e-8)

    @properties
    @given(margins())
    def test_does_not_depend_on_the_order_of_the_margins(self, made):
        many = len(made[0].groups)
        assert rake([1.0] * many, made[::-1]).weights == pytest.approx(rake([1.0] * many, made).weights, rel=1e-7)

    def test_leaves_alone_what_already_fits(self):
        fits = [Margin("Unit", ["A", "A", "B"], {"A": 5, "B": 3})]
        raked = rake([2, 3, 3], fits)
        assert (raked.weights, raked.rounds) == ([2, 3, 3], 1)

    def test_post_stratifies_in_one_round_when_there_is_one_margin(self):
        raked = rake([1, 1, 2], [Margin("Unit", ["A", "A", "B"], {"A": 30, "B": 50})])
        assert raked.weights == pytest.approx([15, 15, 50])
        assert raked.rounds == 2

    @pytest.mark.parametrize(
        ("margin", "why"),
        [
            (Margin("Unit", ["A", "B"], {"A": 10, "B": 5, "C": 3}), "Unit 'C' has no answers; merge it"),
            (Margin("Unit", ["A", "B"], {"A": 10}), "Unit 'B' has answers, but nobody knows how many people"),
            (Margin("Unit", ["A", "B"], {"A": 10, "B": 0}), "Unit 'B' cannot have 0 people"),
            (Margin("Unit", ["A"], {"A": 10}), "Unit names 1 groups for 2 answers"),
            (Margin("Unit", ["A", "B"], {"A": 10, "B": math.nan}), "missing or infinite"),
        ],
    )
    def test_refuses_impossible_margins(self, margin, why):
        with pytest.raises(ImpossibleFigures, match=why):
            rake([1, 1], [margin])

    def test_refuses_margins_that_disagree_on_how_many_there_are(self):
        unit, role = Margin("Unit", ["A", "B"], {"A": 10, "B": 5}), Margin("Role", ["x", "y"], {"x": 9, "y": 5})
        with pytest.raises(ImpossibleFigures, match="Unit adds up to 15 people and Role to 14"):
            rake([1, 1], [unit, role])

    def test_refuses_no_margin_and_no_weights(self):
        with pytest.raises(ImpossibleFigures, match="no margin"):
            rake([1.0], [])
        with pytest.raises(ImpossibleFigures, match="no answers"):
            rake([], [Margin("Unit", [], {})])

    def test_says_so_when_it_would_take_too_long(self):
        """A fit exists, but the groupings are all but the same, and one person carries all the difference."""
        units, roles = ["A"] * 7 + ["B"] * 6, ["x"] * 8 + ["y"] * 5
        unit, role = Margin("Unit", units, {"A": 29, "B": 24.5}), Margin("Role", roles, {"x": 29.5, "y": 24})
        with pytest.raises(RakingDidNotSettle):
            rake([1.0] * 13, [unit, role])

    def test_says_so_when_nothing_fits(self):
        """Both groupings are the same people, but told to be of different sizes."""
        unit, role = Margin("Unit", ["A", "B"], {"A": 10, "B": 5}), Margin("Role", ["x", "y"], {"x": 5, "y": 10})
        with pytest.raises(RakingDidNotSettle, match="merge small groups that never meet"):
            rake([1, 1], [unit, role])
