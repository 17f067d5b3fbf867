"""Releasing a wave: once, whole, the same digits each time, and nothing before its time."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from safeguarding.measurement.figures import ImpossibleFigures
from safeguarding.people.models import AuditEntry, Posting, UnitPlacement
from safeguarding.survey.models import WaveRelease
from safeguarding.survey.operations.releasing import (
    AlreadyReleased,
    CannotBeKeptSafe,
    EarlierNotReleased,
    NotClosed,
    TooFewAnswers,
    computed_release,
    release,
)
from safeguarding.survey.queries.released import newest_released, released
from safeguarding.survey.queries.reorganised import reorganised_groups
from safeguarding.survey.queries.waves import wave_detail
from tests.learning.learning_factories import a_campaign, an_officer
from tests.people.people_factories import a_unit
from tests.survey.survey_factories import MONDAY, WEEK, a_closed_wave, a_planned_wave, an_open_wave

YEAR = 52 * WEEK
LATER = MONDAY + timedelta(days=2)


def some_answers(number, *, yes):
    """So many people's answers, of whom these first told the story as is scored."""
    return [
        {
            "story": ["see" if place < yes else "wait"],
            "route": ["record" if place % 2 else "message"],
            "sure": ["agree"],
            "ready": ["disagree"],
            "barriers": ["time"] if place % 3 else ["record"],
            "seen": ["none"],
        }
        for place in range(number)
    ]


@pytest.fixture
def campaign(session):
    return a_campaign(session)


@pytest.fixture
def officers(session):
    return [an_officer(session) for _ in range(60)]


@pytest.fixture
def baseline(session, campaign, officers):
    """Month 0, closed: fifty of sixty answered."""
    return a_closed_wave(
        session, campaign=campaign, officers=officers, answers=[*some_answers(50, yes=20), *[None] * 10], code="month-0"
    )


@pytest.fixture
def repeat(session, campaign, officers, baseline):
    """Month 12, closed."""
    release(session, wave_id=baseline.id, released_by_id=None, at=LATER)
    return a_closed_wave(
        session,
        campaign=campaign,
        officers=officers,
        answers=[*some_answers(50, yes=40), *[None] * 10],
        month=12,
        repeats_id=baseline.id,
        at=MONDAY + YEAR,
        code="month-12",
    )


class TestRelease:
    def test_keeps_the_tables_and_how_they_were_computed(self, session, baseline):
        told = release(session, wave_id=baseline.id, released_by_id=None, at=LATER)
        session.expire_all()
        kept = released(session, wave_id=baseline.id)
        assert kept.release == told
        assert kept.facts.computed_at == LATER
        assert (kept.facts.method, kept.facts.seed) == ("two-waves-1", baseline.seed)
        assert all(len(part) == 64 for part in (kept.facts.snapshot, kept.facts.asked, kept.facts.software))
        assert (baseline.state, baseline.released_at) == ("released", LATER)
        assert newest_released(session) == baseline.id

    def test_is_in_the_audit_with_numbers_only(self, session, baseline):
        release(session, wave_id=baseline.id, released_by_id=None, at=LATER)
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "wave.released")).one()
        assert set(entry.about) == {"wave_id", "method", "withheld"}

    def test_computed_again_it_has_the_same_digits(self, session, baseline, repeat):
        told = release(session, wave_id=repeat.id, released_by_id=None, at=LATER + YEAR)
        session.expire_all()
        again, facts = computed_release(session, wave=wave_detail(session, wave_id=repeat.id))
        assert again == told
        assert facts == session.get_one(WaveRelease, repeat.id).facts

    def test_compares_with_the_wave_it_repeats(self, session, repeat):
        told = release(session, wave_id=repeat.id, released_by_id=None, at=LATER + YEAR)
        stories = told.outcome("stories")
        assert (stories.earlier.value, stories.later.value) == (40.0, 80.0)
        assert stories.both.moved.difference == 40.0
        assert stories.moved.is_change
        assert (told.both, told.match_rate) == (50, 100)

    def test_another_answer_is_another_snapshot(self, session, campaign, officers, baseline):
        _, facts = computed_release(session, wave=wave_detail(session, wave_id=baseline.id))
        other = a_closed_wave(
            session, officers=officers, answers=[*some_answers(50, yes=21), *[None] * 10], code="month-0"
        )
        _, others = computed_release(session, wave=wave_detail(session, wave_id=other.id))
        assert facts["snapshot"] != others["snapshot"]


class TestRefusals:
    def test_a_wave_that_is_planned_or_open(self, session):
        for wave in (a_planned_wave(session), an_open_wave(session)):
            with pytest.raises(NotClosed):
                release(session, wave_id=wave.id, released_by_id=None, at=LATER)

    def test_no_such_wave(self, session):
        with pytest.raises(NotClosed):
            release(session, wave_id=4711, released_by_id=None, at=LATER)

    def test_a_second_release(self, session, baseline):
        release(session, wave_id=baseline.id, released_by_id=None, at=LATER)
        with pytest.raises(AlreadyReleased):
            release(session, wave_id=baseline.id, released_by_id=None, at=LATER)

    def test_a_repeat_before_the_wave_it_repeats(self, session, campaign, officers, baseline):
        repeat = a_closed_wave(
            session,
            campaign=campaign,
            officers=officers,
            answers=some_answers(60, yes=40),
            month=12,
            repeats_id=baseline.id,
            at=MONDAY + YEAR,
        )
        with pytest.raises(EarlierNotReleased, match="first"):
            release(session, wave_id=repeat.id, released_by_id=None, at=LATER + YEAR)

    def test_a_repeat_of_a_wave_that_too_few_answered_stands_by_itself(self, session, campaign, officers):
        """Such a wave is never released, and must not keep the next one from being."""
        first = a_closed_wave(
            session, campaign=campaign, officers=officers, answers=[*some_answers(29, yes=10), *[None] * 31]
        )
        repeat = a_closed_wave(
            session,
            campaign=campaign,
            officers=officers,
            answers=some_answers(60, yes=40),
            month=12,
            repeats_id=first.id,
            at=MONDAY + YEAR,
            code="month-12",
        )
        told = release(session, wave_id=repeat.id, released_by_id=None, at=LATER + YEAR)
        assert not told.is_compared
        assert told.outcome("stories").later.value == pytest.approx(200 / 3, abs=0.1)

    def test_under_thirty_answers(self, session):
        wave = a_closed_wave(session, answers=some_answers(29, yes=10))
        with pytest.raises(TooFewAnswers, match="30"):
            release(session, wave_id=wave.id, released_by_id=None, at=LATER)

    def test_what_cannot_be_kept_safe(self, session, baseline, monkeypatch):
        def gives_away(*given):
            raise ImpossibleFigures("'a' could still be worked out")

        monkeypatch.setattr("safeguarding.survey.operations.releasing.compose", gives_away)
        with pytest.raises(CannotBeKeptSafe, match="Nothing was released"):
            release(session, wave_id=baseline.id, released_by_id=None, at=LATER)
        assert baseline.state == "closed"

    def test_nothing_is_left_of_a_refused_release(self, session):
        wave = a_closed_wave(session, answers=some_answers(12, yes=10))
        with pytest.raises(TooFewAnswers):
            release(session, wave_id=wave.id, released_by_id=None, at=LATER)
        assert (wave.state, released(session, wave_id=wave.id), newest_released(session)) == ("closed", None, None)


class TestReorganised:
    def test_sees_a_merger_and_not_one_officers_transfer(self, session):
        force = a_unit(session, name="Force", kind="force")
        north, south, east = (
            a_unit(session, name=name, kind="bcu", parent=force) for name in ("North", "South", "East")
        )
        teams = {bcu.id: a_unit(session, parent=bcu) for bcu in (north, south, east)}
        moving = [an_officer(session, unit=teams[south.id]) for _ in range(12)]
        an_officer(session, unit=teams[north.id])
        alone = an_officer(session, unit=teams[east.id])
        day, year_on = MONDAY.date(), (MONDAY + YEAR).date()
        session.add(UnitPlacement(unit_id=south.id, is_closed=True, from_on=day + timedelta(days=90)))
        session.add(UnitPlacement(unit_id=teams[south.id].id, is_closed=True, from_on=day + timedelta(days=90)))
        for officer, unit in [*((each, teams[north.id]) for each in moving), (alone, teams[north.id])]:
            session.add(
                Posting(
                    officer_id=officer.id, unit_id=unit.id, role_family="response", from_on=day + timedelta(days=90)
                )
            )
        session.flush()
        assert reorganised_groups(session, earlier_on=day, later_on=year_on) == {(south.id, north.id)}
        assert reorganised_groups(session, earlier_on=day, later_on=day) == frozenset()
