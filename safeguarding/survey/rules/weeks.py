"""The week in which somebody answered; a day would be too fine, and so is a week in which few did."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

FEWEST_IN_A_WEEK = 10


def monday_of(day: date) -> date:
    """The Monday on or before a day."""
    return day - timedelta(days=day.weekday())


def weeks_put_together(weeks: Sequence[date], *, first: date, least: int = FEWEST_IN_A_WEEK) -> dict[date, date]:
    """For each Monday the one it is kept as, so that at least this many share each; `first` begins the first run.

    With fewer than that altogether, all are kept as the first week.
    """
    counts = Counter(weeks)
    runs: list[list[date]] = []
    held = least
    for week in sorted(counts):
        if held >= least:
            runs.append([])
            held = 0
        runs[-1].append(week)
        held += counts[week]
    if len(runs) > 1 and held < least:
        short = runs.pop()
        runs[-1] += short
    kept = {week: run[0] for run in runs for week in run}
    return {week: first if runs and week in runs[0] else monday for week, monday in kept.items()}
