"""What decides whether somebody may sign in: staff numbers, passwords, one-time codes, sessions and too many tries."""

import base64
import hashlib
import hmac
import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

SESSION_LASTS = timedelta(hours=12)
SESSION_IS_REMEMBERED = timedelta(days=7)
CODE_LASTS = timedelta(hours=72)
THROTTLE_WINDOW = timedelta(minutes=15)

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
FEWEST_DIFFERENT_CHARACTERS = 5
SHORTEST_TELLING_NUMBER = 4
FIRST_GUESSES = frozenset(
    {
        "abc",
        "abcdefghijkl",
        "admin",
        "administrator",
        "changeme",
        "iloveyou",
        "letmein",
        "metropolitan",
        "password",
        "passwordpassword",
        "police",
        "policeofficer",
        "policepolice",
        "qwerty",
        "qwertyuiop",
        "safeguarding",
        "spotittostopit",
        "thinkchild",
        "thinksafeguarding",
        "welcome",
        "welcomewelcome",
    }
)

CODE_BYTES = 10
CODE_GROUP = 4
# Crockford's alphabet: no I, L, O or U, so that nothing read out or written down is two things.
_BASE32_TO_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_READ_AS = str.maketrans("OIL", "011")


def normal_staff_number(text: str) -> str:
    """A staff number as it is kept: trimmed, upper-case, in one Unicode form, without invisible characters."""
    plain = unicodedata.normalize("NFKC", text).upper()
    visible = "".join(character for character in plain if character.isprintable())
    return unicodedata.normalize("NFKC", visible).strip()


def password_fault(password: str, *, staff_number: str) -> str | None:
    """What is wrong with a new password, in a sentence; None if nothing is.

    Long enough and not one of the first to be guessed, as the NCSC advises; no rules about digits and symbols, which
    make people choose worse ones.
    """
    plain = unicodedata.normalize("NFC", password)
    if len(plain) < SHORTEST_PASSWORD:
        return f"A password needs at least {SHORTEST_PASSWORD} characters. Three random words make a good one."
    if len(plain) > LONGEST_PASSWORD:
        return f"A password can have at most {LONGEST_PASSWORD} characters."
    number = normal_staff_number(staff_number)
    if len(number) >= SHORTEST_TELLING_NUMBER and number in normal_staff_number(plain):
        return "A password must not contain your staff number."
    if is_a_first_guess(plain):
        return "That password is one of the first that would be guessed. Three random words make a better one."
    return None


def is_a_first_guess(password: str) -> bool:
    """A handful of characters over and over, only digits and signs, or a well-known word with such around it."""
    if len(set(password.casefold())) < FEWEST_DIFFERENT_CHARACTERS:
        return True
    letters = re.sub(r"[\W\d_]", "", password.casefold())
    return not letters or letters in FIRST_GUESSES


def code_of(random_bytes: bytes) -> str:
    """An activation code to be read by a person: four groups of four, 80 bits."""
    characters = base64.b32encode(random_bytes).decode().rstrip("=").translate(_BASE32_TO_CROCKFORD)
    return "-".join(characters[start : start + CODE_GROUP] for start in range(0, len(characters), CODE_GROUP))


def normal_code(text: str) -> str:
    """A typed activation code, whatever its case and gaps, and with O, I and L read as the digits they were."""
    letters = re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", text).upper())
    return letters.translate(_READ_AS)


def fingerprint(secret: str) -> str:
    """What is kept of a session's token or an activation code; both are random, so a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class Throttled(StrEnum):
    """What refusals are counted for."""

    ACCOUNT = "account"
    ADDRESS = "address"


# Many officers share a terminal and many terminals an address, so an address gets more.
REFUSALS_ALLOWED = {Throttled.ACCOUNT: 5, Throttled.ADDRESS: 50}


@dataclass(frozen=True)
class ThrottleKey:
    """One account or one network address, told from others but not readable."""

    kind: Throttled
    digest: str

    @property
    def stored(self) -> str:
        return f"{self.kind}:{self.digest}"

    @property
    def allowed(self) -> int:
        return REFUSALS_ALLOWED[self.kind]


def throttle_keys(*, staff_number: str, address: str, secret: str) -> tuple[ThrottleKey, ...]:
    """What one try to sign in counts for: the account named (whether it exists or not) and where it came from.

    Keyed with the installation's secret: there are few enough staff numbers and addresses to try all plain hashes.
    """
    return (
        _key(Throttled.ACCOUNT, normal_staff_number(staff_number), secret),
        _key(Throttled.ADDRESS, one_sender(address), secret),
    )


def one_sender(address: str) -> str:
    """The part of a network address that stands for one sender: a whole IPv4 address, the /64 of an IPv6 one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((int(parsed), 64), strict=False))


def _key(kind: Throttled, value: str, secret: str) -> ThrottleKey:
    message = f"sign-in throttle\n{kind}\n{value}".encode("utf-8", "surrogatepass")
    return ThrottleKey(kind, hmac.new(secret.encode(), message, hashlib.sha256).hexdigest())


def minutes_to_wait(*, refusals: int, allowed: int, window_began_at: datetime, at: datetime) -> int:
    """How long before another try, in whole minutes; 0 if now."""
    left = window_began_at + THROTTLE_WINDOW - at
    if refusals < allowed or left <= timedelta(0):
        return 0
    return ceil(left / timedelta(minutes=1))
