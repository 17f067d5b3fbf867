"""What is sealed opens with its key and nothing else, and its length says nothing."""

from datetime import date

import pytest

from safeguarding.survey.rules.asked import AskedInstrument, asked_item
from safeguarding.survey.rules.sealing import CannotOpen, Held, Sealer, key_check_value, link_of, slot_of
from tests.survey.survey_factories import KEY, items

OTHER_KEY = bytes(reversed(KEY))
INSTRUMENT = AskedInstrument(
    id=1,
    code="awareness",
    number=1,
    title="A",
    intro=(),
    about=(),
    scales=(),
    primary_outcomes=(),
    items=tuple(asked_item(item, scale=None, fingerprint="") for item in items()),
    fingerprint="",
    order_fingerprint="",
)
MONDAY = date(2026, 6, 1)
SOME = Held({"story": ("see",), "barriers": ("time", "record"), "seen": ()}, False, MONDAY)


def a_sealer(*, key=KEY, wave_id=7):
    return Sealer(key=key, wave_id=wave_id, instrument=INSTRUMENT)


class TestSealed:
    def test_opens_as_it_was(self):
        assert a_sealer().open(a_sealer().seal(SOME, slot="s"), slot="s") == SOME

    @pytest.mark.parametrize(
        ("sealer", "slot"),
        [(a_sealer(key=OTHER_KEY), "s"), (a_sealer(wave_id=8), "s"), (a_sealer(), "t")],
        ids=["another key", "another wave", "another slot"],
    )
    def test_does_not_open_elsewhere(self, sealer, slot):
        with pytest.raises(CannotOpen):
            sealer.open(a_sealer().seal(SOME, slot="s"), slot=slot)

    def test_does_not_open_once_altered(self):
        sealed = bytearray(a_sealer().seal(SOME, slot="s"))
        sealed[-1] ^= 1
        with pytest.raises(CannotOpen):
            a_sealer().open(bytes(sealed), slot="s")

    def test_nor_cut_short(self):
        with pytest.raises(CannotOpen):
            a_sealer().open(b"", slot="s")

    def test_is_equally_long_whatever_was_answered(self):
        everything = {
            item.code: item.option_codes if item.takes_many else item.option_codes[-1:] for item in INSTRUMENT.items
        }
        held = [Held({}, False, MONDAY), SOME, Held(everything, True, MONDAY), Held(everything, False, date.max)]
        assert len({len(a_sealer().seal(each, slot="s")) for each in held}) == 1

    def test_is_never_the_same_twice(self):
        assert len({a_sealer().seal(SOME, slot="s") for _ in range(20)}) == 20


class TestPseudonyms:
    def test_are_the_same_however_the_number_is_typed(self):
        assert link_of(" w012345", key=KEY) == link_of("W012345", key=KEY)

    def test_of_a_wave_are_no_links_and_differ_from_wave_to_wave(self):
        link = link_of("W012345", key=KEY)
        slots = {slot_of(link, wave_id=wave_id, key=KEY) for wave_id in (1, 2)}
        assert len(slots | {link}) == 3

    def test_need_the_key(self):
        link = link_of("W012345", key=KEY)
        assert link_of("W012345", key=OTHER_KEY) != link
        assert slot_of(link, wave_id=1, key=OTHER_KEY) != slot_of(link, wave_id=1, key=KEY)

    def test_a_check_value_knows_the_key_and_the_campaign(self):
        value = key_check_value(KEY, campaign_code="spot")
        assert value == key_check_value(KEY, campaign_code="spot")
        assert value != key_check_value(OTHER_KEY, campaign_code="spot")
        assert value != key_check_value(KEY, campaign_code="other")
        assert KEY.hex() not in value
