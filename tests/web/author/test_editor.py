"""Writing in a browser: what is typed is kept, by one and by two at once."""

import re

import pytest
from sqlalchemy import select

from safeguarding.common.clock import now
from safeguarding.common.database import write
from safeguarding.content.models import ModuleVersion
from safeguarding.people.models import SignInSession
from tests.content.studio_factories import HOUR
from tests.web.author.conftest import HIDDEN


def body_of(database, piece):
    with database.reading() as session:
        return session.get_one(ModuleVersion, piece.version_id).body


class TestPages:
    @pytest.mark.parametrize(
        "part",
        ["", "front", "scenes/yard", "scenes/yard/objects/a-tin", "endings/told", "tray", "scenes/nowhere", "nonsense"],
    )
    def test_every_part_has_a_page(self, tess, part):
        page = tess.opens(part).text
        assert page.count("<h1") == 1
        assert "The shed" in page
        assert "Nothing to put right" in page

    def test_the_map_names_every_scene_and_where_its_choices_lead(self, tess):
        tess.opens()
        assert 'aria-label="Yard, scene' in tess.text
        assert "leads to Shed" in tess.text

    def test_a_check_leads_to_its_field(self, tess):
        tess.opens("scenes/yard/objects/a-tin")
        tess.sends({**tess.hidden, "at:scenes/yard/objects/a-tin/question": "", "do": "save"})
        assert "part=scenes/yard/objects/a-tin#scenes__yard__objects__a-tin__question" in tess.text
        assert 'id="scenes__yard__objects__a-tin__question"' in tess.text
        assert "1 to put right" in tess.text

    def test_a_thing_that_lies_over_another_is_named(self, tess):
        tess.opens("scenes/yard")
        tess.adds(new_object="A watering can")
        assert "“A watering can” lies over the middle of “A tin”" in tess.text

    def test_an_article_has_a_text_and_a_question(self, somebody, tess):
        browser = somebody("tess")
        begun = browser.sends("/author/new", kind="blog", title="Behind the bins", campaign="look-again")
        page = browser.get(begun.location).text
        assert "Who is speaking" in page
        address = begun.location
        answer = browser.get(address, query_string={"part": "check"}).text
        assert "Add an answer" in answer

    def test_prose_is_shown_as_officers_read_it_and_nothing_else_gets_through(self, somebody):
        browser = somebody("tess")
        address = browser.sends("/author/new", kind="article", title="A key", campaign="look-again").location
        page = browser.get(address).text
        words = "## A key\n\n<script>alert(1)</script> **hung**"
        answer = browser.sends(
            address.replace("/edit", "/save"), **dict(HIDDEN.findall(page)), do="save", **{"at:text": words}
        )
        shown = browser.get(answer.location).text
        assert "<strong>hung</strong>" in shown
        assert "<script>alert" not in shown

    def test_officers_do_not_come_in_and_reviewers_do_not_write(self, officers_browser, robin, piece):
        assert officers_browser.get(piece.address("edit")).status_code == 403
        assert robin.get(piece.address("edit")).status_code == 403
        assert robin.get(piece.address("read")).status_code == 200


class TestSaving:
    def test_what_is_typed_is_kept(self, tess, database, piece):
        tess.opens("scenes/yard")
        assert tess.saves(scenes__yard__title="The yard").status_code == 303
        assert body_of(database, piece)["scenes"][0]["title"] == "The yard"

    def test_the_same_again_saves_nothing(self, tess):
        tess.opens("scenes/yard")
        before = tess.hidden["revision"]
        tess.saves(scenes__yard__title="Yard")
        assert tess.hidden["revision"] == before

    def test_a_choice_makes_its_scene_and_is_shown_with_its_reply_to_write(self, tess):
        tess.opens("scenes/yard")
        answer = tess.adds(new_choice="Knock on the window")
        assert answer.location.endswith("#scenes__yard__choices__knock-on-the-window__reply")
        assert "Knock on the window" in tess.text
        assert "3 ways out" in tess.text

    def test_undo_and_redo_survive_leaving_the_page(self, tess, database, piece):
        tess.opens("scenes/yard")
        tess.saves(scenes__yard__title="The yard")
        tess.opens("front")
        tess.saves(do="undo")
        assert body_of(database, piece)["scenes"][0]["title"] == "Yard"
        tess.opens("")
        tess.saves(do="redo")
        assert body_of(database, piece)["scenes"][0]["title"] == "The yard"

    def test_what_is_put_aside_can_be_put_back(self, tess, database, piece):
        tess.opens("scenes/yard/objects/a-tin")
        tess.saves(do="remove scenes/yard/objects/a-tin")
        assert body_of(database, piece)["scenes"][0]["objects"] == []
        tess.opens("tray")
        (restore,) = re.findall(r'value="(restore [^"]+)"', tess.text)
        tess.saves(do=restore)
        assert body_of(database, piece)["scenes"][0]["objects"][0]["name"] == "A tin"

    def test_a_number_in_words_is_refused_beside_its_field(self, tess):
        tess.opens("front")
        answer = tess.saves(minutes="five", title="The other shed")
        assert answer.status_code == 422
        assert "is not a whole number" in tess.text
        assert 'value="The other shed"' in tess.text

    def test_a_button_no_page_shows_is_refused(self, tess):
        tess.opens("scenes/yard")
        assert tess.saves(do="burn scenes/yard").status_code == 400

    def test_what_cannot_be_done_is_said_and_the_words_are_kept(self, tess, database, piece):
        tess.opens("scenes/yard")
        tess.saves(do="remove scenes/attic", scenes__yard__title="The yard")
        assert "any more" in tess.text
        assert body_of(database, piece)["scenes"][0]["title"] == "The yard"


class TestTwoAtOnce:
    def test_what_only_one_changed_is_joined(self, tess, toni, database, piece):
        tess.opens("scenes/yard")
        toni.opens("scenes/yard")
        toni.saves(scenes__yard__ask="What is odd here?")
        assert tess.saves(scenes__yard__title="The yard").status_code == 303
        scene = body_of(database, piece)["scenes"][0]
        assert (scene["title"], scene["ask"]) == ("The yard", "What is odd here?")
        assert "Also changed by somebody else" in tess.text

    def test_the_second_of_two_sees_both_and_decides(self, tess, toni, database, piece):
        tess.opens("scenes/yard")
        toni.opens("scenes/yard")
        toni.saves(scenes__yard__title="Toni's yard", scenes__yard__ask="What is odd here?")
        answer = tess.saves(scenes__yard__title="Tess's yard")
        assert answer.status_code == 409
        for words in ("Toni's yard", "Tess's yard", "It said"):
            assert words in tess.text
        assert 'value="What is odd here?"' in tess.text
        assert body_of(database, piece)["scenes"][0]["title"] == "Toni's yard"

        mine = {"at:scenes/yard/title": "Tess's yard", "keep:scenes/yard/title": "mine", "do": "save"}
        assert tess.sends({**tess.hidden, **mine}).status_code == 303
        assert body_of(database, piece)["scenes"][0]["title"] == "Tess's yard"

    def test_the_second_of_two_may_take_theirs(self, tess, toni, database, piece):
        tess.opens("scenes/yard")
        toni.opens("scenes/yard")
        toni.saves(scenes__yard__title="Toni's yard")
        tess.saves(scenes__yard__title="Tess's yard")
        theirs = {"at:scenes/yard/title": "Tess's yard", "keep:scenes/yard/title": "theirs", "do": "save"}
        assert tess.sends({**tess.hidden, **theirs}).status_code == 303
        assert body_of(database, piece)["scenes"][0]["title"] == "Toni's yard"

    def test_the_page_says_who_else_is_writing(self, tess, toni, piece):
        toni.opens("front")
        toni.saves(title="The other shed")
        tess.opens("front")
        assert "Toni Example has saved something here" in tess.text


class TestNothingLost:
    def test_words_sent_after_the_session_ran_out_are_saved_after_signing_in(self, tess, database, piece, studio):
        tess.opens("scenes/yard")
        with write(database) as session:
            for one in session.scalars(select(SignInSession).where(SignInSession.officer_id == studio.tess)):
                one.expires_at = now() - HOUR
        answer = tess.saves(scenes__yard__title="The yard")
        assert answer.status_code == 401
        assert 'name="carry" value=""' not in answer.text

    def test_words_for_a_version_that_was_published_meanwhile_are_shown(self, tess, piece):
        tess.opens("scenes/yard")
        tess.hidden["version"] = "999999"
        answer = tess.saves(scenes__yard__text="Sun on many bricks.")
        assert answer.status_code == 409
        assert "Sun on many bricks." in tess.text
