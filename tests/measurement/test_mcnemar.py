"""McNemar's test: published answers, scipy and statsmodels, and what must hold for any table."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from safeguarding.measurement.mcnemar import mcnemar
from safeguarding.measurement.paired import PairedAnswers, paired_tango

properties = settings(max_examples=30, deadline=None)
changed = st.integers(0, 200)


class TestPublishedAnswers:
    def test_airway_hyper_responsiveness(self):
        """P4: stored tests of the package contingencytables."""
        test = mcnemar(PairedAnswers(59, 6, 16, 80))
        assert f"{test.p_value:.6f}" == "0.033006"
        assert f"{test.corrected_p_value:.6f}" == "0.055009"
        assert f"{test.exact_p_value:.6f}" == "0.052479"
        assert f"{test.mid_p:.6f}" == "0.034690"

    def test_a_small_table(self):
        """P5: Fagerland, Lydersen & Laake 2014."""
        test = mcnemar(PairedAnswers(1, 1, 7, 12))
        assert (f"{test.exact_p_value:.4f}", f"{test.mid_p:.4f}") == ("0.0703", "0.0391")

    def test_two_surveys_of_the_same_1600_people(self):
        """P7: Agresti, Categorical Data Analysis, 10.1."""
        assert f"{mcnemar(PairedAnswers(794, 150, 86, 570)).statistic:.2f}" == "17.36"


class TestMcNemar:
    @properties
    @given(changed, changed.filter(bool))
    def test_agrees_with_scipy_and_statsmodels(self, b, c):
        from statsmodels.stats.contingency_tables import mcnemar as theirs

        test = mcnemar(PairedAnswers(7, b, c, 9))
        table = [[7, b], [c, 9]]
        assert test.exact_p_value == pytest.approx(stats.binomtest(b, b + c).pvalue, rel=1e-9)
        assert test.p_value == pytest.approx(theirs(table, exact=False, correction=False).pvalue, rel=1e-9)
        assert test.statistic == pytest.approx(theirs(table, exact=False, correction=False).statistic, rel=1e-12)
        if b != c:
            # With b = c statsmodels corrects beyond nought and calls no difference at all a small one.
            assert test.corrected_p_value == pytest.approx(theirs(table, exact=False).pvalue, rel=1e-9)

    @properties
    @given(changed, changed)
    def test_mid_p_is_half_way_through_the_last_step(self, b, c):
        if b + c:
            test = mcnemar(PairedAnswers(0, b, c, 0))
            step = stats.binom.pmf(min(b, c), b + c, 0.5)
            expected = 1 - step / 2 if b == c else test.exact_p_value - step
            assert test.mid_p == pytest.approx(expected, rel=1e-9, abs=1e-15)
            assert 0 < test.mid_p < test.exact_p_value <= 1

    @properties
    @given(changed, changed)
    def test_direction_and_those_who_kept_their_answer_do_not_matter(self, b, c):
        assert mcnemar(PairedAnswers(1, b, c, 0)) == mcnemar(PairedAnswers(50, c, b, 60))

    @properties
    @given(changed, changed)
    def test_and_tangos_limits_say_the_same(self, b, c):
        """The uncorrected test is Tango's score at nought, so one rejects exactly when the other leaves nought out."""
        table = PairedAnswers(40, b, c, 40)
        test = mcnemar(table)
        if test and abs(test.p_value - 0.05) > 1e-6:
            assert (test.p_value < 0.05) == paired_tango(table).interval.excludes_zero

    def test_has_nothing_to_say_when_no_one_changed(self):
        assert mcnemar(PairedAnswers(30, 0, 0, 12)) is None

    def test_is_exact_however_many_changed(self):
        test = mcnemar(PairedAnswers(0, 9_800, 10_200, 0))
        assert test.exact_p_value == pytest.approx(stats.binomtest(9_800, 20_000).pvalue, rel=1e-8)
