"""What the shares of one question come to: agreement less disagreement, recognition less what cannot have been seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from safeguarding.measurement.likert import NET_AGREEMENT
from safeguarding.measurement.recognition import guessing_corrected
from safeguarding.survey.rules.asked import Kind
from safeguarding.survey.rules.release import ItemTable, OptionRow


@dataclass(frozen=True)
class SummedUp:
    """A figure made of those that are shown, and so of no more; None where one of them is not."""

    says: str
    is_difference: bool
    earlier: float | None
    later: float | None


def summed_up(item: ItemTable) -> SummedUp | None:
    """What the shares shown come to, where there is a way to sum them up."""
    sums = {
        Kind.SCALE: ("Agree less disagree, points", _net_agreement),
        Kind.RECOGNITION: ("Recognised, allowing for those who claim what does not exist", _recognised),
    }
    kind = Kind(item.kind)
    if kind not in sums:
        return None
    says, sum_up = sums[kind]
    return SummedUp(
        says,
        is_difference=kind is Kind.SCALE,
        earlier=sum_up([(option, option.earlier) for option in item.options]),
        later=sum_up([(option, option.later) for option in item.options]),
    )


def _net_agreement(shares: Sequence[tuple[OptionRow, float | None]]) -> float | None:
    """Those who agree less those who disagree."""
    known = [share for _, share in shares if share is not None]
    if len(known) < len(NET_AGREEMENT):
        return None
    return round(sum(sign * share for sign, share in zip(NET_AGREEMENT, known, strict=True)), 1)


def _recognised(shares: Sequence[tuple[OptionRow, float | None]]) -> float | None:
    """The mean of the real pieces, corrected by that of the decoys."""
    real = [share for option, share in shares if option.is_scored]
    decoys = [share for option, share in shares if option.is_decoy]
    known = [share for share in (*real, *decoys) if share is not None]
    if not real or not decoys or len(known) < len(real) + len(decoys):
        return None
    r, d = sum(known[: len(real)]) / len(real) / 100, sum(known[len(real) :]) / len(decoys) / 100
    return None if d == 1 else round(100 * guessing_corrected(real=r, decoy=d), 1)
