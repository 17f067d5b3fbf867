"""Every way we know to spoil a pack is found, and named by file and line."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from safeguarding.common.yaml_text import Fault
from safeguarding.content.interchange.pack import PackHasFaults, read_pack
from tests.common.hostile_pictures import a_drawn_picture, a_moving_picture, as_file, with_secrets
from tests.content.packs import FILES, a_pack_folder, a_wide_pack_folder, an_mp3, with_text
from tests.content.packs import TRANSCRIPT as TRANSCRIPT_TEXT

CAMPAIGN = "campaign.yaml"
CONTACTS = "contacts.yaml"
YARD = "modules/the-yard/module.yaml"
LETTER = "modules/a-letter/module.yaml"
TEXT = "modules/a-letter/text.md"
DRAWING = "media/plate-kite.svg"
BLOG = "modules/sam-writes/module.yaml"
PODCAST = "modules/the-other-half/module.yaml"
CARDS = "modules/cards/module.yaml"
THINGS = "modules/things/module.yaml"
TOGETHER = "modules/together/module.yaml"
AUDIO = "media/the-other-half.mp3"
TRANSCRIPT = "media/the-other-half.vtt"
TRANSCRIPT_BYTES = TRANSCRIPT_TEXT.encode()


@dataclass(frozen=True)
class Defect:
    """One edit of one file, the words of the line it must be named by, and words of the sentence."""

    name: str
    file: str
    old: str
    new: str
    line_says: str | None
    sentence: str
    nth: int = 1
    named_in: str | None = None
    most: int = 4


DEFECTS = [
    Defect(
        "a ring outside its picture",
        YARD,
        "picture_alt: A back yard in daylight",
        'picture_alt: A back yard in daylight\npicture_ring: {x: "9000", y: "40", width: "60", height: "60"}',
        "picture_ring:",
        "outside the picture of",
    ),
    # the campaign
    Defect(
        "reserved campaign code", CAMPAIGN, "code: look-again", "code: library", "code: library", "our own addresses"
    ),
    Defect("campaign code in capitals", CAMPAIGN, "look-again", "Look_Again", "Look_Again", "lower-case letters"),
    Defect("unknown key", CAMPAIGN, "straplines:", "strapline:", "strapline:", "Did you mean 'straplines'?"),
    Defect("missing key", CAMPAIGN, "months: 12\n", "", "code: look-again", "'months' is missing"),
    Defect("months in words", CAMPAIGN, "months: 12", "months: twelve", "months: twelve", "whole number from 1 to 60"),
    Defect("no months at all", CAMPAIGN, "months: 12", "months: 0", "months: 0", "whole number from 1 to 60"),
    Defect("unknown audience", CAMPAIGN, "everyone", "everybody", "audience:", "Did you mean 'everyone'?"),
    Defect("key twice", CAMPAIGN, "months: 12", "months: 12\ntitle: Again", "title: Again", "already given in line 2"),
    Defect("two themes of one code", CAMPAIGN, "code: abuse", "code: missing", "themes:", "two themes are called"),
    Defect("module without a folder", CAMPAIGN, "- a-letter", "- a-lettre", "- a-lettre", "Did you mean 'a-letter'?"),
    Defect("module listed twice", CAMPAIGN, "- a-letter", "- a-letter\n  - the-yard", "modules:", "stands twice"),
    Defect("folder not listed", CAMPAIGN, "  - a-letter\n", "", None, "not under `modules:`", named_in=LETTER),
    Defect("empty title", CAMPAIGN, "title: Look Again", "title:", "title:", "'title' is empty"),
    Defect("list in place of text", CAMPAIGN, "title: Look Again", "title: [a, b]", "title:", "must be text"),
    Defect(
        "text in place of a list",
        CAMPAIGN,
        "modules:\n  - the-yard\n  - a-letter",
        "modules: all",
        "modules:",
        "a list",
    ),
    Defect("number in a key message", CAMPAIGN, "protect children.", "ring 999.", "ring 999", "telephone number"),
    Defect("bad indent", CAMPAIGN, "    title: Missing", "   title: Missing", "title: Missing", "not YAML"),
    Defect("tab", CAMPAIGN, "  - Think Twice", "\t- Think Twice", "\t- Think Twice", "not YAML"),
    Defect("control character", CAMPAIGN, "Think Twice", "Think\x07Twice", "Twice", "control character"),
    Defect(
        "structure by reference", CAMPAIGN, "straplines:\n", "a: &x [1]\nb: *x\nstraplines:\n", "b: *x", "repeats more"
    ),
    # contacts
    Defect("contact key with hyphen", CONTACTS, "non_emergency", "non-emergency", "non-emergency", "underscores"),
    Defect(
        "contact twice",
        CONTACTS,
        "key: safeguarding_hub",
        "key: emergency",
        "key: emergency",
        "already in line 1",
        most=20,
    ),
    Defect("no emergency line", CONTACTS, "key: emergency", "key: emergencies", None, "'emergency' is missing"),
    Defect("no review date", CONTACTS, "  review_on: 2026-12-18\n", "", "- key: emergency", "'review_on' is missing"),
    Defect("review date in words", CONTACTS, "2026-12-18", "next year", "next year", "year-month-day"),
    Defect("day that is none", CONTACTS, "2026-12-18", "2026-02-30", "2026-02-30", "year-month-day"),
    Defect("review before check", CONTACTS, "2026-12-18", "2025-12-18", "2025-12-18", "not after 'verified_on'"),
    Defect("dial with words", CONTACTS, 'dial: "999"', "dial: nine", "dial: nine", "digits"),
    Defect(
        "contact not keys", CONTACTS, "- key: crimestoppers", "- x\n- key: crimestoppers", "- x", "keys with values"
    ),
    # what every module says
    Defect("unknown kind", YARD, "kind: scenario", "kind: scenary", "kind: scenary", "Did you mean 'scenario'?"),
    Defect("minutes too many", YARD, "minutes: 5", "minutes: 500", "minutes: 500", "from 1 to 60"),
    Defect("unknown theme", YARD, "[abuse, missing]", "[abuse, misssing]", "misssing", "Did you mean 'missing'?"),
    Defect("no theme", YARD, "[abuse, missing]", "[]", "themes: []", "at least 1"),
    Defect("unknown message", YARD, "[M1]", "[M7]", "[M7]", "There is: M1"),
    Defect("unknown recommendation", YARD, "[awareness]", "[aware]", "[aware]", "Did you mean 'awareness'?"),
    Defect("unknown contact listed", LETTER, "[safeguarding_hub]", "[hub]", "[hub]", "names 'hub'"),
    Defect("picture without words", LETTER, "picture_alt: A back yard in daylight\n", "", "kind:", "'picture_alt' is"),
    Defect("words without picture", LETTER, "picture: yard.svg\n", "", "picture_alt:", "without 'picture'"),
    Defect("unknown key of a module", YARD, "why:", "reason:", "reason:", "is not a key of the module"),
    # wording
    Defect("number in an intro", YARD, "You have a minute.", "Ring 0800 1111.", "Ring 0800", "'0800 1111' looks like"),
    Defect("number in a step", YARD, "Tell {contact:safeguarding_hub}", "Ring 101", "Ring 101", "telephone number"),
    Defect(
        "unknown placeholder", YARD, "{contact:safeguarding_hub}", "{contact:hub}", "{contact:hub}", "no contact 'hub'"
    ),
    Defect("placeholder misspelt", YARD, "You have a minute.", "See {contacts: hub}.", "{contacts:", "not how"),
    Defect(
        "placeholder in a title", YARD, "title: You left", "title: To {contact:emergency}", "title: To", "no link can"
    ),
    Defect(
        "placeholder in words for a picture",
        YARD,
        "A red kite on a nail",
        "Ring {contact:emergency}",
        "alt: Ring",
        "no link",
    ),
    Defect("HTML in a scene", YARD, "A door stands open.", "A <b>door</b>.", "<b>door</b>", "'<b>' is HTML"),
    Defect("link of a bad kind", YARD, "A door stands open.", "[x](javascript:y)", "javascript:", "not allowed"),
    Defect("HTML in a text file", TEXT, "If a child", "<script>x</script> a child", "<script>", "is HTML"),
    Defect("number in a text file", TEXT, "{contact:emergency}", "116 000", "116 000", "'116 000' looks like"),
    Defect("picture not there", TEXT, "plate-tin.svg", "plate-tim.svg", "plate-tim", "Did you mean 'plate-tin.svg'?"),
    Defect("picture from elsewhere", TEXT, "media:plate-tin.svg", "https://x.org/a.png", "x.org", "not of this pack"),
    Defect("picture in a text without words", TEXT, "![Ten letters on a doormat]", "![]", "![]", "no words"),
    Defect("heading skips a level", TEXT, "Ten letters lay", "#### Ten letters lay", "#### Ten", "skips a level"),
    Defect("empty text file", TEXT, FILES[TEXT], "\n", None, "no text"),
    # articles
    Defect("text file not there", LETTER, "text: text.md", "text: texts.md", "texts.md", "is not in modules/a-letter"),
    Defect("text file elsewhere", LETTER, "text: text.md", "text: ../../campaign.md", "../..", "in this folder"),
    Defect("no check", LETTER, "check:\n  question", "checks:\n  question", "checks:", "Did you mean 'check'?"),
    Defect("answer without reply", LETTER, "      reply: A good beginning.\n", "", "code: ask", "has no reply"),
    Defect("two answers of one code", LETTER, "code: look", "code: ask", "- code: ask", "two choices are called 'ask'"),
    Defect(
        "one answer only",
        LETTER,
        "    - code: look\n      text: Look at the dates\n      reply: Dates tell how long.\n",
        "",
        "- code: ask",
        "needs 2 to 4 answers; there is one",
    ),
    # scenes
    Defect("first scene unknown", YARD, "first: yard", "first: garden", "first: garden", "no scene is called 'garden'"),
    Defect("choice to nowhere", YARD, "goes_to: stay", "goes_to: stays", "goes_to: stays", "called 'stays'"),
    Defect(
        "scene nobody reaches", YARD, "goes_to: landing", "goes_to: leave", "- code: landing", "to the scene 'landing'"
    ),
    Defect("ending nobody reaches", YARD, "goes_to: leave", "goes_to: landing", "- code: leave", "no path leads to"),
    Defect("ring of scenes", YARD, "goes_to: stay", "goes_to: yard", "- code: sit", "yard → landing → yard"),
    Defect("scene to itself", YARD, "goes_to: stay", "goes_to: landing", "- code: landing", "no ending can be reached"),
    Defect("scene called as an ending", YARD, "code: leave", "code: landing", "- code: landing", "already the code"),
    Defect("scene code in capitals", YARD, "- code: landing", "- code: Landing", "- code: Landing", "lower-case"),
    Defect("choice without reply", YARD, "        reply: A child answers.\n", "", "- code: knock", "has no reply"),
    Defect("two choices of one code", YARD, "code: go", "code: knock", "- code: knock", "two choices of the scene"),
    Defect("choice without code", YARD, "- code: sit", "- kode: sit", "kode: sit", "Did you mean 'code'?"),
    Defect(
        "scene without choices",
        YARD,
        "    choices:\n      - code: sit",
        "    chosen:\n      - code: sit",
        "chosen:",
        "Did",
    ),
    Defect(
        "scene without text", YARD, "    text: A child sits on the stairs.\n", "", "code: landing", "'text' is missing"
    ),
    Defect("picture size of another drawing", YARD, "1000x820", "820x1000", "820x1000", "picture itself is 1000x820"),
    Defect("picture size in words", YARD, "1000x820", "big", "picture_size: big", "like 1000x820"),
    Defect(
        "objects without picture",
        YARD,
        "    picture: yard.svg\n    picture_alt: A yard with a tin and a kite in it\n    picture_size: 1000x820\n",
        "",
        "- code: yard",
        "no picture to put them in",
    ),
    Defect(
        "objects and nothing asked", YARD, "    ask: What would you look at twice?\n", "", "- code: yard", "no `ask:`"
    ),
    # objects
    Defect("is_sign maybe", YARD, "is_sign: yes", "is_sign: maybe", "is_sign: maybe", "must be yes or no, not 'maybe'"),
    Defect("object without alt", YARD, "        alt: A red kite on a nail\n", "", "- code: kite", "no `alt:`"),
    Defect("one innocent explanation", YARD, "          - It is drying.\n", "", "- It is a toy.", "1 innocent"),
    Defect(
        "object without question", YARD, "        question: Whose kite is it?\n", "", "- code: kite", "no `question:`"
    ),
    Defect(
        "object without meaning", YARD, "        meaning: Someone plays here.\n", "", "- code: kite", "'meaning' is"
    ),
    Defect("object outside", YARD, "x: 600", "x: 990", "x: 990", "outside the picture of 1000x820"),
    Defect("object too small", YARD, "width: 100", "width: 66", "x: 600", "at least 67"),
    Defect("place of half a pixel", YARD, "x: 600", "x: 600.5", "x: 600.5", "whole number"),
    Defect("plate not there", YARD, "plate: plate-kite.svg", "plate: plate-kit.svg", "plate-kit.svg", "Did you mean"),
    Defect("plate not a drawing", YARD, "plate: plate-kite.svg", "plate: kite.png", "kite.png", "that ends in .svg"),
    Defect("plate elsewhere", YARD, "plate: plate-kite.svg", "plate: ../kite.svg", "../kite.svg", "cannot be an SVG"),
    Defect("no plate", YARD, "        plate: plate-kite.svg\n", "", "code: kite", "'plate' is missing"),
    Defect("two objects of one code", YARD, "code: kite", "code: tin", "- code: tin", "two objects of the scene"),
    # endings
    Defect(
        "role without steps", YARD, "      custody:\n", "      custodian:\n", "custodian:", "Did you mean 'custody'?"
    ),
    Defect(
        "ending without contacts", YARD, "    contacts: [safeguarding_hub]\n", "", "code: leave", "names no contacts"
    ),
    Defect("step without a reason", YARD, "because:", "reason:", "reason:", "is not a key of a step"),
    # drawings
    Defect("drawing torn", DRAWING, "</g>", "", "</svg>", "not well-formed"),
    Defect("drawing with script", DRAWING, "<g>", "<g><script>1</script>", "<script>", "<script> is not allowed"),
    Defect("drawing with foreignObject", DRAWING, "<g>", "<g><foreignObject/>", "<foreignObject", "is not allowed"),
    Defect("drawing that listens", DRAWING, "<g>", '<g onclick="x()">', "onclick", "'onclick' is not allowed"),
    Defect(
        "drawing that fetches", DRAWING, "<g>", '<g><use href="https://x.org/a#b"/>', "x.org", "is not in the drawing"
    ),
    Defect("drawing that fetches paint", DRAWING, '"#B25B45"', '"url(//x.org)"', "x.org", "fetches from outside"),
    Defect("drawing with style", DRAWING, "<g>", '<g style="fill:red">', "style", "presentation attributes"),
    Defect("drawing with an entity", DRAWING, "<svg", '<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg', "DOCTYPE", "DOCTYPE"),
    Defect("drawing without size", DRAWING, ' viewBox="0 0 218 218"', "", "<svg", "viewBox"),
    Defect("not a drawing", DRAWING, FILES[DRAWING], "<html/>", "<html/>", "outermost element"),
]


WIDE_DEFECTS = [
    # blogs
    Defect("blog without an author", BLOG, "by:\n", "from:\n", "from:", "'from' is not a key of the module"),
    Defect(
        "author who is not described", BLOG, "  about: Sam is an invented colleague.\n", "", "name: Sam", "'about' is"
    ),
    Defect("number in an author's words", BLOG, "an invented colleague", "on 0800 1111", "0800 1111", "telephone"),
    # podcasts
    Defect("audio not there", PODCAST, "half.mp3", "hulf.mp3", "hulf.mp3", "Did you mean 'the-other-half.mp3'?"),
    Defect("audio of another kind", PODCAST, "half.mp3", "half.wav", "half.wav", "cannot be an MP3 recording"),
    Defect("transcript not there", PODCAST, "half.vtt", "hulf.vtt", "hulf.vtt", "Did you mean 'the-other-half.vtt'?"),
    Defect("chapter out of order", PODCAST, "at: 0:00", "at: 0:04", "at: 0:04", "first chapter begins at 0:00"),
    Defect("two chapters at once", PODCAST, "at: 0:04", "at: 0:00", "at: 0:00", "does not begin after", most=1),
    Defect("chapter behind the end", PODCAST, "at: 0:04", "at: 0:10", "at: 0:10", "the recording ends at 0:09"),
    Defect("chapter at no time", PODCAST, "at: 0:04", "at: 4 seconds", "at: 4 seconds", "Write minutes and seconds"),
    Defect("no chapters", PODCAST, "chapters:\n  - at: 0:00", "parts:\n  - at: 0:00", "parts:", "is not a key"),
    Defect(
        "speaker nobody hears",
        PODCAST,
        "  - name: Sam",
        "  - name: Kim\n    about: Invented.\n  - name: Sam",
        "name: Kim",
        "'Kim' says nothing",
    ),
    Defect("speaker not listed", TRANSCRIPT, "<v Sam>There", "<v Pat>There", "00:00.500", "'Pat' is not under"),
    Defect("caption without a voice", TRANSCRIPT, "<v Sam>I looked", "I looked", "00:06.000", "does not say who"),
    Defect("captions out of order", TRANSCRIPT, "00:06.000", "00:05.000", "00:05.000 -->", "begins before the one"),
    Defect("captions behind the end", TRANSCRIPT, "00:09.500", "00:10.500", "00:06.000", "Are they one pair?"),
    Defect("number in a caption", TRANSCRIPT, "I looked.", "I rang 0800 1111.", "00:06.000", "telephone number"),
    Defect("contact in a caption", TRANSCRIPT, "I looked.", "{contact:emergency}", "00:06.000", "in a caption"),
    Defect("times of another form", TRANSCRIPT, "00:06.000 -->", "0:6 -->", "0:6 -->", "is not read"),
    Defect("no transcript", TRANSCRIPT, "WEBVTT\n", "SUBTITLES\n", "SUBTITLES", "begins with a line that says WEBVTT"),
    # resources
    Defect("card for no role", CARDS, "  custody:\n", "  custodian:\n", "custodian:", "Did you mean 'custody'?"),
    Defect("card without steps", CARDS, "    steps:\n", "    stages:\n", "stages:", "Did you mean 'steps'?"),
    Defect("neither cards nor guide", CARDS, "cards:\n", "card:\n", "card:", "Did you mean 'cards'?"),
    Defect(
        "both cards and guide",
        THINGS,
        "guide:\n",
        "cards:\n  x: y\nguide:\n",
        "kind: resource",
        "one of the two",
        most=99,
    ),
    Defect("one innocent explanation of a thing", THINGS, "      - It holds pegs.\n", "", "plate-tin", "1 innocent"),
    Defect(
        "thing without a plate",
        THINGS,
        "  - plate: plate-tin.svg\n    name",
        "  - name",
        "name: A biscuit",
        "'plate' is",
    ),
    # trainings
    Defect("day in words", TOGETHER, 'day: "45"', "day: Monday", "day: Monday", "whole number from 0"),
    Defect("time of another form", TOGETHER, "09.30", "9:30am", "9:30am", "clock of 24 hours"),
    Defect("time that is none", TOGETHER, "09.30", "24.00", "24.00", "clock of 24 hours"),
    Defect("number to book", TOGETHER, "Ask {contact:safeguarding_hub}", "Ring 0800 1111", "book:", "telephone"),
    Defect("link in a place", TOGETHER, "Training room", "Room {contact:emergency}", "place:", "no link can stand"),
]


def faults_of(folder: Path, **changes: str | None) -> tuple[Fault, ...]:
    with pytest.raises(PackHasFaults) as refusal:
        read_pack(a_pack_folder(folder, **changes))
    return refusal.value.faults


class TestFaults:
    def test_the_pack_has_none_before_it_is_spoilt(self, tmp_path):
        pack = read_pack(a_pack_folder(tmp_path))

        assert [module.code for module in pack.modules] == ["the-yard", "a-letter"]
        assert pack.warnings == ()

    @pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name.replace(" ", "-"))
    def test_is_found_and_named_by_file_and_line(self, defect, tmp_path):
        spoilt = with_text(defect.file, defect.old, defect.new, nth=defect.nth)

        faults = faults_of(tmp_path, **{defect.file: spoilt})

        self.assert_named(defect, spoilt, faults)

    @pytest.mark.parametrize("defect", WIDE_DEFECTS, ids=lambda defect: defect.name.replace(" ", "-"))
    def test_is_found_in_every_kind_of_module(self, defect, tmp_path):
        spoilt = with_text(defect.file, defect.old, defect.new, nth=defect.nth)

        with pytest.raises(PackHasFaults) as refusal:
            read_pack(a_wide_pack_folder(tmp_path, **{defect.file: spoilt}))

        self.assert_named(defect, spoilt, refusal.value.faults)

    @staticmethod
    def assert_named(defect: Defect, spoilt: str, faults: tuple[Fault, ...]) -> None:
        named = [fault for fault in faults if defect.sentence in fault.message]
        assert named, [str(fault) for fault in faults]
        assert {fault.file for fault in named} == {defect.named_in or defect.file}
        lines = spoilt.splitlines()
        for fault in named:
            if defect.line_says is None:
                assert fault.line is None
            else:
                assert fault.line is not None
                assert defect.line_says in lines[fault.line - 1], (fault.line, lines[fault.line - 1])
        assert len(faults) <= defect.most, "one defect should not hide among its consequences"

    @pytest.mark.parametrize("file", [file for file in FILES if "module.yaml" not in file])
    def test_a_file_that_is_missing_is_named(self, file, tmp_path):
        faults = faults_of(tmp_path, **{file: None})

        assert any(Path(file).name in str(fault) for fault in faults)

    def test_all_are_told_at_once(self, tmp_path):
        faults = faults_of(
            tmp_path,
            **{
                CAMPAIGN: with_text(CAMPAIGN, "months: 12", "months: many"),
                CONTACTS: with_text(CONTACTS, "2026-12-18", "soon"),
                YARD: with_text(YARD, "is_sign: yes", "is_sign: maybe").replace("minutes: 5", "minutes: five"),
                TEXT: with_text(TEXT, "Ten letters lay", "<i>Ten</i> letters lay"),
            },
        )

        assert {fault.file for fault in faults} == {CAMPAIGN, CONTACTS, YARD, TEXT}
        assert len(faults) >= 5

    def test_each_is_one_sentence_with_its_place(self, tmp_path):
        faults = faults_of(tmp_path, **{YARD: with_text(YARD, "is_sign: yes", "is_sign: maybe")})

        (fault,) = faults
        assert str(fault) == (
            "modules/the-yard/module.yaml, line 35: 'is_sign' must be yes or no, not 'maybe'. "
            "Write yes if a curious officer should look at it twice."
        )

    def test_text_that_is_not_utf8_is_named_by_line(self, tmp_path):
        folder = a_pack_folder(tmp_path)
        (folder / "content" / CAMPAIGN).write_bytes(b"code: look-again\ntitle: caf\xe9\n")

        with pytest.raises(PackHasFaults) as refusal:
            read_pack(folder)

        assert "campaign.yaml, line 2: this is not UTF-8" in str(refusal.value)

    def test_a_picture_that_is_a_link_out_of_the_pack_is_not_read(self, tmp_path):
        folder = a_pack_folder(tmp_path / "pack")
        outside = tmp_path / "outside.svg"
        outside.write_text(FILES[DRAWING])
        (folder / "content" / DRAWING).unlink()
        (folder / "content" / DRAWING).symlink_to(outside)

        with pytest.raises(PackHasFaults, match=r"plate-kite\.svg"):
            read_pack(folder)

    def test_a_folder_that_is_not_there_is_said_so(self, tmp_path):
        with pytest.raises(PackHasFaults, match="no such folder"):
            read_pack(tmp_path / "nowhere")


WHOLE = as_file(a_drawn_picture(), "WEBP", lossless=True)
NOT_DRAWN = WHOLE[:30] + bytes(len(WHOLE) - 30)


class TestMedia:
    @pytest.mark.parametrize(
        ("file", "content", "sentence"),
        [
            (AUDIO, b"", "this file is empty. Put an MP3 recording here."),
            (AUDIO, an_mp3(9_600)[:-1], "not whole: it breaks off in the middle of a sound. Copy it again"),
            (AUDIO, b"hello", "nothing in this file says what it is, whatever its name says. Put an MP3"),
            (AUDIO, b"\x89PNG\r\n\x1a\n", "this is a PNG picture, whatever its name says. Put an MP3"),
            (AUDIO, TRANSCRIPT_BYTES, "this is a WebVTT transcript, whatever its name says."),
            (AUDIO, b"RIFF\0\0\0\0WAVE", "this is a WAV recording"),
            (AUDIO, an_mp3(1_600_000), "1.6 MB is more than 1.5 MB"),
            (TRANSCRIPT, b"", "this file is empty. Put a WebVTT transcript here."),
            (TRANSCRIPT, an_mp3(240), "this is an MP3 recording, whatever its name says. Put a WebVTT"),
            (TRANSCRIPT, b"WEBVTT\n\n\xff", "this is not UTF-8 text."),
            (TRANSCRIPT, b"WEBVTT\n\nNOTE " + b"x" * 200_000, "too much for a transcript"),
            (TRANSCRIPT, b"WEBVTT\n\nNOTE nothing", "the transcript has no captions"),
            (DRAWING, b"", "this file is empty. Put an SVG drawing here."),
            (DRAWING, b"\xff\xd8\xff", "this is a JPEG picture, whatever its name says. Put an SVG drawing"),
        ],
    )
    def test_is_taken_for_what_its_bytes_are(self, file, content, sentence, tmp_path):
        with pytest.raises(PackHasFaults) as refusal:
            read_pack(a_wide_pack_folder(tmp_path, **{file: content}))

        assert any(fault.file == file and sentence in fault.message for fault in refusal.value.faults), str(refusal)

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "this file is empty. Put a WebP picture here."),
            (as_file(a_drawn_picture(), "PNG"), "this is a PNG picture, whatever its name says. Put a WebP picture"),
            (with_secrets("WEBP"), "it carries EXIF, ICCP, XMP, which may say where it was taken. Send it through"),
            (as_file(a_drawn_picture(), "WEBP")[:-9], "not whole: it is longer or shorter than it says"),
            (a_moving_picture("WEBP"), "it carries ANIM, ANMF"),
            (b"RIFF" + (1_100_004).to_bytes(4, "little") + b"WEBP" + bytes(1_100_000), "too much for a picture"),
            (NOT_DRAWN, "cannot be drawn to its end"),
        ],
    )
    def test_a_picture_made_of_points_brings_pixels_alone(self, content, sentence, tmp_path):
        yard = FILES[YARD].replace("yard.svg", "yard.webp")

        with pytest.raises(PackHasFaults) as refusal:
            read_pack(a_pack_folder(tmp_path, **{YARD: yard, "media/yard.webp": content}))

        assert any(sentence in fault.message for fault in refusal.value.faults), str(refusal)

    def test_minutes_that_are_not_the_recording_s_are_warned_of(self, tmp_path):
        minutes = with_text(PODCAST, "minutes: 1", "minutes: 2")

        pack = read_pack(a_wide_pack_folder(tmp_path, **{PODCAST: minutes}))

        assert [str(each) for each in pack.warnings] == [
            f"{PODCAST}, line 5: 'minutes' is 2; the recording lasts 0:09."
        ]


class TestWarnings:
    def test_words_that_blame_come_with_better_ones_and_do_not_block(self, tmp_path):
        spoilt = with_text(YARD, "A child sits on the stairs.", "A streetwise girl sits there.")

        pack = read_pack(a_pack_folder(tmp_path, **{YARD: spoilt}))

        assert ["'streetwise' can put the blame on a child. Consider: child." in str(each) for each in pack.warnings]
        assert pack.warnings[0].line == 1 + spoilt[: spoilt.index("streetwise")].count("\n")

    def test_what_may_be_case_data_is_named_and_does_not_block(self, tmp_path):
        spoilt = with_text(YARD, "A child sits on the stairs.", "Kai Smith, 12/03/2011, sits on the stairs.")

        pack = read_pack(a_pack_folder(tmp_path, **{YARD: spoilt}))

        assert ["looks like somebody's name and date of birth" in str(each) for each in pack.warnings] == [True]

    def test_a_picture_nobody_sees_is_named(self, tmp_path):
        pack = read_pack(a_pack_folder(tmp_path, **{"media/spare.svg": FILES[DRAWING]}))

        assert [str(each) for each in pack.warnings] == ["media/spare.svg: nothing shows this file; it is not loaded."]


class TestWhatAPackMayHave:
    def test_windows_line_ends_and_a_byte_order_mark_change_nothing(self, tmp_path):
        plain = read_pack(a_pack_folder(tmp_path / "plain"))
        folder = a_pack_folder(tmp_path / "windows")
        for path in folder.rglob("*.[ym]*"):
            if path.suffix in {".yaml", ".md"}:
                path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

        windows = read_pack(folder)

        assert [module.fingerprint for module in windows.modules] == [module.fingerprint for module in plain.modules]

    def test_a_text_may_be_repeated_by_reference(self, tmp_path):
        text = with_text(CAMPAIGN, "    source: An inspection", "    source: &it An inspection")
        again = text.replace("modules:\n", "  - {code: b, title: B, summary: B, source: *it}\nmodules:\n")

        pack = read_pack(a_pack_folder(tmp_path, **{CAMPAIGN: again}))

        assert pack.body["recommendations"][1]["source"] == pack.body["recommendations"][0]["source"]

    def test_values_stay_text(self, tmp_path):
        contacts = with_text(CONTACTS, 'value: "101"', "value: 0101").replace("hours: Day and night", "hours: 12:30", 1)

        pack = read_pack(a_pack_folder(tmp_path, **{CONTACTS: contacts}))

        assert [line.value for line in pack.contacts][:2] == ["999", "0101"]
        assert pack.contacts[0].hours == "12:30"
