"""Whether a repeat wave asks the same questions, and ending the series of one that it does not."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.common.database import insert_once
from safeguarding.content.queries.contacts import contacts
from safeguarding.content.rules.contacts import PLACEHOLDER, UNKNOWN_CONTACT, Contacts
from safeguarding.people.operations.audit import record
from safeguarding.survey.models import EndedSeries, Item, Wave
from safeguarding.survey.operations.planning import planned_wave
from safeguarding.survey.rules.fingerprints import ItemChange, changes_between
from safeguarding.survey.rules.refusals import SurveyRefusal

LONGEST_REASON = 500


class NothingToEnd(SurveyRefusal):
    """The item is asked as it was, so its series goes on."""


class NoReason(SurveyRefusal):
    """Whoever reads the figures later must see why an item is not compared."""


def item_changes(session: Session, *, wave_id: int) -> tuple[ItemChange, ...]:
    """What still stands in the way of a planned repeat wave: items not asked as they were, whose series goes on."""
    wave = session.get_one(Wave, wave_id)
    if wave.repeats_id is None:
        return ()
    earlier_wave = session.get_one(Wave, wave.repeats_id)
    ended = set(session.scalars(select(EndedSeries.item_code).where(EndedSeries.wave_id == wave.id)))
    earlier = [body for body in asked_bodies(session, earlier_wave) if body["code"] not in ended]
    later = [body for body in asked_bodies(session, wave) if body["code"] not in ended]
    return changes_between(earlier, later)


def end_series(
    session: Session, *, wave_id: int, item_code: str, reason: str, ended_by_id: int | None, at: datetime
) -> None:
    """Say that an item is not compared from this wave on, and why. A second time changes nothing."""
    wave = planned_wave(session, wave_id=wave_id)
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise NoReason(f"Say why this question is not compared, in up to {LONGEST_REASON} characters.")
    is_ended = session.get(EndedSeries, (wave_id, item_code)) is not None
    if not is_ended and item_code not in {change.code for change in item_changes(session, wave_id=wave_id)}:
        raise NothingToEnd("This question is asked as it was, so it can be compared.")
    if insert_once(
        session, EndedSeries, wave_id=wave.id, item_code=item_code, reason=reason, ended_by_id=ended_by_id, at=at
    ):
        about = {"wave_id": wave.id, "item": item_code}
        record(session, actor_id=ended_by_id, action="series.ended", about=about, at=at)


def asked_bodies(session: Session, wave: Wave) -> list[dict[str, Any]]:
    """The items of a wave as they are shown, or as they would be if it opened now."""
    items = session.scalars(select(Item).where(Item.instrument_id == wave.instrument_id).order_by(Item.position)).all()
    frozen = _frozen_before(session, wave)
    registry = contacts(session) if any(_names_a_contact(item.body) for item in items) else Contacts(())
    return [item.asked or frozen.get((item.code, item.fingerprint)) or filled(item.body, registry) for item in items]


def filled(body: dict[str, Any], registry: Contacts) -> dict[str, Any]:
    """An item with each contact it names as the registry has it now; plain text."""

    def value(match: re.Match[str]) -> str:
        line = registry.get(match[1])
        return UNKNOWN_CONTACT if line is None else line.value

    def fill(text: str | None) -> str | None:
        return text and PLACEHOLDER.sub(value, text)

    options = [{**option, "text": fill(option["text"])} for option in body["options"]]
    return {**body, **{key: fill(body[key]) for key in ("ask", "text", "help")}, "options": options}


def _frozen_before(session: Session, wave: Wave) -> dict[tuple[str, str], dict[str, Any]]:
    """Items as the repeated wave showed them: the same item keeps its words, though a number has changed since."""
    if wave.repeats_id is None:
        return {}
    rows: Sequence[Any] = session.execute(
        select(Item.code, Item.fingerprint, Item.asked)
        .join(Wave, Wave.instrument_id == Item.instrument_id)
        .where(Wave.id == wave.repeats_id, Item.asked_fingerprint.is_not(None))
    ).all()
    return {(code, fingerprint): asked for code, fingerprint, asked in rows}


def _names_a_contact(body: dict[str, Any]) -> bool:
    texts = [body["ask"], body["text"], body["help"], *(option["text"] for option in body["options"])]
    return any(PLACEHOLDER.search(text) for text in texts if text)
