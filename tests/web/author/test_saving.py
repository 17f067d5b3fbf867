"""What an author's form says becomes the document, and nothing else changes."""

import pytest

from safeguarding.content.queries.media import MediaToChoose
from safeguarding.content.rules.media import MediaKind
from safeguarding.content.rules.outline import NotPossible
from safeguarding.content.rules.places import value_at, write
from safeguarding.web.author.saving import NotAsked, NotTyped, with_fields, with_new, with_pressed
from tests.content.drafts import PICTURE, a_scenario, an_article

TIN = "scenes/yard/objects/a-tin"


def a_picture(name: str = "d" * 64 + ".svg") -> MediaToChoose:
    return MediaToChoose(name, MediaKind.PICTURE, "A gate", "A gate, closed", 600, 400, None, 900, name, None)


def saved(draft, typed, media=()):
    return with_fields(draft, typed, media={one.name: one for one in media})


def by_code(parts):
    return {part["code"]: part for part in parts}


class TestFields:
    def test_a_form_sent_as_it_was_shown_changes_nothing(self):
        draft = a_scenario()
        place = value_at(draft.body, f"{TIN}/place")
        again = saved(
            draft,
            {
                "at:title": "The shed",
                "at:minutes": "5",
                "at:themes.": "",
                "at:themes.missing": "yes",
                "at:scenes/yard/text": "Sun on bricks.",
                "at:scenes/yard/picture.media": PICTURE["media"],
                "at:scenes/yard/picture.alt": PICTURE["alt"],
                f"at:{TIN}/is_sign": "yes",
                f"at:{TIN}/innocent.0": "It holds pegs.",
                f"at:{TIN}/innocent.1": "It holds biscuits.",
                f"at:{TIN}/innocent.2": "",
                **{f"at:{TIN}/place.{side}": str(number) for side, number in place.items()},
                "at:endings/told/steps/response.": "",
                "at:endings/told/steps/response.0.do": "Tell {contact:safeguarding_hub}",
                "at:endings/told/steps/response.0.because": "Someone may hold the other half.",
                "at:endings/told/steps/response.1.do": "",
                "at:endings/told/steps/response.1.because": " ",
                "at:scenes/yard/choices/go/goes_to": "gone",
            },
        )
        assert again == draft

    def test_boxes_that_are_not_ticked_are_taken_off(self):
        assert saved(a_scenario(), {"at:themes.": ""}).body["themes"] == []

    def test_a_field_left_empty_is_a_gap(self):
        draft = saved(a_scenario(), {"at:title": " ", "at:minutes": "", f"at:{TIN}/place.x": ""})
        assert draft.body["title"] is None
        assert draft.body["minutes"] is None
        assert value_at(draft.body, f"{TIN}/place") is None

    def test_a_number_in_words_is_named_at_its_place(self):
        with pytest.raises(NotTyped) as fault:
            saved(a_scenario(), {"at:minutes": "five", f"at:{TIN}/place.x": "12.5"})
        assert list(fault.value.problems) == ["minutes", f"{TIN}/place/x"]

    def test_a_picture_brings_its_own_size_and_words(self):
        gate = a_picture()
        draft = saved(
            a_scenario(),
            {"at:scenes/yard/picture.media": gate.name, "at:scenes/yard/picture.alt": PICTURE["alt"]},
            media=[gate],
        )
        assert value_at(draft.body, "scenes/yard/picture") == {
            "media": gate.name,
            "width": 600,
            "height": 400,
            "alt": "A gate, closed",
        }

    def test_a_picture_that_is_gone_is_said_to_be(self):
        with pytest.raises(NotTyped, match="could not be read"):
            saved(a_scenario(), {"at:picture.media": "c" * 64 + ".svg"})

    def test_steps_keep_their_order_beyond_ten(self):
        typed = {f"at:endings/told/steps/pcso.{number}.do": f"Step {number}" for number in range(12)}
        steps = saved(a_scenario(), typed).body["endings"][0]["steps"]["pcso"]
        assert [step["do"] for step in steps] == [f"Step {number}" for number in range(12)]


class TestNew:
    def test_a_choice_makes_its_next_scene(self):
        done = with_new(a_scenario(), {"new-choice": "Knock"}, part="scenes/yard")
        choice = done.draft.body["scenes"][0]["choices"][-1]
        assert choice["text"] == "Knock"
        assert choice["goes_to"] in [scene["code"] for scene in done.draft.body["scenes"]]
        assert done.part == "scenes/yard"
        assert done.anchor == f"scenes/yard/choices/{choice['code']}/reply"

    def test_a_choice_may_lead_to_what_is_there(self):
        before = a_scenario()
        done = with_new(before, {"new-choice": "Knock", "new-choice-to": "told"}, part="scenes/yard")
        assert len(done.draft.body["scenes"]) == len(before.body["scenes"])
        assert done.draft.body["scenes"][0]["choices"][-1]["goes_to"] == "told"

    @pytest.mark.parametrize(
        ("field", "part"),
        [
            ("new-scene", "scenes/kitchen"),
            ("new-ending", "endings/kitchen"),
            ("new-object", "scenes/yard/objects/kitchen"),
        ],
    )
    def test_what_is_added_is_shown_next(self, field, part):
        assert with_new(a_scenario(), {field: "Kitchen"}, part="scenes/yard").part == part

    def test_an_article_gets_another_answer(self):
        done = with_new(an_article(), {"new-answer": "Wait"}, part="check")
        assert [choice["text"] for choice in done.draft.body["check"]["choices"]][-1] == "Wait"


class TestRing:
    def test_goes_with_its_picture(self):
        ringed = with_pressed(write(a_scenario(), "picture", PICTURE), "place picture_ring", part="front").draft
        numbers = {f"at:picture_ring.{side}": str(number) for side, number in ringed.body["picture_ring"].items()}
        assert saved(ringed, {"at:picture.media": PICTURE["media"], **numbers}).body == ringed.body
        other = a_picture()
        assert saved(ringed, {"at:picture.media": other.name, **numbers}, [other]).body["picture_ring"] is None
        assert saved(ringed, {"at:picture.media": "", **numbers}).body["picture_ring"] is None


class TestPressed:
    def test_a_scene_is_put_aside_and_put_back(self):
        draft = a_scenario()
        aside = with_pressed(draft, "remove scenes/look-into-the-shed", part="scenes/look-into-the-shed")
        assert aside.part == "tray"
        back = aside.draft
        for one in aside.draft.tray:
            back = with_pressed(back, f"restore {one['id']}", part="tray").draft
        assert {key: by_code(back.body[key]) for key in ("scenes", "endings")} == {
            key: by_code(draft.body[key]) for key in ("scenes", "endings")
        }

    def test_things_change_places(self):
        draft = with_pressed(a_scenario(), "later scenes/yard/choices/look-into-the-shed", part="scenes/yard").draft
        assert [choice["code"] for choice in draft.body["scenes"][0]["choices"]] == ["go", "look-into-the-shed"]
        again = with_pressed(draft, "earlier endings/gone", part="").draft
        assert [ending["code"] for ending in again.body["endings"]] == ["gone", "told"]

    def test_a_button_nudges_a_box(self):
        draft = a_scenario()
        before = value_at(draft.body, f"{TIN}/place")
        after = value_at(with_pressed(draft, f"nudge {TIN}/right", part=TIN).draft.body, f"{TIN}/place")
        assert after == {**before, "x": before["x"] + 10}

    def test_a_ring_is_put_into_the_opening_picture_moved_and_taken_away(self):
        draft = write(a_scenario(), "picture", PICTURE)
        ringed = with_pressed(draft, "place picture_ring", part="front").draft
        assert (ringed.body["picture_ring"]["x"], ringed.body["picture_ring"]["y"]) == (500, 410)
        moved = with_pressed(ringed, "nudge picture_ring/up", part="front").draft
        assert moved.body["picture_ring"] == {**ringed.body["picture_ring"], "y": 400}
        assert with_pressed(moved, "remove picture_ring", part="front").draft.body["picture_ring"] is None

    def test_a_ring_wants_a_picture(self):
        with pytest.raises(NotPossible):
            with_pressed(a_scenario(), "place picture_ring", part="front")

    def test_steps_are_given_to_those_who_have_none(self):
        draft = saved(
            a_scenario(), {"at:endings/told/steps/pcso.0.do": "", "at:endings/told/steps/custody.0.do": "Own"}
        )
        draft = with_pressed(draft, "same-steps endings/told/steps/response", part="endings/told").draft
        steps = draft.body["endings"][0]["steps"]
        assert steps["pcso"] == steps["response"]
        assert steps["custody"][0]["do"] == "Own"

    @pytest.mark.parametrize("pressed", ["burn scenes/yard", "remove yard", "nudge scenes/yard/objects/a-tin/home"])
    def test_what_no_page_shows_is_refused(self, pressed):
        with pytest.raises(NotAsked):
            with_pressed(a_scenario(), pressed, part="")
