"""What is said on a day of every group that is due, from the day's count and from what was said last."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from safeguarding.insight.rules.cells import Cell, Post, Shape, Tally, added_up, wholes
from safeguarding.insight.rules.keeping import carried, is_due
from safeguarding.insight.rules.small_numbers import Said, Steps, held_back, is_a_group, said_next


@dataclass(frozen=True)
class Group:
    """What is released of a group: `figures` are said only if it is shown, and kept either way."""

    released_on: date
    headcount: int
    is_shown: bool
    figures: Mapping[str, Said]


Groups = dict[Cell, Group]


@dataclass(frozen=True)
class DayCounted:
    """A day's count, before anything is rounded or held back.

    `is_whole`: every measure there is was counted, so that what was not can no longer be done.
    """

    on: date
    shape: Shape
    posts: Mapping[Post, Tally]
    measures: Collection[str]
    is_whole: bool = True
    is_first: bool = False


class Release:
    """The groups due on a day, with the campaign's secret; `since` are the days on which they were last released."""

    def __init__(self, counted: DayCounted, *, latest: Mapping[Cell, Group], secret: bytes) -> None:
        self._counted, self._latest, self._secret = counted, latest, secret
        self._cells = added_up(counted.posts.items(), shape=counted.shape)
        self._people = {cell: tally.people for cell, tally in self._cells.items()}
        self._due = [
            cell
            for cell, people in self._people.items()
            if (cell in latest or is_a_group(people))
            and is_due(people=people, on=counted.on, is_first=counted.is_first)
        ]
        self.since = {latest[cell].released_on for cell in self._due if cell in latest}

    def groups(self, *, left: Mapping[date, Mapping[Cell, int]]) -> Groups:
        """What is said, when so many have left each group since each of those days."""
        never = [cell for cell, people in self._people.items() if not is_a_group(people)]
        hidden = held_back(wholes(self._people, shape=self._counted.shape), never=never)
        found = {}
        for cell in self._due:
            before = self._latest.get(cell)
            gone = left[before.released_on].get(cell, 0) if before else 0
            figures = self._said(cell, before, gone) if cell not in hidden else _as_before(before, gone)
            found[cell] = Group(self._counted.on, self._people[cell], cell not in hidden, figures)
        return found

    def _said(self, cell: Cell, before: Group | None, gone: int) -> dict[str, Said]:
        tally, counted = self._cells[cell], self._counted
        said = {
            measure: said_next(
                before.figures.get(measure) if before else None,
                people=tally.counts[measure],
                of=tally.people,
                left=gone,
                on=counted.on,
                # One for all measures: of more people never fewer are said, so nobody has done more than they began.
                steps=Steps(self._secret, f"{cell.unit_id}|{cell.part}"),
            )
            for measure in counted.measures
        }
        return said if counted.is_whole else {**_as_before(before, gone), **said}


def _as_before(before: Group | None, gone: int) -> dict[str, Said]:
    return carried(before.figures, left=gone) if before else {}
