"""What officers did at each scene of a version, for those who wrote it: never fewer than ten together."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.learning.models import SceneCount
from safeguarding.learning.rules.sheet import Counted
from safeguarding.learning.rules.told_counts import Count, told, together


@dataclass(frozen=True)
class ObjectDid:
    """How many of those who came to the scene looked at an object twice; opened it and found it fine; read about it
    and left it."""

    marked: Count
    opened: Count
    left: Count


@dataclass(frozen=True)
class SceneDid:
    """How many came to a scene, how many stopped there, and what they did, by the codes of objects and choices."""

    entered: Count
    left_here: Count
    objects: Mapping[str, ObjectDid]
    choices: Mapping[str, Count]


@dataclass(frozen=True)
class WhatOfficersDid:
    """Counts of first attempts at one version, by the code of each scene."""

    scenes: Mapping[str, SceneDid]

    def scene(self, code: str) -> SceneDid:
        """A scene nobody is counted at says so."""
        return self.scenes.get(code, SceneDid(Count.none(), Count.none(), {}, {}))
