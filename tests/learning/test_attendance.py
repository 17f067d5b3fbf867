"""Who was at a training: marked once, by the trainer, on the day or after it."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from safeguarding.cli import learning as commands
from safeguarding.common.clock import london_day, london_today
from safeguarding.common.database import write
from safeguarding.content.models import Campaign
from safeguarding.learning.models import Attempt, Completion
from safeguarding.learning.operations.attempts import ModuleWithdrawn
from safeguarding.learning.operations.attendance import NotHeldYet, mark_attendance
from safeguarding.learning.queries.attendance import HeldTraining, begins_at, trainings, who_came
from safeguarding.learning.queries.counted import differences
from safeguarding.learning.queries.record import record_of
from safeguarding.learning.rules.attendance import Came, day_has_come, what_becomes
from safeguarding.people.models import AuditEntry
from safeguarding.people.rules.typed_numbers import numbers_in
from tests.learning.learning_factories import (
    DAY,
    LONG_AGO,
    MONDAY,
    a_campaign,
    a_module,
    a_version,
    an_officer,
    moves_to,
    training_body,
)
from tests.people import people_factories

# The campaign of the factories begins on Friday 1 May 2026: its day 31 is MONDAY, and 10.00 in London is 9.00 in UTC.
TEN_O_CLOCK = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def training(session):
    return a_module(session, body=training_body(day=31))


def mark(session, training, *officers, at=MONDAY):
    ids = [officer.id for officer in officers]
    return mark_attendance(session, module=training, officer_ids=ids, marked_by_id=ids[0], at=at)


class TestRules:
    @pytest.mark.parametrize(
        ("text", "numbers"),
        [
            ("0001\n0002", ("0001", "0002")),
            (" w12 \r\nW12\n", ("W12",)),
            ("0001, 0002; 0003\t0004", ("0001", "0002", "0003", "0004")),
            ("0001 Sam Example\n0002, Kim Example", ("0001", "0002")),
            ("Sam Example\n\n0001", ("Sam Example", "0001")),
            ("０００１", ("0001",)),
            (" \n ", ()),
        ],
    )
    def test_numbers_are_read_as_people_write_them(self, text, numbers):
        assert numbers_in(text) == numbers

    def test_what_becomes_of_each(self):
        assert what_becomes(is_in_post=True, marked_at=None) is Came.TO_MARK
        assert what_becomes(is_in_post=False, marked_at=None) is Came.NOT_IN_POST
        assert what_becomes(is_in_post=False, marked_at=MONDAY) is Came.ALREADY

    def test_a_training_can_be_marked_from_its_day_on(self):
        today = london_day(MONDAY)
        assert [day_has_come(today + timedelta(days=days), today=today) for days in (-1, 0, 1)] == [True, True, False]


class TestMarking:
    def test_is_a_completion_begun_when_the_training_began(self, session, training):
        officer = an_officer(session)

        assert mark(session, training, officer) == [officer.id]

        done = session.scalars(select(Completion)).one()
        assert (done.rule, done.evidence, done.begun_at, done.completed_at) == (
            "attended",
            "attended",
            TEN_O_CLOCK,
            MONDAY,
        )
        assert session.scalars(select(Attempt.closed_at)).one() == MONDAY
        assert differences(session, on=london_day(MONDAY)) == []
        assert record_of(session, officer_id=officer.id)[0].why == "You were there; the trainer marked it."

    def test_a_second_time_changes_nothing(self, session, training):
        first, second = an_officer(session), an_officer(session)
        mark(session, training, first)

        assert mark(session, training, first, second, at=MONDAY + DAY) == [second.id]

        rows = session.execute(select(Completion.officer_id, Completion.completed_at).order_by(Completion.id)).all()
        assert rows == [(first.id, MONDAY), (second.id, MONDAY + DAY)]

    def test_not_before_its_day(self, session, training):
        with pytest.raises(NotHeldYet, match="It is on 1 June 2026"):
            mark(session, training, an_officer(session), at=MONDAY - DAY)
        assert session.scalars(select(Completion)).all() == []

    def test_not_when_it_was_withdrawn(self, session, training):
        withdrawn = type(training)(**{**vars(training), "withdrawn_reason": "It was wrong."})
        with pytest.raises(ModuleWithdrawn):
            mark(session, withdrawn, an_officer(session))

    def test_a_later_date_takes_nothing_away(self, session, training):
        """The next training is a new version with a day of its own; who came to the last one came."""
        officer = an_officer(session)
        mark(session, training, officer)
        later = a_version(session, module_id=training.module_id, body=training_body(day=60))

        assert mark(session, later, officer, at=MONDAY + 40 * DAY) == []
        assert session.scalars(select(Completion.completed_at)).all() == [MONDAY]

    def test_is_audited_by_numbers_alone(self, session, training):
        officer = an_officer(session)
        mark(session, training, officer)

        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.about) == (
            "training.attended",
            {"module_id": training.module_id, "officer": officer.id},
        )


class TestList:
    def test_each_number_is_answered_in_its_order(self, session, training):
        here, there = an_officer(session), an_officer(session)
        left, hidden = an_officer(session), people_factories.an_officer(session, is_protected=True, from_on=LONG_AGO)
        moves_to(session, left, None, on=london_day(MONDAY))
        mark(session, training, there)
        numbers = [there.staff_number, "NOBODY1", here.staff_number, left.staff_number, hidden.staff_number]

        listed = who_came(session, module_id=training.module_id, numbers=numbers, on=london_day(MONDAY))

        assert [one.number for one in listed] == numbers
        assert [one.came for one in listed] == [
            Came.ALREADY,
            Came.UNKNOWN,
            Came.TO_MARK,
            Came.NOT_IN_POST,
            Came.UNKNOWN,
        ]
        assert (listed[0].marked_at, listed[2].officer_id) == (MONDAY, here.id)
        assert (listed[4].officer_id, listed[4].display_name) == (None, None)

    def test_trainings_are_listed_the_latest_first(self, session, training):
        campaign = session.get_one(Campaign, training.campaign_id)
        later = a_module(session, campaign=campaign, body=training_body("Once more", day=60))
        a_module(session, campaign=a_campaign(session))

        found = trainings(session)

        assert [one.code for one in found] == [later.code, training.code]
        assert found[1] == HeldTraining(
            campaign.code,
            training.code,
            "Look again",
            london_day(MONDAY),
            training.training.at,
            "The Tidewater Room",
        )
        assert begins_at(session, module=training) == TEN_O_CLOCK


class TestCommand:
    @pytest.fixture
    def run(self, database_url, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", database_url)
        monkeypatch.setenv("SECRET_KEY", "for tests only, and long enough for that")
        return lambda *words: CliRunner().invoke(commands.learning, ["attended", *words])

    @pytest.fixture
    def place(self, database):
        with write(database) as session:
            campaign = a_campaign(session)
            campaign.starts_on = london_today() - timedelta(days=30)
            module = a_module(session, campaign=campaign, body=training_body(day=1))
            people_factories.an_officer(session, staff_number="HID1", is_protected=True)
        return module.campaign_code, module.code

    def test_marks_somebody_in_a_protected_post_without_a_name(self, run, place):
        first, again = run(*place, "--staff-number", "hid1"), run(*place, "--staff-number", "HID1")

        assert (first.exit_code, first.output) == (0, "1 marked; 0 had been marked before.\n")
        assert again.output == "0 marked; 1 had been marked before.\n"

    def test_marks_nobody_when_one_is_not_known(self, run, place, database):
        result = run(*place, "--staff-number", "HID1", "--staff-number", "NOBODY1")

        assert result.exit_code == 1
        assert "not known, or not in post today: NOBODY1" in result.output
        with database.reading() as session:
            assert session.scalars(select(Completion)).all() == []

    def test_refuses_what_is_no_training(self, run, place):
        assert "There is no published training 'nothing'" in run(place[0], "nothing", "--staff-number", "HID1").output
