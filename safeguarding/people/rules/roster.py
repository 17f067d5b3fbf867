"""What difference an HR extract makes to the people and units in force, worked out from values alone."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from safeguarding.people.rules.roster_file import Fault, PersonState, RosterFile, UnitState

STOP_SHARE = 5.0


class PersonChangeKind(StrEnum):
    JOINED = "joined"
    RETURNED = "returned"
    LEFT = "left"
    MOVED = "moved"
    CHANGED = "changed"


class UnitChangeKind(StrEnum):
    ADDED = "unit_added"
    RENAMED = "unit_renamed"
    OTHER_KIND = "unit_other_kind"
    NEW_PARENT = "unit_new_parent"
    CLOSED = "unit_closed"
    REOPENED = "unit_reopened"


class StandingPerson(NamedTuple):
    """Somebody we know, as they stand on a day; posting_id and from_on are the row in force, if there is one."""

    officer_id: int
    state: PersonState
    posting_id: int | None
    from_on: date | None


class StandingUnit(NamedTuple):
    """A unit we know, as it stands on a day; placement_id and from_on are the row in force, if there is one."""

    unit_id: int
    state: UnitState
    placement_id: int | None
    from_on: date | None


@dataclass(frozen=True)
class Standing:
    """Everybody by staff number and every unit by code, as they stand on a day."""

    people: Mapping[str, StandingPerson]
    units: Mapping[str, StandingUnit]


class PersonChange(NamedTuple):
    """What the extract changes about one person."""

    kind: PersonChangeKind
    staff_number: str
    before: StandingPerson | None
    after: PersonState


class UnitChange(NamedTuple):
    """One thing the extract changes about a unit; a unit may be renamed and moved at once, in two of these."""

    kind: UnitChangeKind
    code: str
    before: StandingUnit | None
    after: UnitState


@dataclass(frozen=True)
class Difference:
    """Everything an extract would change, in a fixed order, so that two differences can be compared."""

    people: tuple[PersonChange, ...]
    units: tuple[UnitChange, ...]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        return not self.people and not self.units


@dataclass(frozen=True)
class RosterCounts:
    """A difference in numbers. The first seven, without those who left, add up to the lines that name somebody."""

    joined: int
    returned: int
    left: int
    moved: int
    changed: int
    unchanged: int
    faulty: int
    other_name: int
    other_email: int
    other_role: int
    newly_protected: int
    no_longer_protected: int
    units_added: int
    units_renamed: int
    units_other_kind: int
    units_new_parent: int
    units_closed: int
    units_reopened: int
    in_post_before: int
    in_post_after: int


@dataclass(frozen=True)
class RosterPlan:
    """What an extract would do if it were applied, as it was shown to whoever decides.

    unit_names: what the units we know are called now, by code.
    """

    file: RosterFile
    as_at_on: date
    is_full: bool
    difference: Difference
    counts: RosterCounts
    faults: tuple[Fault, ...]
    count_to_type: int | None
    is_replay: bool
    unit_names: Mapping[str, str]


@dataclass(frozen=True)
class PostingMove:
    """An officer whose posting in force changed: unit and role family before and after; None is not in post."""

    officer_id: int
    before: tuple[int, str] | None
    after: tuple[int, str] | None


def difference(file: RosterFile, *, standing: Standing, is_full: bool) -> Difference:
    """What the extract would change. In a full one, who is not named leaves and such a unit closes."""
    people = []
    unchanged = 0
    for _, staff_number, after in file.rows:
        before = standing.people.get(staff_number)
        kind = _kind_of_change(before, after)
        if kind is None:
            unchanged += 1
        else:
            people.append(PersonChange(kind, staff_number, before, after))
    if is_full:
        people += [
            PersonChange(PersonChangeKind.LEFT, staff_number, before, _out_of_post(before.state))
            for staff_number, before in standing.people.items()
            if before.state.unit_code is not None and staff_number not in file.named
        ]
    units = _unit_changes(file.units, standing.units)
    if is_full:
        units += _closures(file.units, standing.units)
    return Difference(tuple(people), tuple(units), unchanged)


def fingerprint_of(made: Difference) -> str:
    """The same for two differences only if they are equal."""
    digest = hashlib.sha256()
    for change in (*made.people, *made.units):
        digest.update(repr(change).encode())
    return digest.hexdigest()


def counts_of(made: Difference, *, file: RosterFile, standing: Standing) -> RosterCounts:
    """A difference in numbers, and what each change is about."""
    kinds: Counter[str] = Counter(change.kind for change in made.people)
    kinds.update(change.kind for change in made.units)
    stayed = [(change.before.state, change.after) for change in made.people if _stays(change) and change.before]
    in_post = sum(person.state.unit_code is not None for person in standing.people.values())
    joined, returned, left = (
        kinds[PersonChangeKind.JOINED],
        kinds[PersonChangeKind.RETURNED],
        kinds[PersonChangeKind.LEFT],
    )
    return RosterCounts(
        joined=joined,
        returned=returned,
        left=left,
        moved=kinds[PersonChangeKind.MOVED],
        changed=kinds[PersonChangeKind.CHANGED],
        unchanged=made.unchanged,
        faulty=file.faulty_rows,
        other_name=sum(before.display_name != after.display_name for before, after in stayed),
        other_email=sum(before.work_email != after.work_email for before, after in stayed),
        other_role=sum(before.role_family != after.role_family for before, after in stayed),
        newly_protected=sum(after.is_protected and not before.is_protected for before, after in stayed),
        no_longer_protected=sum(before.is_protected and not after.is_protected for before, after in stayed),
        units_added=kinds[UnitChangeKind.ADDED],
        units_renamed=kinds[UnitChangeKind.RENAMED],
        units_other_kind=kinds[UnitChangeKind.OTHER_KIND],
        units_new_parent=kinds[UnitChangeKind.NEW_PARENT],
        units_closed=kinds[UnitChangeKind.CLOSED],
        units_reopened=kinds[UnitChangeKind.REOPENED],
        in_post_before=in_post,
        in_post_after=in_post + joined + returned - left,
    )


def count_to_type(counts: RosterCounts, *, share: float) -> int | None:
    """The number of people leaving or moving that somebody must type, when it is above this share (%) of those in post.

    A truncated or shuffled extract looks like a reorganisation; typing the number shows that it was read.
    """
    people = counts.left + counts.moved
    return people if people * 100 > counts.in_post_before * share else None


def day_in_words(day: date) -> str:
    """A day as people write it: 3 March 2026."""
    return f"{day.day} {day:%B %Y}"


def in_words(count: int, one: str, many: str) -> str:
    """A number of things: 1 person, 4,398 people."""
    return f"{count:,} {one if count == 1 else many}"


def faults_of_units(file: RosterFile, *, standing: Standing) -> list[Fault]:
    """Parents that nobody has heard of or that are closed, and units that would stand under themselves."""
    faults = []
    parents = {code: unit.state.parent_code for code, unit in standing.units.items() if not unit.state.is_closed} | {
        code: unit.parent_code for code, unit in file.units.items()
    }
    for code, unit in file.units.items():
        parent = unit.parent_code
        if parent is not None and parent not in parents:
            why = "is closed" if parent in standing.units else "is neither in this file nor known from an earlier one"
            faults.append(Fault(file.unit_lines[code], f"the parent '{parent}' of unit '{code}' {why}"))
    for circle in _circles(parents):
        line = min((file.unit_lines[code] for code in circle if code in file.units), default=1)
        faults.append(Fault(line, f"units would stand under themselves: {' under '.join((*circle, circle[0]))}"))
    return faults


def _kind_of_change(before: StandingPerson | None, after: PersonState) -> PersonChangeKind | None:
    if before is None:
        return PersonChangeKind.JOINED
    if before.state == after:
        return None
    if before.state.unit_code is None:
        return PersonChangeKind.RETURNED
    if before.state.unit_code != after.unit_code:
        return PersonChangeKind.MOVED
    return PersonChangeKind.CHANGED


def _stays(change: PersonChange) -> bool:
    return change.kind in {PersonChangeKind.MOVED, PersonChangeKind.CHANGED}


def _out_of_post(state: PersonState) -> PersonState:
    return state._replace(unit_code=None, role_family=None, is_protected=False)


def _unit_changes(said: Mapping[str, UnitState], standing: Mapping[str, StandingUnit]) -> list[UnitChange]:
    changes = []
    for code, after in said.items():
        before = standing.get(code)
        if before is None:
            changes.append(UnitChange(UnitChangeKind.ADDED, code, None, after))
            continue
        if before.state.name != after.name:
            changes.append(UnitChange(UnitChangeKind.RENAMED, code, before, after))
        if before.state.kind != after.kind:
            changes.append(UnitChange(UnitChangeKind.OTHER_KIND, code, before, after))
        if before.state.is_closed:
            changes.append(UnitChange(UnitChangeKind.REOPENED, code, before, after))
        elif before.state.parent_code != after.parent_code:
            changes.append(UnitChange(UnitChangeKind.NEW_PARENT, code, before, after))
    return changes


def _closures(said: Mapping[str, UnitState], standing: Mapping[str, StandingUnit]) -> list[UnitChange]:
    """The open units a full extract no longer names, except those above a unit it does name."""
    kept = set(said)
    for unit in said.values():
        code = unit.parent_code
        while code is not None and code not in kept:
            kept.add(code)
            code = standing[code].state.parent_code if code in standing else None
    return [
        UnitChange(UnitChangeKind.CLOSED, code, before, before.state._replace(parent_code=None, is_closed=True))
        for code, before in standing.items()
        if code not in kept and not before.state.is_closed
    ]


def _circles(parents: Mapping[str, str | None]) -> list[list[str]]:
    """Each circle among these parents, once."""
    circles = []
    done: set[str] = set()
    for start in parents:
        walked: dict[str, int] = {}
        code: str | None = start
        while code is not None and code in parents and code not in done and code not in walked:
            walked[code] = len(walked)
            code = parents[code]
        if code is not None and code in walked:
            circles.append(list(walked)[walked[code] :])
        done.update(walked)
    return circles
