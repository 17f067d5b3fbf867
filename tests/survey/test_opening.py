"""Opening a wave: who is drawn, what is frozen, and when it may not open."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from safeguarding.common.clock import london_day
from safeguarding.content.models import Contact
from safeguarding.people.models import AuditEntry
from safeguarding.people.rules.roles import RoleFamily
from safeguarding.survey.models import Invitation, SurveyKey
from safeguarding.survey.operations.closing import close_wave
from safeguarding.survey.operations.keys import KeyMissing, KeyWrong
from safeguarding.survey.operations.opening import (
    AnotherWaveIsOpen,
    ItemsChanged,
    NobodyToInvite,
    open_wave,
)
from safeguarding.survey.operations.planning import NotPlanned, WrongPlan
from safeguarding.survey.operations.series import NoReason, NothingToEnd, end_series, item_changes
from safeguarding.survey.queries.answering import open_waves_for
from safeguarding.survey.queries.instruments import instrument
from safeguarding.survey.queries.waves import wave_detail
from tests.learning.learning_factories import LONG_AGO, a_campaign, an_officer, moves_to
from tests.people import people_factories
from tests.people.people_factories import a_unit
from tests.survey.survey_factories import (
    ANSWERED,
    DAY,
    KEY,
    MONDAY,
    WEEK,
    a_closed_wave,
    a_pack_survey,
    a_planned_wave,
    an_instrument,
    an_item,
    an_open_wave,
    has_key,
    items,
)

IN_A_YEAR = MONDAY + 52 * WEEK


def opened(session, wave, *, at=MONDAY, key=KEY):
    return open_wave(session, wave_id=wave.id, opened_by_id=None, key=key, at=at)


def invited_to(session, wave):
    return set(session.scalars(select(Invitation.officer_id).where(Invitation.wave_id == wave.id)))


def with_text(code, text):
    return [{**item, "text": text} if item["code"] == code else item for item in items()]


class TestOpen:
    def test_invites_everybody_in_post_on_the_day_of_the_frame(self, session):
        here = an_officer(session)
        left = an_officer(session)
        moves_to(session, left, None, on=london_day(MONDAY))
        starts_later = people_factories.an_officer(session, from_on=london_day(MONDAY + DAY))
        wave = an_open_wave(session)
        assert invited_to(session, wave) == {here.id}
        assert [found.code for found in open_waves_for(session, officer_id=here.id, at=MONDAY)] == [wave.code]
        assert open_waves_for(session, officer_id=left.id, at=MONDAY) == []
        assert open_waves_for(session, officer_id=starts_later.id, at=MONDAY) == []

    def test_invites_people_in_protected_posts_too(self, session):
        hidden = people_factories.an_officer(session, is_protected=True, from_on=LONG_AGO)
        assert invited_to(session, an_open_wave(session)) == {hidden.id}

    def test_is_audited_with_counts_and_no_names(self, session):
        wave = a_planned_wave(session)
        officer = an_officer(session)
        open_wave(session, wave_id=wave.id, opened_by_id=officer.id, key=KEY, at=MONDAY)
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "wave.opened")).one()
        assert entry.about == {"wave_id": wave.id, "invited": 1, "strata": 1}

    def test_happens_once(self, session):
        wave = an_open_wave(session)
        with pytest.raises(NotPlanned):
            opened(session, wave)

    def test_waits_until_the_other_wave_of_the_campaign_has_closed(self, session):
        campaign = a_campaign(session)
        first = an_open_wave(session, campaign=campaign)
        second = a_planned_wave(session, campaign=campaign)
        with pytest.raises(AnotherWaveIsOpen, match="is still open"):
            opened(session, second)
        an_open_wave(session, campaign=a_campaign(session))
        close_wave(session, wave_id=first.id, closed_by_id=None, key=KEY, at=MONDAY)
        assert opened(session, second).invited == 1

    def test_needs_the_right_key(self, session):
        wave = a_planned_wave(session)
        an_officer(session)
        with pytest.raises(KeyWrong):
            opened(session, wave, key=bytes(32))
        session.delete(session.get(SurveyKey, wave.campaign_id))
        session.flush()
        with pytest.raises(KeyMissing, match="survey make-key"):
            opened(session, wave)

    def test_needs_somebody_to_invite(self, session):
        with pytest.raises(NobodyToInvite):
            opened(session, a_planned_wave(session))

    def test_does_not_wait_for_a_headcount_to_come_or_a_day_that_has_passed(self, session):
        an_officer(session)
        with pytest.raises(WrongPlan, match="still to come"):
            opened(session, a_planned_wave(session, frame_on=london_day(MONDAY + DAY)))
        with pytest.raises(WrongPlan, match="has passed"):
            opened(session, a_planned_wave(session), at=MONDAY + 4 * WEEK)

    def test_is_over_for_officers_after_its_last_day(self, session):
        officer = an_officer(session)
        an_open_wave(session, closes_on=london_day(MONDAY + DAY))
        assert open_waves_for(session, officer_id=officer.id, at=MONDAY + DAY)
        assert open_waves_for(session, officer_id=officer.id, at=MONDAY + 2 * DAY) == []


class TestDraw:
    def a_force(self, session):
        """Two areas of a command and a second command, with people of three roles."""
        local = a_unit(session, name="Local", kind="command", from_on=LONG_AGO)
        areas = [a_unit(session, name=name, kind="bcu", parent=local, from_on=LONG_AGO) for name in ("East", "West")]
        calls = a_unit(session, name="Calls", kind="command", from_on=LONG_AGO)
        teams = [a_unit(session, parent=parent, from_on=LONG_AGO) for parent in (*areas, calls)]
        roles = [RoleFamily.RESPONSE, RoleFamily.RESPONSE, RoleFamily.CONTACT_CENTRE]
        people = []
        for team, family, size in zip(teams, roles, (80, 70, 90), strict=True):
            people += [an_officer(session, unit=team, role_family=family) for _ in range(size)]
        return people

    def test_takes_from_each_stratum_its_share(self, session):
        self.a_force(session)
        wave = an_open_wave(session, design="sample", target_answers=180, expected_response=0.9)
        strata = wave_detail(session, wave_id=wave.id).strata
        assert [(each.name, each.frame_count, each.invited_count) for each in strata] == [
            ("Response officers", 150, 125),
            ("Contact centre", 90, 75),
        ]

    def test_asks_enough_of_each_stratum_even_if_the_sample_is_small(self, session):
        people = self.a_force(session)
        wave = an_open_wave(session, design="sample", target_answers=30, expected_response=0.5)
        (stratum,) = wave_detail(session, wave_id=wave.id).strata
        assert (stratum.frame_count, stratum.invited_count) == (len(people), 120)

    def test_of_the_same_plan_is_the_same_and_of_another_seed_another(self, session):
        self.a_force(session)
        plan = {"design": "sample", "target_answers": 60, "expected_response": 0.9}
        waves = [a_planned_wave(session, **plan) for _ in range(3)]
        waves[1].seed = waves[0].seed
        for wave in waves:
            opened(session, wave)
        first, same, other = (invited_to(session, wave) for wave in waves)
        assert first == same != other

    def test_counts_a_closed_unit_people_still_stand_in(self, session):
        force = a_unit(session, kind="force", from_on=LONG_AGO)
        placed = an_officer(session, unit=force)
        lost = people_factories.an_officer(
            session, unit=a_unit(session, from_on=london_day(MONDAY + DAY)), from_on=LONG_AGO
        )
        wave = an_open_wave(session)
        assert invited_to(session, wave) == {placed.id, lost.id}


class TestRepeat:
    def test_invites_who_was_invited_and_still_serves_and_others_by_lot(self, session):
        campaign = a_campaign(session)
        people = [an_officer(session) for _ in range(20)]
        first = a_closed_wave(session, campaign=campaign, officers=people, answers=[ANSWERED] * 20)
        moves_to(session, people[0], None, on=london_day(MONDAY + DAY))
        new = [an_officer(session) for _ in range(40)]
        # Posted since long ago, but not in the database when month 0 was drawn: nobody had asked them.
        second = a_planned_wave(
            session,
            campaign=campaign,
            month=12,
            repeats_id=first.id,
            design="sample",
            target_answers=25,
            expected_response=1.0,
            at=IN_A_YEAR,
        )
        opened(session, second, at=IN_A_YEAR)
        invited = invited_to(session, second)
        assert {officer.id for officer in people[1:]} <= invited
        assert people[0].id not in invited
        assert len(invited & {officer.id for officer in new}) == 6
        detail = wave_detail(session, wave_id=second.id)
        assert (detail.panel, detail.invited, detail.in_frame) == (19, 25, 59)

    def test_invites_the_whole_panel_even_if_fewer_would_do(self, session):
        campaign = a_campaign(session)
        people = [an_officer(session) for _ in range(9)]
        first = a_closed_wave(session, campaign=campaign, officers=people, answers=[ANSWERED] * 9)
        plan = {"month": 12, "repeats_id": first.id, "design": "sample", "target_answers": 1, "at": IN_A_YEAR}
        second = a_planned_wave(session, campaign=campaign, **plan)
        assert opened(session, second, at=IN_A_YEAR).invited == 9

    def test_opens_when_every_question_is_the_same(self, session):
        campaign = a_campaign(session)
        first = a_closed_wave(session, campaign=campaign, answers=[ANSWERED])
        # Only a note is new, so it is another number that asks the same.
        an_instrument(session, campaign=campaign, survey=a_pack_survey([{**item, "note": "Ah"} for item in items()]))
        second = a_planned_wave(session, campaign=campaign, month=12, repeats_id=first.id)
        assert second.instrument_id != first.instrument_id
        assert opened(session, second).invited == 1

    def test_is_refused_with_the_words_that_changed(self, session):
        campaign = a_campaign(session)
        first = a_closed_wave(session, campaign=campaign, answers=[ANSWERED])
        an_instrument(session, campaign=campaign, survey=a_pack_survey(with_text("route", "What about your route?")))
        second = a_planned_wave(session, campaign=campaign, month=12, repeats_id=first.id)
        with pytest.raises(ItemsChanged, match=r"route \(changed: question\)") as refused:
            opened(session, second)
        (change,) = refused.value.changes
        assert [(piece.kind, piece.words) for piece in change.differences[0].pieces] == [
            ("same", "What about"),
            ("in", "your"),
            ("same", "route?"),
        ]

    def test_opens_once_the_series_of_each_changed_item_has_ended_with_a_reason(self, session):
        campaign = a_campaign(session)
        first = a_closed_wave(session, campaign=campaign, answers=[ANSWERED])
        changed = [*with_text("route", "Whither?")[:-1], an_item("extra", "single", ["a", "b"])]
        an_instrument(session, campaign=campaign, survey=a_pack_survey(changed))
        second = a_planned_wave(session, campaign=campaign, month=12, repeats_id=first.id)
        assert [change.code for change in item_changes(session, wave_id=second.id)] == ["route", "extra", "seen"]
        for code in ("route", "extra", "seen"):
            end_series(session, wave_id=second.id, item_code=code, reason=" New  form ", ended_by_id=None, at=MONDAY)
        assert item_changes(session, wave_id=second.id) == ()
        assert opened(session, second).invited == 1
        assert [(line.item_code, line.reason) for line in wave_detail(session, wave_id=second.id).ended_series] == [
            ("extra", "New form"),
            ("route", "New form"),
            ("seen", "New form"),
        ]

    def test_a_first_wave_has_nothing_to_be_compared_with(self, session):
        assert item_changes(session, wave_id=a_planned_wave(session).id) == ()


class TestEndSeries:
    @pytest.fixture
    def wave(self, session):
        campaign = a_campaign(session)
        first = a_closed_wave(session, campaign=campaign, answers=[ANSWERED])
        an_instrument(session, campaign=campaign, survey=a_pack_survey(with_text("route", "Whither?")))
        return a_planned_wave(session, campaign=campaign, month=12, repeats_id=first.id)

    def ends(self, session, wave, *, code="route", reason="Asked otherwise", at=MONDAY):
        end_series(session, wave_id=wave.id, item_code=code, reason=reason, ended_by_id=None, at=at)

    def test_of_an_item_that_is_the_same_is_refused(self, session, wave):
        with pytest.raises(NothingToEnd):
            self.ends(session, wave, code="story")

    def test_needs_a_reason(self, session, wave):
        for reason in ("  ", "x" * 501):
            with pytest.raises(NoReason):
                self.ends(session, wave, reason=reason)

    def test_a_second_time_keeps_the_first_reason_and_is_audited_once(self, session, wave):
        self.ends(session, wave)
        self.ends(session, wave, reason="Another")
        (line,) = wave_detail(session, wave_id=wave.id).ended_series
        assert line.reason == "Asked otherwise"
        actions = session.scalars(select(AuditEntry.action)).all()
        assert actions.count("series.ended") == 1

    def test_is_too_late_once_the_wave_is_open(self, session):
        with pytest.raises(NotPlanned):
            self.ends(session, an_open_wave(session))


class TestFrozen:
    """A contact that an item names is filled in when a wave first opens, and stays as it was then."""

    def a_contact(self, session, value):
        line = session.scalars(select(Contact).where(Contact.key == "hub")).one_or_none()
        if line is None:
            line = Contact(
                key="hub",
                name="Hub",
                purpose="Ask",
                value=value,
                hours="Always",
                who_may_call="Anyone",
                owner="Comms",
                review_on=london_day(MONDAY + timedelta(days=900)),
                position=0,
            )
            session.add(line)
        line.value = value
        session.flush()

    def test_at_the_first_opening_and_for_the_repeat_too(self, session):
        campaign = a_campaign(session)
        has_key(session, campaign)
        asking = with_text("route", "Would you ring {contact:hub} or {contact:nobody}?")
        an_instrument(session, campaign=campaign, survey=a_pack_survey(asking))
        self.a_contact(session, "101")
        an_officer(session)
        first = a_planned_wave(session, campaign=campaign)
        assert "{contact:hub}" in instrument(session, instrument_id=first.instrument_id).item("route").text
        opened(session, first)
        words = "Would you ring 101 or the contacts under “Worried about a child now?”?"
        assert instrument(session, instrument_id=first.instrument_id).item("route").text == words
        close_wave(session, wave_id=first.id, closed_by_id=None, key=KEY, at=MONDAY)

        self.a_contact(session, "102")
        an_instrument(session, campaign=campaign, survey=a_pack_survey([{**item, "note": "Ah"} for item in asking]))
        second = a_planned_wave(session, campaign=campaign, month=12, repeats_id=first.id)
        opened(session, second)
        assert instrument(session, instrument_id=second.instrument_id).item("route").text == words

    def test_and_a_wave_that_repeats_nothing_asks_with_todays(self, session):
        campaign = a_campaign(session)
        asking = with_text("route", "Would you ring {contact:hub}?")
        an_instrument(session, campaign=campaign, survey=a_pack_survey(asking))
        self.a_contact(session, "102")
        an_officer(session)
        wave = a_planned_wave(session, campaign=campaign)
        opened(session, wave)
        assert instrument(session, instrument_id=wave.instrument_id).item("route").text == "Would you ring 102?"
