"""Twelve months, week by week, with a moved clock: a force that joins, leaves, moves and merges; four hundred officers
by browser and the rest through the same operations; the quiz at month 0 and month 12; at the end everything agrees."""

import random
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import func, select

from safeguarding.cli.demonstration import PACK
from safeguarding.cli.packs import load_whole, read_whole
from safeguarding.common.clock import london_today, now
from safeguarding.common.database import write
from safeguarding.content.models import Campaign, Module
from safeguarding.content.operations.beginning import begin_version
from safeguarding.content.operations.review import approve, publish, send_for_review
from safeguarding.content.operations.studio import save_draft
from safeguarding.content.operations.withdrawal import module_id_of, withdraw_module
from safeguarding.content.queries.drafts import draft_at
from safeguarding.content.rules.places import write as put
from safeguarding.insight.queries.released import groups_of, weeks_of
from safeguarding.insight.rules.cells import FORCE, Cell
from safeguarding.insight.rules.measures import ONE
from safeguarding.learning.models import Attempt, Completion, Pick, UncountedSheet
from safeguarding.learning.operations.totals import bring_totals_to_today, move_people
from safeguarding.learning.queries.counted import differences
from safeguarding.people.models import Officer, Unit
from safeguarding.people.operations.units import reorganise
from safeguarding.people.queries.audit import broken_link
from safeguarding.people.queries.postings import posting_in_force
from safeguarding.people.rules.roles import Role
from safeguarding.people.rules.units_change import Decision, Reorganisation
from safeguarding.survey.models import Response
from safeguarding.survey.operations.closing import close_wave
from safeguarding.survey.operations.opening import open_wave
from safeguarding.survey.operations.planning import plan_wave
from safeguarding.survey.operations.releasing import release
from safeguarding.survey.queries.instruments import newest_instruments
from safeguarding.survey.rules.asked import AskedInstrument
from tests.people.people_factories import an_administrator, holds
from tests.survey.survey_factories import KEY, a_plan, has_key
from tests.web.conftest import Browser
from tests.web.survey.conftest import with_key_file
from tests.year.lives import (
    ARTICLE,
    CAMPAIGN,
    SCENARIO,
    TEAMS,
    AtABrowser,
    Roster,
    a_force,
    answers_quietly,
    completions,
    does_it_quietly,
    sealed_rows,
    the_day_turns,
    weeks,
)

FIRST_DAY = date(2025, 1, 6)
WEEKS = 53
IN_POST, BY_BROWSER = 1_200, 400
EXTRACT_WEEKS = (4, 17, 30, 43)
MERGER_WEEK, NEW_VERSION_WEEK, WITHDRAWAL_WEEK = 26, 12, 35
ASKED_IN = {0: 0, 48: 12}
CLOSED_IN = {3: 0, 51: 12}


class Year:
    """What has to be remembered from week to week."""

    def __init__(self, app, database, tmp_path) -> None:
        self.app, self.database = app, database
        self.chance = random.Random(12)
        self.roster: Roster = a_force(IN_POST)
        self.seen: dict[tuple[int, int], object] = {}
        self.waves: dict[int, int] = {}
        self.answered: dict[int, int] = {}
        self.figures_read = 0
        with_key_file(app, tmp_path / "survey-key", CAMPAIGN)

    def begins(self) -> None:
        with write(self.database) as session:
            load_whole(session, whole=read_whole(PACK), at=now(), starts_on=london_today())
            has_key(session, session.scalars(select(Campaign)).one(), at=now())
        self.roster.apply(self.database)
        with self.database.reading() as session:
            people = session.execute(select(Officer.id, Officer.staff_number).order_by(Officer.staff_number)).all()
            self.ids = {number: officer_id for officer_id, number in people}
        everybody = list(self.ids.values())
        self.by_browser, self.others = everybody[:BY_BROWSER], everybody[BY_BROWSER:]
        with write(self.database) as session:
            self.administrator_id = an_administrator(session).id
            self.comms_id = everybody[-1]
            holds(session, session.get_one(Officer, self.comms_id), Role.COMMS)

    def works(self, week: int) -> None:
        """Eight come by browser each week, and as many others as it takes for everybody to have come once."""
        for place in range(week * 8, min(week * 8 + 8, BY_BROWSER)):
            officer = AtABrowser(self.app, self.by_browser[place])
            officer.reads_the_article()
            if place % 3 == 0 and week < WITHDRAWAL_WEEK:
                officer.does_the_scenario(leaves=place % 9 == 0)
            if place % 4 == 0:
                officer.opens_the_card()
        share = len(self.others) // WEEKS + 1
        with write(self.database) as session:
            for officer_id in self.others[week * share : (week + 1) * share]:
                if self.is_in_post(officer_id):
                    does_it_quietly(session, officer_id)

    def is_in_post(self, officer_id: int) -> bool:
        return any(self.ids[number] == officer_id for number in self.roster.people if number in self.ids)

    def asks(self, month: int) -> None:
        with write(self.database) as session:
            campaign = session.scalars(select(Campaign)).one()
            plan = a_plan(session, campaign=campaign, at=now(), month=month, code=f"month-{month}")
            repeats = replace(plan, repeats_id=self.waves.get(0))
            wave = plan_wave(session, plan=repeats, planned_by_id=self.comms_id, at=now())
            open_wave(session, wave_id=wave.id, opened_by_id=self.comms_id, key=KEY, at=now())
            self.waves[month] = wave.id
            self.asked: AskedInstrument = newest_instruments(session, campaign_id=campaign.id)[0]
        for place, officer_id in enumerate(self.by_browser[:: BY_BROWSER // 50]):
            if self.is_in_post(officer_id):
                # Two of five stop after the first page: what they said is kept, and they need not come back.
                AtABrowser(self.app, officer_id).answers_the_survey(
                    f"month-{month}", self.answers(month), pages=1 if place % 5 < 2 else None
                )
        with write(self.database) as session:
            for officer_id in self.others[::2]:
                if self.is_in_post(officer_id):
                    answers_quietly(session, officer_id, self.answers(month), key=KEY)
        self.answered[month] = sealed_rows(self.database)

    def answers(self, month: int) -> dict[str, str]:
        """One option for each item; at month 12 the scored one more often."""
        given = {}
        for item in self.asked.items:
            scored = item.scored and self.chance.random() < (0.35 if month == 0 else 0.6)
            given[item.code] = item.scored[0] if scored else self.chance.choice([point.code for point in item.points])
        return given

    def closes(self, month: int) -> None:
        with write(self.database) as session:
            close_wave(session, wave_id=self.waves[month], closed_by_id=self.comms_id, key=KEY, at=now())
            release(session, wave_id=self.waves[month], released_by_id=self.comms_id, at=now())

    def takes_over_an_extract(self) -> None:
        """Ten leave, ten join, twenty move."""
        numbers = sorted(self.roster.people)
        for number in self.chance.sample(numbers[BY_BROWSER:-1], 10):
            del self.roster.people[number]
        there = sorted({unit for unit, _ in self.roster.people.values()})
        for number in self.chance.sample(sorted(self.roster.people), 20):
            self.roster.people[number] = (self.chance.choice(there), self.roster.people[number][1])
        first = 900_000 + len(self.seen)
        self.roster.people.update({f"{first + place:07d}": (there[0], "PC") for place in range(10)})
        self.roster.apply(self.database)

    def merges(self) -> None:
        """The second team of the valley becomes part of the first."""
        kept, gone = TEAMS[2], TEAMS[3]
        with write(self.database) as session:
            bring_totals_to_today(session, at=now())
            units = {unit.code: unit.id for unit in session.scalars(select(Unit))}
            decision = Decision(Reorganisation.MERGE, units[gone], from_on=london_today(), other_id=units[kept])
            done = reorganise(session, decision=decision, decided_by_id=self.administrator_id, at=now())
            move_people(session, moves=done.moves, at=now())
        self.roster.people = {
            number: (kept if unit == gone else unit, title) for number, (unit, title) in self.roster.people.items()
        }

    def reviews_a_new_version(self) -> None:
        """A trainer edits the article everybody reads; a reviewer approves and publishes it."""
        with write(self.database) as session:
            trainer_id, reviewer_id = self.others[0], self.others[1]
            holds(session, session.get_one(Officer, trainer_id), Role.TRAINER)
            holds(session, session.get_one(Officer, reviewer_id), Role.REVIEWER)
            module = session.scalars(select(Module).filter_by(code=ARTICLE)).one()
            version = begin_version(session, module_id=module.id, by_id=trainer_id, at=now())
            draft = draft_at(session, version_id=version.id, revision=version.revision)
            changed = put(draft, "text", f"{draft.body['text']}\n\nOne line more, so that it is a new version.")
            what = {"version_id": version.id, "by_id": trainer_id, "at": now()}
            saved = save_draft(session, revision=version.revision, draft=changed, **what)
            send_for_review(session, revision=saved.revision, reason="As before, with one line more.", **what)
            approve(session, **{**what, "by_id": reviewer_id}, revision=saved.revision)
            publish(session, **{**what, "by_id": reviewer_id})

    def withdraws_a_module(self) -> None:
        with write(self.database) as session:
            module_id = module_id_of(session, campaign=CAMPAIGN, module=SCENARIO)
            withdraw_module(session, module_id=module_id, reason="It is to be looked at again.", at=now())

    def reads_the_figures(self) -> None:
        """What is said today of the force and of each team is so, and every Monday so far is there."""
        today = london_today()
        with self.database.reading() as session:
            campaign_id = session.scalars(select(Campaign.id)).one()
            in_force = posting_in_force(today).subquery()
            reached = select(Completion.officer_id).distinct().subquery()
            statement = (
                select(in_force.c.unit_id, func.count())
                .join(reached, reached.c.officer_id == in_force.c.officer_id)
                .where(in_force.c.unit_id.is_not(None))
                .group_by(in_force.c.unit_id)
            )
            done = dict(session.execute(statement).all())
            done[FORCE] = sum(done.values())
            groups = groups_of(session, campaign_id=campaign_id, unit_ids=done)
            mondays = [week.released_on for week in weeks_of(session, campaign_id=campaign_id, unit_id=FORCE)]
        for unit_id, people in done.items():
            said = groups[Cell(unit_id)].said(ONE)
            if said is not None and said.since == today:
                assert said.fewest <= people <= said.most
                self.figures_read += 1
        assert mondays == [FIRST_DAY + timedelta(weeks=week) for week in range(len(mondays))]
        assert mondays[-1] == today

    def looks_back(self) -> None:
        """Nothing that was done is ever taken away, or gets another date; and the totals say what was done."""
        recorded = completions(self.database)
        assert {key: recorded.get(key) for key in self.seen} == self.seen
        self.seen = recorded
        with self.database.reading() as session:
            assert differences(session, on=london_today()) == []


def test_a_year_is_lived_and_everything_agrees(app, database, tmp_path):
    year = Year(app, database, tmp_path)
    for week in weeks(FIRST_DAY, WEEKS):
        if week == 0:
            year.begins()
        the_day_turns(database)
        year.reads_the_figures()
        if week in EXTRACT_WEEKS:
            year.takes_over_an_extract()
        if week == MERGER_WEEK:
            year.merges()
        if week == NEW_VERSION_WEEK:
            year.reviews_a_new_version()
        if week == WITHDRAWAL_WEEK:
            year.withdraws_a_module()
        if week in ASKED_IN:
            year.asks(ASKED_IN[week])
        if week in CLOSED_IN:
            year.closes(CLOSED_IN[week])
        year.works(week)
        year.looks_back()
        if week == WEEKS - 1:
            it_all_agrees(year)


def it_all_agrees(year: Year) -> None:
    with year.database.reading() as session:
        assert broken_link(session) is None
        for month, wave_id in year.waves.items():
            kept = session.scalar(select(func.count()).select_from(Response).where(Response.wave_id == wave_id))
            assert kept == year.answered[month] > 400
        open_attempts = set(session.scalars(select(Attempt.id).where(Attempt.closed_at.is_(None))))
        assert set(session.scalars(select(Pick.attempt_id))) <= open_attempts
        oldest = session.scalar(select(func.min(UncountedSheet.closed_on)))
        assert oldest is None or oldest >= london_today() - timedelta(days=8)
    assert sealed_rows(year.database) == 0
    assert year.figures_read > 2 * WEEKS
    assert len(year.seen) > 2 * IN_POST - 400
    with year.database.reading() as session:
        versions = session.scalars(select(Completion.version_id).distinct()).all()
        assert len(versions) == 4, "the article's two versions, the scenario and the card"

    comms = AtABrowser(year.app, year.comms_id).browser
    assert isinstance(comms, Browser)
    for address in ("/dashboard/", "/dashboard/reach", "/dashboard/change", "/dashboard/waves"):
        assert comms.get(address).status_code == 200
    assert "rose" in comms.get("/dashboard/change").text
