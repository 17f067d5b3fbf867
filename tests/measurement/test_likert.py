"""A labelled scale twice: published tables, statsmodels, and what must hold for any table."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.measurement.figures import ImpossibleFigures
from safeguarding.measurement.likert import (
    NET_AGREEMENT,
    MatchedScale,
    bhapkar,
    matched_scale,
    mean_shift,
    stuart_maxwell,
    top_two_box,
)
from safeguarding.measurement.mcnemar import mcnemar
from safeguarding.measurement.means import matched_mean_change, scores_of
from safeguarding.measurement.paired import PairedAnswers

properties = settings(max_examples=30, deadline=None)

VISION = MatchedScale(((1520, 266, 124, 66), (234, 1512, 432, 78), (117, 362, 1772, 205), (36, 82, 179, 492)))
SPARSE = MatchedScale(((596, 18, 6, 5), (0, 2, 0, 0), (0, 0, 42, 0), (11, 0, 0, 0)))


def scales(*, least, points=5):
    row = st.tuples(*[st.integers(least, 60)] * points)
    return st.tuples(*[row] * points).filter(lambda counts: any(map(any, counts))).map(MatchedScale)


class TestPublishedAnswers:
    def test_distance_vision_of_7477_women(self):
        """P14: Stuart 1955."""
        assert VISION.people == 7477
        assert f"{stuart_maxwell(VISION).statistic:.3f}" == "11.957"
        assert f"{bhapkar(VISION).statistic:.3f}" == "11.976"
        assert stuart_maxwell(VISION).degrees_of_freedom == bhapkar(VISION).degrees_of_freedom == 3

    def test_distance_vision_is_the_table_of_which_bowkers_test_of_symmetry_is_printed_too(self):
        """P14: a test the product does not use."""
        from statsmodels.stats.contingency_tables import SquareTable

        symmetry = SquareTable(np.array(VISION.counts), shift_zeros=False).symmetry(method="bowker")
        assert (f"{symmetry.statistic:.3f}", symmetry.df) == ("19.107", 6)

    def test_a_sparse_table(self):
        """P14b: stored tests of the package contingencytables."""
        assert f"{stuart_maxwell(SPARSE).statistic:.3f}" == "26.250"
        assert f"{bhapkar(SPARSE).statistic:.3f}" == "27.304"
        assert stuart_maxwell(SPARSE).degrees_of_freedom == bhapkar(SPARSE).degrees_of_freedom == 3


class TestStuartMaxwellAndBhapkar:
    @properties
    @given(scales(least=1))
    def test_agree_with_statsmodels(self, scale):
        from statsmodels.stats.contingency_tables import SquareTable

        theirs = SquareTable(np.array(scale.counts), shift_zeros=False)
        for ours, method in ((stuart_maxwell, "stuart_maxwell"), (bhapkar, "bhapkar")):
            expected = theirs.homogeneity(method=method)
            assert ours(scale).statistic == pytest.approx(expected.statistic, rel=1e-8, abs=1e-9)
            assert ours(scale).p_value == pytest.approx(expected.pvalue, rel=1e-7)

    @properties
    @given(scales(least=0, points=4), st.permutations(range(4)))
    def test_do_not_depend_on_the_order_of_the_points_or_of_the_waves(self, scale, order):
        shuffled = MatchedScale(tuple(tuple(scale.counts[i][j] for j in order) for i in order))
        turned = MatchedScale(tuple(zip(*scale.counts, strict=True)))
        for other in (shuffled, turned):
            assert stuart_maxwell(other).statistic == pytest.approx(stuart_maxwell(scale).statistic, rel=1e-8, abs=1e-9)
            assert stuart_maxwell(other).degrees_of_freedom == stuart_maxwell(scale).degrees_of_freedom

    @properties
    @given(st.integers(0, 90), st.integers(0, 90), st.integers(0, 90))
    def test_on_two_points_is_mcnemar(self, kept, b, c):
        if kept + b + c:
            test = stuart_maxwell(MatchedScale(((kept, b), (c, 0))))
            expected = mcnemar(PairedAnswers(kept, b, c, 0))
            assert test.statistic == pytest.approx(expected.statistic if expected else 0)
            assert test.p_value == pytest.approx(expected.p_value if expected else 1)

    def test_a_point_nobody_moved_to_or_from_changes_nothing(self):
        wider = MatchedScale((*((*row, 0) for row in VISION.counts), (0, 0, 0, 0, 0)))
        assert stuart_maxwell(wider) == stuart_maxwell(VISION)

    def test_two_halves_nobody_crossed_count_one_degree_less(self):
        apart = MatchedScale(((5, 9, 0, 0), (2, 5, 0, 0), (0, 0, 5, 1), (0, 0, 12, 5)))
        test = stuart_maxwell(apart)
        assert test.degrees_of_freedom == 2
        assert test.statistic == pytest.approx((9 - 2) ** 2 / 11 + (12 - 1) ** 2 / 13)

    def test_say_nothing_when_no_one_moved(self):
        still = MatchedScale(((4, 0, 0), (0, 7, 0), (0, 0, 2)))
        for test in (stuart_maxwell(still), bhapkar(still)):
            assert (test.statistic, test.degrees_of_freedom, test.p_value) == (0, 0, 1)

    def test_bhapkar_is_beyond_everything_when_all_moved_one_way(self):
        test = bhapkar(MatchedScale(((0, 9), (0, 0))))
        assert (test.statistic, test.p_value) == (math.inf, 0)


class TestMeanShift:
    @properties
    @given(scales(least=0))
    def test_is_the_mean_of_what_each_moved(self, scale):
        moves = [
            float(later - earlier)
            for earlier, row in enumerate(scale.counts)
            for later, count in enumerate(row)
            for _ in range(count)
        ]
        if len(moves) > 1:
            shift, expected = mean_shift(scale), matched_mean_change(scores_of(moves))
            assert shift.difference == pytest.approx(expected.difference, abs=1e-12)
            assert shift.standard_error == pytest.approx(expected.standard_error, rel=1e-9, abs=1e-12)

    @properties
    @given(scales(least=1))
    def test_of_net_agreement_is_the_change_in_agreement_less_disagreement(self, scale):
        earlier, later = scale.earlier, scale.later
        net = [sum(wave[3:]) - sum(wave[:2]) for wave in (earlier, later)]
        shift = mean_shift(scale, scores=NET_AGREEMENT)
        assert shift.difference == pytest.approx((net[1] - net[0]) / scale.people, abs=1e-12)

    def test_refuses_scores_that_do_not_fit(self):
        with pytest.raises(ImpossibleFigures, match="5 scores do not fit a scale of 4 points"):
            mean_shift(VISION, scores=NET_AGREEMENT)

    def test_refuses_one_person(self):
        with pytest.raises(ImpossibleFigures, match="At least two people"):
            mean_shift(MatchedScale(((1, 0), (0, 0))))


class TestTopTwoBox:
    @properties
    @given(scales(least=1))
    def test_counts_both_waves_right(self, scale):
        boxes = top_two_box(scale)
        assert boxes.people == scale.people
        assert boxes.earlier.yes == sum(scale.earlier[3:])
        assert boxes.later.yes == sum(scale.later[3:])

    def test_refuses_two_points(self):
        with pytest.raises(ImpossibleFigures, match="everybody would be in the top two"):
            top_two_box(MatchedScale(((1, 2), (3, 4))))


class TestMatchedScale:
    def test_counts_pairs(self):
        assert matched_scale([(1, 2), (1, 2), (2, 1)], points=2) == MatchedScale(((0, 2), (1, 0)))

    def test_refuses_an_answer_beyond_the_scale(self):
        with pytest.raises(ImpossibleFigures, match="Answers run from 1 to 5"):
            matched_scale([(1, 6)], points=5)

    @pytest.mark.parametrize("points", [0, 1])
    def test_refuses_no_scale(self, points):
        with pytest.raises(ImpossibleFigures, match="A scale cannot have"):
            matched_scale([], points=points)

    @pytest.mark.parametrize("counts", [(), ((1,),), ((1, 2), (3,)), ((1, 2, 3), (4, 5, 6))])
    def test_refuses_a_table_that_is_not_square(self, counts):
        with pytest.raises(ImpossibleFigures, match="the same two or more points"):
            MatchedScale(counts)

    def test_refuses_negative_counts_and_nobody(self):
        with pytest.raises(ImpossibleFigures, match="-1 cannot be a number of people"):
            MatchedScale(((1, -1), (0, 0)))
        with pytest.raises(ImpossibleFigures, match="Nobody answered both waves"):
            MatchedScale(((0, 0), (0, 0)))
