"""Which addresses are followed when a browser hands them back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.web.shared.addresses import own_path


@pytest.mark.parametrize("address", ["/", "/learn/record", "/learn/a/b?role=pcso", "/help/worried#lines"])
def test_our_own_paths_are_followed(address):
    assert own_path(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "learn",
        "//a.example",
        "///a.example",
        "/\\a.example",
        "\\/a.example",
        "http://a.example",
        "/\n/a",
        "/a\x00b",
    ],
)
def test_others_are_not(address):
    assert own_path(address) is None


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="/\\:.@ \t\r\n%?#aé", max_size=12))
def test_what_is_followed_starts_with_one_slash_and_stays_here(address):
    path = own_path(address)
    if path is not None:
        assert path[0] == "/"
        assert path[1:2] not in {"/", "\\"}
        assert path.isprintable()
