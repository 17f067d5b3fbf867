"""An extract sent by browser: taken in, worked on by a process of its own, shown, agreed to or dropped.

Every step of the work names its `run`. Once that has been given to other work, because this one was taken for dead,
no step of it counts any more, and an import in progress is rolled back whole.
"""

import secrets
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.people.models import RosterUpload, RosterUploadFile, RosterUploadPage
from safeguarding.people.operations.roster import AsAtInTheFuture
from safeguarding.people.operations.roster_writing import AppliedRoster
from safeguarding.people.queries.roster_upload import protected_officers
from safeguarding.people.rules.roster import RosterPlan, day_in_words, fingerprint_of, in_words
from safeguarding.people.rules.roster_file import AsRead
from safeguarding.people.rules.roster_telling import told_difference
from safeguarding.people.rules.roster_upload import AT_WORK, KEPT_UNDECIDED, LARGEST_FILE, UploadState, has_gone_silent

LONGEST_FILE_NAME = 120
UNHEARD = {"synchronize_session": False}


class UploadRefused(Exception):
    """This cannot be done to the upload as it stands; nothing was changed."""


class WrongFile(UploadRefused):
    """There is nothing in the file, or too much."""


class NotReady(UploadRefused):
    """It is being worked on, was refused, or has been decided already."""


class AnotherDifference(UploadRefused):
    """What was agreed to is not what is shown by now."""


class WrongCount(UploadRefused):
    """So many people would leave or move that their number must be typed."""


class RunTakenOver(Exception):
    """The work was taken for dead, or what it is about was dropped; whatever it does counts no more."""


@dataclass(frozen=True)
class Work:
    """Work to be started: which upload, under which name."""

    public_id: str
    run: str


def take_in(
    session: Session,
    *,
    content: bytes,
    file_name: str,
    sheet_name: str | None,
    as_at_on: date,
    is_full: bool,
    uploaded_by_id: int,
    at: datetime,
) -> Work:
    """Keep the file until somebody decides, a day at most. Raises WrongFile or AsAtInTheFuture."""
    if not content:
        raise WrongFile("The file is empty.")
    if len(content) > LARGEST_FILE:
        raise WrongFile(f"The file is larger than {LARGEST_FILE // 1024**2} MB.")
    if as_at_on > london_day(at):
        raise AsAtInTheFuture(f"The extract says it is as at {day_in_words(as_at_on)}, which has not come yet.")
    upload = RosterUpload(
        public_id=secrets.token_urlsafe(12),
        state=UploadState.READING,
        uploaded_by_id=uploaded_by_id,
        uploaded_at=at,
        file_name=_short(file_name),
        sheet_name=sheet_name or None,
        as_at_on=as_at_on,
        is_full=is_full,
        run=secrets.token_urlsafe(12),
        heard_at=at,
    )
    session.add(upload)
    session.flush()
    session.execute(insert(RosterUploadFile).values(upload_id=upload.id, content=content))
    return Work(upload.public_id, upload.run)


def agree(
    session: Session, *, public_id: str, fingerprint: str, typed_count: int | None, agreed_by_id: int, at: datetime
) -> Work:
    """Somebody agrees to what was shown to them; the work of applying it may begin. Raises UploadRefused.

    Of two who agree at once, the second is refused.
    """
    upload = _hold(session, public_id, at=at)
    if upload.state != UploadState.SHOWN or upload.difference is None:
        raise NotReady(_why_not(UploadState(upload.state)))
    if upload.fingerprint != fingerprint:
        raise AnotherDifference("The difference has been worked out again since you opened the page. Look at it again.")
    if upload.difference["faults"] or upload.difference["is_replay"]:
        raise NotReady("There is nothing in this extract that could be applied.")
    count = upload.difference["count_to_type"]
    if count is not None and typed_count != count:
        raise WrongCount(
            f"{in_words(count, 'person', 'people')} would leave or move. Type that number to show that it is meant."
        )
    return _begin(upload, UploadState.APPLYING, at=at, decided_by_id=agreed_by_id)


def start_again(session: Session, *, public_id: str, at: datetime) -> Work:
    """Work that has gone silent begins anew, from the file; whatever was agreed must be agreed again."""
    upload = _hold(session, public_id, at=at)
    if not has_gone_silent(UploadState(upload.state), heard_at=upload.heard_at, at=at):
        raise NotReady("The work on this extract is going on. Give it a minute.")
    return _begin(upload, UploadState.READING, at=at, decided_by_id=None)


def drop(session: Session, *, public_id: str, at: datetime) -> None:
    """Let the file and everything read of it go. While it is being applied it cannot."""
    upload = _hold(session, public_id, at=at)
    is_silent = has_gone_silent(UploadState(upload.state), heard_at=upload.heard_at, at=at)
    if upload.state == UploadState.APPLIED or (upload.state == UploadState.APPLYING and not is_silent):
        raise NotReady(_why_not(UploadState(upload.state)))
    _forget(session, upload.id)
    session.delete(upload)
    session.flush()


def drop_old_uploads(session: Session, *, at: datetime) -> int:
    """Let go what nobody decided about within a day; how many. For the daily chore, and whenever a file comes in."""
    old = session.scalars(select(RosterUpload.id).where(RosterUpload.uploaded_at <= at - KEPT_UNDECIDED)).all()
    for upload_id in old:
        _forget(session, upload_id)
        session.execute(delete(RosterUpload).where(RosterUpload.id == upload_id).execution_options(**UNHEARD))
    return len(old)


# What the work says of itself


def is_alive(session: Session, *, run: str, fraction: float, at: datetime) -> None:
    """The work is going on, and about so much of it is done."""
    _say(session, run, heard_at=at, fraction=fraction)


def show_as_read(session: Session, *, run: str, as_read: AsRead, at: datetime) -> None:
    """The first rows, to be looked at while the rest is being worked out."""
    kept = {
        "written": as_read.written,
        "dropped_columns": list(as_read.dropped_columns),
        "first_rows": [list(row) if row else None for row in as_read.first_rows],
    }
    _say(session, run, heard_at=at, as_read=kept)


def show_difference(session: Session, *, run: str, plan: RosterPlan, at: datetime) -> None:
    """What the extract would change, page by page."""
    told = told_difference(plan, protected_ids=protected_officers(session, on=london_day(at)))
    found = {
        "rows": len(plan.file.rows) + plan.file.faulty_rows,
        "counts": asdict(plan.counts),
        "faults": len(plan.faults),
        "count_to_type": plan.count_to_type,
        "is_replay": plan.is_replay,
        "is_empty": plan.difference.is_empty,
        "rows_of": {kind: sum(map(len, pages)) for kind, pages in told.pages.items()},
        "pages_of": {kind: len(pages) for kind, pages in told.pages.items()},
        "withheld": dict(told.withheld),
        "uncovered_lines": told.uncovered_lines,
    }
    upload_id = _say(
        session,
        run,
        state=UploadState.SHOWN,
        heard_at=at,
        difference=found,
        fingerprint=fingerprint_of(plan.difference),
    )
    session.execute(_pages_of(upload_id))
    pages = [
        {"upload_id": upload_id, "kind": kind, "number": number, "rows": [list(row) for row in rows]}
        for kind, some in told.pages.items()
        for number, rows in enumerate(some, 1)
    ]
    if pages:
        session.execute(insert(RosterUploadPage), pages)


def refuse(session: Session, *, run: str, reason: str, at: datetime) -> None:
    """It cannot be taken over, and why; the file goes, for only another one can help."""
    upload_id = _say(session, run, state=UploadState.REFUSED, heard_at=at, refusal=reason, difference=None)
    session.execute(_pages_of(upload_id))
    session.execute(_file_of(upload_id))


def look_again(session: Session, *, run: str, notice: str, at: datetime) -> None:
    """It could not be applied as agreed: the difference must be worked out and agreed to anew."""
    _say(
        session,
        run,
        state=UploadState.READING,
        heard_at=at,
        fraction=0.0,
        notice=notice,
        decided_by_id=None,
    )


def note_applied(session: Session, *, run: str, applied: AppliedRoster, at: datetime) -> None:
    """It was applied, as this import; the file and what was shown of it go. In the transaction of the import itself."""
    upload_id = _say(
        session,
        run,
        state=UploadState.APPLIED,
        heard_at=at,
        import_id=applied.import_id,
        file_name="",
        notice=None,
        as_read=None,
        difference=None,
    )
    session.execute(_pages_of(upload_id))
    session.execute(_file_of(upload_id))


def _say(session: Session, run: str, **values: Any) -> int:
    """Change the upload this work is about; its id. Raises RunTakenOver if the work is no longer the one meant."""
    statement = (
        update(RosterUpload)
        .where(RosterUpload.run == run, RosterUpload.state.in_(AT_WORK))
        .values(**values)
        .returning(RosterUpload.id)
        .execution_options(**UNHEARD)
    )
    upload_id = session.scalar(statement)
    if upload_id is None:
        raise RunTakenOver
    return upload_id


def _hold(session: Session, public_id: str, *, at: datetime) -> RosterUpload:
    """The upload, for this transaction alone. Raises NoResultFound if there is none, or its day is over."""
    return session.scalars(
        select(RosterUpload)
        .where(RosterUpload.public_id == public_id, RosterUpload.uploaded_at > at - KEPT_UNDECIDED)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _begin(upload: RosterUpload, state: UploadState, *, at: datetime, decided_by_id: int | None) -> Work:
    upload.state, upload.run, upload.heard_at, upload.fraction = state, secrets.token_urlsafe(12), at, 0.0
    upload.decided_by_id, upload.notice = decided_by_id, None
    return Work(upload.public_id, upload.run)


def _why_not(state: UploadState) -> str:
    return {
        UploadState.READING: "The extract is still being read.",
        UploadState.SHOWN: "The extract waits for a decision.",
        UploadState.REFUSED: "The extract could not be taken over.",
        UploadState.APPLYING: "The extract is being applied already.",
        UploadState.APPLIED: "The extract has been applied already.",
    }[state]


def _forget(session: Session, upload_id: int) -> None:
    session.execute(_pages_of(upload_id))
    session.execute(_file_of(upload_id))


def _pages_of(upload_id: int) -> Any:
    return delete(RosterUploadPage).where(RosterUploadPage.upload_id == upload_id).execution_options(**UNHEARD)


def _file_of(upload_id: int) -> Any:
    return delete(RosterUploadFile).where(RosterUploadFile.upload_id == upload_id).execution_options(**UNHEARD)


def _short(file_name: str) -> str:
    name = "".join(filter(str.isprintable, file_name)).strip() or "The file"
    return name if len(name) <= LONGEST_FILE_NAME else f"{name[: LONGEST_FILE_NAME - 1]}…"
