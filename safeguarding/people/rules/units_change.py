"""Reorganising units: what may be decided, what it says in words, and what it does to who stands where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from safeguarding.people.rules.roster import day_in_words, in_words
from safeguarding.people.rules.roster_file import UNIT_CODE, UnitKind, normal_unit_code

LONGEST_NAME = 120
# The number of a unit that a split would make, while it is only shown.
NOT_MADE_YET = 0


class Reorganisation(StrEnum):
    """What can be done to a unit."""

    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    RENAME = "rename"
    CLOSE = "close"


@dataclass(frozen=True)
class Decision:
    """What somebody wants to do to a unit, from which day.

    `other_id` is the unit it is merged into, or moved under (None: to the top). `name`, `code` and `unit_kind` are the
    new unit's of a split, `name` also the new one of a rename. People and teams are those that go to the new unit.
    """

    kind: Reorganisation
    unit_id: int
    from_on: date
    other_id: int | None = None
    name: str | None = None
    code: str | None = None
    unit_kind: str | None = None
    officer_ids: tuple[int, ...] = ()
    team_ids: tuple[int, ...] = ()

    @property
    def facts(self) -> dict[str, Any]:
        """What is kept of it beside kind, unit and day."""
        return {
            "other_id": self.other_id,
            "name": self.name,
            "code": self.code,
            "unit_kind": self.unit_kind,
            "officer_ids": list(self.officer_ids),
            "team_ids": list(self.team_ids),
        }


def decision_of(*, kind: str, unit_id: int, from_on: date, facts: Mapping[str, Any]) -> Decision:
    """A decision as it was kept."""
    return Decision(
        Reorganisation(kind),
        unit_id,
        from_on,
        other_id=facts["other_id"],
        name=facts["name"],
        code=facts["code"],
        unit_kind=facts["unit_kind"],
        officer_ids=tuple(facts["officer_ids"]),
        team_ids=tuple(facts["team_ids"]),
    )


def tidied(decision: Decision) -> Decision:
    """The same decision with single spaces in its name and its code as codes are kept."""
    name = " ".join(decision.name.split()) if decision.name is not None else None
    code = normal_unit_code(decision.code) if decision.code is not None else None
    return replace(decision, name=name, code=code)


@dataclass(frozen=True)
class StandingUnit:
    """An open unit: what it is called, under which unit it stands, and who works in it directly.

    `people` counts those whose posts are not protected; `has_people` is true of anybody at all.
    """

    name: str
    parent_id: int | None
    people: int
    has_people: bool


Units = Mapping[int, StandingUnit]


@dataclass(frozen=True)
class Fault:
    """Why a decision cannot stand: which of its facts, and a sentence."""

    about: str
    says: str


def faults_in(decision: Decision, *, units: Units, known_codes: frozenset[str]) -> list[Fault]:
    """Why this cannot be done to the units as they stand; none if it can."""
    unit = units.get(decision.unit_id)
    if unit is None:
        return [Fault("unit", "This unit is closed already.")]
    match decision.kind:
        case Reorganisation.MERGE:
            return list(_faults_in_merge(decision, units))
        case Reorganisation.MOVE:
            return list(_faults_in_move(decision, units))
        case Reorganisation.SPLIT:
            return [*_faults_in_name(decision), *_faults_in_split(decision, units, known_codes)]
        case Reorganisation.RENAME:
            if decision.name == unit.name:
                return [Fault("name", "That is its name already")]
            return list(_faults_in_name(decision))
        case Reorganisation.CLOSE:
            if unit.has_people or any(other.parent_id == decision.unit_id for other in units.values()):
                says = "People work in it, or units stand under it. Merge it into another unit instead."
                return [Fault("unit", says)]
            return []


def _faults_in_merge(decision: Decision, units: Units) -> Iterator[Fault]:
    if decision.other_id not in units:
        yield Fault("other", "Choose the unit it becomes part of")
    elif decision.other_id == decision.unit_id:
        yield Fault("other", "A unit cannot be merged into itself")
    elif decision.unit_id in _above(decision.other_id, units):
        yield Fault("other", "That unit stands under this one. Move it out first, or merge it into this one")


def _faults_in_move(decision: Decision, units: Units) -> Iterator[Fault]:
    if decision.other_id is not None and decision.other_id not in units:
        yield Fault("other", "Choose the unit it is to stand under")
    elif decision.other_id == decision.unit_id:
        yield Fault("other", "A unit cannot stand under itself")
    elif decision.other_id == units[decision.unit_id].parent_id:
        yield Fault("other", "It stands there already")
    elif decision.other_id is not None and decision.unit_id in _above(decision.other_id, units):
        yield Fault("other", "That unit stands under this one")


def _faults_in_name(decision: Decision) -> Iterator[Fault]:
    if not decision.name:
        yield Fault("name", "Enter a name")
    elif len(decision.name) > LONGEST_NAME:
        yield Fault("name", f"A name can have at most {LONGEST_NAME} characters")


def _faults_in_split(decision: Decision, units: Units, known_codes: frozenset[str]) -> Iterator[Fault]:
    if not decision.code or not UNIT_CODE.fullmatch(decision.code):
        yield Fault("code", "Enter the code the HR system will use for the new unit, such as B01-A1-R4")
    elif decision.code in known_codes:
        yield Fault("code", f"There is a unit with the code {decision.code} already; codes are never used again")
    if decision.unit_kind not in set(UnitKind):
        yield Fault("unit_kind", "Choose what kind of unit it is")
    if not decision.officer_ids and not decision.team_ids:
        yield Fault("chosen", "Choose at least one person or team for the new unit")
    elif any(team not in units or units[team].parent_id != decision.unit_id for team in decision.team_ids):
        yield Fault("chosen", "A team you chose no longer stands under this unit. Look at the list again")


def _above(unit_id: int | None, units: Units) -> Iterator[int]:
    """The units a unit stands under, nearest first."""
    passed = set()
    while unit_id is not None and unit_id in units and unit_id not in passed:
        passed.add(unit_id)
        unit_id = units[unit_id].parent_id
        if unit_id is not None:
            yield unit_id


def in_a_sentence(decision: Decision, names: Mapping[int, str], *, with_day: bool = True) -> str:
    """What was decided, as people say it."""
    unit = names[decision.unit_id]
    other = names.get(decision.other_id or NOT_MADE_YET, "the top of the force")
    day = f" from {day_in_words(decision.from_on)}" if with_day else ""
    match decision.kind:
        case Reorganisation.MERGE:
            return f"{unit} becomes part of {other}{day}."
        case Reorganisation.MOVE:
            return f"{unit} stands under {other}{day}."
        case Reorganisation.RENAME:
            return f"{unit} is called {decision.name}{day}."
        case Reorganisation.CLOSE:
            return f"{unit} is closed{day}."
        case Reorganisation.SPLIT:
            parts = []
            if decision.officer_ids:
                parts.append(in_words(len(decision.officer_ids), "person", "people"))
            if decision.team_ids:
                parts.append(in_words(len(decision.team_ids), "team", "teams"))
            return f"{' and '.join(parts)} of {unit} become {decision.name} ({decision.code}){day}."


# What it does to the figures


@dataclass(frozen=True)
class Figures:
    """A unit in numbers, with all units under it: people, and how many modules they have begun and done."""

    people: int
    begun: int
    done: int

    def plus(self, other: "Figures") -> "Figures":
        return Figures(self.people + other.people, self.begun + other.begun, self.done + other.done)


@dataclass(frozen=True)
class UnitEffect:
    """One unit before and after; None where there is no such unit. Parent and name are told where they change."""

    unit_id: int
    name_before: str | None
    name_after: str | None
    before: Figures | None
    after: Figures | None
    parent_after: str | None
    is_exact: bool


def effects(decision: Decision, *, units: Units, figures: Mapping[int, tuple[int, int]]) -> list[UnitEffect]:
    """Every unit whose name, place or figures a decision changes, in the order of their names.

    `figures` are modules begun and done by unit. What chosen people have done is not known here, so where people are
    chosen one by one the figures afterwards are not exact.
    """
    changed = _after(decision, units)
    before = _with_all_below(units, figures)
    after = _with_all_below(changed, _figures_after(decision, figures))
    inexact = set()
    if decision.officer_ids:
        for unit_id in (decision.unit_id, NOT_MADE_YET):
            inexact |= {unit_id, *_above(unit_id, changed)} - _common(decision, changed)
    found = []
    for unit_id in units.keys() | changed.keys():
        was, becomes = units.get(unit_id), changed.get(unit_id)
        is_moved = was and becomes and was.parent_id != becomes.parent_id
        if was and becomes and not is_moved and was.name == becomes.name and before[unit_id] == after[unit_id]:
            continue
        found.append(
            UnitEffect(
                unit_id,
                name_before=was.name if was else None,
                name_after=becomes.name if becomes else None,
                before=before.get(unit_id),
                after=after.get(unit_id),
                parent_after=changed[becomes.parent_id].name if is_moved and becomes and becomes.parent_id else None,
                is_exact=unit_id not in inexact,
            )
        )
    return sorted(found, key=lambda effect: (effect.name_before or effect.name_after or "", effect.unit_id))


def people_with_all_below(units: Units) -> dict[int, int]:
    """How many people work in each unit and the units under it, without protected posts."""
    return {unit_id: figures.people for unit_id, figures in _with_all_below(units, {}).items()}


def _common(decision: Decision, changed: Units) -> set[int]:
    """The units that hold both halves of a split: nothing changes for them."""
    return {*_above(decision.unit_id, changed)} & {*_above(NOT_MADE_YET, changed)}


def _after(decision: Decision, units: Units) -> dict[int, StandingUnit]:
    changed = dict(units)
    unit = units[decision.unit_id]
    match decision.kind:
        case Reorganisation.MERGE if decision.other_id is not None:
            into = changed[decision.other_id]
            changed[decision.other_id] = replace(into, people=into.people + unit.people)
            for other_id, other in units.items():
                if other.parent_id == decision.unit_id:
                    changed[other_id] = replace(changed[other_id], parent_id=decision.other_id)
            del changed[decision.unit_id]
        case Reorganisation.MOVE:
            changed[decision.unit_id] = replace(unit, parent_id=decision.other_id)
        case Reorganisation.RENAME:
            changed[decision.unit_id] = replace(unit, name=decision.name or unit.name)
        case Reorganisation.CLOSE:
            del changed[decision.unit_id]
        case Reorganisation.SPLIT:
            going = len(decision.officer_ids)
            changed[decision.unit_id] = replace(unit, people=unit.people - going)
            changed[NOT_MADE_YET] = StandingUnit(decision.name or "", unit.parent_id, going, bool(going))
            for team_id in decision.team_ids:
                changed[team_id] = replace(changed[team_id], parent_id=NOT_MADE_YET)
        case _:
            pass
    return changed


def _figures_after(decision: Decision, figures: Mapping[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
    moved = dict(figures)
    if decision.kind is Reorganisation.MERGE and decision.other_id is not None:
        begun, done = moved.pop(decision.unit_id, (0, 0))
        there_begun, there_done = moved.get(decision.other_id, (0, 0))
        moved[decision.other_id] = (there_begun + begun, there_done + done)
    return moved


def _with_all_below(units: Units, figures: Mapping[int, tuple[int, int]]) -> dict[int, Figures]:
    sums = {unit_id: Figures(0, 0, 0) for unit_id in units}
    for unit_id, unit in units.items():
        own = Figures(unit.people, *figures.get(unit_id, (0, 0)))
        for holder in (unit_id, *_above(unit_id, units)):
            if holder in sums:
                sums[holder] = sums[holder].plus(own)
    return sums


# What of it is shown: never so much that a difference could tell about fewer than ten people.

FEWEST_SHOWN = 10


def may_be_shown(figures: Figures | None, *, instead_of: Figures | None = None) -> bool:
    """Whether modules begun and done of a unit may be shown, also beside what they were before."""
    if figures is None or figures.people < FEWEST_SHOWN:
        return False
    change = abs(figures.people - instead_of.people) if instead_of else 0
    return change == 0 or change >= FEWEST_SHOWN


def roughly(count: int, *, people: int) -> int:
    """A count of modules to the nearest 5, 25 or 100, by the size of the unit: enough to see that it adds up."""
    step = 5 if people < 100 else 25 if people < 1000 else 100
    return (count + step // 2) // step * step
