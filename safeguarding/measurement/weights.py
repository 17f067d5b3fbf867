"""What one answer counts for, and what unequal weights cost."""

import math
from collections.abc import Mapping, Sequence

from safeguarding.measurement.figures import ImpossibleFigures, refuse_if_not_finite, refuse_unless_whole_counts


def weights_for(*, whole: Mapping[str, int], part: Mapping[str, int]) -> dict[str, float]:
    """How many of the whole each one of the part stands for, class by class.

    Used twice: frame over drawn gives the design weight of a stratum; invited over answered gives the non-response
    weight of a class. The weight of a person is the product of theirs.
    Raises ImpossibleFigures if the classes differ, a class has nobody in its part, or a part is larger than its whole.

    Cochran 1977, Sampling Techniques, 5.3; Little 1986, International Statistical Review 54 (response classes).
    """
    if set(whole) != set(part):
        raise ImpossibleFigures(f"Class '{min(set(whole) ^ set(part))}' is on one side only.")
    refuse_unless_whole_counts(*whole.values(), *part.values())
    for name, people in part.items():
        if people == 0:
            raise ImpossibleFigures(f"Nobody in class '{name}' can stand for its {whole[name]} people; merge it.")
        if people > whole[name]:
            raise ImpossibleFigures(f"Class '{name}' has {whole[name]} people; {people} cannot be part of it.")
    return {name: whole[name] / people for name, people in part.items()}


def kish_effective_size(weights: Sequence[float]) -> float:
    """How many equally weighted answers would be as exact: (sum w)^2 / sum w^2, from 1 to the number of answers.

    Kish 1965, Survey Sampling, 11.7; 1992, Journal of Official Statistics 8, 183.
    """
    refuse_unless_weights(weights)
    # Divided by the largest first, so that neither very large nor very small weights overflow when squared.
    largest = max(weights)
    relative = [weight / largest for weight in weights]
    return math.fsum(relative) ** 2 / math.fsum(weight * weight for weight in relative)


def kish_design_effect(weights: Sequence[float]) -> float:
    """By how much unequal weights inflate a variance: answers over effective size, 1 when all are equal.

    Kish 1965, Survey Sampling, 11.7.
    """
    return len(weights) / kish_effective_size(weights)


def capped(weights: Sequence[float], *, ratio: float) -> list[float]:
    """Weights of which none is over `ratio` times their mean, in the same order and with the same sum.

    What is cut off is given to the others in proportion, again and again until nothing is over. Capping undoes margins
    a little: rake afterwards, and look again.
    Raises ImpossibleFigures unless the ratio is above 1: with less, the sum could not be kept.

    Kish 1992, Journal of Official Statistics 8, 183; Potter 1990 (trimming by a stated rule).
    """
    refuse_unless_weights(weights)
    refuse_if_not_finite(ratio)
    if ratio <= 1:
        raise ImpossibleFigures(f"Weights cannot be capped at {ratio:g} times their mean; the ratio must be above 1.")
    total = math.fsum(weights)
    cap = ratio * total / len(weights)
    # From the heaviest down: those at the cap are settled, and the rest are scaled up to keep the sum.
    order = sorted(range(len(weights)), key=lambda index: -weights[index])
    at_cap, rest = 0, total
    scale = 1.0
    for index in order:
        if weights[index] * scale <= cap:
            break
        at_cap += 1
        rest -= weights[index]
        scale = (total - at_cap * cap) / rest
    over = set(order[:at_cap])
    return [cap if index in over else weight * scale for index, weight in enumerate(weights)]


def refuse_unless_weights(weights: Sequence[float]) -> None:
    """Refuse no weights at all, and any that is not above nought."""
    if not weights:
        raise ImpossibleFigures("There are no answers to weight.")
    refuse_if_not_finite(*weights)
    if min(weights) <= 0:
        raise ImpossibleFigures(f"An answer cannot count for {min(weights):g} people.")
