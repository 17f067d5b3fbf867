"""What is due every day."""

import pytest
from sqlalchemy import select

from safeguarding.common.database import write
from safeguarding.learning.models import Attempt, HeardEvent, Pick, SceneCount, UncountedSheet
from safeguarding.learning.operations.daily import run_daily
from safeguarding.learning.operations.scenario import finish_scenario
from safeguarding.learning.queries.counted import differences
from safeguarding.learning.rules.looks import Look
from tests.learning.learning_factories import (
    DAY,
    MINUTE,
    MONDAY,
    TO_SAFETY,
    a_module,
    an_article,
    an_officer,
    begun,
    chooses,
    looks,
)


@pytest.fixture
def module(database):
    with write(database) as session:
        return a_module(session)


def somebody_finishes(session, module, *, at=MONDAY, look=Look.MARKED):
    attempt = begun(session, an_officer(session), module, at=at)
    looks(session, attempt, module, "ticket", look, at=at)
    chooses(session, attempt, module, *TO_SAFETY, at=at)
    finish_scenario(session, attempt=attempt, module=module, at=at)


def all_of(database, *columns):
    with database.reading() as session:
        return session.execute(select(*columns)).all()


def counts(database):
    rows = all_of(database, SceneCount.scene, SceneCount.what, SceneCount.code, SceneCount.officers)
    return {(scene, what, code): officers for scene, what, code, officers in rows}


class TestClosing:
    def test_closes_a_day_after_an_ending(self, database, module):
        with write(database) as session:
            attempt = begun(session, an_officer(session), module)
            looks(session, attempt, module, "ticket")
            chooses(session, attempt, module, *TO_SAFETY)

        assert run_daily(database, at=MONDAY + DAY - MINUTE).closed == 0
        assert run_daily(database, at=MONDAY + DAY).closed == 1

        assert all_of(database, Attempt.closed_at) == [(MONDAY + DAY,)]
        assert all_of(database, Pick.id) == all_of(database, HeardEvent.event_id) == []
        assert len(all_of(database, UncountedSheet.id)) == 1

    def test_closes_thirty_days_after_the_last_pick(self, database, module):
        with write(database) as session:
            attempt = begun(session, an_officer(session), module)
            looks(session, attempt, module, "ticket", at=MONDAY + DAY)

        assert run_daily(database, at=MONDAY + 30 * DAY).closed == 0
        assert run_daily(database, at=MONDAY + 31 * DAY).closed == 1

        [(sheet,)] = all_of(database, UncountedSheet.sheet)
        assert sheet["hall"]["left_here"]

    def test_closes_an_article_somebody_never_finished(self, database):
        with write(database) as session:
            begun(session, an_officer(session), an_article(session))
        assert run_daily(database, at=MONDAY + 30 * DAY).closed == 1
        assert all_of(database, UncountedSheet.id) == []

    def test_closes_more_than_fit_into_one_unit_of_work(self, database, module, monkeypatch):
        monkeypatch.setattr("safeguarding.learning.operations.daily.ATTEMPTS_AT_ONCE", 2)
        with write(database) as session:
            for _ in range(5):
                begun(session, an_officer(session), module)
        assert run_daily(database, at=MONDAY + 30 * DAY).closed == 5


class TestCounting:
    def test_counts_ten_together(self, database, module):
        with write(database) as session:
            for number in range(10):
                somebody_finishes(session, module, look=Look.MARKED if number < 6 else Look.LEFT)

        assert run_daily(database, at=MONDAY).counted == 10

        assert counts(database) == {
            ("hall", "entered", ""): 10,
            ("hall", "marked", "ticket"): 6,
            ("hall", "left", "ticket"): 4,
            ("hall", "chose", "ask"): 10,
            ("kitchen", "entered", ""): 10,
            ("kitchen", "chose", "call"): 10,
        }
        assert all_of(database, UncountedSheet.id) == []

    def test_nine_wait(self, database, module):
        with write(database) as session:
            for _ in range(9):
                somebody_finishes(session, module)
        assert run_daily(database, at=MONDAY + 7 * DAY).counted == 0
        assert counts(database) == {}
        assert len(all_of(database, UncountedSheet.id)) == 9

    def test_after_a_week_the_nine_go_uncounted(self, database, module):
        with write(database) as session:
            for _ in range(9):
                somebody_finishes(session, module)
        assert run_daily(database, at=MONDAY + 8 * DAY).dropped == 9
        assert counts(database) == {}

    def test_versions_are_counted_apart(self, database, module):
        with write(database) as session:
            other = a_module(session)
            for _ in range(5):
                somebody_finishes(session, module)
                somebody_finishes(session, other)
        assert run_daily(database, at=MONDAY).counted == 0

    def test_adds_to_what_was_counted_before(self, database, module):
        for day in range(2):
            with write(database) as session:
                for _ in range(10):
                    somebody_finishes(session, module, at=MONDAY + day * DAY)
            run_daily(database, at=MONDAY + day * DAY)
        assert counts(database)["hall", "marked", "ticket"] == 20


class TestTwice:
    def test_the_second_run_finds_nothing_to_do(self, database, module):
        with write(database) as session:
            for _ in range(10):
                somebody_finishes(session, module)
            chooses(session, begun(session, an_officer(session), module), module, *TO_SAFETY)
        run_daily(database, at=MONDAY + DAY)
        before = counts(database)

        report = run_daily(database, at=MONDAY + DAY)

        assert str(report) == "0 officers moved, 0 attempts closed, 0 counted together, 0 dropped uncounted."
        assert counts(database) == before
        with database.reading() as session:
            assert differences(session, on=(MONDAY + DAY).date()) == []
