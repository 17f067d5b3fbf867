"""Head of comms plans a survey, sees what it could show, opens it, closes it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from safeguarding.common.clock import london_today, now
from safeguarding.common.database import write
from safeguarding.content.models import Campaign
from safeguarding.people.models import AuditEntry, Officer, Unit
from safeguarding.people.rules.roles import Role
from safeguarding.survey.models import EndedSeries, Invitation, Response, SealedAnswers, Wave, WaveRelease
from tests.learning.learning_factories import a_campaign
from tests.people.people_factories import a_unit, an_officer, holds
from tests.survey.survey_factories import (
    ANSWERED,
    KEY,
    WEEK,
    a_closed_wave,
    a_pack_survey,
    a_planned_wave,
    an_instrument,
    an_open_wave,
    answered,
    has_key,
    items,
)
from tests.web.conftest import text_of
from tests.web.survey.conftest import with_key_file

PLAN = "/dashboard/waves/plan"
MONTH_0 = "/dashboard/waves/spot-it/month-0"
CARD = "/dashboard/change/spot-it/month-0"
MONTH_12 = "/dashboard/waves/spot-it/month-12"


@pytest.fixture
def campaign(app, database, tmp_path):
    """A campaign with six questions and a key, and a hundred people."""
    with write(database) as session:
        campaign = a_campaign(session, code="spot-it")
        unit = a_unit(session)
        for _ in range(100):
            an_officer(session, unit=unit)
        an_instrument(session, campaign=campaign)
        has_key(session, campaign)
    with_key_file(app, tmp_path / "survey-key", "spot-it")
    return campaign


@pytest.fixture
def gwen(browser, database, campaign):
    """Head of comms, at her browser."""
    with write(database) as session:
        officer = an_officer(session, display_name="Gwen Lathbury")
        holds(session, officer, Role.COMMS)
    browser.is_signed_in_as(officer.id)
    return browser


def day(on):
    return [str(on.day), str(on.month), str(on.year)]


def a_form(**changes):
    """The plan form filled in for everyone, in three weeks."""
    return {
        "step": "plan",
        "month": "0",
        "repeats": "0",
        "design": "everyone",
        "target_answers": "4,000",
        "expected_percent": "40",
        "frame_on": day(london_today()),
        "closes_on": day(london_today() + timedelta(days=21)),
        "outcomes": ["stories", "route"],
        **changes,
    }


def a_sample(answers, *, response):
    """What makes a wave of the factories a sample."""
    return {"design": "sample", "target_answers": answers, "expected_response": response}


def value_of(page, name):
    """What stands in a field of the form."""
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1]


def count(database, model):
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def waves_of(database):
    with database.reading() as session:
        return session.scalars(select(Wave).order_by(Wave.id)).all()


class TestPlanning:
    def test_shows_first_what_it_could_see_and_decides_nothing(self, gwen, database):
        said = text_of(gwen.sends(PLAN, **a_form(step="preview")))

        assert "101 people of 101 would be asked; about 40 should answer" in said
        assert re.search(r"It could see a change of \d+\.\d points or more", said)
        assert "40 answers (this plan)" in said
        assert "2 outcomes judged at once" in said
        assert "Response officers 100 100" in said
        assert waves_of(database) == []

    def test_of_too_few_people_says_before_that_nothing_could_be_told(self, gwen):
        said = text_of(gwen.sends(PLAN, **a_form(step="preview", expected_percent="3")))
        assert "Too few people to see a change" in said
        assert "Of fewer than 30 answers nothing can be told" in said

        gwen.sends(PLAN, **a_form(expected_percent="3"))
        assert "If 3 of 100 answer, nothing can be said of it: that takes 30 answers." in text_of(
            gwen.get(f"{MONTH_0}/open")
        )

    def test_a_sample_names_the_invitations_it_needs(self, gwen):
        said = text_of(
            gwen.sends(PLAN, **a_form(step="preview", design="sample", target_answers="60", expected_percent="80"))
        )

        assert "75 people of 101 would be asked; about 60 should answer" in said

    def test_kept_it_is_planned_and_nobody_is_asked(self, gwen, database):
        answer = gwen.sends(PLAN, **a_form())

        assert answer.location == MONTH_0
        (wave,) = waves_of(database)
        assert (wave.code, wave.month, wave.state, wave.title) == ("month-0", 0, "planned", "How we notice children")
        assert wave.primary_outcomes == ["stories", "route"]
        assert count(database, Invitation) == 0
        assert "Nobody has been asked yet" in gwen.get(MONTH_0).text

    def test_pressed_twice_it_is_one_plan(self, gwen, database):
        page = gwen.sends(PLAN, **a_form(step="preview")).text
        assert 'name="code" value="month-0"' in page

        for _ in range(2):
            assert gwen.sends(PLAN, **a_form(code="month-0")).location == MONTH_0

        assert [wave.code for wave in waves_of(database)] == ["month-0"]

    def test_of_an_older_campaign_is_planned_beside_a_newer_one(self, gwen, database):
        with write(database) as session:
            newer = a_campaign(session, code="look-again")
            newer.title, newer.starts_on = "Look Again", newer.starts_on + 10 * WEEK
            an_instrument(session, campaign=newer)

        assert f'href="{PLAN}?campaign=spot-it"' in gwen.get(PLAN).text
        assert "questions of Spot It to Stop It" in gwen.get(f"{PLAN}?campaign=spot-it").text
        assert (
            f'action="{PLAN}?campaign=spot-it"' in gwen.sends(f"{PLAN}?campaign=spot-it", **a_form(step="preview")).text
        )
        assert gwen.sends(f"{PLAN}?campaign=spot-it", **a_form()).location == MONTH_0
        assert gwen.sends(PLAN, **a_form()).location == "/dashboard/waves/look-again/month-0"
        assert gwen.get(f"{PLAN}?campaign=none").status_code == 404

        said = text_of(gwen.get("/dashboard/waves"))
        assert "Month 0 : How we notice children Look Again" in said
        assert "Month 0 : How we notice children Spot It to Stop It" in said

    def test_may_be_changed_first(self, gwen):
        page = gwen.sends(PLAN, **a_form(step="change", expected_percent="55")).text

        assert "Nothing is decided on this page" in page
        assert value_of(page, "expected_percent") == "55"

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"expected_percent": "0"}, "Enter a number from 1 to 100"),
            ({"target_answers": "many", "design": "sample"}, "Enter a whole number, such as 4,000"),
            ({"closes_on": ["31", "2", "2027"]}, "Enter a real day"),
            ({"outcomes": []}, "Choose one to 5 outcomes"),
            ({"month": "99"}, "Enter a number from 0 to 60"),
        ],
    )
    def test_a_fault_is_said_beside_its_field(self, gwen, database, wrong, sentence):
        answer = gwen.sends(PLAN, **a_form(**wrong))

        assert answer.status_code == 200
        assert sentence in answer.text
        assert "There is a problem" in answer.text
        assert waves_of(database) == []

    def test_what_the_survey_refuses_is_said_before_it_is_kept(self, gwen, database):
        over = a_form(step="preview", closes_on=day(london_today() - timedelta(days=1)))

        page = gwen.sends(PLAN, **over).text

        assert "There is a problem" in page
        assert 'id="closes_on-error"' in page
        assert waves_of(database) == []

    def test_a_plan_can_be_changed_and_dropped(self, gwen, database):
        gwen.sends(PLAN, **a_form())

        gwen.sends(f"{MONTH_0}/plan", **a_form(expected_percent="50"))
        assert [wave.expected_response for wave in waves_of(database)] == [0.5]

        assert gwen.sends(f"{MONTH_0}/drop").location == "/dashboard/waves"
        assert waves_of(database) == []

    def test_the_next_one_repeats_the_last_that_closed(self, gwen, database):
        with write(database) as session:
            first = a_closed_wave(
                session, campaign=session.query(Campaign).one(), answers=[None], at=now() - WEEK, code="month-0"
            )

        page = gwen.get(PLAN).text

        assert f'<option value="{first.id}" selected>Month 0' in page
        assert value_of(page, "month") == "12"

    def test_what_a_repeat_could_see_depends_on_who_answered_before(self, gwen, database):
        with write(database) as session:
            campaign = session.query(Campaign).one()
            people = session.scalars(select(Officer).order_by(Officer.id)).all()
            answers = [ANSWERED] * 30 + [None] * (len(people) - 30)
            first = a_closed_wave(
                session, campaign=campaign, officers=people, answers=answers, at=now() - WEEK, code="month-0"
            )

        said = text_of(gwen.sends(PLAN, **a_form(step="preview", month="12", repeats=str(first.id))))

        assert "101 people of them were asked at month 0" in said
        assert "compared with the 30 answers of month 0. About 12 people should have answered both times." in said
        assert "If nobody answers both times" in said
        assert "asked for the first time" not in said

    def test_a_repeat_that_asks_nobody_new_says_how_many_answers_it_takes(self, gwen, database):
        with write(database) as session:
            campaign, unit = session.query(Campaign).one(), session.query(Unit).first()
            first = a_closed_wave(
                session, campaign=campaign, answers=[], at=now() - WEEK, code="month-0", **a_sample(60, response=0.9)
            )
            for _ in range(300):
                an_officer(session, unit=unit)
        repeat = {"step": "preview", "month": "12", "repeats": str(first.id), "design": "sample"}

        assert value_of(gwen.get(PLAN).text, "target_answers") == "90"
        said = text_of(gwen.sends(PLAN, **a_form(**repeat, target_answers="60", expected_percent="90")))
        assert "How many answered at month 0 is not told" in said
        assert "Too few would be asked for the first time" in said
        assert "Want about 100 answers" in said
        said = text_of(gwen.sends(PLAN, **a_form(**repeat, target_answers="200", expected_percent="90")))
        assert "They show whether having been asked before" in said

    def test_without_questions_says_so(self, browser, database):
        with write(database) as session:
            officer = an_officer(session)
            holds(session, officer, Role.COMMS)
        browser.is_signed_in_as(officer.id)

        assert "There are no questions yet" in browser.get(PLAN).text


class TestOpening:
    @pytest.fixture
    def planned(self, gwen):
        gwen.sends(PLAN, **a_form())
        return gwen

    def test_says_how_many_people_are_asked_and_has_the_number_typed(self, planned):
        said = text_of(planned.get(f"{MONTH_0}/open"))

        assert "Draw 101 people, and open" in said
        assert "an invitation cannot be taken back" in said

    @pytest.mark.parametrize("typed", ["", "100", "some"])
    def test_another_number_opens_nothing(self, planned, database, typed):
        answer = planned.sends(f"{MONTH_0}/open", count=typed)

        assert answer.status_code == 200
        assert "There is a problem" in answer.text
        assert count(database, Invitation) == 0
        assert waves_of(database)[0].state == "planned"

    def test_the_number_opens_it_and_asks_them(self, planned, database):
        answer = planned.sends(f"{MONTH_0}/open", count="101")

        assert answer.location == MONTH_0
        assert count(database, Invitation) == 101
        assert waves_of(database)[0].state == "open"
        assert "101 people find it on their home page" in planned.get(MONTH_0).text

    def test_opened_it_cannot_be_changed_or_dropped(self, planned, database):
        planned.sends(f"{MONTH_0}/open", count="101")

        assert planned.get(f"{MONTH_0}/plan").location == MONTH_0
        assert planned.sends(f"{MONTH_0}/open", count="101").location == MONTH_0
        planned.sends(f"{MONTH_0}/drop")
        assert count(database, Invitation) == 101

    def test_without_the_key_it_does_not_open_and_says_what_the_host_must_do(self, planned, database, tmp_path):
        (tmp_path / "survey-key").unlink()

        for address in ("/dashboard/waves", MONTH_0, f"{MONTH_0}/open"):
            page = planned.get(address).text
            assert "The secret key is not in order" in page
            assert "make-key" in page
        assert "Draw and open it" not in planned.get(MONTH_0).text
        assert planned.sends(f"{MONTH_0}/open", count="101").status_code == 200
        assert waves_of(database)[0].state == "planned"

    def test_while_another_is_open_it_waits(self, gwen, database):
        with write(database) as session:
            an_open_wave(session, campaign=session.query(Campaign).one(), at=now(), title="The first")
            a_planned_wave(session, campaign=session.query(Campaign).one(), at=now(), code="month-12", month=12)

        answer = gwen.sends(f"{MONTH_12}/open", count=str(count(database, Officer)))

        assert "“The first” is still open" in answer.text


class TestRunning:
    def test_how_many_have_answered_is_withheld_while_they_are_few(self, gwen, database):
        with write(database) as session:
            people = [an_officer(session) for _ in range(12)]
            an_open_wave(session, campaign=session.query(Campaign).one(), at=now(), code="month-0")
            for officer in people[:9]:
                answered(session, officer, at=now())

        said = text_of(gwen.get(MONTH_0))
        assert "How many have answered is not shown" in said
        assert " 9 " not in said

        with write(database) as session:
            for officer in people[9:]:
                answered(session, session.merge(officer), at=now(), is_finished=False)
        assert "10 or more of 113 people asked have answered, wholly or in part: 9 of 100." in text_of(
            gwen.get(MONTH_0)
        )

    def test_closing_says_what_happens_and_then_does_it(self, gwen, database):
        with write(database) as session:
            people = [an_officer(session) for _ in range(3)]
            an_open_wave(session, campaign=session.query(Campaign).one(), at=now(), code="month-0")
            for officer in people:
                answered(session, officer, at=now())

        said = text_of(gwen.get(f"{MONTH_0}/close"))
        assert "Closing cannot be undone" in said
        assert "although they were told so" in said
        assert count(database, Response) == 0

        assert gwen.sends(f"{MONTH_0}/close").location == MONTH_0
        assert (count(database, Response), count(database, SealedAnswers)) == (3, 0)

    def test_closing_needs_the_key_and_changes_nothing_without_it(self, gwen, database, tmp_path):
        with write(database) as session:
            an_open_wave(session, campaign=session.query(Campaign).one(), at=now(), code="month-0")
        (tmp_path / "survey-key").unlink()

        gwen.sends(f"{MONTH_0}/close")

        assert "is not there" in gwen.get(MONTH_0).text
        assert waves_of(database)[0].state == "open"

    def test_closed_it_cannot_be_closed_again(self, gwen, database):
        with write(database) as session:
            a_closed_wave(
                session, campaign=session.query(Campaign).one(), answers=[None], at=now() - WEEK, code="month-0"
            )

        assert gwen.get(f"{MONTH_0}/close").location == MONTH_0
        gwen.sends(f"{MONTH_0}/close")
        assert "not open, so it cannot be closed" in gwen.get(MONTH_0).text

    def test_what_was_done_stands_in_the_audit_and_answering_does_not(self, gwen, database):
        gwen.sends(PLAN, **a_form())
        gwen.sends(f"{MONTH_0}/open", count="101")
        with write(database) as session:
            answered(session, session.scalars(select(Officer).order_by(Officer.id)).first(), at=now())
        gwen.sends(f"{MONTH_0}/close")

        with database.reading() as session:
            actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
        assert actions[-3:] == ["wave.planned", "wave.opened", "wave.closed"]


class TestReleasing:
    def closed(self, database, answers, **more):
        with write(database) as session:
            campaign = session.query(Campaign).one()
            return a_closed_wave(session, campaign=campaign, answers=answers, at=now() - WEEK, **more)

    def test_is_done_once_and_leads_to_what_changed(self, gwen, database):
        self.closed(
            database, [{"story": ["see"], "route": ["record"]}] * 20 + [{"story": ["wait"]}] * 20, code="month-0"
        )
        assert "Release the figures" in gwen.get(MONTH_0).text

        assert gwen.sends(f"{MONTH_0}/release").location == CARD

        assert waves_of(database)[0].state == "released"
        page = gwen.get(MONTH_0).text
        assert "It was released on" in page
        assert f'href="{CARD}"' in page
        assert gwen.get(CARD).status_code == 200
        gwen.sends(f"{MONTH_0}/release")
        assert "A wave is released once" in gwen.get(MONTH_0).text
        assert count(database, WaveRelease) == 1

    def test_says_why_it_cannot_be(self, gwen, database):
        self.closed(database, [{"story": ["see"]}] * 5, code="month-0")

        assert gwen.sends(f"{MONTH_0}/release").location == MONTH_0

        assert 'role="status"' in gwen.get(MONTH_0).text
        assert waves_of(database)[0].state == "closed"

    def test_of_a_repeat_waits_for_the_wave_it_is_compared_with(self, gwen, database):
        first = self.closed(database, [None], code="month-0")
        self.closed(database, [None], code="month-12", month=12, repeats_id=first.id)

        page = gwen.get(MONTH_12).text

        assert "which has to be released first" in page
        assert "unless fewer than 30 people answered it" in page


class TestChangedQuestions:
    @pytest.fixture
    def changed(self, gwen, database):
        """Month 0 has been asked; since then a story is worded otherwise and a question is new. Month 12 is planned."""
        with write(database) as session:
            campaign = session.query(Campaign).one()
            first = a_closed_wave(
                session, campaign=campaign, answers=[{"story": ["see"]}], at=now() - WEEK, code="month-0"
            )
            bodies = items()
            bodies[0]["text"] = "What about the whole story?"
            an_instrument(session, campaign=campaign, survey=a_pack_survey(bodies))
            a_planned_wave(session, campaign=campaign, at=now(), code="month-12", month=12, repeats_id=first.id)
        return gwen

    def test_stand_in_the_way_word_by_word(self, changed):
        assert "1 question is not asked as before" in text_of(changed.get(MONTH_12))
        assert "Draw and open it" not in changed.get(MONTH_12).text

        page = changed.get(f"{MONTH_12}/changes").text
        assert "<ins>the whole</ins>" in page
        assert "<del>" not in page or "What about" in page

    def test_do_not_open_even_when_asked_for(self, changed, database):
        answer = changed.sends(f"{MONTH_12}/open", count=str(count(database, Officer)))

        assert "not asked as they were" in answer.text
        assert waves_of(database)[1].state == "planned"

    def test_a_series_ends_with_a_reason_and_not_without(self, changed, database):
        refused = changed.sends(f"{MONTH_12}/changes", item="story", reason="")
        assert "Say why" in refused.text
        assert count(database, EndedSeries) == 0

        changed.sends(f"{MONTH_12}/changes", item="story", reason="Plainer words")

        assert "Nothing stands in the way" in changed.get(f"{MONTH_12}/changes").text
        page = text_of(changed.get(MONTH_12))
        assert "Plainer words" in page
        assert "Draw and open it" in page

    def test_a_question_that_is_asked_as_before_has_nothing_to_end(self, changed, database):
        answer = changed.sends(f"{MONTH_12}/changes", item="route", reason="Just so")

        assert "asked as it was" in answer.text
        assert count(database, EndedSeries) == 0


class TestAudience:
    @pytest.mark.parametrize("role", [Role.UNIT_LEAD, Role.ADMINISTRATOR, Role.RECORDS, Role.TRAINER])
    def test_nobody_else_comes_in(self, browser, database, campaign, role):
        with write(database) as session:
            officer = an_officer(session)
            holds(session, officer, role, unit=a_unit(session) if role is Role.UNIT_LEAD else None)
        browser.is_signed_in_as(officer.id)

        for address in ("/dashboard/waves", PLAN, MONTH_0):
            assert browser.get(address).status_code == 403

    def test_the_key_itself_is_on_no_page(self, gwen, database):
        gwen.sends(PLAN, **a_form())
        for address in ("/dashboard/waves", MONTH_0, f"{MONTH_0}/open"):
            assert KEY.hex() not in gwen.get(address).text
