"""What an applied import changed, how that stands now, and what has happened since to whom and what it changed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.people.models import Posting, RosterChange, RosterImport, SignInSession, Unit, UnitPlacement
from safeguarding.people.queries.on_record import officers_on_record, units_on_record
from safeguarding.people.queries.postings import posting_in_force
from safeguarding.people.rules.roster import PersonChangeKind, UnitChangeKind
from safeguarding.people.rules.roster_file import PersonState, UnitState


@dataclass(frozen=True)
class UndoCounts:
    """What taking an import back does, in numbers. kept_protected are among the kept."""

    put_back: int
    removed: int
    kept: int
    kept_protected: int
    units_put_back: int
    units_removed: int
    units_kept: int


@dataclass(frozen=True)
class ChangedPerson:
    """What the import did to one person; before is None if they joined by it."""

    officer_id: int
    kind: PersonChangeKind
    before: PersonState | None
    before_from: date | None
    after: PersonState

    @property
    def has_other_post(self) -> bool:
        return self.before is None or self.before[2:] != self.after[2:]

    @property
    def has_other_name(self) -> bool:
        return self.before is not None and self.before[:2] != self.after[:2]


@dataclass(frozen=True)
class ChangedUnit:
    """What the import did to one unit, all its lines together; before is None if it was added by it."""

    unit_id: int
    kinds: frozenset[UnitChangeKind]
    before: UnitState | None
    before_from: date | None
    after: UnitState

    @property
    def has_other_place(self) -> bool:
        return bool(self.kinds - {UnitChangeKind.RENAMED, UnitChangeKind.OTHER_KIND})

    @property
    def has_other_name(self) -> bool:
        return self.before is not None and self.before[:2] != self.after[:2]


class AppliedImport:
    """One import that was applied, read once: its people, its units, and the rows of its day that stand for them.

    that_follow: tables that are kept true when it is taken back; a unit counted there has no record of its own by that.
    """

    def __init__(
        self, session: Session, *, import_id: int, as_at_on: date, today: date, that_follow: Collection[str]
    ) -> None:
        self.session = session
        self.id = import_id
        self.day = as_at_on
        self.today = today
        self.unit_ids: dict[str, int] = dict(session.execute(select(Unit.code, Unit.id)).all())
        self.people, self.units = self._changes()
        self.postings = {
            row.officer_id: row
            for row in session.scalars(
                select(Posting).where(
                    Posting.from_on == self.day, Posting.officer_id.in_(self._changed(RosterChange.officer_id))
                )
            )
        }
        self.placements = {
            row.unit_id: row for row in session.scalars(select(UnitPlacement).where(UnitPlacement.from_on == self.day))
        }
        self._joined = {person.officer_id for person in self.people if person.before is None}
        self._added = {unit.unit_id for unit in self.units if unit.before is None}
        of_a_post = {Posting.__tablename__, SignInSession.__tablename__}
        of_a_place = {Posting.__tablename__, UnitPlacement.__tablename__, *that_follow}
        row = session.get_one(RosterImport, import_id)
        # Asked only about somebody: every table of the product is looked into.
        self.kept = self._joined and self._joined & officers_on_record(session, roster_import=row, but=of_a_post)
        self.units_kept = self._added and self._added & units_on_record(session, roster_import=row, but=of_a_place)
        self.removed, self.units_removed = self._joined - self.kept, self._added - self.units_kept
        self.protected = {person.officer_id for person in self.people if person.after.is_protected}

    def counts(self) -> UndoCounts:
        """What taking it back does."""
        return UndoCounts(
            put_back=sum(person.before is not None for person in self.people),
            removed=len(self.removed),
            kept=len(self.kept),
            kept_protected=len(self.kept & self.protected),
            units_put_back=sum(unit.before is not None for unit in self.units),
            units_removed=len(self.units_removed),
            units_kept=len(self.units_kept),
        )

    def changed_since(self) -> tuple[int, int]:
        """How many people, and how many units, do not stand as the import left them any more."""
        people = sum(not self._stands(person) for person in self.people) + self._people_built_on()
        units = sum(not self._unit_stands(unit) for unit in self.units) + self._units_built_on()
        return people, units

    def closed_since(self) -> list[str]:
        """The units to which somebody or something would go back, and which were closed by hand meanwhile, by code."""
        wanted = {one.before.unit_code for one in self.people if one.before is not None and one.has_other_post}
        wanted |= {one.before.parent_code for one in self.units if one.before is not None and one.has_other_place}
        rows = self.session.execute(
            select(Unit.code, Unit.name, UnitPlacement.id)
            .join(UnitPlacement, UnitPlacement.unit_id == Unit.id)
            .where(UnitPlacement.is_closed, UnitPlacement.from_on >= self.day)
            .order_by(Unit.code)
        )
        return [
            f"“{name}” ({code})"
            for code, name, placement_id in rows
            if code in wanted and placement_id not in self._own_placements
        ]

    def out_of_post(self) -> set[int]:
        """Who would not be in post today any more, if it was taken back."""
        return {
            person.officer_id
            for person in self.people
            if person.kind in {PersonChangeKind.JOINED, PersonChangeKind.RETURNED}
        }

    def cells_of_today(self) -> dict[int, tuple[int, str]]:
        """Unit and role family today of those it changed and who are in post."""
        in_force = posting_in_force(self.today).subquery()
        rows = self.session.execute(
            select(in_force.c.officer_id, in_force.c.unit_id, in_force.c.role_family).where(
                in_force.c.unit_id.is_not(None), in_force.c.officer_id.in_(self._changed(RosterChange.officer_id))
            )
        )
        return {officer_id: (unit_id, family) for officer_id, unit_id, family in rows}

    def unit_of(self, code: str | None) -> int | None:
        """The unit with this code; None where there is none, as for who is not in post."""
        return self.unit_ids[code] if code else None

    def _changes(self) -> tuple[list[ChangedPerson], list[ChangedUnit]]:
        people: list[ChangedPerson] = []
        units: dict[int, ChangedUnit] = {}
        for kind, officer_id, unit_id, before, after in self.session.execute(
            select(
                RosterChange.kind,
                RosterChange.officer_id,
                RosterChange.unit_id,
                RosterChange.before,
                RosterChange.after,
            )
            .where(RosterChange.import_id == self.id)
            .order_by(RosterChange.id)
        ):
            if officer_id is not None:
                was, from_on = _kept(PersonState, before)
                people.append(
                    ChangedPerson(officer_id, PersonChangeKind(kind), was, from_on, _kept(PersonState, after)[0])
                )
            else:
                kinds = units[unit_id].kinds if unit_id in units else frozenset()
                was, from_on = _kept(UnitState, before)
                units[unit_id] = ChangedUnit(
                    unit_id, kinds | {UnitChangeKind(kind)}, was, from_on, _kept(UnitState, after)[0]
                )
        return people, list(units.values())

    def _changed(self, column: Any) -> Any:
        return select(column).where(RosterChange.import_id == self.id, column.is_not(None))

    def _stands(self, person: ChangedPerson) -> bool:
        if person.has_other_post:
            row = self.postings.get(person.officer_id)
            wanted = (self.unit_of(person.after.unit_code), person.after.role_family, person.after.is_protected)
            return row is not None and (row.unit_id, row.role_family, row.is_protected) == wanted
        return True

    def _unit_stands(self, unit: ChangedUnit) -> bool:
        if unit.has_other_place:
            row = self.placements.get(unit.unit_id)
            wanted = (self.unit_of(unit.after.parent_code), unit.after.is_closed)
            if row is None or (row.parent_id, row.is_closed) != wanted:
                return False
        return self._names[unit.unit_id] == (unit.after.name, unit.after.kind)

    @cached_property
    def _names(self) -> dict[int, tuple[str, str]]:
        rows = self.session.execute(select(Unit.id, Unit.name, Unit.kind))
        return {unit_id: (name, kind) for unit_id, name, kind in rows}

    @cached_property
    def _own_placements(self) -> set[int]:
        """The rows by which units it changed have stood since its day."""
        return {self.placements[unit.unit_id].id for unit in self.units if unit.unit_id in self.placements}

    def _people_built_on(self) -> int:
        """How many of those who joined have a post that begins later."""
        later = self.session.scalars(
            select(Posting.officer_id)
            .distinct()
            .where(Posting.from_on > self.day, Posting.officer_id.in_(self._changed(RosterChange.officer_id)))
        )
        return len(self._joined & set(later))

    def _units_built_on(self) -> int:
        """How many of the new units hold people or units that this import did not put there."""
        if not self._added:
            return 0
        own_postings = {row.id for row in self.postings.values()}
        used: set[int] = set()
        for posting_id, unit_id in self.session.execute(
            select(Posting.id, Posting.unit_id).where(Posting.unit_id.in_(self._new_units()))
        ):
            if posting_id not in own_postings and unit_id is not None:
                used.add(unit_id)
        for placement_id, unit_id, parent_id in self.session.execute(
            select(UnitPlacement.id, UnitPlacement.unit_id, UnitPlacement.parent_id)
        ):
            if placement_id not in self._own_placements:
                used |= {number for number in (unit_id, parent_id) if number is not None}
        return len(self._added & used)

    def _new_units(self) -> Any:
        return select(RosterChange.unit_id).where(
            RosterChange.import_id == self.id, RosterChange.kind == UnitChangeKind.ADDED
        )


def _kept(kind: Any, kept: dict[str, Any] | None) -> tuple[Any, date | None]:
    if kept is None:
        return None, None
    from_on = date.fromisoformat(kept["from_on"]) if kept["from_on"] else None
    return kind(**{name: kept[name] for name in kind._fields}), from_on
