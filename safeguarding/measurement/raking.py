"""Weights that make the answers match the workforce on several groupings at once, each known only by itself."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from safeguarding.measurement.figures import ImpossibleFigures, refuse_if_not_finite
from safeguarding.measurement.weights import refuse_unless_weights

_CLOSE_ENOUGH = 1e-10
_MOST_ROUNDS = 500


class RakingDidNotSettle(ImpossibleFigures):
    """No weights fit all margins, usually because too few answers lie where two small groups cross."""


@dataclass(frozen=True)
class Margin:
    """One grouping: the group each answer is in (in the order of the weights), and how many people each group has."""

    name: str
    groups: Sequence[str]
    people: Mapping[str, float]


@dataclass(frozen=True)
class Raked:
    """The weights in the order they came, and how many rounds it took."""

    weights: list[float]
    rounds: int


def rake(weights: Sequence[float], margins: Sequence[Margin]) -> Raked:
    """Scale weights until every group of every margin adds up to its people.

    In each round, for each margin in turn, w *= people of the group / sum of w in the group; done when no group is
    further off than one part in 10^10. The result does not depend on the scale of the weights, and keeps their
    proportions inside every cell where the groups cross.

    Raises ImpossibleFigures for a group without answers or without people, an answer whose group is unknown, or
    margins that disagree on how many people there are; RakingDidNotSettle after 500 rounds.

    Deming & Stephan 1940; Deville & Sarndal 1992, JASA 87, 376; Kalton & Flores-Cervantes 2003, JOS 19, 81.
    """
    refuse_unless_weights(weights)
    _refuse_wrong_margins(len(weights), margins)
    raked = list(weights)
    for rounds in range(1, _MOST_ROUNDS + 1):
        furthest = 0.0
        for margin in margins:
            sums = _sums(raked, margin)
            factors = {group: people / sums[group] for group, people in margin.people.items()}
            furthest = max(furthest, *(abs(1 / factor - 1) for factor in factors.values()))
            raked = [weight * factors[group] for weight, group in zip(raked, margin.groups, strict=True)]
        # What was measured is how far each margin was off just before it was put right.
        if furthest < _CLOSE_ENOUGH:
            return Raked(raked, rounds)
    raise RakingDidNotSettle(
        f"No weights fit all of {', '.join(margin.name for margin in margins)}: merge small groups that never meet."
    )


def _sums(weights: Sequence[float], margin: Margin) -> dict[str, float]:
    sums = dict.fromkeys(margin.people, 0.0)
    for weight, group in zip(weights, margin.groups, strict=True):
        sums[group] += weight
    return sums


def _refuse_wrong_margins(answers: int, margins: Sequence[Margin]) -> None:
    if not margins:
        raise ImpossibleFigures("There is no margin to rake to.")
    for margin in margins:
        refuse_if_not_finite(*margin.people.values())
        if len(margin.groups) != answers:
            raise ImpossibleFigures(f"{margin.name} names {len(margin.groups)} groups for {answers} answers.")
        for group, people in margin.people.items():
            if people <= 0:
                raise ImpossibleFigures(f"{margin.name} '{group}' cannot have {people:g} people; leave it out.")
        unknown = set(margin.groups) - set(margin.people)
        if unknown:
            raise ImpossibleFigures(f"{margin.name} '{min(unknown)}' has answers, but nobody knows how many people.")
        empty = set(margin.people) - set(margin.groups)
        if empty:
            raise ImpossibleFigures(f"{margin.name} '{min(empty)}' has no answers; merge it with another.")
    totals = [math.fsum(margin.people.values()) for margin in margins]
    for margin, total in zip(margins, totals, strict=True):
        if not math.isclose(total, totals[0], rel_tol=1e-9):
            raise ImpossibleFigures(
                f"{margins[0].name} adds up to {totals[0]:g} people and {margin.name} to {total:g}; they must agree."
            )
