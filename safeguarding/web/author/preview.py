"""Trying what is being written, as any role family and from any scene. Nothing is kept of it: where somebody is in a
preview stands in its address, by numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import now
from safeguarding.content.formats.article import Article
from safeguarding.content.formats.blog import Blog
from safeguarding.content.formats.front import Picture
from safeguarding.content.formats.preview import preview_body
from safeguarding.content.formats.scenario import Scenario, SceneObject
from safeguarding.content.queries.studio import WorkingVersion
from safeguarding.learning.queries.scenes import NoResultYet, NotThereYet, StepView, result_view, step_view
from safeguarding.learning.queries.sitting import Sitting
from safeguarding.learning.rules.looks import Look
from safeguarding.learning.rules.path import walk
from safeguarding.people.rules.roles import ROLE_FAMILY_NAMES, RoleFamily
from safeguarding.web.author.area import bp
from safeguarding.web.author.finding import address_of, version_asked_for
from safeguarding.web.author.words import KIND_NAMES
from safeguarding.web.shared.areas import AUTHORS
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session
from safeguarding.web.shared.signing_in import current_officer

LETTERS = {Look.OPENED: "o", Look.MARKED: "m", Look.LEFT: "l"}
LOOKS = {letter: look for look, letter in LETTERS.items()}
_LOOK = re.compile(r"(\d+)\.(\d+)([oml])")
_CHOICE = re.compile(r"(\d+)\.(\d+)")
NO_CHOICE = "Choose what you would do, then go on."


@dataclass(frozen=True)
class Trying:
    """How far somebody has come in a preview: choices by scene, looks by scene and object, and what is open."""

    choices: dict[str, str] = field(default_factory=dict)
    looks: dict[tuple[str, str], Look] = field(default_factory=dict)
    open: tuple[str, str] | None = None

    def as_sitting(self, found: WorkingVersion) -> Sitting:
        """As if an officer had an attempt: the pages need to know no more."""
        return Sitting("", found.id, now(), None, self.choices, self.looks, self.open)


@bp.get("/<campaign>/<module>/preview")
@only(*AUTHORS)
def preview(campaign: str, module: str) -> ResponseReturnValue:
    """What officers would see, from any scene on."""
    session = get_session()
    found = version_asked_for(session, campaign, module, request.args.get("version", type=int))
    begin = _scene_asked_for(found, request.args)
    body = preview_body(found.kind, found.draft.body, start=begin)
    role = _role_asked_for(request.args)
    about = {
        "version": found,
        "kind_name": KIND_NAMES[found.kind],
        "module": {"title": body.title, "kind": found.kind},
        "role": role,
        "role_names": ROLE_FAMILY_NAMES,
        "begin": begin or "",
        "is_list": request.args.get("list") == "yes",
    }
    if isinstance(body, Scenario):
        about["scenes"] = [(scene.code, scene.title) for scene in _whole(found).scenes]
        return _scenario_page(found, _with_empty_plates(body), about, role)
    chosen = request.args.get("choice", "")
    article = body if isinstance(body, Article) else abort(404)
    return render_template(
        "author/preview-article.html",
        **about,
        front=article,
        byline=article.by if isinstance(article, Blog) else None,
        choices=[(choice.code, choice.text) for choice in article.check.choices],
        chosen=chosen,
        reply=next((choice.reply for choice in article.check.choices if choice.code == chosen), ""),
    )


@bp.post("/<campaign>/<module>/preview")
@only(*AUTHORS)
def try_it(campaign: str, module: str) -> ResponseReturnValue:
    """One thing done in a preview: an object looked at, or a choice taken. Only the address changes."""
    session, fields = get_session(), request.form
    found = version_asked_for(session, campaign, module, fields.get("version", type=int))
    begin = _scene_asked_for(found, fields)
    body = preview_body(found.kind, found.draft.body, start=begin)
    if not isinstance(body, Scenario):
        abort(404)
    trying = _read(fields, body)
    step, scene = fields.get("step", 1, type=int), fields.get("scene", "")
    look, thing = fields.get("state", ""), fields.get("object", "")
    anchor = None
    if look in set(Look) and thing:
        # What is open comes last, so that the address need not say it twice.
        others = {where: each for where, each in trying.looks.items() if where != (scene, thing)}
        trying = replace(trying, looks={**others, (scene, thing): Look(look)}, open=(scene, thing))
        anchor = "object"
    elif choice := fields.get("choice"):
        trying = replace(trying, choices={**trying.choices, scene: choice}, open=None)
        step += 1
    else:
        flash(NO_CHOICE)
    session.rollback()
    return redirect(address_of(found, "preview", **_state(fields, body, trying), step=step, _anchor=anchor), 303)


def _scenario_page(found: WorkingVersion, body: Scenario, about: dict[str, Any], role: RoleFamily) -> str:
    trying = _read(request.args, body)
    sitting = trying.as_sitting(found)
    step = request.args.get("step", 1, type=int)
    state = _state(request.args, body, trying)
    common = {"version": found.id, "begin": about["begin"], "role": role, "list": "yes" if about["is_list"] else ""}
    about |= {"state": state, "is_large": request.args.get("picture") == "large", "problems": []}
    path = walk(body, trying.choices)
    if path.ending is not None and step > path.furthest:
        try:
            view = result_view(sitting, scenario=body, role_family=role)
        except NoResultYet:
            abort(404)
        return render_template("author/preview-result.html", **about, view=view, steps=path.furthest)
    try:
        shown = step_view(sitting, scenario=body, step=min(step, path.furthest))
    except NotThereYet:
        shown = step_view(sitting, scenario=body, step=1)
    if about["is_list"]:
        shown = replace(shown, picture=None)
    return render_template(
        "author/preview-step.html",
        **about,
        view=shown,
        hidden={**common, "step": shown.step, "scene": shown.scene, "looks": state["looks"], "way": state["way"]},
        count=_count(shown),
        said="",
        next_thing=next((thing for thing in shown.objects if thing.look is None), None),
        choices=[(choice.code, choice.text) for choice in shown.choices],
        chosen=next((choice.code for choice in shown.choices if choice.is_chosen), ""),
        choice_problem="",
    )


@dataclass(frozen=True)
class _NotDrawn(Picture):
    """Stands for a drawing that nobody has chosen yet."""

    @property
    def address(self) -> str:
        return current_app.jinja_env.globals["asset"]("not-drawn.svg")  # type: ignore[no-any-return,operator]


def _with_empty_plates(body: Scenario) -> Scenario:
    """The same with an empty plate wherever a thing has no drawing yet."""

    def drawn(thing: SceneObject) -> SceneObject:
        plate = thing.plate
        return thing if plate.media else replace(thing, plate=_NotDrawn("", plate.width, plate.height, plate.alt))

    scenes = (replace(scene, objects=tuple(map(drawn, scene.objects))) for scene in body.scenes)
    return replace(body, scenes=tuple(scenes))


def _count(view: StepView) -> str:
    return f"{view.marked} marked, {view.left} left, {view.to_go} to go"


def _whole(found: WorkingVersion) -> Scenario:
    body = preview_body(found.kind, found.draft.body)
    if not isinstance(body, Scenario):
        raise TypeError(f"{found.code} is no scenario")
    return body


def _scene_asked_for(found: WorkingVersion, fields: Mapping[str, str]) -> str | None:
    codes = {scene["code"] for scene in found.draft.body.get("scenes", [])}
    asked = fields.get("begin")
    return asked if asked in codes else None


def _role_asked_for(fields: Mapping[str, str]) -> RoleFamily:
    asked = fields.get("role", "")
    return RoleFamily(asked) if asked in set(RoleFamily) else current_officer().role_family


def _state(fields: Mapping[str, str], body: Scenario, trying: Trying) -> dict[str, str | int | None]:
    """Where somebody is, for an address: scenes, objects and choices by their numbers."""
    scenes = {scene.code: (number, scene) for number, scene in enumerate(body.scenes, 1)}
    looks = [
        f"{scenes[where][0]}.{[one.code for one in scenes[where][1].objects].index(thing) + 1}{LETTERS[look]}"
        for (where, thing), look in trying.looks.items()
        if where in scenes and scenes[where][1].object(thing)
    ]
    way = [
        f"{scenes[where][0]}.{[one.code for one in scenes[where][1].choices].index(choice) + 1}"
        for where, choice in trying.choices.items()
        if where in scenes and scenes[where][1].choice(choice)
    ]
    return {
        "version": fields.get("version") or None,
        "begin": fields.get("begin") or None,
        "role": fields.get("role") or None,
        "list": fields.get("list") or None,
        "picture": fields.get("picture") or None,
        "looks": "-".join(looks) + ("" if trying.open else "-"),
        "way": "-".join(way),
    }


def _read(fields: Mapping[str, str], body: Scenario) -> Trying:
    looks: dict[tuple[str, str], Look] = {}
    open_thing = None
    for scene_number, number, letter in _LOOK.findall(fields.get("looks", "")):
        scene = _nth(body.scenes, scene_number)
        thing = _nth(scene.objects, number) if scene else None
        if scene and thing:
            looks[scene.code, thing.code] = LOOKS[letter]
            open_thing = (scene.code, thing.code)
    choices: dict[str, str] = {}
    for scene_number, number in _CHOICE.findall(fields.get("way", "")):
        scene = _nth(body.scenes, scene_number)
        choice = _nth(scene.choices, number) if scene else None
        if scene and choice:
            choices[scene.code] = choice.code
    return Trying(choices, looks, None if fields.get("looks", "").endswith("-") else open_thing)


def _nth(parts: Any, number: str) -> Any:
    at = int(number[:4]) - 1
    return parts[at] if 0 <= at < len(parts) else None
