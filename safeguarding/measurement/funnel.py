"""Units beside one another without a ranking: how far a share may stray from the whole by chance alone.

A funnel plot sets each unit's share over its size, between limits that narrow as units grow. Units of a force differ by
more than chance (shifts, leave, when a session was held), so the limits are widened by how much they do.

Spiegelhalter 2005, Statistics in Medicine 24, 1185: limits p +- z sqrt(phi p(1-p)/n), with phi the mean of the squared
standardised differences after winsorising, and never under 1.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from safeguarding.measurement.figures import Answered, ImpossibleFigures, Interval

INNER_Z = 1.959964
OUTER_Z = 3.090232
WINSORISED = 0.1
FEWEST_UNITS = 5


@dataclass(frozen=True)
class Funnel:
    """centre: the share of all units together. widened: the over-dispersion factor phi, 1 where chance is enough."""

    centre: float
    widened: float

    def limits(self, base: float, *, z: float = INNER_Z) -> Interval:
        """Between which shares a unit of this size may lie."""
        half = z * math.sqrt(self.widened * self.centre * (1 - self.centre) / base)
        return Interval(max(0.0, self.centre - half), min(1.0, self.centre + half))

    def stands_out(self, unit: Answered) -> bool:
        """Whether a unit lies outside the inner limits: worth a conversation, and no more than that."""
        limits = self.limits(unit.base)
        return not limits.lower <= unit.share <= limits.upper


def funnel(units: Sequence[Answered], *, winsorised: float = WINSORISED) -> Funnel:
    """The funnel of these units: phi is the mean of z^2, with z = (p_i - p) / sqrt(p (1 - p) / n_i) winsorised.

    Raises ImpossibleFigures for fewer than five: nothing can be said of so few. Spiegelhalter 2005, as above.
    """
    if len(units) < FEWEST_UNITS:
        raise ImpossibleFigures(f"A funnel needs {FEWEST_UNITS} units or more.")
    centre = sum(unit.yes for unit in units) / sum(unit.base for unit in units)
    spread = centre * (1 - centre)
    if spread == 0:
        return Funnel(centre, 1.0)
    scores = sorted((unit.share - centre) / math.sqrt(spread / unit.base) for unit in units)
    # The furthest tenth at either end are drawn in to the next, so that one odd unit does not hide itself.
    cut = int(winsorised * len(scores))
    lowest, highest = scores[cut], scores[-1 - cut]
    drawn_in = [min(max(score, lowest), highest) for score in scores]
    return Funnel(centre, max(1.0, sum(score * score for score in drawn_in) / len(drawn_in)))
