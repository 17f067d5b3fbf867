"""The officer's pages: what they show, what they refuse, and that nothing is lost on the way."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, insert, select

from safeguarding.common.clock import now
from safeguarding.common.database import write
from safeguarding.content.models import Campaign, Module
from safeguarding.learning.models import Attempt, Completion, Pick
from safeguarding.people.models import Officer, Posting, Unit
from safeguarding.people.operations.sign_in import begin_session, set_password
from safeguarding.web.learn.reading import reading_begun
from tests.learning.learning_factories import a_version, article_body, scenario_body
from tests.people.people_factories import an_officer
from tests.web.learn.conftest import statements_of

PASSWORD = "marigold kettle ferry"


def count(database, model):
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def picks(database):
    with database.reading() as session:
        statement = select(Pick.scene, Pick.object, Pick.state, Pick.choice).order_by(Pick.scene, Pick.object)
        return [tuple(row) for row in session.execute(statement)]


def withdraws(database, module, reason="It names a place that is real."):
    with write(database) as session:
        row = session.get_one(Module, module.module_id)
        row.withdrawn_at, row.withdrawn_reason = now(), reason


class TestHome:
    def test_offers_one_next_thing(self, officers_browser, library):
        page = officers_browser.get("/").text
        assert "Priya. Month 3 of 12." in page
        assert '<h1 class="h-xl" id="hero-title">The hallway</h1>' in page
        assert f'href="{library.hallway}">Open the hallway</a>' in page

    def test_puts_what_is_half_done_first_and_goes_straight_on_with_it(self, walk, library):
        walk.starts()
        page = walk.sees("/").text
        assert "Go on with the hallway" in page
        assert f'action="{library.hallway}/begin"' in page

    def test_finds_something_for_the_minutes_somebody_has(self, officers_browser, library):
        answer = officers_browser.get("/?minutes=2")
        assert (answer.status_code, answer.location) == (302, library.reading)

    def test_says_so_when_nothing_fits(self, officers_browser, library, opened_an_hour_ago):
        officers_browser.sends(f"{library.reading}/finish", begun=opened_an_hour_ago, choice="ask")
        page = officers_browser.get("/?minutes=2").text
        assert "Nothing takes as little as 2 minutes. The shortest is 5" in page

    def test_minutes_that_are_not_offered_change_nothing(self, officers_browser, library):
        assert officers_browser.get("/?minutes=3").status_code == 200
        assert officers_browser.get("/?minutes=many").status_code == 200

    def test_thanks_somebody_who_has_done_everything(self, walk, library, opened_an_hour_ago):
        walk.reaches_an_ending()
        walk.browser.sends(f"{library.reading}/finish", begun=opened_an_hour_ago, choice="ask")
        assert "You have done everything there is." in walk.sees("/").text

    @pytest.mark.parametrize("page", ["/", "/learn/library"])
    def test_before_a_campaign_is_loaded_says_what_to_do(self, officers_browser, page):
        assert "There is nothing here yet" in officers_browser.get(page).text

    @pytest.mark.parametrize("page", ["/", "/learn/library"])
    def test_before_a_campaign_begins_says_when_the_first_does(self, officers_browser, database, page):
        about = {"straplines": [], "messages": [], "recommendations": []}
        with write(database) as session:
            for code, title, year in (("later", "Later", 2098), ("sooner", "Sooner", 2097)):
                starts, ends = date(year, 1, 11), date(year, 12, 31)
                session.add(Campaign(code=code, title=title, starts_on=starts, ends_on=ends, body=about))
        assert "Sooner begins on 11 January 2097" in officers_browser.get(page).text

    def test_asks_somebody_who_is_not_signed_in_to_sign_in(self, browser, library):
        assert browser.get("/").location == "/account/sign-in"


class TestOpeningPicture:
    @pytest.mark.parametrize("page", ["/", "ARTICLE"])
    def test_has_one_ring_round_what_to_look_at_twice(self, officers_browser, library, database, page):
        picture = {"media": "0" * 64 + ".svg", "width": 440, "height": 440, "alt": "A phone on a shelf"}
        ring = {"x": 100, "y": 200, "width": 100, "height": 200}
        for module, body in ((library.article, article_body()), (library.scenario, scenario_body())):
            with write(database) as session:
                a_version(session, module_id=module.module_id, body={**body, "picture": picture, "picture_ring": ring})
        shown = officers_browser.get(page.replace("ARTICLE", library.reading)).text
        assert 'aria-label="A phone on a shelf"' in shown
        assert shown.count('class="ring-in-scene ring-drawn" x="44.0" y="88.0" width="112.0" height="224.0"') == 1


class TestLibrary:
    def test_shows_what_is_half_done_before_what_is_new(self, walk):
        walk.starts()
        page = walk.sees("/learn/library").text
        assert page.index("Half done") < page.index("The hallway") < page.index("New to you")
        assert "0 of 2 done" in page

    @pytest.mark.parametrize("chosen", ["kind=article", "theme=abuse", "kind=article&theme=abuse"])
    def test_shows_one_kind_or_theme_when_asked(self, officers_browser, library, chosen):
        page = officers_browser.get(f"/learn/library?{chosen}").text
        assert "What the hallway knew" in page
        assert library.hallway not in page

    def test_says_so_when_there_is_nothing_of_a_kind(self, officers_browser, library):
        assert "There is nothing of this kind yet." in officers_browser.get("/learn/library?kind=film").text

    def test_leaves_out_what_is_withdrawn(self, officers_browser, library, database):
        withdraws(database, library.scenario)
        assert library.hallway not in officers_browser.get("/learn/library").text


class TestRecord:
    def test_is_empty_at_first_and_says_what_will_be_there(self, officers_browser, library):
        assert "Nothing here yet." in officers_browser.get("/learn/record").text

    def test_says_what_when_and_why_it_counts_also_when_withdrawn_since(self, walk, library, database):
        walk.reaches_an_ending()
        withdraws(database, library.scenario)
        page = walk.sees("/learn/record").text
        assert "You reached an ending." in page
        assert "Harbour Response" in page
        assert "Withdrawn since; it stays in your record." in page


class TestArticle:
    def test_says_what_counts_as_done_before_the_text(self, officers_browser, library):
        page = officers_browser.get(library.reading).text
        assert page.index("What counts as done.") < page.index("word word")

    def test_opening_it_changes_nothing(self, officers_browser, library, database):
        officers_browser.get(library.reading)
        assert count(database, Attempt) == 0

    def test_is_recorded_and_the_reply_is_shown_here_alone(self, officers_browser, library, opened_an_hour_ago):
        answer = officers_browser.sends(f"{library.reading}/finish", begun=opened_an_hour_ago, choice="note")
        assert answer.status_code == 200
        assert "Done, and recorded." in answer.text
        assert "A note is found later." in answer.text
        assert "A note is found later." not in officers_browser.get(f"{library.reading}/done").text

    def test_twice_is_one_completion(self, officers_browser, library, database, opened_an_hour_ago):
        for _ in range(2):
            answer = officers_browser.sends(f"{library.reading}/finish", begun=opened_an_hour_ago, choice="ask")
            assert "Asking is quick." in answer.text
        assert count(database, Completion) == 1

    def test_too_fast_keeps_the_answer_and_the_time_running(self, officers_browser, library, database, officer_id):
        with officers_browser.application.app_context():
            just_now = reading_begun(officer_id=officer_id, version_id=library.article.version_id, at=now())
        answer = officers_browser.sends(f"{library.reading}/finish", begun=just_now, choice="note")
        assert "<title>Error: " in answer.text
        assert "That was quicker than anyone can read this article" in answer.text
        assert 'value="note" checked' in answer.text
        assert just_now in answer.text
        assert count(database, Completion) == 0

    def test_asks_for_an_answer(self, officers_browser, library, database, opened_an_hour_ago):
        answer = officers_browser.sends(f"{library.reading}/finish", begun=opened_an_hour_ago)
        assert '<a href="#choice">Choose the answer nearest to what you think.' in answer.text
        assert count(database, Completion) == 0

    @pytest.mark.parametrize("whose", ["nobody", "somebody else", "an earlier version"])
    def test_counts_only_time_on_this_officers_own_page(self, officers_browser, library, database, officer_id, whose):
        an_hour_ago, version_id = now() - timedelta(hours=1), library.article.version_id
        with officers_browser.application.app_context():
            begun = {
                "nobody": "made up",
                "somebody else": reading_begun(officer_id=officer_id + 1, version_id=version_id, at=an_hour_ago),
                "an earlier version": reading_begun(officer_id=officer_id, version_id=version_id + 9, at=an_hour_ago),
            }[whose]
        answer = officers_browser.sends(f"{library.reading}/finish", begun=begun, choice="ask")
        assert "This page has changed since you opened it" in answer.text
        assert begun not in answer.text
        assert count(database, Completion) == 0

    def test_counts_as_begun_after_its_page_says_so(self, officers_browser, library, database, opened_an_hour_ago):
        answer = officers_browser.sends(f"{library.reading}/begin", begun=opened_an_hour_ago)
        assert (answer.status_code, answer.text) == (204, "")
        assert count(database, Attempt) == 1

    def test_is_not_shown_or_finished_once_withdrawn(self, officers_browser, library, database, opened_an_hour_ago):
        withdraws(database, library.article, reason="A number in it was wrong.")
        page = officers_browser.get(library.reading).text
        assert "A number in it was wrong." in page
        assert "word word" not in page
        answer = officers_browser.sends(f"{library.reading}/finish", begun=opened_an_hour_ago, choice="ask")
        assert answer.status_code == 409
        assert count(database, Completion) == 0

    def test_is_refused_without_a_form_token(self, officers_browser, library, opened_an_hour_ago):
        answer = officers_browser.post(f"{library.reading}/finish", data={"begun": opened_an_hour_ago, "choice": "ask"})
        assert answer.status_code == 400

    def test_carries_an_answer_over_an_expired_session(
        self, officers_browser, library, database, officer_id, opened_an_hour_ago
    ):
        asked = officers_browser_whose_session_ran_out(officers_browser, database, officer_id).sends(
            f"{library.reading}/finish", begun=opened_an_hour_ago, choice="note"
        )
        assert asked.status_code == 401
        back = signs_in_again(officers_browser, asked)
        assert back.location == f"{library.reading}/done"
        assert count(database, Completion) == 1


def officers_browser_whose_session_ran_out(browser, database, officer_id):
    with write(database) as session:
        set_password(session, officer_id=officer_id, password=PASSWORD, at=now())
        token = begin_session(session, officer_id=officer_id, at=now() - timedelta(hours=13))
    browser.carries_token(token)
    return browser


def signs_in_again(browser, asked):
    carry = asked.text.split('name="carry" value="')[1].split('"')[0]
    return browser.sends("/account/sign-in", staff_number="P100001", password=PASSWORD, carry=carry)


class TestScenario:
    def test_says_what_counts_as_done_and_begins_nothing_by_itself(self, officers_browser, library, database):
        page = officers_browser.get(library.hallway).text
        assert "This counts as done when you reach an ending." in page
        assert "Start the hallway" in page
        assert count(database, Attempt) == 0

    def test_starts_at_the_first_step(self, walk, library):
        walk.starts()
        assert walk.address == f"{library.hallway}/step/1"
        assert "3 things to look at" in walk.page.text

    def test_goes_on_from_where_the_officer_was(self, walk, library):
        walk.starts()
        walk.chooses("ask")
        assert "Go on with the hallway" in walk.sees(library.hallway).text
        walk.starts()
        assert walk.address == f"{library.hallway}/step/2"

    def test_sends_nothing_unearned(self, walk):
        page = walk.starts().text
        assert "What the ticket may mean" not in page
        assert "You chose to ask." not in page
        assert "is_sign" not in page

    def test_opens_an_object_and_leads_to_it(self, walk):
        walk.starts()
        page = walk.looks("ticket")
        assert walk.address.endswith("/step/1#object")
        assert "What the ticket may mean" in page.text
        assert "What the phone may mean" not in page.text

    def test_keeps_the_last_decision(self, walk, database):
        walk.starts()
        walk.looks("ticket", "marked")
        assert "1 marked, 0 left, 2 to go" in walk.page.text
        walk.looks("ticket", "left")
        assert "0 marked, 1 left, 2 to go" in walk.page.text
        assert picks(database) == [("hall", "ticket", "left", None)]

    def test_a_repeated_event_changes_nothing(self, walk):
        walk.starts()
        first = walk.fields()["event"]
        walk.looks("ticket", "marked", event=first)
        walk.looks("ticket", "left")
        walk.looks("ticket", "marked", event=first)
        assert "0 marked, 1 left, 2 to go" in walk.page.text

    def test_one_page_may_send_several_things(self, walk):
        walk.starts()
        event_of_one_page = walk.fields()["event"]
        walk.looks("ticket", "marked", event=event_of_one_page)
        walk.looks("phone", "marked", event=event_of_one_page)
        assert "2 marked, 0 left, 1 to go" in walk.page.text

    def test_asks_for_a_choice(self, walk):
        walk.starts()
        answer = walk.browser.post(f"{walk.hallway}/choose", data=walk.fields())
        assert "<title>Error: " in answer.text
        assert '<a href="#choice">Choose what you would do, then go on.</a>' in answer.text

    def test_a_choice_leads_on_and_says_what_came_of_it(self, walk, library):
        walk.starts()
        page = walk.chooses("ask").text
        assert walk.address == f"{library.hallway}/step/2"
        assert "You chose to ask." in page
        assert f'href="{library.hallway}/step/1"' in page

    def test_a_later_step_leads_to_the_furthest_with_a_sentence(self, walk, library):
        walk.starts()
        answer = walk.browser.get(f"{library.hallway}/step/7")
        assert answer.location == f"{library.hallway}/step/1"
        assert "You have not got that far yet." in walk.sees(answer.location).text

    def test_a_step_before_anything_is_begun_leads_to_the_way_in(self, officers_browser, library):
        assert officers_browser.get(f"{library.hallway}/step/1").location == library.hallway

    def test_a_window_that_chose_otherwise_is_told_where_it_is(self, walk, library, database):
        walk.starts()
        walk.chooses("ask")
        fields_of_the_kitchen = walk.fields()
        walk.sees(f"{library.hallway}/step/1")
        walk.chooses("leave")
        page = walk.goes_to(
            walk.browser.post(
                f"{library.hallway}/look", data={**fields_of_the_kitchen, "object": "rota", "state": "marked"}
            )
        )
        assert (
            "You chose another way in another window, so nothing was changed here."
            in page.text + walk.sees(f"{library.hallway}/step/1").text
        )
        assert ("kitchen", "rota", "marked", None) not in picks(database)

    def test_the_picture_stays_large(self, walk, library):
        walk.starts()
        walk.sees(f"{library.hallway}/step/1?picture=large")
        walk.looks("ticket")
        assert walk.address.endswith("/step/1?picture=large#object")

    @pytest.mark.parametrize(
        ("fields", "status"),
        [({"state": "stolen"}, 400), ({"attempt": "not-mine"}, 404), ({"attempt": ""}, 404)],
    )
    def test_refuses_what_no_page_of_ours_sends(self, walk, fields, status):
        walk.starts()
        sent = {**walk.fields(), "object": "ticket", "state": "marked", **fields}
        assert walk.browser.post(f"{walk.hallway}/look", data=sent).status_code == status

    def test_an_object_that_is_not_there_changes_nothing(self, walk, database):
        walk.starts()
        assert "That is not one of the things in this place" in walk.looks("piano", "marked").text
        assert picks(database) == []

    def test_an_attempt_belongs_to_its_officer_and_its_module(self, walk, library, browser, database):
        walk.starts()
        fields = {**walk.fields(), "object": "ticket", "state": "marked"}
        assert walk.browser.post(f"{library.reading}/look", data=fields).status_code == 404
        with write(database) as session:
            somebody_else = an_officer(session).id
        walk.browser.is_signed_in_as(somebody_else)
        for page in ("look", "choose", "finish"):
            answer = walk.browser.sends(
                f"{library.hallway}/{page}",
                attempt=fields["attempt"],
                scene="hall",
                object="ticket",
                state="marked",
                choice="ask",
            )
            assert answer.status_code == 404
        assert picks(database) == []

    def test_goes_on_with_the_version_it_was_begun_with(self, walk, library, database):
        walk.starts()
        changed = scenario_body()
        changed["scenes"][0]["text"] = "Everything is different now."
        with write(database) as session:
            a_version(session, module_id=library.scenario.module_id, body=changed)
        assert "You are in the hall." in walk.looks("ticket").text

    def test_stops_at_once_when_withdrawn(self, walk, library, database):
        walk.starts()
        withdraws(database, library.scenario)
        for page in ("", "/step/1", "/result"):
            shown = walk.sees(library.hallway + page).text
            assert "It names a place that is real." in shown
            assert "You are in the hall." not in shown

    def test_carries_a_pick_over_an_expired_session(self, walk, library, database, officer_id):
        walk.starts()
        fields = {**walk.fields(), "object": "ticket", "state": "marked"}
        browser = officers_browser_whose_session_ran_out(walk.browser, database, officer_id)
        asked = browser.post(f"{library.hallway}/look", data=fields)
        assert asked.status_code == 401
        assert picks(database) == []
        back = signs_in_again(browser, asked)
        assert back.location == f"{library.hallway}/step/1#object"
        assert picks(database) == [("hall", "ticket", "marked", None)]

    def test_is_refused_without_a_form_token(self, walk):
        walk.starts()
        fields = {**walk.fields(), "object": "ticket", "state": "marked"}
        del fields["csrf_token"]
        assert walk.browser.post(f"{walk.hallway}/look", data=fields).status_code == 400

    def test_addresses_name_no_scene_object_or_choice(self, walk):
        walk.starts()
        seen = [walk.address]
        walk.looks("ticket", "marked")
        seen.append(walk.address)
        walk.chooses("ask")
        seen.append(walk.address)
        assert not any(word in address for address in seen for word in ("ticket", "hall/", "kitchen", "=ask"))


class TestResult:
    def test_tells_what_was_noticed_and_what_to_do_in_the_officers_role(self, walk):
        walk.starts()
        walk.looks("ticket", "marked")
        walk.chooses("ask")
        page = walk.chooses("call").text
        assert walk.address.endswith("/result")
        assert "You looked twice at one of the three that mattered." in page
        assert (
            page.index("You looked twice</h2>") < page.index("About the ticket") < page.index("Easy to walk past</h2>")
        )
        assert "Tell somebody in response" in page

    def test_shows_another_role_when_asked(self, walk):
        walk.reaches_an_ending()
        page = walk.sees(f"{walk.hallway}/result?role=custody").text
        assert "Tell somebody in custody" in page
        assert "Tell somebody in response" not in page
        assert "Tell somebody in response" in walk.sees(f"{walk.hallway}/result?role=king").text

    def test_records_the_ending_at_once_and_may_be_reloaded(self, walk, database):
        walk.reaches_an_ending()
        assert count(database, Completion) == 1
        assert "What to do next, in your role" in walk.sees(f"{walk.hallway}/result").text

    def test_comes_only_at_the_end(self, walk):
        walk.starts()
        answer = walk.browser.get(f"{walk.hallway}/result")
        assert answer.location == f"{walk.hallway}/step/1"
        assert "The result comes at the end." in walk.sees(answer.location).text

    def test_finishing_forgets_the_picks_and_says_what_was_recorded(self, walk, database):
        walk.reaches_an_ending()
        page = walk.finishes().text
        assert walk.address == f"{walk.hallway}/done"
        assert "Done, and recorded." in page
        assert picks(database) == []

    def test_finishing_twice_changes_nothing(self, walk):
        walk.reaches_an_ending()
        fields = walk.fields()
        for _ in range(2):
            answer = walk.browser.post(f"{walk.hallway}/finish", data=fields)
            assert (answer.status_code, answer.location) == (303, f"{walk.hallway}/done")

    def test_is_no_longer_kept_once_finished(self, walk):
        walk.reaches_an_ending()
        walk.finishes()
        assert "This result is no longer kept" in walk.sees(f"{walk.hallway}/result").text

    def test_what_is_sent_after_finishing_changes_nothing(self, walk, database):
        walk.starts()
        fields = {**walk.fields(), "object": "ticket", "state": "marked"}
        walk.chooses("leave")
        walk.finishes()
        walk.browser.post(f"{walk.hallway}/look", data=fields)
        assert picks(database) == []
        assert "You have finished this one" in walk.sees("/").text


class TestAnyModule:
    @pytest.mark.parametrize("page", ["", "/step/1", "/result", "/done"])
    @pytest.mark.parametrize("where", ["spot-it/nowhere", "nowhere/the-hallway"])
    def test_that_is_not_there_is_not_found(self, officers_browser, library, where, page):
        assert officers_browser.get(f"/learn/{where}{page}").status_code == 404

    @pytest.mark.parametrize("page", ["begin", "look", "choose", "finish"])
    def test_takes_nothing_from_somebody_who_is_not_signed_in(self, browser, library, database, page):
        assert browser.sends(f"{library.hallway}/{page}").status_code == 401
        assert count(database, Attempt) == 0

    def test_done_before_it_is_done_says_so(self, officers_browser, library):
        assert "Not done yet." in officers_browser.get(f"{library.hallway}/done").text


def join_the_force(database, how_many):
    """This many people more, in one unit, as an import would write them."""
    with write(database) as session:
        unit_id = session.scalar(select(func.max(Unit.id)))
        highest = session.scalar(select(func.max(Officer.id)))
        numbers = range(highest + 1, highest + 1 + how_many)
        names = {"display_name": "Sam Reed", "work_email": None}
        session.execute(
            insert(Officer), [{"id": n, "public_id": f"crowd-{n}", "staff_number": f"C{n}", **names} for n in numbers]
        )
        post = {"unit_id": unit_id, "role_family": "response", "is_protected": False, "from_on": date(2026, 1, 1)}
        session.execute(insert(Posting), [{"officer_id": n, **post} for n in numbers])


class TestEconomy:
    @pytest.fixture
    def fifty_officers(self, database):
        with write(database) as session:
            for _ in range(50):
                an_officer(session)

    @pytest.mark.parametrize(
        "page", ["/", "/learn/library", "/learn/record", "ARTICLE", "HALLWAY", "HALLWAY/step/1", "HALLWAY/done"]
    )
    def test_an_officers_page_asks_the_database_five_things_at_most(
        self, walk, library, database, fifty_officers, page
    ):
        walk.starts()
        address = page.replace("HALLWAY", library.hallway).replace("ARTICLE", library.reading)
        walk.sees(address)
        asked = statements_of(walk.browser, address)
        assert 1 <= len(asked) <= 5, asked

    def test_nor_do_they_ask_more_in_a_force_of_44_000(self, walk, library, database):
        walk.starts()
        pages = ["/", "/learn/library", "/learn/record", library.reading, library.hallway, f"{library.hallway}/step/1"]
        asked_before = [len(statements_of(walk.browser, page)) for page in pages]
        join_the_force(database, 44_000)
        asked = [len(statements_of(walk.browser, page)) for page in pages]
        assert max(asked) <= 5
        assert asked == asked_before

    def test_so_does_the_result(self, walk, fifty_officers):
        walk.reaches_an_ending()
        assert len(statements_of(walk.browser, f"{walk.hallway}/result")) <= 5

    def test_an_article_of_twelve_kilobytes_is_a_page_of_less_than_thirty(self, officers_browser, library, database):
        text = "\n\n".join(["It is only a phone. Most homes have a spare one in a drawer. " * 4] * 50)
        with write(database) as session:
            a_version(session, module_id=library.article.module_id, body={**article_body(), "text": text})
        page = officers_browser.get(library.reading).data
        assert len(text) > 12_000
        assert len(page) < 30_000
