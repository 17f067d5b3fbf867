"""Recognition less false recognition."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.measurement.figures import ImpossibleFigures
from safeguarding.measurement.paired import PairedAnswers, paired_newcombe
from safeguarding.measurement.recognition import (
    corrected_recognition,
    guessing_corrected,
    recognition_change,
    recognition_score,
)

properties = settings(max_examples=30, deadline=None)
counts = st.integers(0, 200)


class TestCorrectedRecognition:
    def test_takes_the_decoy_off(self):
        found = corrected_recognition(both=10, real_only=50, decoy_only=5, neither=35)
        assert (found.real, found.decoy, found.corrected) == (0.6, 0.15, 0.45)
        assert found.interval == paired_newcombe(PairedAnswers(10, 5, 50, 35)).interval

    @properties
    @given(counts, counts, counts, counts)
    def test_turns_its_sign_when_real_and_decoy_are_exchanged(self, both, real, decoy, neither):
        if both + real + decoy + neither:
            one = corrected_recognition(both=both, real_only=real, decoy_only=decoy, neither=neither)
            other = corrected_recognition(both=both, real_only=decoy, decoy_only=real, neither=neither)
            assert one.corrected == -other.corrected
            assert one.interval.lower == pytest.approx(-other.interval.upper, abs=1e-9)

    @properties
    @given(st.integers(1, 200), counts)
    def test_is_nought_where_everybody_says_the_same_of_both(self, both, neither):
        """Those who have "seen" everything prove nothing."""
        found = corrected_recognition(both=both, real_only=0, decoy_only=0, neither=neither)
        assert found.corrected == 0
        assert not found.interval.excludes_zero

    def test_refuses_nobody(self):
        with pytest.raises(ImpossibleFigures, match="Nobody was asked"):
            corrected_recognition(both=0, real_only=0, decoy_only=0, neither=0)

    def test_refuses_what_is_not_a_number_of_people(self):
        with pytest.raises(ImpossibleFigures, match="cannot be a number of people"):
            corrected_recognition(both=-1, real_only=5, decoy_only=0, neither=0)


class TestRecognitionChange:
    def test_is_wider_than_either_wave_and_holds_the_change(self):
        earlier = corrected_recognition(both=10, real_only=50, decoy_only=5, neither=135)
        later = corrected_recognition(both=20, real_only=90, decoy_only=5, neither=85)
        change = recognition_change(earlier=earlier, later=later)
        assert change.difference == later.corrected - earlier.corrected
        assert change.interval.lower < change.difference < change.interval.upper
        assert change.interval.half_width > max(earlier.interval.half_width, later.interval.half_width)

    def test_is_nought_between_equal_waves(self):
        wave = corrected_recognition(both=10, real_only=50, decoy_only=5, neither=135)
        change = recognition_change(earlier=wave, later=wave)
        assert change.difference == 0
        assert change.interval.lower == pytest.approx(-change.interval.upper)


class TestGuessingCorrected:
    @properties
    @given(st.floats(0, 1), st.floats(0, 0.95))
    def test_gives_back_who_knew_it(self, know, guess):
        """Of those who do not know the real piece, as many say yes to it as to the decoy."""
        real = know + (1 - know) * guess
        assert guessing_corrected(real=min(real, 1.0), decoy=guess) == pytest.approx(know, abs=1e-9)

    def test_falls_below_nought_where_the_decoy_is_claimed_more_often(self):
        assert guessing_corrected(real=0.1, decoy=0.2) == pytest.approx(-0.125)

    @pytest.mark.parametrize(("real", "decoy"), [(1.1, 0.2), (-0.1, 0.2), (0.5, 1.0), (0.5, -0.1), (float("nan"), 0.2)])
    def test_refuses_what_are_no_shares(self, real, decoy):
        with pytest.raises(ImpossibleFigures):
            guessing_corrected(real=real, decoy=decoy)


class TestRecognitionScore:
    def test_is_the_share_of_real_less_the_share_of_decoys(self):
        assert recognition_score(real_seen=3, real_shown=4, decoys_seen=1, decoys_shown=2) == 0.25
        assert recognition_score(real_seen=4, real_shown=4, decoys_seen=2, decoys_shown=2) == 0

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ({"decoys_shown": 0, "decoys_seen": 0}, "one real piece and one decoy"),
            ({"real_shown": 0, "real_seen": 0}, "one real piece and one decoy"),
            ({"real_seen": 5}, "more pieces than were shown"),
            ({"decoys_seen": -1}, "cannot be a number"),
        ],
    )
    def test_refuses_impossible_answers(self, wrong, why):
        shown = {"real_seen": 3, "real_shown": 4, "decoys_seen": 1, "decoys_shown": 2}
        with pytest.raises(ImpossibleFigures, match=why):
            recognition_score(**shown | wrong)
