"""Eight clicks at the same moment, on both databases: one row each, and totals that add up."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from safeguarding.common.clock import london_day
from safeguarding.common.database import write
from safeguarding.learning.models import (
    Attempt,
    Completion,
    CompletionTotal,
    HeardEvent,
    Pick,
    Progress,
    SceneCount,
    UncountedSheet,
)
from safeguarding.learning.operations.article import complete_article
from safeguarding.learning.operations.attempts import begin
from safeguarding.learning.operations.daily import run_daily
from safeguarding.learning.operations.scenario import AlreadyClosed, finish_scenario
from safeguarding.learning.operations.totals import bring_totals_to_today, move_people
from safeguarding.learning.queries.counted import differences
from safeguarding.people.rules.roster import PostingMove
from tests.learning.learning_factories import (
    DAY,
    LONG_AGO,
    MINUTE,
    MONDAY,
    TO_SAFETY,
    a_module,
    an_article,
    an_officer,
    begun,
    chooses,
    held,
    looks,
    moves_to,
)
from tests.people.people_factories import a_unit

CLICKS = 8


def at_once(*clicks: Callable[[], object]) -> list[object]:
    """Do all of these in threads that set off together; each gives its result or the exception it ended with."""
    ready = Barrier(len(clicks))

    def click(action: Callable[[], object]) -> object:
        ready.wait()
        try:
            return action()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(clicks)) as threads:
        return list(threads.map(click, clicks))


def how_many(database, model):
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def assert_sound(database, *, at=MONDAY):
    with database.reading() as session:
        assert differences(session, on=london_day(at)) == []


@pytest.fixture
def module(database):
    with write(database) as session:
        return a_module(session)


@pytest.fixture
def officer(database):
    with write(database) as session:
        return an_officer(session)


class TestDoubleClicks:
    def test_begin(self, database, module, officer):
        def click():
            with write(database) as session:
                return begin(session, officer_id=officer.id, module=module, at=MONDAY).id

        assert len(set(at_once(*[click] * CLICKS))) == 1
        assert how_many(database, Attempt) == 1
        assert_sound(database)

    def test_look(self, database, module, officer):
        with write(database) as session:
            attempt = begun(session, officer, module)

        def click():
            with write(database) as session:
                looks(session, held(session, attempt), module, "ticket", event_id="one click")

        assert at_once(*[click] * CLICKS) == [None] * CLICKS
        assert how_many(database, Pick) == how_many(database, HeardEvent) == 1

    def test_choose_an_ending(self, database, module, officer):
        with write(database) as session:
            attempt = begun(session, officer, module)

        def click():
            with write(database) as session:
                return chooses(session, held(session, attempt), module, ("hall", "leave")).ending.code

        assert at_once(*[click] * CLICKS) == ["left"] * CLICKS
        assert how_many(database, Completion) == 1
        with database.reading() as session:
            assert session.execute(select(Progress.begun, Progress.done)).all() == [(1, 1)]
            assert session.execute(select(CompletionTotal.begun, CompletionTotal.done)).all() == [(1, 1)]

    def test_finish(self, database, module, officer):
        with write(database) as session:
            attempt = begun(session, officer, module)
            chooses(session, attempt, module, *TO_SAFETY)

        def click():
            with write(database) as session:
                finish_scenario(session, attempt=held(session, attempt), module=module, at=MONDAY)

        assert at_once(*[click] * CLICKS) == [None] * CLICKS
        assert how_many(database, UncountedSheet) == 1
        assert how_many(database, Pick) == 0

    @pytest.mark.parametrize("is_begun", [False, True])
    def test_send_an_articles_answer(self, database, officer, is_begun):
        with write(database) as session:
            article = an_article(session)
            if is_begun:
                begun(session, officer, article)

        def click():
            with write(database) as session:
                return complete_article(
                    session,
                    officer_id=officer.id,
                    module=article,
                    begun_at=MONDAY,
                    at=MONDAY + 9 * MINUTE,
                    choice="ask",
                )

        assert at_once(*[click] * CLICKS) == ["Asking is quick."] * CLICKS
        assert how_many(database, Attempt) == how_many(database, Completion) == 1
        assert_sound(database)


class TestAtOnce:
    def test_a_look_while_another_window_finishes_leaves_nothing_behind(self, database, module, officer):
        with write(database) as session:
            attempt = begun(session, officer, module)
            chooses(session, attempt, module, *TO_SAFETY)

        def look_now():
            with write(database) as session:
                looks(session, held(session, attempt), module, "ticket")

        def finish_now():
            with write(database) as session:
                finish_scenario(session, attempt=held(session, attempt), module=module, at=MONDAY)

        results = at_once(*[look_now] * 4, *[finish_now] * 4)
        assert all(result is None or isinstance(result, AlreadyClosed) for result in results)
        assert how_many(database, Pick) == how_many(database, HeardEvent) == 0

    def test_many_officers_of_a_unit(self, database, module):
        with write(database) as session:
            unit = a_unit(session, from_on=LONG_AGO)
            officers = [an_officer(session, unit=unit) for _ in range(CLICKS)]

        def does_it(officer):
            def do():
                with write(database) as session:
                    attempt = begun(session, officer, module)
                with write(database) as session:
                    chooses(session, held(session, attempt), module, *TO_SAFETY)

            return do

        assert at_once(*[does_it(officer) for officer in officers]) == [None] * CLICKS
        with database.reading() as session:
            assert session.execute(select(CompletionTotal.begun, CompletionTotal.done)).all() == [(CLICKS, CLICKS)]

    def test_moving_people_while_they_learn(self, database, module):
        with write(database) as session:
            old, new = a_unit(session, from_on=LONG_AGO), a_unit(session, from_on=LONG_AGO)
            officers = [an_officer(session, unit=old) for _ in range(6)]

        def does_it(officer):
            def do():
                with write(database) as session:
                    attempt = begun(session, officer, module)
                with write(database) as session:
                    chooses(session, held(session, attempt), module, *TO_SAFETY)

            return do

        def roster():
            with write(database) as session:
                bring_totals_to_today(session, at=MONDAY)
                for officer in officers:
                    moves_to(session, officer, new, on=london_day(MONDAY))
                move_people(
                    session,
                    moves=[
                        PostingMove(officer.id, before=(old.id, "response"), after=(new.id, "response"))
                        for officer in officers
                    ],
                    at=MONDAY,
                )

        assert at_once(*[does_it(officer) for officer in officers], roster) == [None] * 7
        assert_sound(database)

    def test_the_turn_of_the_day_while_people_learn(self, database, module):
        tomorrow = MONDAY + DAY
        with write(database) as session:
            old, new = a_unit(session, from_on=LONG_AGO), a_unit(session, from_on=LONG_AGO)
            officers = [an_officer(session, unit=old) for _ in range(6)]
            for officer in officers:
                moves_to(session, officer, new, on=london_day(tomorrow))
            begun(session, officers[0], module)

        def does_it(officer):
            def do():
                with write(database) as session:
                    attempt = begun(session, officer, module, at=tomorrow)
                with write(database) as session:
                    chooses(session, held(session, attempt), module, *TO_SAFETY, at=tomorrow)

            return do

        def turn():
            run_daily(database, at=tomorrow)

        results = at_once(*[does_it(officer) for officer in officers], turn, turn)
        assert results == [None] * 8
        assert_sound(database, at=tomorrow)

    def test_two_chores_count_each_sheet_once(self, database, module):
        with write(database) as session:
            for _ in range(12):
                attempt = begun(session, an_officer(session), module)
                chooses(session, attempt, module, *TO_SAFETY)
                finish_scenario(session, attempt=attempt, module=module, at=MONDAY)
            for _ in range(12):
                chooses(session, begun(session, an_officer(session), module), module, *TO_SAFETY)

        def chore():
            return run_daily(database, at=MONDAY + timedelta(days=1))

        reports = at_once(chore, chore, chore)
        assert sum(report.closed for report in reports) == 12
        assert sum(report.counted for report in reports) == 24 - how_many(database, UncountedSheet)
        with database.reading() as session:
            entered = session.scalar(
                select(SceneCount.officers).where(SceneCount.what == "entered", SceneCount.scene == "hall")
            )
        assert entered == sum(report.counted for report in reports)
