"""What a wave can show, worked out before anybody is asked."""

import math

from safeguarding.measurement.detectable import TwoWaves, smallest_detectable_change

MOST_PRIMARY_OUTCOMES = 5


def invitations_needed(target_answers: int, *, expected_response: float) -> int:
    """How many people to ask for that many answers."""
    return math.ceil(round(target_answers / expected_response, 6))


def expected_answers(invited: float, *, expected_response: float) -> int:
    """How many answers to expect from that many people."""
    return round(invited * expected_response)


def smallest_change(
    answers: int,
    *,
    population: int,
    earlier: int | None = None,
    both: int = 0,
    correlation: float = 0.5,
    comparisons: int = 1,
) -> float:
    """The smallest change of a share near one half that a wave of so many answers would show four times in five.

    `earlier`: how many answers the wave before it has; as many, if that is not said. `both`: how many people are
    expected in both waves. A share: 0.03 is three points.
    """
    population = max(1, population)
    later = max(1, min(answers, population))
    before = later if earlier is None else max(1, min(earlier, population))
    # Two waves of a small workforce must share people.
    shared = max(min(both, later, before), later + before - population)
    waves = TwoWaves(earlier=before, later=later, both=shared, correlation=correlation, population=population)
    return smallest_detectable_change(waves, comparisons=comparisons)
