"""Opening a wave: the people are drawn and invited, the words are frozen, and from then on nothing of it changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from safeguarding.common.canonical import fingerprint_of
from safeguarding.common.clock import london_day
from safeguarding.content.models import Campaign
from safeguarding.people.operations.audit import record
from safeguarding.survey.models import Instrument, Invitation, Item, SurveyKey, Wave, WaveStratum
from safeguarding.survey.operations.drawing import Drawing, DrawnStratum, draw
from safeguarding.survey.operations.keys import KeyMissing, KeyWrong, no_key
from safeguarding.survey.operations.planning import WrongPlan, planned_wave
from safeguarding.survey.operations.series import asked_bodies, item_changes
from safeguarding.survey.queries.waves import StratumLine, strata_of_wave
from safeguarding.survey.rules.fingerprints import ItemChange, item_fingerprint
from safeguarding.survey.rules.refusals import SurveyRefusal
from safeguarding.survey.rules.sealing import key_check_value

AT_ONCE = 5_000


class AnotherWaveIsOpen(SurveyRefusal):
    """A campaign asks one wave at a time."""


class NobodyToInvite(SurveyRefusal):
    """The frame is empty."""


class ItemsChanged(SurveyRefusal):
    """A repeat wave would not ask what the wave it repeats asked. `changes` says what, word by word."""

    def __init__(self, changes: Iterable[ItemChange]) -> None:
        self.changes = tuple(changes)
        listed = "; ".join(map(str, self.changes))
        super().__init__(
            f"These questions are not asked as they were, so they cannot be compared: {listed}. "
            "Load the questions as they were, or end the series of each of these with a reason."
        )


@dataclass(frozen=True)
class OpenedWave:
    """What an opening did."""

    invited: int
    strata: tuple[StratumLine, ...]


def open_wave(session: Session, *, wave_id: int, opened_by_id: int | None, key: bytes, at: datetime) -> OpenedWave:
    """Draw, invite, freeze and open. The key is asked for because without it nobody could answer."""
    wave = planned_wave(session, wave_id=wave_id)
    refuse_wrong_key(session, campaign_id=wave.campaign_id, key=key)
    _refuse_unless_it_may_open(session, wave, at=at)
    changes = item_changes(session, wave_id=wave.id)
    if changes:
        raise ItemsChanged(changes)
    drawn = draw(
        session,
        Drawing(wave.design, wave.seed, wave.frame_on, wave.expected_response, wave.target_answers, wave.repeats_id),
    )
    invited = sum(len(each.officer_ids) for each in drawn)
    if not invited:
        raise NobodyToInvite(f"Nobody was in post on {wave.frame_on}, so there is nobody to invite.")
    _freeze(session, wave)
    _invite(session, wave, drawn)
    wave.state, wave.opened_at = "open", at
    session.flush()
    about = {"wave_id": wave.id, "invited": invited, "strata": len(drawn)}
    record(session, actor_id=opened_by_id, action="wave.opened", about=about, at=at)
    return OpenedWave(invited, tuple(strata_of_wave(session, wave_id=wave.id)))


def refuse_wrong_key(session: Session, *, campaign_id: int, key: bytes) -> None:
    """Refuse a key that is not the campaign's, or one that two people have said is destroyed."""
    code = session.get_one(Campaign, campaign_id).code
    known = session.get(SurveyKey, campaign_id, populate_existing=True)
    if known is None or known.destroyed_at is not None:
        raise KeyMissing(no_key(code))
    if known.check_value != key_check_value(key, campaign_code=code):
        raise KeyWrong(f"This is not the survey key of '{code}'. Put the right file back, from the copy.")


def _refuse_unless_it_may_open(session: Session, wave: Wave, *, at: datetime) -> None:
    # Two openings at once: the second waits here, and then sees the first.
    session.scalars(select(Campaign.id).where(Campaign.id == wave.campaign_id).with_for_update()).one()
    other = session.scalars(
        select(Wave.title).where(Wave.campaign_id == wave.campaign_id, Wave.state == "open")
    ).first()
    if other is not None:
        raise AnotherWaveIsOpen(f"“{other}” is still open. Close it first: a campaign asks one wave at a time.")
    today = london_day(at)
    if wave.closes_on < today:
        raise WrongPlan("closes_on", "The last day to answer has passed. Choose a later one.")
    if wave.frame_on > today:
        raise WrongPlan("frame_on", "The day of the headcount is still to come. Choose today or an earlier day.")


def _freeze(session: Session, wave: Wave) -> None:
    """Fill in what the items name of the contact registry, once for ever."""
    row = session.get_one(Instrument, wave.instrument_id, with_for_update=True, populate_existing=True)
    if row.asked_fingerprint is not None:
        return
    bodies: dict[str, dict[str, Any]] = {body["code"]: body for body in asked_bodies(session, wave)}
    items = session.scalars(select(Item).where(Item.instrument_id == row.id).order_by(Item.position)).all()
    for item in items:
        item.asked = bodies[item.code]
        item.asked_fingerprint = item_fingerprint(item.asked)
    row.asked_fingerprint = fingerprint_of([[item.code, item.asked] for item in items])
    session.flush()


def _invite(session: Session, wave: Wave, drawn: list[DrawnStratum]) -> None:
    invitations: list[dict[str, int]] = []
    for position, each in enumerate(drawn):
        stratum = WaveStratum(
            wave_id=wave.id,
            position=position,
            name=each.stratum.name,
            unit_ids=list(each.stratum.unit_ids),
            role_families=[str(family) for family in each.stratum.role_families],
            frame_count=each.stratum.officers,
            panel_count=each.panel_count,
            invited_count=len(each.officer_ids),
        )
        session.add(stratum)
        session.flush()
        invitations += (
            {"wave_id": wave.id, "officer_id": officer_id, "stratum_id": stratum.id} for officer_id in each.officer_ids
        )
    # In the order of the officers: the order of the lot is nobody's business.
    invitations.sort(key=lambda invitation: invitation["officer_id"])
    for start in range(0, len(invitations), AT_ONCE):
        session.execute(insert(Invitation), invitations[start : start + AT_ONCE])
