"""What an officer sees of a scenario. Nothing unearned leaves here: what an object may mean is told once it is opened,
where a choice leads once it is taken, and which things were signs only with the result."""

from collections.abc import Mapping
from dataclasses import dataclass

from safeguarding.common.markdown import Prose
from safeguarding.content.formats.front import Picture, Place
from safeguarding.content.formats.scenario import Ending, NextStep, Scenario, Scene, SceneObject
from safeguarding.learning.queries.sitting import Sitting
from safeguarding.learning.rules.looks import Look
from safeguarding.learning.rules.path import Path, walk
from safeguarding.learning.rules.telling import Group, asked_and_fine_sentence, group_of, looked_twice_sentence
from safeguarding.people.rules.roles import RoleFamily


class NotThereYet(Exception):
    """A step beyond what the officer has reached. `furthest` is the last they can see."""

    def __init__(self, furthest: int) -> None:
        self.furthest = furthest
        super().__init__("You have not got that far yet. This is where you are.")


class NoResultYet(Exception):
    """The way has no ending yet. `furthest` is the step the officer is at."""

    def __init__(self, furthest: int) -> None:
        self.furthest = furthest
        super().__init__("The result comes at the end. This is where you are.")


@dataclass(frozen=True)
class ObjectView:
    """A thing in a scene. What it may mean is empty until the officer has opened it."""

    code: str
    name: str
    plate: Picture
    place: Place
    look: Look | None
    is_open: bool
    meaning: str | None
    innocent: tuple[str, ...]
    question: str | None

    @property
    def is_marked(self) -> bool:
        return self.look is Look.MARKED

    @property
    def is_left(self) -> bool:
        return self.look is Look.LEFT


@dataclass(frozen=True)
class ChoiceView:
    """Something the officer may do; where it leads is not told."""

    code: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class StepView:
    """One step of the officer's way: a scene, with what they have picked in it."""

    step: int
    scene: str
    title: str
    text: Prose
    picture: Picture | None
    ask: str | None
    objects: tuple[ObjectView, ...]
    open_object: ObjectView | None
    question: str
    choices: tuple[ChoiceView, ...]
    led_here_by: str | None
    marked: int
    left: int
    to_go: int
    has_later: bool
    later_is_ending: bool

    @property
    def has_earlier(self) -> bool:
        return self.step > 1


def step_view(sitting: Sitting, *, scenario: Scenario, step: int) -> StepView:
    """One step of the way the officer has taken so far."""
    path = walk(scenario, sitting.choices)
    if not 1 <= step <= path.furthest:
        raise NotThereYet(path.furthest)
    scene = _scene(scenario, path.steps[step - 1])
    objects = tuple(_object_view(sitting, scene, thing) for thing in scene.objects)
    marked = sum(view.is_marked for view in objects)
    left = sum(view.is_left for view in objects)
    is_last = step == path.furthest
    return StepView(
        step=step,
        scene=scene.code,
        title=scene.title,
        text=scene.text,
        picture=scene.picture,
        ask=scene.ask,
        objects=objects,
        open_object=next((view for view in objects if view.is_open), None),
        question=scene.question,
        choices=tuple(
            ChoiceView(choice.code, choice.text, is_chosen=sitting.choices.get(scene.code) == choice.code)
            for choice in scene.choices
        ),
        led_here_by=_reply(scenario, sitting, path.steps[step - 2]) if step > 1 else None,
        marked=marked,
        left=left,
        to_go=len(objects) - marked - left,
        has_later=not is_last or path.ending is not None,
        later_is_ending=is_last and path.ending is not None,
    )


def _object_view(sitting: Sitting, scene: Scene, thing: SceneObject) -> ObjectView:
    look = sitting.looks.get((scene.code, thing.code))
    return ObjectView(
        code=thing.code,
        name=thing.name,
        plate=thing.plate,
        place=thing.place,
        look=look,
        is_open=sitting.looking_at == (scene.code, thing.code),
        meaning=thing.meaning if look else None,
        innocent=thing.innocent if look else (),
        question=thing.question if look else None,
    )


@dataclass(frozen=True)
class ResultObject:
    """A thing as the result tells it. `group` is None for an innocent thing that nobody asked about."""

    code: str
    name: str
    plate: Picture
    place: Place
    scene_title: str
    afterwards: str
    group: Group | None


@dataclass(frozen=True)
class ResultScene:
    """A scene the officer passed: what was in it, what they chose and what that led to."""

    step: int
    scene: str
    title: str
    picture: Picture | None
    objects: tuple[ResultObject, ...]
    chose: str
    reply: str


@dataclass(frozen=True)
class ResultView:
    """The way taken, told kindly, and what to do next."""

    sentence: str
    also: str | None
    scenes: tuple[ResultScene, ...]
    ending: Ending
    own_steps: tuple[NextStep, ...]
    steps: Mapping[RoleFamily, tuple[NextStep, ...]]

    @property
    def looked_twice(self) -> tuple[ResultObject, ...]:
        return self._in_group(Group.LOOKED_TWICE)

    @property
    def easy_to_walk_past(self) -> tuple[ResultObject, ...]:
        return self._in_group(Group.EASY_TO_WALK_PAST)

    @property
    def asked_and_fine(self) -> tuple[ResultObject, ...]:
        return self._in_group(Group.ASKED_AND_FINE)

    @property
    def led_here_by(self) -> str:
        return self.scenes[-1].reply

    def _in_group(self, group: Group) -> tuple[ResultObject, ...]:
        return tuple(thing for scene in self.scenes for thing in scene.objects if thing.group is group)


def result_view(sitting: Sitting, *, scenario: Scenario, role_family: RoleFamily) -> ResultView:
    """The result of the way the officer has taken to an ending."""
    path = walk(scenario, sitting.choices)
    if path.ending is None:
        raise NoResultYet(path.furthest)
    scenes = tuple(_result_scene(scenario, sitting, path, code) for code in path.steps)
    groups = [thing.group for scene in scenes for thing in scene.objects]
    noticed = groups.count(Group.LOOKED_TWICE)
    return ResultView(
        sentence=looked_twice_sentence(noticed=noticed, signs=noticed + groups.count(Group.EASY_TO_WALK_PAST)),
        also=asked_and_fine_sentence(asked=groups.count(Group.ASKED_AND_FINE)),
        scenes=scenes,
        ending=path.ending,
        own_steps=path.ending.steps[role_family],
        steps=path.ending.steps,
    )


def _result_scene(scenario: Scenario, sitting: Sitting, path: Path, code: str) -> ResultScene:
    scene = _scene(scenario, code)
    choice = scene.choice(sitting.choices[code])
    return ResultScene(
        step=path.steps.index(code) + 1,
        scene=code,
        title=scene.title,
        picture=scene.picture,
        objects=tuple(_result_object(sitting, scene, thing) for thing in scene.objects),
        chose=choice.text if choice else "",
        reply=choice.reply if choice else "",
    )


def _result_object(sitting: Sitting, scene: Scene, thing: SceneObject) -> ResultObject:
    return ResultObject(
        code=thing.code,
        name=thing.name,
        plate=thing.plate,
        place=thing.place,
        scene_title=scene.title,
        afterwards=thing.afterwards,
        group=group_of(is_sign=thing.is_sign, look=sitting.looks.get((scene.code, thing.code))),
    )


def _reply(scenario: Scenario, sitting: Sitting, code: str) -> str | None:
    choice = _scene(scenario, code).choice(sitting.choices[code])
    return choice.reply if choice else None


def _scene(scenario: Scenario, code: str) -> Scene:
    scene = scenario.scene(code)
    if scene is None:
        raise ValueError(f"a path led to a scene that is not there: {code}")
    return scene
