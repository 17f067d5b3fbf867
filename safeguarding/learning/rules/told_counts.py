"""Which counts of what officers did may be shown, so that none under ten can be worked out from the others.

Officers flow through a scenario: who comes to a scene leaves it by one of its choices or stops there, and who comes to
the next scene took a choice that leads to it. So the counts of scenes and choices are one system, and disclosure
control says which of them must be withheld. What officers did with an object is a small system of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from safeguarding.measurement.disclosure import FEWEST, Tables, is_small, withheld
from safeguarding.measurement.figures import ImpossibleFigures
from safeguarding.measurement.possible_counts import Sum, published

NOT_SHOWN = "not shown: fewer than 10 here, or beside it"


@dataclass(frozen=True)
class Count:
    """How many of those who could have; None where it is not shown."""

    value: int | None
    of: int | None

    @property
    def share(self) -> float | None:
        """Between 0 and 1, where both are shown."""
        return self.value / self.of if self.value is not None and self.of else None

    @property
    def words(self) -> str:
        if self.value is None:
            return NOT_SHOWN
        if self.of is None:
            return f"{self.value:,} officers"
        return f"{self.value:,} of {self.of:,} officers"


HIDDEN = Count(None, None)


@dataclass(frozen=True)
class SceneCounts:
    """A scene's true counts: who came, who stopped there, and who took each choice."""

    entered: int
    left_here: int
    chose: Mapping[str, int]


# Where each choice leads: (scene, choice) to a scene, or to None for an ending.
LeadsTo = Mapping[tuple[str, str], str | None]


def entered_name(scene: str) -> str:
    return f"entered/{scene}"


def left_name(scene: str) -> str:
    return f"left/{scene}"


def chose_name(scene: str, choice: str) -> str:
    return f"chose/{scene}/{choice}"


def tables_of(scenes: Mapping[str, SceneCounts], *, leads_to: LeadsTo, first: str) -> Tables:
    """The counts of scenes and choices with all that ties them together."""
    people: dict[str, int] = {}
    small: set[str] = set()
    sums = []
    came_by: dict[str, list[str]] = {scene: [] for scene in scenes}
    for scene, counts in scenes.items():
        parts = {left_name(scene): counts.left_here}
        parts |= {chose_name(scene, choice): people for choice, people in counts.chose.items()}
        people |= {entered_name(scene): counts.entered, **parts}
        small |= {name for name, count in parts.items() if is_small(count, of=counts.entered)}
        if is_small(counts.entered, of=scenes[first].entered) and (scene != first or counts.entered < FEWEST):
            small.add(entered_name(scene))
        sums.append(Sum(entered_name(scene), tuple(parts)))
        for choice in counts.chose:
            target = leads_to.get((scene, choice))
            if target is not None:
                came_by[target].append(chose_name(scene, choice))
    sums += [Sum(entered_name(scene), tuple(names)) for scene, names in came_by.items() if names]
    figures = tuple(published(name, count) for name, count in people.items())
    return Tables(people=people, sums=tuple(sums), figures=figures, small=frozenset(small))


def hidden_flow(scenes: Mapping[str, SceneCounts], *, leads_to: LeadsTo, first: str) -> frozenset[str]:
    """The names of the counts of scenes and choices that are not to be shown: all of them if they do not add up."""
    try:
        tables = tables_of(scenes, leads_to=leads_to, first=first)
    except ImpossibleFigures:
        return all_names(scenes)
    return all_names(scenes) if scenes[first].entered < FEWEST else withheld(tables)


def all_names(scenes: Mapping[str, SceneCounts]) -> frozenset[str]:
    """Every count of scenes and choices."""
    return frozenset(
        name
        for scene, counts in scenes.items()
        for name in (entered_name(scene), left_name(scene), *(chose_name(scene, choice) for choice in counts.chose))
    )


def hidden_looks(*, entered: int, looks: Mapping[str, int]) -> frozenset[str]:
    """Which of an object's counts not to show, of those who came to its scene. The rest of them did nothing there, and
    how many they are is never said.

    Where one is hidden, another is too that has ten or more: so many of them could have done the other thing.
    """
    rest = entered - sum(looks.values())
    hidden = {name for name, people in looks.items() if is_small(people, of=entered)}
    is_rest_small = is_small(rest, of=entered)
    if not hidden and not is_rest_small:
        return frozenset()
    if rest >= FEWEST and not is_rest_small:
        return frozenset(hidden)
    large = sorted((people, name) for name, people in looks.items() if people >= FEWEST and name not in hidden)
    return frozenset(hidden | {large[0][1]}) if large else frozenset(looks)
