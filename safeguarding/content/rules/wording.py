"""What no text of a campaign may say: a telephone number of its own, or words that put blame on a child."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from safeguarding.common.markdown import not_plain
from safeguarding.content.rules.contacts import MEANT_AS_PLACEHOLDER, PLACEHOLDER
from safeguarding.content.rules.findings import Finding, Path

# Keys whose values are codes, names of files or sources, not sentences.
NOT_SENTENCES = frozenset(
    {"audience", "code", "contacts", "first", "goes_to", "kind", "media", "messages", "modules", "recommendations"}
    | {"source", "themes"}
)
MARKDOWN = frozenset({"intro", "text"})
# Read aloud or put into an attribute or a title: a link cannot stand there.
NO_LINKS = frozenset({"alt", "name", "place", "title"})

PHONE_ADVICE = "Name the line instead, like {contact:emergency}: the contact registry has its number."

_SHORT = r"(?:999|101|111|112|105|18000)"
_SHORT_NUMBER = re.compile(rf"(?<![\w.,:/£-]){_SHORT}(?:/{_SHORT})*(?![\w%]|[.,:/-]\d)")
_NOT_A_NUMBER_TO_RING = re.compile(
    r"(?:room|flat|house|bus|route|platform|page|section|form|unit|number|no\.?|rule|table|figure|chapter|£)\s*$",
    re.IGNORECASE,
)
_BEGINS_LIKE_A_LINE = re.compile(r"(?<![\w.:/£,-])(?:\+|\(?0)[ ()]*(?:\d[ ()\u2010\u2011-]{0,2}){4,}\d?")
_ADDRESS = re.compile(r"(?:https?://|media:)[^\s)>\"]+")
_HARMLESS = re.compile(
    r"""
    \b\d{4}-\d{2}-\d{2}\b                              # 2016-11-25
    | \b\d{1,2}/\d{1,2}/\d{2,4}\b                      # 25/11/2016
    | \b\d{1,2}[.:]\d{2}(?:\s?[ap]m)?\b                # 23.40
    | \b(?:19|20)\d{2}(?:[-–/](?:(?:19|20)\d{2}|\d{2}))?\b  # 2016, 2016-17, 2016–2018
    | £\s?[\d,]+(?:\.\d+)?                             # £12500
    | \b\d{1,3}(?:,\d{3})+\b                           # 44,000
    """,
    re.VERBOSE,
)
_LINK_OUT = re.compile(r"\]\(\s*<?https?://([^/)\s>]+)", re.IGNORECASE)
_LONG_RUN = re.compile(r"(?<![\w.,])\d(?:[ \u2010\u2011-]?\d){4,}")


@dataclass(frozen=True)
class Blaming:
    """Words that blame, and what to write."""

    pattern: re.Pattern[str]
    instead: str


def _blaming(pattern: str, instead: str) -> Blaming:
    return Blaming(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), instead)


SEXUALLY_EXPLOITED = "child who is being sexually exploited"
CRIMINALLY_EXPLOITED = "child victim of criminal exploitation"
AT_RISK = "child is at risk from …; is being controlled by …"
BLAMING_WORDS = (
    _blaming(
        r"child prostitut\w*|selling (?:her|him|their|them)?(?:self|selves)?\s?sex|prostitut\w+", SEXUALLY_EXPLOITED
    ),
    _blaming(r"(?:put|puts|putting|place|places|placing) (?:him|her|them|it)sel(?:f|ves) at risk", AT_RISK),
    _blaming(r"lifestyle choices?", AT_RISK),
    _blaming(r"involved in (?:CCE|CSE|(?:county|child|criminal|sexual|drug|gang)\w*)", CRIMINALLY_EXPLOITED),
    _blaming(r"drugs? runners?|gang members?|gang nominals?", CRIMINALLY_EXPLOITED),
    _blaming(r"(?:older )?(?:boyfriend|girlfriend)s?", "adult who is targeting the child; is being exploited by"),
    _blaming(r"in a relationship with|associat(?:es|ing) with", "is being exploited by; adult is targeting the child"),
    _blaming(
        r"contact(?:s|ed|ing)? (?:adults|men|older)\b[^.]{0,20}\bonline",
        "an adult is facilitating contact with the child",
    ),
    _blaming(r"abscond(?:er|ers|ed|s|ing)?|frequent mispers?|mispers?", "child who has gone missing … times"),
    _blaming(r"streetwise|street-wise", "child"),
    _blaming(r"promiscuous", SEXUALLY_EXPLOITED),
    _blaming(r"plugging", "made to carry drugs inside the body"),
    _blaming(r"money mules?", "child whose bank account is being used by …"),
    _blaming(r"slaves?", "child who is held or made to work"),
)


def phone_numbers_in(text: str) -> list[tuple[int, str]]:
    """What looks like a number to ring or text, each with where it begins. Years, times, sums and rooms are not."""
    text = _ADDRESS.sub(lambda address: "x" * len(address[0]), unicodedata.normalize("NFKC", text))
    plain = _HARMLESS.sub(lambda harmless: "x" * len(harmless[0]), text)
    found: list[tuple[int, str]] = []
    for match in (
        *_BEGINS_LIKE_A_LINE.finditer(text),
        *_LONG_RUN.finditer(plain),
        *_SHORT_NUMBER.finditer(text),
    ):
        begins = match.start()
        is_known = any(begin <= begins < begin + len(number) for begin, number in found)
        if not is_known and not _NOT_A_NUMBER_TO_RING.search(text[:begins]):
            found.append((begins, match[0].strip(" -")))
    return sorted(found)


def blaming_words_in(text: str) -> list[tuple[int, str, str]]:
    """Words that blame: where each begins, what it says, what to write instead."""
    return sorted(
        (match.start(), match[0], words.instead) for words in BLAMING_WORDS for match in words.pattern.finditer(text)
    )


def texts_in(document: Any, path: Path = (), *, is_sentence: bool = True) -> Iterator[tuple[Path, str]]:
    """Every sentence of a document, with its path."""
    if isinstance(document, str):
        if is_sentence:
            yield path, document
    elif isinstance(document, Mapping):
        for key, value in document.items():
            yield from texts_in(value, (*path, key), is_sentence=key not in NOT_SENTENCES)
    elif isinstance(document, list | tuple):
        for position, value in enumerate(document):
            yield from texts_in(value, (*path, position), is_sentence=is_sentence)


def check_wording(document: Mapping[str, Any], *, contact_keys: Collection[str]) -> list[Finding]:
    """Everything wrong with the sentences of a body."""
    findings: list[Finding] = []
    for path, text in texts_in(document):
        findings += _numbers(path, text)
        findings += _placeholders(path, text, contact_keys)
        findings += _blame(path, text)
        if path[-1] in MARKDOWN:
            findings += [Finding(path, spot.message, spot.row) for spot in not_plain(text)]
            findings += _links_out(path, text)
    return findings


def _numbers(path: Path, text: str) -> Iterator[Finding]:
    for begin, number in phone_numbers_in(text):
        yield Finding(path, f"'{number}' looks like a telephone number. {PHONE_ADVICE}", _row(text, begin))


def _placeholders(path: Path, text: str, known: Collection[str]) -> Iterator[Finding]:
    for match in MEANT_AS_PLACEHOLDER.finditer(text):
        row = _row(text, match.start())
        exact = PLACEHOLDER.fullmatch(match[0])
        if exact is None:
            yield Finding(path, f"'{match[0]}' is not how a contact is named. Write {{contact:key}}.", row)
        elif exact[1] not in known:
            yield Finding(path, f"there is no contact '{exact[1]}'. The keys are: {', '.join(sorted(known))}.", row)
        elif path[-1] in NO_LINKS:
            yield Finding(path, f"a contact cannot be named in '{path[-1]}', where no link can stand. Reword it.", row)


def _blame(path: Path, text: str) -> Iterator[Finding]:
    for begin, words, instead in blaming_words_in(text):
        yield Finding(
            path, f"'{words}' can put the blame on a child. Consider: {instead}.", _row(text, begin), is_warning=True
        )


def _links_out(path: Path, text: str) -> Iterator[Finding]:
    for match in _LINK_OUT.finditer(text):
        yield Finding(
            path,
            f"This leads out of the site, to {match[1]}. Pages elsewhere change: open it once more, and say that it is "
            "meant.",
            _row(text, match.start()),
            is_warning=True,
        )


def _row(text: str, position: int) -> int:
    return text.count("\n", 0, position)
