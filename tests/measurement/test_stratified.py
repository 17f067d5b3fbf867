"""A stratified sample of Californian schools (published), and what must hold for any strata."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.measurement.figures import Answered, ImpossibleFigures
from safeguarding.measurement.proportions import wilson
from safeguarding.measurement.stratified import Stratum, stratified_mean, stratified_share, stratum_of_answers

properties = settings(max_examples=30, deadline=None)

# P12: api00 of elementary, high and middle schools; and how many of each had met their school-wide target.
API = [
    Stratum("E", population=4421, answered=100, mean=674.43, variance=15687.42),
    Stratum("H", population=755, answered=50, mean=625.82, variance=11947.09),
    Stratum("M", population=1018, answered=50, mean=636.60, variance=13824.86),
]
TARGET_MET = [
    stratum_of_answers("E", population=4421, answered=Answered(91, 100)),
    stratum_of_answers("H", population=755, answered=Answered(26, 50)),
    stratum_of_answers("M", population=1018, answered=Answered(35, 50)),
]
# P11: sums and sums of squares of the same schools' pupils, and of api00 less api99.
ENROLLED = {"E": (41_678, 20_100_668), "H": (66_035, 109_279_081), "M": (41_624, 42_310_204)}
GROWN = {"E": (3_856, 224_372), "H": (423, 32_005), "M": (1_320, 57_694)}


def schools(sums):
    made = []
    for stratum in API:
        total, squares = sums[stratum.name]
        n = stratum.answered
        variance = (squares - total * total / n) / (n - 1)
        made.append(Stratum(stratum.name, stratum.population, n, total / n, variance))
    return made


@st.composite
def strata(draw):
    made = []
    for number in range(draw(st.integers(1, 6))):
        population = draw(st.integers(2, 5000))
        base = draw(st.integers(2, population))
        answered = Answered(draw(st.integers(0, base)), base)
        made.append(stratum_of_answers(f"stratum {number}", population=population, answered=answered))
    return made


class TestPublishedAnswers:
    """P11 and P12: Lumley's R package survey, `apistrat` by school type with finite population correction."""

    def test_mean_standard_error_and_design_effect(self):
        whole = stratified_mean(API)
        assert (f"{whole.mean:.2f}", f"{whole.standard_error:.4f}") == ("662.29", "9.4089")
        assert f"{whole.design_effect:.4f}" == "1.2045"
        assert whole.degrees_of_freedom == 197

    def test_total_and_its_standard_error(self):
        whole = stratified_mean(schools(ENROLLED))
        assert (f"{whole.total:.0f}", f"{whole.total_standard_error:.0f}") == ("3687178", "114642")

    def test_mean_change_and_its_standard_error(self):
        whole = stratified_mean(schools(GROWN))
        assert (f"{whole.mean:.3f}", f"{whole.standard_error:.4f}") == ("32.893", "2.0511")

    def test_share_and_its_standard_error(self):
        whole = stratified_share(TARGET_MET)
        assert (f"{whole.share:.6f}", f"{whole.standard_error:.6f}") == ("0.827948", "0.024345")
        assert (f"{whole.share:.5f}", f"{whole.standard_error:.4f}") == ("0.82795", "0.0243")

    def test_wilson_limits_are_those_the_package_prints_for_the_logit(self):
        whole = stratified_share(TARGET_MET)
        reach = 1.959964 * whole.standard_error / (whole.share * (1 - whole.share))
        centre = math.log(whole.share / (1 - whole.share))
        logit = [1 / (1 + math.exp(-limit)) for limit in (centre - reach, centre + reach)]
        assert [f"{limit:.3f}" for limit in logit] == ["0.775", "0.871"]
        assert (whole.interval.lower, whole.interval.upper) == pytest.approx(logit, abs=0.001)


class TestStratifiedMean:
    @properties
    @given(strata())
    def test_one_stratum_is_cochrans_simple_random_sample(self, made):
        first = made[0]
        whole = stratified_mean([first])
        n, fraction = first.answered, first.answered / first.population
        expected = math.sqrt((1 - fraction) * first.mean * (1 - first.mean) / (n - 1))
        assert whole.mean == pytest.approx(first.mean)
        assert whole.standard_error == pytest.approx(expected, abs=1e-12)
        if expected:
            assert whole.design_effect == pytest.approx(1)

    @properties
    @given(strata())
    def test_order_does_not_matter_and_the_total_is_mean_times_people(self, made):
        whole, turned = stratified_mean(made), stratified_mean(made[::-1])
        people = sum(stratum.population for stratum in made)
        assert whole.mean == pytest.approx(turned.mean)
        assert whole.standard_error == pytest.approx(turned.standard_error)
        assert whole.total == pytest.approx(people * whole.mean)
        assert whole.total_standard_error == pytest.approx(people * whole.standard_error)

    def test_is_certain_when_everybody_answered(self):
        everybody = [Stratum("all", population=30, answered=30, mean=2.5, variance=1.0)]
        assert stratified_mean(everybody).standard_error == 0

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ({"answered": 0}, "Nobody in stratum 'Custody' answered"),
            ({"answered": 1}, "One answer in stratum 'Custody'"),
            ({"answered": 101}, "101 people cannot have answered in stratum 'Custody'"),
            ({"variance": -1.0}, "variance in stratum 'Custody'"),
            ({"population": -5}, "cannot be a number of people"),
            ({"mean": math.nan}, "missing or infinite"),
        ],
    )
    def test_refuses_an_impossible_stratum(self, wrong, why):
        with pytest.raises(ImpossibleFigures, match=why):
            Stratum(**{"name": "Custody", "population": 100, "answered": 60, "mean": 0.5, "variance": 0.25} | wrong)

    def test_refuses_no_strata(self):
        with pytest.raises(ImpossibleFigures, match="no strata"):
            stratified_mean([])

    def test_refuses_a_stratum_named_twice(self):
        with pytest.raises(ImpossibleFigures, match="'E' is there twice"):
            stratified_mean([API[0], API[0]])


class TestStratifiedShare:
    @properties
    @given(strata())
    def test_holds_the_share_between_nought_and_one(self, made):
        whole = stratified_share(made)
        assert 0 <= whole.interval.lower <= whole.share + 1e-12
        assert whole.share - 1e-12 <= whole.interval.upper <= 1

    def test_has_width_though_nobody_said_yes(self):
        none = [stratum_of_answers(name, population=1000, answered=Answered(0, 100)) for name in ("A", "B")]
        whole = stratified_share(none)
        assert whole.effective_size == pytest.approx(200 / 0.9)
        assert whole.interval == wilson(Answered(0, 200 / 0.9))

    def test_has_none_when_everybody_answered(self):
        everybody = [stratum_of_answers("all", population=40, answered=Answered(10, 40))]
        whole = stratified_share(everybody)
        assert (whole.interval.lower, whole.interval.upper, whole.effective_size) == (0.25, 0.25, math.inf)

    def test_without_a_finite_population_is_wilson_but_for_one_person(self):
        vast = [stratum_of_answers("all", population=10**9, answered=Answered(300, 1000))]
        limits, plain = stratified_share(vast).interval, wilson(Answered(299.7, 999))
        assert (limits.lower, limits.upper) == pytest.approx((plain.lower, plain.upper), abs=1e-6)

    def test_refuses_scores(self):
        with pytest.raises(ImpossibleFigures, match="A share lies between 0 and 1"):
            stratified_share(API)

    def test_refuses_broken_people(self):
        with pytest.raises(ImpossibleFigures, match="cannot be a number of people"):
            stratum_of_answers("A", population=100, answered=Answered(2.5, 10))
