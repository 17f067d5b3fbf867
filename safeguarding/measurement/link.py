"""The pseudonym that lets one person's two waves be laid side by side without their name.

It is made in memory from a key that only the campaign has. Without the key nobody can make it; whoever has the key can
try every staff number, so it is personal data until the key is destroyed.
"""

import hashlib
import hmac
import unicodedata

from safeguarding.measurement.figures import ImpossibleFigures

KEY_LENGTH = 32
_PURPOSE = "w-link-v1"


def panel_link(staff_number: str, *, key: bytes) -> str:
    """64 hexadecimal digits, the same for one person at every wave of one key.

    HMAC-SHA256(key, "w-link-v1" + staff number), the number NFKC, without spaces at its ends, in capitals.
    Raises ImpossibleFigures for an empty staff number or a key that is not 32 bytes.

    RFC 2104; RFC 4231 for its test cases.
    """
    if len(key) != KEY_LENGTH:
        raise ImpossibleFigures(f"The survey key must be {KEY_LENGTH} bytes long; this one has {len(key)}.")
    normal = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", staff_number).strip().upper())
    if not normal:
        raise ImpossibleFigures("A person without a staff number cannot be linked.")
    return keyed_digest((_PURPOSE + normal).encode(), key=key)


def keyed_digest(message: bytes, *, key: bytes) -> str:
    """HMAC-SHA256 in hexadecimal. RFC 2104."""
    return hmac.new(key, message, hashlib.sha256).hexdigest()
