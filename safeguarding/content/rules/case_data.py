"""What looks as if it came out of a real case. Nothing here may: every story is invented."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from safeguarding.content.rules.findings import Finding
from safeguarding.content.rules.wording import texts_in


@dataclass(frozen=True)
class _Pattern:
    what: str
    pattern: re.Pattern[str]


# A day in numbers alone: a story that says when it happens writes the month out.
_NUMBERS = r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = (
    rf"(?:\d{{1,2}}[ ./-]\d{{1,2}}[ ./-](?:19|20)?\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?[ ,]+{_MONTH}[ ,]+(?:19|20)\d{{2}})"
)
_NAME = r"[A-Z][a-z]*(?:['’-][A-Z]?[a-z]+)*"
PATTERNS = (
    _Pattern(
        "a date of birth",
        re.compile(rf"\b(?:d\.?\s?o\.?\s?b\b\.?|date of birth|born(?: on)?)\W{{0,3}}{_DAY}", re.IGNORECASE),
    ),
    _Pattern("somebody's name and date of birth", re.compile(rf"\b{_NAME} {_NAME}\W{{1,3}}{_NUMBERS}(?!\d)")),
    _Pattern(
        "a crime or incident number",
        re.compile(
            r"\b(?:crime|incident|cad|cris|urn|log|custody|occurrence|reference|ref)"
            r"(?:\s(?:report|record|log|reference|ref|number|no))*\.?\W{0,3}(?=[a-z0-9/-]*\d{3})[a-z0-9]+(?:[/-][a-z0-9]+)*",
            re.IGNORECASE,
        ),
    ),
    _Pattern("a crime or incident number", re.compile(r"\b\d{2,3}[A-Z]?/\d{4,8}/\d{2,4}\b")),
    _Pattern("a PNC number", re.compile(r"\b\d{2,4}/\d{4,7}[A-Z]\b")),
    _Pattern("a vehicle registration", re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b|\b[A-Z]\d{1,3} [A-Z]{3}\b")),
    _Pattern("a National Insurance number", re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")),
    _Pattern("a postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")),
)


def case_data_in(text: str) -> list[tuple[int, str, str]]:
    """What looks like case data: where each begins, what it says, what it looks like. One spot is named once."""
    found: dict[int, tuple[str, str]] = {}
    for each in PATTERNS:
        for match in each.pattern.finditer(text):
            overlaps = any(
                begin < match.end() and match.start() < begin + len(said) for begin, (said, _) in found.items()
            )
            if not overlaps:
                found[match.start()] = (match[0], each.what)
    return [(begin, *found[begin]) for begin in sorted(found)]


def check_case_data(body: Mapping[str, Any]) -> Iterator[Finding]:
    """Warnings about what may have come out of a real case."""
    for path, text in texts_in(body):
        for begin, said, what in case_data_in(text):
            yield Finding(
                path,
                f"'{said}' looks like {what}. Nothing of a real case may stand here: take it out, or say that it is "
                "invented.",
                text.count("\n", 0, begin),
                is_warning=True,
            )
