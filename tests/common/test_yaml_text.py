"""YAML whose values are text and know their line."""

import pytest

from safeguarding.common.yaml_fields import Fields
from safeguarding.common.yaml_text import Fault, ListNode, MapNode, TextNode, UnreadableYaml, node_at, read_yaml


def read(text: str) -> MapNode | ListNode | TextNode:
    faults: list[Fault] = []
    node = read_yaml(text.encode(), "x.yaml", faults)
    assert faults == []
    return node


class TestReadYaml:
    @pytest.mark.parametrize("value", ["101", "0101", "no", "12:30", "2026-11-25", "null", "~", "1e3", "0x1F", "true"])
    def test_every_value_stays_as_written(self, value):
        assert read(f"a: {value}") == MapNode({"a": TextNode(value, 1)}, 1, {"a": 1})

    def test_each_value_knows_its_line(self):
        root = read("a:\n  - x\n  - b: y\n    c: z\n")

        assert node_at(root, ("a", 1, "c")).line == 4

    def test_the_nearest_place_above_stands_for_one_that_is_not_there(self):
        root = read("a:\n  - x\n")

        assert node_at(root, ("a", 7, "c")).line == 2
        assert node_at(root, ("b",)) is root

    def test_a_row_of_a_literal_text_has_a_line(self):
        text = read("a: |\n\n  one\n  two\n").items["a"]

        assert text.line_of(0) == 3
        assert text.line_of(1) == 4

    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            ("", 1, "empty"),
            ("a: [1", 1, "not YAML"),
            ("a: 1\n---\nb: 2", 2, "not YAML"),
            ("a: 1\nb: \x01", 2, "control character"),
            ("a: &x [1]\nb: *x", 2, "repeats more than a text"),
            ("a: &x [*x]", 1, "repeats more than a text"),
            ("a: *x", 1, "repeats more than a text"),
            ("a: " + "[" * 20_000 + "]" * 20_000, None, ""),
        ],
    )
    def test_what_cannot_be_read_is_said_with_its_line(self, text, line, words):
        with pytest.raises(UnreadableYaml) as refusal:
            read(text)

        assert words in str(refusal.value)
        assert line is None or refusal.value.fault.line == line

    def test_tags_do_nothing(self):
        assert read("a: !!python/object/apply:os.system [x]").items["a"] == ListNode((TextNode("x", 1),), 1)

    def test_keys_that_are_no_words_and_keys_given_twice_are_noted(self):
        faults: list[Fault] = []

        read_yaml(b"[a]: 1\nb: 2\nb: 3\n", "x.yaml", faults)

        assert [(fault.line, fault.message.split(".")[0]) for fault in faults] == [
            (1, "a key must be a word"),
            (3, "'b' is already given in line 2"),
        ]


class TestFields:
    def test_notes_what_is_wrong_and_goes_on(self):
        faults: list[Fault] = []
        fields = Fields(read("a: x\nnumber: many\nlsit: [1]\n"), file="x.yaml", faults=faults, what="the thing")

        assert fields.words("a") == "x"
        assert fields.whole_number("number", least=1, most=9) is None
        assert fields.list_of_words("list") == []
        fields.nothing_else()

        assert [str(fault) for fault in faults] == [
            "x.yaml, line 2: 'number' is 'many'. Write a whole number from 1 to 9.",
            "x.yaml, line 1: 'list' is missing in the thing. Add `list:`.",
            "x.yaml, line 3: 'lsit' is not a key of the thing. Did you mean 'list'?",
        ]

    def test_text_is_in_normal_form_and_single_spaced(self):
        fields = Fields(read("a: >\n  cafe\u0301\n  here\n"), file="x.yaml", faults=[], what="the thing")

        assert fields.words("a") == "caf\u00e9 here"
