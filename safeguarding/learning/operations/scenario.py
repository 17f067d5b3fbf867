"""Going through a scenario: every pick is kept as it is made, once, until the attempt closes."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, exists, select, update
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.common.database import ask, insert_once
from safeguarding.content.formats.scenario import Scenario, Scene
from safeguarding.content.queries.modules import PublishedModule
from safeguarding.learning.models import Attempt, HeardEvent, Pick, UncountedSheet
from safeguarding.learning.operations.attempts import close_attempt, refuse_withdrawn
from safeguarding.learning.operations.completing import complete
from safeguarding.learning.operations.counting import UNHEARD, hold_post, insert_on
from safeguarding.learning.rules.done import Evidence
from safeguarding.learning.rules.looks import Look
from safeguarding.learning.rules.path import Path, walk
from safeguarding.learning.rules.refusals import Refusal
from safeguarding.learning.rules.sheet import sheet_of

NO_OBJECT = ""
CHOSEN = "chosen"
# Nothing is changed where the attempt is closed, or the event was applied before.
LOOK_AT = (
    update(Attempt)
    .where(
        Attempt.id == bindparam("of_attempt"),
        Attempt.closed_at.is_(None),
        ~exists().where(HeardEvent.attempt_id == bindparam("of_attempt"), HeardEvent.event_id == bindparam("of_event")),
    )
    .values(last_at=bindparam("when"), looking_at=bindparam("looks_at"))
    .returning(Attempt.ended_at, Attempt.is_first)
)
# Who has reached an ending may have seen the result: what they change now says nothing about first looks.
NO_LONGER_FIRST = update(Attempt).where(Attempt.id == bindparam("of_attempt")).values(is_first=False)
CLOSED_AT = select(Attempt.closed_at).where(Attempt.id == bindparam("of_attempt"))
CHOICES = select(Pick.scene, Pick.choice).where(Pick.attempt_id == bindparam("attempt_id"), Pick.object == NO_OBJECT)


class AlreadyClosed(Refusal):
    """The attempt was finished, in another window or by the chore; its picks are gone."""

    def __init__(self) -> None:
        super().__init__("You have finished this one, so nothing more was changed. You can start it again.")


class NotOnYourPath(Refusal):
    """Another window chose otherwise, so this scene is no longer on the officer's way."""

    def __init__(self, path: Path, scenario: Scenario) -> None:
        self.step = path.furthest
        here = scenario.scene(path.steps[-1])
        place = f" You are at “{here.title}” now." if here else ""
        super().__init__(f"You chose another way in another window, so nothing was changed here.{place}")


class UnknownObject(Refusal):
    """A page of ours does not send this."""

    def __init__(self) -> None:
        super().__init__("That is not one of the things in this place, so nothing was changed.")


class UnknownChoice(Refusal):
    """A page of ours does not send this."""

    def __init__(self) -> None:
        super().__init__("Choose one of the answers shown, then go on.")


class NoEndingYet(Refusal):
    """Only what has reached an ending can be finished."""

    def __init__(self, path: Path) -> None:
        self.step = path.furthest
        super().__init__("You have not reached an ending yet. Your place is kept: go on from here.")


def look(
    session: Session,
    *,
    attempt_id: int,
    module: PublishedModule,
    event_id: str,
    scene: str,
    object: str,
    state: Look,
    at: datetime,
) -> None:
    """Open, mark or leave one object of a scene. Opening it again takes nothing back.

    The most frequent thing an officer does, and each is kept at once, so it is three statements: the attempt's own row
    comes first, and holds the attempt still until this unit of work ends.
    """
    refuse_withdrawn(module)
    if _scene_looked_at(session, attempt_id, module.scenario, scene).object(object) is None:
        raise UnknownObject
    about = {"of_attempt": attempt_id, "of_event": event_id, "looks_at": f"{scene}/{object}", "when": at}
    held = ask(session, LOOK_AT, about).one_or_none()
    if held is None:
        _refuse_closed(session, attempt_id)
        return
    if not insert_once(session, HeardEvent, attempt_id=attempt_id, event_id=event_id):
        return
    if _keep_look(session, attempt_id, scene, object, state) and held.ended_at is not None and held.is_first:
        ask(session, NO_LONGER_FIRST, {"of_attempt": attempt_id})


def choose(
    session: Session, *, attempt: Attempt, module: PublishedModule, event_id: str, scene: str, choice: str, at: datetime
) -> Path:
    """Take a choice at the end of a scene. An earlier one may be changed, and the way changes with it.

    Reaching an ending writes the completion at once; nothing that follows takes it back.
    """
    scenario = _open_scenario(attempt, module)
    choices = choices_of(session, attempt.id)
    if _scene_on_the_way(scenario, choices, scene).choice(choice) is None:
        raise UnknownChoice
    if not insert_once(session, HeardEvent, attempt_id=attempt.id, event_id=event_id):
        return walk(scenario, choices)

    if choices.get(scene) != choice:
        _keep_choice(session, attempt.id, scene, choice)
        if attempt.ended_at is not None:
            # Who has reached an ending may have seen the result: what they change now says nothing about first looks.
            attempt.is_first = False
    path = walk(scenario, {**choices, scene: choice})
    attempt.ended_at = (attempt.ended_at or at) if path.ending else None
    attempt.looking_at = None
    attempt.last_at = at
    session.flush()
    if path.ending:
        post = hold_post(session, officer_id=attempt.officer_id, at=at)
        complete(session, attempt=attempt, module=module, evidence=Evidence.ENDING, post=post, at=at)
    return path


def finish_scenario(session: Session, *, attempt: Attempt, module: PublishedModule, at: datetime) -> None:
    """Close an attempt that has reached an ending; its picks go. A second time changes nothing."""
    if attempt.closed_at is not None:
        return
    scenario = _scenario_of(attempt, module)
    path = walk(scenario, choices_of(session, attempt.id))
    if path.ending is None:
        raise NoEndingYet(path)
    close_scenario(session, attempt=attempt, scenario=scenario, at=at)


def close_scenario(session: Session, *, attempt: Attempt, scenario: Scenario, at: datetime) -> None:
    """Let the picks go, wherever the attempt stands; a first attempt leaves a sheet without a name."""
    picks = session.execute(
        delete(Pick)
        .where(Pick.attempt_id == attempt.id)
        .returning(Pick.scene, Pick.object, Pick.state, Pick.choice)
        .execution_options(**UNHEARD)
    ).all()
    session.execute(delete(HeardEvent).where(HeardEvent.attempt_id == attempt.id).execution_options(**UNHEARD))
    if attempt.is_first:
        sheet = sheet_of(
            scenario,
            choices={scene: choice for scene, _, _, choice in picks if choice is not None},
            looks={(scene, thing): Look(state) for scene, thing, state, choice in picks if choice is None},
        )
        session.add(
            UncountedSheet(
                id=secrets.token_hex(16), version_id=attempt.version_id, closed_on=london_day(at), sheet=sheet
            )
        )
    attempt.looking_at = None
    close_attempt(attempt, has_content_note=scenario.content_note is not None, at=at)
    session.flush()


def choices_of(session: Session, attempt_id: int) -> dict[str, str]:
    """The choice kept for each scene."""
    rows = ask(session, CHOICES, {"attempt_id": attempt_id})
    return {scene: choice for scene, choice in rows if choice is not None}


def _scenario_of(attempt: Attempt, module: PublishedModule) -> Scenario:
    if module.version_id != attempt.version_id:
        raise ValueError("an attempt goes on with the version it was begun with")
    return module.scenario


def _open_scenario(attempt: Attempt, module: PublishedModule) -> Scenario:
    scenario = _scenario_of(attempt, module)
    if attempt.closed_at is not None:
        raise AlreadyClosed
    refuse_withdrawn(module)
    return scenario


def _refuse_closed(session: Session, attempt_id: int) -> None:
    if ask(session, CLOSED_AT, {"of_attempt": attempt_id}).scalar_one() is not None:
        raise AlreadyClosed


def _scene_looked_at(session: Session, attempt_id: int, scenario: Scenario, code: str) -> Scene:
    """The scene, if it is on the officer's way; the first one is on everybody's."""
    if code == scenario.first:
        return _scene_on_the_way(scenario, {}, code)
    try:
        return _scene_on_the_way(scenario, choices_of(session, attempt_id), code)
    except NotOnYourPath:
        # What is closed has no choices left.
        _refuse_closed(session, attempt_id)
        raise


def _scene_on_the_way(scenario: Scenario, choices: Mapping[str, str], code: str) -> Scene:
    path = walk(scenario, choices)
    scene = scenario.scene(code)
    if scene is None or path.step_of(code) is None:
        raise NotOnYourPath(path, scenario)
    return scene


def _keep_look(session: Session, attempt_id: int, scene: str, thing: str, state: Look) -> bool:
    """Whether this changed what was kept."""
    pick = {"attempt_id": attempt_id, "scene": scene, "object": thing, "state": state, "choice": None}
    if state is Look.OPENED:
        return insert_once(session, Pick, **pick)
    return bool(session.connection().execute(_keep_pick(session.get_bind().dialect.name), pick).rowcount)


def _keep_choice(session: Session, attempt_id: int, scene: str, choice: str) -> None:
    pick = {"attempt_id": attempt_id, "scene": scene, "object": NO_OBJECT, "state": CHOSEN, "choice": choice}
    session.connection().execute(_keep_pick(session.get_bind().dialect.name), pick)


@cache
def _keep_pick(dialect: str) -> Any:
    """Insert or change a pick; no row is counted where it says the same already."""
    statement = insert_on(dialect, Pick)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=[Pick.attempt_id, Pick.scene, Pick.object],
        set_={"state": new.state, "choice": new.choice},
        where=(Pick.state != new.state) | (Pick.choice != new.choice),
    ).execution_options(preserve_rowcount=True)
