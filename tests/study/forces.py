"""A force that never was: what everybody in it thinks at month 0 and month 12, who is asked, and who answers."""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

WORKFORCE = 44_000
STRATA = 16
POINTS = 20
INVITED, FRESH = 10_000, 5_000
# So far above the middle lie about four in a hundred.
RARE = 1.75

Numbers = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Force:
    """One simulated force. Arrays have a place for each post; in a post of `stayed` the same person sits both times.

    yes: whether they would say yes. rare: the same of something few would say. score: from 0 to 1. answered: whether
    they were asked and answered.
    """

    stratum: Numbers
    size: Numbers
    stayed: Numbers
    yes: tuple[Numbers, Numbers]
    rare: tuple[Numbers, Numbers]
    score: tuple[Numbers, Numbers]
    chance: tuple[Numbers, Numbers]
    answered: tuple[Numbers, Numbers]

    @property
    def both(self) -> Numbers:
        """Whoever answered both times."""
        found: Numbers = self.answered[0] & self.answered[1] & self.stayed
        return found


def a_force(random: np.random.Generator) -> Force:
    """Strata of every size; a share anywhere from one in eight to seven in eight; a change of up to a tenth or so.

    People repeat themselves more or less; one in twelve leaves and is replaced. Whether somebody answers depends on the
    stratum and, at month 12, on having answered before; it does not depend on what they think.
    """
    size = 400 + random.multinomial(WORKFORCE - 400 * STRATA, random.dirichlet(np.full(STRATA, 2.0)))
    stratum = np.repeat(np.arange(STRATA), size)
    start, move = random.uniform(-1.1, 1.1), random.uniform(-0.3, 0.3)
    middle = start + random.normal(0, 0.25, STRATA), np.empty(STRATA)
    middle = middle[0], middle[0] + move + random.normal(0, 0.08, STRATA)
    stayed = random.random(WORKFORCE) > 1 / 12
    alike = random.uniform(0.2, 0.8)
    first = random.normal(size=WORKFORCE)
    second = alike * first + np.sqrt(1 - alike**2) * random.normal(size=WORKFORCE)
    second = np.where(stayed, second, random.normal(size=WORKFORCE))
    leanings = tuple(lean + middle[wave][stratum] for wave, lean in enumerate((first, second)))
    below = np.vectorize(NormalDist().cdf)
    return Force(
        stratum=stratum,
        size=size,
        stayed=stayed,
        yes=(leanings[0] > 0, leanings[1] > 0),
        rare=(leanings[0] > start + RARE, leanings[1] > start + RARE),
        score=(_points(leanings[0]), _points(leanings[1])),
        chance=(below(middle[0]), below(middle[1])),
        answered=_answered(random, stratum, size, stayed),
    )


def _points(leaning: Numbers) -> Numbers:
    found: Numbers = np.clip(np.round(POINTS / 2 + 3.5 * leaning), 0, POINTS) / POINTS
    return found


def _answered(random: np.random.Generator, stratum: Numbers, size: Numbers, stayed: Numbers) -> tuple[Numbers, Numbers]:
    """Everybody invited at month 0 who still serves is invited again, and as many afresh as there is room for."""
    order = random.random(WORKFORCE)
    first = _drawn(order, stratum, size, INVITED)
    fresh = _drawn(np.where(first, 2.0, random.random(WORKFORCE)), stratum, size, FRESH)
    willing = random.uniform(0.3, 0.5, STRATA)[stratum]
    said = first & (random.random(WORKFORCE) < willing)
    again = np.where(said, 0.6, 0.35)
    return said, (fresh | (first & stayed)) & (random.random(WORKFORCE) < again)


def _drawn(order: Numbers, stratum: Numbers, size: Numbers, many: int) -> Numbers:
    """So many by lot, from each stratum in proportion."""
    chosen = np.zeros(WORKFORCE, dtype=bool)
    places = np.lexsort((order, stratum))
    start = 0
    for held in size:
        chosen[places[start : start + round(many * held / WORKFORCE)]] = True
        start += held
    return chosen
