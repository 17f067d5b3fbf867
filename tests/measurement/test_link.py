"""The pseudonym that joins two waves."""

import hashlib
import hmac
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.measurement.figures import ImpossibleFigures
from safeguarding.measurement.link import keyed_digest, panel_link

properties = settings(max_examples=30, deadline=None)
KEY = bytes(range(32))


class TestKeyedDigest:
    def test_gives_the_published_answer(self):
        """P25: RFC 4231, test case 1."""
        expected = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        assert keyed_digest(b"Hi There", key=b"\x0b" * 20) == expected


class TestPanelLink:
    def test_is_the_digest_of_its_purpose_and_the_staff_number(self):
        assert panel_link("P123456", key=KEY) == hmac.new(KEY, b"w-link-v1P123456", hashlib.sha256).hexdigest()

    @pytest.mark.parametrize("written", ["p123456", " P123456 ", "P123456\n", "\u00a0p123456", "P１２３４５６"])
    def test_is_one_however_the_number_was_written(self, written):
        assert panel_link(written, key=KEY) == panel_link("P123456", key=KEY)

    @properties
    @given(st.text(string.ascii_uppercase + string.digits, min_size=1), st.text(string.digits, min_size=1))
    def test_differs_between_people_and_between_keys(self, one, other):
        assert (panel_link(one, key=KEY) == panel_link(other, key=KEY)) == (one == other)
        assert panel_link(one, key=KEY) != panel_link(one, key=KEY[::-1])

    @pytest.mark.parametrize("nobody", ["", "  "])
    def test_refuses_nobody(self, nobody):
        with pytest.raises(ImpossibleFigures, match="without a staff number"):
            panel_link(nobody, key=KEY)

    @pytest.mark.parametrize("wrong", [b"", bytes(31), bytes(33)])
    def test_refuses_a_key_of_the_wrong_length(self, wrong):
        with pytest.raises(ImpossibleFigures, match="must be 32 bytes long"):
            panel_link("P123456", key=wrong)
