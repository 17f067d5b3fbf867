"""Before a wave opens: how small a change could be and still be seen, and how many answers it takes."""

import math
from dataclasses import dataclass

from safeguarding.measurement.distributions import normal_below, normal_quantile, two_sided_z
from safeguarding.measurement.figures import ImpossibleFigures, refuse_if_not_finite, refuse_unless_a_share


@dataclass(frozen=True)
class TwoWaves:
    """How many answers two waves are expected to bring, and how they hang together.

    `both`: people in both. `correlation`: of the two answers of one person, -1 to 1; about 0.5 for opinions.
    `population`: the workforce, or None when the claim is about more than this very workforce.
    Raises ImpossibleFigures where these contradict one another.
    """

    earlier: int
    later: int
    both: int = 0
    correlation: float = 0.0
    population: int | None = None

    def __post_init__(self) -> None:
        refuse_if_not_finite(self.earlier, self.later, self.both, self.correlation)
        if self.earlier < 1 or self.later < 1:
            raise ImpossibleFigures("Each wave needs answers before a change can be seen.")
        if not 0 <= self.both <= min(self.earlier, self.later):
            raise ImpossibleFigures(f"{self.both} people cannot be in both of {self.earlier} and {self.later}.")
        if not -1 <= self.correlation <= 1:
            raise ImpossibleFigures(f"A correlation lies between -1 and 1, not at {self.correlation:g}.")
        if self.population is not None and self.population < self.earlier + self.later - self.both:
            raise ImpossibleFigures(
                f"{self.earlier + self.later - self.both} people cannot answer out of {self.population}."
            )

    def standard_error(self, *, share: float) -> float:
        """Of the difference of the two shares, if both are near this one.

        Tam's variance with S0 = S1 = pq:
        V = pq (1/n0 + 1/n1 - 2/N) - 2 rho pq (m / (n0 n1) - 1/N); the same as in `overlap`.
        """
        refuse_unless_a_share(share, called="share")
        unseen = 0.0 if self.population is None else 1 / self.population
        apart = 1 / self.earlier + 1 / self.later - 2 * unseen
        shared = 2 * self.correlation * (self.both / (self.earlier * self.later) - unseen)
        return math.sqrt(max(0.0, share * (1 - share) * (apart - shared)))


def smallest_detectable_change(
    waves: TwoWaves, *, share: float = 0.5, power: float = 0.8, confidence: float = 0.95, comparisons: int = 1
) -> float:
    """The smallest true difference of shares that such waves would call a change with this chance.

    (z_a + z_b) times the standard error; with several comparisons the level is divided among them (Bonferroni).
    `share` is about where the answer stands now; 0.5 is on the safe side.

    Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, ch. 4; Kish 1965, 12.4 for the overlap.
    """
    refuse_unless_a_share(power, called="power")
    if comparisons < 1:
        raise ImpossibleFigures(f"There cannot be {comparisons} comparisons.")
    refuse_unless_a_share(confidence, called="confidence")
    reach = two_sided_z(1 - (1 - confidence) / comparisons) + normal_quantile(power)
    return reach * waves.standard_error(share=share)


def power_of_two_shares(*, earlier: float, later: float, each: float, confidence: float = 0.95) -> float:
    """The chance that two independent waves of `each` answers call this true change one, in its own direction.

    Phi((|p1 - p0| sqrt(n) - z sqrt(2 p q)) / sqrt(p0 q0 + p1 q1)) with p the mean of both.

    Fleiss, Levin & Paik 2003, ch. 4; the same as R's power.prop.test.
    """
    refuse_if_not_finite(each)
    if each <= 0:
        raise ImpossibleFigures("Each wave needs answers before a change can be seen.")
    apart, pooled, unpooled = _spreads(earlier=earlier, later=later)
    return normal_below((apart * math.sqrt(each) - two_sided_z(confidence) * pooled) / unpooled)


def answers_needed(*, earlier: float, later: float, power: float = 0.8, confidence: float = 0.95) -> float:
    """How many answers each of two independent waves needs for that chance; round up.

    ((z_a sqrt(2 p q) + z_b sqrt(p0 q0 + p1 q1)) / (p1 - p0))^2. Fleiss, Levin & Paik 2003, ch. 4.
    """
    refuse_unless_a_share(power, called="power")
    apart, pooled, unpooled = _spreads(earlier=earlier, later=later)
    return ((two_sided_z(confidence) * pooled + normal_quantile(power) * unpooled) / apart) ** 2


def pairs_needed(*, changed: float, difference: float, power: float = 0.8, confidence: float = 0.95) -> float:
    """How many people must answer both waves, if this share of them changes and the balance is this; round up.

    (z_a sqrt(pd) + z_b sqrt(pd - d^2))^2 / d^2. Connor 1987, Biometrics 43, 207.
    """
    refuse_unless_a_share(changed, called="share who change")
    refuse_unless_a_share(power, called="power")
    if not 0 < abs(difference) <= changed:
        raise ImpossibleFigures(f"A difference of {difference:g} cannot come of {changed:g} who change.")
    spread = math.sqrt(changed - difference * difference)
    return ((two_sided_z(confidence) * math.sqrt(changed) + normal_quantile(power) * spread) / difference) ** 2


def _spreads(*, earlier: float, later: float) -> tuple[float, float, float]:
    """How far apart the shares are, and the root of 2pq pooled and unpooled."""
    refuse_unless_a_share(earlier, called="earlier share")
    refuse_unless_a_share(later, called="later share")
    if earlier == later:
        raise ImpossibleFigures("Two equal shares have no change between them to be seen.")
    middle = (earlier + later) / 2
    return (
        abs(later - earlier),
        math.sqrt(2 * middle * (1 - middle)),
        math.sqrt(earlier * (1 - earlier) + later * (1 - later)),
    )
