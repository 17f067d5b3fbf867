"""How figures are said in words: what is withheld is a sentence, never a nought or a dash."""

from safeguarding.insight.rules.small_numbers import FEWEST, FEWEST_IN_A_GROUP, STEP, Said

TOO_FEW = f"Not shown: fewer than {FEWEST_IN_A_GROUP} people"
HELD_BACK = "Not shown: a smaller unit beside it could be worked out"
NOT_YET = "Not counted yet"
FEW = f"Fewer than {FEWEST} people"


def people_said(said: Said) -> str:
    """How many people, as it may be said."""
    if said.is_few:
        return FEW.lower()
    return f"{said.people:,} or more" if said.is_more else f"{said.people:,}"


def share_said(said: Said) -> str:
    """The same of a hundred; nothing under ten people is a share, and nobody who has done something is 0%."""
    if said.is_few:
        return f"under {max(1, per_cent(FEWEST, said.of))}%"
    shown = per_cent(said.people, said.of)
    return f"{shown}%{' or more' if said.is_more else ''}" if shown else "under 1%"


def not_yet(said: Said) -> int | None:
    """How many are still to come, in steps of five; None where only a limit may be said."""
    return None if said.is_few or said.is_more else STEP * round((said.of - said.people) / STEP)


def not_yet_said(said: Said) -> str:
    """The same in words: a count, never anybody's name."""
    if said.is_few:
        fewest_left = STEP * ((said.of - FEWEST + 1) // STEP)
        return f"{fewest_left:,} or more"
    if said.is_more:
        most_left = STEP * -((said.fewest - said.of - 1) // STEP)
        return f"fewer than {most_left:,}"
    return f"about {not_yet(said):,}"


def share(said: Said) -> float | None:
    """The share as a number, to draw it; None if there is none to be drawn."""
    return None if said.is_few else said.people / said.of


def per_cent(part: float, whole: float) -> int:
    """A whole number of a hundred; 99.6 is not everybody."""
    shown = round(100 * part / whole)
    return 99 if shown == 100 and part < whole else shown
