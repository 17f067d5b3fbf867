"""A small force that lives a year: its HR extracts, what officers do in a browser, and what others do quietly."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.cli.administration import run_administration
from safeguarding.common.clock import london_today, now
from safeguarding.common.database import Database, write
from safeguarding.content.queries.modules import PublishedModule, published_module
from safeguarding.insight.operations.releasing import release_due_figures
from safeguarding.learning.models import Completion
from safeguarding.learning.operations.article import complete_article
from safeguarding.learning.operations.daily import run_daily
from safeguarding.learning.operations.resource import open_resource
from safeguarding.learning.operations.totals import bring_totals_to_today, move_people
from safeguarding.people.models import Officer
from safeguarding.people.operations.roster import apply_roster, plan_roster
from safeguarding.people.rules.roster_file import RosterFile
from safeguarding.survey.models import SealedAnswers
from safeguarding.survey.operations.answering import save_answers
from safeguarding.survey.queries.answering import open_waves_for
from tests.people.roster_extracts import a_line, an_extract
from tests.web.conftest import Browser

CAMPAIGN = "spot-it-to-stop-it"
ARTICLE, SCENARIO, CARD = "a-phone-in-the-hall", "the-hallway", "action-card"
UNITS = {
    "F": ("Force", "", "force"),
    "L": ("Local Policing", "F", "command"),
    "B1": ("Harbour BCU", "L", "BCU"),
    "B2": ("Valley BCU", "L", "BCU"),
    "R1": ("Harbour response", "B1", "team"),
    "N1": ("Harbour wards", "B1", "team"),
    "R2": ("Valley response", "B2", "team"),
    "N2": ("Valley wards", "B2", "team"),
}
TEAMS = ("R1", "N1", "R2", "N2")
TITLES = ("PC", "Detective Constable", "PCSO", "PC")
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
RADIO = re.compile(r"<input[^>]*type=\"radio\"[^>]*>")
VALUE = re.compile(r'value="([^"]+)"')


@dataclass
class Roster:
    """Who is in post, by staff number: their team and title."""

    people: dict[str, tuple[str, str]] = field(default_factory=dict)

    def file(self) -> RosterFile:
        return an_extract(
            *(
                a_line(number, f"Officer {number}", unit=unit, title=title, units=self._units())
                for number, (unit, title) in self.people.items()
            ),
            units=self._units(),
        )

    def _units(self) -> dict[str, tuple[str, str, str]]:
        """Those that stand: a team nobody works in has been merged."""
        there = {unit for unit, _ in self.people.values()}
        return {code: facts for code, facts in UNITS.items() if code not in TEAMS or code in there}

    def apply(self, database: Database) -> None:
        """Take over the whole of it as at today, as the command does."""
        with write(database) as session:
            bring_totals_to_today(session, at=now())
            plan = plan_roster(session, file=self.file(), as_at_on=london_today(), is_full=True, today=london_today())
            applied = apply_roster(session, plan=plan, applied_by_id=None, at=now(), typed_count=plan.count_to_type)
            move_people(session, moves=applied.moves, at=now())


def a_force(how_many: int) -> Roster:
    return Roster({f"{number:07d}": (TEAMS[number % 4], TITLES[number // 4 % 4]) for number in range(1, how_many + 1)})


def weeks(first_day: date, how_many: int) -> Iterator[int]:
    """Every Monday at nine, with the day's chores done; what is done meanwhile is done at that time."""
    for week in range(how_many):
        moment = datetime.combine(first_day + timedelta(weeks=week), datetime.min.time()) + timedelta(hours=9)
        with time_machine.travel(moment, tick=False):
            yield week


def the_day_turns(database: Database) -> None:
    """What `daily` does."""
    run_daily(database, at=now())
    run_administration(database, at=now())
    release_due_figures(database, at=now())


class AtABrowser:
    """One of the officers who come by browser, signed in."""

    def __init__(self, app: Flask, officer_id: int) -> None:
        app.test_client_class = Browser
        self.browser = app.test_client()
        self.browser.is_signed_in_as(officer_id)

    def reads_the_article(self) -> None:
        address = f"/learn/{CAMPAIGN}/{ARTICLE}"
        page = self.browser.get(address)
        fields = dict(HIDDEN.findall(page.text))
        with time_machine.travel(now() + timedelta(minutes=20), tick=False):
            answer = self.browser.post(f"{address}/finish", data={**fields, "choice": _first_choice(page.text)})
        assert answer.status_code in {200, 303}, answer.text

    def opens_the_card(self) -> None:
        address = f"/learn/{CAMPAIGN}/{CARD}"
        fields = dict(HIDDEN.findall(self.browser.get(address).text))
        assert self.browser.post(f"{address}/begin", data=fields).status_code == 204

    def does_the_scenario(self, *, leaves: bool = False) -> None:
        """By the forms its pages show: one object opened, then the first choice of each scene, to an ending."""
        address = f"/learn/{CAMPAIGN}/{SCENARIO}"
        page = self._follow(self.browser.sends(f"{address}/begin"))
        for _ in range(10):
            if "/result" in self.where or leaves:
                break
            fields = dict(HIDDEN.findall(page.text))
            page = self._follow(
                self.browser.post(f"{address}/choose", data={**fields, "choice": _first_choice(page.text)})
            )
        if not leaves:
            fields = dict(HIDDEN.findall(page.text))
            assert self.browser.post(f"{address}/finish", data=fields).status_code == 303

    def answers_the_survey(self, wave: str, answers: dict[str, str], *, pages: int | None = None) -> None:
        """Page by page with these options by item; `pages`: no further than that, and not sent."""
        address = f"/survey/{CAMPAIGN}/{wave}"
        number = 1
        while pages is None or number <= pages:
            page = self.browser.get(f"{address}/{number}")
            asked = set(re.findall(r'name="item-([a-z-]+)"', page.text))
            fields = {f"item-{code}": answers[code] for code in asked if code in answers}
            answer = self.browser.sends(f"{address}/{number}", **fields)
            assert answer.status_code == 303, answer.text
            if answer.location.endswith("/send"):
                assert self.browser.sends(f"{address}/send").status_code == 303
                return
            number += 1

    def _follow(self, answer):
        assert answer.status_code == 303, answer.text
        self.where = answer.location
        return self.browser.get(answer.location.partition("#")[0])


def does_it_quietly(session: Session, officer_id: int) -> None:
    """What an officer without a browser does: the same operations, with nothing around them."""
    article, card = (_module(session, code) for code in (ARTICLE, CARD))
    before = now() - timedelta(minutes=20)
    choice = article.article.check.choices[0].code
    complete_article(session, officer_id=officer_id, module=article, begun_at=before, at=now(), choice=choice)
    open_resource(session, officer_id=officer_id, module=card, begun_at=now(), at=now())


def answers_quietly(session: Session, officer_id: int, answers: dict[str, str], *, key: bytes) -> None:
    officer = session.get_one(Officer, officer_id)
    (wave,) = open_waves_for(session, officer_id=officer_id, at=now())
    save_answers(
        session,
        wave=wave,
        staff_number=officer.staff_number,
        key=key,
        answers={code: [option] for code, option in answers.items()},
        is_finished=True,
        at=now(),
    )


def completions(database: Database) -> dict[tuple[int, int], datetime]:
    """When each officer did each module, as it is recorded."""
    with database.reading() as session:
        rows = session.execute(select(Completion.officer_id, Completion.module_id, Completion.completed_at))
        return {(officer, module): at for officer, module, at in rows}


def sealed_rows(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(SealedAnswers.slot)).all())


def _module(session: Session, code: str) -> PublishedModule:
    module = published_module(session, campaign=CAMPAIGN, module=code)
    assert module is not None
    return module


def _first_choice(page: str) -> str:
    radios = [radio for radio in RADIO.findall(page) if 'name="choice"' in radio]
    assert radios, "the page asks for no choice"
    return VALUE.findall(radios[0])[0]
