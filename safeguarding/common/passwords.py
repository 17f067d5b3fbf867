"""Hashing passwords: argon2id at the strength OWASP names for a busy server, at most two at once in a process.

Each hash takes 19 MiB and some 25 ms of a core. Without the limit, a morning's rush would take the memory and both
cores from everybody who is already signed in.
"""

import base64
import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

AT_ONCE = 2

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_places = threading.BoundedSemaphore(AT_ONCE)


def hash_password(password: str) -> str:
    """What is kept of a password."""
    with _places:
        return _hasher.hash(_bytes(password))


def matches(password: str, kept: str | None) -> bool:
    """Whether this is the password that was kept. With nothing kept the answer is no, and takes as long."""
    try:
        with _places:
            return _hasher.verify(kept or _NOBODYS, _bytes(password))
    except (VerifyMismatchError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether the password was hashed with other settings than today's."""
    return _hasher.check_needs_rehash(kept)


def _bytes(password: str) -> bytes:
    # The same keys give differently composed letters on different machines.
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _hash_of_nothing() -> str:
    """A well-formed hash that no password has, to be compared with when there is nobody to compare with."""
    salt, tag = (base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m={_hasher.memory_cost},t={_hasher.time_cost},p={_hasher.parallelism}${salt}${tag}"


_NOBODYS = _hash_of_nothing()
