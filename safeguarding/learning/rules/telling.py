"""How the result is told: in words, kindly, without a mark."""

from enum import StrEnum

from safeguarding.learning.rules.looks import Look

# fmt: off
WORDS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)
# fmt: on


class Group(StrEnum):
    """Where an object is shown in the result."""

    LOOKED_TWICE = "looked_twice"
    EASY_TO_WALK_PAST = "easy_to_walk_past"
    ASKED_AND_FINE = "asked_and_fine"


def in_words(number: int) -> str:
    """A count as a colleague would say it: in words as far as twenty."""
    return WORDS[number] if number < len(WORDS) else str(number)


def group_of(*, is_sign: bool, look: Look | None) -> Group | None:
    """An innocent thing that nobody asked about is in no group."""
    if look is Look.MARKED:
        return Group.LOOKED_TWICE if is_sign else Group.ASKED_AND_FINE
    return Group.EASY_TO_WALK_PAST if is_sign else None


def looked_twice_sentence(*, noticed: int, signs: int) -> str:
    """The result's headline: what was noticed of what mattered on the way taken."""
    if signs == 0:
        return "Nothing on your way needed a second look."
    if noticed == 0:
        return (
            "The one thing that mattered is easy to walk past."
            if signs == 1
            else f"The {in_words(signs)} things that mattered are easy to walk past."
        )
    if noticed == signs:
        return {
            1: "You looked twice at the one thing that mattered.",
            2: "You looked twice at both things that mattered.",
        }.get(signs, f"You looked twice at all {in_words(signs)} that mattered.")
    return f"You looked twice at {in_words(noticed)} of the {in_words(signs)} that mattered."


def asked_and_fine_sentence(*, asked: int) -> str | None:
    """Asking about something innocent costs seconds, and is never told as a mistake."""
    if asked == 0:
        return None
    if asked == 1:
        return "You also asked about one thing that turned out to be fine. It cost a few seconds."
    return f"You also asked about {in_words(asked)} things that turned out to be fine. It cost a few seconds."
