"""Invented answers: sealed as people's own are, and with the planted change in them."""

from math import sqrt
from statistics import mean

import pytest
from sqlalchemy import func, select

from safeguarding.cli.demonstration import PACK
from safeguarding.cli.packs import read_whole
from safeguarding.survey.models import SealedAnswers
from safeguarding.survey.operations.closing import close_wave
from safeguarding.survey.operations.demonstration_answers import PLANTED, invent_answers, planted_share
from safeguarding.survey.operations.opening import open_wave
from safeguarding.survey.operations.releasing import release
from safeguarding.survey.queries.instruments import instrument
from safeguarding.survey.queries.responses import responses
from safeguarding.survey.rules.asked import Kind
from tests.learning.learning_factories import a_campaign, an_officer
from tests.people.people_factories import a_unit
from tests.survey.survey_factories import DAY, KEY, MONDAY, WEEK, a_planned_wave, an_instrument

OFFICERS = 1_200
LATER = MONDAY + 50 * WEEK


@pytest.fixture
def campaign(session):
    campaign = a_campaign(session)
    survey = read_whole(PACK).survey
    assert survey is not None
    an_instrument(session, campaign=campaign, survey=survey)
    unit = a_unit(session)
    for _ in range(OFFICERS):
        an_officer(session, unit=unit)
    return campaign


def lived(session, campaign, *, at, repeats_id=None):
    """A wave, planned, opened, answered and closed."""
    wave = a_planned_wave(session, campaign=campaign, at=at, repeats_id=repeats_id, month=12 if repeats_id else 0)
    open_wave(session, wave_id=wave.id, opened_by_id=None, key=KEY, at=at)
    invented = invent_answers(session, wave_id=wave.id, key=KEY, seed=1)
    sealed = session.scalar(select(func.count()).select_from(SealedAnswers))
    close_wave(session, wave_id=wave.id, closed_by_id=None, key=KEY, at=at + 3 * WEEK + DAY)
    return wave, invented, sealed


def gave_the_planted_answer(item, chosen):
    if item.kind == Kind.SCALE:
        codes = [option.code for option in item.points]
        return chosen[0] in (codes[:2] if item.is_reversed else codes[3:])
    return chosen[0] in item.scored


def shares(session, wave):
    """By item: the share that gave the planted answer, and how many answered it."""
    asked = instrument(session, instrument_id=wave.instrument_id)
    told = {}
    for item in asked.items:
        if item.code in PLANTED:
            given = [
                found.answers[item.code]
                for found in responses(session, wave_id=wave.id)
                if found.answers.get(item.code) and found.answers[item.code][0] not in item.outside
            ]
            told[item.code] = sum(gave_the_planted_answer(item, each) for each in given) / len(given), len(given)
    return told


class TestInventedAnswers:
    def test_are_sealed_and_can_be_closed_as_officers_own(self, session, campaign):
        wave, invented, sealed = lived(session, campaign, at=MONDAY)

        assert sealed == invented.answered == len(responses(session, wave_id=wave.id))
        assert invented.invited == OFFICERS
        assert 0.3 < invented.answered / invented.invited < 0.55
        assert {found.is_finished for found in responses(session, wave_id=wave.id)} == {True, False}
        assert len({found.week_on for found in responses(session, wave_id=wave.id)}) >= 3

    def test_hold_the_planted_change(self, session, campaign):
        first, _, _ = lived(session, campaign, at=MONDAY)
        second, _, _ = lived(session, campaign, at=LATER, repeats_id=first.id)

        for wave, is_later in ((first, False), (second, True)):
            for code, (found, answered) in shares(session, wave).items():
                planted = planted_share(code, is_later=is_later)
                # Four standard errors: nineteen items twice, and a seed that never changes.
                assert abs(found - planted) < 4 * sqrt(planted * (1 - planted) / answered), (code, is_later)

    def test_give_the_planted_change_back_when_they_are_released(self, session, campaign):
        first, _, _ = lived(session, campaign, at=MONDAY)
        release(session, wave_id=first.id, released_by_id=None, at=MONDAY + 4 * WEEK)
        second, _, _ = lived(session, campaign, at=LATER, repeats_id=first.id)
        released = release(session, wave_id=second.id, released_by_id=None, at=LATER + 4 * WEEK)

        outcomes = {outcome.code: outcome for outcome in released.outcomes if outcome.is_primary}
        for code in ("vignettes", "voice", "route", "take-out"):
            items = outcomes[code].items
            planted = 100 * mean(
                planted_share(item, is_later=True) - planted_share(item, is_later=False) for item in items
            )
            for moved in (outcomes[code].moved, outcomes[code].both.moved):
                # Twice the drawn interval: how often 95 % intervals cover is the study's to show, not one seed's.
                assert abs(moved.difference - planted) < moved.upper - moved.lower, code
        assert outcomes["take-out"].moved.is_change
        assert not outcomes["confidence"].moved.is_change, "almost nothing was planted there"

    def test_tend_to_be_the_same_persons_both_times(self, session, campaign):
        first, _, _ = lived(session, campaign, at=MONDAY)
        second, _, _ = lived(session, campaign, at=LATER, repeats_id=first.id)

        before = {found.link: found.answers for found in responses(session, wave_id=first.id)}
        after = {found.link: found.answers for found in responses(session, wave_id=second.id)}
        both = [
            link
            for link in before
            if link in after and before[link].get("message-heard") and after[link].get("message-heard")
        ]
        scored = [
            ("everyone-every" in before[link]["message-heard"], "everyone-every" in after[link]["message-heard"])
            for link in both
        ]
        assert len(both) > OFFICERS / 5
        # Without it about half of them would agree by chance.
        assert sum(one == other for one, other in scored) / len(both) > 0.6
