"""Closing a wave: the sealed answers are opened, shuffled into responses under links, and deleted."""

import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.people.models import Officer
from safeguarding.people.operations.audit import record
from safeguarding.survey.models import Invitation, Response, SealedAnswers, Wave
from safeguarding.survey.operations.keys import KeyWrong
from safeguarding.survey.operations.opening import AT_ONCE, refuse_wrong_key
from safeguarding.survey.queries.instruments import instrument
from safeguarding.survey.rules.refusals import SurveyRefusal
from safeguarding.survey.rules.sealing import CannotOpen, Held, Sealer, link_of, slot_of
from safeguarding.survey.rules.weeks import monday_of, weeks_put_together


class NotOpen(SurveyRefusal):
    """Only an open wave can be closed."""


class AnswersWithoutInvitation(SurveyRefusal):
    """Some sealed answers belong to nobody who was invited. This cannot happen by itself, so nothing is changed."""


@dataclass(frozen=True)
class ClosedWave:
    """What a closing did."""

    responses: int
    finished: int


@dataclass(frozen=True)
class _Placed:
    """Somebody's answers with what is kept beside them."""

    link: str
    stratum_id: int
    held: Held


def close_wave(session: Session, *, wave_id: int, closed_by_id: int | None, key: bytes, at: datetime) -> ClosedWave:
    """Close a wave, whole or not at all. Answers that were begun and not sent are kept too, and marked so.

    Whoever left out all they came to has not answered: nothing is kept of that.
    """
    wave = session.get(Wave, wave_id, with_for_update=True, populate_existing=True)
    if wave is None or wave.state != "open" or wave.opened_at is None:
        raise NotOpen("This wave is not open, so it cannot be closed.")
    refuse_wrong_key(session, campaign_id=wave.campaign_id, key=key)
    placed = _placed(session, wave, key=key)
    rows = _rows(placed, wave, first=monday_of(london_day(wave.opened_at)))
    # The order in which they are written, and their ids, say nothing of the order in which they came.
    secrets.SystemRandom().shuffle(rows)
    for start in range(0, len(rows), AT_ONCE):
        session.execute(insert(Response), rows[start : start + AT_ONCE])
    session.execute(delete(SealedAnswers).where(SealedAnswers.wave_id == wave.id))
    wave.state, wave.closed_at = "closed", at
    session.flush()
    record(
        session,
        actor_id=closed_by_id,
        action="wave.closed",
        about={"wave_id": wave.id, "responses": len(rows)},
        at=at,
    )
    return ClosedWave(len(rows), sum(each.held.is_finished for each in placed))


def _placed(session: Session, wave: Wave, *, key: bytes) -> list[_Placed]:
    """Every answer unsealed, with the link and the stratum of the person whose it is. Nobody's name leaves here."""
    sealer = Sealer(key=key, wave_id=wave.id, instrument=instrument(session, instrument_id=wave.instrument_id))
    people = _people(session, wave, key=key)
    placed = []
    for row in session.execute(
        select(SealedAnswers.slot, SealedAnswers.sealed).where(SealedAnswers.wave_id == wave.id)
    ):
        if row.slot not in people:
            raise AnswersWithoutInvitation(
                "Some answers belong to nobody who was invited. Nothing was changed. Somebody has altered the database "
                "or a staff number: put back the backup from before."
            )
        try:
            held = sealer.open(row.sealed, slot=row.slot)
        except CannotOpen as error:
            raise KeyWrong("Some answers do not open with this key, or were altered. Nothing was changed.") from error
        if any(held.answers.values()):
            placed.append(_Placed(*people[row.slot], held))
    return placed


def _people(session: Session, wave: Wave, *, key: bytes) -> dict[str, tuple[str, int]]:
    """For each invited person's slot the link and stratum, leavers included."""
    people = {}
    for staff_number, stratum_id in session.execute(
        select(Officer.staff_number, Invitation.stratum_id)
        .join(Invitation, Invitation.officer_id == Officer.id)
        .where(Invitation.wave_id == wave.id)
    ):
        link = link_of(staff_number, key=key)
        people[slot_of(link, wave_id=wave.id, key=key)] = link, stratum_id
    return people


def _rows(placed: list[_Placed], wave: Wave, *, first: date) -> list[dict[str, Any]]:
    weeks_of: dict[int, list[date]] = defaultdict(list)
    for each in placed:
        weeks_of[each.stratum_id].append(each.held.week_on)
    kept = {stratum: weeks_put_together(weeks, first=first) for stratum, weeks in weeks_of.items()}
    return [
        {
            "id": secrets.token_hex(16),
            "wave_id": wave.id,
            "link": each.link,
            "stratum_id": each.stratum_id,
            "week_on": kept[each.stratum_id][each.held.week_on],
            "is_finished": each.held.is_finished,
            "answers": {code: list(options) for code, options in each.held.answers.items()},
        }
        for each in placed
    ]
