"""Answering: saved as given, safe to repeat, put together from two windows, sent once.

What is written is one sealed row and nothing else: no time, no audit, nothing that says who has answered.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.common.database import ask, insert_once
from safeguarding.survey.models import SealedAnswers, Wave
from safeguarding.survey.queries.answering import OfficerWave, asked_in
from safeguarding.survey.rules.answers import answers_to
from safeguarding.survey.rules.asked import AskedInstrument, AskedItem
from safeguarding.survey.rules.refusals import SurveyRefusal
from safeguarding.survey.rules.sealing import Held, Sealer, link_of, slot_of
from safeguarding.survey.rules.weeks import monday_of

# Built once: building a statement takes longer than the database takes to answer it.
_IS_MINE = (SealedAnswers.wave_id == bindparam("of_wave"), SealedAnswers.slot == bindparam("of_slot"))
_READ = select(SealedAnswers.sealed).where(*_IS_MINE)
_HOLD = _READ.with_for_update()
_REPLACE = update(SealedAnswers).where(*_IS_MINE).values(sealed=bindparam("now_sealed"))
_STATE = select(Wave.state).where(Wave.id == bindparam("of_wave")).with_for_update(read=True)


class AlreadySent(SurveyRefusal):
    """The answers have been sent, and stay as they are."""


class WaveClosed(SurveyRefusal):
    """The wave has closed meanwhile."""


@dataclass(frozen=True)
class Sitting:
    """Where somebody is in a survey."""

    instrument: AskedInstrument
    answers: Mapping[str, tuple[str, ...]]
    is_finished: bool

    @cached_property
    def first_unanswered(self) -> AskedItem | None:
        """The first question not reached yet; one that was left out on purpose has been reached."""
        return next((item for item in self.instrument.items if item.code not in self.answers), None)

    @property
    def answered(self) -> int:
        """How many questions have been answered, and not left out."""
        return sum(bool(answer) for answer in self.answers.values())


def sitting(session: Session, *, wave: OfficerWave, staff_number: str, key: bytes) -> Sitting:
    """What somebody has answered so far. Reads, and changes nothing."""
    desk = _Desk(session, wave=wave, staff_number=staff_number, key=key)
    return desk.sitting(desk.held())


def save_answers(
    session: Session,
    *,
    wave: OfficerWave,
    staff_number: str,
    key: bytes,
    answers: Mapping[str, Sequence[str]],
    passed: Collection[str] = (),
    is_finished: bool = False,
    at: datetime,
) -> Sitting:
    """Keep these answers (item code to option codes; none: left out) beside those there are, and send them if asked to.

    `passed` are items that were seen and not answered: they are left out, unless another window has answered them.
    The same again changes nothing. Two windows at once: each item is as whoever saved it last left it.
    """
    desk = _Desk(session, wave=wave, staff_number=staff_number, key=key)
    given = answers_to(desk.instrument, answers)
    empty = answers_to(desk.instrument, dict.fromkeys(passed, ()))
    _refuse_closed(session, wave, at=at)
    week_on = monday_of(london_day(at))
    held = desk.held(is_to_change=True)
    if held is None:
        first = Held({**empty, **given}, is_finished, week_on)
        if insert_once(session, SealedAnswers, wave_id=wave.wave_id, slot=desk.slot, sealed=desk.sealed(first)):
            return desk.sitting(first)
        held = desk.held(is_to_change=True)
    before = held or Held({}, False, week_on)
    now = Held({**empty, **before.answers, **given}, before.is_finished or is_finished, week_on)
    if (now.answers, now.is_finished) == (before.answers, before.is_finished):
        return desk.sitting(before)
    if before.is_finished:
        raise AlreadySent("Your answers have been sent already, so they stay as they are. Thank you.")
    ask(session, _REPLACE, {**desk.place, "now_sealed": desk.sealed(now)})
    return desk.sitting(now)


class _Desk:
    """One person's place in an open wave: made in memory from the key, for this request only."""

    def __init__(self, session: Session, *, wave: OfficerWave, staff_number: str, key: bytes) -> None:
        self._session = session
        self.instrument = asked_in(session, wave)
        self.slot = slot_of(link_of(staff_number, key=key), wave_id=wave.wave_id, key=key)
        self.place = {"of_wave": wave.wave_id, "of_slot": self.slot}
        self._sealer = Sealer(key=key, wave_id=wave.wave_id, instrument=self.instrument)

    def held(self, *, is_to_change: bool = False) -> Held | None:
        sealed = ask(self._session, _HOLD if is_to_change else _READ, self.place).scalar()
        return None if sealed is None else self._sealer.open(sealed, slot=self.slot)

    def sealed(self, held: Held) -> bytes:
        return self._sealer.seal(held, slot=self.slot)

    def sitting(self, held: Held | None) -> Sitting:
        return Sitting(self.instrument, held.answers if held else {}, held is not None and held.is_finished)


def _refuse_closed(session: Session, wave: OfficerWave, *, at: datetime) -> None:
    """The wave is open, and stays so until this transaction ends: closing waits for it."""
    state = ask(session, _STATE, {"of_wave": wave.wave_id}).scalar()
    if state != "open" or wave.closes_on < london_day(at):
        raise WaveClosed("This survey has closed, so the last answer was not kept. What you saved before is counted.")
