"""Tails and quantiles of the normal, Student t, F and chi-squared distributions, in plain Python.

Sources: Abramowitz & Stegun 1964, 26.4.4-5 (chi-squared), 26.5 and 26.6 (incomplete beta, t, F);
the continued fraction of the incomplete beta is evaluated by the method of Lentz 1976.
"""

import math
from collections.abc import Callable
from statistics import NormalDist

from safeguarding.measurement.figures import ImpossibleFigures, refuse_if_not_finite, refuse_unless_a_share

_STANDARD_NORMAL = NormalDist()
_TINY = 1e-300
_MOST_TERMS = 100_000


def two_sided_z(confidence: float) -> float:
    """How many standard errors reach to either side: 1.959964 for 0.95."""
    refuse_unless_a_share(confidence, called="confidence")
    return _STANDARD_NORMAL.inv_cdf((1 + confidence) / 2)


def normal_quantile(chance: float) -> float:
    """The value that a standard normal variable stays under with this chance."""
    refuse_unless_a_share(chance, called="chance")
    return _STANDARD_NORMAL.inv_cdf(chance)


def normal_below(z: float) -> float:
    """The chance that a standard normal variable is below z."""
    return math.erfc(-z / math.sqrt(2)) / 2


def normal_two_sided_p(z: float) -> float:
    """The chance of being at least this far from nought, in either direction."""
    return math.erfc(abs(z) / math.sqrt(2))


def chi_squared_above(statistic: float, *, degrees_of_freedom: int) -> float:
    """The chance that a chi-squared variable is above the statistic; 1 if there are no degrees of freedom."""
    if statistic < 0 or degrees_of_freedom < 0:
        raise ImpossibleFigures("A chi-squared statistic and its degrees of freedom cannot be below nought.")
    half = statistic / 2
    if degrees_of_freedom == 0 or half == 0:
        return 1.0
    if math.isinf(statistic):
        return 0.0
    is_odd = degrees_of_freedom % 2
    powers = [step + is_odd / 2 for step in range(degrees_of_freedom // 2)]
    series = sum(math.exp(power * math.log(half) - half - math.lgamma(power + 1)) for power in powers)
    return min(1.0, series + (math.erfc(math.sqrt(half)) if is_odd else 0.0))


def student_t_two_sided_p(t: float, *, degrees_of_freedom: float) -> float:
    """The chance of being at least this far from nought; with infinite degrees of freedom, the normal one."""
    _refuse_unless_positive(degrees_of_freedom)
    if math.isinf(t):
        return 0.0
    if math.isinf(degrees_of_freedom):
        return normal_two_sided_p(t)
    # Whichever of the two is not within rounding of 1.
    if t * t < 1:
        return 1 - incomplete_beta(t * t / (degrees_of_freedom + t * t), a=0.5, b=degrees_of_freedom / 2)
    return incomplete_beta(degrees_of_freedom / (degrees_of_freedom + t * t), a=degrees_of_freedom / 2, b=0.5)


def two_sided_t(confidence: float, *, degrees_of_freedom: float) -> float:
    """How many standard errors reach to either side when the spread itself was estimated."""
    _refuse_unless_positive(degrees_of_freedom)
    if math.isinf(degrees_of_freedom):
        return two_sided_z(confidence)
    refuse_unless_a_share(confidence, called="confidence")
    # The p-value falls as t grows, so what is sought is where 1 - p reaches the confidence.
    return _where_it_reaches(
        confidence, rising=lambda t: 1 - student_t_two_sided_p(t, degrees_of_freedom=degrees_of_freedom)
    )


def f_quantile(chance: float, *, over: float, under: float) -> float:
    """The value that an F variable with `over` and `under` degrees of freedom stays below with this chance."""
    _refuse_unless_positive(over)
    _refuse_unless_positive(under)
    refuse_unless_a_share(chance, called="chance")
    return _where_it_reaches(
        chance, rising=lambda f: incomplete_beta(over * f / (over * f + under), a=over / 2, b=under / 2)
    )


def incomplete_beta(x: float, *, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b): 0 at x = 0, 1 at x = 1."""
    refuse_if_not_finite(x, a, b)
    if not 0 <= x <= 1:
        raise ImpossibleFigures(f"The incomplete beta function is defined from 0 to 1, not at {x:g}.")
    if x in (0.0, 1.0):
        return x
    scale = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    # The fraction is quick only on the near side of the mean; on the far side the complement is taken.
    if x < (a + 1) / (a + b + 2):
        return scale * _beta_fraction(x, a=a, b=b) / a
    return 1 - scale * _beta_fraction(1 - x, a=b, b=a) / b


def _beta_fraction(x: float, *, a: float, b: float) -> float:
    upper, lower = 1.0, 1 / _not_nought(1 - (a + b) * x / (a + 1))
    value = lower
    for term in range(1, _MOST_TERMS):
        even = term * (b - term) * x / ((a + 2 * term - 1) * (a + 2 * term))
        odd = -(a + term) * (a + b + term) * x / ((a + 2 * term) * (a + 2 * term + 1))
        for coefficient in (even, odd):
            lower = 1 / _not_nought(1 + coefficient * lower)
            upper = _not_nought(1 + coefficient / upper)
            value *= lower * upper
        if abs(lower * upper - 1) < 1e-15:
            return value
    raise ImpossibleFigures("The incomplete beta function did not settle; the figures are too large for it.")


def _not_nought(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _where_it_reaches(target: float, *, rising: Callable[[float], float]) -> float:
    """Where a function that rises over 0 and above first reaches the target, by doubling and then halving."""
    high = 1.0
    while rising(high) < target:
        high *= 2
    low = 0.0
    while (middle := (low + high) / 2) not in (low, high):
        if rising(middle) < target:
            low = middle
        else:
            high = middle
    return high


def _refuse_unless_positive(degrees_of_freedom: float) -> None:
    if not degrees_of_freedom > 0:
        raise ImpossibleFigures("There are too few answers to know how much they vary.")
