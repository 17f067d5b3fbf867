"""The way an officer has gone through a scenario: from its first scene through the choices they made."""

from collections.abc import Mapping
from dataclasses import dataclass

from safeguarding.content.formats.scenario import Ending, Scenario


@dataclass(frozen=True)
class Path:
    """The scenes passed, in order, the last of them still open unless an ending was reached."""

    steps: tuple[str, ...]
    ending: Ending | None

    @property
    def furthest(self) -> int:
        """The number of the last step that can be shown; the first step is 1."""
        return len(self.steps)

    def step_of(self, scene: str) -> int | None:
        """The number of the step at which this scene is passed, if it is."""
        return self.steps.index(scene) + 1 if scene in self.steps else None

    def step_after(self, scene: str) -> int | None:
        """The number of the step that follows this scene; None where what follows is the ending."""
        step = self.steps.index(scene) + 2
        return step if step <= self.furthest else None


def walk(scenario: Scenario, choices: Mapping[str, str]) -> Path:
    """Follow the choices made, scene by scene, to the ending or to the first scene without one."""
    steps: list[str] = []
    code = scenario.first
    while code not in steps:
        scene = scenario.scene(code)
        if scene is None:
            return Path(tuple(steps), scenario.ending(code))
        steps.append(code)
        choice = scene.choice(choices.get(code, ""))
        if choice is None:
            break
        code = choice.goes_to
    return Path(tuple(steps), None)
