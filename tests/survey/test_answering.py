"""Answering an open wave: kept as given, once, from any number of windows, and by nobody who was not asked."""

import random
from dataclasses import replace

import pytest
from sqlalchemy import event, func, select

from safeguarding.common.clock import london_day
from safeguarding.common.database import write
from safeguarding.survey.models import Response, SealedAnswers
from safeguarding.survey.operations.answering import AlreadySent, WaveClosed, save_answers, sitting
from safeguarding.survey.operations.closing import close_wave
from safeguarding.survey.queries.answering import open_waves_for
from safeguarding.survey.queries.responses import responses
from safeguarding.survey.queries.waves import wave_progress
from safeguarding.survey.rules.answers import NotTogether, TooManyOptions, UnknownItem, UnknownOption
from safeguarding.survey.rules.sealing import CannotOpen
from tests.learning.learning_factories import a_campaign, an_officer, moves_to
from tests.learning.test_at_once import at_once, how_many
from tests.survey.survey_factories import (
    ANSWERED,
    DAY,
    KEY,
    MONDAY,
    WEEK,
    a_closed_wave,
    an_open_wave,
    answered,
    invited,
    items,
    wave_for,
)

POSTS = 50


@pytest.fixture
def officer(database):
    with write(database) as session:
        officer = an_officer(session)
        an_open_wave(session)
    return officer


def seen_by(session, officer, *, at=MONDAY):
    return sitting(session, wave=wave_for(session, officer, at=at), staff_number=officer.staff_number, key=KEY)


class TestSitting:
    def test_begins_with_the_first_question(self, database, officer):
        with database.reading() as session:
            found = seen_by(session, officer)
        assert (found.answers, found.is_finished, found.first_unanswered.code) == ({}, False, "story")
        assert found.answered == 0

    def test_goes_on_after_the_last_answer_wherever_it_is_opened(self, database, officer):
        with write(database) as session:
            answered(session, officer, answers={"story": ["see"], "route": []}, is_finished=False)
        with database.reading() as session:
            found = seen_by(session, officer)
        assert found.answers == {"story": ("see",), "route": ()}
        assert (found.first_unanswered.code, found.answered) == ("sure", 1)

    def test_has_no_question_left_when_all_were_reached(self, database, officer):
        with write(database) as session:
            found = answered(session, officer, answers={item["code"]: [] for item in items()}, is_finished=False)
        assert found.first_unanswered is None

    def test_asks_the_database_twice_and_the_banner_once(self, database, officer):
        asked = []
        event.listen(database.reader, "before_cursor_execute", lambda *call: asked.append(call[2]))
        with database.reading() as session:
            seen_by(session, officer)
            asked.clear()
            (wave,) = open_waves_for(session, officer_id=officer.id, at=MONDAY)
            assert len(asked) == 1
            sitting(session, wave=wave, staff_number=officer.staff_number, key=KEY)
        assert len(asked) == 2

    def test_of_somebody_not_invited_is_not_offered(self, database, officer):
        with write(database) as session:
            other = an_officer(session)
            assert open_waves_for(session, officer_id=other.id, at=MONDAY) == []

    def test_somebody_may_be_invited_by_hand(self, session):
        wave = an_open_wave(session)
        late = an_officer(session)
        invited(session, wave, late)
        assert answered(session, late).is_finished

    def test_with_another_key_shows_nothing_of_anybody(self, database, officer):
        with write(database) as session:
            answered(session, officer)
            wave = wave_for(session, officer)
            found = sitting(session, wave=wave, staff_number=officer.staff_number, key=bytes(32))
        assert found.answers == {}

    def test_of_an_altered_row_is_not_made_up(self, database, officer):
        with write(database) as session:
            answered(session, officer)
            row = session.scalars(select(SealedAnswers)).one()
            row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
        with database.reading() as session, pytest.raises(CannotOpen):
            seen_by(session, officer)


class TestSave:
    def test_replaces_an_answer_and_keeps_the_others(self, database, officer):
        for answers in ({"story": ["wait"]}, {"route": ["record"]}, {"story": ["see"]}):
            with write(database) as session:
                found = answered(session, officer, answers=answers, is_finished=False)
        assert found.answers == {"story": ("see",), "route": ("record",)}
        assert how_many(database, SealedAnswers) == 1

    def test_writes_one_row_and_nothing_else(self, database, officer):
        written = []
        event.listen(database.writer, "before_cursor_execute", lambda *call: written.append(call[2].split()[0].upper()))
        for answers in ({"story": ["see"]}, {"route": ["record"]}):
            with write(database) as session:
                answered(session, officer, answers=answers, is_finished=False)
        assert [word for word in written if word in {"INSERT", "UPDATE", "DELETE"}] == ["INSERT", "UPDATE"]

    def test_the_same_again_writes_nothing(self, database, officer):
        def sealed():
            with database.reading() as session:
                return session.scalars(select(SealedAnswers.sealed)).one()

        with write(database) as session:
            answered(session, officer, is_finished=False)
        before = sealed()
        with write(database) as session:
            answered(session, officer, is_finished=False)
        assert sealed() == before

    def test_every_row_is_equally_long(self, database):
        with write(database) as session:
            people = [an_officer(session) for _ in range(4)]
            an_open_wave(session)
        given = [{}, {"story": []}, {"story": ["see"]}, {"barriers": ["time", "record"], "seen": ["ours", "made-up"]}]
        for officer, answers in zip(people, given, strict=True):
            with write(database) as session:
                answered(session, officer, answers=answers)
        with database.reading() as session:
            assert len(set(session.scalars(select(func.length(SealedAnswers.sealed))))) == 1

    @pytest.mark.parametrize(
        ("answers", "refusal"),
        [
            ({"story": ["run"]}, UnknownOption),
            ({"story": ["see", "ask"]}, TooManyOptions),
            ({"barriers": ["time", "nothing"]}, NotTogether),
            ({"tale": ["see"]}, UnknownItem),
        ],
    )
    def test_refuses_what_was_not_offered(self, database, officer, answers, refusal):
        with pytest.raises(refusal), write(database) as session:
            answered(session, officer, answers={"route": ["record"], **answers})
        assert how_many(database, SealedAnswers) == 0

    def test_is_refused_once_sent_unless_it_changes_nothing(self, database, officer):
        with write(database) as session:
            answered(session, officer, answers={"story": ["see"]})
        with write(database) as session:
            assert answered(session, officer, answers={"story": ["see"]}).is_finished
            assert answered(session, officer, answers={}, is_finished=False).is_finished
        with pytest.raises(AlreadySent), write(database) as session:
            answered(session, officer, answers={"story": ["wait"]}, is_finished=False)
        with database.reading() as session:
            assert seen_by(session, officer).answers == {"story": ("see",)}

    def test_is_refused_when_the_wave_has_closed_meanwhile(self, database, officer):
        with database.reading() as session:
            wave = wave_for(session, officer)
        with write(database) as session:
            close_wave(session, wave_id=wave.wave_id, closed_by_id=None, key=KEY, at=MONDAY)
        with pytest.raises(WaveClosed), write(database) as session:
            save_answers(
                session, wave=wave, staff_number=officer.staff_number, key=KEY, answers={"story": ["see"]}, at=MONDAY
            )
        assert how_many(database, SealedAnswers) == how_many(database, Response) == 0

    def test_is_refused_after_the_last_day(self, database, officer):
        with database.reading() as session:
            wave = replace(wave_for(session, officer), closes_on=london_day(MONDAY))
        with pytest.raises(WaveClosed), write(database) as session:
            save_answers(
                session, wave=wave, staff_number=officer.staff_number, key=KEY, answers={}, at=MONDAY + 2 * DAY
            )

    def test_a_leaver_who_answered_before_is_counted(self, database, officer):
        with write(database) as session:
            wave = wave_for(session, officer)
            answered(session, officer)
            moves_to(session, officer, None, on=london_day(MONDAY + DAY))
        with write(database) as session:
            closed = close_wave(session, wave_id=wave.wave_id, closed_by_id=None, key=KEY, at=MONDAY + 2 * DAY)
        assert closed.responses == 1


class TestAtOnce:
    def posts(self, database, officer, bodies, *, is_finished=False):
        def post(answers):
            def click():
                with write(database) as session:
                    return answered(session, officer, answers=answers, is_finished=is_finished).is_finished

            return click

        return at_once(*[post(answers) for answers in bodies])

    def kept(self, database, officer):
        with database.reading() as session:
            return seen_by(session, officer)

    def test_fifty_equal_posts_are_one_row(self, database, officer):
        results = self.posts(database, officer, [{"story": ["see"]}] * POSTS, is_finished=True)
        assert results == [True] * POSTS
        assert how_many(database, SealedAnswers) == 1
        assert self.kept(database, officer).answers == {"story": ("see",)}

    def test_fifty_posts_of_different_items_lose_nothing(self, database, officer):
        all_items = [{item["code"]: [item["options"][0]["code"]]} for item in items()]
        bodies = (all_items * POSTS)[:POSTS]
        random.Random(4).shuffle(bodies)
        assert self.posts(database, officer, bodies) == [False] * POSTS
        assert how_many(database, SealedAnswers) == 1
        assert self.kept(database, officer).answers == {item["code"]: (item["options"][0]["code"],) for item in items()}

    def test_of_two_that_send_different_answers_one_wins_and_the_other_is_told(self, database, officer):
        results = self.posts(database, officer, [{"story": ["see"]}, {"story": ["wait"]}] * 4, is_finished=True)
        kept = self.kept(database, officer)
        assert kept.is_finished
        assert kept.answers["story"] in {("see",), ("wait",)}
        refused = [result for result in results if result is not True]
        assert len(refused) == 4
        assert all(isinstance(result, AlreadySent) for result in refused)

    def test_closing_while_people_answer_keeps_what_was_acknowledged(self, database):
        with write(database) as session:
            people = [an_officer(session) for _ in range(12)]
            wave = an_open_wave(session)

        def answers(officer):
            def post():
                with database.reading() as session:
                    found = open_waves_for(session, officer_id=officer.id, at=MONDAY)
                if not found:
                    return "closed"
                with write(database) as session:
                    save_answers(
                        session,
                        wave=found[0],
                        staff_number=officer.staff_number,
                        key=KEY,
                        answers={"story": ["see"]},
                        at=MONDAY,
                    )
                return "kept"

            return post

        def closes():
            with write(database) as session:
                return close_wave(session, wave_id=wave.id, closed_by_id=None, key=KEY, at=MONDAY).responses

        *told, closed = at_once(*[answers(officer) for officer in people], closes)
        assert all(result in {"kept", "closed"} or isinstance(result, WaveClosed) for result in told)
        assert how_many(database, Response) == closed == told.count("kept")
        assert how_many(database, SealedAnswers) == 0


class TestProgress:
    @pytest.mark.parametrize(
        ("invited_in_all", "have", "shown"),
        [(25, 9, None), (25, 10, 10), (25, 15, 10), (25, 16, None), (20, 10, 10), (40, 29, 20)],
    )
    def test_is_shown_in_tens_where_ten_have_and_ten_have_not(self, session, invited_in_all, have, shown):
        people = [an_officer(session) for _ in range(invited_in_all)]
        wave = an_open_wave(session)
        for officer in people[:have]:
            answered(session, officer)
        progress = wave_progress(session, wave_id=wave.id)
        assert (progress.invited, progress.answered) == (invited_in_all, shown)

    def test_stays_when_the_wave_has_closed(self, session):
        wave = a_closed_wave(session, answers=[ANSWERED] * 12 + [None] * 10)
        assert wave_progress(session, wave_id=wave.id).answered == 12


def test_two_waves_of_one_person_carry_one_link(session):
    campaign = a_campaign(session)
    people = [an_officer(session) for _ in range(3)]
    first = a_closed_wave(session, campaign=campaign, officers=people, answers=[ANSWERED] * 3)
    again = {"month": 12, "repeats_id": first.id, "at": MONDAY + 52 * WEEK}
    second = a_closed_wave(session, campaign=campaign, officers=people, answers=[ANSWERED] * 3, **again)
    links = [{row.link for row in responses(session, wave_id=wave.id)} for wave in (first, second)]
    assert links[0] == links[1]
    assert len(links[0]) == 3
