"""The HR extract by browser: send it, see it as it was read, see what it would change, apply it, take it back."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from safeguarding.common.clock import london_today, now
from safeguarding.learning.operations.roster_undo import TABLES_THAT_FOLLOW, move_people_back
from safeguarding.learning.operations.totals import bring_totals_to_today
from safeguarding.learning.rules.refusals import Refusal
from safeguarding.people.operations.roster import RosterRefused
from safeguarding.people.operations.roster_undo import plan_undo, undo_import
from safeguarding.people.operations.roster_upload import (
    UploadRefused,
    WrongCount,
    agree,
    drop_old_uploads,
    start_again,
    take_in,
)
from safeguarding.people.operations.roster_upload import drop as drop_upload
from safeguarding.people.queries.roster_upload import (
    IMPORTS_A_PAGE,
    Upload,
    import_done,
    imports,
    told_changes,
    told_page,
    uploads_undecided,
)
from safeguarding.people.queries.roster_upload import upload as upload_of
from safeguarding.people.rules.roles import Role
from safeguarding.people.rules.roster_columns import COLUMNS
from safeguarding.people.rules.roster_telling import ROWS_A_PAGE, Told, ToldRow
from safeguarding.people.rules.roster_upload import LARGEST_FILE, UploadState
from safeguarding.web.roster import background
from safeguarding.web.roster.forms import FULL, KINDS, ApplyForm, DecideForm, UploadForm
from safeguarding.web.roster.words import KIND_NAMES, CountLine, count_lines, undo_lines
from safeguarding.web.shared.areas import ADMINISTRATION, frame_in
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session, reading_session
from safeguarding.web.shared.signing_in import current_officer, token_in_the_cookie

bp = Blueprint("roster", __name__, url_prefix="/roster")
frame_in(bp, ADMINISTRATION)

SECONDS_BETWEEN_LOOKS = 2
ROOM_FOR_THE_FORM = 64 * 1024
SENT = "The file has arrived."
DROPPED = "The file and everything read of it are gone. Nothing was changed."
APPLYING = "It is being applied. You may leave this page; it goes on without you."
UNDONE = "The import was taken back. People, posts and units are as they were before it."


@bp.url_value_preprocessor
def _let_a_large_file_in(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """For this one form, and people who are signed in. It must be said before the form's token is looked for."""
    if endpoint == "roster.send" and token_in_the_cookie():
        request.max_content_length = LARGEST_FILE + ROOM_FOR_THE_FORM


@bp.get("")
@only(Role.ADMINISTRATOR)
def home() -> str:
    """What waits for a decision, and the imports there have been."""
    page = _page()
    done, total = imports(get_session(), on=london_today(), page=page)
    return render_template(
        "roster/home.html",
        waiting=uploads_undecided(get_session(), at=now()),
        imports=done,
        page=page,
        pages=_pages(total, IMPORTS_A_PAGE),
    )


@bp.route("/send", methods=["GET", "POST"])
@only(Role.ADMINISTRATOR)
def send() -> ResponseReturnValue:
    """The file in; the work on it begins."""
    form = UploadForm()
    if form.validate_on_submit():
        session, at = get_session(), now()
        try:
            drop_old_uploads(session, at=at)
            work = take_in(
                session,
                content=form.file.data.read(),
                file_name=form.file.data.filename or "",
                sheet_name=form.sheet.data,
                as_at_on=form.as_at_on.data,
                is_full=form.kind.data == FULL,
                uploaded_by_id=current_officer().officer_id,
                at=at,
            )
        except (UploadRefused, RosterRefused) as refusal:
            session.rollback()
            form.form_errors.append(str(refusal))
        else:
            session.commit()
            background.start(work.run)
            return redirect(url_for("roster.show", upload=work.public_id), 303)
    return render_template(
        "roster/send.html", form=form, kinds=KINDS.items(), columns=COLUMNS, megabytes=LARGEST_FILE // 1024**2
    )


@bp.get("/<upload>")
@only(Role.ADMINISTRATOR)
def show(upload: str) -> ResponseReturnValue:
    """How the file was read: five rows, before anything else."""
    found = upload_of(get_session(), public_id=upload, at=now())
    if found.state is UploadState.APPLIED:
        return redirect(url_for("roster.done", number=found.import_id))
    return _looked_at_again(
        render_template("roster/show.html", upload=found, columns=COLUMNS, form=DecideForm()), found
    )


@bp.get("/<upload>/difference")
@only(Role.ADMINISTRATOR)
def difference(upload: str) -> ResponseReturnValue:
    """What it would change: counts, faults, then the rows."""
    found = upload_of(get_session(), public_id=upload, at=now())
    if found.state is UploadState.APPLIED:
        return redirect(url_for("roster.done", number=found.import_id))
    if found.state is not UploadState.SHOWN:
        return redirect(url_for("roster.show", upload=upload))
    return _difference_page(found, ApplyForm(formdata=None, seen=found.fingerprint))


@bp.post("/<upload>/apply")
@only(Role.ADMINISTRATOR)
def apply(upload: str) -> ResponseReturnValue:
    """Yes to what was shown; the work begins."""
    session, form, at = get_session(), ApplyForm(), now()
    found = upload_of(reading_session(), public_id=upload, at=at)
    if not form.validate_on_submit():
        return _difference_page(found, form)
    try:
        work = agree(
            session,
            public_id=upload,
            fingerprint=form.seen.data,
            typed_count=form.count,
            agreed_by_id=current_officer().officer_id,
            at=at,
        )
    except WrongCount as refusal:
        session.rollback()
        form.typed_count.errors = [str(refusal)]
        return _difference_page(found, form)
    except UploadRefused as refusal:
        session.rollback()
        flash(str(refusal))
        return redirect(url_for("roster.difference", upload=upload), 303)
    session.commit()
    background.start(work.run)
    flash(APPLYING)
    return redirect(url_for("roster.show", upload=upload), 303)


@bp.post("/<upload>/again")
@only(Role.ADMINISTRATOR)
def again(upload: str) -> ResponseReturnValue:
    """Begin anew what has gone silent."""
    session = get_session()
    try:
        work = start_again(session, public_id=upload, at=now())
    except UploadRefused as refusal:
        session.rollback()
        flash(str(refusal))
    else:
        session.commit()
        background.start(work.run)
    return redirect(url_for("roster.show", upload=upload), 303)


@bp.post("/<upload>/drop")
@only(Role.ADMINISTRATOR)
def drop(upload: str) -> ResponseReturnValue:
    """Let the file go."""
    session = get_session()
    try:
        drop_upload(session, public_id=upload, at=now())
    except UploadRefused as refusal:
        session.rollback()
        flash(str(refusal))
        return redirect(url_for("roster.show", upload=upload), 303)
    session.commit()
    flash(DROPPED)
    return redirect(url_for("roster.home"), 303)


@bp.get("/imports/<int:number>")
@only(Role.ADMINISTRATOR)
def done(number: int) -> str:
    """An import that was applied: its counts and its rows."""
    session, today = get_session(), london_today()
    roster_import = import_done(session, import_id=number, on=today)
    kinds = [kind for kind in Told if kind is not Told.FAULTS and _count_of(roster_import.counts, kind)]
    kind = _kind(kinds) if roster_import.undo is None else None
    rows: list[ToldRow] = []
    total, page = 0, _page()
    if kind is not None:
        rows, total = told_changes(session, import_id=number, kind=kind, page=page, on=today)
    return render_template(
        "roster/done.html",
        done=roster_import,
        lines=count_lines(roster_import.counts),
        undo_lines=undo_lines(roster_import.undo or {}),
        kinds=[(kind, KIND_NAMES[kind], _count_of(roster_import.counts, kind)) for kind in kinds],
        kind=kind,
        rows=rows,
        withheld=_count_of(roster_import.counts, kind) - total if kind and kind is not Told.UNITS else 0,
        page=page,
        pages=_pages(total, ROWS_A_PAGE),
    )


@bp.route("/imports/<int:number>/undo", methods=["GET", "POST"])
@only(Role.ADMINISTRATOR)
def undo(number: int) -> ResponseReturnValue:
    """Take the last import back, once it has been seen what that does."""
    session, at = get_session(), now()
    import_done(session, import_id=number, on=london_today())
    form = DecideForm()
    lines: dict[str, list[CountLine]] = {}
    refused = None
    try:
        if form.validate_on_submit():
            bring_totals_to_today(session, at=at)
            undo_import(
                session,
                import_id=number,
                undone_by_id=current_officer().officer_id,
                at=at,
                follow=lambda moves: move_people_back(session, moves=moves, at=at),
                that_follow=TABLES_THAT_FOLLOW,
            )
            session.commit()
            flash(UNDONE)
            return redirect(url_for("roster.done", number=number), 303)
        planned = plan_undo(session, import_id=number, today=london_today(), that_follow=TABLES_THAT_FOLLOW)
        lines = undo_lines(asdict(planned.counts))
    except (RosterRefused, Refusal) as refusal:
        session.rollback()
        refused = str(refusal)
    return render_template(
        "roster/undo.html",
        done=import_done(reading_session(), import_id=number, on=london_today()),
        form=form,
        lines=lines,
        refused=refused,
    )


def _difference_page(found: Upload, form: ApplyForm) -> ResponseReturnValue:
    if found.state is not UploadState.SHOWN or found.difference is None:
        return redirect(url_for("roster.show", upload=found.public_id), 303)
    rows_of = found.difference["rows_of"]
    kinds = [kind for kind in Told if kind in rows_of or kind in found.difference["withheld"]]
    kind, page = _kind(kinds), _page()
    has_rows = kind is not None and kind in rows_of
    return render_template(
        "roster/difference.html",
        upload=found,
        found=found.difference,
        lines=count_lines(found.difference["counts"]),
        kinds=[(one, KIND_NAMES[one], _rows_of(found.difference, one)) for one in kinds],
        kind=kind,
        rows=told_page(reading_session(), upload_id=found.id, kind=kind, number=page) if kind and has_rows else [],
        withheld=found.difference["withheld"].get(kind, 0),
        page=page,
        pages=found.difference["pages_of"].get(kind, 1),
        form=form,
        drop_form=DecideForm(formdata=None),
    )


def _rows_of(difference: dict[str, Any], kind: Told) -> int:
    """How many rows of this kind the extract has; a fault of many lines is told once, and counted on each."""
    if kind is Told.FAULTS:
        return int(difference["faults"])
    return int(difference["rows_of"].get(kind, 0) + difference["withheld"].get(kind, 0))


def _looked_at_again(page: str, found: Upload) -> Response:
    """While work goes on the page loads itself anew, without script; there is a link for who would rather not wait."""
    answer = make_response(page)
    if found.is_at_work:
        answer.headers["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return answer


def _page() -> int:
    return max(1, request.args.get("page", 1, type=int))


def _pages(total: int, size: int) -> int:
    return max(1, -(-total // size))


def _kind(kinds: Sequence[Told]) -> Told | None:
    """The kind of row asked for, else the first there is."""
    asked = request.args.get("kind")
    if asked is None:
        return kinds[0] if kinds else None
    if asked not in set(Told):
        raise NotFound
    return Told(asked)


def _count_of(counts: dict[str, Any], kind: Told | None) -> int:
    if kind is Told.UNITS:
        return sum(count for name, count in counts.items() if name.startswith("units_"))
    return int(counts.get(kind or "", 0))
