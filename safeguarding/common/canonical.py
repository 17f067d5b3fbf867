"""One document, one way of writing it: so that equal documents have equal fingerprints."""

import hashlib
import json
import unicodedata
from typing import Any


def in_normal_form(document: Any) -> Any:
    """The same document with all its text, keys included, in Unicode normal form C."""
    match document:
        case str():
            return unicodedata.normalize("NFC", document)
        case dict():
            return {in_normal_form(key): in_normal_form(value) for key, value in document.items()}
        case list() | tuple():
            return [in_normal_form(value) for value in document]
        case _:
            return document


def canonical_json(document: Any) -> bytes:
    """Sorted keys, normal form C, no spaces, UTF-8."""
    return json.dumps(
        in_normal_form(document), sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    ).encode()


def fingerprint_of(document: Any) -> str:
    """SHA-256 of a document written canonically."""
    return fingerprint_of_bytes(canonical_json(document))


def fingerprint_of_bytes(content: bytes) -> str:
    """SHA-256 of bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
