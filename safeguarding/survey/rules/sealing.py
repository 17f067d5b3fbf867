"""Answers kept so that only the secret key opens them, and pseudonyms that only it can make.

AES-256-GCM under a key of the wave's own (HKDF-SHA256), a fresh nonce at each save, bound to wave and slot. Every
sealed answer of a wave is equally long, so its length does not tell how much was answered.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from safeguarding.measurement.link import KEY_LENGTH, keyed_digest, panel_link
from safeguarding.survey.rules.asked import AskedInstrument, AskedItem

_NONCE = 12
_LENGTH = 4
_BLOCK = 64
_INSTRUMENTS_KEPT = 8


class CannotOpen(Exception):
    """These bytes were not sealed with this key, for this wave and slot."""


@dataclass(frozen=True)
class Held:
    """What is sealed: the answers so far, whether they were sent, and the Monday before they were last saved."""

    answers: Mapping[str, tuple[str, ...]]
    is_finished: bool
    week_on: date


def key_check_value(key: bytes, *, campaign_code: str) -> str:
    """What tells the right key from a wrong one, and helps nobody to find it."""
    return keyed_digest(f"w-check-v1:{campaign_code}".encode(), key=key)


def link_of(staff_number: str, *, key: bytes) -> str:
    """The pseudonym that a person's responses carry in every wave."""
    return panel_link(staff_number, key=key)


def slot_of(link: str, *, wave_id: int, key: bytes) -> str:
    """The pseudonym under which a person's answers wait in one open wave. Without the key it leads to no link."""
    return keyed_digest(f"w-slot-v1:{wave_id}:{link}".encode(), key=key)


class Sealer:
    """Seals and opens the answers of one wave."""

    def __init__(self, *, key: bytes, wave_id: int, instrument: AskedInstrument) -> None:
        derived = HKDF(SHA256(), KEY_LENGTH, salt=None, info=f"w-seal-v1:{wave_id}".encode()).derive(key)
        self._cipher = AESGCM(derived)
        self._wave_id = wave_id
        self._items = instrument.items
        self._size = sealed_size(instrument.items)

    def seal(self, held: Held, *, slot: str) -> bytes:
        content = _encoded(held, self._items)
        padded = (len(content).to_bytes(_LENGTH, "big") + content).ljust(self._size, b"\0")
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, padded, self._bound_to(slot))

    def open(self, sealed: bytes, *, slot: str) -> Held:
        """Raises CannotOpen."""
        try:
            padded = self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], self._bound_to(slot))
        except (InvalidTag, ValueError) as error:
            raise CannotOpen("sealed with another key, or altered since") from error
        length = int.from_bytes(padded[:_LENGTH], "big")
        return _decoded(padded[_LENGTH : _LENGTH + length], self._items)

    def _bound_to(self, slot: str) -> bytes:
        return f"{self._wave_id}:{slot}".encode()


@lru_cache(maxsize=_INSTRUMENTS_KEPT)
def sealed_size(items: tuple[AskedItem, ...]) -> int:
    """Room for whatever could be answered, in whole blocks."""
    fullest = {item.code: item.option_codes if item.takes_many else item.option_codes[-1:] for item in items}
    longest = _LENGTH + len(_encoded(Held(fullest, False, date.max), items))
    return -(-longest // _BLOCK) * _BLOCK


def _encoded(held: Held, items: tuple[AskedItem, ...]) -> bytes:
    """Options by their place: short, and an instrument never changes."""
    chosen = [
        None if (answer := held.answers.get(item.code)) is None else [item.option_codes.index(code) for code in answer]
        for item in items
    ]
    return json.dumps([held.week_on.toordinal(), held.is_finished, chosen], separators=(",", ":")).encode()


def _decoded(content: bytes, items: tuple[AskedItem, ...]) -> Held:
    week, is_finished, chosen = json.loads(content)
    answers = {
        item.code: tuple(item.option_codes[place] for place in places)
        for item, places in zip(items, chosen, strict=True)
        if places is not None
    }
    return Held(answers, is_finished, date.fromordinal(week))
