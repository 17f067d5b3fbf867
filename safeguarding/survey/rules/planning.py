"""What a wave can show, worked out before anybody is asked."""

import math

from safeguarding.measurement.detectable import TwoWaves, smallest_detectable_change

MOST_PRIMARY_OUTCOMES = 5


def invitations_needed(target_answers: int, *, expected_response: float) -> int:
    """How many people to ask for that many answers."""
    return math.ceil(round(target_answers / expected_response, 6))


def expected_answers(invited: int, *, expected_response: float) -> int:
    """How many answers to expect from that many people."""
    return round(invited * expected_response)


def smallest_change(
    answers: int, *, population: int, both: int = 0, correlation: float = 0.5, comparisons: int = 1
) -> float:
    """The smallest change of a share near one half that two waves of so many answers would show four times in five.

    `both`: how many people are expected in both waves. A share: 0.03 is three points.
    """
    answers = max(1, min(answers, population))
    # Two waves of a small workforce must share people.
    shared = max(min(both, answers), 2 * answers - population)
    waves = TwoWaves(earlier=answers, later=answers, both=shared, correlation=correlation, population=population)
    return smallest_detectable_change(waves, comparisons=comparisons)
