"""Extracts that wait for a decision, what they would change, and the imports there have been."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlalchemy.orm import Session, aliased

from safeguarding.common.clock import london_day
from safeguarding.people.models import (
    Officer,
    RosterChange,
    RosterImport,
    RosterUndo,
    RosterUpload,
    RosterUploadFile,
    RosterUploadPage,
    Unit,
)
from safeguarding.people.queries.protected import is_protected
from safeguarding.people.queries.roster import last_import
from safeguarding.people.rules.roster import PersonChangeKind, UnitChangeKind
from safeguarding.people.rules.roster_file import PersonState, UnitState
from safeguarding.people.rules.roster_telling import ROWS_A_PAGE, Told, ToldRow, person_says, unit_says
from safeguarding.people.rules.roster_upload import KEPT_UNDECIDED, UploadState, has_gone_silent

IMPORTS_A_PAGE = 20
SOMEBODY = "An administrator"


@dataclass(frozen=True)
class Upload:
    """An extract sent by browser, and how far it is."""

    id: int
    public_id: str
    state: UploadState
    uploaded_by: str
    uploaded_at: datetime
    file_name: str
    as_at_on: date
    is_full: bool
    fraction: float
    is_silent: bool
    notice: str | None
    refusal: str | None
    as_read: dict[str, Any] | None
    difference: dict[str, Any] | None
    fingerprint: str | None
    import_id: int | None

    @property
    def is_at_work(self) -> bool:
        return self.state in {UploadState.READING, UploadState.APPLYING} and not self.is_silent

    @property
    def may_be_applied(self) -> bool:
        found = self.difference
        return self.state is UploadState.SHOWN and found is not None and not found["faults"] and not found["is_replay"]


@dataclass(frozen=True)
class UploadJob:
    """What the work on an upload needs."""

    run: str
    state: UploadState
    content: bytes
    sheet_name: str | None
    as_at_on: date
    is_full: bool
    fingerprint: str | None
    decided_by_id: int | None


@dataclass(frozen=True)
class ImportDone:
    """An import as the history tells it. `undo` holds the counts of taking it back, if it was."""

    id: int
    as_at_on: date
    is_full: bool
    applied_at: datetime
    applied_by: str
    counts: dict[str, Any]
    undone_at: datetime | None
    undone_by: str
    undo: dict[str, int] | None
    kept: tuple[ToldRow, ...] = ()
    is_last: bool = False


def upload(session: Session, *, public_id: str, at: datetime) -> Upload:
    """One upload. Raises NoResultFound if there is none, or its day is over."""
    row = session.execute(_uploads(at).where(RosterUpload.public_id == public_id)).one()
    return _upload(row, at=at)


def uploads_undecided(session: Session, *, at: datetime) -> list[Upload]:
    """Those that have not been applied, the newest first."""
    statement = _uploads(at).where(RosterUpload.state != UploadState.APPLIED).order_by(RosterUpload.id.desc())
    return [_upload(row, at=at) for row in session.execute(statement)]


def told_page(session: Session, *, upload_id: int, kind: Told, number: int) -> list[ToldRow]:
    """One page, counted from 1, of what an upload would change. Raises NoResultFound beyond the last."""
    rows = session.execute(
        select(RosterUploadPage.rows).where(
            RosterUploadPage.upload_id == upload_id,
            RosterUploadPage.kind == kind,
            RosterUploadPage.number == number,
        )
    ).scalar_one()
    return [ToldRow(*row) for row in rows]


def upload_job(session: Session, *, run: str) -> UploadJob | None:
    """What is to be done under this name; None if it has been given to somebody else, or was dropped."""
    row = session.execute(
        select(
            RosterUpload.state,
            RosterUploadFile.content,
            RosterUpload.sheet_name,
            RosterUpload.as_at_on,
            RosterUpload.is_full,
            RosterUpload.fingerprint,
            RosterUpload.decided_by_id,
        )
        .join(RosterUploadFile, RosterUploadFile.upload_id == RosterUpload.id)
        .where(RosterUpload.run == run)
    ).one_or_none()
    return UploadJob(run, UploadState(row[0]), *row[1:]) if row else None


def protected_officers(session: Session, *, on: date) -> set[int]:
    """The officers who may be in no list."""
    return set(session.scalars(select(Officer.id).where(is_protected(Officer.id, on=on))))


def imports(session: Session, *, on: date, page: int) -> tuple[list[ImportDone], int]:
    """One page (from 1) of the imports, the newest first, and how many imports there are."""
    total = session.scalar(select(func.count()).select_from(RosterImport)) or 0
    statement = _imports(on).order_by(RosterImport.id.desc()).limit(IMPORTS_A_PAGE).offset((page - 1) * IMPORTS_A_PAGE)
    last = last_import(session)
    last_id = last.id if last else None
    return [replace(ImportDone(*row), is_last=row.id == last_id) for row in session.execute(statement)], total


def import_done(session: Session, *, import_id: int, on: date) -> ImportDone:
    """One import. Raises NoResultFound. `kept` names whom taking it back had to keep, without protected posts."""
    row = session.execute(_imports(on).where(RosterImport.id == import_id)).one()
    kept_ids = session.scalar(select(RosterUndo.kept_officer_ids).where(RosterUndo.import_id == import_id)) or []
    kept = session.execute(
        select(Officer.display_name, Officer.staff_number)
        .where(Officer.id.in_(kept_ids[:ROWS_A_PAGE]), ~is_protected(Officer.id, on=on))
        .order_by(Officer.id)
    )
    last = last_import(session)
    return replace(
        ImportDone(*row),
        kept=tuple(ToldRow(name, number, []) for name, number in kept),
        is_last=last is not None and last.id == import_id,
    )


def told_changes(session: Session, *, import_id: int, kind: Told, page: int, on: date) -> tuple[list[ToldRow], int]:
    """One page (from 1) of what an import changed, and how many rows of this kind there are to show.

    Whoever is in a protected post, or was when it was applied, is in none.
    """
    of_kind: ColumnElement[bool]
    may_be_shown: ColumnElement[bool]
    if kind is Told.UNITS:
        statement = select(RosterChange, Unit.code).join(Unit, Unit.id == RosterChange.unit_id)
        of_kind = RosterChange.kind.in_(list(UnitChangeKind))
        may_be_shown = RosterChange.unit_id.is_not(None)
    else:
        statement = select(RosterChange, Officer.staff_number).join(Officer, Officer.id == RosterChange.officer_id)
        of_kind = RosterChange.kind == kind
        was_protected = case(
            (RosterChange.kind == PersonChangeKind.JOINED, False),
            else_=RosterChange.before["is_protected"].as_boolean(),
        )
        becomes_protected = RosterChange.after["is_protected"].as_boolean()
        may_be_shown = ~was_protected & ~becomes_protected & ~is_protected(RosterChange.officer_id, on=on)
    statement = statement.where(RosterChange.import_id == import_id, of_kind, may_be_shown)
    total = session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    rows = session.execute(
        statement.order_by(RosterChange.id).limit(ROWS_A_PAGE).offset((page - 1) * ROWS_A_PAGE)
    ).all()
    names = dict(session.execute(select(Unit.code, Unit.name)).all())
    return [_told_change(change, number, names) for change, number in rows], total


def _told_change(change: RosterChange, number: str, names: dict[str, str]) -> ToldRow:
    if change.officer_id is None:
        unit_before, unit_after = _state(UnitState, change.before), _state(UnitState, change.after)
        says = unit_says(UnitChangeKind(change.kind), unit_before, unit_after, names=names)
        return ToldRow(unit_after.name, number, says)
    before, after = _state(PersonState, change.before), _state(PersonState, change.after)
    says = person_says(PersonChangeKind(change.kind), before, after, names=names, names_after=names)
    return ToldRow(after.display_name, number, says)


def _state(kind: Any, kept: dict[str, Any] | None) -> Any:
    return None if kept is None else kind(**{name: kept[name] for name in kind._fields})


def _name_to_show(officer: type[Officer], on: date) -> Any:
    return case((officer.id.is_(None), ""), (is_protected(officer.id, on=on), SOMEBODY), else_=officer.display_name)


def _uploads(at: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            RosterUpload,
            _name_to_show(Officer, london_day(at)).label("uploaded_by"),
        )
        .join(Officer, Officer.id == RosterUpload.uploaded_by_id)
        .where(RosterUpload.uploaded_at > at - KEPT_UNDECIDED)
    )


def _upload(row: Row[*tuple[Any, ...]], *, at: datetime) -> Upload:
    kept, uploaded_by = row
    state = UploadState(kept.state)
    return Upload(
        id=kept.id,
        public_id=kept.public_id,
        state=state,
        uploaded_by=uploaded_by,
        uploaded_at=kept.uploaded_at,
        file_name=kept.file_name,
        as_at_on=kept.as_at_on,
        is_full=kept.is_full,
        fraction=kept.fraction,
        is_silent=has_gone_silent(state, heard_at=kept.heard_at, at=at),
        notice=kept.notice,
        refusal=kept.refusal,
        as_read=kept.as_read,
        difference=kept.difference,
        fingerprint=kept.fingerprint,
        import_id=kept.import_id,
    )


def _imports(on: date) -> Select[*tuple[Any, ...]]:
    applied_by, undone_by = aliased(Officer), aliased(Officer)
    by_command = "By command"
    return (
        select(
            RosterImport.id,
            RosterImport.as_at_on,
            RosterImport.is_full,
            RosterImport.applied_at,
            func.coalesce(func.nullif(_name_to_show(applied_by, on), ""), by_command),
            RosterImport.counts,
            RosterUndo.undone_at,
            func.coalesce(func.nullif(_name_to_show(undone_by, on), ""), by_command),
            RosterUndo.counts,
        )
        .outerjoin(applied_by, applied_by.id == RosterImport.applied_by_id)
        .outerjoin(RosterUndo, RosterUndo.import_id == RosterImport.id)
        .outerjoin(undone_by, undone_by.id == RosterUndo.undone_by_id)
    )
