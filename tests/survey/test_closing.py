"""Closing a wave: whole or not at all, in no order, and nothing sealed is left."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from safeguarding.common.clock import london_day
from safeguarding.common.database import write
from safeguarding.people.models import AuditEntry, Officer
from safeguarding.survey.models import Response, SealedAnswers, SurveyKey, Wave
from safeguarding.survey.operations.closing import AnswersWithoutInvitation, NotOpen, close_wave
from safeguarding.survey.operations.keys import KeyMissing, KeyWrong
from safeguarding.survey.queries.answering import open_waves_for
from safeguarding.survey.queries.responses import responses
from safeguarding.survey.queries.waves import strata_of_wave
from tests.learning.learning_factories import an_officer
from tests.learning.test_at_once import at_once, how_many
from tests.on_disk import bytes_after_a_checkpoint
from tests.survey.survey_factories import (
    ANSWERED,
    DAY,
    KEY,
    MONDAY,
    WEEK,
    a_closed_wave,
    a_planned_wave,
    an_open_wave,
    answered,
)


def closed(session, wave, *, key=KEY, at=MONDAY + 3 * WEEK):
    return close_wave(session, wave_id=wave.id, closed_by_id=None, key=key, at=at)


class TestClose:
    def test_makes_a_response_of_each_sealed_row_and_deletes_the_rows(self, session):
        sent, begun, silent = (an_officer(session) for _ in range(3))
        wave = an_open_wave(session)
        answered(session, sent, answers={"story": ["see"], "route": []})
        answered(session, begun, answers={"barriers": ["record", "time"]}, is_finished=False)
        result = closed(session, wave)
        assert (result.responses, result.finished) == (2, 1)
        found = {row.is_finished: row for row in responses(session, wave_id=wave.id)}
        assert found[True].answers == {"story": ("see",), "route": ()}
        assert found[False].answers == {"barriers": ("time", "record")}
        assert session.scalar(select(func.count()).select_from(SealedAnswers)) == 0
        assert session.get_one(Wave, wave.id).state == "closed"
        assert open_waves_for(session, officer_id=silent.id, at=MONDAY) == []

    def test_keeps_nothing_of_whoever_left_everything_out(self, session):
        one, other = (an_officer(session) for _ in range(2))
        wave = an_open_wave(session)
        answered(session, one, answers={"story": [], "route": []})
        answered(session, other, answers={"story": [], "route": ["record"]})
        assert closed(session, wave).responses == 1
        assert [row.answers for row in responses(session, wave_id=wave.id)] == [{"story": (), "route": ("record",)}]
        assert session.scalar(select(func.count()).select_from(SealedAnswers)) == 0

    def test_is_audited_by_number_and_names_nobody(self, session):
        wave = a_closed_wave(session, answers=[ANSWERED, ANSWERED, None])
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "wave.closed")).one()
        assert entry.about == {"wave_id": wave.id, "responses": 2}

    def test_of_a_wave_nobody_answered_is_empty(self, session):
        wave = a_closed_wave(session, answers=[None])
        assert responses(session, wave_id=wave.id) == []

    def test_places_each_response_in_the_stratum_of_the_draw(self, session):
        people = [an_officer(session) for _ in range(4)]
        wave = a_closed_wave(session, officers=people, answers=[ANSWERED] * 4)
        strata = {stratum.id: stratum.invited_count for stratum in strata_of_wave(session, wave_id=wave.id)}
        assert Counter(row.stratum_id for row in responses(session, wave_id=wave.id)) == strata

    def test_keeps_the_week_of_ten_and_more_together(self, session):
        people = [an_officer(session) for _ in range(24)]
        wave = an_open_wave(session)
        for number, officer in enumerate(people):
            answered(session, officer, at=MONDAY + (0 if number < 11 else 1 if number < 21 else 2) * WEEK + DAY)
        closed(session, wave)
        monday = london_day(MONDAY)
        assert Counter(row.week_on for row in responses(session, wave_id=wave.id)) == {
            monday: 11,
            monday + timedelta(weeks=1): 13,
        }

    def test_happens_once(self, session):
        wave = a_closed_wave(session, answers=[ANSWERED])
        for other in (wave, a_planned_wave(session)):
            with pytest.raises(NotOpen):
                closed(session, other)
        with pytest.raises(NotOpen):
            close_wave(session, wave_id=10**6, closed_by_id=None, key=KEY, at=MONDAY)

    def test_twice_at_once_happens_once(self, database):
        with write(database) as session:
            people = [an_officer(session) for _ in range(6)]
            wave = an_open_wave(session)
            for officer in people:
                answered(session, officer)

        def close():
            with write(database) as session:
                return closed(session, wave).responses

        results = at_once(close, close, close)
        assert results.count(6) == 1
        assert sum(isinstance(result, NotOpen) for result in results) == 2
        assert how_many(database, Response) == 6


class TestRefused:
    """Nothing has changed: the wave is open, and its answers are as sealed as before."""

    def assert_as_before(self, database, wave, rows):
        with database.reading() as session:
            assert session.get_one(Wave, wave.id).state == "open"
            assert session.scalar(select(func.count()).select_from(SealedAnswers)) == rows
            assert session.scalar(select(func.count()).select_from(Response)) == 0

    @pytest.fixture
    def wave(self, database):
        with write(database) as session:
            officer = an_officer(session, unit=None)
            wave = an_open_wave(session)
            answered(session, officer)
        return wave

    def test_with_a_wrong_key(self, database, wave):
        with pytest.raises(KeyWrong), write(database) as session:
            closed(session, wave, key=bytes(32))
        self.assert_as_before(database, wave, 1)

    def test_without_any_key(self, database, wave):
        with write(database) as session:
            session.delete(session.get_one(SurveyKey, wave.campaign_id))
        with pytest.raises(KeyMissing), write(database) as session:
            closed(session, wave)
        self.assert_as_before(database, wave, 1)

    def test_when_a_row_was_altered(self, database, wave):
        with write(database) as session:
            row = session.scalars(select(SealedAnswers)).one()
            row.sealed = bytes(len(row.sealed))
        with pytest.raises(KeyWrong, match="were altered"), write(database) as session:
            closed(session, wave)
        self.assert_as_before(database, wave, 1)

    def test_when_a_row_belongs_to_nobody_who_was_invited(self, database, wave):
        with write(database) as session:
            officer = session.scalars(select(Officer)).one()
            officer.staff_number = "P999999"
        with pytest.raises(AnswersWithoutInvitation), write(database) as session:
            closed(session, wave)
        self.assert_as_before(database, wave, 1)


class TestOnDisk:
    """Once closed and checkpointed, no sealed row is in the file: not in a free page, not in the rest of a used one."""

    @pytest.fixture
    def database_url(self, sqlite_url):
        return sqlite_url

    def test_the_deleted_rows_are_gone(self, database):
        with write(database) as session:
            people = [an_officer(session) for _ in range(60)]
            wave = an_open_wave(session)
        for officer in people:
            with write(database) as session:
                answered(session, officer)
        with database.reading() as session:
            rows = session.execute(select(SealedAnswers.slot, SealedAnswers.sealed)).all()
        held = bytes_after_a_checkpoint(database)
        assert all(row.slot.encode() in held and row.sealed[:24] in held for row in rows)

        with write(database) as session:
            closed(session, wave)

        left = bytes_after_a_checkpoint(database)
        assert not [row for row in rows if row.slot.encode() in left or row.sealed[:24] in left]

    def test_rows_stand_in_no_order_of_arrival(self, database):
        with database.reading() as session:
            for table in ("sealed_answers", "response", "invitation"):
                definition = session.scalar(text(f"select sql from sqlite_master where name = '{table}'"))
                assert "WITHOUT ROWID" in definition
