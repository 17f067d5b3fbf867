"""A difference in words, a screenful at a time, for whoever decides about it. Nobody in a protected post is in it."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from safeguarding.people.rules.roles import ROLE_FAMILY_NAMES, RoleFamily
from safeguarding.people.rules.roster import PersonChangeKind, RosterPlan, UnitChangeKind
from safeguarding.people.rules.roster_file import Fault, PersonState, UnitKind, UnitState

ROWS_A_PAGE = 50
MOST_LINES_NAMED = 20
UNIT_KIND_NAMES = {
    UnitKind.FORCE: "force",
    UnitKind.COMMAND: "command",
    UnitKind.BCU: "BCU",
    UnitKind.TEAM: "team",
}


class Told(StrEnum):
    """What the rows of a page are about, in the order they are shown."""

    FAULTS = "faults"
    LEFT = "left"
    MOVED = "moved"
    JOINED = "joined"
    RETURNED = "returned"
    CHANGED = "changed"
    UNITS = "units"


class ToldRow(NamedTuple):
    """One row: a name and a number or code, and what changes, in sentences. A fault has its line for a name."""

    name: str
    number: str
    says: list[str]


@dataclass(frozen=True)
class ToldDifference:
    """All pages of a difference, how many rows of a kind are on none because they are of protected posts, and the
    lines of those who would no longer be protected: whoever holds the file can look them up there."""

    pages: dict[Told, list[list[ToldRow]]]
    withheld: dict[Told, int]
    uncovered_lines: list[int]


def told_difference(plan: RosterPlan, *, protected_ids: Collection[int]) -> ToldDifference:
    """A plan in words. protected_ids: officers who may be in no list, whatever the extract says of them."""
    names = {**{code: unit.name for code, unit in plan.file.units.items()}, **plan.unit_names}
    names_after = {**plan.unit_names, **{code: unit.name for code, unit in plan.file.units.items()}}
    rows: dict[Told, list[ToldRow]] = {told: [] for told in Told}
    withheld: Counter[Told] = Counter()
    uncovered = set()
    rows[Told.FAULTS] = list(told_faults(plan.faults))
    for person in plan.difference.people:
        told = Told(person.kind.value)
        before = person.before.state if person.before else None
        was_protected, is_protected = bool(before and before.is_protected), person.after.is_protected
        if was_protected and not is_protected and told is not Told.LEFT:
            uncovered.add(person.staff_number)
        is_covered = person.before is not None and person.before.officer_id in protected_ids
        if is_covered or was_protected or is_protected:
            withheld[told] += 1
            continue
        says = person_says(person.kind, before, person.after, names=names, names_after=names_after)
        rows[told].append(ToldRow(person.after.display_name, person.staff_number, says))
    for unit in plan.difference.units:
        state = unit.before.state if unit.before else None
        says = unit_says(unit.kind, state, unit.after, names=names_after)
        rows[Told.UNITS].append(ToldRow(unit.after.name, unit.code, says))
    lines = (row.line for row in plan.file.rows if row.staff_number in uncovered)
    return ToldDifference(
        pages={told: list(_pages(some)) for told, some in rows.items() if some},
        withheld={told: count for told, count in withheld.items() if count},
        uncovered_lines=list(islice(lines, MOST_LINES_NAMED)),
    )


def told_faults(faults: Sequence[Fault]) -> Iterator[ToldRow]:
    """Each fault once, with the lines it is on: one unknown role title may stand on thousands."""
    lines: dict[str, list[int]] = {}
    for fault in faults:
        lines.setdefault(fault.reason, []).append(fault.line)
    for reason, on in lines.items():
        if len(on) == 1:
            yield ToldRow(f"Line {on[0]}", "", [_sentence(reason)])
        else:
            named = ", ".join(map(str, on[:MOST_LINES_NAMED]))
            others = f" and {len(on) - MOST_LINES_NAMED:,} more" if len(on) > MOST_LINES_NAMED else ""
            yield ToldRow(f"{len(on):,} lines", "", [_sentence(reason), f"Lines {named}{others}"])


def person_says(
    kind: PersonChangeKind,
    before: PersonState | None,
    after: PersonState,
    *,
    names: Mapping[str, str],
    names_after: Mapping[str, str],
) -> list[str]:
    """What changes about somebody."""
    there, here = _unit(before.unit_code if before else None, names), _unit(after.unit_code, names_after)
    if kind is PersonChangeKind.LEFT:
        return [f"From {there}"]
    if kind is PersonChangeKind.JOINED or before is None:
        return [f"To {here}: {_family(after)}"]
    says = []
    if kind is PersonChangeKind.RETURNED:
        says.append(f"Back to {here}: {_family(after)}")
    elif before.unit_code != after.unit_code:
        says.append(f"From {there} to {here}")
    if before.unit_code is not None and before.role_family != after.role_family:
        says.append(f"Role: {_family(before)}, now {_family(after)}")
    if before.display_name != after.display_name:
        says.append(f"Name: {before.display_name}, now {after.display_name}")
    if before.work_email != after.work_email:
        says.append(f"E-mail: {before.work_email or 'none'}, now {after.work_email or 'none'}")
    return says


def unit_says(
    kind: UnitChangeKind, before: UnitState | None, after: UnitState, *, names: Mapping[str, str]
) -> list[str]:
    """What changes about a unit."""
    place = f"under {_unit(after.parent_code, names)}" if after.parent_code else "at the top"
    what = UNIT_KIND_NAMES[UnitKind(after.kind)]
    if kind is UnitChangeKind.ADDED:
        return [f"New {what}, {place}"]
    if kind is UnitChangeKind.REOPENED:
        return [f"Opened again, {place}"]
    if kind is UnitChangeKind.CLOSED or before is None:
        return ["Closed"]
    if kind is UnitChangeKind.RENAMED:
        return [f"Was called {before.name}"]
    if kind is UnitChangeKind.OTHER_KIND:
        return [f"Was a {UNIT_KIND_NAMES[UnitKind(before.kind)]}, now a {what}"]
    was = f"under {_unit(before.parent_code, names)}" if before.parent_code else "at the top"
    return [f"Was {was}, now {place}"]


def _pages(rows: list[ToldRow]) -> Iterator[list[ToldRow]]:
    for start in range(0, len(rows), ROWS_A_PAGE):
        yield rows[start : start + ROWS_A_PAGE]


def _unit(code: str | None, names: Mapping[str, str]) -> str:
    return f"{names.get(code, code)} ({code})" if code else "nowhere"


def _family(person: PersonState) -> str:
    return ROLE_FAMILY_NAMES[RoleFamily(person.role_family)] if person.role_family else "no role"


def _sentence(reason: str) -> str:
    return f"{reason[0].upper()}{reason[1:]}."
