"""G5 and G6: the survey answered page by page, and its figures computed once and shown from what was kept.

Requests come one after another from one client, and what is given is processor time of all server processes, the
database's included; nothing else runs in the meantime.
"""

import http.client
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import psutil
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from safeguarding.app import create_app
from safeguarding.cli.demonstration import PACK
from safeguarding.common.clock import london_day, now
from safeguarding.common.database import Database
from safeguarding.common.migrating import migrate_up
from safeguarding.config import Settings
from safeguarding.content.models import Campaign
from safeguarding.people.models import RoleGrant
from safeguarding.people.rules.roles import Role
from safeguarding.survey.interchange.reading import read_survey
from safeguarding.survey.models import Response, SurveyKey, Wave, WaveStratum
from safeguarding.survey.operations.keys import campaign_key, make_key
from safeguarding.survey.operations.loading import load_survey
from safeguarding.survey.operations.opening import open_wave
from safeguarding.survey.operations.planning import WavePlan, plan_wave
from safeguarding.survey.operations.releasing import computed_release, release
from safeguarding.survey.queries.frame import frame
from safeguarding.survey.queries.instruments import newest_instruments
from safeguarding.survey.queries.waves import wave_detail
from safeguarding.survey.rules.asked import AskedInstrument
from safeguarding.survey.rules.strata import FrameCell, strata_of
from safeguarding.web.survey.sheets import Sheet, sheets_of
from tests.bench.loading import SignedInClient, load_force, load_pack_into, settle, signed_in_clients
from tests.bench.serving import Server, served
from tests.survey.invented_waves import Person, answers_of

SECRET = "the bench keeps no secrets, this is only long enough"
ANSWERS = 4_000
OFFICERS = 44_000
ANSWERING, LOOKING = 40, 100
PRIMARY = ("vignettes", "voice", "confidence", "route", "take-out")

Goal = Callable[[str, str, str, bool], None]


@dataclass(frozen=True)
class Asked:
    """What was made: two waves of the past, and one that is open."""

    campaign: str
    first: str
    last: str
    open: str
    sheets: tuple[Sheet, ...]
    questions: int


def survey_figures(goal: Goal, url: str, folder: Path, *, database_processes: list[psutil.Process]) -> None:
    """Both goals on one empty database; `goal(name, what, seen, met)` takes the results."""
    key = folder / f"survey-key-{abs(hash(url))}"
    migrate_up(url)
    settings = Settings(url, SECRET, is_demonstration=False, has_https=False, instance=folder, survey_key_file=key)
    app = create_app(settings)
    database: Database = app.extensions["database"]
    load_pack_into(database)
    load_force(database, officers=OFFICERS)
    made, took = prepared(database, key)
    settle(database)
    goal("G6", f"first computation, 2 × {ANSWERS:,} answers × {made.questions}", f"{took:.2f} s (≤ 2)", took <= 2)
    officers = signed_in_clients(app, list(range(1, 2 * ANSWERING + 2)))
    with database.writing() as session, session.begin():
        session.add(
            RoleGrant(officer_id=officers[-1].officer_id, role=Role.COMMS, granted_by_id=None, granted_at=now())
        )
    environment = {"DATABASE_URL": url, "SECRET_KEY": SECRET, "HTTPS": "no", "SURVEY_KEY_FILE": str(key)}
    with served("wsgi:app", environment=environment, until="/readyz", database_processes=database_processes) as product:
        card = [("GET", f"/dashboard/change/{made.campaign}/{made.last}", None)]
        shown = cost(product, [(officers[-1], card)] * LOOKING, warm=8)
        goal("G6", "the change card from what was released", f"{shown:.1f} ms CPU (≤ 56)", shown <= 56)
        for by_script, whom in ((True, officers[:ANSWERING]), (False, officers[ANSWERING:-1])):
            sittings = [(officer, list(a_sitting(made, officer, by_script=by_script))) for officer in whom]
            answered = cost(product, sittings, warm=8, by_script=by_script)
            how = "as our script sends it" if by_script else "without script"
            what = f"show and answer {made.questions} questions ({len(made.sheets)} pages) and send, {how}"
            goal("G5", what, f"{answered:.1f} ms CPU (≤ 24)", answered <= 24)
    database.close()


Asking = tuple[str, str, str | None]


def a_sitting(made: Asked, officer: SignedInClient, *, by_script: bool) -> Iterator[Asking]:
    """Every page shown and sent, and the end. With our script, what a page is sent with shows the next one."""
    root = f"/survey/{made.campaign}/{made.open}"
    for sheet in made.sheets:
        if sheet.number == 1 or not by_script:
            yield "GET", f"{root}/{sheet.number}", None
        chosen = {question.field: question.answers[0].code for question in sheet.questions}
        yield "POST", f"{root}/{sheet.number}", urlencode({"csrf_token": officer.csrf, **chosen})
    if not by_script:
        yield "GET", f"{root}/send", None
    yield "POST", f"{root}/send", urlencode({"csrf_token": officer.csrf})


def cost(
    product: Server, work: list[tuple[SignedInClient, list[Asking]]], *, warm: int, by_script: bool = False
) -> float:
    """Milliseconds of processor time for each piece of work; the first few only warm the workers."""
    for client, asking in work[:warm]:
        ask(product, client, asking, by_script=by_script)
    before = product.cpu_seconds()
    for client, asking in work[warm:]:
        ask(product, client, asking, by_script=by_script)
    return 1000 * (product.cpu_seconds() - before) / len(work[warm:])


def ask(product: Server, client: SignedInClient, asking: list[Asking], *, by_script: bool) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", product.port, timeout=20)
    for method, path, body in asking:
        headers = {"Cookie": client.cookie} | ({"X-Shown-Here": "yes"} if by_script else {})
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status not in (200, 303):
            raise SystemExit(f"{method} {path} was answered with {answer.status}; no figure is given.")
    connection.close()


def prepared(database: Database, key: Path) -> tuple[Asked, float]:
    """Two waves of the past, the first released, then the second, timed; and a third that everybody may answer."""
    survey = read_survey(PACK, pack=None)
    assert survey is not None
    at = now()
    with database.writing() as session, session.begin():
        campaign = session.scalars(select(Campaign)).one()
        load_survey(session, survey=survey, campaign_code=campaign.code, at=at)
        asked = newest_instruments(session, campaign_id=campaign.id)[0]
        first, last = past_waves(session, campaign, asked, at=at)
        release(session, wave_id=first.id, released_by_id=None, at=at)
        began = time.process_time()
        computed_release(session, wave=wave_detail(session, wave_id=last.id))
        took = time.process_time() - began
        release(session, wave_id=last.id, released_by_id=None, at=at)
        make_key(session, campaign_id=campaign.id, path=key, at=at)
        plan = WavePlan(
            campaign_id=campaign.id,
            code="month-24",
            month=24,
            title="Month 24",
            instrument_id=asked.id,
            design="everyone",
            target_answers=None,
            expected_response=0.4,
            frame_on=london_day(at),
            closes_on=london_day(at + timedelta(days=20)),
            primary_outcomes=PRIMARY,
        )
        wave = plan_wave(session, plan=plan, planned_by_id=None, at=at)
        check_value = session.scalars(select(SurveyKey.check_value)).one()
        secret = campaign_key(key, campaign_code=campaign.code, check_value=check_value)
        open_wave(session, wave_id=wave.id, opened_by_id=None, key=secret, at=at)
        made = Asked(campaign.code, first.code, last.code, wave.code, sheets_of(asked.items), len(asked.items))
    return made, took


def past_waves(session: Session, campaign: Campaign, asked: AskedInstrument, *, at: datetime) -> tuple[Wave, Wave]:
    """About 4,000 answers each, half of them from the same people, written straight into the tables."""
    random = Random(1)
    cells: dict[tuple[object, object], FrameCell] = {}
    for person in frame(session, on=london_day(at)):
        place = person.group, person.role_family
        known = cells.get(place)
        cells[place] = FrameCell(person.group, person.role_family, known.officers + 1 if known else 1)
    strata = strata_of(cells.values(), answers_each=ANSWERS / OFFICERS)
    people = [
        Person(f"{random.getrandbits(128):032x}", place, random.gauss(0, 0.8))
        for place, stratum in enumerate(strata)
        for _ in range(round(stratum.officers * ANSWERS / OFFICERS))
    ]
    fresh = [Person(f"{random.getrandbits(128):032x}", each.stratum, random.gauss(0, 0.8)) for each in people[::2]]
    waves: list[Wave] = []
    for month, answering in ((0, people), (12, [*people[1::2], *fresh])):
        began = at - timedelta(days=400 - 30 * month)
        wave = Wave(
            campaign_id=campaign.id,
            instrument_id=asked.id,
            repeats_id=waves[0].id if waves else None,
            code=f"month-{month}",
            month=month,
            title=f"Month {month}",
            state="closed",
            design="sample",
            seed="seed",
            target_answers=ANSWERS,
            expected_response=0.4,
            frame_on=london_day(began),
            closes_on=london_day(began + timedelta(days=21)),
            primary_outcomes=list(PRIMARY),
            planned_at=began,
            opened_at=began,
            closed_at=began + timedelta(days=22),
        )
        session.add(wave)
        session.flush()
        waves.append(wave)
        ids = []
        for position, stratum in enumerate(strata):
            row = WaveStratum(
                wave_id=wave.id,
                position=position,
                name=stratum.name,
                unit_ids=list(stratum.unit_ids),
                role_families=[family.value for family in stratum.role_families],
                frame_count=stratum.officers,
                panel_count=0,
                invited_count=round(stratum.officers / 4),
            )
            session.add(row)
            session.flush()
            ids.append(row.id)
        session.execute(
            insert(Response),
            [
                {
                    "id": f"{random.getrandbits(128):032x}",
                    "wave_id": wave.id,
                    "link": person.link,
                    "stratum_id": ids[person.stratum],
                    "week_on": london_day(began),
                    "is_finished": True,
                    "answers": {code: list(given) for code, given in answers_of(random, person, shift={}).items()},
                }
                for person in answering
            ],
        )
    return waves[0], waves[1]
