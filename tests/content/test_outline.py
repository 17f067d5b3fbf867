"""Writing a scenario as an outline: codes stay unique, and no words are ever lost."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.content.rules.answers import add_answer, move_answer, remove_answer
from safeguarding.content.rules.drafts import Draft, What, code_from, codes_used, module_code_from, parts_of, taken_as
from safeguarding.content.rules.outline import (
    NoSuchPart,
    NotPossible,
    add_choice,
    add_ending,
    add_object,
    add_scene,
    aim_choice,
    find,
    make_first,
    move_choice,
    move_ending,
    move_object,
    move_object_to,
    move_scene,
    nudge_object,
    place_object,
    remove_choice,
    remove_ending,
    remove_object,
    remove_scene,
    restore,
)
from safeguarding.content.rules.outline_view import outline_of
from safeguarding.content.rules.places import write
from safeguarding.content.rules.scenario import check_scenario
from tests.content.drafts import PICTURE, a_scenario, an_article, an_empty_scenario, same

SHED = "look-into-the-shed"


def codes(draft: Draft, key: str) -> list[str]:
    return [part["code"] for part in draft.body[key]]


def targets(draft: Draft, scene: str) -> list[str | None]:
    return [choice["goes_to"] for choice in find(draft.body, What.SCENE, scene)["choices"]]


class TestAddChoice:
    def test_makes_its_next_scene_called_after_it(self):
        draft, _ = add_scene(an_empty_scenario(), title="The landing")

        draft, choice = add_choice(draft, scene="the-landing", text="  Knock on the \n door ")

        assert codes(draft, "scenes") == ["the-landing", "knock-on-the-door"]
        assert draft.body["scenes"][1]["title"] == "Knock on the door"
        assert find(draft.body, What.CHOICE, choice, scene="the-landing")["goes_to"] == "knock-on-the-door"

    def test_may_lead_to_what_is_there(self):
        draft = a_scenario()
        draft, _ = add_choice(draft, scene=SHED, text="Leave", goes_to="gone")

        assert targets(draft, SHED) == ["told", "gone"]
        assert len(draft.body["scenes"]) == 2

    def test_of_the_same_words_twice_makes_two_scenes(self):
        draft, _ = add_scene(an_empty_scenario(), title="Door")
        draft, first = add_choice(draft, scene="door", text="Knock")
        draft, second = add_choice(draft, scene="door", text="Knock")

        assert first != second
        assert codes(draft, "scenes") == ["door", "knock", "knock-2"]

    def test_wants_words_and_a_scene_that_is_there(self):
        draft = a_scenario()
        with pytest.raises(NotPossible, match="what the officer may do"):
            add_choice(draft, scene="yard", text="  ")
        with pytest.raises(NoSuchPart):
            add_choice(draft, scene="garden", text="Go in")
        with pytest.raises(NoSuchPart):
            add_choice(draft, scene="yard", text="Go in", goes_to="garden")

    def test_leaves_the_draft_it_was_given_as_it_is(self):
        draft = a_scenario()
        before = same(draft)

        add_choice(draft, scene="yard", text="Wait")

        assert draft == before


class TestCodes:
    def test_of_what_was_taken_out_are_not_used_again(self):
        draft, _ = add_scene(an_empty_scenario(), title="Door")
        draft, _ = add_scene(draft, title="Landing")
        draft = remove_scene(draft, code="landing")
        forgotten = Draft(draft.body, (), draft.taken)

        _, code = add_scene(forgotten, title="Landing")

        assert code == "landing-2"

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Don’t say “no”", "dont-say-no"),
            ("Zoë’s café", "zoes-cafe"),
            ("漢", "scene"),
            ("!", "scene"),
            ("a" * 70, "a" * 40),
            ("one two three four five six seven eight nine", "one-two-three-four-five-six-seven-eight"),
        ],
    )
    def test_are_made_of_letters_and_figures(self, text, code):
        assert code_from(text, what=What.SCENE, taken=frozenset()) == code

    def test_of_modules_are_none_of_our_own_addresses(self):
        assert module_code_from("Review", taken=frozenset()) == "review-2"
        assert module_code_from("Keys", taken=frozenset({"keys", "keys-2"})) == "keys-3"
        assert module_code_from("漢", taken=frozenset()) == "untitled"


class TestRemoveScene:
    def test_puts_the_scenes_only_it_led_to_aside_too(self):
        draft, _ = add_scene(an_empty_scenario(), title="Door")
        draft, _ = add_choice(draft, scene="door", text="Hall")
        draft, _ = add_choice(draft, scene="hall", text="Stairs")
        draft, _ = add_choice(draft, scene="hall", text="Kitchen")
        draft, _ = add_choice(draft, scene="door", text="Round the back", goes_to="kitchen")

        draft = remove_scene(draft, code="hall")

        assert codes(draft, "scenes") == ["door", "kitchen"]
        assert {item["id"] for item in draft.tray} == {"scene/hall", "scene/stairs"}
        assert targets(draft, "door") == [None, "kitchen"]

    def test_and_back_again_is_the_same_scenario(self):
        draft = a_scenario()

        away = remove_scene(draft, code=SHED)
        assert codes(away, "endings") == ["gone"]
        back = away
        for item in reversed(away.tray):
            back = restore(back, id=item["id"])

        assert not back.tray
        assert {repr(part) for _, _, part in parts_of(back.body)} == {repr(part) for _, _, part in parts_of(draft.body)}

    def test_of_the_first_scene_begins_with_the_one_it_led_to(self):
        draft = remove_scene(a_scenario(), code="yard")

        assert (draft.body["first"], codes(draft, "scenes")) == (SHED, [SHED])
        assert draft.tray[0]["part"]["objects"][0]["name"] == "A tin"

    def test_of_the_last_one_leaves_an_outline_to_begin_again(self):
        draft, _ = add_scene(an_empty_scenario(), title="Door")
        draft = remove_scene(draft, code="door")
        assert draft.body["first"] is None

        draft = restore(draft, id="scene/door")
        assert draft.body["first"] == "door"


class TestTray:
    def test_gives_an_object_back_where_it_was(self):
        draft = a_scenario()
        away = remove_object(draft, scene="yard", code="a-tin")

        assert restore(away, id="object/yard/a-tin") == draft

    def test_gives_an_object_to_another_scene_without_a_place(self):
        away = remove_object(a_scenario(), scene="yard", code="a-tin")

        draft = restore(away, id="object/yard/a-tin", scene=SHED)

        assert find(draft.body, What.OBJECT, "a-tin", scene=SHED)["place"] is None

    def test_asks_where_to_when_the_scene_is_gone(self):
        draft = remove_choice(a_scenario(), scene=SHED, code="tell-the-hub")
        draft = remove_scene(draft, code=SHED)

        with pytest.raises(NotPossible, match="Say which scene"):
            restore(draft, id=f"choice/{SHED}/tell-the-hub")
        with pytest.raises(NoSuchPart, match="no longer in the tray"):
            restore(draft, id="choice/nowhere/at-all")

    def test_choices_that_led_to_an_ending_lead_there_again(self):
        draft = a_scenario()
        away = remove_ending(draft, code="told")
        assert targets(away, SHED) == [None]

        assert targets(restore(away, id="ending/told"), SHED) == ["told"]

    def test_a_choice_aimed_elsewhere_meanwhile_stays_there(self):
        away = remove_ending(a_scenario(), code="told")
        away = aim_choice(away, scene=SHED, choice="tell-the-hub", goes_to="gone")

        assert targets(restore(away, id="ending/told"), SHED) == ["gone"]


class TestPlaces:
    def test_a_new_object_stands_in_the_middle_large_enough_for_a_finger(self):
        draft, code = add_object(a_scenario(), scene="yard", name="A kite")

        assert find(draft.body, What.OBJECT, code, scene="yard")["place"] == {
            "x": 500,
            "y": 410,
            "width": 100,
            "height": 100,
        }

    def test_arrow_keys_stop_at_the_edge(self):
        draft = a_scenario()
        for _ in range(200):
            draft = nudge_object(draft, scene="yard", code="a-tin", right=10, down=10)

        place = find(draft.body, What.OBJECT, "a-tin", scene="yard")["place"]
        assert (place["x"] + place["width"] / 2, place["y"] + place["height"] / 2) == (1000, 820)

    @given(st.integers(1, 60), st.integers(1, 60), *[st.integers(-5, 90)] * 4)
    def test_a_box_is_always_kept_inside(self, picture_width, picture_height, x, y, width, height):
        picture = {**PICTURE, "width": picture_width, "height": picture_height}
        draft = write(write(a_scenario(), "scenes/yard/picture", None), "scenes/yard/picture", picture)

        draft = place_object(draft, scene="yard", code="a-tin", x=x, y=y, width=width, height=height)

        outside = [finding for finding in check_scenario(draft.body) if "outside" in finding.message]
        assert not outside or 1 in (picture_width, picture_height)

    def test_without_a_picture_nothing_can_be_placed(self):
        with pytest.raises(NotPossible, match="no picture yet"):
            place_object(a_scenario(), scene=SHED, code="a-tin", x=1, y=1, width=1, height=1)


class TestOrder:
    def test_moves_within_its_list_and_no_further(self):
        draft = a_scenario()
        draft = move_scene(draft, code=SHED, to=0)
        draft = move_ending(draft, code="told", to=99)
        draft = move_choice(draft, scene="yard", code="go", to=-3)

        assert (codes(draft, "scenes"), codes(draft, "endings")) == ([SHED, "yard"], ["gone", "told"])
        assert targets(draft, "yard") == ["gone", SHED]

    def test_an_object_moves_to_another_scene(self):
        draft = move_object_to(a_scenario(), scene="yard", code="a-tin", to_scene=SHED)

        assert find(draft.body, What.OBJECT, "a-tin", scene=SHED)["place"] is None
        assert move_object_to(draft, scene=SHED, code="a-tin", to_scene=SHED) == draft


class TestAnswers:
    def test_come_go_and_come_back(self):
        draft = an_article()
        draft, code = add_answer(draft, text="How long it hung there")
        draft = move_answer(draft, code=code, to=0)
        away = remove_answer(draft, code=code)

        assert [answer["code"] for answer in away.body["check"]["choices"]] == ["who-is-home-first", "whose-key-it-is"]
        back = restore(away, id=f"answer/{code}")
        assert back.body["check"]["choices"][-1]["text"] == "How long it hung there"
        with pytest.raises(NotPossible):
            add_answer(draft, text=" ")


class TestOutline:
    def test_tells_counts_and_what_can_be_reached(self):
        draft, _ = add_scene(a_scenario(), title="Loft")
        outline = outline_of(draft.body)

        told = {scene.code: (scene.incoming, scene.outgoing, scene.is_reached, scene.can_finish, scene.level) for scene
                in outline.scenes}  # fmt: skip
        assert told == {"yard": (0, 2, True, True, 0), SHED: (1, 1, True, True, 1), "loft": (0, 0, False, False, 3)}
        assert [(ending.code, ending.incoming, ending.level, ending.row) for ending in outline.endings] == [
            ("told", 1, 2, 0),
            ("gone", 1, 1, 1),
        ]

    def test_of_nothing_is_empty(self):
        assert outline_of(an_empty_scenario().body).scenes == ()

    def test_of_a_ring_comes_to_an_end(self):
        draft = aim_choice(a_scenario(), scene=SHED, choice="tell-the-hub", goes_to="yard")

        assert [scene.level for scene in outline_of(draft.body).scenes] == [0, 1]


WORDS = st.sampled_from(["Knock", "Go in", "Wait", "Ask Robin", "The landing", "漢", "Keys"])


def texts_in(value: Any) -> list[str]:
    """Every text of a document that somebody typed, codes and references aside."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [
            text
            for key, below in value.items()
            if key not in {"code", "goes_to", "first", "kind", "id", "what", "from", "led_here", "media"}
            and not (key == "title" and "part" in value)
            for text in texts_in(below)
        ]
    return [text for below in value for text in texts_in(below)] if isinstance(value, list | tuple) else []


@st.composite
def a_change(draw: st.DrawFn, draft: Draft) -> Draft:
    """One thing an author may do to this draft."""
    scenes, endings = codes(draft, "scenes"), codes(draft, "endings")
    verbs = ["add_scene", "add_ending"]
    verbs += ["add_choice", "add_object", "remove_scene", "move_scene", "make_first"] if scenes else []
    verbs += ["remove_ending", "move_ending"] if endings else []
    verbs += ["restore"] if draft.tray else []
    inner = {
        what: [(scene, part["code"]) for kind, scene, part in parts_of(draft.body) if kind is what] for what in What
    }
    verbs += ["aim", "remove_choice", "move_choice"] if inner[What.CHOICE] else []
    verbs += ["remove_object", "move_object", "move_object_to"] if inner[What.OBJECT] else []
    match draw(st.sampled_from(verbs)):
        case "add_scene":
            return add_scene(draft, title=draw(WORDS), after=draw(st.sampled_from([None, *scenes])))[0]
        case "add_ending":
            return add_ending(draft, title=draw(WORDS))[0]
        case "add_choice":
            to = draw(st.sampled_from([None, *scenes, *endings]))
            return add_choice(draft, scene=draw(st.sampled_from(scenes)), text=draw(WORDS), goes_to=to)[0]
        case "add_object":
            return add_object(draft, scene=draw(st.sampled_from(scenes)), name=draw(WORDS))[0]
        case "remove_scene":
            return remove_scene(draft, code=draw(st.sampled_from(scenes)))
        case "move_scene":
            return move_scene(draft, code=draw(st.sampled_from(scenes)), to=draw(st.integers(0, 5)))
        case "make_first":
            return make_first(draft, scene=draw(st.sampled_from(scenes)))
        case "remove_ending":
            return remove_ending(draft, code=draw(st.sampled_from(endings)))
        case "move_ending":
            return move_ending(draft, code=draw(st.sampled_from(endings)), to=draw(st.integers(0, 3)))
        case "restore":
            item = draw(st.sampled_from(draft.tray))
            needs_home = item["what"] in {"object", "choice"} and item["from"] not in scenes
            if needs_home and not scenes:
                return draft
            return restore(draft, id=item["id"], scene=draw(st.sampled_from(scenes)) if needs_home else None)
        case "aim":
            scene, code = draw(st.sampled_from(inner[What.CHOICE]))
            return aim_choice(draft, scene=scene, choice=code, goes_to=draw(st.sampled_from([None, *scenes, *endings])))
        case "remove_choice":
            scene, code = draw(st.sampled_from(inner[What.CHOICE]))
            return remove_choice(draft, scene=scene, code=code)
        case "move_choice":
            scene, code = draw(st.sampled_from(inner[What.CHOICE]))
            return move_choice(draft, scene=scene, code=code, to=draw(st.integers(0, 3)))
        case "remove_object":
            scene, code = draw(st.sampled_from(inner[What.OBJECT]))
            return remove_object(draft, scene=scene, code=code)
        case "move_object":
            scene, code = draw(st.sampled_from(inner[What.OBJECT]))
            return move_object(draft, scene=scene, code=code, to=draw(st.integers(0, 3)))
        case _:
            scene, code = draw(st.sampled_from(inner[What.OBJECT]))
            return move_object_to(draft, scene=scene, code=code, to_scene=draw(st.sampled_from(scenes)))


class TestAnySequence:
    @settings(max_examples=120, deadline=None, derandomize=True)
    @given(st.data())
    def test_keeps_codes_apart_and_loses_no_words(self, data):
        draft = data.draw(st.sampled_from([a_scenario(), an_empty_scenario()]))
        for _ in range(data.draw(st.integers(1, 25))):
            after = data.draw(a_change(draft))

            assert not set(texts_in(draft.document)) - set(texts_in(after.document))
            assert len(texts_in(after.document)) >= len(texts_in(draft.document))
            assert draft.taken <= after.taken
            draft = after

            scenes_and_endings = codes(draft, "scenes") + codes(draft, "endings")
            scenes_and_endings += [item["part"]["code"] for item in draft.tray if item["what"] in {"scene", "ending"}]
            assert len(scenes_and_endings) == len(set(scenes_and_endings))
            for what in (What.OBJECT, What.CHOICE):
                of_kind = [(scene, part["code"]) for kind, scene, part in parts_of(draft.body) if kind is what]
                assert len(of_kind) == len(set(of_kind))
            assert len({item["id"] for item in draft.tray}) == len(draft.tray)
            assert codes_used(draft.body, draft.tray) <= draft.taken
            assert all(
                choice["goes_to"] in {None, *scenes_and_endings}
                for scene in draft.body["scenes"]
                for choice in scene["choices"]
            )
            assert (draft.body["first"] in codes(draft, "scenes")) == bool(draft.body["scenes"])
            assert all(taken_as(What.SCENE, code) in draft.taken for code in scenes_and_endings)
            outline_of(draft.body)
