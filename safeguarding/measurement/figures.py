"""What every family of formulas shares: limits, a yes-or-no count, a change between two waves, and how they refuse.

Throughout: shares are between 0 and 1, never per cent; `confidence` is 0.95 unless told otherwise; every change is
later minus earlier, so that positive means more than before.
"""

import math
from dataclasses import dataclass


class ImpossibleFigures(ValueError):
    """What was handed in cannot be a count, a share or a weight; says which and why."""


@dataclass(frozen=True)
class Interval:
    """Two limits, in the unit of what they are about (a share, a difference of shares, a score)."""

    lower: float
    upper: float

    @property
    def half_width(self) -> float:
        """Half the distance between the limits; for limits that are not symmetric it is the mean of both arms."""
        return (self.upper - self.lower) / 2

    @property
    def excludes_zero(self) -> bool:
        """Whether the whole interval lies on one side of nought. A limit that is exactly nought does not."""
        return self.lower > 0 or self.upper < 0

    def is_within(self, margin: float) -> bool:
        """Whether both limits lie strictly inside minus to plus margin: the only ground for saying "about the same"."""
        return -margin < self.lower and self.upper < margin

    def __neg__(self) -> "Interval":
        """The limits of the same difference taken the other way round."""
        return Interval(-self.upper, -self.lower)


@dataclass(frozen=True)
class Answered:
    """How many of those who answered said yes. Whole numbers from real answers; an effective size may be fractional.

    Raises ImpossibleFigures if the base is not above nought or yes lies outside 0 to base.
    """

    yes: float
    base: float

    def __post_init__(self) -> None:
        refuse_if_not_finite(self.yes, self.base)
        if self.base <= 0:
            raise ImpossibleFigures("Nobody answered, so there is no share to speak of.")
        if not 0 <= self.yes <= self.base:
            raise ImpossibleFigures(f"{self.yes:g} cannot have said yes when {self.base:g} answered.")

    @property
    def share(self) -> float:
        return self.yes / self.base


@dataclass(frozen=True)
class Change:
    """Two shares, what lies between them (later minus earlier) and the limits of that."""

    earlier: float
    later: float
    difference: float
    interval: Interval


@dataclass(frozen=True)
class MeanChange:
    """A mean difference (later minus earlier) in the unit of the score, with its test.

    `degrees_of_freedom` is infinite where the normal distribution was used.
    """

    difference: float
    standard_error: float
    degrees_of_freedom: float
    statistic: float
    p_value: float
    interval: Interval


@dataclass(frozen=True)
class ChiSquaredTest:
    """A test statistic, its degrees of freedom and the chance of one as large when nothing changed."""

    statistic: float
    degrees_of_freedom: int
    p_value: float


def refuse_if_not_finite(*figures: float) -> None:
    """Refuse "not a number" and infinity wherever a figure is expected."""
    if not all(math.isfinite(figure) for figure in figures):
        raise ImpossibleFigures("A figure is missing or infinite; every one must be a plain number.")


def refuse_unless_whole_counts(*counts: float) -> None:
    """Refuse anything that is not a number of people: below nought, broken, or not a number."""
    refuse_if_not_finite(*counts)
    for count in counts:
        if count < 0 or count != int(count):
            raise ImpossibleFigures(f"{count:g} cannot be a number of people.")


def refuse_unless_a_share(value: float, *, called: str) -> None:
    """Refuse a level or a chance that is not strictly between 0 and 1."""
    if not 0 < value < 1:
        raise ImpossibleFigures(f"The {called} must lie between 0 and 1, not at {value:g}.")
