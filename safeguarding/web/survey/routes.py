"""The awareness survey as an officer answers it: what is kept, a few questions to a page, and the end.

Each page is saved as it is left, and may be sent twice. What was chosen stands in no address, no title and no cookie;
and nothing else is written in the transaction that saves it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from safeguarding.common.clock import now
from safeguarding.people.queries.sign_in import SignedIn
from safeguarding.survey.operations.answering import AlreadySent, Sitting, WaveClosed, save_answers
from safeguarding.survey.operations.keys import KeyRefusal
from safeguarding.survey.queries.answering import OfficerWave
from safeguarding.survey.rules.answers import AnswerRefused, Answers
from safeguarding.web.shared.audience import officers_only
from safeguarding.web.shared.carry import carries_over
from safeguarding.web.shared.database import Session, get_session
from safeguarding.web.shared.errors import ErrorPage, error_page
from safeguarding.web.shared.signing_in import current_officer
from safeguarding.web.survey.answering import (
    HasClosed,
    NotOpenToThem,
    WasNotAsked,
    cannot_stand_together,
    chosen_on,
    key_of,
    sheet_or_404,
    sheets_of_wave,
    sitting_of,
    wave_to_answer,
)
from safeguarding.web.survey.area import bp
from safeguarding.web.survey.sheets import Sheet, minutes_left, sheet_with, sheets_of

__all__ = ["bp"]

CANNOT_BE_KEPT_SAFE = ErrorPage(
    "The survey is resting for a moment",
    "What keeps your answers secret cannot be reached just now, so nothing is asked and nothing was lost.",
    "Have another go later today; what you had sent is safe.",
)


@bp.get("/<campaign>/<wave>")
@officers_only
def intro(campaign: str, wave: str) -> ResponseReturnValue:
    """What is kept, who can see it and until when; then the way in, or on."""
    asked_in = wave_to_answer(campaign, wave, officer=current_officer())
    so_far = sitting_of(asked_in)
    if so_far.is_finished:
        return redirect(_address(asked_in, "sent"))
    sheets = sheets_of(so_far.instrument.items)
    return render_template(
        "survey/intro.html",
        wave=asked_in,
        instrument=so_far.instrument,
        total=len(so_far.instrument.items),
        minutes=minutes_left(sheets),
        answered=so_far.answered,
        is_begun=bool(so_far.answers),
        go_on=_go_on(asked_in, so_far, sheets),
    )


def apply_page(session: Session, officer: SignedIn, view_args: Mapping[str, Any], fields: MultiDict[str, str]) -> str:
    """A page that was sent just as a session ran out is saved when the same officer is back; where to go on."""
    campaign, wave, number = view_args["campaign"], view_args["wave"], view_args["number"]
    try:
        asked_in = wave_to_answer(campaign, wave, officer=officer)
        sheets = sheets_of_wave(asked_in)
        sheet = sheet_or_404(sheets, number)
        saved = _kept(session, officer, asked_in, chosen_on(sheet, fields), sheet)
    except (NotOpenToThem, KeyRefusal, AlreadySent, WaveClosed):
        # The first page says which.
        return url_for("survey.intro", campaign=campaign, wave=wave)
    except AnswerRefused:
        abort(400)
    return _next_address(asked_in, saved, sheets, sheet, fields)


@bp.route("/<campaign>/<wave>/<int:number>", methods=["GET", "POST"])
@officers_only
@carries_over(apply_page)
def question(campaign: str, wave: str, number: int) -> ResponseReturnValue:
    """A page of questions. Sent, it is saved as it stands, and the next one comes."""
    asked_in = wave_to_answer(campaign, wave, officer=current_officer())
    sheets = sheets_of_wave(asked_in)
    sheet = sheet_or_404(sheets, number)
    if request.method == "GET":
        so_far = sitting_of(asked_in)
        if so_far.is_finished:
            return redirect(_address(asked_in, "sent"))
        return _question_page(asked_in, so_far, sheets, sheet, given=so_far.answers)

    chosen = chosen_on(sheet, request.form)
    if faults := cannot_stand_together(sheet, chosen):
        return _question_page(asked_in, sitting_of(asked_in), sheets, sheet, given=chosen, faults=faults)
    if request.headers.get("X-So-Far"):
        # Our script keeps a page half filled in: what is not chosen may still be.
        _saved(asked_in, lambda session: _kept(session, current_officer(), asked_in, chosen))
        return "", 204
    saved = _saved(asked_in, lambda session: _kept(session, current_officer(), asked_in, chosen, sheet))
    address = _next_address(asked_in, saved, sheets, sheet, request.form)
    if request.headers.get("X-Shown-Here"):
        # Our script puts the page in its place under its own address: one request for each page, and not two.
        if address == _address(asked_in, "question", number=number + 1):
            return _question_page(asked_in, saved, sheets, sheets[number], given=saved.answers)
        if address == _address(asked_in, "send"):
            return _send_page(asked_in, saved, sheets)
    return redirect(address, 303)


@bp.route("/<campaign>/<wave>/send", methods=["GET", "POST"])
@officers_only
def send(campaign: str, wave: str) -> ResponseReturnValue:
    """The end of the questions: what was left out, and the one button that cannot be taken back."""
    asked_in = wave_to_answer(campaign, wave, officer=current_officer())
    if request.method == "POST":
        _saved(asked_in, lambda session: _sent(session, asked_in))
        return redirect(_address(asked_in, "sent"), 303)
    so_far = sitting_of(asked_in)
    if so_far.is_finished:
        return redirect(_address(asked_in, "sent"))
    return _send_page(asked_in, so_far, sheets_of(so_far.instrument.items))


@bp.get("/<campaign>/<wave>/sent")
@officers_only
def sent(campaign: str, wave: str) -> ResponseReturnValue:
    """Thank you, and help for whoever needs some now."""
    asked_in = wave_to_answer(campaign, wave, officer=current_officer())
    if not sitting_of(asked_in).is_finished:
        return redirect(_address(asked_in, "intro"))
    return render_template("survey/sent.html", wave=asked_in)


@bp.errorhandler(HasClosed)
def _has_closed(error: HasClosed) -> ResponseReturnValue:
    return render_template("survey/closed.html"), 410


@bp.errorhandler(WasNotAsked)
def _was_not_asked(error: WasNotAsked) -> ResponseReturnValue:
    return render_template("survey/not-asked.html"), 403


@bp.errorhandler(KeyRefusal)
def _cannot_be_kept_safe(error: KeyRefusal) -> ResponseReturnValue:
    return error_page(503, CANNOT_BE_KEPT_SAFE)


def _saved(wave: OfficerWave, save: Callable[[Session], Sitting]) -> Sitting:
    """Save and commit; sent once already, it stays as it was sent."""
    session = get_session()
    try:
        saved = save(session)
    except AlreadySent:
        session.rollback()
        return sitting_of(wave)
    except WaveClosed as refusal:
        raise HasClosed from refusal
    except AnswerRefused:
        abort(400)
    session.commit()
    return saved


def _kept(
    session: Session, officer: SignedIn, wave: OfficerWave, chosen: Answers, sheet: Sheet | None = None
) -> Sitting:
    """What was chosen is kept; and what was not on a page that is left (`sheet`) is left out.

    That may have been answered in another window, and then stays.
    """
    return save_answers(
        session,
        wave=wave,
        staff_number=officer.staff_number,
        key=key_of(wave),
        answers=chosen,
        passed=[one.item.code for one in sheet.questions if one.item.code not in chosen] if sheet else (),
        at=now(),
    )


def _sent(session: Session, wave: OfficerWave) -> Sitting:
    return save_answers(
        session,
        wave=wave,
        staff_number=current_officer().staff_number,
        key=key_of(wave),
        answers={},
        is_finished=True,
        at=now(),
    )


def _next_address(
    wave: OfficerWave, saved: Sitting, sheets: tuple[Sheet, ...], sheet: Sheet, form: MultiDict[str, str]
) -> str:
    if saved.is_finished:
        return _address(wave, "sent")
    if sheet.number == len(sheets) or form.get("then") == "end":
        return _address(wave, "send")
    return _address(wave, "question", number=sheet.number + 1)


def _question_page(
    wave: OfficerWave,
    so_far: Sitting,
    sheets: tuple[Sheet, ...],
    sheet: Sheet,
    *,
    given: Answers,
    faults: dict[str, str] | None = None,
) -> str:
    faults = faults or {}
    return render_template(
        "survey/question.html",
        wave=wave,
        sheet=sheet,
        before=sheets[sheet.number - 2] if sheet.number > 1 else None,
        total=len(so_far.instrument.items),
        minutes=minutes_left(sheets, from_sheet=sheet.number),
        goes_to_the_end=request.values.get("then") == "end",
        is_last=sheet.number == len(sheets),
        given=given,
        faults=faults,
        problems=[(one.field, faults[one.item.code]) for one in sheet.questions if one.item.code in faults],
    )


def _send_page(wave: OfficerWave, so_far: Sitting, sheets: tuple[Sheet, ...]) -> str:
    return render_template(
        "survey/send.html",
        wave=wave,
        answered=so_far.answered,
        total=len(so_far.instrument.items),
        sheets=len(sheets),
        left_out=[
            (one.number, sheet.number)
            for sheet in sheets
            for one in sheet.questions
            if not so_far.answers.get(one.item.code)
        ],
    )


def _go_on(wave: OfficerWave, so_far: Sitting, sheets: tuple[Sheet, ...]) -> str:
    """Where the first question stands that they have not come to; the end, when there is none."""
    item = so_far.first_unanswered
    if item is None:
        return _address(wave, "send")
    return _address(wave, "question", number=sheet_with(sheets, item).number)


def _address(wave: OfficerWave, page: str, number: int | None = None) -> str:
    return url_for(f"survey.{page}", campaign=wave.campaign_code, wave=wave.code, number=number)
