"""Change in a share between two waves answered by different people (or treated as if they were).

Where some people answered both waves this is on the safe side as long as people tend to repeat themselves;
`overlap` gives the narrower, exact account.
"""

import math

from safeguarding.measurement.distributions import normal_two_sided_p
from safeguarding.measurement.figures import Answered, Change, Interval
from safeguarding.measurement.proportions import wilson


def newcombe_change(*, earlier: Answered, later: Answered, confidence: float = 0.95) -> Change:
    """The later share minus the earlier one, with limits made from the Wilson limits of each.

    lower = d - sqrt((p1 - l1)^2 + (u0 - p0)^2), upper = d + sqrt((u1 - p1)^2 + (p0 - l0)^2), 1 being the later.

    Newcombe 1998, Statistics in Medicine 17, 873 (method 10, "square and add").
    """
    return Change(
        earlier=earlier.share,
        later=later.share,
        difference=later.share - earlier.share,
        interval=square_and_add(
            earlier=earlier.share,
            earlier_limits=wilson(earlier, confidence=confidence),
            later=later.share,
            later_limits=wilson(later, confidence=confidence),
        ),
    )


def square_and_add(
    *, earlier: float, earlier_limits: Interval, later: float, later_limits: Interval, correlation: float = 0.0
) -> Interval:
    """Limits of later minus earlier, from the limits of both, whatever the two estimates are.

    `correlation` is that of the two estimates: 0 for different people, phi for the same people.

    Newcombe 1998 (as above, and 2635 for the paired case); Zou & Donner 2008, Statistics in Medicine 27 ("MOVER").
    """
    difference = later - earlier
    down_later, up_later = later - later_limits.lower, later_limits.upper - later
    down_earlier, up_earlier = earlier - earlier_limits.lower, earlier_limits.upper - earlier
    return Interval(
        difference - _third_side(down_later, up_earlier, correlation),
        difference + _third_side(up_later, down_earlier, correlation),
    )


def two_shares_p(*, earlier: Answered, later: Answered) -> float:
    """The chance of two shares this far apart, or further, if the true ones were equal. 1 if all answered alike.

    z = (p1 - p0) / sqrt(p q (1/n1 + 1/n0)) with p from both together: Pearson's chi-squared without correction.

    Pearson 1900; Agresti, Categorical Data Analysis, 3.2.
    """
    together = Answered(earlier.yes + later.yes, earlier.base + later.base).share
    variance = together * (1 - together) * (1 / earlier.base + 1 / later.base)
    if variance <= 0:
        return 1.0
    return normal_two_sided_p((later.share - earlier.share) / math.sqrt(variance))


def _third_side(one: float, other: float, correlation: float) -> float:
    """The law of cosines; rounding must not make the square of a length negative."""
    return math.sqrt(max(0.0, one * one - 2 * correlation * one * other + other * other))
