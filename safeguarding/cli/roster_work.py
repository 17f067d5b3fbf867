"""The work on an extract sent by browser, in a process of its own: the server starts it and waits for nothing.

What it has done so far stands in the database, so that whoever sent the file may leave the page, and a server that is
stopped half-way leaves either the whole import or none of it.
"""

import os
import time
import traceback
from datetime import datetime

from safeguarding.common.clock import london_day, now
from safeguarding.common.database import Database, write
from safeguarding.common.spreadsheet import UnreadableFile
from safeguarding.common.xlsx import read_table
from safeguarding.learning.operations.totals import bring_totals_to_today, move_people
from safeguarding.learning.rules.refusals import Refusal
from safeguarding.people.operations.roster import RosterRefused, apply_shown, plan_roster
from safeguarding.people.operations.roster_upload import (
    RunTakenOver,
    is_alive,
    look_again,
    note_applied,
    refuse,
    show_as_read,
    show_difference,
)
from safeguarding.people.queries.roster_upload import UploadJob, upload_job
from safeguarding.people.rules.role_titles import default_role_titles
from safeguarding.people.rules.roster_file import Progress, RosterFile, first_read, read_roster
from safeguarding.people.rules.roster_upload import UploadState

SECONDS_BETWEEN_SIGNS_OF_LIFE = 1.0
READING_IS = 0.6
OUR_FAULT = (
    "Something went wrong on our side while this extract was worked on. Nothing was applied. Send the file again; if "
    "it happens again, tell whoever runs this site that it was a {kind} in {where}."
)


def work_on(database: Database, *, run: str) -> None:
    """Do what is to be done under this name; nothing, if it has been given to other work or was dropped."""
    with database.reading() as session:
        job = upload_job(session, run=run)
    if job is None:
        return
    try:
        if job.state is UploadState.APPLYING:
            _apply(database, job)
        else:
            _show(database, job)
    except RunTakenOver:
        return
    except Exception as error:
        with write(database) as session:
            refuse(session, run=run, reason=_our_fault(error), at=now())
        raise


def _show(database: Database, job: UploadJob) -> None:
    try:
        file = _read(database, job, until=READING_IS, is_first=True)
        with database.reading() as session:
            plan = plan_roster(
                session,
                file=file,
                as_at_on=job.as_at_on,
                is_full=job.is_full,
                today=london_day(now()),
                progress=_signs_of_life(database, job.run, start=READING_IS, end=1),
            )
        with write(database) as session:
            show_difference(session, run=job.run, plan=plan, at=now())
    except (UnreadableFile, RosterRefused) as refusal:
        with write(database) as session:
            refuse(session, run=job.run, reason=str(refusal), at=now())


def _apply(database: Database, job: UploadJob) -> None:
    file = _read(database, job, until=READING_IS / 2, is_first=False)
    try:
        _apply_in_one_piece(database, job, file, at=now())
    except (RosterRefused, Refusal) as refusal:
        with write(database) as session:
            look_again(session, run=job.run, notice=str(refusal), at=now())
        _show(database, job)


def _apply_in_one_piece(database: Database, job: UploadJob, file: RosterFile, *, at: datetime) -> None:
    with write(database) as session:
        bring_totals_to_today(session, at=at)
        applied = apply_shown(
            session,
            file=file,
            as_at_on=job.as_at_on,
            is_full=job.is_full,
            fingerprint=job.fingerprint or "",
            applied_by_id=job.decided_by_id,
            at=at,
            progress=_signs_of_life_while_writing(database, job.run),
        )
        move_people(session, moves=applied.moves, at=at)
        note_applied(session, run=job.run, applied=applied, at=now())


def _read(database: Database, job: UploadJob, *, until: float, is_first: bool) -> RosterFile:
    sheet = read_table(job.content, sheet_name=job.sheet_name)
    if is_first:
        as_read = first_read(sheet)
        with write(database) as session:
            show_as_read(session, run=job.run, as_read=as_read, at=now())
    progress = _signs_of_life(database, job.run, start=0, end=until)
    return read_roster(sheet, titles=default_role_titles(), progress=progress)


def _signs_of_life(database: Database, run: str, *, start: float, end: float) -> Progress:
    """Says every second or so how far the work is, in a unit of work of its own."""
    last = time.monotonic()

    def progress(fraction: float) -> None:
        nonlocal last
        if time.monotonic() - last >= SECONDS_BETWEEN_SIGNS_OF_LIFE:
            with write(database) as session:
                is_alive(session, run=run, fraction=start + (end - start) * fraction, at=now())
            last = time.monotonic()

    return progress


def _signs_of_life_while_writing(database: Database, run: str) -> Progress:
    if database.writer.dialect.name == "sqlite":
        # The import holds the only turn to write until it is done, so nothing can be said meanwhile.
        return lambda fraction: None
    return _signs_of_life(database, run, start=READING_IS / 2, end=1)


def _our_fault(error: Exception) -> str:
    """Where it broke, for whoever mends it; never the message, which may quote the file."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return OUR_FAULT.format(kind=type(error).__name__, where=f"{os.path.basename(frame.filename)}:{frame.lineno}")
