"""Listening to an episode of a hundred seconds: what counts, once, whatever arrives; and its transcript, which counts
the same."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from safeguarding.common.database import write
from safeguarding.content.models import Module
from safeguarding.content.queries.modules import module_version
from safeguarding.learning.models import Attempt, Completion, HeardEvent, Listening, Progress
from safeguarding.learning.operations.attempts import ModuleWithdrawn, NotInPost
from safeguarding.learning.operations.daily import run_daily
from safeguarding.learning.operations.podcast import EpisodeChanged, Report, complete_transcript, hear
from safeguarding.learning.operations.whole import TooFast
from safeguarding.learning.queries.counted import differences
from safeguarding.learning.queries.shelf import module_state, shelf
from safeguarding.learning.rules.listening import Stretch
from safeguarding.learning.rules.next_thing import Standing
from tests.learning.learning_factories import (
    DAY,
    MINUTE,
    MONDAY,
    a_campaign,
    a_module,
    a_version,
    an_event,
    an_officer,
    begun,
    moves_to,
    podcast_body,
)
from tests.learning.test_at_once import at_once

SECOND = timedelta(seconds=1)
HOUR_LATER = MONDAY + 60 * MINUTE


def played(start, end, *, after=None, event=None, opened_at=MONDAY, stands=None):
    """A report of these seconds, played at the usual speed so many seconds after the page was opened."""
    began = start if after is None else after
    return Report(
        event_id=event or an_event(),
        opened_at=opened_at,
        stretches=[Stretch(start * 1000, end * 1000, began * 1000, (began + end - start) * 1000)],
        stands_at=(end if stands is None else stands) * 1000,
        moment=(began + end - start) * 1000,
    )


def listens(session, officer, module, report, *, at=HOUR_LATER):
    return hear(session, officer_id=officer.id, module=module, report=report, at=at)


def state(session, officer, module):
    session.flush()
    return module_state(session, officer_id=officer.id, module_id=module.module_id)


def how_many(session, model):
    return session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def module(session):
    return a_module(session, body=podcast_body())


@pytest.fixture
def officer(session):
    return an_officer(session)


class TestReports:
    def test_the_first_begins_the_module_when_its_page_was_opened(self, session, officer, module):
        listens(session, officer, module, played(0, 15))
        attempt = session.scalars(select(Attempt)).one()
        assert (attempt.begun_at, attempt.last_at) == (MONDAY, HOUR_LATER)
        assert session.scalars(select(Progress.begun)).one() == 1

    def test_what_was_played_is_heard_and_the_place_kept(self, session, officer, module):
        heard = listens(session, officer, module, played(0, 15))
        assert (heard.parts, heard.heard_ms, heard.is_done) == (((0, 15_000),), 15_000, False)
        kept = state(session, officer, module).heard
        assert (kept.parts, kept.heard_ms, kept.stopped_ms) == (((0, 15_000),), 15_000, 15_000)

    def test_the_same_event_changes_nothing(self, session, officer, module):
        listens(session, officer, module, played(0, 15, event="one"))
        heard = listens(session, officer, module, played(50, 60, event="one"))
        assert heard.parts == ((0, 15_000),)

    def test_two_devices_add_up(self, session, officer, module):
        listens(session, officer, module, played(0, 30))
        heard = listens(session, officer, module, played(60, 80, after=5, opened_at=MONDAY + MINUTE))
        assert heard.parts == ((0, 30_000), (60_000, 80_000))

    def test_a_late_report_is_heard_and_does_not_move_the_place_back(self, session, officer, module):
        listens(session, officer, module, played(40, 60))
        heard = listens(session, officer, module, played(0, 20))
        assert heard.parts == ((0, 20_000), (40_000, 60_000))
        assert state(session, officer, module).heard.stopped_ms == 60_000

    def test_a_made_up_report_hears_what_the_time_allows(self, session, officer, module):
        heard = listens(session, officer, module, played(0, 100), at=MONDAY + 20 * SECOND)
        assert heard.heard_ms == 20_000

    def test_the_shelf_says_how_much_was_heard(self, session, officer):
        campaign = a_campaign(session)
        module = a_module(session, campaign=campaign, body=podcast_body())
        listens(session, officer, module, played(0, 15))
        [item] = shelf(session, officer_id=officer.id, campaign_code=campaign.code).items
        assert (item.standing, item.heard_ms) == (Standing.HALF_DONE, 15_000)


class TestNineTenths:
    def test_are_done_at_once_and_what_was_heard_is_forgotten(self, session, officer, module):
        assert not listens(session, officer, module, played(0, 89)).is_done
        assert listens(session, officer, module, played(95, 96, after=200)).is_done
        completion = session.scalars(select(Completion)).one()
        assert (completion.rule, completion.evidence) == ("heard_or_read", "heard")
        assert (completion.begun_at, completion.completed_at) == (MONDAY, HOUR_LATER)
        assert how_many(session, Listening) == how_many(session, HeardEvent) == 0
        assert session.scalars(select(Attempt.closed_at)).one() == HOUR_LATER
        assert session.execute(select(Progress.begun, Progress.done)).all() == [(1, 1)]

    def test_played_over_and_over_are_not_reached(self, session, officer, module):
        for turn in range(10):
            heard = listens(session, officer, module, played(0, 80, after=100 * turn))
        assert (heard.heard_ms, heard.is_done) == (80_000, False)

    def test_what_comes_in_after_begins_nothing_anew(self, session, officer, module):
        listens(session, officer, module, played(0, 95))
        late = listens(session, officer, module, played(95, 100, after=95), at=HOUR_LATER + MINUTE)
        assert late.is_done
        assert how_many(session, Attempt) == how_many(session, Completion) == 1

    def test_listening_again_keeps_the_first_completion(self, session, officer, module):
        listens(session, officer, module, played(0, 95))
        again = listens(session, officer, module, played(0, 95, opened_at=HOUR_LATER + DAY), at=HOUR_LATER + 2 * DAY)
        assert again.is_done
        assert how_many(session, Attempt) == 2
        assert session.scalars(select(Completion.completed_at)).one() == HOUR_LATER
        assert session.execute(select(Progress.begun, Progress.done)).all() == [(1, 1)]


class TestTranscript:
    def reads(self, session, officer, module, *, at=HOUR_LATER):
        complete_transcript(session, officer_id=officer.id, module=module, begun_at=MONDAY, at=at)

    def test_counts_the_same(self, session, officer, module):
        self.reads(session, officer, module)
        completion = session.scalars(select(Completion)).one()
        assert (completion.rule, completion.evidence) == ("heard_or_read", "read")

    def test_faster_than_anyone_reads_is_refused(self, session, officer, module):
        with pytest.raises(TooFast, match="quicker than anyone can read this transcript"):
            self.reads(session, officer, module, at=MONDAY + 5 * SECOND)
        assert how_many(session, Completion) == 0

    def test_ends_a_listening_that_was_begun(self, session, officer, module):
        listens(session, officer, module, played(0, 15))
        self.reads(session, officer, module)
        assert how_many(session, Completion) == 1
        assert how_many(session, Listening) == how_many(session, HeardEvent) == 0
        assert session.execute(select(Progress.begun, Progress.done)).all() == [(1, 1)]

    def test_twice_is_once(self, session, officer, module):
        self.reads(session, officer, module)
        self.reads(session, officer, module, at=HOUR_LATER + DAY)
        assert session.scalars(select(Completion.completed_at)).one() == HOUR_LATER

    def test_with_a_content_note_nothing_tells_it_from_listening(self, session):
        module = a_module(session, body=podcast_body(note="It is about a child."))
        reader, listener = an_officer(session), an_officer(session)
        self.reads(session, reader, module)
        listens(session, listener, module, played(0, 95))
        kept = [
            session.execute(select(Completion.rule, Completion.evidence).where(Completion.officer_id == one.id)).one()
            for one in (reader, listener)
        ]
        assert kept[0] == kept[1] == ("heard_or_read", "heard_read_or_set_aside")


class TestRefusals:
    def test_of_an_earlier_version_than_the_one_listened_to(self, session, officer, module):
        listens(session, officer, module, played(0, 15))
        newer = a_version(session, module_id=module.module_id, body=podcast_body("Home by noon"))
        with pytest.raises(EpisodeChanged):
            listens(session, officer, newer, played(0, 15))
        assert listens(session, officer, module, played(15, 30)).heard_ms == 30_000

    def test_of_a_retired_version_nobody_began(self, session, officer, module):
        a_version(session, module_id=module.module_id, body=podcast_body("Home by noon"))
        retired = module_version(session, version_id=module.version_id)
        with pytest.raises(EpisodeChanged):
            listens(session, officer, retired, played(0, 15))

    def test_once_withdrawn(self, session, officer, module):
        row = session.get_one(Module, module.module_id)
        row.withdrawn_at, row.withdrawn_reason = MONDAY, "A name in it was real."
        session.flush()
        withdrawn = module_version(session, version_id=module.version_id)
        with pytest.raises(ModuleWithdrawn):
            listens(session, officer, withdrawn, played(0, 15))

    def test_of_somebody_without_a_posting(self, session, officer, module):
        moves_to(session, officer, None, on=(MONDAY - DAY).date())
        with pytest.raises(NotInPost):
            listens(session, officer, module, played(0, 15))


class TestLeftLying:
    def test_is_forgotten_after_thirty_days(self, database):
        with write(database) as session:
            module, officer = a_module(session, body=podcast_body()), an_officer(session)
            listens(session, officer, module, played(0, 15))
        run_daily(database, at=HOUR_LATER + 29 * DAY)
        with database.reading() as session:
            assert how_many(session, Listening) == 1
        run_daily(database, at=HOUR_LATER + 31 * DAY)
        with database.reading() as session:
            assert how_many(session, Listening) == how_many(session, HeardEvent) == 0
            assert session.scalars(select(Attempt.closed_at)).one() is not None

    def test_an_attempt_that_something_else_began_is_taken_up(self, session, officer, module):
        begun(session, officer, module)
        assert listens(session, officer, module, played(0, 15)).heard_ms == 15_000
        assert how_many(session, Attempt) == 1


class TestAtOnce:
    def test_eight_first_reports_are_one_attempt_and_all_are_heard(self, database):
        with write(database) as session:
            module, officer = a_module(session, body=podcast_body()), an_officer(session)

        def reports(number):
            def click():
                with write(database) as session:
                    return listens(session, officer, module, played(number * 10, number * 10 + 10)).is_done

            return click

        assert at_once(*map(reports, range(8))) == [False] * 8
        with database.reading() as session:
            assert how_many(session, Attempt) == 1
            assert session.scalars(select(Listening.heard_ms)).one() == 80_000
            assert differences(session, on=MONDAY.date()) == []

    def test_eight_reports_of_enough_are_one_completion(self, database):
        with write(database) as session:
            module, officer = a_module(session, body=podcast_body()), an_officer(session)
            listens(session, officer, module, played(0, 85))

        def click():
            with write(database) as session:
                return listens(session, officer, module, played(85, 95)).is_done

        assert at_once(*[click] * 8) == [True] * 8
        with database.reading() as session:
            assert how_many(session, Completion) == how_many(session, Attempt) == 1
            assert how_many(session, Listening) == how_many(session, HeardEvent) == 0
            assert session.execute(select(Progress.begun, Progress.done)).all() == [(1, 1)]


REPORTS = st.lists(
    st.tuples(st.integers(0, 99), st.integers(1, 60), st.integers(0, 600), st.integers(0, 9), st.integers(0, 90)),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(REPORTS)
def test_whatever_arrives_what_is_heard_grows_until_it_is_done_for_ever(session, reports):
    """Any reports, some twice, at any time: heard never shrinks or beats the clock, and a completion stays as it is."""
    for table in ("completion", "listening", "heard_event", "attempt", "progress", "completion_total"):
        session.execute(text(f"delete from {table}"))
    module, officer = a_module(session, body=podcast_body()), an_officer(session)
    at, before, first = MONDAY, 0, None
    for start, seconds, after, event, pause in reports:
        at += pause * SECOND
        heard = listens(session, officer, module, played(start, start + seconds, after=after, event=str(event)), at=at)
        completion = session.execute(select(Completion.completed_at, Completion.version_id)).one_or_none()
        if first is not None:
            assert completion == first
        elif not heard.is_done:
            assert completion is None
            assert before <= heard.heard_ms <= 2000 * (at - MONDAY).total_seconds()
            before = heard.heard_ms
        first = completion
