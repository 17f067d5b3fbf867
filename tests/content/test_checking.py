"""Everything the checks say about a module that is being written, each at its place."""

from typing import ClassVar

import pytest

from safeguarding.content.formats.checking import Known, errors, findings_of, warnings
from safeguarding.content.interchange.pack import read_pack
from safeguarding.content.rules.case_data import case_data_in
from safeguarding.content.rules.drafts import ARTICLE, BLOG, SCENARIO, Draft, new_body
from safeguarding.content.rules.gaps import NO_STEPS
from safeguarding.content.rules.outline import add_choice, add_ending, add_object, add_scene, aim_choice, remove_choice
from safeguarding.content.rules.places import place_of, write
from safeguarding.content.rules.reading_age import reading_age, syllables_in
from safeguarding.content.rules.ring import check_ring
from safeguarding.people.rules.roles import RoleFamily
from tests.content.drafts import PICTURE, a_scenario, an_article
from tests.content.packs import a_wide_pack_folder

KNOWN = Known(
    themes=("missing", "abuse"),
    messages=("M1",),
    recommendations=("awareness",),
    contacts=("emergency", "safeguarding_hub"),
    media=frozenset({"f" * 64, "e" * 64}),
)
TIN = "scenes/yard/objects/a-tin"
SHED = "look-into-the-shed"


def told(draft: Draft, kind: str = SCENARIO, known: Known = KNOWN) -> dict[str, str]:
    """What is wrong, by its place; warnings begin with a question mark."""
    return {
        place_of(draft.body, finding.path): ("? " if finding.is_warning else "") + finding.message
        for finding in findings_of(kind, draft.body, known=known)
    }


class TestNothingIsWrong:
    @pytest.mark.parametrize(("kind", "draft"), [(SCENARIO, a_scenario()), (ARTICLE, an_article())])
    def test_with_what_is_written_to_its_end(self, kind, draft):
        assert findings_of(kind, draft.body, known=KNOWN) == []

    def test_with_what_a_pack_brings(self, tmp_path):
        pack = read_pack(a_wide_pack_folder(tmp_path))
        known = Known(
            themes=tuple(theme.code for theme in pack.themes),
            messages=("M1",),
            recommendations=("awareness",),
            contacts=tuple(line.key for line in pack.contacts),
            media=frozenset(media.fingerprint for media in pack.media),
        )
        for module in pack.modules:
            assert errors(findings_of(module.kind, module.body, known=known)) == [], module.code


class TestGaps:
    @pytest.mark.parametrize("kind", [SCENARIO, ARTICLE, BLOG])
    def test_of_a_module_just_begun_are_all_named(self, kind):
        found = told(Draft(new_body(kind, title="Keys")), kind)

        assert {"summary", "why", "minutes", "themes", "messages"} <= set(found)
        assert found["summary"] == "The summary is not written yet."
        assert not [message for message in found.values() if message.startswith("?")]

    def test_of_a_scene_object_choice_and_ending(self):
        draft, _ = add_scene(a_scenario(), title="Loft")
        draft, _ = add_choice(draft, scene="loft", text="Down")
        draft = aim_choice(draft, scene="loft", choice="down", goes_to=None)
        draft = write(draft, "scenes/loft/picture", {**PICTURE, "alt": None})
        draft, _ = add_object(draft, scene="loft", name="A box")
        draft = write(draft, "endings/told/title", None)
        draft = write(draft, "endings/told/steps/pcso", [{"do": "Tell", "because": None}])

        found = told(draft)

        assert {
            "scenes/loft/text",
            "scenes/loft/question",
            "scenes/loft/picture/alt",
            "scenes/loft/ask",
            "scenes/loft/objects/a-box/plate",
            "scenes/loft/objects/a-box/meaning",
            "scenes/loft/objects/a-box/is_sign",
            "scenes/loft/objects/a-box/innocent",
            "scenes/loft/objects/a-box/question",
            "scenes/loft/objects/a-box/afterwards",
            "scenes/loft/choices/down/goes_to",
            "endings/told/title",
            "endings/told/steps/pcso",
        } <= set(found)
        assert found["scenes/loft/choices/down/goes_to"] == (
            "The choice “Down” leads nowhere yet. Choose a scene or an ending."
        )


def without(draft: Draft, place: str) -> Draft:
    return write(draft, place, [] if place.endswith(("innocent", "contacts", *RoleFamily)) else None)


class TestStructure:
    @pytest.mark.parametrize(
        ("place", "words"),
        [
            ("scenes/yard/choices/go/reply", "The reply to this choice is not written yet"),
            (f"{TIN}/plate/alt", "no words for people who cannot see it"),
            (f"{TIN}/innocent", "0 of at least 2"),
            (f"{TIN}/place", "no place in the picture"),
            (f"{TIN}/question", "a curious officer would ask"),
            ("scenes/yard/ask", "what the officer is asked"),
            ("scenes/yard/picture", "no picture to find them in"),
            ("endings/told/steps/pcso", "no next step yet for: PCSOs"),
            ("endings/told/contacts", "Whom to tell"),
        ],
    )
    def test_that_is_missing_is_named_once_at_its_place(self, place, words):
        draft = without(a_scenario(), place)

        found = findings_of(SCENARIO, draft.body, known=KNOWN)

        (message,) = [finding.message for finding in found if place_of(draft.body, finding.path) == place]
        assert words.lower() in message.lower()

    def test_an_ending_with_no_step_for_anybody_is_named_once(self):
        draft, _ = add_ending(a_scenario(), title="Later")
        found = [each for each in findings_of(SCENARIO, draft.body, known=KNOWN) if "steps" in each.path]
        assert [(place_of(draft.body, each.path), each.message) for each in found] == [
            ("endings/later/steps", NO_STEPS)
        ]

    def test_a_scene_nobody_comes_to_and_one_without_a_way_on(self):
        draft, _ = add_scene(a_scenario(), title="Loft")
        messages = [finding.message for finding in findings_of(SCENARIO, draft.body, known=KNOWN)]
        assert (
            "From the scene “Loft” no ending can be reached. Let one of its choices lead on to an ending." in messages
        )
        assert "No path leads to the scene “Loft”. Let a choice go to it, or take it out." in messages

        draft = remove_choice(a_scenario(), scene=SHED, code="tell-the-hub")
        messages = " ".join(finding.message for finding in findings_of(SCENARIO, draft.body, known=KNOWN))
        assert "There is no choice yet" in messages
        assert "no ending can be reached" in messages

    def test_a_picture_that_is_gone_from_the_collection(self):
        found = told(a_scenario(), known=Known((), ("M1",), (), KNOWN.contacts, frozenset({"f" * 64})))

        assert "not in the collection" in found[f"{TIN}/plate"]
        assert "which is not there" in found["themes"]

    def test_a_picture_in_a_text_that_is_none_of_ours(self):
        found = told(write(a_scenario(), "intro", "Look: ![a yard](media:yard.svg)"))

        assert "is not in the collection" in found["intro"]


class TestWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Ring 0117 496 0000.", "looks like a telephone number"),
            ("Ring {contact:nobody}.", "there is no contact 'nobody'"),
            ("He is a frequent misper.", "? 'frequent misper' can put the blame on a child"),
            ("It was CAD 4471/12.", "? 'CAD 4471/12' looks like a crime or incident number"),
        ],
    )
    def test_that_need_another_look(self, text, words):
        assert told(write(a_scenario(), "scenes/yard/text", text))["scenes/yard/text"].startswith(("'", "? '", "there"))
        assert words in told(write(a_scenario(), "scenes/yard/text", text))["scenes/yard/text"]

    def test_errors_come_before_warnings_and_each_in_the_order_of_the_page(self):
        draft = write(a_scenario(), "intro", "He is a misper.")
        draft = without(write(draft, "scenes/yard/text", "Ring 0117 496 0000."), "endings/told/contacts")

        found = findings_of(SCENARIO, draft.body, known=KNOWN)

        assert [place_of(draft.body, finding.path) for finding in found] == [
            "scenes/yard/text",
            "endings/told/contacts",
            "intro",
        ]
        assert (len(errors(found)), len(warnings(found))) == (2, 1)


class TestCaseData:
    @pytest.mark.parametrize(
        ("text", "said", "what"),
        [
            ("DOB 12/03/2009, of", "DOB 12/03/2009", "a date of birth"),
            ("She was born on 3rd March 2011.", "born on 3rd March 2011", "a date of birth"),
            (
                "Kai O’Neill-Smith (12.03.2009) said",
                "Kai O’Neill-Smith (12.03.2009",
                "somebody's name and date of birth",
            ),
            ("Crime number 01/12345/26", "Crime number 01/12345/26", "a crime or incident number"),
            ("See CRIS 1234567.", "CRIS 1234567", "a crime or incident number"),
            ("On 42/123456/21 it", "42/123456/21", "a crime or incident number"),
            ("PNC 08/123456K", "08/123456K", "a PNC number"),
            ("A grey AB12 CDE passed.", "AB12 CDE", "a vehicle registration"),
            ("A grey K123 ABC passed.", "K123 ABC", "a vehicle registration"),
            ("QQ123456C", None, None),
            ("AB 12 34 56 C", "AB 12 34 56 C", "a National Insurance number"),
            ("at SW1A 1AA", "SW1A 1AA", "a postcode"),
        ],
    )
    def test_is_named(self, text, said, what):
        assert [(found, name) for _, found, name in case_data_in(text)] == ([(said, what)] if said else [])

    @pytest.mark.parametrize(
        "text",
        [
            "The log says: noise, one woman lives there.",
            "Born in a hard winter, on the third floor.",
            "Tuesday 06.14, platform 4, 25 November 2016.",
            "Platform Four, 06.14. Working Together, 25 November 2016.",
            "Ref: paragraph 12. The crime was not theirs. Incident after incident.",
            "Room B12 ABCs for beginners",
            "1,200 of 44,000; 2016-17; 50/50",
        ],
    )
    def test_is_not_seen_where_there_is_none(self, text):
        assert case_data_in(text) == []


class TestLinks:
    def test_that_lead_out_of_the_site_are_warned_of(self):
        found = told(
            write(a_scenario(), "intro", "Look.\n\nSee [this](https://news.example/a) and [us](/help/worried).")
        )
        assert found["intro"].startswith("? This leads out of the site, to news.example.")


class TestRing:
    BOX: ClassVar = {"x": 500, "y": 410, "width": 100, "height": 100}

    def test_round_a_part_of_the_picture_is_right(self):
        assert list(check_ring({"picture": PICTURE, "picture_ring": self.BOX})) == []
        assert list(check_ring({"picture": None, "picture_ring": None})) == []

    @pytest.mark.parametrize(
        ("picture", "ring", "words"),
        [
            (None, BOX, "no picture for it"),
            (PICTURE, {**BOX, "x": 40}, "reaches from -10,360 to 90,460, outside the picture of 1000x820"),
            (PICTURE, {**BOX, "y": 800}, "outside the picture"),
        ],
    )
    def test_round_nothing_is_named(self, picture, ring, words):
        (finding,) = check_ring({"picture": picture, "picture_ring": ring})
        assert finding.path == ("picture_ring",)
        assert words in finding.message


EASY = "The key hangs low. A child can reach it. Nobody is at home. Who asks? You do. " * 8
HARD = (
    "Notwithstanding organisational familiarity, multidisciplinary safeguarding communication necessitates "
    "comprehensive documentation, systematically incorporating contemporaneous professional observations. "
) * 8


class TestReadingAge:
    def test_of_short_sentences_is_low_and_of_long_words_high(self):
        easy, hard = reading_age(EASY), reading_age(HARD)

        assert easy is not None
        assert hard is not None
        assert easy < 8
        assert hard > 25

    def test_of_a_known_passage_is_the_published_formula(self):
        # 100 words in 10 sentences of 130 syllables: 0.39 x 10 + 11.8 x 1.3 - 15.59 = 3.65, and five years.
        text = ("one two red blue green grey black paper yellow water. ") * 10
        assert sum(map(syllables_in, text.replace(".", "").split())) == 130
        assert reading_age(text) == pytest.approx(8.65)

    def test_is_not_guessed_for_a_few_words(self):
        assert reading_age("Notwithstanding organisational familiarity.") is None

    def test_is_a_warning_at_the_text_that_is_hard(self):
        found = told(write(a_scenario(), "intro", HARD.strip()))

        assert found["intro"].startswith("? This text can be read with ease from about")
        assert "intro" not in told(write(a_scenario(), "intro", EASY.strip()))

    @pytest.mark.parametrize(
        ("word", "count"),
        [
            ("house", 1),
            ("asked", 1),
            ("wanted", 2),
            ("table", 2),
            ("children", 2),
            ("cake", 1),
            ("the", 1),
            ("it’s", 1),
        ],
    )
    def test_counts_syllables_by_their_vowels(self, word, count):
        assert syllables_in(word) == count
