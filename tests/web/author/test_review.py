"""From a draft to what officers see, through the browser: sent, commented on, sent back, approved, published."""

import html
import re

import pytest

from safeguarding.common.clock import london_today
from safeguarding.common.database import write
from safeguarding.content.models import ModuleVersion
from safeguarding.learning.models import SceneCount
from tests.content.studio_factories import version_called
from tests.web.author.conftest import HIDDEN, Author

REVISION = re.compile(r'name="revision" value="(\d+)"')


def state_of(database, piece):
    with database.reading() as session:
        return session.get_one(ModuleVersion, piece.version_id).state


def text_of(answer) -> str:
    return html.unescape(answer.text)


def revision_on(browser, piece, page="review"):
    return REVISION.findall(browser.get(piece.address(page)).text)[0]


def decides(browser, piece, do, **more):
    fields = {"revision": revision_on(browser, piece), "do": do, "reason": "", **more}
    return browser.sends(piece.address("decide"), **fields)


@pytest.fixture
def sent(tess, piece):
    answer = tess.browser.sends(
        piece.address("send"), revision=revision_on(tess.browser, piece, "send"), reason="It is as it should be."
    )
    assert answer.status_code == 303
    return piece


class TestSending:
    def test_a_whole_piece_is_sent(self, sent, database):
        assert state_of(database, sent) == "in_review"

    def test_what_is_to_put_right_comes_first_each_with_its_place(self, tess, piece, database):
        tess.opens("scenes/yard")
        tess.saves(scenes__yard__choices__go__reply="")
        page = tess.browser.get(piece.address("send")).text
        assert "One thing is to put right first" in page
        assert "#scenes__yard__choices__go" in page
        answer = tess.browser.sends(piece.address("send"), revision=tess.hidden["revision"], reason="Never mind")
        assert answer.status_code == 200
        assert state_of(database, piece) == "draft"

    def test_an_edit_takes_it_out_of_review(self, sent, tess, database):
        tess.opens("scenes/yard")
        assert "has to be sent for review again" in tess.text
        tess.saves(scenes__yard__title="The yard")
        assert state_of(database, sent) == "draft"

    def test_it_can_be_taken_back(self, sent, tess, database):
        assert tess.browser.sends(sent.address("take-back")).status_code == 303
        assert state_of(database, sent) == "draft"


class TestReviewing:
    def test_the_queue_stands_on_the_reviewers_home(self, sent, robin):
        page = text_of(robin.get("/author/"))
        assert "One piece waits for review" in page
        assert "sent by Tess Example" in page

    def test_every_word_is_shown_with_room_for_a_comment(self, sent, robin, tess):
        page = text_of(robin.get(sent.address("review")))
        assert "Sun on bricks." in page
        answer = robin.sends(
            sent.address("note"),
            revision=revision_on(robin, sent),
            place="scenes/yard/text",
            words="Say what time of day it is.",
        )
        assert answer.location.endswith("#scenes__yard__text")
        assert "Say what time of day it is." in text_of(robin.get(sent.address("review")))
        tess.opens("scenes/yard")
        assert "Say what time of day it is." in tess.text
        (settle,) = re.findall(r'value="(settle \d+)"', tess.text)
        tess.saves(do=settle)
        assert "Say what time of day it is." not in tess.text

    def test_going_back_needs_a_reason_and_the_author_reads_it(self, sent, robin, tess, database):
        refused = decides(robin, sent, "return")
        assert refused.status_code == 422
        assert 'id="reason-error"' in refused.text
        assert decides(robin, sent, "return", reason="The second ending blames the mother.").status_code == 303
        assert state_of(database, sent) == "draft"
        tess.opens()
        assert "Robin Example sent it back" in tess.text
        assert "The second ending blames the mother." in tess.text
        assert "The second ending blames" in text_of(tess.browser.get("/author/"))

    def test_nobody_approves_their_own(self, sent, somebody, tess, database):
        both = Author(somebody("both"), sent)
        both.opens("scenes/yard")
        both.saves(scenes__yard__title="The yard")
        tess.browser.sends(sent.address("send"), revision=revision_on(tess.browser, sent, "send"), reason="As it is.")
        assert "somebody else has to approve it" in text_of(both.browser.get(sent.address("review")))
        refused = decides(both.browser, sent, "approve")
        assert refused.status_code == 422
        assert state_of(database, sent) == "in_review"

    def test_approving_and_publishing_shows_it_to_officers(self, sent, robin, officers_browser, database):
        assert officers_browser.get(f"/learn/{sent.campaign}/{sent.code}").status_code == 404
        assert decides(robin, sent, "approve").status_code == 303
        assert state_of(database, sent) == "approved"
        assert decides(robin, sent, "publish").status_code == 303
        assert "The shed" in officers_browser.get(f"/learn/{sent.campaign}/{sent.code}").text

    def test_a_day_is_set_and_taken_away(self, sent, robin):
        decides(robin, sent, "approve")
        next_year = str(london_today().year + 1)
        revision = revision_on(robin, sent)
        form = {"csrf_token": robin.form_token(), "revision": revision, "do": "schedule", "reason": ""}
        assert robin.post(sent.address("decide"), data={**form, "day": ["1", "2", next_year]}).status_code == 303
        assert f"1 February {next_year}" in robin.get(sent.address("review")).text
        decides(robin, sent, "unschedule")
        assert f"1 February {next_year}" not in text_of(robin.get(sent.address("review"))).split("What was decided")[0]

    @pytest.mark.parametrize("day", [["31", "2", "2027"], ["1", "1", "2020"], ["", "", ""]])
    def test_a_day_that_is_none_or_has_passed_is_refused(self, sent, robin, day):
        decides(robin, sent, "approve")
        form = {"csrf_token": robin.form_token(), "revision": revision_on(robin, sent), "do": "schedule", "reason": ""}
        answer = robin.post(sent.address("decide"), data={**form, "day": day})
        assert answer.status_code == 422
        assert "There is a problem" in answer.text

    def test_trainers_do_not_decide(self, sent, tess):
        assert tess.browser.sends(sent.address("decide"), revision="1", do="approve").status_code == 403


class TestVersions:
    def test_a_published_module_gets_a_next_version_and_tells_what_is_different(self, somebody, studio):
        browser = somebody("tess")
        address = "/author/look-again/the-yard"
        assert "Nothing is being written" in browser.get(address).text
        answer = browser.sends(f"{address}/new-version")
        assert answer.location.endswith("/edit")
        page = browser.get(f"{address}/edit")
        assert page.status_code == 200
        fields = dict(HIDDEN.findall(page.text))
        browser.sends(f"{address}/save", **{**fields, "do": "save", "at:title": "Another yard"})
        page = text_of(browser.get(f"{address}/differences"))
        assert "What is different between version 1 and version 2" in page
        assert "Another yard" in page

    def test_a_module_is_duplicated(self, tess, piece):
        answer = tess.browser.sends(piece.address("duplicate"), version=str(piece.version_id))
        assert answer.status_code == 303
        assert "Copy of" in tess.browser.get(answer.location).text

    def test_what_is_not_written_here_says_so(self, somebody, studio):
        browser = somebody("tess")
        assert "come with a campaign" in text_of(browser.get("/author/look-again/cards"))

    def test_the_list_is_narrowed(self, tess):
        assert "The shed" in tess.browser.get("/author/modules?state=draft").text
        assert "The shed" not in tess.browser.get("/author/modules?state=published").text
        assert "Nothing is like that" in tess.browser.get("/author/modules?state=approved&kind=blog").text

    def test_all_its_words_are_on_one_page(self, tess, piece):
        page = text_of(tess.browser.get(piece.address("read")))
        for words in ("Sun on bricks.", "It holds pegs.", "They had half of it already."):
            assert words in page

    def test_what_officers_did_stands_beside_each_thing_and_small_numbers_are_withheld(
        self, database, somebody, studio
    ):
        with write(database) as session:
            version = version_called(session, "the-yard")
            (thing, *_) = version.body["scenes"][0]["objects"]
            for what, code, officers in (("entered", "", 30), ("left_here", "", 30), ("marked", thing["code"], 4)):
                session.add(SceneCount(version_id=version.id, scene="yard", what=what, code=code, officers=officers))
        tess = somebody("tess")
        page = text_of(tess.get("/author/look-again/the-yard/read"))
        assert "First goes at this version that are counted" in page
        assert "Looked at twice: not shown: fewer than 10 here" in page
        tess.sends("/author/look-again/the-yard/new-version")
        page = text_of(tess.get(f"/author/look-again/the-yard/edit?part=scenes/yard/objects/{thing['code']}"))
        assert "Looked at twice: not shown: fewer than 10 here" in page


class TestThrowingAway:
    def test_asks_first_and_then_leaves_nothing(self, tess, piece):
        page = tess.browser.get(piece.address()).text
        assert "Throw away this draft" in page
        assert "No officer has seen it" in tess.browser.get(piece.address("throw-away")).text
        tess.opens("front")
        answer = tess.browser.sends(piece.address("throw-away"), revision=tess.hidden["revision"])
        assert (answer.status_code, answer.location) == (303, "/author/")
        home = tess.browser.get("/author/").text
        assert "is thrown away" in home
        assert "You are writing nothing just now" in home
        assert tess.browser.get(piece.address()).status_code == 404

    def test_of_a_next_version_leaves_what_officers_see(self, tess, piece):
        tess.browser.sends("/author/look-again/the-yard/new-version")
        page = tess.browser.get("/author/look-again/the-yard/throw-away").text
        assert "Officers go on seeing what is published. Version 2 says nothing new." in page
        answer = tess.browser.sends("/author/look-again/the-yard/throw-away", revision="1")
        assert answer.location == "/author/look-again/the-yard"
        assert "Nothing is being written" in tess.browser.get(answer.location).text

    def test_of_something_saved_meanwhile_says_so(self, tess, toni, piece):
        tess.opens("front")
        toni.opens("front")
        toni.saves(title="Another shed")
        answer = tess.browser.sends(piece.address("throw-away"), revision=tess.hidden["revision"])
        assert "Somebody saved a change since you opened this page" in answer.text

    def test_of_what_waits_is_not_offered(self, tess, piece):
        tess.opens("front")
        tess.browser.sends(piece.address("send"), revision=tess.hidden["revision"], reason="As it is.")
        assert "Throw away this draft" not in tess.browser.get(piece.address()).text
        assert "Take it back first" in tess.browser.get(piece.address("throw-away")).text


class TestAReviewersHome:
    def test_says_what_waits_for_them_and_only_for_them(self, tess, robin, somebody, piece):
        assert "for your review" not in robin.get("/").text
        tess.opens("front")
        tess.browser.sends(piece.address("send"), revision=tess.hidden["revision"], reason="As it is.")
        assert "One piece waits for your review." in robin.get("/").text
        assert "for your review" not in tess.browser.get("/").text

    def test_leaves_out_what_they_wrote_in(self, somebody, tess, piece):
        both = somebody("both")
        page = both.get(piece.address("edit"), query_string={"part": "front"})
        fields = dict(HIDDEN.findall(page.text))
        both.sends(piece.address("save"), **fields, do="save", **{"at:title": "Our shed"})
        tess.opens("front")
        tess.browser.sends(piece.address("send"), revision=tess.hidden["revision"], reason="As it is.")
        assert "for your review" not in both.get("/").text


def test_of_a_next_version_only_what_changed_is_unfolded(tess, robin):
    yard = "/author/look-again/the-yard"
    tess.browser.sends(f"{yard}/new-version")
    page = tess.browser.get(f"{yard}/edit", query_string={"part": "front"})
    tess.browser.sends(f"{yard}/save", **dict(HIDDEN.findall(page.text)), do="save", **{"at:title": "Another yard"})
    review = robin.get(f"{yard}/review").text
    unfolded = re.findall(r'<details class="words-of" open><summary><h3 class="h-m">([^<]+)', review)
    assert unfolded == ["What officers read first"]
    assert '<details class="words-of"><summary>' in review
