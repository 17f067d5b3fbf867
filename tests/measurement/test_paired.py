"""Change within people: published answers, other authors' methods as judges, and what must hold for any table."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from safeguarding.measurement.figures import Answered, ImpossibleFigures
from safeguarding.measurement.independent import newcombe_change
from safeguarding.measurement.paired import (
    PairedAnswers,
    corrected_phi,
    paired_newcombe,
    paired_standard_error,
    paired_tango,
    paired_wald,
)

properties = settings(max_examples=30, deadline=None)
cells = st.integers(0, 300)
tables = st.tuples(cells, cells, cells, cells).filter(any).map(lambda counts: PairedAnswers(*counts))
Z = stats.norm.ppf(0.975)

# P4 to P6. The published order is first minus second (rows minus columns), so our change has the other sign:
# these are the limits as printed, and the test turns ours round.
PRINTED = [
    # Fagerland, Lydersen & Laake; the stored tests of the package contingencytables.
    ((59, 6, 16, 80), paired_wald, "-0.1184", "-0.0058"),
    ((59, 6, 16, 80), paired_newcombe, "-0.1186", "-0.0046"),
    ((59, 6, 16, 80), paired_tango, "-0.1240", "-0.0054"),
    ((1, 1, 7, 12), paired_wald, "-0.5197", "-0.0517"),
    ((1, 1, 7, 12), paired_newcombe, "-0.5069", "-0.0256"),
    ((1, 1, 7, 12), paired_tango, "-0.5172", "-0.0260"),
    # Newcombe 1998, Statistics in Medicine 17, 2635.
    ((36, 12, 2, 0), paired_newcombe, "0.0569", "0.3404"),
    ((36, 14, 0, 0), paired_newcombe, "0.1528", "0.4167"),
    ((20, 12, 2, 16), paired_newcombe, "0.0562", "0.3292"),
    # Agresti & Min 2005; and a table in which nobody changed.
    ((53, 16, 8, 9), paired_tango, "-0.0197", "0.2069"),
    ((18, 0, 0, 0), paired_tango, "-0.1759", "0.1759"),
]


class TestPublishedAnswers:
    @pytest.mark.parametrize(("counts", "method", "lower", "upper"), PRINTED)
    def test_to_their_printed_digits(self, counts, method, lower, upper):
        limits = -method(PairedAnswers(*counts)).interval
        assert (f"{limits.lower:.4f}", f"{limits.upper:.4f}") == (lower, upper)

    def test_the_published_differences_have_the_other_sign(self):
        assert f"{-PairedAnswers(59, 6, 16, 80).difference:.4f}" == "-0.0621"
        assert f"{-PairedAnswers(1, 1, 7, 12).difference:.4f}" == "-0.2857"

    def test_two_surveys_of_the_same_1600_people(self):
        """P7: Agresti, Categorical Data Analysis, 10.1; printed in our sign."""
        answers = PairedAnswers(794, 150, 86, 570)
        change = paired_wald(answers)
        assert (f"{change.earlier:.2f}", f"{change.later:.2f}") == ("0.59", "0.55")
        assert (f"{change.difference:.3f}", f"{paired_standard_error(answers):.4f}") == ("-0.040", "0.0095")
        assert (f"{change.interval.lower:.3f}", f"{change.interval.upper:.3f}") == ("-0.059", "-0.021")


class TestOtherAuthors:
    """Two methods the product does not use, right in print, judge the two it does."""

    def test_are_themselves_as_printed(self):
        table = PairedAnswers(59, 6, 16, 80)
        assert [f"{-limit:.4f}" for limit in reversed(agresti_min(table))] == ["-0.1182", "-0.0045"]
        assert [f"{-limit:.4f}" for limit in reversed(bonett_price(table))] == ["-0.1195", "-0.0032"]

    @properties
    @given(st.integers(90, 300), st.integers(10, 100), st.integers(10, 100), st.integers(90, 300))
    def test_agree_within_a_point_when_many_answered(self, a, b, c, d):
        table = PairedAnswers(a, b, c, d)
        for rival in (agresti_min, bonett_price):
            for method in (paired_newcombe, paired_tango):
                limits = method(table).interval
                assert (limits.lower, limits.upper) == pytest.approx(
                    rival(table), abs=0.04 if a + b + c + d < 200 else 0.02
                )


class TestEitherMethod:
    @pytest.mark.parametrize("method", [paired_newcombe, paired_tango])
    @properties
    @given(tables)
    def test_holds_the_change_between_minus_one_and_one(self, method, table):
        change = method(table)
        assert change.difference == pytest.approx(change.later - change.earlier, abs=1e-12)
        assert -1 - 1e-12 <= change.interval.lower <= change.difference + 1e-9
        assert change.difference - 1e-9 <= change.interval.upper <= 1 + 1e-12
        assert change.interval.half_width > 0

    @pytest.mark.parametrize("method", [paired_newcombe, paired_tango, paired_wald])
    @properties
    @given(tables)
    def test_turns_its_sign_when_the_waves_or_the_answers_are_exchanged(self, method, table):
        limits = method(table).interval
        waves = PairedAnswers(table.yes_both, table.no_then_yes, table.yes_then_no, table.no_both)
        words = PairedAnswers(table.no_both, table.no_then_yes, table.yes_then_no, table.yes_both)
        for exchanged in (waves, words):
            turned = -method(exchanged).interval
            assert (turned.lower, turned.upper) == pytest.approx((limits.lower, limits.upper), abs=1e-9)

    @pytest.mark.parametrize("method", [paired_newcombe, paired_tango])
    def test_covers_the_truth_about_as_often_as_it_says(self, method):
        generator = stats.multinomial(80, [0.35, 0.10, 0.20, 0.35], seed=20260601)
        drawn = [PairedAnswers(*(int(count) for count in counts)) for counts in generator.rvs(800)]
        intervals = [method(table).interval for table in drawn]
        covered = sum(limits.lower <= 0.10 <= limits.upper for limits in intervals) / len(intervals)
        assert 0.93 < covered < 0.975


class TestTango:
    @properties
    @given(tables)
    def test_its_limits_are_where_a_constrained_likelihood_puts_them(self, table):
        """The score test worked out from its definition, the restricted estimate found by search, not by formula."""
        limits = paired_tango(table).interval
        b, c, n = table.yes_then_no, table.no_then_yes, table.people
        for limit, sign in ((limits.lower, 1), (limits.upper, -1)):
            if b and c:
                assert score_by_search(limit, b=b, c=c, n=n) == pytest.approx(sign * Z, abs=2e-3)

    @properties
    @given(st.integers(1, 500), st.integers(0, 500))
    def test_does_not_care_which_answer_was_kept(self, b, kept):
        """Only the number of those who kept theirs enters, not which one it was."""
        one = paired_tango(PairedAnswers(kept, b, 3, 0)).interval
        assert one == paired_tango(PairedAnswers(0, b, 3, kept)).interval

    @pytest.mark.parametrize("n", [1, 5, 40])
    def test_reaches_the_end_when_everybody_changed_the_same_way(self, n):
        assert paired_tango(PairedAnswers(0, 0, n, 0)).interval.upper == 1
        assert paired_tango(PairedAnswers(0, n, 0, 0)).interval.lower == -1


class TestNewcombe:
    @properties
    @given(tables)
    def test_without_correlation_is_the_independent_one(self, table):
        if corrected_phi(table) == 0:
            independent = newcombe_change(earlier=table.earlier, later=table.later).interval
            assert paired_newcombe(table).interval.lower == pytest.approx(independent.lower, abs=1e-12)

    @properties
    @given(st.integers(5, 200), st.integers(1, 30))
    def test_is_narrower_than_the_independent_one_when_people_repeat_themselves(self, same, changed):
        table = PairedAnswers(same * 3, changed, changed, same * 3)
        independent = newcombe_change(earlier=table.earlier, later=table.later).interval
        if corrected_phi(table) > 0:
            assert paired_newcombe(table).interval.half_width < independent.half_width

    def test_gives_limits_though_nobody_changed(self):
        """Published beside P5 and P6 in the package's tests: one yes, one no, both kept."""
        limits = paired_newcombe(PairedAnswers(1, 0, 0, 1)).interval
        assert (f"{limits.lower:.4f}", f"{limits.upper:.4f}") == ("-0.5734", "0.5734")

    @properties
    @given(tables)
    def test_phi_lies_between_minus_one_and_one_and_nearer_nought_than_pearsons(self, table):
        a, b, c, d = table.yes_both, table.yes_then_no, table.no_then_yes, table.no_both
        phi = corrected_phi(table)
        assert -1 - 1e-12 <= phi <= 1
        margins = (a + b) * (c + d) * (a + c) * (b + d)
        if margins:
            assert abs(phi) <= abs(a * d - b * c) / math.sqrt(margins) + 1e-12
        else:
            assert phi == 0


class TestPairedAnswers:
    def test_knows_both_waves(self):
        table = PairedAnswers(59, 6, 16, 80)
        assert (table.earlier, table.later) == (Answered(65, 161), Answered(75, 161))

    def test_refuses_nobody(self):
        with pytest.raises(ImpossibleFigures, match="Nobody answered both waves"):
            PairedAnswers(0, 0, 0, 0)

    @pytest.mark.parametrize("wrong", [-1, 2.5])
    def test_refuses_what_is_not_a_number_of_people(self, wrong):
        with pytest.raises(ImpossibleFigures, match="cannot be a number of people"):
            PairedAnswers(3, wrong, 1, 1)


def agresti_min(table: PairedAnswers) -> tuple[float, float]:
    """Wald after half an observation in each cell: Agresti & Min 2005, Statistics in Medicine 24, 729."""
    b, c, n = table.yes_then_no + 0.5, table.no_then_yes + 0.5, table.people + 2
    reach = Z * math.sqrt(b + c - (c - b) ** 2 / n) / n
    return (c - b) / n - reach, (c - b) / n + reach


def bonett_price(table: PairedAnswers) -> tuple[float, float]:
    """Wald after one observation in each changing cell: Bonett & Price 2012, J. Educ. Behav. Stat. 37, 479."""
    b, c = ((changed + 1) / (table.people + 2) for changed in (table.yes_then_no, table.no_then_yes))
    reach = Z * math.sqrt((b + c - (c - b) ** 2) / (table.people + 2))
    return c - b - reach, c - b + reach


def score_by_search(trial: float, *, b: int, c: int, n: int) -> float:
    """Tango's score with the restricted maximum likelihood estimate found numerically."""
    low, high = max(0.0, -trial), (1 - trial) / 2

    def unlikely(q: float) -> float:
        return -(b * math.log(q) + c * math.log(q + trial) + (n - b - c) * math.log(max(1 - 2 * q - trial, 1e-300)))

    q = optimize.minimize_scalar(
        unlikely, bounds=(low + 1e-12, high - 1e-12), method="bounded", options={"xatol": 1e-12}
    ).x
    return (c - b - n * trial) / math.sqrt(n * (2 * q + trial * (1 - trial)))
