"""Several questions at once: the published fifteen, scipy, and what must hold for any p-values."""

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from safeguarding.measurement.figures import ImpossibleFigures
from safeguarding.measurement.multiplicity import benjamini_hochberg, holm

properties = settings(max_examples=30, deadline=None)
p_values = st.lists(st.floats(0, 1), min_size=1, max_size=25)

# P16: Benjamini & Hochberg 1995, fifteen comparisons of treatments for heart attack.
FIFTEEN = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
FIFTEEN += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1]


class TestPublishedAnswers:
    """P16."""

    def test_three_are_left_by_holm_and_four_by_benjamini_and_hochberg(self):
        assert sum(p <= 0.05 for p in holm(FIFTEEN)) == 3
        assert sum(p <= 0.05 for p in benjamini_hochberg(FIFTEEN)) == 4
        assert f"{benjamini_hochberg(FIFTEEN)[3]:.6f}" == "0.035625"

    def test_and_the_two_rules_we_do_not_use_leave_three(self):
        assert sum(15 * p <= 0.05 for p in FIFTEEN) == 3
        assert (stats.false_discovery_control(FIFTEEN, method="by") <= 0.05).sum() == 3

    def test_holm_of_four(self):
        assert holm([0.01, 0.02, 0.03, 0.04]) == pytest.approx([0.04, 0.06, 0.06, 0.06])


class TestEither:
    @properties
    @given(p_values)
    def test_benjamini_and_hochberg_agrees_with_scipy(self, given_p):
        assert benjamini_hochberg(given_p) == pytest.approx(stats.false_discovery_control(given_p), abs=1e-12)

    @properties
    @given(p_values)
    def test_holm_agrees_with_statsmodels(self, given_p):
        from statsmodels.stats.multitest import multipletests

        assert holm(given_p) == pytest.approx(multipletests(given_p, method="holm")[1], abs=1e-12)

    @properties
    @given(st.lists(st.floats(0, 1), min_size=1, max_size=7))
    def test_holm_is_bonferroni_within_every_group_of_outcomes(self, given_p):
        """The closed test: an outcome stands when every group it belongs to stands by its smallest p."""
        groups = [group for size in range(1, 8) for group in combinations(range(len(given_p)), size)]
        for outcome, adjusted in enumerate(holm(given_p)):
            hardest = max(len(group) * min(given_p[one] for one in group) for group in groups if outcome in group)
            assert adjusted == pytest.approx(min(1, hardest), abs=1e-12)

    @pytest.mark.parametrize("method", [holm, benjamini_hochberg])
    @properties
    @given(p_values)
    def test_only_raises_never_reorders_and_stays_a_p_value(self, method, given_p):
        adjusted = method(given_p)
        assert all(before <= after + 1e-15 <= 1 + 1e-15 for before, after in zip(given_p, adjusted, strict=True))
        ordered = [after for _, after in sorted(zip(given_p, adjusted, strict=True))]
        assert ordered == sorted(ordered)

    @properties
    @given(p_values)
    def test_holm_is_stricter_than_benjamini_and_hochberg_and_milder_than_bonferroni(self, given_p):
        for one, other, plain in zip(holm(given_p), benjamini_hochberg(given_p), given_p, strict=True):
            assert other <= one + 1e-12 <= min(1, plain * len(given_p)) + 2e-12

    @pytest.mark.parametrize("method", [holm, benjamini_hochberg])
    def test_leaves_one_alone_and_none_empty(self, method):
        assert method([0.03]) == [0.03]
        assert method([]) == []

    @pytest.mark.parametrize("method", [holm, benjamini_hochberg])
    @pytest.mark.parametrize("wrong", [-0.1, 1.1, math.nan])
    def test_refuses_what_is_no_p_value(self, method, wrong):
        with pytest.raises(ImpossibleFigures, match="is not a p-value"):
            method([0.5, wrong])
