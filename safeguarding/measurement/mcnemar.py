"""Whether more people turned to yes than from it, among those who answered both waves."""

import math
from dataclasses import dataclass

from safeguarding.measurement.distributions import chi_squared_above
from safeguarding.measurement.paired import PairedAnswers


@dataclass(frozen=True)
class McNemar:
    """p-values (two-sided) of four forms of one test; `mid_p` is the one to publish.

    `statistic` and `p_value` are chi-squared with one degree of freedom, `corrected_p_value` with Edwards's
    continuity correction, `exact_p_value` from the binomial distribution.
    """

    statistic: float
    p_value: float
    corrected_p_value: float
    exact_p_value: float
    mid_p: float


def mcnemar(answers: PairedAnswers) -> McNemar | None:
    """Test no change among those who changed their answer; None if no one changed: there is then nothing to test.

    (b - c)^2 / (b + c); exact: twice the binomial tail of the smaller of b and c at one half, at most 1;
    mid-p: exact minus the chance of precisely the smaller one, and 1 - P(b)/2 when b = c.

    McNemar 1947, Psychometrika 12; Edwards 1948, Psychometrika 13; Fagerland, Lydersen & Laake 2013, BMC Medical
    Research Methodology 13, 91.
    """
    b, c = answers.yes_then_no, answers.no_then_yes
    changed = b + c
    if changed == 0:
        return None
    statistic = (b - c) ** 2 / changed
    corrected = max(0, abs(b - c) - 1) ** 2 / changed
    fewer = min(b, c)
    # Whole numbers until the last division: nothing is lost however many changed.
    at_most = _sum_of_ways(changed, up_to=fewer)
    precisely = math.comb(changed, fewer)
    every_way = 2**changed
    exact = 1.0 if b == c else 2 * at_most / every_way
    mid_p = 1 - precisely / (2 * every_way) if b == c else (2 * at_most - precisely) / every_way
    return McNemar(
        statistic=statistic,
        p_value=chi_squared_above(statistic, degrees_of_freedom=1),
        corrected_p_value=chi_squared_above(corrected, degrees_of_freedom=1),
        exact_p_value=exact,
        mid_p=mid_p,
    )


def _sum_of_ways(people: int, *, up_to: int) -> int:
    """In how many ways at most `up_to` of these people can be chosen, in whole numbers however large."""
    ways, total = 1, 1
    for chosen in range(1, up_to + 1):
        ways = ways * (people - chosen + 1) // chosen
        total += ways
    return total
