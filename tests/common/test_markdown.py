"""Markdown: what is shown, what is never shown, and how many words it has."""

import runpy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.common import markdown
from safeguarding.common.markdown import (
    ALLOWED_TAGS,
    Picture,
    Prose,
    not_plain,
    pictures_in,
    render,
    with_pictures_named,
    words_in,
)

HALL = {"hall.svg": Picture("/media/abc.svg", 1000, 820)}


class TestRender:
    def test_headings_begin_at_h2(self):
        assert render("# One\n\n## Two\n\n### Three") == "<h2>One</h2>\n<h3>Two</h3>\n<h4>Three</h4>\n"
        assert render("### Three\n\n#### Four") == "<h2>Three</h2>\n<h3>Four</h3>\n"

    def test_a_picture_alone_is_a_figure_with_its_caption(self):
        assert render('![A hall](media:hall.svg "Look & look")', pictures=HALL) == (
            '<figure class="figure"><img class="picture" src="/media/abc.svg" alt="A hall" width="1000" height="820">'
            '<figcaption class="figure__caption">Look &amp; look</figcaption></figure>\n'
        )

    def test_a_picture_among_words_stays_among_them(self):
        html = render("See ![it](media:hall.svg) here", pictures=HALL)

        assert html.startswith('<p>See <img class="picture"')

    def test_a_picture_that_is_not_there_is_its_words(self):
        assert render("![A <hall>](media:gone.svg)") == "<p>A &lt;hall&gt;</p>\n"

    def test_links_tell_the_other_side_nothing(self):
        assert render("[x](https://example.org)") == (
            '<p><a href="https://example.org" rel="noopener noreferrer">x</a></p>\n'
        )

    def test_contact_placeholders_survive(self):
        markdown = "Ring {contact:non_emergency} or *{contact:btp_text}* or {contact:safeguarding_hub}."

        assert render(markdown).count("{contact:") == 3
        assert "<em>{contact:btp_text}</em>" in render(markdown)

    @pytest.mark.parametrize(
        "markdown",
        [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](data:text/html,<script>)",
            "![x](javascript:alert(1))",
            '![x](media:hall.svg "a\\" onload=\\"b")',
            "<https://example.org/<script>>",
            '[x](https://example.org "\\" onclick=\\"y")',
            "<div\nstyle=x>",
            "&lt;script&gt;",
        ],
    )
    def test_nothing_that_runs_comes_out(self, markdown):
        html = render(markdown, pictures=HALL)

        assert "<script" not in html
        assert "javascript:" not in html.lower() or "href" not in html
        for tag in html.split("<")[1:]:
            inside = tag.split(">")[0]
            assert " on" not in inside.replace('"a&quot; on', "").replace("&quot; on", "")
            assert "style" not in inside

    @settings(max_examples=50, deadline=None)
    @given(st.text(alphabet="ab #*_`[]()!<>\"'&:/\n-=media.svgjsx{}", max_size=80))
    def test_only_allowed_tags_come_out(self, markdown):
        for tag in render(markdown, pictures=HALL).split("<")[1:]:
            assert tag.lstrip("/").split(">")[0].split()[0] in ALLOWED_TAGS

    def test_tables_and_typographic_changes_are_off(self):
        assert "<table" not in render("a | b\n--|--\n1 | 2")
        assert render('"a" -- b...') == '<p>"a" -- b...</p>\n'


class TestWords:
    @pytest.mark.parametrize(
        ("markdown", "words"),
        [
            ("", 0),
            ("One two three", 3),
            ("It's 23.40, isn’t it?", 4),
            ("# Head\n\n- one\n- two **three**\n\n> four", 5),
            ("[two words](https://example.org/not/counted)", 2),
            ('![not counted](media:hall.svg "two counted")', 2),
            ("one\ntwo", 2),
            ("**bold**ly said", 2),
            ("well-known — child's", 2),
            ("`code` counts\n\n    and blocks", 4),
        ],
    )
    def test_are_those_a_reader_meets(self, markdown, words):
        assert words_in(markdown) == words

    def test_prose_has_all_three(self):
        assert Prose.of("Two *words*") == Prose("Two *words*", "<p>Two <em>words</em></p>\n", 2)


class TestPictures:
    def test_are_found_in_order_and_renamed(self):
        markdown = "![a](media:one.svg)\n\ntext ![b](media:two.svg) ![c](https://example.org/x.svg)"

        assert pictures_in(markdown) == ["one.svg", "two.svg"]
        assert pictures_in(with_pictures_named(markdown, {"two.svg": "2.svg"})) == ["one.svg", "2.svg"]


class TestNotPlain:
    def test_names_the_row(self):
        markdown = "## Fine\n\nText with <b>HTML</b>\n\n#### Too deep\n\n![](media:hall.svg)\n\n[x](ftp://y)"

        assert [spot.row for spot in not_plain(markdown)] == [2, 2, 4, 6, 8]

    def test_finds_nothing_in_plain_text(self):
        assert not_plain("## One\n\n![words](media:hall.svg)\n\n[a](/learn/x) [b](https://example.org) 1 < 2") == []


def test_nothing_is_left_to_be_filled_at_first_use_by_several_threads_at_once():
    just_loaded = runpy.run_path(markdown.__file__)
    for parser in (just_loaded["_reader"], just_loaded["_finder"]):
        rulers = (parser.core.ruler, parser.block.ruler, parser.inline.ruler, parser.inline.ruler2)
        assert all(vars(ruler)["__cache__"] for ruler in rulers)
