"""Writing what an HR extract changes: units, people, posts, and the difference itself, row by row."""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Executable, bindparam, insert, select, update
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.people.models import Officer, Posting, RosterChange, RosterImport, SignInSession, Unit, UnitPlacement
from safeguarding.people.operations.audit import record
from safeguarding.people.operations.sign_in import end_all_sessions
from safeguarding.people.queries.roster import begins_after
from safeguarding.people.rules.roster import (
    Difference,
    PersonChange,
    PersonChangeKind,
    PostingMove,
    RosterCounts,
    RosterPlan,
    UnitChange,
    UnitChangeKind,
)
from safeguarding.people.rules.roster_file import PersonState, Progress, UnitState

ROWS_AT_ONCE = 2000
PLACED_ANEW = {UnitChangeKind.ADDED, UnitChangeKind.NEW_PARENT, UnitChangeKind.CLOSED, UnitChangeKind.REOPENED}


@dataclass(frozen=True)
class AppliedRoster:
    """What was done. import_id is None when there was nothing to do; moves are of the postings in force today."""

    import_id: int | None
    counts: RosterCounts
    moves: list[PostingMove]


class Writing:
    """A plan being carried out, with the ids of units and officers as they become known."""

    def __init__(
        self, session: Session, plan: RosterPlan, *, at: datetime, applied_by_id: int | None, progress: Progress
    ) -> None:
        self.session = session
        self.plan = plan
        self.made: Difference = plan.difference
        self.at = at
        self.applied_by_id = applied_by_id
        self.progress = progress
        self.unit_ids: dict[str, int] = {}
        self.officer_ids: dict[str, int] = {}

    def apply(self) -> AppliedRoster:
        self._write_units()
        self.progress(0.05)
        self._write_officers()
        self.progress(0.3)
        self._write_postings()
        self.progress(0.6)
        import_id = self._keep_the_difference()
        self.progress(0.95)
        self._sign_leavers_out()
        self._audit(import_id)
        self.session.expire_all()
        self.progress(1.0)
        return AppliedRoster(import_id, self.plan.counts, self._moves_of_today())

    def _write_units(self) -> None:
        added = [change for change in self.made.units if change.kind is UnitChangeKind.ADDED]
        self._execute(
            insert(Unit),
            ({"code": change.code, "name": change.after.name, "kind": change.after.kind} for change in added),
        )
        self._execute(
            update(Unit).where(Unit.id == bindparam("row")),
            (
                {"row": change.before.unit_id, "name": change.after.name, "kind": change.after.kind}
                for change in self.made.units
                if change.before and change.kind in {UnitChangeKind.RENAMED, UnitChangeKind.OTHER_KIND}
            ),
        )
        self.unit_ids = dict(self.session.execute(select(Unit.code, Unit.id)).all())
        placed = [change for change in self.made.units if change.kind in PLACED_ANEW]
        self._execute(
            insert(UnitPlacement),
            (
                {"unit_id": self.unit_ids[change.code], "from_on": self.plan.as_at_on, **self._place(change.after)}
                for change in placed
                if not self._began_that_day(change)
            ),
        )
        self._execute(
            update(UnitPlacement).where(UnitPlacement.id == bindparam("row")),
            (
                {"row": change.before.placement_id, **self._place(change.after)}
                for change in placed
                if change.before and self._began_that_day(change)
            ),
        )

    def _write_officers(self) -> None:
        joined = [change for change in self.made.people if change.before is None]
        self._execute(
            insert(Officer),
            (
                {
                    "public_id": secrets.token_urlsafe(12),
                    "staff_number": change.staff_number,
                    "display_name": change.after.display_name,
                    "work_email": change.after.work_email,
                }
                for change in joined
            ),
        )
        if joined:
            # Asked for at once: RETURNING for thousands of rows costs PostgreSQL's driver more than this.
            self.officer_ids = dict(self.session.execute(select(Officer.staff_number, Officer.id)).all())
        self._execute(
            update(Officer).where(Officer.id == bindparam("row")),
            (
                {
                    "row": change.before.officer_id,
                    "display_name": change.after.display_name,
                    "work_email": change.after.work_email,
                }
                for change in self.made.people
                if change.before and change.before.state[:2] != change.after[:2]
            ),
        )

    def _write_postings(self) -> None:
        posted = [
            change
            for change in self.made.people
            if change.before is None or change.before.state[2:] != change.after[2:]
        ]
        self._execute(
            insert(Posting),
            (
                {"officer_id": self._officer_id(change), "from_on": self.plan.as_at_on, **self._post(change.after)}
                for change in posted
                if not self._began_that_day(change)
            ),
        )
        self._execute(
            update(Posting).where(Posting.id == bindparam("row")),
            (
                {"row": change.before.posting_id, **self._post(change.after)}
                for change in posted
                if change.before and self._began_that_day(change)
            ),
        )

    def _keep_the_difference(self) -> int:
        """One row for each change; `from_on` says when what stood before began, so that it can be put back."""
        roster_import = RosterImport(
            as_at_on=self.plan.as_at_on,
            is_full=self.plan.is_full,
            file_fingerprint=self.plan.file.fingerprint,
            applied_at=self.at,
            applied_by_id=self.applied_by_id,
            counts={**asdict(self.plan.counts), "dropped_columns": list(self.plan.file.dropped_columns)},
        )
        self.session.add(roster_import)
        self.session.flush()
        import_id = roster_import.id
        units = (
            {
                "import_id": import_id,
                "kind": change.kind.value,
                "unit_id": self.unit_ids[change.code],
                "before": _kept(change.before.state, change.before.from_on) if change.before else None,
                "after": _kept(change.after, self.plan.as_at_on),
            }
            for change in self.made.units
        )
        people = (
            {
                "import_id": import_id,
                "kind": change.kind.value,
                "officer_id": self._officer_id(change),
                "before": _kept(change.before.state, change.before.from_on) if change.before else None,
                "after": _kept(change.after, self.plan.as_at_on),
            }
            for change in self.made.people
        )
        self._execute(insert(RosterChange), units)
        self._execute(insert(RosterChange), people)
        return import_id

    def _sign_leavers_out(self) -> None:
        left = {self._officer_id(change) for change in self.made.people if change.kind is PersonChangeKind.LEFT}
        if left:
            signed_in = set(self.session.scalars(select(SignInSession.officer_id).distinct()))
            for officer_id in sorted(left & signed_in):
                end_all_sessions(self.session, officer_id)

    def _audit(self, import_id: int) -> None:
        about = {
            "import": import_id,
            "as_at": self.plan.as_at_on.isoformat(),
            "is_full": self.plan.is_full,
            **asdict(self.plan.counts),
        }
        record(self.session, actor_id=self.applied_by_id, action="roster.applied", about=about, at=self.at)

    def _moves_of_today(self) -> list[PostingMove]:
        # A row that began after the extract's day and by today hides what the extract says from today.
        hidden = begins_after(self.session, day=self.plan.as_at_on, by=london_day(self.at))
        moves = []
        for change in self.made.people:
            move = PostingMove(
                self._officer_id(change),
                before=self._cell(change.before.state) if change.before else None,
                after=self._cell(change.after),
            )
            if move.before != move.after and move.officer_id not in hidden:
                moves.append(move)
        return moves

    def _execute(self, statement: Executable, rows: Iterable[dict[str, Any]]) -> None:
        connection = self.session.connection()
        for batch in _batches(rows):
            connection.execute(statement, batch)

    def _began_that_day(self, change: PersonChange | UnitChange) -> bool:
        return change.before is not None and change.before.from_on == self.plan.as_at_on

    def _officer_id(self, change: PersonChange) -> int:
        return change.before.officer_id if change.before else self.officer_ids[change.staff_number]

    def _place(self, unit: UnitState) -> dict[str, Any]:
        return {
            "parent_id": self.unit_ids[unit.parent_code] if unit.parent_code else None,
            "is_closed": unit.is_closed,
        }

    def _post(self, person: PersonState) -> dict[str, Any]:
        return {
            "unit_id": self.unit_ids[person.unit_code] if person.unit_code else None,
            "role_family": person.role_family,
            "is_protected": person.is_protected,
        }

    def _cell(self, person: PersonState) -> tuple[int, str] | None:
        if person.unit_code is None or person.role_family is None:
            return None
        return self.unit_ids[person.unit_code], person.role_family


def _kept(state: PersonState | UnitState, from_on: date | None) -> dict[str, Any]:
    return {**state._asdict(), "from_on": from_on.isoformat() if from_on else None}


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, ROWS_AT_ONCE)):
        yield batch
