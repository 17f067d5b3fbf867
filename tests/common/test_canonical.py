"""One document, one fingerprint."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.common.canonical import canonical_json, fingerprint_of

values = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(alphabet="aéö\u0301 ", max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet="abc", max_size=2), inner, max_size=3),
    max_leaves=8,
)


def turned(document):
    """The same document, its keys the other way round and its letters taken apart."""
    if isinstance(document, str):
        return unicodedata.normalize("NFD", document)
    if isinstance(document, dict):
        return {key: turned(value) for key, value in reversed(document.items())}
    if isinstance(document, list):
        return tuple(turned(value) for value in document)
    return document


class TestFingerprint:
    @settings(max_examples=50, deadline=None)
    @given(values)
    def test_does_not_see_key_order_or_how_letters_are_composed(self, document):
        assert fingerprint_of(turned(document)) == fingerprint_of(document)

    def test_sees_every_other_change(self):
        documents = [{"a": "1"}, {"a": 1}, {"a": ["1"]}, {"b": "1"}, {"a": "1 "}, {"a": None}, [["a", "1"]]]

        assert len({fingerprint_of(document) for document in documents}) == len(documents)

    def test_order_in_a_list_counts(self):
        assert fingerprint_of(["a", "b"]) != fingerprint_of(["b", "a"])

    def test_is_written_without_spaces_in_utf8(self):
        assert canonical_json({"b": [1, "e\u0301"], "a": None}) == '{"a":null,"b":[1,"é"]}'.encode()
