"""Released figures in words: points and not per cent for differences, whole where they are not known more closely."""

from safeguarding.survey.rules.release import Moved, Shown

MINUS = "−"
NUMBERS = ("none", "one", "two", "three", "four", "five")


def value_in_words(figure: Shown, *, is_share: bool) -> str:
    """41%, or 41.3% where the interval is narrower than a point to either side; scores without the sign."""
    return figure_in_words(figure.value, within=(figure.upper - figure.lower) / 2, is_share=is_share)


def limits_in_words(figure: Shown) -> str:
    """39 to 43."""
    half = (figure.upper - figure.lower) / 2
    return f"{_number(figure.lower, half)} to {_number(figure.upper, half)}"


def difference_in_words(moved: Moved) -> str:
    """+7, or +0.4 where the interval is narrow; always with its sign."""
    return _signed(moved.difference, half_width(moved))


def interval_in_words(moved: Moved) -> str:
    """+4 to +10."""
    return f"{_signed(moved.lower, half_width(moved))} to {_signed(moved.upper, half_width(moved))}"


def sum_in_words(points: float | None, *, is_difference: bool) -> str:
    """+34 points or 34%, whole; not shown where a share that it is made of is not."""
    if points is None:
        return "Not shown"
    return _signed(points, 2) if is_difference else f"{_number(points, 2)}%"


def verdict(moved: Moved) -> str:
    """What may be called it: more, less, about the same, no clear change. By the adjusted p alone."""
    if moved.is_change:
        return "more" if moved.difference > 0 else "less"
    return "about the same" if moved.is_about_the_same else "no clear change"


def between(moved: Moved) -> str:
    """−2 and +4."""
    return f"{_signed(moved.lower, half_width(moved))} and {_signed(moved.upper, half_width(moved))}"


def half_width(moved: Moved) -> float:
    """How far the interval reaches to either side, in points; less, where whole points would hide which side of nought
    a limit lies on."""
    if moved.excludes_zero and 0 in (round(moved.lower), round(moved.upper)):
        return 1.0
    return (moved.upper - moved.lower) / 2


def figure_in_words(points: float, *, within: float, is_share: bool) -> str:
    """A figure known to within so many points to either side."""
    return f"{_number(points, within)}{'%' if is_share else ''}"


def _number(points: float, within: float) -> str:
    """Whole where the interval reaches more than a point to either side, else to a tenth."""
    text = f"{abs(points):.0f}" if within > 1 else f"{abs(points):.1f}"
    return f"{MINUS}{text}" if points < 0 and float(text) != 0 else text


def _signed(points: float, within: float) -> str:
    text = _number(points, within)
    return text if text.startswith(MINUS) or float(text) == 0 else f"+{text}"


def count(number: int) -> str:
    """Small numbers as words."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def first_up(text: str) -> str:
    """With a capital letter."""
    return text[:1].upper() + text[1:]


def listed(parts: list[str]) -> str:
    """A, B and C."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
