"""Which survey an address means for whoever asks, where they stand in it, and what they chose on a page."""

from flask import abort, current_app
from werkzeug.datastructures import MultiDict

from safeguarding.common.clock import london_day, now
from safeguarding.config import Settings
from safeguarding.people.queries.sign_in import SignedIn
from safeguarding.survey.operations.answering import Sitting, sitting
from safeguarding.survey.operations.keys import campaign_key
from safeguarding.survey.queries.answering import OfficerWave, asked_in, open_waves_for
from safeguarding.survey.queries.waves import find_wave
from safeguarding.survey.rules.answers import Answers
from safeguarding.web.shared.database import reading_session
from safeguarding.web.shared.signing_in import current_officer
from safeguarding.web.survey.sheets import Sheet, sheets_of


class NotOpenToThem(Exception):
    """The survey is there, and this officer cannot answer it: it has closed, or they were not asked."""


class HasClosed(NotOpenToThem):
    """Nobody can answer it any more."""


class WasNotAsked(NotOpenToThem):
    """It is open to those who were drawn, and they were not."""


def wave_to_answer(campaign: str, code: str, *, officer: SignedIn) -> OfficerWave:
    """The open survey with this address, if the officer was asked. Raises HasClosed or WasNotAsked; 404 for no such."""
    session, at = reading_session(), now()
    for wave in open_waves_for(session, officer_id=officer.officer_id, at=at):
        if (wave.campaign_code, wave.code) == (campaign, code):
            return wave
    known = find_wave(session, campaign=campaign, code=code)
    if known.state == "planned":
        abort(404)
    raise WasNotAsked if known.state == "open" and known.closes_on >= london_day(at) else HasClosed


def key_of(wave: OfficerWave) -> bytes:
    """The campaign's secret key. Raises a KeyRefusal when it is missing or not the right one."""
    settings: Settings = current_app.extensions["settings"]
    return campaign_key(settings.survey_key_file, campaign_code=wave.campaign_code, check_value=wave.check_value)


def sitting_of(wave: OfficerWave) -> Sitting:
    """What the officer has answered so far."""
    return sitting(reading_session(), wave=wave, staff_number=current_officer().staff_number, key=key_of(wave))


def sheets_of_wave(wave: OfficerWave) -> tuple[Sheet, ...]:
    """The pages of what it asks."""
    return sheets_of(asked_in(reading_session(), wave).items)


def sheet_or_404(sheets: tuple[Sheet, ...], number: int) -> Sheet:
    """The page with this number."""
    if not 1 <= number <= len(sheets):
        abort(404)
    return sheets[number - 1]


def chosen_on(sheet: Sheet, form: MultiDict[str, str]) -> Answers:
    """What was chosen on the page, and nothing for each question that it takes back or leaves out.

    A question that is not in it was not answered when the page was made, and is not answered on it.
    """
    if form.get("leave") == "yes":
        return {question.item.code: () for question in sheet.questions}
    return {
        question.item.code: tuple(form.getlist(question.field))
        for question in sheet.questions
        if question.field in form or question.was_answered in form
    }


def cannot_stand_together(sheet: Sheet, answers: Answers) -> dict[str, str]:
    """For each question where something was chosen that excludes the rest: a sentence that says so."""
    faults = {}
    for question in sheet.questions:
        chosen = answers.get(question.item.code, ())
        alone = [option for code in chosen if code in question.item.alone and (option := question.item.option(code))]
        if alone and len(chosen) > 1:
            faults[question.item.code] = f"“{alone[0].text}” cannot stand with others. Untick it, or untick the others"
    return faults
