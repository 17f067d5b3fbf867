"""What officers did at each scene of a version, for those who wrote it: never fewer than ten together."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.content.formats.scenario import Scenario
from safeguarding.content.queries.modules import module_version
from safeguarding.learning.models import SceneCount
from safeguarding.learning.rules.sheet import Counted
from safeguarding.learning.rules.told_counts import (
    HIDDEN,
    Count,
    SceneCounts,
    chose_name,
    entered_name,
    hidden_flow,
    hidden_looks,
    left_name,
)

LOOKS = (Counted.MARKED, Counted.OPENED, Counted.LEFT)


@dataclass(frozen=True)
class ObjectDid:
    """How many of those who came to its scene looked at an object twice, only opened it, or opened it and left it."""

    marked: Count = HIDDEN
    opened: Count = HIDDEN
    left: Count = HIDDEN


@dataclass(frozen=True)
class SceneDid:
    """How many came to a scene, how many stopped there, and what they did, by the codes of objects and choices."""

    entered: Count
    left_here: Count
    objects: Mapping[str, ObjectDid]
    choices: Mapping[str, Count]


@dataclass(frozen=True)
class WhatOfficersDid:
    """Counts of officers' first attempts at one version, by the codes of its scenes. `attempts` have been counted."""

    attempts: Count
    scenes: Mapping[str, SceneDid]


def what_officers_did(session: Session, *, version_id: int) -> WhatOfficersDid | None:
    """What is counted of a scenario's version; None for another kind of module."""
    module = module_version(session, version_id=version_id)
    if module is None or not module.is_scenario:
        return None
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in session.execute(
        select(SceneCount.scene, SceneCount.what, SceneCount.code, SceneCount.officers).where(
            SceneCount.version_id == version_id
        )
    ):
        counts[row.scene, row.what, row.code] = row.officers
    return _told(module.scenario, counts)


def _told(scenario: Scenario, counts: Mapping[tuple[str, str, str], int]) -> WhatOfficersDid:
    scenes = {
        scene.code: SceneCounts(
            entered=counts[scene.code, Counted.ENTERED, ""],
            left_here=counts[scene.code, Counted.LEFT_HERE, ""],
            chose={choice.code: counts[scene.code, Counted.CHOSE, choice.code] for choice in scene.choices},
        )
        for scene in scenario.scenes
    }
    leads_to = {
        (scene.code, choice.code): choice.goes_to if choice.goes_to in scenes else None
        for scene in scenario.scenes
        for choice in scene.choices
    }
    hidden = hidden_flow(scenes, leads_to=leads_to, first=scenario.first)
    everyone = None if entered_name(scenario.first) in hidden else scenes[scenario.first].entered

    def shown(name: str, people: int, of: int | None) -> Count:
        return HIDDEN if name in hidden else Count(people, of)

    told = {}
    for scene in scenario.scenes:
        true = scenes[scene.code]
        came = None if entered_name(scene.code) in hidden else true.entered
        told[scene.code] = SceneDid(
            entered=shown(entered_name(scene.code), true.entered, everyone),
            left_here=shown(left_name(scene.code), true.left_here, came),
            objects={
                thing.code: _object({str(look): counts[scene.code, look, thing.code] for look in LOOKS}, came)
                for thing in scene.objects
            },
            choices={
                choice: shown(chose_name(scene.code, choice), people, came) for choice, people in true.chose.items()
            },
        )
    return WhatOfficersDid(attempts=HIDDEN if everyone is None else Count(everyone, None), scenes=told)


def _object(looks: Mapping[str, int], came: int | None) -> ObjectDid:
    """Where it is not said how many came to the scene, nothing is said of its objects either."""
    if came is None:
        return ObjectDid()
    hidden = hidden_looks(entered=came, looks=looks)
    return ObjectDid(**{name: HIDDEN if name in hidden else Count(people, came) for name, people in looks.items()})
