"""The share who say yes at one wave, and how well it is known."""

import math

from safeguarding.measurement.distributions import two_sided_z
from safeguarding.measurement.figures import Answered, Interval


def wilson(answered: Answered, *, confidence: float = 0.95) -> Interval:
    """Limits of one share, from counts or (for a designed sample) from an effective size, which may be fractional.

    Stays inside 0 to 1 and has width even when nobody or everybody said yes.
    centre (p + z^2/2n) / (1 + z^2/n), half-width z sqrt(pq/n + z^2/4n^2) / (1 + z^2/n).

    Wilson 1927, JASA 22; Newcombe 1998, Statistics in Medicine 17, 857 (method 3).
    """
    z = two_sided_z(confidence)
    share, base = answered.share, answered.base
    shrink = 1 + z * z / base
    centre = (share + z * z / (2 * base)) / shrink
    half_width = z * math.sqrt(share * (1 - share) / base + z * z / (4 * base * base)) / shrink
    # At the ends the limit is exact; rounding must not put it a hair outside.
    lower = 0.0 if answered.yes == 0 else max(0.0, centre - half_width)
    upper = 1.0 if answered.yes == base else min(1.0, centre + half_width)
    return Interval(lower, upper)
