"""With the whole database, a copy of it after each request, and the times of sign-ins, but without the key, nobody can
say whose a response is.

What chance gives: one right pair in each stratum, however many answered in it. That is 1 / (how many answered in the
officer's stratum); here all who were invited answer, so it is 1 / (how many were invited) too. Where fewer answer,
somebody with a copy after each request knows who took part (never what they said), and 1 / (how many answered) is what
is left. How many pairs chance gets right is a Poisson number with mean 1 in each stratum: with two strata, more than 16
right of 120 would happen to one attempt in ten thousand million.

The controls are the same insider where something was done wrong, or with the key: then every pair is right.
"""

import random
from dataclasses import dataclass

import pytest
from sqlalchemy import select, text

from safeguarding.common.database import Database, write
from safeguarding.people.models import Officer
from safeguarding.people.operations.sign_in import begin_session
from safeguarding.people.rules.roles import RoleFamily
from safeguarding.survey.models import Invitation
from safeguarding.survey.operations.closing import close_wave
from safeguarding.survey.queries.responses import responses
from safeguarding.survey.rules.sealing import link_of
from tests.learning.learning_factories import LONG_AGO, an_officer
from tests.people.people_factories import a_unit
from tests.survey.insider import Insider, Watched, copy_of, what_is_new
from tests.survey.survey_factories import KEY, MONDAY, WEEK, an_open_wave, answered, items

IN_EACH_STRATUM = 60
RIGHT_BY_CHANCE = 16

PLANTED_TABLES = {
    "planted_flag": "officer_id integer",
    "planted_response": "id text, wave_id integer, link text, stratum_id integer",
    "planted_link": "link text",
}


@dataclass(frozen=True)
class Lived:
    """A wave that was watched from its opening to its close."""

    insider: Insider
    planted: Insider
    truth: dict[int, str]

    def right(self, pairs: dict[int, str]) -> int:
        return sum(self.truth[officer_id] == response for officer_id, response in pairs.items())


@pytest.fixture
def lived(database):
    """Two strata; everybody signs in and answers, in random order, watched after each request.

    Beside it, as others might have built it: a flag and a response in one transaction, and the link in a row of the
    open wave. No attempt of the insider at the real responses reads those tables.
    """
    chance = random.Random(7)
    with write(database) as session:
        for name, columns in PLANTED_TABLES.items():
            session.execute(text(f"create table {name} ({columns})"))
        unit = a_unit(session, from_on=LONG_AGO)
        people = [
            an_officer(session, unit=unit, role_family=family)
            for family in (RoleFamily.RESPONSE, RoleFamily.CUSTODY)
            for _ in range(IN_EACH_STRATUM)
        ]
        wave = an_open_wave(session, expected_response=1.0)
        strata = dict(
            session.execute(
                select(Invitation.officer_id, Invitation.stratum_id).where(Invitation.wave_id == wave.id)
            ).all()
        )
    assert len(set(strata.values())) == 2
    chance.shuffle(people)
    watched = watch(database, people, strata)
    with write(database) as session:
        close_wave(session, wave_id=wave.id, closed_by_id=None, key=KEY, at=MONDAY + WEEK)
    with database.reading() as session:
        by_link = {row.link: row for row in responses(session, wave_id=wave.id)}
    last = copy_of(database)
    ids = {row.cells[2]: row.cells[0] for row in last["response"]}
    truth = {officer.id: ids[link_of(officer.staff_number, key=KEY)] for officer in people}
    assert {by_link[link_of(officer.staff_number, key=KEY)].answers["story"] for officer in people} > {("see",)}
    real = [blinded(each) for each in watched]
    yield Lived(
        Insider(real, last["response"], table="response"),
        Insider(watched, last["planted_response"], table="planted_response"),
        truth,
    )
    with write(database) as session:
        for name in PLANTED_TABLES:
            session.execute(text(f"drop table {name}"))


def watch(database: Database, people: list[Officer], strata: dict[int, int]) -> list[Watched]:
    watched = []
    before = copy_of(database)
    for number, officer in enumerate(people):
        with write(database) as session:
            begin_session(session, officer_id=officer.id, at=MONDAY)
        for answers, is_finished in ((marks(number), False), ({}, True)):
            with write(database) as session:
                answered(session, officer, answers=answers, is_finished=is_finished)
        plant(database, officer, strata[officer.id])
        after = copy_of(database)
        watched.append(Watched(officer.id, officer.staff_number, strata[officer.id], what_is_new(before, after)))
        before = after
    return watched


def marks(number: int) -> dict[str, list[str]]:
    """Answers that differ from one officer to the next."""
    answers = {}
    for item in items():
        options = item["options"]
        answers[item["code"]] = [options[number % len(options)]["code"]]
        number //= len(options)
    return answers


def plant(database: Database, officer: Officer, stratum_id: int) -> None:
    link = link_of(officer.staff_number, key=KEY)
    with write(database) as session:
        session.execute(text("insert into planted_flag values (:officer)"), {"officer": officer.id})
        session.execute(
            text("insert into planted_response values (:id, 1, :link, :stratum)"),
            {"id": f"planted {officer.id}", "link": link, "stratum": stratum_id},
        )
    with write(database) as session:
        session.execute(text("insert into planted_link values (:link)"), {"link": link})


def blinded(watched: Watched) -> Watched:
    """What was to be seen without the tables that were planted."""
    new = {name: rows for name, rows in watched.new.items() if name not in PLANTED_TABLES}
    return Watched(watched.officer_id, watched.staff_number, watched.stratum_id, new)


# What needs an exact match must find none at all.
EXACT = ("what appeared while they answered", "the transaction", "a key that could be guessed", "a plain hash")


def test_an_insider_pairs_nobody_better_than_chance_and_everybody_with_the_key(lived):
    # The watching works: each sealed row was seen to arrive while its officer was at work.
    assert all("sealed_answers" in each.new for each in lived.insider.watched)
    assert len(lived.truth) == 2 * IN_EACH_STRATUM

    found = {name: lived.right(pairs) for name, pairs in lived.insider.attempts().items()}

    assert {name: right for name, right in found.items() if right > RIGHT_BY_CHANCE} == {}
    assert [found[name] for name in EXACT] == [0] * len(EXACT)
    assert lived.right(lived.insider.by_keys([KEY])) == len(lived.truth)


def test_the_same_insider_pairs_everybody_where_something_was_done_wrong(lived):
    everybody = {officer_id: f"planted {officer_id}" for officer_id in lived.truth}

    # Responses that lie in the order of arrival.
    assert lived.planted.by_order(lived.planted.watched) == everybody
    # A flag written in one transaction with the response; SQLite keeps no number of the transaction.
    if lived.planted.responses[0].transaction is not None:
        assert lived.planted.by_transaction() == everybody
    # The link in a row of the open wave: why a sealed row carries a slot of its own.
    with_the_link = [only(each, "planted_link") for each in lived.planted.watched]
    pairs = Insider(with_the_link, lived.insider.responses, table="response").by_what_appeared()
    assert lived.right(pairs) == len(lived.truth)


def only(watched: Watched, name: str) -> Watched:
    """What was to be seen in one table."""
    new = {name: watched.new[name]}
    return Watched(watched.officer_id, watched.staff_number, watched.stratum_id, new)
