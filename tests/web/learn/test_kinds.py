"""Blogs, episodes, resources and trainings as officers meet them."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from safeguarding.common.clock import now
from safeguarding.common.database import write
from safeguarding.content.models import Module
from safeguarding.learning.models import Attempt, Completion, Listening
from safeguarding.web.learn.reading import reading_begun
from tests.learning.learning_factories import a_version, podcast_body, training_body
from tests.web.learn.conftest import address, statements_of
from tests.web.learn.test_routes import officers_browser_whose_session_ran_out, signs_in_again


def count(database, model):
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def opened(app, officer_id):
    """What the page of a module carries when it was opened so long ago."""

    def carried(module, ago=timedelta(hours=1), *, whose=officer_id):
        with app.app_context():
            return reading_begun(officer_id=whose, version_id=module.version_id, at=now() - ago)

    return carried


class TestBlog:
    def test_says_who_speaks_and_that_they_are_invented(self, officers_browser, others):
        page = officers_browser.get(address(others.blog)).text
        assert "<b>Len</b>, Call handler. Len is an invented colleague." in page

    def test_is_done_like_an_article(self, officers_browser, others, opened, database):
        answer = officers_browser.sends(f"{address(others.blog)}/finish", begun=opened(others.blog), choice="ask")
        assert "Asking is quick." in answer.text
        assert count(database, Completion) == 1


class TestEpisode:
    @pytest.fixture
    def reports(self, officers_browser, others, opened):
        def report(played="", *, ago=timedelta(hours=1), stands=0, moment=0, event="e", begun=None, to=others.podcast):
            return officers_browser.sends(
                f"{address(to)}/listen",
                begun=begun or opened(others.podcast, ago),
                event=event,
                played=played,
                stands=str(stands),
                moment=str(moment),
            )

        return report

    def test_page_has_sound_size_chapters_and_transcript_before_any_script(self, officers_browser, others):
        page = officers_browser.get(address(others.podcast)).text
        assert f'src="/media/{"a" * 64}.mp3" preload="none" controls' in page
        assert "Podcast, 5 minutes, 1.4 MB. With Nadia. Synthetic voices, to be re-recorded." in page
        assert page.index("What counts as done.") < page.index("<audio")
        assert 'href="#chapter-2"' in page
        assert '<h3 class="h-s" id="chapter-2">The visit</h3>' in page
        assert page.count('class="cue"') == 10
        assert "I have read it to the end" in page

    def test_opening_it_changes_nothing(self, officers_browser, others, database):
        officers_browser.get(address(others.podcast))
        assert count(database, Attempt) == 0

    def test_a_report_is_kept_and_the_map_told(self, reports, database):
        answer = reports("0-15000@0-15000", stands=15_000, moment=15_000)
        assert answer.json == {"done": False, "heard": [[0, 15_000]], "words": "0.15 of 1.40 heard."}
        assert count(database, Attempt) == count(database, Listening) == 1

    def test_the_page_shows_what_was_heard_and_goes_on_from_there(self, reports, officers_browser, others):
        reports("0-15000@0-15000 41000-100000@15000-74000", stands=50_000, moment=74_000)
        page = officers_browser.get(address(others.podcast)).text
        assert '<rect x="0" width="15000" height="10"/><rect x="41000" width="59000" height="10"/>' in page
        assert 'aria-label="Heard map. Heard: 0.00 to 0.15, 0.41 to 1.40."' in page
        assert "1.14 of 1.40 heard." in page
        assert 'data-stopped="50000"' in page
        assert "You stopped at 0.50." in page
        assert 'data-state="part heard"' in page
        assert 'data-state="heard"' in page

    def test_nine_tenths_are_done_at_once(self, reports, database, officers_browser, others):
        assert reports("0-95000@0-95000").json["done"]
        assert count(database, Completion) == 1
        assert count(database, Listening) == 0
        assert (
            "You heard nine tenths of it or read its transcript" in officers_browser.get(address(others.podcast)).text
        )

    def test_more_than_the_time_allows_is_not_believed(self, reports):
        told = reports("0-95000@0-95000", ago=timedelta(seconds=10)).json
        assert 9_000 <= told["heard"][0][1] <= 12_000

    def test_a_report_of_nobodys_or_somebody_elses_page_is_refused(self, reports, opened, others, officer_id, database):
        for begun in ("made up", opened(others.podcast, whose=officer_id + 1), opened(others.blog)):
            answer = reports("0-15000@0-15000", begun=begun)
            assert answer.status_code == 409
            assert "has changed since you opened it" in answer.json["sentence"]
        assert count(database, Attempt) == 0

    @pytest.mark.parametrize("played", ["0-15", "a-b@c-d", "-5-15@0-10", "0-1e9@0-10", "0-15@0-15 " * 201, "1" * 12])
    def test_what_no_player_of_ours_says_is_refused(self, reports, played, database):
        assert reports(played).status_code == 400
        assert count(database, Attempt) == 0

    def test_only_an_episode_is_listened_to(self, reports, others):
        assert reports("", to=others.blog).status_code == 404

    def test_goes_on_with_the_version_it_was_begun_with(self, reports, officers_browser, others, database):
        reports("0-15000@0-15000")
        with write(database) as session:
            a_version(session, module_id=others.podcast.module_id, body=podcast_body("Home by noon"))
        assert "Home by morning" in officers_browser.get(address(others.podcast)).text
        assert reports("15000-30000@15000-30000", event="f").json["heard"] == [[0, 30_000]]

    def test_is_refused_once_withdrawn(self, reports, others, database):
        with write(database) as session:
            row = session.get_one(Module, others.podcast.module_id)
            row.withdrawn_at, row.withdrawn_reason = now(), "A name in it was real."
        answer = reports("0-15000@0-15000")
        assert (answer.status_code, "A name in it was real." in answer.json["sentence"]) == (409, True)

    def test_the_transcript_counts_the_same(self, officers_browser, others, opened, database):
        answer = officers_browser.sends(f"{address(others.podcast)}/finish", begun=opened(others.podcast))
        assert "Done, and recorded." in answer.text
        assert count(database, Completion) == 1

    def test_a_transcript_read_too_fast_says_how_to_go_on(self, officers_browser, others, opened, database):
        begun = opened(others.podcast, timedelta(seconds=2))
        page = officers_browser.sends(f"{address(others.podcast)}/finish", begun=begun).text
        assert '<a href="#read-it">That was quicker than anyone can read this transcript' in page
        assert begun in page
        assert count(database, Completion) == 0

    def test_what_was_heard_before_a_session_ran_out_is_kept_after_signing_in(
        self, officers_browser, others, opened, database, officer_id
    ):
        there = address(others.podcast)
        asked = officers_browser_whose_session_ran_out(officers_browser, database, officer_id).sends(
            f"{there}/listen",
            begun=opened(others.podcast),
            event="e",
            played="0-15000@0-15000",
            stands="15000",
            moment="15000",
        )
        assert asked.status_code == 401
        assert signs_in_again(officers_browser, asked).location == there
        assert count(database, Listening) == 1

    def test_costs_no_more_than_five_statements_and_thirty_kilobytes(self, officers_browser, others, reports):
        reports("0-15000@0-15000")
        assert len(statements_of(officers_browser, address(others.podcast))) <= 5
        assert len(officers_browser.get(address(others.podcast)).data) <= 30_000


class TestResource:
    def test_shows_the_card_of_the_officers_own_work_first(self, officers_browser, others):
        page = officers_browser.get(address(others.cards)).text
        assert "The card of response" in page
        assert page.count('<article class="card">') == 1

    def test_shows_another_card_or_all_seven(self, officers_browser, others):
        assert "The card of custody" in officers_browser.get(f"{address(others.cards)}?role=custody").text
        everything = officers_browser.get(f"{address(others.cards)}?role=all").text
        assert everything.count('<article class="card">') == 7

    def test_is_not_done_by_looking(self, officers_browser, others, database):
        officers_browser.get(address(others.cards))
        assert count(database, Attempt) == count(database, Completion) == 0

    def test_is_done_after_its_page_says_it_was_opened(self, officers_browser, others, opened, database):
        answer = officers_browser.sends(f"{address(others.cards)}/begin", begun=opened(others.cards))
        assert (answer.status_code, answer.text) == (204, "")
        assert count(database, Completion) == 1

    def test_is_done_by_its_button(self, officers_browser, others, opened, database):
        page = officers_browser.sends(f"{address(others.guide)}/finish", begun=opened(others.guide)).text
        assert "You opened it." in page
        assert count(database, Completion) == 1
        assert "I have opened it" not in officers_browser.get(address(others.guide)).text

    def test_the_guide_has_meanings_innocent_ones_and_a_question(self, officers_browser, others):
        page = officers_browser.get(address(others.guide)).text
        assert page.index("It may mean much.") < page.index("<li>One</li><li>Two</li>") < page.index("Whose?")


class TestTraining:
    def test_says_when_where_and_that_nothing_here_counts(self, officers_browser, others):
        page = officers_browser.get(address(others.training)).text
        assert "The Tidewater Room" in page
        assert "10.00" in page
        assert "the trainer marks who came" in page
        assert f"{address(others.training)}/finish" not in page

    @pytest.mark.parametrize("page", ["begin", "finish"])
    def test_cannot_be_done_on_a_page(self, officers_browser, others, opened, database, page):
        answer = officers_browser.sends(f"{address(others.training)}/{page}", begun=opened(others.training))
        assert answer.status_code == 404
        assert count(database, Attempt) == count(database, Completion) == 0

    def test_says_so_when_its_day_has_passed(self, officers_browser, others, database):
        with write(database) as session:
            version = a_version(session, module_id=others.training.module_id, body=training_body(day=3))
        assert version.number == 2
        assert "This date has passed." in officers_browser.get(address(others.training)).text
        assert "It was on" in officers_browser.get("/learn/library?kind=training").text


class TestScenesOfAnotherKind:
    @pytest.mark.parametrize("page", ["step/1", "result"])
    def test_there_are_none(self, officers_browser, others, opened, page):
        officers_browser.sends(f"{address(others.blog)}/begin", begun=opened(others.blog))
        assert officers_browser.get(f"{address(others.blog)}/{page}").status_code == 404


class TestSettingAside:
    @pytest.fixture
    def noted(self, others, database):
        with write(database) as session:
            a_version(session, module_id=others.podcast.module_id, body=podcast_body(note="A child may not be safe."))
        return address(others.podcast)

    def test_is_offered_where_there_is_a_content_note_and_nowhere_else(self, officers_browser, noted, library):
        assert "Set it aside" in officers_browser.get(noted).text
        assert "Set it aside" not in officers_browser.get(library.reading).text

    def test_is_recorded_with_one_reason_for_all(self, officers_browser, noted, database):
        page = officers_browser.sends(f"{noted}/finish", aside="yes").text
        assert "You heard it, read it, or set it aside; all count the same." in page
        assert count(database, Completion) == 1

    def test_of_something_else_says_why_not(self, officers_browser, library, database):
        for page in (library.reading, library.hallway):
            answer = officers_browser.sends(f"{page}/finish", aside="yes")
            assert "so it cannot be set aside" in answer.text
        assert count(database, Completion) == 0
