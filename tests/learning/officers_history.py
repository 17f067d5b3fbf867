"""What officers, postings and days do, in any order, and what must hold after each step. test_history.py goes on."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import delete, select

from safeguarding.common.clock import london_day
from safeguarding.common.database import write
from safeguarding.common.schema import Base
from safeguarding.content.queries.modules import module_version
from safeguarding.learning.models import Attempt, Completion, HeardEvent, Pick
from safeguarding.learning.operations.article import complete_article
from safeguarding.learning.operations.daily import run_daily
from safeguarding.learning.operations.scenario import finish_scenario
from safeguarding.learning.operations.totals import bring_totals_to_today, move_people
from safeguarding.learning.queries.counted import differences, totals_day
from safeguarding.learning.rules.looks import Look
from safeguarding.learning.rules.path import walk
from safeguarding.learning.rules.refusals import Refusal
from safeguarding.people.models import Posting
from safeguarding.people.queries.postings import posting_on
from safeguarding.people.rules.roster import PostingMove
from tests.learning.learning_factories import (
    LONG_AGO,
    MONDAY,
    a_campaign,
    a_module,
    an_article,
    an_officer,
    begun,
    chooses,
    held,
    looks,
)
from tests.people.people_factories import a_unit

WHO, WHICH, WHERE = st.integers(0, 2), st.integers(0, 1), st.integers(0, 2)


class OfficersHistory(RuleBasedStateMachine):
    """Three people, two units, two scenarios and an article."""

    database = None
    refusals: tuple[type[Exception], ...] = ()

    @initialize()
    def set_up(self):
        self.at = MONDAY
        self.first_completions = {}
        with write(self.database) as session:
            for table in reversed(Base.metadata.sorted_tables):
                if table.name != "audit_entry":
                    session.execute(delete(table))
            campaign = a_campaign(session)
            self.scenarios = [a_module(session, campaign=campaign) for _ in range(2)]
            self.article = an_article(session, campaign=campaign)
            self.people_come(session)

    def people_come(self, session):
        self.units = [a_unit(session, from_on=LONG_AGO) for _ in range(2)]
        self.officers = [an_officer(session, unit=self.units[0]) for _ in range(3)]

    def do(self, action):
        """One request: done whole, or refused and forgotten."""
        self.at += timedelta(minutes=1)
        try:
            with write(self.database) as session:
                action(session)
        except (Refusal, *self.refusals):
            pass

    def version_of(self, session, attempt):
        """What the attempt was begun with, whatever has been published since."""
        return module_version(session, version_id=attempt.version_id)

    def open_attempt(self, session, who, which):
        statement = select(Attempt).where(
            Attempt.officer_id == self.officers[who].id,
            Attempt.module_id == self.scenarios[which].module_id,
            Attempt.closed_at.is_(None),
        )
        attempt = session.scalars(statement).one_or_none()
        return held(session, attempt) if attempt else None

    @rule(who=WHO, which=WHICH)
    def begins(self, who, which):
        self.do(lambda session: begun(session, self.officers[who], self.scenarios[which], at=self.at))

    @rule(who=WHO, which=WHICH, thing=st.sampled_from(["ticket", "coat"]), state=st.sampled_from(Look))
    def looks(self, who, which, thing, state):
        def look_at_it(session):
            attempt = self.open_attempt(session, who, which)
            if attempt:
                looks(session, attempt, self.version_of(session, attempt), thing, state, at=self.at)

        self.do(look_at_it)

    @rule(
        who=WHO,
        which=WHICH,
        choice=st.sampled_from([("hall", "ask"), ("hall", "leave"), ("kitchen", "call"), ("kitchen", "wait")]),
    )
    def chooses(self, who, which, choice):
        def choose_it(session):
            attempt = self.open_attempt(session, who, which)
            if attempt:
                chooses(session, attempt, self.version_of(session, attempt), choice, at=self.at)

        self.do(choose_it)

    @rule(who=WHO, which=WHICH)
    def finishes(self, who, which):
        def finish(session):
            attempt = self.open_attempt(session, who, which)
            if attempt:
                finish_scenario(session, attempt=attempt, module=self.version_of(session, attempt), at=self.at)

        self.do(finish)

    @rule(who=WHO, minutes=st.integers(0, 5))
    def sends_an_articles_answer(self, who, minutes):
        self.do(
            lambda session: complete_article(
                session,
                officer_id=self.officers[who].id,
                module=self.article,
                begun_at=self.at - timedelta(minutes=minutes),
                at=self.at,
                choice="ask",
            )
        )

    @rule(who=WHO, where=WHERE)
    def moves_leaves_or_returns(self, who, where):
        """As the roster does it, today."""

        def move(session):
            bring_totals_to_today(session, at=self.at)
            officer, today = self.officers[who], london_day(self.at)
            before = posting_on(session, officer_id=officer.id, on=today)
            self.post(session, officer, where, on=today)
            after = posting_on(session, officer_id=officer.id, on=today)
            change = PostingMove(officer.id, before=as_pair(before), after=as_pair(after))
            move_people(session, moves=[change], at=self.at)

        self.do(move)

    @rule(who=WHO, where=WHERE, days=st.integers(1, 3))
    def is_to_move_later(self, who, where, days):
        today = london_day(self.at)
        self.do(lambda session: self.post(session, self.officers[who], where, on=today + timedelta(days=days)))

    @rule(days=st.sampled_from([1, 1, 2, 31]))
    def days_pass(self, days):
        self.at += timedelta(days=days)

    @rule()
    def the_chore_runs(self):
        run_daily(self.database, at=self.at)

    def post(self, session, officer, where, *, on):
        session.execute(delete(Posting).where(Posting.officer_id == officer.id, Posting.from_on == on))
        unit = self.units[where].id if where < len(self.units) else None
        family = "response" if unit else None
        session.add(Posting(officer_id=officer.id, unit_id=unit, role_family=family, from_on=on))
        session.flush()

    @invariant()
    def progress_and_totals_agree_with_the_rows(self):
        with self.database.reading() as session:
            assert differences(session, on=totals_day(session) or london_day(self.at)) == []

    @invariant()
    def completions_only_grow_and_are_never_re_dated(self):
        with self.database.reading() as session:
            now = {
                (row.officer_id, row.module_id): (row.id, row.begun_at, row.completed_at, row.unit_id, row.version_id)
                for row in session.scalars(select(Completion))
            }
        assert {key: now.get(key) for key in self.first_completions} == self.first_completions
        self.first_completions = now

    @invariant()
    def picks_are_kept_only_of_open_attempts(self):
        with self.database.reading() as session:
            closed = select(Attempt.id).where(Attempt.closed_at.is_not(None))
            assert session.scalars(select(Pick.id).where(Pick.attempt_id.in_(closed))).all() == []
            assert session.scalars(select(HeardEvent.event_id).where(HeardEvent.attempt_id.in_(closed))).all() == []
            assert (
                session.scalars(select(Attempt.id).where(Attempt.id.in_(closed), Attempt.looking_at != "")).all() == []
            )

    @invariant()
    def an_ended_attempt_is_at_an_ending_and_is_done(self):
        with self.database.reading() as session:
            for attempt in session.scalars(select(Attempt).where(Attempt.closed_at.is_(None))):
                choices = dict(
                    list(row)
                    for row in session.execute(
                        select(Pick.scene, Pick.choice).where(Pick.attempt_id == attempt.id, Pick.object == "")
                    )
                )
                scenario = next((one for one in self.scenarios if one.module_id == attempt.module_id), None)
                if scenario is None:
                    continue
                has_ending = walk(scenario.scenario, choices).ending is not None
                assert (attempt.ended_at is not None) == has_ending
                of_the_same = (Completion.officer_id == attempt.officer_id, Completion.module_id == attempt.module_id)
                assert not has_ending or session.scalars(select(Completion.id).where(*of_the_same)).one()


def as_pair(posting):
    return (posting.unit_id, posting.role_family) if posting else None
