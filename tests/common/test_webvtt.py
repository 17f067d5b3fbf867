"""WebVTT as browsers read it, and every line they would pass over."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.common.webvtt import Cue, read_webvtt

CUE = "00:01.000 --> 00:02.000\n"


def one_cue(text: str) -> Cue:
    transcript = read_webvtt("WEBVTT\n\n" + CUE + text)
    assert transcript.not_shown == ()
    (cue,) = transcript.cues
    return cue


def not_shown(text: str) -> list[tuple[int, str]]:
    return [(wrong.line, wrong.message) for wrong in read_webvtt(text).not_shown]


class TestFile:
    @pytest.mark.parametrize("head", ["WEBVTT", "WEBVTT ", "WEBVTT\tA title", "WEBVTT - made by hand"])
    def test_begins_with_its_name(self, head):
        transcript = read_webvtt(f"{head}\n\n{CUE}Hello")

        assert transcript.cues == (Cue(1000, 2000, None, "Hello", 3),)
        assert transcript.not_shown == ()

    @pytest.mark.parametrize("head", ["", "\nWEBVTT", " WEBVTT", "webvtt", "WEBVTTS", "1"])
    def test_is_nothing_without_its_name(self, head):
        transcript = read_webvtt(f"{head}\n\n{CUE}Hello")

        assert transcript.cues == ()
        assert [wrong.line for wrong in transcript.not_shown] == [1]

    def test_may_hold_no_captions(self):
        assert read_webvtt("WEBVTT").cues == ()

    def test_a_caption_may_stand_right_below_the_header(self):
        assert [cue.text for cue in read_webvtt(f"WEBVTT\n{CUE}Hello").cues] == ["Hello"]

    def test_lines_of_the_header_are_named(self):
        assert not_shown(f"WEBVTT\nKind: captions\n\n{CUE}Hello") == [
            (2, "these lines stand in the header and are not shown. Leave an empty line below WEBVTT.")
        ]

    def test_notes_styles_regions_and_names_of_captions_are_not_words(self):
        transcript = read_webvtt(
            "WEBVTT\n\nNOTE\nwritten by hand\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:one\n\n"
            f"NOTE one line\n\nthe-first\n{CUE}Hello\n\n\n\n2\n00:02.000 --> 00:03.000\nAgain\n\nNOTE"
        )

        assert [cue.text for cue in transcript.cues] == ["Hello", "Again"]
        assert transcript.not_shown == ()

    @pytest.mark.parametrize(
        ("block", "line", "says"),
        [
            ("Hello", 6, "'Hello' has no times"),
            ("NOTES\nfor me", 6, "'NOTES' has no times"),
            ("STYLE\n::cue {}", 6, "STYLE is read only above the first caption"),
            ("00:02.000 -> 00:03.000\nHello", 6, "has no times"),
            ("00:02.000 --> \nHello", 6, "is not read"),
            ("a\nb\n00:02.000 --> 00:03.000\nHello", 6, "'a' has no times"),
            ("00:03.000 --> 00:03.000\nHello", 6, "ends before it begins"),
            ("00:02.000 --> 00:03.000", 6, "no words"),
            ("00:02.000 --> 00:03.000 colour:red\nHello", 6, "'colour:red' is not a setting"),
            ("00:02.000 --> 00:03.000 middle\nHello", 6, "'middle' is not a setting"),
        ],
    )
    def test_what_a_browser_drops_is_named_by_its_line(self, block, line, says):
        found = not_shown(f"WEBVTT\n\n{CUE}First\n\n{block}\n")

        assert [at for at, _ in found] == [line]
        assert says in found[0][1]

    def test_an_arrow_among_the_words_begins_a_new_caption(self):
        transcript = read_webvtt(f"WEBVTT\n\n{CUE}Hello\n00:02.000 --> 00:03.000\nAgain")

        assert [(cue.text, cue.line) for cue in transcript.cues] == [("Hello", 3), ("Again", 5)]


class TestTimes:
    @pytest.mark.parametrize(
        ("time", "milliseconds"),
        [
            ("00:00.001", 1),
            ("59:59.999", 3_599_999),
            ("1:00:00.000", 3_600_000),
            ("001:00:00.000", 3_600_000),
            ("100:00:00.000", 360_000_000),
        ],
    )
    def test_have_hours_or_not(self, time, milliseconds):
        transcript = read_webvtt(f"WEBVTT\n\n00:00.000 --> {time}\nHello")

        assert [cue.end_ms for cue in transcript.cues] == [milliseconds]
        assert transcript.not_shown == ()

    @pytest.mark.parametrize(
        "time",
        [
            "1:02.000",
            "00:60.000",
            "60:00.000",
            "00:01.00",
            "00:01.0000",
            "00:01",
            "00:01,000",
            "1.000",
            "-1:00.000",
            "0:1:00.000",
            "00:00:1.000",
            "٠٠:٠١.٠٠٠",
            "nothing",
        ],
    )
    def test_of_another_form_are_not_read(self, time):
        transcript = read_webvtt(f"WEBVTT\n\n00:00.000 --> {time}\nHello")

        assert transcript.cues == ()
        assert [wrong.line for wrong in transcript.not_shown] == [3]

    @pytest.mark.parametrize("line", ["00:01.000-->00:02.000", "\t00:01.000  -->\t00:02.000 align:start line:0"])
    def test_may_stand_close_or_apart_and_have_settings(self, line):
        transcript = read_webvtt(f"WEBVTT\n\n{line}\nHello")

        assert [(cue.start_ms, cue.end_ms) for cue in transcript.cues] == [(1000, 2000)]
        assert transcript.not_shown == ()


class TestWords:
    @pytest.mark.parametrize(
        ("text", "speaker", "words"),
        [
            ("<v Nadia>Hello there", "Nadia", "Hello there"),
            ("<v.loud.first  Nadia \n  Okafor >Hello</v>", "Nadia Okafor", "Hello"),
            ("<v Tom &amp; Jo>Hello", "Tom & Jo", "Hello"),
            ("- <v Nadia>Hello</v> - <v Nadia>again</v>", "Nadia", "- Hello - again"),
            ("Hello\n  there", None, "Hello there"),
            ("<b>He</b>llo <i.quiet>there</i> <00:01.500><c>now</c>", None, "Hello there now"),
            ("<ruby>漢<rt>kan</rt></ruby> <lang cy>bore da</lang>", None, "漢kan bore da"),
            ("fish &amp; chips &lt;v&gt; &nbsp;now&lrm;", None, "fish & chips <v> now\u200e"),
            ("5 > 4", None, "5 > 4"),
        ],
    )
    def test_come_without_tags_and_with_who_says_them(self, text, speaker, words):
        cue = one_cue(text)

        assert (cue.speaker, cue.text) == (speaker, words)

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("<v Nadia", "is not closed"),
            ("Hello <sigh> there", "'<sigh>' is not a tag of WebVTT"),
            ("I <3 you", "'<3 you' is not closed"),
            ("<v>Hello", "names nobody"),
            ("<v A>Hello</v> <v B>there", "A and B speak in one caption"),
            ("<b></b>", "no words"),
        ],
    )
    def test_that_would_be_lost_are_named(self, text, says):
        assert any(says in message for _, message in not_shown("WEBVTT\n\n" + CUE + text))


class TestAnything:
    @given(text=st.text(alphabet="WEBVTNO<v>/&:.- \n\t0123456789a\0", max_size=120))
    @settings(max_examples=50, deadline=None)
    def test_is_read_or_named_and_never_fails(self, text):
        for each in (text, "WEBVTT\n\n" + text, "WEBVTT\n\n" + CUE + text):
            transcript = read_webvtt(each)
            lines = each.count("\n") + 1
            assert all(1 <= cue.line <= lines for cue in transcript.cues)
            assert all(1 <= wrong.line <= lines for wrong in transcript.not_shown)
