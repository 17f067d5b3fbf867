"""What an answer counts for: by hand."""

import pytest

from safeguarding.survey.queries.waves import StratumLine
from safeguarding.survey.rules.weighting import weighting


def stratum(number, *, people, invited, unit=1, family="response"):
    return StratumLine(number, number, f"{number}", (unit,), (family,), people, 0, invited)


PLAIN = [stratum(1, people=1000, invited=100), stratum(2, people=3000, invited=100, family="custody")]


class TestWeighting:
    def test_is_the_frame_over_those_who_answered(self):
        found = weighting(PLAIN, answered={1: 40, 2: 60}, is_random=True)
        assert found.frame.weights == {"1": 25, "2": 50}
        assert found.frame.populations == {"1": 1000, "2": 3000}
        assert not found.is_capped

    def test_takes_nothing_off_for_a_known_workforce_when_nobody_was_drawn_at_random(self):
        assert weighting(PLAIN, answered={1: 40, 2: 60}, is_random=False).frame.populations is None

    def test_equal_shares_lose_nothing(self):
        found = weighting(PLAIN, answered={1: 25, 2: 75}, is_random=True)
        assert found.effective == pytest.approx(100)

    def test_a_stratum_that_did_not_answer_stands_with_the_next(self):
        three = [*PLAIN, stratum(3, people=500, invited=50, family="pcso")]
        found = weighting(three, answered={1: 40, 2: 60, 3: 1}, is_random=True)
        assert found.class_of == {1: "1", 2: "2", 3: "2"}
        assert found.frame.weights["2"] == pytest.approx(3500 / 61)
        first = weighting(three, answered={2: 60, 3: 10}, is_random=True)
        assert first.class_of == {1: "1", 2: "1", 3: "3"}

    def test_nobody_counts_for_more_than_five_times_the_mean_and_the_margins_still_fit(self):
        drawn = [
            stratum(number, people=people, invited=invited, unit=unit, family=family)
            for number, (people, invited, unit, family) in enumerate(
                [
                    (1000, 500, 1, "response"),
                    (1000, 500, 2, "response"),
                    (1000, 500, 1, "custody"),
                    (1000, 20, 2, "custody"),
                ]
            )
        ]
        answered = {0: 200, 1: 200, 2: 200, 3: 4}
        found = weighting(drawn, answered=answered, is_random=True)
        assert found.is_capped
        plain = {number: drawn[number].frame_count / count for number, count in answered.items()}
        assert found.frame.weights["3"] < plain[3]
        for members in ((0, 1), (2, 3), (0, 2), (1, 3)):
            stood_for = sum(found.frame.weights[str(number)] * answered[number] for number in members)
            assert stood_for == pytest.approx(2000)
