"""An everyday-object scenario: drawn scenes, things to look at twice, choices, endings that say what to do next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from safeguarding.common.markdown import Prose
from safeguarding.common.yaml_fields import Fields
from safeguarding.content.formats.front import (
    Front,
    Picture,
    Place,
    front_from_pack,
    place_from_pack,
    read_front,
    read_picture,
    read_prose,
)
from safeguarding.content.interchange.files import PackFiles, TextFile
from safeguarding.people.rules.roles import RoleFamily

KIND = "scenario"


@dataclass(frozen=True)
class SceneObject:
    """An everyday thing. `name` gives nothing away; the rest is for those who looked twice."""

    code: str
    name: str
    plate: Picture
    place: Place
    is_sign: bool
    meaning: str
    innocent: tuple[str, ...]
    question: str
    afterwards: str


@dataclass(frozen=True)
class Choice:
    """Something the officer may do at the end of a scene; it leads to a scene or an ending."""

    code: str
    text: str
    reply: str
    goes_to: str


@dataclass(frozen=True)
class Scene:
    """One place and moment. A scene without a picture is text and choices alone."""

    code: str
    title: str
    text: Prose
    picture: Picture | None
    ask: str | None
    objects: tuple[SceneObject, ...]
    question: str
    choices: tuple[Choice, ...]

    def object(self, code: str) -> SceneObject | None:
        return next((thing for thing in self.objects if thing.code == code), None)

    def choice(self, code: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.code == code), None)


@dataclass(frozen=True)
class NextStep:
    """What to do, and why it matters."""

    do: str
    because: str


@dataclass(frozen=True)
class Ending:
    """Where a path through the scenes arrives: what to do next, for each role family."""

    code: str
    title: str
    text: Prose
    steps: Mapping[RoleFamily, tuple[NextStep, ...]]
    contact_keys: tuple[str, ...]


@dataclass(frozen=True)
class Scenario(Front):
    """The body of a scenario. Scenes and endings share one set of codes; no path passes a scene twice."""

    intro: Prose
    place: str
    first: str
    scenes: tuple[Scene, ...]
    endings: tuple[Ending, ...]

    @cached_property
    def _scenes_by_code(self) -> dict[str, Scene]:
        return {scene.code: scene for scene in self.scenes}

    @cached_property
    def _endings_by_code(self) -> dict[str, Ending]:
        return {ending.code: ending for ending in self.endings}

    def scene(self, code: str) -> Scene | None:
        return self._scenes_by_code.get(code)

    def ending(self, code: str) -> Ending | None:
        return self._endings_by_code.get(code)


def read_scenario(body: Mapping[str, Any]) -> Scenario:
    """A scenario from its canonical body."""
    return Scenario(
        **read_front(body),
        intro=read_prose(body["intro"], body),
        place=body["place"],
        first=body["first"],
        scenes=tuple(_scene(scene, body) for scene in body["scenes"]),
        endings=tuple(_ending(ending, body) for ending in body["endings"]),
    )


def _scene(scene: Mapping[str, Any], body: Mapping[str, Any]) -> Scene:
    return Scene(
        code=scene["code"],
        title=scene["title"],
        text=read_prose(scene["text"], body),
        picture=read_picture(scene["picture"]),
        ask=scene["ask"],
        objects=tuple(_object(thing) for thing in scene["objects"]),
        question=scene["question"],
        choices=tuple(Choice(**choice) for choice in scene["choices"]),
    )


def _object(thing: Mapping[str, Any]) -> SceneObject:
    return SceneObject(
        code=thing["code"],
        name=thing["name"],
        plate=Picture(**thing["plate"]),
        place=Place(**thing["place"]),
        is_sign=thing["is_sign"],
        meaning=thing["meaning"],
        innocent=tuple(thing["innocent"]),
        question=thing["question"],
        afterwards=thing["afterwards"],
    )


def _ending(ending: Mapping[str, Any], body: Mapping[str, Any]) -> Ending:
    return Ending(
        code=ending["code"],
        title=ending["title"],
        text=read_prose(ending["text"], body),
        steps={family: read_steps(ending["steps"][family]) for family in RoleFamily},
        contact_keys=tuple(ending["contacts"]),
    )


def read_steps(steps: Sequence[Mapping[str, Any]]) -> tuple[NextStep, ...]:
    """What to do, in order."""
    return tuple(NextStep(**step) for step in steps)


def scenario_from_pack(fields: Fields, files: PackFiles, folder: str) -> tuple[dict[str, Any], dict[str, TextFile]]:
    """A scenario's body from its module.yaml; all of its texts stand in that file."""
    body = front_from_pack(fields, files)
    sizes = body["text_pictures"]
    body["intro"] = files.text(fields, "intro", sizes)
    body["place"] = fields.words("place")
    body["first"] = fields.code("first")
    body["scenes"] = [_scene_from_pack(scene, files, sizes) for scene in fields.each("scenes", what="a scene", least=1)]
    body["endings"] = [
        _ending_from_pack(ending, files, sizes) for ending in fields.each("endings", what="an ending", least=1)
    ]
    return body, {}


def _scene_from_pack(fields: Fields, files: PackFiles, sizes: dict[str, Any]) -> dict[str, Any]:
    has_choices = fields.has("choices")
    scene = {
        "code": fields.code("code"),
        "title": fields.words("title"),
        "text": files.text(fields, "text", sizes),
        "picture": files.picture(fields, "picture", alt="picture_alt", size="picture_size"),
        "ask": fields.words("ask", is_optional=True),
        "objects": [
            _object_from_pack(thing, files) for thing in fields.each("objects", what="an object", is_optional=True)
        ],
        "question": fields.words("question", is_optional=not has_choices),
        "choices": [_choice_from_pack(choice) for choice in fields.each("choices", what="a choice", is_optional=True)],
    }
    fields.nothing_else()
    return scene


def _object_from_pack(fields: Fields, files: PackFiles) -> dict[str, Any]:
    plate = files.picture(fields, "plate", alt="alt", is_alt_optional=True)
    if plate is None:
        fields.fault(None, "'plate' is missing in an object. Add `plate:` with the drawing that shows it closely.")
    thing = {
        "code": fields.code("code"),
        "name": fields.words("name"),
        "plate": plate,
        "place": place_from_pack(fields, "place"),
        "is_sign": fields.yes_or_no("is_sign", yes_if="a curious officer should look at it twice"),
        "meaning": fields.words("meaning"),
        "innocent": fields.list_of_words("innocent", is_optional=True),
        "question": fields.words("question", is_optional=True),
        "afterwards": fields.words("afterwards"),
    }
    fields.nothing_else()
    return thing


def _choice_from_pack(fields: Fields) -> dict[str, Any]:
    choice = {
        "code": fields.code("code"),
        "text": fields.words("text"),
        "reply": fields.words("reply", is_optional=True),
        "goes_to": fields.code("goes_to"),
    }
    fields.nothing_else()
    return choice


def _ending_from_pack(fields: Fields, files: PackFiles, sizes: dict[str, Any]) -> dict[str, Any]:
    ending: dict[str, Any] = {
        "code": fields.code("code"),
        "title": fields.words("title"),
        "text": files.text(fields, "text", sizes),
        "steps": {family.value: [] for family in RoleFamily},
        "contacts": fields.list_of_codes("contacts", is_optional=True),
    }
    steps = fields.inside("steps", what="the steps", is_optional=True)
    if steps is not None:
        for family in RoleFamily:
            ending["steps"][family.value] = [
                step_from_pack(step) for step in steps.each(family, what="a step", is_optional=True)
            ]
        steps.nothing_else()
    fields.nothing_else()
    return ending


def step_from_pack(fields: Fields) -> dict[str, Any]:
    """What to do and why, as a pack writes it."""
    step = {"do": fields.words("do"), "because": fields.words("because")}
    fields.nothing_else()
    return step
