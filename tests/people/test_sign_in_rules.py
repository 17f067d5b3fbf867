"""Staff numbers, passwords, codes and waits, decided from values alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.people.rules.sign_in import (
    THROTTLE_WINDOW,
    Throttled,
    code_of,
    minutes_to_wait,
    normal_code,
    normal_staff_number,
    one_sender,
    password_fault,
    throttle_keys,
)

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


class TestNormalStaffNumber:
    @pytest.mark.parametrize(
        "typed", ["ab0123", "  AB0123 ", "ＡＢ０１２３", "AB0123\u200b", "AB01\x0023", "\u00a0ab0123"]
    )
    def test_is_the_same_however_it_was_typed(self, typed):
        assert normal_staff_number(typed) == "AB0123"

    def test_keeps_leading_zeros(self):
        assert normal_staff_number("00712") == "00712"

    @settings(max_examples=50, deadline=None)
    @given(st.text(max_size=20))
    def test_of_a_normal_one_is_itself(self, typed):
        once = normal_staff_number(typed)
        assert normal_staff_number(once) == once


class TestPasswordFault:
    @pytest.mark.parametrize(
        ("password", "words"),
        [
            ("elevenchars", "at least 12"),
            ("x" * 201, "at most 200"),
            ("aaaaaaaaaaaa", "first that would be guessed"),
            ("Password1234!", "first that would be guessed"),
            ("123456789012", "first that would be guessed"),
            ("SpotItToStopIt2026", "first that would be guessed"),
            ("my number is ab0123", "your staff number"),
        ],
    )
    def test_says_what_is_wrong(self, password, words):
        assert words in password_fault(password, staff_number="AB0123")

    @pytest.mark.parametrize(
        "password", ["kettle harbour violin", "correct horse battery staple", "ÆØÅ пароль длинный"]
    )
    def test_asks_for_no_digits_or_signs(self, password):
        assert password_fault(password, staff_number="AB0123") is None


class TestActivationCode:
    def test_has_eighty_bits_in_four_groups_of_four(self):
        assert code_of(bytes(10)) == "0000-0000-0000-0000"
        assert code_of(b"\xff" * 10) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"

    @settings(max_examples=50, deadline=None)
    @given(st.binary(min_size=10, max_size=10))
    def test_has_no_letter_that_looks_like_a_digit(self, random_bytes):
        assert not set(code_of(random_bytes)) & set("ILOU")

    def test_may_be_typed_in_any_way_a_person_reads_it(self):
        assert normal_code(" o1il-abcd efgh-JKMN ") == normal_code("0111-ABCD-EFGH-JKMN")


class TestThrottleKeys:
    def test_keep_no_staff_number_and_no_address(self):
        keys = throttle_keys(staff_number="AB0123", address="10.1.2.3", secret="a")
        stored = " ".join(key.stored for key in keys)
        assert "AB0123" not in stored.upper()
        assert "10.1.2.3" not in stored

    def test_need_the_installations_secret_to_be_found_again(self):
        ours = throttle_keys(staff_number="AB0123", address="10.1.2.3", secret="ours")
        theirs = throttle_keys(staff_number="AB0123", address="10.1.2.3", secret="theirs")
        assert {key.stored for key in ours}.isdisjoint(key.stored for key in theirs)

    def test_are_the_same_for_one_account_however_it_is_typed(self):
        typed = throttle_keys(staff_number=" ab0123", address="10.1.2.3", secret="a")
        assert typed == throttle_keys(staff_number="AB0123", address="10.1.2.3", secret="a")

    def test_allow_a_shared_address_more_than_an_account(self):
        account, address = throttle_keys(staff_number="AB0123", address="10.1.2.3", secret="a")
        assert (account.kind, address.kind) == (Throttled.ACCOUNT, Throttled.ADDRESS)
        assert account.allowed < address.allowed

    @pytest.mark.parametrize(
        ("address", "sender"),
        [
            ("10.1.2.3", "10.1.2.3"),
            ("::ffff:10.1.2.3", "10.1.2.3"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("", ""),
        ],
    )
    def test_take_one_sender_for_one(self, address, sender):
        assert one_sender(address) == sender


class TestMinutesToWait:
    def test_is_nothing_below_the_limit(self):
        assert minutes_to_wait(refusals=4, allowed=5, window_began_at=NOON, at=NOON) == 0

    def test_is_what_is_left_of_the_window_rounded_up(self):
        later = NOON + timedelta(minutes=3, seconds=1)
        assert minutes_to_wait(refusals=5, allowed=5, window_began_at=NOON, at=later) == 12

    def test_is_nothing_once_the_window_has_passed(self):
        assert minutes_to_wait(refusals=500, allowed=5, window_began_at=NOON, at=NOON + THROTTLE_WINDOW) == 0
