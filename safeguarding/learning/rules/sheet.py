"""What is kept of a first attempt once it is closed: which scenes were entered and what was done there, by nobody."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from safeguarding.content.formats.scenario import Scenario
from safeguarding.learning.rules.looks import Look
from safeguarding.learning.rules.path import walk

Sheet = dict[str, dict[str, Any]]
CountKey = tuple[str, str, str]


class Counted(StrEnum):
    """What is counted at a scene. The last four go with the code of an object or of a choice."""

    ENTERED = "entered"
    LEFT_HERE = "left_here"
    OPENED = "opened"
    MARKED = "marked"
    LEFT = "left"
    CHOSE = "chose"


def sheet_of(scenario: Scenario, *, choices: Mapping[str, str], looks: Mapping[tuple[str, str], Look]) -> Sheet:
    """The scenes on the path, each with its objects' states and its choice; elsewhere nothing is told."""
    path = walk(scenario, choices)
    return {
        scene: {
            "entered": True,
            "left_here": path.ending is None and scene == path.steps[-1],
            "objects": {thing: str(look) for (where, thing), look in sorted(looks.items()) if where == scene},
            "choice": choices.get(scene),
        }
        for scene in path.steps
    }


def fold(sheets: Iterable[Sheet]) -> dict[CountKey, int]:
    """How many of the sheets say each thing, by scene, what is counted, and the object's or choice's code."""
    counts: Counter[CountKey] = Counter()
    for sheet in sheets:
        for scene, told in sheet.items():
            if told["entered"]:
                counts[scene, Counted.ENTERED, ""] += 1
            if told["left_here"]:
                counts[scene, Counted.LEFT_HERE, ""] += 1
            for thing, look in told["objects"].items():
                counts[scene, Counted(look), thing] += 1
            if told["choice"]:
                counts[scene, Counted.CHOSE, told["choice"]] += 1
    return dict(counts)
