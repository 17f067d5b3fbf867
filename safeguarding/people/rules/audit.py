"""What an audit entry may say, and the hash that ties it to the one before."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64

_ACTION = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)+")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SHORT_CODE = re.compile(r"[a-z0-9_.:-]{1,80}")
_LIKE_A_STAFF_NUMBER = re.compile(r"[a-z]{0,3}[-.:_]?[0-9]{3,12}")
_PERSONAL_KEYS = frozenset({"address", "display_name", "email", "name", "password", "staff_number", "work_email"})


def fault_in_entry(*, action: str, about: Mapping[str, Any]) -> str | None:
    """Why these words may not enter the audit; None if they may.

    Removing a person must leave the chain whole, so it holds internal ids and short codes, nothing that names anybody.
    """
    if not _ACTION.fullmatch(action):
        return f"The action '{action}' must be words like 'role.granted'."
    for key, value in about.items():
        if not _KEY.fullmatch(key) or key in _PERSONAL_KEYS:
            return f"The audit cannot keep anything called '{key}'."
        if not _may_be_kept(value):
            # The value itself is not repeated: this sentence may reach a log.
            return f"The audit cannot keep the value of '{key}': only internal ids, yes or no, dates and short codes."
    return None


def _may_be_kept(value: Any) -> bool:
    if value is None or isinstance(value, bool | int):
        return True
    return isinstance(value, str) and bool(_SHORT_CODE.fullmatch(value)) and not _LIKE_A_STAFF_NUMBER.fullmatch(value)


def entry_hash(*, previous_hash: str, at: datetime, actor_id: int | None, action: str, about: Mapping[str, Any]) -> str:
    """The hash of an entry and, through the one before, of everything that came before it."""
    said = {
        "previous_hash": previous_hash,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": actor_id,
        "action": action,
        "about": about,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
