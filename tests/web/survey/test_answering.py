"""The survey as an officer answers it."""

import base64
import html
import os
import re
from datetime import date

import pytest
from sqlalchemy import event, func, select, text, update

from safeguarding.common.clock import london_today, now
from safeguarding.common.database import write
from safeguarding.common.schema import Base
from safeguarding.content.models import Campaign
from safeguarding.people.models import Officer, SignInSession
from safeguarding.people.operations.sign_in import set_password
from safeguarding.survey.models import SealedAnswers, Wave
from safeguarding.survey.operations.closing import close_wave
from tests.learning.learning_factories import a_campaign
from tests.statements import statements_asked
from tests.survey.survey_factories import KEY, a_planned_wave, an_open_wave, answered
from tests.web.conftest import text_of
from tests.web.survey.conftest import (
    BARRIERS,
    ROUTE_AND_SCALE,
    SEEN,
    SHORT_BODY,
    STORY,
    with_key_file,
)

NEVER_SHOWN = ("scored", "decoy", "is_reversed", "scoring")


def state_of(database):
    """Every row of every table."""
    with database.reading() as session:
        return {
            table.name: sorted(map(repr, session.execute(text(f'select * from "{table.name}"'))))
            for table in Base.metadata.sorted_tables
        }


class TestBanner:
    def test_asks_whoever_was_drawn(self, officer, survey):
        page = officer.get("/").text

        assert "You have been asked to take part" in page
        assert f'href="{survey.address}"' in page

    def test_asks_before_the_campaign_begins_too(self, officer, survey, database):
        with write(database) as session:
            campaign = session.scalars(select(Campaign)).one()
            campaign.starts_on, campaign.ends_on = date(2097, 1, 11), date(2098, 1, 10)

        page = text_of(officer.get("/"))

        assert "You have been asked to take part" in page
        assert "begins on 11 January 2097 Until then there is nothing else for you to do here." in page

    def test_is_not_shown_to_others(self, passed_over):
        assert "asked to take part" not in passed_over.get("/").text

    def test_says_the_same_once_the_answers_are_sent(self, officer, survey):
        before = text_of(officer.get("/"))
        officer.sends(survey.page(STORY), **{"item-story": "see"})
        officer.sends(f"{survey.address}/send")

        assert text_of(officer.get("/")) == before

    def test_costs_one_statement(self, app, officer, passed_over):
        officer.get("/")
        with statements_asked(app.extensions["database"]) as asked:
            officer.get("/")

        assert len([one for one in asked if "wave" in one]) == 1


class TestTwoCampaigns:
    def test_that_ask_at_once_are_both_on_the_home_page_and_both_answered(self, officer, survey, database, tmp_path):
        with write(database) as session:
            other = a_campaign(session, code="look-again")
            other.body = SHORT_BODY
            an_open_wave(session, campaign=other, at=now(), code="month-0", title="Something else")
        with (tmp_path / "survey-key").open("a") as keys:
            keys.write(f"look-again {KEY.hex()}\n")

        home = officer.get("/").text
        for campaign in ("spot-it", "look-again"):
            address = f"/survey/{campaign}/month-0"
            assert f'href="{address}"' in home
            assert officer.get(address).status_code == 200
            assert officer.sends(f"{address}/{STORY}", **{"item-story": "see"}).status_code == 303

        with database.reading() as session:
            assert session.scalar(select(func.count()).select_from(SealedAnswers)) == 2


class TestIntro:
    def test_tells_what_is_kept_before_anything_is_asked(self, officer, survey):
        said = text_of(officer.get(survey.address))

        assert "We keep your answers under a code." in said
        assert "6 questions" in said
        assert "Start the questions" in said

    def test_leads_on_to_the_first_question_not_reached(self, officer, survey):
        officer.sends(survey.page(STORY), **{"item-story": "see"})

        page = officer.get(survey.address).text

        assert f'href="{survey.page(ROUTE_AND_SCALE)}">Go on where you were' in page


class TestQuestions:
    def test_each_page_is_saved_and_the_next_one_comes(self, officer, survey):
        answer = officer.sends(survey.page(STORY), **{"item-story": "wait"})

        assert (answer.status_code, answer.location) == (303, survey.page(ROUTE_AND_SCALE))
        assert survey.kept().answers == {"story": ("wait",)}

    def test_our_script_gets_the_next_page_at_once_under_its_own_address(self, officer, survey):
        form = {"csrf_token": officer.form_token(), "item-story": "wait"}

        answer = officer.post(survey.page(STORY), data=form, headers={"X-Shown-Here": "yes"})

        assert answer.status_code == 200
        assert f'data-address="{survey.page(ROUTE_AND_SCALE)}"' in answer.text
        assert "Questions 2 to 4 of 6" in answer.text
        assert survey.kept().answers == {"story": ("wait",)}

    def test_our_script_gets_the_end_at_once_too(self, officer, survey):
        form = {"csrf_token": officer.form_token(), "item-seen": "none"}

        answer = officer.post(survey.page(SEEN), data=form, headers={"X-Shown-Here": "yes"})

        assert answer.status_code == 200
        assert f'data-address="{survey.address}/send"' in answer.text
        assert "You have answered 1 of 6." in answer.text
        assert survey.kept().answers["seen"] == ("none",)

    def test_our_script_keeps_a_page_half_filled_in(self, officer, survey):
        form = {"csrf_token": officer.form_token(), "item-sure": "agree"}

        answer = officer.post(survey.page(ROUTE_AND_SCALE), data=form, headers={"X-So-Far": "yes"})

        assert (answer.status_code, answer.text) == (204, "")
        assert survey.kept().answers == {"sure": ("agree",)}
        assert f'href="{survey.page(STORY)}">Go on where you were' in officer.get(survey.address).text
        assert 'value="agree" checked' in officer.get(survey.page(ROUTE_AND_SCALE)).text

    def test_all_of_them_lead_to_the_end(self, officer, survey):
        pages = [
            (STORY, {"item-story": "see"}),
            (ROUTE_AND_SCALE, {"item-route": "record", "item-sure": "not-my-work", "item-ready": "neither"}),
            (BARRIERS, {"item-barriers": ["time", "record"]}),
            (SEEN, {"item-seen": "none"}),
        ]
        for number, chosen in pages:
            assert officer.get(survey.page(number)).status_code == 200
            answer = officer.sends(survey.page(number), **chosen)

        assert answer.location == f"{survey.address}/send"
        assert survey.kept().answers == {
            "story": ("see",),
            "route": ("record",),
            "sure": ("not-my-work",),
            "ready": ("neither",),
            "barriers": ("time", "record"),
            "seen": ("none",),
        }

    def test_the_page_shows_what_was_chosen_on_another_device(self, app, officer, survey):
        officer.sends(survey.page(STORY), **{"item-story": "wait"})
        elsewhere = app.test_client()
        elsewhere.is_signed_in_as(survey.asked_id)

        assert 'value="wait" checked' in elsewhere.get(survey.page(STORY)).text

    def test_sent_twice_it_is_saved_once(self, officer, survey):
        for _ in range(2):
            assert officer.sends(survey.page(STORY), **{"item-story": "see"}).status_code == 303

        assert survey.kept().answers == {"story": ("see",)}

    def test_an_answer_may_be_changed_until_it_is_sent(self, officer, survey):
        officer.sends(survey.page(STORY), **{"item-story": "see"})
        officer.sends(survey.page(STORY), **{"item-story": "ask"})

        assert survey.kept().answers == {"story": ("ask",)}

    def test_a_question_may_be_left_out_and_counts_as_reached(self, officer, survey):
        officer.sends(survey.page(STORY))

        assert survey.kept().answers == {"story": ()}
        assert survey.kept().first_unanswered.code == "route"

    def test_leaving_a_page_out_takes_back_what_was_chosen(self, officer, survey):
        officer.sends(survey.page(STORY), **{"item-story": "see"})
        officer.sends(survey.page(STORY), **{"item-story": "see", "leave": "yes"})

        assert survey.kept().answers == {"story": ()}

    def test_a_page_opened_before_another_window_answered_takes_nothing_back(self, officer, survey):
        officer.sends(survey.page(ROUTE_AND_SCALE), **{"item-sure": "agree"})
        officer.sends(survey.page(ROUTE_AND_SCALE), **{"item-ready": "disagree"})

        assert survey.kept().answers == {"route": (), "sure": ("agree",), "ready": ("disagree",)}

    def test_boxes_may_all_be_unticked(self, officer, survey):
        officer.sends(survey.page(BARRIERS), **{"item-barriers": "time"})
        assert 'name="item-barriers-was" value="yes"' in officer.get(survey.page(BARRIERS)).text
        officer.sends(survey.page(BARRIERS), **{"item-barriers-was": "yes"})

        assert survey.kept().answers == {"barriers": ()}

    def test_boxes_ticked_in_another_window_stay_when_an_older_page_has_none(self, officer, survey):
        assert "item-barriers-was" not in officer.get(survey.page(BARRIERS)).text
        officer.sends(survey.page(BARRIERS), **{"item-barriers": ["time", "record"]})
        officer.sends(survey.page(BARRIERS))

        assert survey.kept().answers == {"barriers": ("time", "record")}

    def test_what_stands_alone_cannot_stand_with_others(self, officer, survey):
        answer = officer.sends(survey.page(BARRIERS), **{"item-barriers": ["time", "nothing"]})

        assert answer.status_code == 200
        assert "“Nothing” cannot stand with others" in answer.text
        assert 'value="time" checked' in answer.text
        assert survey.kept().answers == {}

    @pytest.mark.parametrize(
        ("number", "forged"),
        [
            (STORY, {"item-story": "made-up"}),
            (STORY, {"item-story": ["see", "wait"]}),
            (ROUTE_AND_SCALE, {"item-sure": "6"}),
        ],
    )
    def test_an_answer_that_is_not_offered_is_refused(self, officer, survey, number, forged):
        assert officer.sends(survey.page(number), **forged).status_code == 400
        assert survey.kept().answers == {}

    def test_there_are_four_pages_and_no_more(self, officer, survey):
        assert officer.get(survey.page(5)).status_code == 404
        assert officer.get(survey.page(0)).status_code == 404

    def test_without_a_form_token_nothing_is_saved(self, officer, survey):
        assert officer.post(survey.page(STORY), data={"item-story": "see"}).status_code == 400
        assert survey.kept().answers == {}

    def test_a_page_costs_few_statements(self, app, officer, survey):
        officer.get(survey.page(STORY))
        with statements_asked(app.extensions["database"]) as looking:
            officer.get(survey.page(STORY))
        with statements_asked(app.extensions["database"]) as saving:
            officer.sends(survey.page(STORY), **{"item-story": "see"})

        assert len(looking) <= 4
        assert len(saving) <= 5


class TestSending:
    def test_tells_what_was_left_out_and_not_how_it_is_scored(self, officer, survey):
        for number in (STORY, ROUTE_AND_SCALE, BARRIERS):
            officer.sends(survey.page(number))
        officer.sends(survey.page(SEEN), **{"item-seen": "ours"})

        page = officer.get(f"{survey.address}/send").text

        assert "You have answered 1 of 6." in page
        assert f'<a href="{survey.page(ROUTE_AND_SCALE)}?then=end">question 3</a>' in page
        assert not any(word in page for word in NEVER_SHOWN)

    def test_a_question_that_was_left_out_leads_back_to_the_end(self, officer, survey):
        page = officer.get(f"{survey.page(STORY)}?then=end").text
        assert "Save, and go to the end" in page

        answer = officer.sends(survey.page(STORY), **{"item-story": "see", "then": "end"})

        assert answer.location == f"{survey.address}/send"

    def test_nothing_answered_cannot_be_sent(self, officer, survey):
        assert "Send my answers" not in officer.get(f"{survey.address}/send").text

    def test_is_thanked_for_and_shown_lines_to_ring(self, officer, survey):
        officer.sends(survey.page(STORY), **{"item-story": "see"})

        answer = officer.sends(f"{survey.address}/send")
        page = officer.get(answer.location)

        assert answer.location == f"{survey.address}/sent"
        assert "Your answers are sent" in page.text
        assert "If a story stayed with you" in page.text
        assert survey.kept().is_finished

    def test_a_second_click_is_thanked_for_too(self, officer, survey):
        officer.sends(survey.page(STORY), **{"item-story": "see"})
        for _ in range(2):
            assert officer.sends(f"{survey.address}/send").location == f"{survey.address}/sent"

    def test_afterwards_nothing_can_be_changed_or_seen(self, officer, survey):
        officer.sends(survey.page(STORY), **{"item-story": "see"})
        officer.sends(f"{survey.address}/send")

        changed = officer.sends(survey.page(STORY), **{"item-story": "wait"})

        assert changed.location == f"{survey.address}/sent"
        assert survey.kept().answers == {"story": ("see",)}
        for address in (survey.address, survey.page(STORY), f"{survey.address}/send"):
            assert officer.get(address).location == f"{survey.address}/sent"

    def test_nobody_is_thanked_before(self, officer, survey):
        assert officer.get(f"{survey.address}/sent").location == survey.address


class TestNotOpen:
    def test_a_survey_that_closed_meanwhile_says_so(self, officer, survey, database):
        officer.sends(survey.page(STORY), **{"item-story": "see"})
        with write(database) as session:
            close_wave(session, wave_id=survey.wave_id, closed_by_id=None, key=KEY, at=now())

        for answer in (
            officer.get(survey.page(ROUTE_AND_SCALE)),
            officer.sends(survey.page(ROUTE_AND_SCALE), **{"item-route": "record"}),
        ):
            assert answer.status_code == 410
            assert "This survey has closed" in answer.text

    def test_after_its_last_day_nothing_is_saved(self, officer, survey, database):
        with write(database) as session:
            session.get_one(Wave, survey.wave_id).closes_on = london_today().replace(year=2020)

        assert officer.sends(survey.page(STORY), **{"item-story": "see"}).status_code == 410

    def test_whoever_was_not_drawn_is_told_kindly(self, passed_over, survey):
        for answer in (passed_over.get(survey.address), passed_over.sends(survey.page(STORY), **{"item-story": "see"})):
            assert answer.status_code == 403
            assert "You have not been asked this time" in answer.text

    def test_there_is_no_such_survey(self, officer, survey):
        assert officer.get("/survey/spot-it/month-99").status_code == 404

    def test_a_planned_one_cannot_be_looked_at(self, officer, database):
        with write(database) as session:
            wave = a_planned_wave(session, at=now(), code="month-12")
            campaign = wave.campaign_id
            code = session.scalar(text(f"select code from campaign where id = {campaign}"))

        assert officer.get(f"/survey/{code}/month-12").status_code == 404

    def test_signed_out_nobody_answers_and_nothing_chosen_is_on_the_sign_in_page(self, app, officer, survey):
        officer.sends("/account/sign-out")

        answer = officer.sends(survey.page(STORY), **{"item-story": "see"})

        assert answer.status_code == 401
        assert "item-story" not in answer.text


class TestSessionThatRanOut:
    PASSWORD = "marigold kettle ferry"

    @pytest.fixture
    def too_late(self, officer, survey, database):
        """The sign-in page that comes for a page of answers when the session has run out."""
        with write(database) as session:
            set_password(session, officer_id=survey.asked_id, password=self.PASSWORD, at=now())
        officer.is_signed_in_as(survey.asked_id)
        with write(database) as session:
            session.execute(update(SignInSession).values(expires_at=now()))
        return officer.sends(survey.page(BARRIERS), **{"item-barriers": ["time", "record"]})

    def signs_in(self, database, browser, page, officer_id):
        with database.reading() as session:
            number = session.get_one(Officer, officer_id).staff_number
        carry = html.unescape(re.search(r'name="carry" value="([^"]*)"', page.text)[1])
        return browser.sends("/account/sign-in", staff_number=number, password=self.PASSWORD, carry=carry)

    def test_loses_no_answer_of_the_page_when_the_officer_is_back(self, officer, survey, database, too_late):
        assert too_late.status_code == 401
        assert "Sign in again and it will be" in too_late.text

        answer = self.signs_in(database, officer, too_late, survey.asked_id)

        assert (answer.status_code, answer.location) == (303, survey.page(SEEN))
        assert survey.kept().answers == {"barriers": ("time", "record")}

    def test_shows_nobody_in_the_sign_in_page_what_was_chosen(self, too_late):
        carry = re.search(r'name="carry" value="([^"]*)"', too_late.text)[1]
        opened = "".join(
            base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("latin-1") for part in carry.split(".")
        )
        assert "item-barriers" not in too_late.text
        assert "barriers" not in opened

    def test_gives_nothing_to_somebody_else_who_signs_in_there(self, officer, survey, database, too_late):
        with write(database) as session:
            set_password(session, officer_id=survey.passed_over_id, password=self.PASSWORD, at=now())

        assert self.signs_in(database, officer, too_late, survey.passed_over_id).location == "/"
        assert survey.kept().answers == {}

    def test_writes_the_answers_in_a_transaction_of_their_own(self, app, officer, survey, database, too_late):
        written = []

        def note(connection):
            written.append("|")

        def see(connection, cursor, statement, *rest):
            written.extend(table for table in ("sign_in_session", "sealed_answers") if f"INTO {table}" in statement)

        writer = app.extensions["database"].writer
        event.listen(writer, "commit", note)
        event.listen(writer, "before_cursor_execute", see)
        self.signs_in(database, officer, too_late, survey.asked_id)

        assert "".join(written).endswith("sign_in_session|sealed_answers|")

    def test_tells_that_the_survey_has_closed_meanwhile(self, officer, survey, database, too_late):
        with write(database) as session:
            close_wave(session, wave_id=survey.wave_id, closed_by_id=None, key=KEY, at=now())

        answer = self.signs_in(database, officer, too_late, survey.asked_id)

        assert answer.location == survey.address
        assert "This survey has closed" in officer.get(answer.location).text

    def test_changes_nothing_that_was_sent_meanwhile(self, app, officer, survey, database, too_late):
        with write(database) as session:
            answered(session, session.get_one(Officer, survey.asked_id), answers={"story": ["see"]}, at=now())

        answer = self.signs_in(database, officer, too_late, survey.asked_id)

        assert officer.get(answer.location).location == f"{survey.address}/sent"
        assert survey.kept().answers == {"story": ("see",)}


class TestKey:
    @pytest.mark.parametrize("fault", ["gone", "too open", "another"])
    def test_without_the_right_key_nothing_is_asked_or_saved(self, app, officer, survey, tmp_path, fault):
        path = tmp_path / "survey-key"
        if fault == "gone":
            os.unlink(path)
        elif fault == "too open":
            with_key_file(app, path, "spot-it", mode=0o644)
        else:
            with_key_file(app, path, "spot-it", key=bytes(32))

        for answer in (officer.get(survey.page(STORY)), officer.sends(survey.page(STORY), **{"item-story": "see"})):
            assert answer.status_code == 503
            assert "The survey is resting for a moment" in answer.text
            assert str(path) not in answer.text
        assert survey.kept().answers == {}


class TestConfidential:
    def test_one_sealed_row_is_all_that_is_written(self, officer, survey, database):
        officer.get(survey.page(STORY))
        before = state_of(database)
        officer.sends(survey.page(STORY), **{"item-story": "see"})
        officer.sends(f"{survey.address}/send")
        after = state_of(database)

        changed = {name for name in before if before[name] != after[name]}
        assert changed == {"sealed_answers"}
        assert (len(before["sealed_answers"]), len(after["sealed_answers"])) == (0, 1)
        assert "see" not in after["sealed_answers"][0]

    def test_looking_writes_nothing(self, officer, survey, database):
        before = state_of(database)
        for address in ("/", survey.address, survey.page(STORY), f"{survey.address}/send"):
            officer.get(address)

        assert state_of(database) == before

    def test_no_page_is_kept_by_a_browser(self, officer, survey):
        officer.sends(survey.page(STORY), **{"item-story": "see"})
        for address in (survey.address, survey.page(STORY), f"{survey.address}/send"):
            assert officer.get(address).headers["Cache-Control"] == "no-store"

    def test_the_log_the_cookie_and_the_titles_say_nothing_of_it(self, officer, survey, capsys):
        for number, chosen in ((STORY, {"item-story": "see"}), (BARRIERS, {"item-barriers": "time"})):
            officer.sends(survey.page(number), **chosen)
            page = officer.get(survey.page(number)).text
            assert "<title>Question" in page

        logged = capsys.readouterr().out
        assert "survey.question" in logged
        with officer.session_transaction() as cookie:
            kept = repr(dict(cookie))
        for word in ("story", "see", "barriers", 'time"', survey.code):
            assert word not in kept
            assert word not in logged.replace('"timestamp"', "")
