"""Pictures, recordings and transcripts for later use: the list, sending one, its words, taking it out."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.content.interchange.uploads import LARGEST_FILE, UploadRefused, read_upload
from safeguarding.content.operations.media import InUse, NotSaid, describe_media, send_media, take_media_out
from safeguarding.content.queries.media import (
    MediaToChoose,
    captions_of,
    media_for_authors,
    media_to_choose_from,
    uses_of_media,
)
from safeguarding.content.rules.media import MediaKind
from safeguarding.people.queries.shown_names import shown_names
from safeguarding.web.author.area import bp
from safeguarding.web.author.media_forms import LICENCES, SendForm, TakeOutForm, WordsForm
from safeguarding.web.shared.areas import STUDIO
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session, reading_session
from safeguarding.web.shared.signing_in import current_officer, token_in_the_cookie

AUTHORS = STUDIO.pages[1].roles
FILES_A_PAGE = 36
ROOM_FOR_THE_FORM = 64 * 1024
CAMPAIGN = "campaign"
VIEWS: dict[str, tuple[str, Callable[[MediaToChoose], bool]]] = {
    "": ("Sent by colleagues", lambda file: file.sent is not None),
    MediaKind.PICTURE: ("Pictures", lambda file: file.kind is MediaKind.PICTURE),
    MediaKind.RECORDING: ("Recordings", lambda file: file.kind is MediaKind.RECORDING),
    MediaKind.TRANSCRIPT: ("Transcripts", lambda file: file.kind is MediaKind.TRANSCRIPT),
    CAMPAIGN: ("From the campaign", lambda file: file.sent is None),
}
SENT = "“{}” is here now, for any module."
SENT_BEFORE = "This file was here already, as “{}”. Nothing was added."
DESCRIBED = "Saved. Modules that use it keep the words they have."
TAKEN_OUT = "“{}” is gone."


@bp.url_value_preprocessor
def _let_a_large_file_in(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """For this one form, and people who are signed in. It must be said before the form's token is looked for."""
    if endpoint == "author.send_media_file" and token_in_the_cookie():
        request.max_content_length = LARGEST_FILE + ROOM_FOR_THE_FORM


@bp.get("/media")
@only(*AUTHORS)
def media() -> str:
    """What there is, of one kind if asked, a page at a time."""
    there = media_to_choose_from(get_session())
    view = request.args.get("show", "")
    view = view if view in VIEWS else ""
    shown = [file for file in there if VIEWS[view][1](file)]
    pages = max(1, -(-len(shown) // FILES_A_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return render_template(
        "author/media.html",
        files=shown[(page - 1) * FILES_A_PAGE : page * FILES_A_PAGE],
        views=[(code, name, sum(map(fits, there))) for code, (name, fits) in VIEWS.items()],
        view=view,
        page=page,
        pages=pages,
        form=None,
    )


@bp.route("/media/send", methods=["GET", "POST"])
@only(*AUTHORS)
def send_media_file() -> ResponseReturnValue:
    """The file in: cleaned first, then kept with what is said of it."""
    form = SendForm()
    if form.validate_on_submit():
        session = get_session()
        try:
            # Before anything is asked of the database: to draw a picture anew takes a second.
            upload = read_upload(form.file.data.read())
            by_id = current_officer().officer_id
            kept = send_media(session, upload=upload, words=form.words, sent_by_id=by_id, at=now())
        except UploadRefused as refusal:
            form.file.errors = [str(refusal)]
        except NotSaid as refusal:
            session.rollback()
            form[refusal.field].errors = [str(refusal)]
        else:
            session.commit()
            flash(SENT.format(form.words.name) if kept.is_new else SENT_BEFORE.format(_title(kept.fingerprint)))
            return redirect(url_for("author.one_media", fingerprint=kept.fingerprint), 303)
    return render_template("author/media-send.html", form=form, licences=LICENCES, megabytes=LARGEST_FILE // 1024**2)


@bp.route("/media/<fingerprint>", methods=["GET", "POST"])
@only(*AUTHORS)
def one_media(fingerprint: str) -> ResponseReturnValue:
    """One file: what it is, where it is used, and what is said of it."""
    file = _file(fingerprint)
    if file.sent is None and request.method == "POST":
        abort(404)
    form = WordsForm(obj=file.words)
    if form.validate_on_submit():
        session = get_session()
        try:
            by_id = current_officer().officer_id
            describe_media(session, fingerprint=fingerprint, words=form.words, by_id=by_id, at=now())
        except NotSaid as refusal:
            session.rollback()
            form[refusal.field].errors = [str(refusal)]
        else:
            session.commit()
            flash(DESCRIBED)
            return redirect(url_for("author.one_media", fingerprint=fingerprint), 303)
    sender = file.sent.by_id if file.sent else None
    return render_template(
        "author/media-one.html",
        file=file,
        form=form,
        licences=LICENCES,
        uses=uses_of_media(reading_session(), fingerprint=fingerprint),
        captions=captions_of(reading_session(), fingerprint=fingerprint),
        sender=shown_names(reading_session(), officer_ids=[sender], on=london_today()).get(sender or 0),
    )


@bp.route("/media/<fingerprint>/take-out", methods=["GET", "POST"])
@only(*AUTHORS)
def take_out_media(fingerprint: str) -> ResponseReturnValue:
    """Away with it, once somebody has said yes to that."""
    file = _file(fingerprint)
    if file.sent is None:
        abort(404)
    form = TakeOutForm()
    if form.validate_on_submit():
        session = get_session()
        try:
            take_media_out(session, fingerprint=fingerprint, by_id=current_officer().officer_id, at=now())
        except InUse as refusal:
            session.rollback()
            form.form_errors = [str(refusal)]
        else:
            session.commit()
            flash(TAKEN_OUT.format(file.title))
            return redirect(url_for("author.media"), 303)
    uses = uses_of_media(reading_session(), fingerprint=fingerprint)
    return render_template("author/media-take-out.html", file=file, form=form, uses=uses)


def _file(fingerprint: str) -> MediaToChoose:
    return media_for_authors(reading_session(), fingerprint=fingerprint) or abort(404)


def _title(fingerprint: str) -> str:
    """What is said of a file that was here before this request."""
    file = media_for_authors(reading_session(), fingerprint=fingerprint)
    return file.title if file else ""
