"""An index of several items on one scale, and how far the items measure one thing."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from safeguarding.measurement.distributions import f_quantile
from safeguarding.measurement.figures import (
    ImpossibleFigures,
    Interval,
    refuse_if_not_finite,
    refuse_unless_a_share,
)


@dataclass(frozen=True)
class Alpha:
    """Cronbach's alpha with Feldt's limits; alpha of the standardised items; and alpha without each item in turn.

    `without` is in the order of the items, and empty when there are only two.
    """

    alpha: float
    interval: Interval
    standardised: float
    without: tuple[float, ...]


def index_score(answers: Sequence[int | None], *, points: int, reversed_items: Collection[int] = ()) -> float | None:
    """The mean of one person's answers, 1 to `points`; None (not nought) if under two thirds were answered.

    `answers` has one entry an item, None where there is none; `reversed_items` are the positions (from 0) of items
    worded the other way round, whose answer x counts as points + 1 - x.

    Likert 1932, Archives of Psychology 140 (summated ratings); two thirds is this project's own rule.
    """
    if not answers:
        raise ImpossibleFigures("An index needs items.")
    if points < 2:
        raise ImpossibleFigures(f"A scale cannot have {points} points.")
    beyond = [position for position in reversed_items if not 0 <= position < len(answers)]
    if beyond:
        raise ImpossibleFigures(f"There is no item {beyond[0]} to reverse; they are numbered from 0.")
    values = []
    for position, answer in enumerate(answers):
        if answer is None:
            continue
        if not 1 <= answer <= points:
            raise ImpossibleFigures(f"Answers run from 1 to {points}; {answer} cannot be one.")
        values.append(points + 1 - answer if position in reversed_items else answer)
    # In whole numbers: two of three is two thirds, whatever rounding says.
    if 3 * len(values) < 2 * len(answers):
        return None
    return sum(values) / len(values)


def alpha_of_variances(item_variances: Sequence[float], *, total_variance: float) -> float:
    """k / (k - 1) (1 - sum of item variances / variance of the sum); 1 when the items are one, at or under 0 when not.

    Cronbach 1951, Psychometrika 16, 297; Bland & Altman 1997, BMJ 314, 572.
    """
    refuse_if_not_finite(*item_variances, total_variance)
    items = len(item_variances)
    if items < 2:
        raise ImpossibleFigures("At least two items are needed to see whether they measure one thing.")
    if total_variance <= 0 or min(item_variances) < 0:
        raise ImpossibleFigures("Where everybody has the same sum there is nothing for items to agree on.")
    return items / (items - 1) * (1 - math.fsum(item_variances) / total_variance)


def cronbach_alpha(rows: Sequence[Sequence[float]], *, confidence: float = 0.95) -> Alpha:
    """How far items measure one thing: one row a person who answered all, one column an item, already reverse-coded.

    Limits: 1 - (1 - alpha) F with F at both tails, n - 1 over (n - 1)(k - 1) degrees of freedom.
    Raises ImpossibleFigures for fewer than two people or items, rows of unequal length, or an item everyone answered
    alike.

    Cronbach 1951, Psychometrika 16, 297; Feldt 1965, Psychometrika 30, 357.
    """
    refuse_unless_a_share(confidence, called="confidence")
    columns = _columns(rows)
    items, people = len(columns), len(rows)
    alpha = _alpha(columns)
    under = (people - 1) * (items - 1)
    high = f_quantile((1 + confidence) / 2, over=people - 1, under=under)
    low = f_quantile((1 - confidence) / 2, over=people - 1, under=under)
    roots = [math.sqrt(_covariance(column, column)) for column in columns]
    alike = [
        _covariance(columns[one], columns[other]) / (roots[one] * roots[other])
        for one in range(items)
        for other in range(one)
    ]
    between = math.fsum(alike) / len(alike)
    without = tuple(_alpha(columns[:item] + columns[item + 1 :]) for item in range(items) if items > 2)
    return Alpha(
        alpha=alpha,
        interval=Interval(1 - (1 - alpha) * high, 1 - (1 - alpha) * low),
        standardised=items * between / (1 + (items - 1) * between),
        without=without,
    )


def _columns(rows: Sequence[Sequence[float]]) -> list[list[float]]:
    if len(rows) < 2 or len(rows[0]) < 2:
        raise ImpossibleFigures("At least two people and two items are needed to see whether items measure one thing.")
    if any(len(row) != len(rows[0]) for row in rows):
        raise ImpossibleFigures("Everybody must have an answer to every item.")
    columns = [list(column) for column in zip(*rows, strict=True)]
    for position, column in enumerate(columns):
        refuse_if_not_finite(*column)
        if min(column) == max(column):
            raise ImpossibleFigures(f"Everybody answered item {position} alike; it cannot show what it measures.")
    return columns


def _alpha(columns: Sequence[Sequence[float]]) -> float:
    sums = [math.fsum(row) for row in zip(*columns, strict=True)]
    return alpha_of_variances(
        [_covariance(column, column) for column in columns], total_variance=_covariance(sums, sums)
    )


def _covariance(one: Sequence[float], other: Sequence[float]) -> float:
    mean_one, mean_other = math.fsum(one) / len(one), math.fsum(other) / len(other)
    products = ((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True))
    return math.fsum(products) / (len(one) - 1)
