"""What a player reports while somebody listens."""

import re
from collections.abc import Mapping
from typing import Any

from flask import abort, flash, jsonify, request
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import now
from safeguarding.content.queries.modules import PublishedModule, module_version
from safeguarding.learning.operations.podcast import Heard, Report, hear
from safeguarding.learning.rules.listening import Stretch
from safeguarding.learning.rules.refusals import Refusal
from safeguarding.people.queries.sign_in import SignedIn
from safeguarding.web.learn import words
from safeguarding.web.learn.blueprint import bp
from safeguarding.web.learn.finding import address_of, module_or_404
from safeguarding.web.learn.reading import NotThisReading, opening_of
from safeguarding.web.shared.audience import officers_only
from safeguarding.web.shared.carry import carries_over
from safeguarding.web.shared.database import Session, get_session, reading_session
from safeguarding.web.shared.signing_in import current_officer

LONGEST_EVENT = 64
MOST_STRETCHES = 200
# From and to in the episode, then from when to when, in milliseconds: 0-15000@820-15820
STRETCH = re.compile(r"([0-9]{1,9})-([0-9]{1,9})@([0-9]{1,9})-([0-9]{1,9})")
MILLISECONDS = re.compile(r"[0-9]{1,9}")


def apply_report(session: Session, officer: SignedIn, view_args: Mapping[str, Any], fields: Mapping[str, str]) -> str:
    """Keep what was heard before a session ran out; the address of the episode."""
    found = module_or_404(session, view_args["campaign"], view_args["module"])
    try:
        _keep(session, officer, found, fields)
    except (Refusal, NotThisReading) as refusal:
        flash(str(refusal))
    return address_of(found)


@bp.post("/learn/<campaign>/<module>/listen", endpoint="listen")
@officers_only
@carries_over(apply_report)
def listen(campaign: str, module: str) -> ResponseReturnValue:
    """Keep what a player says was played; it is told what counts as heard."""
    session, officer = get_session(), current_officer()
    found = module_or_404(reading_session(), campaign, module)
    if not found.is_podcast:
        abort(404)
    try:
        heard = _keep(session, officer, found, request.form)
    except (Refusal, NotThisReading) as refusal:
        session.rollback()
        return jsonify(sentence=str(refusal)), 409
    session.commit()
    return jsonify(
        heard=heard.parts,
        words=words.heard_in_words(heard_ms=heard.heard_ms, length_ms=found.podcast.length_ms),
        done=heard.is_done,
    )


def _keep(session: Session, officer: SignedIn, found: PublishedModule, fields: Mapping[str, str]) -> Heard:
    opening = opening_of(fields.get("begun", ""), officer_id=officer.officer_id)
    opened = found if opening.version_id == found.version_id else module_version(session, version_id=opening.version_id)
    if opened is None or opened.module_id != found.module_id or not opened.is_podcast:
        raise NotThisReading
    report = Report(
        event_id=fields.get("event", "")[:LONGEST_EVENT],
        opened_at=opening.at,
        stretches=_stretches(fields.get("played", "")),
        stands_at=_milliseconds(fields.get("stands", "")),
        moment=_milliseconds(fields.get("moment", "")),
    )
    return hear(session, officer_id=officer.officer_id, module=opened, report=report, at=now())


def _stretches(played: str) -> list[Stretch]:
    written = played.split()
    matches = [STRETCH.fullmatch(stretch) for stretch in written]
    if len(written) > MOST_STRETCHES or None in matches:
        abort(400)
    return [Stretch(*(int(figure) for figure in match.groups())) for match in matches if match]


def _milliseconds(figures: str) -> int:
    if not MILLISECONDS.fullmatch(figures):
        abort(400)
    return int(figures)
