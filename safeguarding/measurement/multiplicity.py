"""Several questions, one chance of a false alarm: p-values adjusted for how many there are.

An adjusted p under 0.05 is what may be called a change. Both return the p-values in the order they came.
"""

from collections.abc import Sequence

from safeguarding.measurement.figures import ImpossibleFigures


def holm(p_values: Sequence[float]) -> list[float]:
    """For the primary outcomes: the chance of even one false alarm among them stays under the level.

    The smallest p times m, the next times m - 1 and so on, never less than the one before, at most 1. Holds however
    the outcomes hang together.

    Holm 1979, Scandinavian Journal of Statistics 6, 65.
    """
    _refuse_wrong(p_values)
    many = len(p_values)
    adjusted = [0.0] * many
    least = 0.0
    for rank, index in enumerate(_ascending(p_values)):
        least = max(least, min(1.0, (many - rank) * p_values[index]))
        adjusted[index] = least
    return adjusted


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """For everything exploratory: of what is called a change, at most this share is expected to be false alarms.

    The largest p times 1, the next times m / (m - 1) and so on down, never more than the one after. Needs outcomes
    that are independent or hang together positively.

    Benjamini & Hochberg 1995, JRSS B 57, 289.
    """
    _refuse_wrong(p_values)
    many = len(p_values)
    adjusted = [0.0] * many
    most = 1.0
    for rank, index in reversed(list(enumerate(_ascending(p_values), start=1))):
        most = min(most, p_values[index] * many / rank)
        adjusted[index] = most
    return adjusted


def _ascending(p_values: Sequence[float]) -> list[int]:
    return sorted(range(len(p_values)), key=lambda index: p_values[index])


def _refuse_wrong(p_values: Sequence[float]) -> None:
    for p_value in p_values:
        if not 0 <= p_value <= 1:
            raise ImpossibleFigures(f"{p_value:g} is not a p-value: they lie from 0 to 1.")
