"""Staff numbers as people type or paste them: one a line, with commas between, with names behind them or not."""

import re

from safeguarding.people.rules.sign_in import normal_staff_number

LONGEST_SAID = 40
_BETWEEN = re.compile(r"[,;\t]+")


def numbers_in(text: str) -> tuple[str, ...]:
    """Each number once, in the order typed. What follows a number after a space is taken for a name.

    A line without any number stands for itself, so that whoever typed it is told.
    """
    found: list[str] = []
    for line in text.splitlines():
        pieces = [normal_staff_number(piece).split(" ")[0] for piece in _BETWEEN.split(line)]
        numbers = [piece for piece in pieces if any(map(str.isdigit, piece))]
        found += numbers or [" ".join(line.split())[:LONGEST_SAID]]
    return tuple(dict.fromkeys(filter(None, found)))
