"""An index and its reliability: published values, the definition worked another way, and what must hold."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.measurement.figures import ImpossibleFigures
from safeguarding.measurement.index import alpha_of_variances, cronbach_alpha, index_score

properties = settings(max_examples=30, deadline=None)

# R's data set attitude: 30 departments on seven questions (Chatterjee & Price 1977).
ATTITUDE = """
43 51 30 39 61 92 45   63 64 51 54 63 73 47   71 70 68 69 76 86 48   61 63 45 47 54 84 35   81 78 56 66 71 83 47
43 55 49 44 54 49 34   58 67 42 56 66 68 35   71 75 50 55 70 66 41   72 82 72 67 71 83 31   67 61 45 47 62 80 41
64 53 53 58 58 67 34   67 60 47 39 59 74 41   69 62 57 42 55 63 25   68 83 83 45 59 77 35   77 77 54 72 79 77 46
81 90 50 72 60 54 36   74 85 64 69 79 79 63   65 60 65 75 55 80 60   65 70 46 57 75 85 46   50 58 68 54 64 78 52
50 40 33 34 43 64 33   64 61 52 62 66 80 41   53 66 52 50 63 80 37   40 37 42 58 50 57 49   63 54 42 48 66 75 33
66 77 66 63 88 76 72   78 75 58 74 80 78 49   48 57 44 45 51 83 38   85 85 71 71 77 74 55   82 82 39 59 64 78 39
"""
FIGURES = [int(figure) for figure in ATTITUDE.split()]
ROWS = [FIGURES[start : start + 7] for start in range(0, 210, 7)]


class TestPublishedAnswers:
    def test_bland_and_altman(self):
        """P18: the mini-HAQ of Bland & Altman 1997: ten items, variances adding up to 11.16, of the sum 77.44."""
        assert f"{alpha_of_variances([1.116] * 10, total_variance=77.44):.3f}" == "0.951"

    def test_attitude(self):
        """P19: R's package psych; Feldt's limits."""
        found = cronbach_alpha(ROWS)
        assert (f"{found.alpha:.4f}", f"{found.standardised:.4f}") == ("0.8431", "0.8391")
        assert (f"{found.interval.lower:.2f}", f"{found.interval.upper:.2f}") == ("0.74", "0.92")
        assert f"{found.without[5]:.4f}" == "0.8639"


class TestCronbachAlpha:
    @properties
    @given(st.integers(0, 10**6))
    def test_is_items_times_covariance_over_the_covariance_of_all(self, seed):
        """k * mean covariance / (mean variance + (k - 1) * mean covariance): the other form of the definition."""
        rows = np.random.default_rng(seed).integers(1, 6, (12, 5))
        rows[0], rows[1] = 1, 5
        covariance = np.cov(rows.T)
        variance = np.trace(covariance) / 5
        between = (covariance.sum() - np.trace(covariance)) / 20
        found = cronbach_alpha(rows.tolist())
        assert found.alpha == pytest.approx(5 * between / (variance + 4 * between), abs=1e-12)
        assert found.interval.lower < found.alpha < found.interval.upper <= 1

    def test_does_not_depend_on_where_an_item_begins(self):
        moved = [[row[0] + 100, *row[1:]] for row in ROWS]
        assert cronbach_alpha(moved).alpha == pytest.approx(cronbach_alpha(ROWS).alpha)

    def test_is_one_for_the_same_item_twice(self):
        twice = cronbach_alpha([[row[0], row[0]] for row in ROWS])
        assert (twice.alpha, twice.standardised, twice.without) == (pytest.approx(1), pytest.approx(1), ())

    @pytest.mark.parametrize(
        ("rows", "why"),
        [
            ([], "two people and two items"),
            ([[1, 2]], "two people and two items"),
            ([[1], [2]], "two people and two items"),
            ([[1, 2], [3]], "an answer to every item"),
            ([[1, 2], [1, 3]], "item 0 alike"),
            ([[1, 2], [2, 1]], "the same sum"),
            ([[1, math.nan], [2, 1]], "missing or infinite"),
        ],
    )
    def test_refuses_impossible_answers(self, rows, why):
        with pytest.raises(ImpossibleFigures, match=why):
            cronbach_alpha(rows)

    def test_refuses_one_variance(self):
        with pytest.raises(ImpossibleFigures, match="At least two items"):
            alpha_of_variances([1.0], total_variance=1.0)


class TestIndexScore:
    def test_is_the_mean_after_turning_reversed_items_round(self):
        assert index_score([5, 4, 1], points=5, reversed_items={2}) == pytest.approx(14 / 3)

    def test_needs_two_thirds_of_the_items(self):
        assert index_score([4, 5, None], points=5) == 4.5
        assert index_score([4, None, None], points=5) is None
        assert index_score([None, None, None], points=5) is None
        assert index_score([3, 3, 3, None, None], points=5) is None

    @properties
    @given(st.lists(st.integers(1, 5), min_size=1, max_size=8))
    def test_turning_every_item_round_mirrors_it(self, answers):
        everyone = range(len(answers))
        mirrored = index_score([6 - answer for answer in answers], points=5, reversed_items=everyone)
        assert mirrored == index_score(answers, points=5)
        assert 1 <= mirrored <= 5

    @pytest.mark.parametrize(
        ("answers", "points", "reversed_items", "why"),
        [
            ([], 5, (), "needs items"),
            ([6], 5, (), "6 cannot be one"),
            ([0], 5, (), "0 cannot be one"),
            ([1], 1, (), "scale cannot have 1 points"),
            ([1], 5, (1,), "no item 1 to reverse"),
        ],
    )
    def test_refuses_impossible_answers(self, answers, points, reversed_items, why):
        with pytest.raises(ImpossibleFigures, match=why):
            index_score(answers, points=points, reversed_items=reversed_items)
