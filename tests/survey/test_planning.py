"""Planning a wave: what is refused before anything is drawn, and what a plan would show."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from safeguarding.common.clock import london_day
from safeguarding.people.models import AuditEntry
from safeguarding.survey.models import EndedSeries, Invitation, Wave
from safeguarding.survey.operations.opening import open_wave
from safeguarding.survey.operations.planning import (
    NotPlanned,
    WrongPlan,
    change_plan,
    drop_plan,
    plan_wave,
    preview_draw,
)
from safeguarding.survey.operations.series import end_series
from safeguarding.survey.queries.waves import KeyState, find_wave, wave_detail, wave_list
from safeguarding.survey.rules.planning import smallest_change
from tests.learning.learning_factories import a_campaign, an_officer
from tests.survey.survey_factories import (
    ANSWERED,
    KEY,
    MONDAY,
    WEEK,
    a_closed_wave,
    a_pack_survey,
    a_plan,
    a_planned_wave,
    an_instrument,
    an_open_wave,
    has_key,
    items,
)

YESTERDAY = london_day(MONDAY - timedelta(days=1))

WRONG = [
    ("code", {"code": "Month 0"}),
    ("title", {"title": "  "}),
    ("month", {"month": -1}),
    ("design", {"design": "imported"}),
    ("target_answers", {"design": "sample"}),
    ("target_answers", {"design": "sample", "target_answers": 0}),
    ("target_answers", {"target_answers": 100}),
    ("expected_response", {"expected_response": 0.0}),
    ("expected_response", {"expected_response": 1.5}),
    ("closes_on", {"closes_on": YESTERDAY}),
    ("instrument_id", {"instrument_id": 10**6}),
    ("primary_outcomes", {"primary_outcomes": ()}),
    ("primary_outcomes", {"primary_outcomes": ("stories", "stories")}),
    ("primary_outcomes", {"primary_outcomes": ("stories", "trust")}),
    ("repeats_id", {"repeats_id": 10**6}),
]


class TestPlan:
    def test_draws_nothing_and_is_audited(self, session):
        officer = an_officer(session)
        campaign = a_campaign(session)
        plan = a_plan(session, campaign=campaign)
        wave = plan_wave(session, plan=plan, planned_by_id=officer.id, at=MONDAY)
        assert (wave.state, wave.opened_at, len(wave.seed)) == ("planned", None, 16)
        assert session.scalar(select(func.count()).select_from(Invitation)) == 0
        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.actor_id, entry.about["wave_id"]) == ("wave.planned", officer.id, wave.id)

    @pytest.mark.parametrize(("field", "changes"), WRONG, ids=[f"{field} {changes}" for field, changes in WRONG])
    def test_is_refused_for_what_no_opening_could_mend(self, session, field, changes):
        plan = a_plan(session, campaign=a_campaign(session))
        with pytest.raises(WrongPlan) as refused:
            plan_wave(session, plan=replace(plan, **changes), planned_by_id=None, at=MONDAY)
        assert refused.value.field == field

    def test_a_code_is_taken_once_in_a_campaign(self, session):
        campaign = a_campaign(session)
        a_planned_wave(session, campaign=campaign, code="month-0")
        a_planned_wave(session, code="month-0")
        with pytest.raises(WrongPlan, match="There is a wave 'month-0'"):
            a_planned_wave(session, campaign=campaign, code="month-0")

    def test_repeats_only_what_has_closed_in_an_earlier_month(self, session):
        campaign = a_campaign(session)
        first = an_open_wave(session, campaign=campaign)
        with pytest.raises(WrongPlan, match="Only a closed wave"):
            a_planned_wave(session, campaign=campaign, month=12, repeats_id=first.id)
        other = a_closed_wave(session, answers=[ANSWERED], month=12)
        with pytest.raises(WrongPlan, match="Only a closed wave of this campaign"):
            a_planned_wave(session, campaign=campaign, month=12, repeats_id=other.id)

    def test_the_questions_are_of_the_same_campaign(self, session):
        other = an_instrument(session)
        with pytest.raises(WrongPlan, match="questions of this campaign"):
            a_planned_wave(session, campaign=a_campaign(session), instrument_id=other.id)

    def test_may_be_changed_and_keeps_its_seed(self, session):
        campaign = a_campaign(session)
        wave = a_planned_wave(session, campaign=campaign, code="month-0")
        seed = wave.seed
        plan = a_plan(session, campaign=campaign, code="month-0", design="sample", target_answers=5)
        changed = change_plan(session, wave_id=wave.id, plan=plan, changed_by_id=None, at=MONDAY)
        assert (changed.id, changed.design, changed.seed) == (wave.id, "sample", seed)

    def test_cannot_be_changed_or_dropped_once_open(self, session):
        wave = an_open_wave(session)
        plan = a_plan(session, campaign=session.get(type(a_campaign(session)), wave.campaign_id))
        with pytest.raises(NotPlanned):
            change_plan(session, wave_id=wave.id, plan=plan, changed_by_id=None, at=MONDAY)
        with pytest.raises(NotPlanned):
            drop_plan(session, wave_id=wave.id, dropped_by_id=None, at=MONDAY)
        with pytest.raises(NotPlanned):
            drop_plan(session, wave_id=10**6, dropped_by_id=None, at=MONDAY)

    def test_may_be_dropped_with_the_series_it_would_have_ended(self, session):
        campaign = a_campaign(session)
        first = a_closed_wave(session, campaign=campaign, answers=[ANSWERED])
        an_instrument(session, campaign=campaign, survey=a_pack_survey(items()[:-1]))
        wave = a_planned_wave(session, campaign=campaign, month=12, repeats_id=first.id)
        end_series(session, wave_id=wave.id, item_code="seen", reason="Not asked", ended_by_id=None, at=MONDAY)
        drop_plan(session, wave_id=wave.id, dropped_by_id=None, at=MONDAY)
        assert session.scalars(select(Wave.id)).all() == [first.id]
        assert session.scalars(select(EndedSeries.item_code)).all() == []


class TestPreview:
    def test_counts_as_the_opening_will(self, session):
        campaign = a_campaign(session)
        has_key(session, campaign)
        for _ in range(30):
            an_officer(session)
        plan = a_plan(session, campaign=campaign, design="sample", target_answers=4, expected_response=0.5)
        preview = preview_draw(session, plan=plan)
        wave = plan_wave(session, plan=plan, planned_by_id=None, at=MONDAY)
        open_wave(session, wave_id=wave.id, opened_by_id=None, key=KEY, at=MONDAY)
        detail = wave_detail(session, wave_id=wave.id)
        assert (preview.in_frame, preview.invited) == (detail.in_frame, detail.invited)
        assert [each.name for each in preview.strata] == [each.name for each in detail.strata]
        assert preview.expected_answers == round(preview.invited * 0.5)

    def test_says_how_small_a_change_it_could_show(self, session):
        for _ in range(40):
            an_officer(session)
        plan = a_plan(session, campaign=a_campaign(session), expected_response=0.25)
        preview = preview_draw(session, plan=plan)
        assert (preview.invited, preview.panel, preview.fresh, preview.expected_answers) == (40, 0, 40, 10)
        assert preview.smallest_change() < preview.smallest_change(comparisons=5)

    def test_of_a_repeat_is_compared_with_those_who_answered_then(self, session):
        campaign = a_campaign(session)
        people = [an_officer(session) for _ in range(60)]
        first = a_closed_wave(session, campaign=campaign, officers=people, answers=[ANSWERED] * 15 + [None] * 45)
        later = {"month": 12, "expected_response": 0.5, "frame_on": london_day(MONDAY), "repeats_id": first.id}
        preview = preview_draw(session, plan=a_plan(session, campaign=campaign, **later))
        assert (preview.panel, preview.expected_answers, preview.earlier_answers, preview.both) == (60, 30, 15, 8)
        assert preview.smallest_change() == smallest_change(30, population=60, earlier=15, both=8)
        assert preview.smallest_change() > smallest_change(30, population=60, both=8)

    def test_of_a_repeat_does_not_tell_how_many_answered_where_they_were_few(self, session):
        campaign = a_campaign(session)
        first = a_closed_wave(session, campaign=campaign, answers=[ANSWERED] * 9 + [None] * 45)
        plan = a_plan(session, campaign=campaign, month=12, repeats_id=first.id)
        preview = preview_draw(session, plan=plan)
        assert (preview.panel, preview.earlier_answers, preview.both) == (54, None, 0)

    def test_of_an_empty_force_counts_nobody(self, session):
        preview = preview_draw(session, plan=a_plan(session, campaign=a_campaign(session)))
        assert (preview.in_frame, preview.invited, preview.strata) == (0, 0, ())


class TestLists:
    def test_name_the_last_planned_first(self, session):
        campaign = a_campaign(session)
        first, second = (a_planned_wave(session, campaign=campaign) for _ in range(2))
        assert [line.id for line in wave_list(session)] == [second.id, first.id]
        assert wave_list(session)[0].campaign_code == campaign.code

    def test_a_wave_is_found_by_its_codes_with_all_that_was_decided(self, session):
        campaign = a_campaign(session)
        first = a_closed_wave(session, campaign=campaign, answers=[ANSWERED])
        a_planned_wave(
            session, campaign=campaign, code="month-12", month=12, repeats_id=first.id, at=MONDAY + 52 * WEEK
        )
        found = find_wave(session, campaign=campaign.code, code="month-12")
        assert (found.month, found.repeats.id, found.key, found.strata) == (12, first.id, KeyState.MADE, ())
        assert (found.instrument_code, found.instrument_number, found.invited) == ("awareness", 1, 0)

    def test_a_campaign_without_a_key_says_so(self, session):
        campaign = a_campaign(session)
        plan = a_plan(session, campaign=campaign)
        wave = plan_wave(session, plan=plan, planned_by_id=None, at=MONDAY)
        assert wave_detail(session, wave_id=wave.id).key is KeyState.NEVER_MADE
