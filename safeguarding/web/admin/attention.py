"""What an administrator looks after: how each thing stands today, in words, and whether it needs somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from safeguarding.people.rules.roster import day_in_words, in_words

# HR lists come monthly; a week late is late.
LIST_IS_OLD_AFTER = timedelta(weeks=5)


@dataclass(frozen=True)
class Item:
    """How one thing stands."""

    says: str
    needs_somebody: bool


def second_granters(*, waiting: int) -> Item:
    """Roles of which only half is granted."""
    if not waiting:
        return Item("Nobody is waiting.", needs_somebody=False)
    return Item("A reviewer or auditor counts only once a second administrator has agreed.", needs_somebody=True)


def contact_lines(*, overdue: int, never_tried: int) -> Item:
    """The lines that stand on every page."""
    due = [f"{overdue} overdue"] if overdue else []
    due += [f"{never_tried} never tried"] if never_tried else []
    if not due:
        return Item("Every line has been tried and none is overdue.", needs_somebody=False)
    return Item(f"{', '.join(due)}.", needs_somebody=True)


def hr_list(as_at_on: date | None, *, today: date) -> Item:
    """The list that was taken over last."""
    if as_at_on is None:
        return Item("No list has been taken over yet.", needs_somebody=True)
    is_old = today - as_at_on > LIST_IS_OLD_AFTER
    return Item(
        f"The last list is as at {day_in_words(as_at_on)}{', more than five weeks ago' if is_old else ''}.", is_old
    )


def unit_changes(*, planned: int, stuck: int) -> Item:
    """Reorganisations to come, those among them that could not be made."""
    if stuck:
        return Item(f"{stuck} could not be made on {'its' if stuck == 1 else 'their'} day.", needs_somebody=True)
    return Item(f"{planned} planned." if planned else "None is planned.", needs_somebody=False)


def totals(*, differences: int | None, describe: date | None, today: date) -> Item:
    """The running totals: how many differences the last check found, and which day they describe."""
    if differences:
        places = in_words(differences, "place", "places")
        return Item(
            f"At the last check they differed in {places} from what officers have done. Whoever runs the host can "
            "mend them.",
            needs_somebody=True,
        )
    if describe is not None and describe != today:
        return Item(f"They describe {day_in_words(describe)}, not today: has the daily chore run?", needs_somebody=True)
    checked = differences is not None
    return Item(
        "They agree with what officers have done." if checked else "They have not been checked yet.",
        needs_somebody=False,
    )


def in_short(items: Iterable[Item]) -> str:
    """How many of them need somebody."""
    needed = sum(item.needs_somebody for item in items)
    if not needed:
        return "Nothing needs you today."
    return "One thing needs somebody." if needed == 1 else f"{needed} things need somebody."
