"""A year in which an invented force did the campaign: attempts, completions and what was counted at each scene.

Written in bulk, as a year of officers would have left it: every row is one that the operations of this domain write
too, and the totals are counted from them at the end. The same seed and the same force give the same year.
"""

import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from safeguarding.common.clock import LONDON, london_day
from safeguarding.common.schema import Base
from safeguarding.content.formats.scenario import Scenario
from safeguarding.content.queries.modules import PublishedModule
from safeguarding.learning.models import Attempt, Completion, Progress, SceneCount
from safeguarding.learning.operations.totals import recount
from safeguarding.learning.rules.done import Evidence, done_rule, evidence_kept
from safeguarding.learning.rules.looks import Look
from safeguarding.learning.rules.path import walk
from safeguarding.learning.rules.sheet import Sheet, fold, sheet_of
from safeguarding.people.models import Officer, Posting, Unit

ROWS_AT_ONCE = 20_000
# What a kind of module leaves as evidence, before a content note makes it say less.
SEEN = {
    "article": Evidence.READ,
    "blog": Evidence.READ,
    "podcast": Evidence.HEARD,
    "resource": Evidence.OPENED,
    "scenario": Evidence.ENDING,
    "training": Evidence.ATTENDED,
}
# The campaign is told of four times; between them people come by themselves.
LAUNCH_WEEKS = (0, 13, 26, 39)
COME_AT_A_LAUNCH = 0.7
# The radio goes: of some kinds of module an officer may have begun and never come back.
LEFT_HALF_WAY = {"scenario": 0.13, "podcast": 0.18}
KEPT_OPEN = timedelta(days=30)
PLACES_AT_A_TRAINING, COMES_TO_A_TRAINING = 16, 1 / 200
MARKED_AFTER = timedelta(hours=2)


@dataclass(frozen=True)
class InventedYear:
    """How much was invented."""

    officers: int
    completions: int


@dataclass(frozen=True)
class _Career:
    """Where somebody has worked, as from and unit, in order; no unit: not in post."""

    officer_id: int
    from_on: tuple[date, ...]
    units: tuple[int | None, ...]
    family: str
    command: str

    def unit_on(self, day: date) -> int | None:
        place = bisect_right(self.from_on, day)
        return self.units[place - 1] if place else None


@dataclass(frozen=True)
class _Done:
    """One module as one officer did it; `completed_at` is None where they left half way."""

    module: PublishedModule
    unit_id: int
    begun_at: datetime
    completed_at: datetime | None


def invent_year(
    session: Session,
    *,
    modules: Sequence[PublishedModule],
    began_on: date,
    at: datetime,
    seed: int,
    all_done_but: Mapping[int, Collection[str]],
    nothing_done: Collection[int],
) -> InventedYear:
    """Let the force do these modules, in campaign order, from the campaign's first day until yesterday.

    `all_done_but`: officers who did everything but the modules of these codes. `nothing_done`: officers left alone.
    """
    can_be_done = [module for module in modules if module.kind in SEEN and not module.is_training]
    trainings = [module for module in modules if module.is_training]
    of_year = _Year(seed=seed, began_on=began_on, until=london_day(at))
    attempts: list[dict[str, Any]] = []
    completions: list[dict[str, Any]] = []
    progress: list[dict[str, Any]] = []
    finished: Counter[int] = Counter()
    stopped: Counter[int] = Counter()
    people = done_in_all = 0
    for career in _careers(session):
        if career.officer_id in nothing_done:
            continue
        left_out = all_done_but.get(career.officer_id)
        if left_out is None:
            done = of_year.done_by(career, can_be_done)
            if done:
                came = (of_year.came_to(module, career) for module in trainings)
                done += [one for one in came if one is not None]
        else:
            done = of_year.all_of(career, [module for module in can_be_done if module.code not in left_out])
        if not done:
            continue
        people += 1
        for one in done:
            attempts.append(_attempt_row(career.officer_id, one, public_id=of_year.public_id()))
            if one.completed_at is not None:
                completions.append(_completion_row(career.officer_id, one, one.completed_at))
                finished[one.module.version_id] += 1
            else:
                stopped[one.module.version_id] += 1
        progress.append(_progress_row(career.officer_id, done))
        if len(attempts) >= ROWS_AT_ONCE:
            done_in_all += len(completions)
            _insert(session, (Attempt, attempts), (Completion, completions), (Progress, progress))
    done_in_all += len(completions)
    _insert(session, (Attempt, attempts), (Completion, completions), (Progress, progress))
    for module in can_be_done:
        if module.is_scenario:
            numbers = {"finished": finished[module.version_id], "stopped": stopped[module.version_id]}
            counts = fold(of_year.sheets(module.scenario, **numbers))
            _insert(session, (SceneCount, _count_rows(module.version_id, counts)))
    recount(session, on=london_day(at), at=at)
    return InventedYear(officers=people, completions=done_in_all)


class _Year:
    """The chances of the year. Units differ in how much their leaders ask for it, kinds of work in how much time they
    have, and people in how far they go."""

    def __init__(self, *, seed: int, began_on: date, until: date) -> None:
        self._chance = random.Random(f"{seed} year")  # noqa: S311 - invented people, not secrets
        self._began_on = began_on
        # What is begun late on the last of these days is done before today.
        self._days = (until - began_on).days - 1
        self._push: dict[int | str | None, float] = {}
        self._room: dict[str, float] = {}
        self._came: Counter[int] = Counter()

    def public_id(self) -> str:
        return f"{self._chance.getrandbits(96):024x}"

    def done_by(self, career: _Career, modules: Sequence[PublishedModule]) -> list[_Done]:
        """What somebody did, in the order they did it."""
        chance = self._chance
        command = self._push.setdefault(career.command, 0.4 + 0.35 * chance.random())
        push = command + self._push.setdefault(career.units[0], 0.2 * chance.random() - 0.1)
        room = self._room.setdefault(career.family, 0.8 + 0.2 * chance.random())
        if chance.random() > push * room:
            return []
        how_many = min(len(modules), 1 + int(chance.expovariate(1 / (6 * push))))
        # Mostly in campaign order, with a little of what catches the eye.
        chosen = sorted(range(len(modules)), key=lambda place: place + 4 * chance.random())[:how_many]
        day = self._first_day()
        done: list[_Done] = []
        for place in chosen:
            module = modules[place]
            unit_id = career.unit_on(self._began_on + timedelta(days=day))
            if day >= self._days or unit_id is None:
                break
            leaves = chance.random() < LEFT_HALF_WAY.get(module.kind, 0) and day + KEPT_OPEN.days < self._days
            done.append(self._one(module, unit_id, day, leaves=leaves))
            day += 1 + int(chance.expovariate(1 / 12))
        return done

    def all_of(self, career: _Career, modules: Sequence[PublishedModule]) -> list[_Done]:
        """Everything, evenly through the year."""
        step = max(1, (self._days - 7) // max(1, len(modules)))
        days = [3 + number * step for number in range(len(modules))]
        found = [
            (module, day, career.unit_on(self._began_on + timedelta(days=day)))
            for module, day in zip(modules, days, strict=True)
        ]
        return [self._one(module, unit, day, leaves=False) for module, day, unit in found if unit is not None]

    def came_to(self, module: PublishedModule, career: _Career) -> _Done | None:
        """A training has few places, so few come; before its day nobody does."""
        held_on = module.training.on(self._began_on)
        unit_id = career.unit_on(held_on)
        is_past = held_on < self._began_on + timedelta(days=self._days)
        if unit_id is None or not is_past or self._came[module.module_id] == PLACES_AT_A_TRAINING:
            return None
        if self._chance.random() >= COMES_TO_A_TRAINING:
            return None
        self._came[module.module_id] += 1
        held_at = datetime.combine(held_on, module.training.at, LONDON)
        return _Done(module, unit_id, held_at, held_at + MARKED_AFTER)

    def sheets(self, scenario: Scenario, *, finished: int, stopped: int) -> Iterator[Sheet]:
        """What as many officers did at each scene, by nobody; some stopped before its end, sooner rather than later."""
        chance = self._chance
        likely = {choice.code: 0.3 + chance.random() for scene in scenario.scenes for choice in scene.choices}
        things = {(scene.code, thing.code): thing.is_sign for scene in scenario.scenes for thing in scene.objects}
        opened = {thing: 0.45 + 0.45 * chance.random() for thing in things}
        noticed = {thing: (0.35 if is_sign else 0.1) + 0.4 * chance.random() for thing, is_sign in things.items()}
        undecided = {thing: 0.1 + 0.3 * chance.random() for thing in things}
        for number in range(finished + stopped):
            choices = {
                scene.code: chance.choices(scene.choices, [likely[choice.code] for choice in scene.choices])[0].code
                for scene in scenario.scenes
            }
            if number >= finished:
                passed = walk(scenario, choices).steps
                del choices[passed[min(int(chance.expovariate(1)), len(passed) - 1)]]
            looks = {
                thing: self._look(noticed[thing], undecided[thing])
                for thing in things
                if chance.random() < opened[thing]
            }
            yield sheet_of(scenario, choices=choices, looks=looks)

    def _look(self, noticed: float, undecided: float) -> Look:
        if self._chance.random() < noticed:
            return Look.MARKED
        return Look.OPENED if self._chance.random() < undecided else Look.LEFT

    def _first_day(self) -> int:
        if self._chance.random() < COME_AT_A_LAUNCH:
            return 7 * self._chance.choice(LAUNCH_WEEKS) + int(self._chance.expovariate(1 / 9))
        return self._chance.randrange(self._days)

    def _one(self, module: PublishedModule, unit_id: int, day: int, *, leaves: bool) -> _Done:
        chance = self._chance
        # Duty goes round the clock, and most of it is by day.
        hour = int(chance.triangular(0, 24, 13))
        clock = time(min(hour, 22), chance.randrange(60), chance.randrange(60))
        begun_at = datetime.combine(self._began_on + timedelta(days=day), clock, LONDON)
        took = timedelta(seconds=int(module.minutes * 60 * (0.6 + 0.8 * chance.random())))
        return _Done(module, unit_id, begun_at, None if leaves else begun_at + took)


def _careers(session: Session) -> Iterator[_Career]:
    """Everybody who has been in post, in the order of their staff numbers, so that a seed means the same everywhere."""
    rows = session.execute(
        select(Posting.officer_id, Posting.from_on, Posting.unit_id, Posting.role_family, Unit.code)
        .join(Officer, Officer.id == Posting.officer_id)
        .outerjoin(Unit, Unit.id == Posting.unit_id)
        .order_by(Officer.staff_number, Posting.from_on)
    )
    held: list[Any] = []
    for row in rows:
        if held and held[0].officer_id != row.officer_id:
            yield _career(held)
            held = []
        held.append(row)
    if held:
        yield _career(held)


def _career(rows: Sequence[Any]) -> _Career:
    first = next((row for row in rows if row.unit_id is not None), None)
    return _Career(
        rows[0].officer_id,
        tuple(row.from_on for row in rows),
        tuple(row.unit_id for row in rows),
        family=first.role_family if first else "",
        # The invented force writes a unit's command before the first dash of its code.
        command=first.code.partition("-")[0] if first else "",
    )


def _attempt_row(officer_id: int, one: _Done, *, public_id: str) -> dict[str, Any]:
    has_content_note = one.module.body.content_note is not None
    closed_at = one.completed_at or one.begun_at + KEPT_OPEN
    # After a content note only the end is kept (close_attempt).
    begun_at = closed_at if has_content_note else one.begun_at
    return {
        "public_id": public_id,
        "officer_id": officer_id,
        "module_id": one.module.module_id,
        "version_id": one.module.version_id,
        "unit_id": one.unit_id,
        "go": 1,
        "is_first": True,
        "begun_at": begun_at,
        "last_at": closed_at if has_content_note else (one.completed_at or one.begun_at),
        "ended_at": one.completed_at if one.module.is_scenario and not has_content_note else None,
        "closed_at": closed_at,
        "looking_at": None,
    }


def _completion_row(officer_id: int, one: _Done, completed_at: datetime) -> dict[str, Any]:
    has_content_note = one.module.body.content_note is not None
    return {
        "officer_id": officer_id,
        "module_id": one.module.module_id,
        "version_id": one.module.version_id,
        "unit_id": one.unit_id,
        "rule": done_rule(one.module.kind).code,
        "evidence": evidence_kept(SEEN[one.module.kind], kind=one.module.kind, has_content_note=has_content_note),
        "begun_at": completed_at if has_content_note else one.begun_at,
        "completed_at": completed_at,
    }


def _progress_row(officer_id: int, done: Sequence[_Done]) -> dict[str, Any]:
    return {
        "officer_id": officer_id,
        "campaign_id": done[0].module.campaign_id,
        "begun": len(done),
        "done": sum(one.completed_at is not None for one in done),
        "first_at": min(one.begun_at for one in done),
        "last_at": max(one.completed_at or one.begun_at for one in done),
    }


def _count_rows(version_id: int, counts: Mapping[tuple[str, str, str], int]) -> list[dict[str, Any]]:
    return [
        {"version_id": version_id, "scene": scene, "what": what, "code": code, "officers": officers}
        for (scene, what, code), officers in sorted(counts.items())
    ]


def _insert(session: Session, *tables: tuple[type[Base], list[dict[str, Any]]]) -> None:
    """Write what has been gathered, and begin to gather anew."""
    for model, rows in tables:
        if rows:
            session.connection().execute(insert(model), rows)
            rows.clear()
