"""Taking back the import that was applied last: people, posts and units are again as they were before it.

Who joined by it goes, unless something is on record about them since; they stay, not in post. Where somebody changed by
hand what the import had changed, nothing is taken back: it could not be put back as it was.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, update
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.people.models import Officer, Posting, RosterChange, RosterUndo, SignInSession, Unit, UnitPlacement
from safeguarding.people.operations.audit import record, take_the_chain
from safeguarding.people.operations.roster import LastAdministratorWouldLeave, RosterRefused
from safeguarding.people.operations.roster_writing import ROWS_AT_ONCE
from safeguarding.people.queries.applied_import import AppliedImport, UndoCounts
from safeguarding.people.queries.roles import administrators_in_post
from safeguarding.people.queries.roster import last_import
from safeguarding.people.rules.roster import PostingMove, in_words

UNHEARD = {"synchronize_session": False}
Follow = Callable[[Sequence[PostingMove]], object]


class NotTheLast(RosterRefused):
    """Only the import applied last can be taken back; one below another would pull it down."""


class ChangedSince(RosterRefused):
    """What the import had changed was changed again since."""


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
    applied = _that_can_go(session, import_id=import_id, today=today, that_follow=that_follow)
    return UndoPlan(import_id, applied.counts())


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
    applied = _that_can_go(session, import_id=import_id, today=london_day(at), that_follow=that_follow)
    counts = applied.counts()
    _put_back(session, applied, follow)
    session.add(
        RosterUndo(
            import_id=import_id,
            undone_at=at,
            undone_by_id=undone_by_id,
            counts=asdict(counts),
            kept_officer_ids=sorted(applied.kept - applied.protected),
        )
    )
    about = {"import": import_id, **asdict(counts)}
    record(session, actor_id=undone_by_id, action="roster.undone", about=about, at=at)
    session.expire_all()
    return counts


def _that_can_go(session: Session, *, import_id: int, today: date, that_follow: Collection[str]) -> AppliedImport:
    """The import, if it is the last, everything stands as it left it, and somebody is left to grant roles."""
    last = last_import(session)
    if last is None or last.id != import_id:
        raise NotTheLast("Only the import applied last can be taken back, and this is not it (any more).")
    applied = AppliedImport(session, import_id=import_id, as_at_on=last.as_at_on, today=today, that_follow=that_follow)
    people, units = applied.changed_since()
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
    closed = applied.closed_since()
    if closed:
        raise ChangedSince(
            f"People or units would go back to {' and '.join(closed)}, closed since. Import a corrected extract "
            "instead."
        )
    administrators = administrators_in_post(session, today)
    if administrators and administrators <= applied.out_of_post():
        raise LastAdministratorWouldLeave(
            "Every administrator came into post by this import. Without one nobody could give anybody a role any "
            "more, so it cannot be taken back."
        )
    return applied


def _put_back(session: Session, applied: AppliedImport, follow: Follow) -> None:
    before = applied.cells_of_today()
    _put_back_postings(session, applied)
    _put_back_names(session, applied)
    _put_back_units(session, applied)
    session.flush()
    now = applied.cells_of_today()
    moves = [
        PostingMove(officer_id, before=before.get(officer_id), after=now.get(officer_id))
        for officer_id in sorted(before.keys() | now.keys())
        if before.get(officer_id) != now.get(officer_id)
    ]
    _run(
        session,
        delete(SignInSession).where(SignInSession.officer_id == bindparam("row")),
        ({"row": move.officer_id} for move in moves if move.after is None),
    )
    follow(moves)
    session.execute(delete(RosterChange).where(RosterChange.import_id == applied.id).execution_options(**UNHEARD))
    _run(session, delete(Officer).where(Officer.id == bindparam("row")), ({"row": one} for one in applied.removed))
    _run(session, delete(Unit).where(Unit.id == bindparam("row")), ({"row": one} for one in applied.units_removed))


def _put_back_postings(session: Session, applied: AppliedImport) -> None:
    posted = [person for person in applied.people if person.has_other_post]
    _run(
        session,
        delete(Posting).where(Posting.id == bindparam("row")),
        ({"row": applied.postings[one.officer_id].id} for one in posted if one.before_from != applied.day),
    )
    _run(
        session,
        update(Posting).where(Posting.id == bindparam("row")),
        (
            {
                "row": applied.postings[one.officer_id].id,
                "unit_id": applied.unit_of(one.before.unit_code),
                "role_family": one.before.role_family,
                "is_protected": one.before.is_protected,
            }
            for one in posted
            if one.before is not None and one.before_from == applied.day
        ),
    )


def _put_back_names(session: Session, applied: AppliedImport) -> None:
    _run(
        session,
        update(Officer).where(Officer.id == bindparam("row")),
        (
            {"row": one.officer_id, "display_name": one.before.display_name, "work_email": one.before.work_email}
            for one in applied.people
            if one.before is not None and one.has_other_name
        ),
    )


def _put_back_units(session: Session, applied: AppliedImport) -> None:
    placed = [unit for unit in applied.units if unit.has_other_place]
    _run(
        session,
        delete(UnitPlacement).where(UnitPlacement.id == bindparam("row")),
        ({"row": applied.placements[unit.unit_id].id} for unit in placed if unit.before_from != applied.day),
    )
    _run(
        session,
        update(UnitPlacement).where(UnitPlacement.id == bindparam("row")),
        (
            {
                "row": applied.placements[unit.unit_id].id,
                "parent_id": applied.unit_of(unit.before.parent_code),
                "is_closed": unit.before.is_closed,
            }
            for unit in placed
            if unit.before is not None and unit.before_from == applied.day
        ),
    )
    _run(
        session,
        update(Unit).where(Unit.id == bindparam("row")),
        (
            {"row": unit.unit_id, "name": unit.before.name, "kind": unit.before.kind}
            for unit in applied.units
            if unit.before is not None and unit.has_other_name
        ),
    )


def _run(session: Session, statement: Any, rows: Iterable[dict[str, Any]]) -> None:
    listed = list(rows)
    for start in range(0, len(listed), ROWS_AT_ONCE):
        session.connection().execute(statement, listed[start : start + ROWS_AT_ONCE])
