"""The questions, as they are shown to those who answer and read by those who score."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.content.models import Campaign
from safeguarding.survey.interchange.reading import PackItem, PackSurvey
from safeguarding.survey.models import Instrument, Item
from safeguarding.survey.rules.asked import AskedInstrument, AskedScale, Measure, PrimaryOutcome, asked_item

MOST_REMEMBERED = 8

# Instruments never change, so what was made of one is kept: by id and by the fingerprints of what it says.
_remembered: dict[tuple[int, str, str | None], AskedInstrument] = {}


def instrument(session: Session, *, instrument_id: int) -> AskedInstrument:
    """One numbered instrument; with the contacts as they stood when a wave first opened with it."""
    row = session.execute(
        select(Instrument.fingerprint, Instrument.asked_fingerprint).where(Instrument.id == instrument_id)
    ).one()
    return known_instrument(
        session, instrument_id=instrument_id, fingerprint=row.fingerprint, asked_fingerprint=row.asked_fingerprint
    )


def known_instrument(
    session: Session, *, instrument_id: int, fingerprint: str, asked_fingerprint: str | None
) -> AskedInstrument:
    """The same, for somebody who has read its fingerprints already: no statement, if it has been made before."""
    key = instrument_id, fingerprint, asked_fingerprint
    known = _remembered.get(key)
    if known is None:
        known = _made(session, instrument_id)
        while len(_remembered) >= MOST_REMEMBERED:
            _remembered.pop(next(iter(_remembered)), None)
        _remembered[key] = known
    return known


def newest_instruments(session: Session, *, campaign_id: int) -> list[AskedInstrument]:
    """The last number of each instrument of a campaign, by code."""
    newest: dict[str, int] = {}
    rows = session.execute(
        select(Instrument.code, Instrument.id)
        .where(Instrument.campaign_id == campaign_id)
        .order_by(Instrument.code, Instrument.number)
    )
    for code, instrument_id in rows:
        newest[code] = instrument_id
    return [instrument(session, instrument_id=instrument_id) for instrument_id in newest.values()]


def loaded_survey(session: Session, *, campaign_code: str) -> PackSurvey | None:
    """The newest questions of a campaign, as a pack has them; None if it has none.

    A campaign has one instrument; should it ever have several, the one loaded last is written.
    """
    row = session.scalars(
        select(Instrument)
        .join(Campaign, Campaign.id == Instrument.campaign_id)
        .where(Campaign.code == campaign_code)
        .order_by(Instrument.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    items = session.execute(
        select(Item.body, Item.fingerprint).where(Item.instrument_id == row.id).order_by(Item.position)
    )
    return PackSurvey(row.code, row.title, row.body, tuple(PackItem(item.body, item.fingerprint) for item in items))


def _made(session: Session, instrument_id: int) -> AskedInstrument:
    row = session.get_one(Instrument, instrument_id)
    items = session.execute(
        select(Item.body, Item.asked, Item.fingerprint, Item.asked_fingerprint)
        .where(Item.instrument_id == instrument_id)
        .order_by(Item.position)
    )
    scales = {scale["code"]: scale for scale in row.body["scales"]}
    return AskedInstrument(
        id=row.id,
        code=row.code,
        number=row.number,
        title=row.title,
        intro=tuple(row.body["intro"]),
        about=tuple(row.body["about"]),
        scales=tuple(AskedScale(**scale) for scale in row.body["scales"]),
        primary_outcomes=tuple(_outcomes(row.body["primary_outcomes"])),
        items=tuple(
            asked_item(
                item.asked or item.body,
                scale=_scale(item.asked or item.body, scales),
                fingerprint=item.asked_fingerprint or item.fingerprint,
            )
            for item in items
        ),
        fingerprint=row.fingerprint,
        order_fingerprint=row.order_fingerprint,
    )


def _outcomes(outcomes: list[dict[str, Any]]) -> Iterable[PrimaryOutcome]:
    for outcome in outcomes:
        yield PrimaryOutcome(outcome["code"], outcome["title"], tuple(outcome["items"]), Measure(outcome["measure"]))


def _scale(body: dict[str, Any], scales: dict[str, dict[str, Any]]) -> AskedScale | None:
    if body["scale"] is None:
        return None
    return AskedScale(body["scale"], scales[body["scale"]]["title"], body["ask"])
