"""How many really remember having seen the campaign, taking off those who also remember what never existed."""

from dataclasses import dataclass

from safeguarding.measurement.figures import (
    Change,
    ImpossibleFigures,
    Interval,
    refuse_if_not_finite,
    refuse_unless_whole_counts,
)
from safeguarding.measurement.independent import square_and_add
from safeguarding.measurement.paired import PairedAnswers, paired_newcombe


@dataclass(frozen=True)
class CorrectedRecognition:
    """Shares of one wave: who recognised the real piece, who the decoy, and the first minus the second with limits.

    Nought means that the real piece was recognised no more than one nobody can have seen; it may fall below.
    """

    real: float
    decoy: float
    corrected: float
    interval: Interval


def corrected_recognition(
    *, both: int, real_only: int, decoy_only: int, neither: int, confidence: float = 0.95
) -> CorrectedRecognition:
    """Hits minus false alarms, from how many people said they had seen which of the two.

    Both questions were asked of the same people, so the limits are Newcombe's for pairs.
    Raises ImpossibleFigures for counts that are no numbers of people, or nobody asked.

    Snodgrass & Corwin 1988, J. Exp. Psychol.: General 117, 34 (the two-high-threshold index Pr); limits as in `paired`.
    """
    if both + real_only + decoy_only + neither == 0:
        raise ImpossibleFigures("Nobody was asked what they had seen.")
    answers = PairedAnswers(yes_both=both, yes_then_no=decoy_only, no_then_yes=real_only, no_both=neither)
    change = paired_newcombe(answers, confidence=confidence)
    return CorrectedRecognition(change.later, change.earlier, change.difference, change.interval)


def recognition_change(*, earlier: CorrectedRecognition, later: CorrectedRecognition) -> Change:
    """The change in corrected recognition between waves answered by different people (or treated as if they were).

    For those who answered both waves, take each person's `recognition_score` and `means.matched_mean_change`.

    Limits by square and add: Zou & Donner 2008, Statistics in Medicine 27, 1693.
    """
    interval = square_and_add(
        earlier=earlier.corrected,
        earlier_limits=earlier.interval,
        later=later.corrected,
        later_limits=later.interval,
    )
    return Change(earlier.corrected, later.corrected, later.corrected - earlier.corrected, interval)


def guessing_corrected(*, real: float, decoy: float) -> float:
    """The share who know the real piece, if whoever does not says yes to it as often as to a decoy.

    (r - d) / (1 - d); shares, of one wave or group. Below nought where more say yes to the decoy.
    Raises ImpossibleFigures unless both are shares and somebody said no to the decoy.

    Abbott 1925, Journal of Economic Entomology 18, 265; the high-threshold model of Snodgrass & Corwin 1988.
    """
    refuse_if_not_finite(real, decoy)
    if not (0 <= real <= 1 and 0 <= decoy < 1):
        raise ImpossibleFigures(f"{real:g} and {decoy:g} are not shares of which the second leaves anybody out.")
    return (real - decoy) / (1 - decoy)


def recognition_score(*, real_seen: int, real_shown: int, decoys_seen: int, decoys_shown: int) -> float:
    """One person's share of real pieces recognised minus their share of decoys: -1 to 1, nought for a guesser.

    Raises ImpossibleFigures if either kind was not shown, or more were seen than shown.

    Snodgrass & Corwin 1988, as above, for one person.
    """
    refuse_unless_whole_counts(real_seen, real_shown, decoys_seen, decoys_shown)
    if real_shown == 0 or decoys_shown == 0:
        raise ImpossibleFigures("Recognition needs at least one real piece and one decoy.")
    if real_seen > real_shown or decoys_seen > decoys_shown:
        raise ImpossibleFigures("Nobody can have recognised more pieces than were shown.")
    return real_seen / real_shown - decoys_seen / decoys_shown
