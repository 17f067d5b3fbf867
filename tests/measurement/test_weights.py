"""What an answer counts for: exact small cases and what must hold for any weights."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.measurement.figures import ImpossibleFigures
from safeguarding.measurement.weights import capped, kish_design_effect, kish_effective_size, weights_for

properties = settings(max_examples=30, deadline=None)
weights = st.lists(st.floats(0.01, 1000), min_size=1, max_size=60)


class TestWeightsFor:
    def test_says_how_many_each_stands_for(self):
        assert weights_for(whole={"A": 400, "B": 90}, part={"A": 100, "B": 60}) == {"A": 4, "B": 1.5}

    @pytest.mark.parametrize(
        ("part", "why"),
        [
            ({"A": 0}, "Nobody in class 'A' can stand for its 40 people"),
            ({"A": 41}, "Class 'A' has 40 people"),
            ({"A": -1}, "cannot be a number of people"),
            ({"A": 10, "B": 1}, "Class 'B' is on one side only"),
        ],
    )
    def test_refuses_impossible_classes(self, part, why):
        with pytest.raises(ImpossibleFigures, match=why):
            weights_for(whole={"A": 40}, part=part)


class TestKish:
    def test_gives_the_textbook_answer(self):
        assert kish_effective_size([1, 2, 3]) == pytest.approx(36 / 14)

    @properties
    @given(weights)
    def test_lies_between_one_and_the_number_of_answers(self, given_weights):
        size = kish_effective_size(given_weights)
        assert 1 - 1e-9 <= size <= len(given_weights) + 1e-9
        assert kish_design_effect(given_weights) == pytest.approx(len(given_weights) / size)

    @properties
    @given(weights, st.sampled_from([1e-200, 0.5, 1e200]))
    def test_does_not_depend_on_the_scale(self, given_weights, scale):
        scaled = [weight * scale for weight in given_weights]
        assert kish_effective_size(scaled) == pytest.approx(kish_effective_size(given_weights))

    @pytest.mark.parametrize("wrong", [[], [1, 0], [1, -2], [1, math.inf]])
    def test_refuses_impossible_weights(self, wrong):
        with pytest.raises(ImpossibleFigures):
            kish_effective_size(wrong)


class TestCapped:
    @properties
    @given(weights, st.floats(1.05, 20))
    def test_keeps_the_sum_and_the_order_and_lets_nothing_over(self, given_weights, ratio):
        cut = capped(given_weights, ratio=ratio)
        assert math.fsum(cut) == pytest.approx(math.fsum(given_weights))
        assert max(cut) <= ratio * math.fsum(given_weights) / len(given_weights) * (1 + 1e-9)
        for (one, cut_one), (other, cut_other) in zip(
            zip(given_weights, cut, strict=True), zip(given_weights[1:], cut[1:], strict=False), strict=False
        ):
            if one < other:
                assert cut_one <= cut_other * (1 + 1e-9)

    @properties
    @given(weights)
    def test_never_loses_effective_size(self, given_weights):
        assert kish_effective_size(capped(given_weights, ratio=2)) >= kish_effective_size(given_weights) * (1 - 1e-9)

    def test_leaves_alone_what_is_under_the_cap(self):
        assert capped([1, 2, 3], ratio=5) == [1, 2, 3]

    def test_refuses_a_ratio_that_cannot_keep_the_sum(self):
        with pytest.raises(ImpossibleFigures, match="must be above 1"):
            capped([1, 2], ratio=1)
