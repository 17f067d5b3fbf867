"""Waves that share people: a published case, both ends of the scale, a regression in matrices, simulated samples."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.measurement.figures import Answered, ImpossibleFigures
from safeguarding.measurement.overlap import (
    OverlappingAnswers,
    Respondent,
    WaveAnswer,
    overlapping_change,
    partially_overlapping_z,
    weighted_overlapping_change,
)
from safeguarding.measurement.paired import PairedAnswers, paired_standard_error

properties = settings(max_examples=30, deadline=None)
counts = st.integers(1, 200)
pairs = st.builds(PairedAnswers, counts, counts, counts, counts)
others = st.integers(1, 800).flatmap(lambda base: st.builds(Answered, st.integers(0, base), st.just(base)))
answers = st.builds(OverlappingAnswers, pairs, others, others)

DERRICK = OverlappingAnswers(PairedAnswers(8, 1, 3, 3), only_earlier=Answered(5, 9), only_later=Answered(6, 6))


class TestPartiallyOverlappingZ:
    def test_gives_the_published_answer(self):
        """P15: Derrick et al 2015; printed as first minus second, so turned round."""
        change = partially_overlapping_z(DERRICK)
        assert (f"{-change.statistic:.4f}", f"{change.p_value:.4f}") == ("-1.9367", "0.0528")
        assert f"{-change.difference:.4f}" == "-0.2262"
        assert [f"{limit:.4f}" for limit in (-change.interval.upper, -change.interval.lower)] == ["-0.4551", "0.0027"]

    @properties
    @given(answers)
    def test_agrees_with_the_other_when_both_waves_are_alike(self, given_answers):
        one, other = partially_overlapping_z(given_answers), overlapping_change(given_answers)
        if abs(one.difference) < 0.02:
            assert one.standard_error == pytest.approx(other.standard_error, rel=0.01)


class TestOverlappingChange:
    def test_is_the_paired_one_when_everybody_answered_both(self):
        """P7 again: Agresti, Categorical Data Analysis, 10.1."""
        same = PairedAnswers(794, 150, 86, 570)
        change = overlapping_change(OverlappingAnswers(same, None, None))
        assert change.standard_error == pytest.approx(paired_standard_error(same), rel=1e-12)
        assert f"{change.standard_error:.4f}" == "0.0095"

    @properties
    @given(answers)
    def test_is_narrower_than_the_independent_one_exactly_when_people_repeat_themselves(self, given_answers):
        table = given_answers.both
        product = table.yes_both * table.no_both - table.yes_then_no * table.no_then_yes
        independent = math.sqrt(
            sum(w.share * (1 - w.share) / w.base for w in (given_answers.earlier, given_answers.later))
        )
        narrowing = independent - overlapping_change(given_answers).standard_error
        assert narrowing * product >= -1e-9

    @properties
    @given(answers)
    def test_exchanged_waves_turn_the_sign(self, given_answers):
        table = given_answers.both
        turned = OverlappingAnswers(
            PairedAnswers(table.yes_both, table.no_then_yes, table.yes_then_no, table.no_both),
            given_answers.only_later,
            given_answers.only_earlier,
        )
        one, other = overlapping_change(given_answers), overlapping_change(turned)
        assert one.difference == pytest.approx(-other.difference)
        assert one.standard_error == pytest.approx(other.standard_error)

    @properties
    @given(answers, st.integers(0, 5000))
    def test_a_known_workforce_only_narrows_it(self, given_answers, more):
        population = int(given_answers.people) + more
        narrowed = overlapping_change(given_answers, population=population)
        assert 0 <= narrowed.standard_error <= overlapping_change(given_answers).standard_error + 1e-12

    def test_is_certain_when_the_whole_workforce_answered_both(self):
        all_of_them = OverlappingAnswers(PairedAnswers(40, 5, 9, 46), None, None)
        assert overlapping_change(all_of_them, population=100).standard_error == pytest.approx(0, abs=1e-9)

    def test_refuses_more_answers_than_people(self):
        with pytest.raises(ImpossibleFigures, match="30 people cannot have answered out of 29"):
            overlapping_change(DERRICK, population=29)


def respondents_of(given_answers):
    """The same answers, one respondent each."""
    table = given_answers.both
    cells = {(1, 1): table.yes_both, (1, 0): table.yes_then_no, (0, 1): table.no_then_yes, (0, 0): table.no_both}
    for (before, after), people in cells.items():
        yield from [Respondent("all", WaveAnswer(before), WaveAnswer(after))] * people
    for wave, only in ((0, given_answers.only_earlier), (1, given_answers.only_later)):
        for value, people in ((1, only.yes), (0, only.base - only.yes)):
            answer = WaveAnswer(value)
            yield from [Respondent("all", None if wave else answer, answer if wave else None)] * int(people)


class TestWeightedOverlappingChange:
    @settings(max_examples=20, deadline=None)
    @given(pairs)
    def test_without_weights_and_strata_agrees_with_the_counts(self, table):
        """Where those in one wave only answer as the others do, all that is left between them is n / (n - 1)."""
        given_answers = OverlappingAnswers(table, only_earlier=table.earlier, only_later=table.later)
        weighted = weighted_overlapping_change(list(respondents_of(given_answers)))
        plain = overlapping_change(given_answers)
        n = given_answers.people
        assert weighted.difference == pytest.approx(plain.difference, abs=1e-12)
        assert weighted.standard_error == pytest.approx(plain.standard_error * math.sqrt(n / (n - 1)), rel=1e-9)

    def test_agrees_with_regression_clustered_on_the_person(self):
        """The sandwich estimator of a regression on the wave, one cluster a person, in matrices."""
        drawn = np.random.default_rng(20260601)
        people, rows = [], []
        for person in range(400):
            waves = [None, None]
            for wave in (0, 1) if person % 3 == 0 else (person % 3 - 1,):
                value, weight = float(drawn.normal(3 + 0.2 * wave, 1)), float(drawn.uniform(0.5, 4))
                waves[wave] = WaveAnswer(value, weight)
                rows.append((person, wave, value, weight))
            people.append(Respondent("all", *waves))
        person, wave, value, weight = np.array(rows).T
        design = np.column_stack([np.ones_like(wave), wave])
        bread = np.linalg.inv(design.T @ (design * weight[:, None]))
        slopes = bread @ design.T @ (weight * value)
        scores = design * (weight * (value - design @ slopes))[:, None]
        clusters = np.array([scores[person == one].sum(axis=0) for one in range(400)])
        variance = (bread @ clusters.T @ clusters @ bread)[1, 1] * 400 / 399

        change = weighted_overlapping_change(people)

        assert change.difference == pytest.approx(slopes[1], rel=1e-9)
        assert change.standard_error == pytest.approx(math.sqrt(variance), rel=1e-9)

    @pytest.mark.parametrize("share_in_both", [0.5, 1.0])
    def test_its_standard_error_is_that_of_repeated_samples(self, share_in_both):
        """A workforce of 200 in two strata, 90 asked each time; the finite population must be neither forgotten nor
        taken off twice."""
        found, said = repeated_samples(share_in_both)
        assert said == pytest.approx(found, rel=0.12)

    def test_is_on_the_safe_side_where_nobody_answered_both(self):
        found, said = repeated_samples(0.0)
        assert found < said < 1.3 * found

    def test_scaling_the_weights_of_a_wave_changes_nothing(self):
        people = list(respondents_of(DERRICK))
        scaled = [
            Respondent(p.stratum, p.earlier, p.later and WaveAnswer(p.later.value, p.later.weight * 17)) for p in people
        ]
        one, other = weighted_overlapping_change(people), weighted_overlapping_change(scaled)
        assert one.standard_error == pytest.approx(other.standard_error)
        assert one.difference == pytest.approx(other.difference)

    def test_refuses_one_respondent_in_a_stratum(self):
        people = [*respondents_of(DERRICK), Respondent("Custody", WaveAnswer(1), WaveAnswer(1))]
        with pytest.raises(ImpossibleFigures, match="One respondent in stratum 'Custody'"):
            weighted_overlapping_change(people)

    def test_refuses_a_wave_without_answers(self):
        with pytest.raises(ImpossibleFigures, match="Nobody answered the later wave"):
            weighted_overlapping_change([Respondent("all", WaveAnswer(1), None)] * 3)

    def test_refuses_populations_of_other_strata_or_too_small(self):
        people = list(respondents_of(DERRICK))
        with pytest.raises(ImpossibleFigures, match="'Custody' has respondents or people, but not both"):
            weighted_overlapping_change(people, populations={"all": 100, "Custody": 20})
        with pytest.raises(ImpossibleFigures, match="30 people cannot have answered in stratum 'all'"):
            weighted_overlapping_change(people, populations={"all": 12})

    def test_refuses_somebody_who_never_answered(self):
        with pytest.raises(ImpossibleFigures, match="neither wave"):
            Respondent("all", None, None)

    @pytest.mark.parametrize("weight", [0.0, -1.0, math.inf])
    def test_refuses_an_impossible_weight(self, weight):
        with pytest.raises(ImpossibleFigures):
            WaveAnswer(1.0, weight)


def repeated_samples(share_in_both: float) -> tuple[float, float]:
    """How much the change varies over 250 samples, and what each said of itself on average (both as a spread)."""
    drawn = np.random.default_rng(4711)
    sizes = {"large": 120, "small": 80}
    asked = {"large": 54, "small": 36}
    before = {name: drawn.random(size) < 0.4 for name, size in sizes.items()}
    after = {
        name: np.where(drawn.random(size) < 0.6, before[name], drawn.random(size) < 0.6) for name, size in sizes.items()
    }
    differences, variances = [], []
    for _ in range(250):
        people = []
        for name, size in sizes.items():
            first = drawn.choice(size, asked[name], replace=False)
            again = first[: int(share_in_both * asked[name])]
            fresh = drawn.choice(np.setdiff1d(np.arange(size), first), asked[name] - len(again), replace=False)
            weight = size / asked[name]
            second = set(again) | set(fresh)
            for person in set(first) | second:
                people.append(
                    Respondent(
                        name,
                        WaveAnswer(float(before[name][person]), weight) if person in set(first) else None,
                        WaveAnswer(float(after[name][person]), weight) if person in second else None,
                    )
                )
        change = weighted_overlapping_change(people, populations=sizes)
        differences.append(change.difference)
        variances.append(change.standard_error**2)
    return float(np.std(differences)), math.sqrt(float(np.mean(variances)))
