"""Whatever officers, authors, administrators and days do, in any order: completions only grow, and counts agree.

Beside what officers do (officers_history.py): new versions and withdrawals, packs loaded, HR extracts taken over and
taken back, units merged, renamed and closed.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test
from sqlalchemy import delete, select, update

from safeguarding.cli.administration import run_administration
from safeguarding.common.clock import london_day
from safeguarding.content.interchange.pack import read_pack
from safeguarding.content.operations.loading import load_pack
from safeguarding.content.operations.withdrawal import AlreadyWithdrawn, withdraw_module
from safeguarding.content.queries.modules import published_module
from safeguarding.learning.models import Completion
from safeguarding.learning.operations.article import complete_article
from safeguarding.learning.operations.daily import run_daily
from safeguarding.learning.operations.roster_undo import TABLES_THAT_FOLLOW, move_people_back
from safeguarding.learning.operations.totals import bring_totals_to_today, move_people
from safeguarding.people.models import Officer, Unit
from safeguarding.people.operations.roster import RosterRefused, apply_roster, plan_roster
from safeguarding.people.operations.roster_undo import undo_import
from safeguarding.people.operations.units import CannotReorganise, reorganise
from safeguarding.people.queries.roster import last_import
from safeguarding.people.rules.roster_file import UnreadableFile
from safeguarding.people.rules.units_change import Decision, Reorganisation
from tests.content.packs import CAMPAIGN, TEXT, a_pack_folder
from tests.learning.learning_factories import LONG_AGO, a_version, article_body, scenario_body
from tests.learning.officers_history import WHICH, WHO, OfficersHistory
from tests.people.people_factories import a_unit, an_officer
from tests.people.roster_extracts import UNITS, a_line, an_extract

# The third place is to be in no line: in an extract of everybody, to have left.
TEAMS = ["R1", "R2", None]
PLACES = st.lists(st.sampled_from(TEAMS), min_size=4, max_size=4)
NUMBERS = ["P1", "P2", "P3", "P4"]


class History(OfficersHistory):
    """The same people in a force of five units; the fourth of them joins by an extract."""

    refusals = (RosterRefused, UnreadableFile, CannotReorganise, AlreadyWithdrawn)
    packs = ()

    def people_come(self, session):
        self.words = 0
        placed: dict[str, Unit] = {}
        for code, (name, parent, kind) in UNITS.items():
            placed[code] = a_unit(
                session, code=code, name=name, kind=kind.lower(), parent=placed.get(parent), from_on=LONG_AGO
            )
        self.units = [placed["R1"], placed["R2"]]
        self.officers = [
            an_officer(session, unit=self.units[0], staff_number=number, from_on=LONG_AGO) for number in NUMBERS[:3]
        ]

    @rule(which=st.integers(0, 2))
    def a_new_version_is_published(self, which):
        def publish(session):
            self.words += 1
            old = self.article if which == 2 else self.scenarios[which]
            title = f"As it is said for the {self.words}. time"
            body = article_body(title) if which == 2 else scenario_body(title)
            self.know(session, a_version(session, module_id=old.module_id, body=body))

        self.do(publish)

    @rule()
    def one_scenario_is_withdrawn(self):
        def withdraw(session):
            known = self.scenarios[1]
            withdraw_module(session, module_id=known.module_id, reason="It was wrong.", at=self.at)
            self.know(session, known)

        self.do(withdraw)

    @rule(number=st.integers(0, 2))
    def a_pack_is_loaded(self, number):
        self.do(lambda session: load_pack(session, pack=self.packs[number], at=self.at))

    @rule(who=WHO)
    def answers_the_packs_letter(self, who):
        def answer(session):
            letter = published_module(session, campaign="look-again", module="a-letter")
            if letter is not None:
                begun_at = self.at - timedelta(minutes=5)
                self.completes(session, self.officers[who].id, letter, begun_at=begun_at)

        self.do(answer)

    @rule(places=PLACES, is_full=st.booleans(), days_ago=st.integers(0, 3), is_taken_back=st.booleans())
    def an_extract_is_taken_over(self, places, is_full, days_ago, is_taken_back):
        def take_over(session):
            lines = [a_line(n, unit=team) for n, team in zip(NUMBERS, places, strict=True) if team is not None]
            today = london_day(self.at)
            bring_totals_to_today(session, at=self.at)
            plan = plan_roster(
                session,
                file=an_extract(*lines),
                as_at_on=today - timedelta(days=days_ago),
                is_full=is_full,
                today=today,
                share=100,
            )
            applied = apply_roster(session, plan=plan, applied_by_id=None, at=self.at)
            move_people(session, moves=applied.moves, at=self.at)

        self.do(take_over)
        if is_taken_back:
            self.the_last_extract_is_taken_back()

    @rule()
    def the_last_extract_is_taken_back(self):
        def take_back(session):
            bring_totals_to_today(session, at=self.at)
            last = last_import(session)
            if last is not None:
                undo_import(
                    session,
                    import_id=last.id,
                    undone_by_id=None,
                    at=self.at,
                    follow=lambda moves: move_people_back(session, moves=moves, at=self.at),
                    that_follow=TABLES_THAT_FOLLOW,
                )

        self.do(take_back)

    @rule()
    def whoever_joined_answers_the_article(self):
        def answer(session):
            joiner = session.scalars(select(Officer).where(Officer.staff_number == NUMBERS[3])).one_or_none()
            if joiner is not None:
                self.completes(session, joiner.id, self.article, begun_at=self.at - timedelta(minutes=5))

        self.do(answer)

    @rule(kind=st.sampled_from(Reorganisation), which=WHICH, days=st.integers(0, 2))
    def a_unit_is_reorganised(self, kind, which, days):
        def decide(session):
            bring_totals_to_today(session, at=self.at)
            self.words += 1
            decision = Decision(
                kind,
                self.units[which].id,
                london_day(self.at) + timedelta(days=days),
                other_id=self.units[1 - which].id,
                name=f"Team {self.words}",
            )
            if kind is Reorganisation.SPLIT:
                people = tuple(officer.id for officer in self.officers[:1])
                decision = replace(decision, other_id=None, code=f"S{self.words}", unit_kind="team", officer_ids=people)
            made = reorganise(session, decision=decision, decided_by_id=self.officers[0].id, at=self.at)
            move_people(session, moves=made.moves, at=self.at)

        self.do(decide)

    @rule()
    def the_chore_runs(self):
        run_administration(self.database, at=self.at)
        run_daily(self.database, at=self.at)

    def know(self, session, changed):
        """What is published now of a module that was changed."""
        now = published_module(session, campaign=changed.campaign_code, module=changed.code)
        if changed.module_id == self.article.module_id:
            self.article = now
        else:
            self.scenarios = [now if one.module_id == now.module_id else one for one in self.scenarios]

    def completes(self, session, officer_id, article, *, begun_at):
        complete_article(session, officer_id=officer_id, module=article, begun_at=begun_at, at=self.at, choice="ask")


def packs_of(tmp_path):
    """A pack, the same with other words, and the same in another order."""
    changes = [
        {},
        {"modules/a-letter/text.md": TEXT.replace("Ten letters lay", "Eleven letters lay")},
        {"campaign.yaml": CAMPAIGN.replace("  - the-yard\n  - a-letter\n", "  - a-letter\n  - the-yard\n")},
    ]
    return tuple(read_pack(a_pack_folder(tmp_path / str(at), **change)) for at, change in enumerate(changes))


def test_any_history(database, tmp_path):
    History.database, History.packs = database, packs_of(tmp_path)
    run_state_machine_as_test(
        History,
        settings=settings(
            max_examples=12, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_a_completion_that_is_re_dated_or_gone_is_found_out(database, tmp_path):
    History.database, History.packs = database, packs_of(tmp_path)
    history = History()
    history.set_up()
    history.sends_an_articles_answer(who=0, minutes=5)
    history.completions_only_grow_and_are_never_re_dated()
    later = update(Completion).values(completed_at=history.at + timedelta(days=1))
    for spoils in (later, delete(Completion)):
        with database.writing() as session:
            session.execute(spoils)
            session.commit()
        with pytest.raises(AssertionError):
            history.completions_only_grow_and_are_never_re_dated()
    with pytest.raises(AssertionError):
        history.progress_and_totals_agree_with_the_rows()
