"""Where fields are written, how they are tidied, and what people call their places."""

import pytest

from safeguarding.common.canonical import fingerprint_of
from safeguarding.content.interchange.pack import read_pack
from safeguarding.content.rules.drafts import Draft
from safeguarding.content.rules.places import (
    NoSuchPlace,
    NotWritable,
    leaves,
    place_of,
    texts_of,
    told,
    value_at,
    write,
)
from safeguarding.content.rules.scenario import check_scenario
from tests.content.drafts import STEP, a_scenario, an_article
from tests.content.packs import a_wide_pack_folder

TIN = "scenes/yard/objects/a-tin"


class TestWrite:
    @pytest.mark.parametrize(
        ("place", "value", "kept"),
        [
            ("title", "  A \n yard ", "A yard"),
            ("summary", "", None),
            ("minutes", 7, 7),
            ("themes", ["abuse", " abuse ", "missing", ""], ["abuse", "missing"]),
            ("intro", "One.\r\n\r\nTwo.  \r\nThree.\n", "One.\n\nTwo.  \nThree."),
            ("scenes/yard/text", "e\u0301\x00\x1b", "é"),
            ("scenes/yard/picture/alt", " A  yard ", "A yard"),
            ("scenes/yard/picture", None, None),
            (f"{TIN}/place", {"x": 1, "y": 2, "width": 3, "height": 4}, {"x": 1, "y": 2, "width": 3, "height": 4}),
            (f"{TIN}/is_sign", None, None),
            (f"{TIN}/innocent", ["It is  a tin.", " "], ["It is a tin."]),
            ("scenes/yard/choices/go/reply", "The gate\ncloses.", "The gate closes."),
            ("endings/told/steps/response", [STEP, {"do": " ", "because": None}], [STEP]),
            ("endings/told/contacts", [], []),
        ],
    )
    def test_tidies_as_a_packs_reader_does(self, place, value, kept):
        draft = a_scenario()

        after = write(draft, place, value)

        assert value_at(after.body, place) == kept
        assert value_at(draft.body, place) == value_at(a_scenario().body, place)

    @pytest.mark.parametrize(
        ("place", "value"),
        [
            ("minutes", "7"),
            ("minutes", True),
            ("title", 7),
            ("themes", "missing"),
            ("scenes/yard/code", "garden"),
            ("scenes", []),
            ("scenes/yard/choices/go/goes_to", "told"),
            (f"{TIN}/place", {"x": 1, "y": 2}),
            (f"{TIN}/place", {"x": 1.5, "y": 2, "width": 3, "height": 4}),
            (f"{TIN}/plate", {"media": "a.svg", "width": 0, "height": 1, "alt": None}),
            (f"{TIN}/innocent", [1]),
            ("endings/told/steps/response", [{"do": "x"}]),
            ("kind", "blog"),
        ],
    )
    def test_refuses_codes_and_values_of_another_shape(self, place, value):
        with pytest.raises(NotWritable):
            write(a_scenario(), place, value)

    @pytest.mark.parametrize("place", ["nothing", "scenes/garden/title", "scenes/yard/objects/kite/name", "by/name"])
    def test_names_a_place_that_is_not_there(self, place):
        with pytest.raises(NoSuchPlace, match="taken it out"):
            write(a_scenario(), place, "words")

    def test_wants_a_picture_before_its_words(self):
        with pytest.raises(NotWritable, match="no picture yet"):
            write(a_scenario(), "scenes/look-into-the-shed/picture/alt", "A shed")

    def test_writing_everything_of_a_pack_as_it_is_changes_nothing(self, tmp_path):
        for module in read_pack(a_wide_pack_folder(tmp_path)).modules:
            if module.kind not in {"article", "blog", "scenario"}:
                continue
            draft = Draft(module.body)
            for place in leaves(module.body):
                try:
                    draft = write(draft, place, value_at(module.body, place))
                except NotWritable:
                    continue
            assert fingerprint_of(draft.body) == module.fingerprint


class TestTold:
    @pytest.mark.parametrize(
        ("place", "words"),
        [
            ("", "the whole module"),
            ("title", "title"),
            ("picture/alt", "picture › alternative text"),
            (f"{TIN}/plate/alt", "Yard › A tin › close drawing › alternative text"),
            ("endings/told/steps/pcso", "Told › next steps › PCSOs"),
            ("scenes/yard/choices/go/reply", "Yard › Go › reply"),
            ("scenes/yard/objects", "Yard › objects"),
            ("scenes/garden/title", "garden › title"),
        ],
    )
    def test_says_where_a_field_stands(self, place, words):
        assert told(a_scenario().body, place) == words

    def test_says_it_of_an_answer(self):
        assert told(an_article().body, "check/choices/whose-key-it-is/reply") == (
            "closing question › Whose key it is › reply"
        )


class TestPlaceOf:
    def test_finds_the_field_a_check_means(self):
        body = write(a_scenario(), f"{TIN}/innocent", ["It holds pegs."]).body

        (finding,) = check_scenario(body)

        assert place_of(body, finding.path) == f"{TIN}/innocent"

    def test_of_something_in_a_list_is_the_list(self):
        body = a_scenario().body
        assert place_of(body, ("themes", 0)) == "themes"
        assert place_of(body, ("endings", 0, "steps", "response", 0, "do")) == "endings/told/steps/response"
        assert place_of(body, ("scenes", 9)) == "scenes"


class TestTexts:
    def test_are_all_that_officers_may_read_in_order(self):
        texts = texts_of(a_scenario().body)

        assert texts[0] == ("title", "title", "The shed")
        assert ("scenes/yard/objects/a-tin/innocent", "Yard › A tin › innocent explanations", "It holds pegs.") in texts
        assert ("endings/told/steps/response", "Told › next steps › Response officers",
                "Tell {contact:safeguarding_hub}: Someone may hold the other half.") in texts  # fmt: skip
        assert not [place for place, _, text in texts if text in {"missing", "yard", "told"}]

    def test_say_which_things_are_signs_and_where_choices_lead(self):
        texts = texts_of(write(a_scenario(), f"{TIN}/is_sign", False).body)

        assert (f"{TIN}/is_sign", "Yard › A tin › whether to look twice", "Innocent here.") in texts
        assert ("scenes/yard/choices/go/goes_to", "Yard › Go › where it leads", "Gone") in texts
