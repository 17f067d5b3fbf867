"""Invented answers to a wave, with a change planted between month 0 and month 12, sealed as officers' own would be.

Each invited person has a place between 0 and 1 for each item, the same in both waves or, by chance, a new one; whoever
stands below an item's planted share gives the answer that is scored. So the planted shares are those of the whole
invited group, the same people tend to answer the same, and who answers at all has nothing to do with what is answered.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.people.models import Officer
from safeguarding.survey.models import Invitation, SealedAnswers, Wave
from safeguarding.survey.queries.instruments import instrument
from safeguarding.survey.rules.asked import AskedInstrument, AskedItem, Kind
from safeguarding.survey.rules.sealing import Held, Sealer, link_of, slot_of
from safeguarding.survey.rules.weeks import monday_of

# What share of all invited people would give the scored answer (or agree, on a scale), at month 0 and at month 12.
# Three outcomes rise clearly, confidence hardly at all, and knowing where to record not at all.
PLANTED: Mapping[str, tuple[float, float]] = {
    "missing-back-home": (0.42, 0.53),
    "missing-not-home-yet": (0.47, 0.55),
    "abuse-asleep-upstairs": (0.38, 0.47),
    "abuse-at-the-counter": (0.55, 0.60),
    "exploited-far-from-home": (0.40, 0.52),
    "exploited-carrying": (0.44, 0.51),
    "route-to-record": (0.52, 0.52),
    "confident-notice": (0.58, 0.60),
    "confident-ask": (0.49, 0.50),
    "confident-voice": (0.52, 0.53),
    "confident-next": (0.56, 0.55),
    "confident-record": (0.54, 0.55),
    "attitude-my-job": (0.66, 0.72),
    "attitude-grown-up": (0.60, 0.66),
    "attitude-words": (0.63, 0.69),
    "attitude-each-time": (0.48, 0.56),
    "attitude-presents": (0.55, 0.62),
    "message-heard": (0.31, 0.46),
    "heard-of-a-campaign": (0.24, 0.71),
}
# The same for options of questions that take many.
PLANTED_OPTIONS: Mapping[str, tuple[float, float]] = {
    "time": (0.46, 0.44),
    "sure": (0.38, 0.27),
    "upset": (0.29, 0.24),
    "record": (0.33, 0.34),
    "no-answer": (0.35, 0.33),
    "spot-it-to-stop-it": (0.07, 0.68),
    "think-child": (0.09, 0.57),
    "eyes-on-childhood": (0.06, 0.07),
    "ask-once-more": (0.05, 0.05),
}
OTHER_OPTIONS = (0.12, 0.12)
AGREE_STRONGLY, IN_THE_MIDDLE, DISAGREE = 0.35, 0.5, 0.35
OUTSIDE_THE_QUESTION = 0.05
STAYS_AS_IT_WAS = 0.5
LEFT_OUT, STOPPED_HALF_WAY = 0.02, 0.04
LOWEST_RESPONSE, HIGHEST_RESPONSE = 0.28, 0.56
DAYS_TO_ANSWER = 20


@dataclass(frozen=True)
class InventedAnswers:
    """How many were asked, and how many of them answered."""

    invited: int
    answered: int


def planted_share(code: str, *, is_later: bool) -> float:
    """What share of everybody invited would give the scored answer to an item, or choose an option."""
    return (PLANTED.get(code) or PLANTED_OPTIONS.get(code) or OTHER_OPTIONS)[is_later]


def invent_answers(session: Session, *, wave_id: int, key: bytes, seed: int) -> InventedAnswers:
    """Let some of those invited to an open wave answer it, within the first weeks after it opened."""
    wave = session.get_one(Wave, wave_id)
    asked = instrument(session, instrument_id=wave.instrument_id)
    sealer = Sealer(key=key, wave_id=wave.id, instrument=asked)
    numbers = session.scalars(
        select(Officer.staff_number)
        .join(Invitation, Invitation.officer_id == Officer.id)
        .where(Invitation.wave_id == wave.id)
        .order_by(Officer.staff_number)
    ).all()
    rows = []
    for number in numbers:
        person = _Person(number, seed=seed, is_later=wave.repeats_id is not None)
        if person.answers_at_all:
            slot = slot_of(link_of(number, key=key), wave_id=wave.id, key=key)
            held = person.held(asked, opened_at=wave.opened_at or wave.planned_at)
            rows.append({"wave_id": wave.id, "slot": slot, "sealed": sealer.seal(held, slot=slot)})
    if rows:
        session.execute(insert(SealedAnswers), rows)
    return InventedAnswers(invited=len(numbers), answered=len(rows))


class _Person:
    """Somebody's chances: those that last, and those of this wave."""

    def __init__(self, staff_number: str, *, seed: int, is_later: bool) -> None:
        self._lasting = random.Random(f"{seed} {staff_number}")  # noqa: S311 - invented people, not secrets
        self._today = random.Random(f"{seed} {staff_number} {is_later}")  # noqa: S311
        self._is_later = is_later
        likely = LOWEST_RESPONSE + (HIGHEST_RESPONSE - LOWEST_RESPONSE) * self._lasting.random()
        self.answers_at_all = self._place() < likely

    def held(self, asked: AskedInstrument, *, opened_at: datetime) -> Held:
        """What they answered, and in which week."""
        chosen = {item.code: self._answer(item) for item in asked.items}
        stops = self._today.random() < STOPPED_HALF_WAY
        if stops:
            reached = self._today.randrange(1, len(asked.items))
            chosen = {item.code: chosen[item.code] for item in asked.items[:reached]}
        at = opened_at + timedelta(days=self._today.randrange(DAYS_TO_ANSWER))
        return Held(chosen, not stops, monday_of(london_day(at)))

    def _place(self) -> float:
        """Where they stand between 0 and 1: as last time, or anew."""
        lasting = self._lasting.random()
        anew = self._today.random()
        return anew if self._is_later and self._today.random() >= STAYS_AS_IT_WAS else lasting

    def _answer(self, item: AskedItem) -> tuple[str, ...]:
        if item.takes_many:
            return self._many(item)
        place, within = self._place(), self._place()
        if self._today.random() < LEFT_OUT:
            return ()
        if item.kind == Kind.SCALE:
            if item.outside and self._today.random() < OUTSIDE_THE_QUESTION:
                return (item.outside[0],)
            return (self._point(item, place, within),)
        if place < planted_share(item.code, is_later=self._is_later):
            return (item.scored[0],)
        others = [option.code for option in item.points if option.code not in item.scored]
        return (others[int(within * len(others))],)

    def _many(self, item: AskedItem) -> tuple[str, ...]:
        together = [option.code for option in item.options if option.code not in item.alone]
        chosen = tuple(code for code in together if self._place() < planted_share(code, is_later=self._is_later))
        return chosen or item.alone[:1]

    def _point(self, item: AskedItem, place: float, within: float) -> str:
        """The planted share agrees (or, where an item is put the other way round, disagrees)."""
        worst_to_best = _points_in_order(item)
        share = planted_share(item.code, is_later=self._is_later)
        if place < share:
            return worst_to_best[4] if within < AGREE_STRONGLY else worst_to_best[3]
        if within < IN_THE_MIDDLE:
            return worst_to_best[2]
        return worst_to_best[1] if within < 1 - (1 - IN_THE_MIDDLE) * DISAGREE else worst_to_best[0]


def _points_in_order(item: AskedItem) -> Sequence[str]:
    codes = [option.code for option in item.points]
    return codes[::-1] if item.is_reversed else codes
