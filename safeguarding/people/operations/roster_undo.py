"""Taking back the import that was applied last: people, posts and units are again as they were before it.

Who joined by it goes, unless something is on record about them since; they stay, not in post. Where somebody changed by
hand what the import had changed, nothing is taken back: it could not be put back as it was.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.people.models import (
    Officer,
    Posting,
    RosterChange,
    RosterImport,
    RosterUndo,
    SignInSession,
    Unit,
    UnitPlacement,
)
from safeguarding.people.operations.audit import record, take_the_chain
from safeguarding.people.operations.roster import LastAdministratorWouldLeave, RosterRefused
from safeguarding.people.operations.roster_writing import ROWS_AT_ONCE
from safeguarding.people.queries.on_record import officers_on_record, units_on_record
from safeguarding.people.queries.postings import posting_in_force
from safeguarding.people.queries.roles import administrators_in_post
from safeguarding.people.queries.roster import last_import
from safeguarding.people.rules.roster import PersonChangeKind, PostingMove, UnitChangeKind, in_words
from safeguarding.people.rules.roster_file import PersonState, UnitState

UNHEARD = {"synchronize_session": False}
Follow = Callable[[Sequence[PostingMove]], object]


class NotTheLast(RosterRefused):
    """Only the import applied last can be taken back; one below another would pull it down."""


class ChangedSince(RosterRefused):
    """What the import had changed was changed again since."""


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
class UndoPlan:
    """What taking an import back would do, for whoever decides."""

    import_id: int
    counts: UndoCounts


def plan_undo(session: Session, *, import_id: int, today: date, that_follow: Collection[str] = ()) -> UndoPlan:
    """What taking this import back would do now. Changes nothing, so a reading session is enough.

    that_follow: tables that `follow` of undo_import keeps true; a unit counted there has no record of its own by that.
    Raises RosterRefused if it is not the last, was built upon by hand, or would leave no administrator in post.
    """
    undoing = _Undoing(session, import_id=import_id, today=today, that_follow=that_follow)
    undoing.check()
    return UndoPlan(import_id, undoing.counts())


def undo_import(
    session: Session,
    *,
    import_id: int,
    undone_by_id: int | None,
    at: datetime,
    follow: Follow,
    that_follow: Collection[str] = (),
) -> UndoCounts:
    """Take the import back. `follow` is told whose post of today changes, before units that nobody uses go.

    Raises RosterRefused as plan_undo does.
    """
    take_the_chain(session)
    undoing = _Undoing(session, import_id=import_id, today=london_day(at), that_follow=that_follow)
    undoing.check()
    counts = undoing.counts()
    undoing.undo(follow)
    session.add(
        RosterUndo(
            import_id=import_id,
            undone_at=at,
            undone_by_id=undone_by_id,
            counts=asdict(counts),
            kept_officer_ids=sorted(undoing.kept - undoing.protected),
        )
    )
    about = {"import": import_id, **asdict(counts)}
    record(session, actor_id=undone_by_id, action="roster.undone", about=about, at=at)
    session.expire_all()
    return counts


@dataclass(frozen=True)
class _Person:
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
class _Unit:
    unit_id: int
    kinds: frozenset[UnitChangeKind]
    before: UnitState | None
    before_from: date | None
    after: UnitState

    @property
    def has_other_place(self) -> bool:
        return bool(self.kinds - {UnitChangeKind.RENAMED, UnitChangeKind.OTHER_KIND})


class _Undoing:
    """An import being taken back: what it changed, and how that stands now."""

    def __init__(self, session: Session, *, import_id: int, today: date, that_follow: Collection[str]) -> None:
        self.session = session
        self.today = today
        self.roster_import = session.get_one(RosterImport, import_id)
        last = last_import(session)
        if last is None or last.id != import_id:
            raise NotTheLast("Only the import applied last can be taken back, and this is not it (any more).")
        self.day = last.as_at_on
        self.unit_ids: dict[str, int] = dict(session.execute(select(Unit.code, Unit.id)).all())
        self.people, self.units = self._changes()
        self.postings = {row.officer_id: row for row in self._of_people(Posting, Posting.officer_id)}
        self.placements = {
            row.unit_id: row
            for row in session.scalars(select(UnitPlacement).where(UnitPlacement.from_on == self.day)).all()
        }
        joined = {person.officer_id for person in self.people if person.before is None}
        added = {unit.unit_id for unit in self.units if unit.before is None}
        of_a_post = {Posting.__tablename__, SignInSession.__tablename__}
        of_a_place = {Posting.__tablename__, UnitPlacement.__tablename__, *that_follow}
        # Asked only about somebody: every table of the product is looked into.
        self.kept = joined and joined & officers_on_record(session, roster_import=self.roster_import, but=of_a_post)
        self.units_kept = added and added & units_on_record(session, roster_import=self.roster_import, but=of_a_place)
        self.removed, self.units_removed = joined - self.kept, added - self.units_kept
        self.protected = {person.officer_id for person in self.people if person.after.is_protected}

    def counts(self) -> UndoCounts:
        return UndoCounts(
            put_back=sum(person.before is not None for person in self.people),
            removed=len(self.removed),
            kept=len(self.kept),
            kept_protected=len(self.kept & self.protected),
            units_put_back=sum(unit.before is not None for unit in self.units),
            units_removed=len(self.units_removed),
            units_kept=len(self.units_kept),
        )

    def check(self) -> None:
        """Everything must stand as the import left it, and somebody must be left to grant roles."""
        people = sum(not self._stands(person) for person in self.people) + self._built_on(Posting, Posting.officer_id)
        units = sum(not self._unit_stands(unit) for unit in self.units) + self._built_on_units()
        if people or units:
            changed = [
                in_words(count, one, many)
                for count, one, many in ((people, "person", "people"), (units, "unit", "units"))
                if count
            ]
            raise ChangedSince(
                f"What this import changed about {' and '.join(changed)} has been changed again since, by hand. "
                "Taking it back could not put everything back as it was. Import a corrected extract instead."
            )
        closed = self._closed_since()
        if closed:
            raise ChangedSince(
                f"People or units would go back to {' and '.join(closed)}, closed since. Import a corrected extract "
                "instead."
            )
        administrators = administrators_in_post(self.session, self.today)
        if administrators and administrators <= self._out_of_post():
            raise LastAdministratorWouldLeave(
                "Every administrator came into post by this import. Without one nobody could give anybody a role any "
                "more, so it cannot be taken back."
            )

    def undo(self, follow: Follow) -> None:
        cells = self._cells_of_today()
        self._put_back_postings()
        self._put_back_names()
        self._put_back_units()
        self.session.flush()
        now = self._cells_of_today()
        moves = [
            PostingMove(officer_id, before=cells.get(officer_id), after=now.get(officer_id))
            for officer_id in sorted(cells.keys() | now.keys())
            if cells.get(officer_id) != now.get(officer_id)
        ]
        self._sign_out(move.officer_id for move in moves if move.after is None)
        follow(moves)
        self.session.execute(
            delete(RosterChange).where(RosterChange.import_id == self.roster_import.id).execution_options(**UNHEARD)
        )
        self._run(delete(Officer).where(Officer.id == bindparam("row")), ({"row": one} for one in self.removed))
        self._run(delete(Unit).where(Unit.id == bindparam("row")), ({"row": one} for one in self.units_removed))

    def _changes(self) -> tuple[list[_Person], list[_Unit]]:
        people: list[_Person] = []
        units: dict[int, _Unit] = {}
        for kind, officer_id, unit_id, before, after in self.session.execute(
            select(
                RosterChange.kind,
                RosterChange.officer_id,
                RosterChange.unit_id,
                RosterChange.before,
                RosterChange.after,
            )
            .where(RosterChange.import_id == self.roster_import.id)
            .order_by(RosterChange.id)
        ):
            if officer_id is not None:
                was, from_on = _kept(PersonState, before)
                people.append(_Person(officer_id, PersonChangeKind(kind), was, from_on, _kept(PersonState, after)[0]))
            else:
                kinds = units[unit_id].kinds if unit_id in units else frozenset()
                was, from_on = _kept(UnitState, before)
                units[unit_id] = _Unit(
                    unit_id, kinds | {UnitChangeKind(kind)}, was, from_on, _kept(UnitState, after)[0]
                )
        return people, list(units.values())

    def _of_people(self, model: Any, column: Any) -> Iterable[Any]:
        """The rows of the import's day about people it changed."""
        return self.session.scalars(
            select(model).where(model.from_on == self.day, column.in_(self._changed(RosterChange.officer_id)))
        ).all()

    def _changed(self, column: Any) -> Any:
        return select(column).where(RosterChange.import_id == self.roster_import.id, column.is_not(None))

    def _stands(self, person: _Person) -> bool:
        if person.has_other_post:
            row = self.postings.get(person.officer_id)
            unit_id = self.unit_ids[person.after.unit_code] if person.after.unit_code else None
            wanted = (unit_id, person.after.role_family, person.after.is_protected)
            if row is None or (row.unit_id, row.role_family, row.is_protected) != wanted:
                return False
        return True

    def _unit_stands(self, unit: _Unit) -> bool:
        if unit.has_other_place:
            row = self.placements.get(unit.unit_id)
            parent_id = self.unit_ids[unit.after.parent_code] if unit.after.parent_code else None
            if row is None or (row.parent_id, row.is_closed) != (parent_id, unit.after.is_closed):
                return False
        return self._names[unit.unit_id] == (unit.after.name, unit.after.kind)

    @property
    def _names(self) -> dict[int, tuple[str, str]]:
        if not hasattr(self, "_unit_names"):
            rows = self.session.execute(select(Unit.id, Unit.name, Unit.kind))
            self._unit_names = {unit_id: (name, kind) for unit_id, name, kind in rows}
        return self._unit_names

    def _built_on(self, model: Any, column: Any) -> int:
        """How many of those who joined have a post that begins later."""
        joined = {person.officer_id for person in self.people if person.before is None}
        later = self.session.scalars(
            select(column)
            .distinct()
            .where(model.from_on > self.day, column.in_(self._changed(RosterChange.officer_id)))
        )
        return len(joined & set(later))

    def _built_on_units(self) -> int:
        """How many of the new units hold people or units that this import did not put there."""
        added = {unit.unit_id for unit in self.units if unit.before is None}
        if not added:
            return 0
        people_before = {row.id for row in self.postings.values()}
        ours = {self.placements[unit.unit_id].id for unit in self.units if unit.unit_id in self.placements}
        used: set[int] = set()
        new_units = select(RosterChange.unit_id).where(
            RosterChange.import_id == self.roster_import.id, RosterChange.kind == UnitChangeKind.ADDED
        )
        for posting_id, unit_id in self.session.execute(
            select(Posting.id, Posting.unit_id).where(Posting.unit_id.in_(new_units))
        ):
            if posting_id not in people_before and unit_id is not None:
                used.add(unit_id)
        for placement_id, unit_id, parent_id in self.session.execute(
            select(UnitPlacement.id, UnitPlacement.unit_id, UnitPlacement.parent_id)
        ):
            if placement_id not in ours:
                used |= {number for number in (unit_id, parent_id) if number is not None}
        return len(added & used)

    def _closed_since(self) -> list[str]:
        """The units to which somebody or something would go back, and which were closed by hand meanwhile."""
        wanted = {one.before.unit_code for one in self.people if one.before is not None and one.has_other_post}
        wanted |= {one.before.parent_code for one in self.units if one.before is not None and one.has_other_place}
        ours = {self.placements[unit.unit_id].id for unit in self.units if unit.unit_id in self.placements}
        rows = self.session.execute(
            select(Unit.code, Unit.name, UnitPlacement.id)
            .join(UnitPlacement, UnitPlacement.unit_id == Unit.id)
            .where(UnitPlacement.is_closed, UnitPlacement.from_on >= self.day)
            .order_by(Unit.code)
        )
        return [
            f"“{name}” ({code})" for code, name, placement_id in rows if code in wanted and placement_id not in ours
        ]

    def _out_of_post(self) -> set[int]:
        """Who would not be in post today any more."""
        return {
            person.officer_id
            for person in self.people
            if person.kind in {PersonChangeKind.JOINED, PersonChangeKind.RETURNED}
        }

    def _cells_of_today(self) -> dict[int, tuple[int, str]]:
        in_force = posting_in_force(self.today).subquery()
        rows = self.session.execute(
            select(in_force.c.officer_id, in_force.c.unit_id, in_force.c.role_family).where(
                in_force.c.unit_id.is_not(None), in_force.c.officer_id.in_(self._changed(RosterChange.officer_id))
            )
        )
        return {officer_id: (unit_id, family) for officer_id, unit_id, family in rows}

    def _put_back_postings(self) -> None:
        posted = [person for person in self.people if person.has_other_post]
        self._run(
            delete(Posting).where(Posting.id == bindparam("row")),
            ({"row": self.postings[one.officer_id].id} for one in posted if one.before_from != self.day),
        )
        self._run(
            update(Posting).where(Posting.id == bindparam("row")),
            (
                {
                    "row": self.postings[one.officer_id].id,
                    "unit_id": self.unit_ids[one.before.unit_code] if one.before.unit_code else None,
                    "role_family": one.before.role_family,
                    "is_protected": one.before.is_protected,
                }
                for one in posted
                if one.before is not None and one.before_from == self.day
            ),
        )

    def _put_back_names(self) -> None:
        self._run(
            update(Officer).where(Officer.id == bindparam("row")),
            (
                {"row": one.officer_id, "display_name": one.before.display_name, "work_email": one.before.work_email}
                for one in self.people
                if one.before is not None and one.has_other_name
            ),
        )

    def _put_back_units(self) -> None:
        placed = [unit for unit in self.units if unit.has_other_place]
        self._run(
            delete(UnitPlacement).where(UnitPlacement.id == bindparam("row")),
            ({"row": self.placements[unit.unit_id].id} for unit in placed if unit.before_from != self.day),
        )
        self._run(
            update(UnitPlacement).where(UnitPlacement.id == bindparam("row")),
            (
                {
                    "row": self.placements[unit.unit_id].id,
                    "parent_id": self.unit_ids[unit.before.parent_code] if unit.before.parent_code else None,
                    "is_closed": unit.before.is_closed,
                }
                for unit in placed
                if unit.before is not None and unit.before_from == self.day
            ),
        )
        self._run(
            update(Unit).where(Unit.id == bindparam("row")),
            (
                {"row": unit.unit_id, "name": unit.before.name, "kind": unit.before.kind}
                for unit in self.units
                if unit.before is not None and unit.before[:2] != unit.after[:2]
            ),
        )

    def _sign_out(self, officer_ids: Iterable[int]) -> None:
        self._run(
            delete(SignInSession).where(SignInSession.officer_id == bindparam("row")),
            ({"row": officer_id} for officer_id in officer_ids),
        )

    def _run(self, statement: Any, rows: Iterable[dict[str, Any]]) -> None:
        listed = list(rows)
        for start in range(0, len(listed), ROWS_AT_ONCE):
            self.session.connection().execute(statement, listed[start : start + ROWS_AT_ONCE])


def _kept(kind: Any, kept: dict[str, Any] | None) -> tuple[Any, date | None]:
    if kept is None:
        return None, None
    from_on = date.fromisoformat(kept["from_on"]) if kept["from_on"] else None
    return kind(**{name: kept[name] for name in kind._fields}), from_on
