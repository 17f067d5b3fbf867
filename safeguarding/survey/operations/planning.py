"""Planning a wave: nothing is drawn and nobody is asked until it opens."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.common.yaml_fields import CODE, LONGEST_CODE
from safeguarding.content.models import Campaign
from safeguarding.content.rules.codes import is_reserved
from safeguarding.people.operations.audit import record
from safeguarding.survey.models import EndedSeries, Instrument, Wave
from safeguarding.survey.operations.drawing import Drawing, draw
from safeguarding.survey.queries.instruments import instrument
from safeguarding.survey.queries.waves import wave_progress
from safeguarding.survey.rules.planning import MOST_PRIMARY_OUTCOMES, expected_answers, smallest_change
from safeguarding.survey.rules.refusals import SurveyRefusal

SEED_BYTES = 8
LATEST_MONTH = 60
DESIGNS = ("everyone", "sample")
# A wave can be repeated once its draw is known for good.
REPEATABLE = ("closed", "released")


class WrongPlan(SurveyRefusal):
    """A wave cannot be run like this. `field` is the part of the plan that is wrong."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NotPlanned(SurveyRefusal):
    """The wave has opened, or there is none: what was decided before it opened stays."""


@dataclass(frozen=True)
class WavePlan:
    """What comms decides before a wave.

    `target_answers` is for a sample only, and counts the answers of those who were asked before; `repeats_id` is the
    wave to compare with; `frame_on` the day whose headcount it is drawn from.
    """

    campaign_id: int
    code: str
    month: int
    title: str
    instrument_id: int
    design: str
    target_answers: int | None
    expected_response: float
    frame_on: date
    closes_on: date
    primary_outcomes: tuple[str, ...]
    repeats_id: int | None = None


@dataclass(frozen=True)
class PreviewStratum:
    """A stratum as it would be drawn."""

    name: str
    unit_ids: tuple[int, ...]
    role_families: tuple[str, ...]
    frame_count: int
    panel_count: int
    invited_count: int


@dataclass(frozen=True)
class DrawPreview:
    """Whom a plan would ask, and the smallest change it could show.

    `earlier_answers`: of the wave it repeats; None if it repeats none, or if how many answered that is not told.
    `both`: how many are expected to answer both, if those who answered then are as willing as the others.
    """

    in_frame: int
    invited: int
    panel: int
    expected_answers: int
    earlier_answers: int | None
    both: int
    strata: tuple[PreviewStratum, ...]

    @property
    def fresh(self) -> int:
        """How many are asked who were not asked at the wave this one repeats."""
        return self.invited - self.panel

    def smallest_change(self, *, comparisons: int = 1) -> float:
        """Against the wave it repeats, or another like this one with other people in it. A share: 0.03 is three points.

        With several `comparisons`: for the first of so many outcomes.
        """
        return smallest_change(
            self.expected_answers,
            population=self.in_frame,
            earlier=self.earlier_answers,
            both=self.both,
            comparisons=comparisons,
        )


def plan_wave(session: Session, *, plan: WavePlan, planned_by_id: int | None, at: datetime) -> Wave:
    """Write down a plan. Its seed is drawn now and kept, so that the draw can be repeated by anybody."""
    # Two plans at once: the second waits here, and then sees the first.
    session.scalars(select(Campaign.id).where(Campaign.id == plan.campaign_id).with_for_update()).one()
    _refuse_wrong(session, plan, wave_id=None, at=at)
    wave = Wave(
        **_facts(plan), state="planned", seed=secrets.token_hex(SEED_BYTES), planned_by_id=planned_by_id, planned_at=at
    )
    session.add(wave)
    session.flush()
    _record(session, wave, action="wave.planned", actor_id=planned_by_id, at=at)
    return wave


def change_plan(session: Session, *, wave_id: int, plan: WavePlan, changed_by_id: int | None, at: datetime) -> Wave:
    """Decide otherwise, while the wave is only planned. The seed stays: nobody can try for a draw they like better."""
    wave = planned_wave(session, wave_id=wave_id)
    _refuse_wrong(session, plan, wave_id=wave.id, at=at)
    if (wave.instrument_id, wave.repeats_id) != (plan.instrument_id, plan.repeats_id):
        session.execute(delete(EndedSeries).where(EndedSeries.wave_id == wave.id))
    for name, value in _facts(plan).items():
        setattr(wave, name, value)
    session.flush()
    _record(session, wave, action="wave.planned", actor_id=changed_by_id, at=at)
    return wave


def drop_plan(session: Session, *, wave_id: int, dropped_by_id: int | None, at: datetime) -> None:
    """Do away with a plan that has not been opened."""
    wave = planned_wave(session, wave_id=wave_id)
    _record(session, wave, action="wave.plan_dropped", actor_id=dropped_by_id, at=at)
    session.execute(delete(EndedSeries).where(EndedSeries.wave_id == wave.id))
    session.delete(wave)
    session.flush()


def preview_draw(session: Session, *, plan: WavePlan) -> DrawPreview:
    """What would come of a plan; about a second for 44,000 people. Who exactly is drawn only the opening says."""
    drawing = Drawing(
        plan.design, "preview", plan.frame_on, plan.expected_response, plan.target_answers, plan.repeats_id
    )
    strata = tuple(
        PreviewStratum(
            name=each.stratum.name,
            unit_ids=each.stratum.unit_ids,
            role_families=each.stratum.role_families,
            frame_count=each.stratum.officers,
            panel_count=each.panel_count,
            invited_count=len(each.officer_ids),
        )
        for each in draw(session, drawing)
    )
    invited, panel = sum(each.invited_count for each in strata), sum(each.panel_count for each in strata)
    earlier = None if plan.repeats_id is None else wave_progress(session, wave_id=plan.repeats_id)
    answered_then = earlier.answered if earlier else None
    both = panel * answered_then / earlier.invited if earlier and answered_then else 0
    return DrawPreview(
        in_frame=sum(each.frame_count for each in strata),
        invited=invited,
        panel=panel,
        expected_answers=expected_answers(invited, expected_response=plan.expected_response),
        earlier_answers=answered_then,
        both=expected_answers(both, expected_response=plan.expected_response),
        strata=strata,
    )


def planned_wave(session: Session, *, wave_id: int) -> Wave:
    """A wave that has not opened, held so that nobody opens or changes it meanwhile."""
    wave = session.get(Wave, wave_id, with_for_update=True, populate_existing=True)
    if wave is None or wave.state != "planned":
        raise NotPlanned("This wave is no longer only planned, so its plan stays as it is.")
    return wave


def _facts(plan: WavePlan) -> dict[str, object]:
    return {
        "campaign_id": plan.campaign_id,
        "code": plan.code,
        "month": plan.month,
        "title": plan.title.strip(),
        "instrument_id": plan.instrument_id,
        "design": plan.design,
        "target_answers": plan.target_answers,
        "expected_response": plan.expected_response,
        "frame_on": plan.frame_on,
        "closes_on": plan.closes_on,
        "primary_outcomes": list(plan.primary_outcomes),
        "repeats_id": plan.repeats_id,
    }


def _refuse_wrong(session: Session, plan: WavePlan, *, wave_id: int | None, at: datetime) -> None:
    """Refuse what no opening could mend."""
    today = london_day(at)
    if not CODE.fullmatch(plan.code) or len(plan.code) > LONGEST_CODE or is_reserved(plan.code):
        raise WrongPlan("code", "Write a code of lower-case letters, digits and hyphens, like 'month-0'.")
    if _code_is_taken(session, plan, wave_id=wave_id):
        raise WrongPlan("code", f"There is a wave '{plan.code}' in this campaign already. Choose another code.")
    if not plan.title.strip():
        raise WrongPlan("title", "Give the wave a title.")
    if not 0 <= plan.month <= LATEST_MONTH:
        raise WrongPlan("month", f"Write the month of the campaign: a whole number from 0 to {LATEST_MONTH}.")
    if plan.design not in DESIGNS:
        raise WrongPlan("design", "Ask everyone, or a sample.")
    if plan.design == "sample" and (plan.target_answers is None or plan.target_answers < 1):
        raise WrongPlan("target_answers", "Say how many answers you want from the sample.")
    if plan.design == "everyone" and plan.target_answers is not None:
        raise WrongPlan("target_answers", "Everyone is asked, so there is no number of answers to aim for.")
    if not 0 < plan.expected_response <= 1:
        raise WrongPlan("expected_response", "Say what share of those asked you expect to answer: above 0, up to 1.")
    if plan.closes_on < today:
        raise WrongPlan("closes_on", "The last day to answer has passed. Choose a later one.")
    _refuse_wrong_questions(session, plan)
    _refuse_wrong_repeat(session, plan)


def _refuse_wrong_questions(session: Session, plan: WavePlan) -> None:
    row = session.get(Instrument, plan.instrument_id)
    if row is None or row.campaign_id != plan.campaign_id:
        raise WrongPlan("instrument_id", "Choose the questions of this campaign.")
    known = {outcome.code for outcome in instrument(session, instrument_id=row.id).primary_outcomes}
    chosen = plan.primary_outcomes
    if not 1 <= len(chosen) <= MOST_PRIMARY_OUTCOMES or len(set(chosen)) != len(chosen) or not set(chosen) <= known:
        raise WrongPlan(
            "primary_outcomes", f"Choose from one to {MOST_PRIMARY_OUTCOMES} of the primary outcomes, each once."
        )


def _refuse_wrong_repeat(session: Session, plan: WavePlan) -> None:
    if plan.repeats_id is None:
        return
    earlier = session.get(Wave, plan.repeats_id)
    if earlier is None or earlier.campaign_id != plan.campaign_id or earlier.state not in REPEATABLE:
        raise WrongPlan("repeats_id", "Only a closed wave of this campaign can be repeated.")
    if earlier.month >= plan.month:
        raise WrongPlan("repeats_id", "The wave that is repeated must be from an earlier month.")


def _code_is_taken(session: Session, plan: WavePlan, *, wave_id: int | None) -> bool:
    same = select(Wave.id).where(Wave.campaign_id == plan.campaign_id, Wave.code == plan.code)
    return session.scalar(same) not in (None, wave_id)


def _record(session: Session, wave: Wave, *, action: str, actor_id: int | None, at: datetime) -> None:
    about = {"wave_id": wave.id, "design": wave.design, "instrument_id": wave.instrument_id}
    record(session, actor_id=actor_id, action=action, about=about, at=at)
