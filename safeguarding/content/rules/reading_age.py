"""How old somebody must be to read a text with ease: the Flesch–Kincaid grade and five years.

J. P. Kincaid and others, Naval Technical Training Command Research Branch Report 8-75 (1975): grade =
0.39 × words per sentence + 11.8 × syllables per word - 15.59. Syllables are counted by their vowels, which is near
enough for a whole text and too rough for a sentence, so short texts are not judged.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from safeguarding.content.rules.findings import Finding
from safeguarding.content.rules.wording import texts_in

SCHOOL_BEGINS_AT = 5
WANTED_AGE = 12
# Above this a text is named: a year either way is chance.
OLDEST_WITHOUT_A_WORD = 13
FEWEST_WORDS_JUDGED = 80

_SENTENCE_ENDS = re.compile(r"[.!?…]+(?=[\s”’\"')\]]|$)|\n\s*\n|\n(?=\s*[-*#\d])")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-zÀ-ÿ]+)*")
_NOT_READ = re.compile(r"\{[^}]*\}|\]\([^)]*\)|https?://\S+")
_VOWELS = re.compile(r"[aeiouyà-ÿ]+")


def syllables_in(word: str) -> int:
    """About how many syllables a word has: its groups of vowels, without a silent e at the end."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    groups = len(_VOWELS.findall(word))
    if groups > 1 and re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouysxzcg]es$", word):
        groups -= 1
    return max(groups, 1)


def reading_age(text: str) -> float | None:
    """The age at which a text is easy to read; None for one that is too short to say."""
    text = _NOT_READ.sub(" ", text)
    words = _WORD.findall(text)
    if len(words) < FEWEST_WORDS_JUDGED:
        return None
    sentences = sum(bool(_WORD.search(sentence)) for sentence in _SENTENCE_ENDS.split(text))
    syllables = sum(map(syllables_in, words))
    grade = 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
    return grade + SCHOOL_BEGINS_AT


def check_reading_age(body: Mapping[str, Any]) -> Iterator[Finding]:
    """A warning about each long text that is hard to read, and about all texts together."""
    texts = list(texts_in(body))
    long_ones = [(path, age) for path, text in texts if (age := reading_age(text)) is not None]
    hard = [(path, age) for path, age in long_ones if age > OLDEST_WITHOUT_A_WORD]
    for path, age in hard:
        yield Finding(path, _advice("This text", age), is_warning=True)
    together = reading_age("\n\n".join(text for _, text in texts))
    if not hard and together is not None and together > OLDEST_WITHOUT_A_WORD:
        yield Finding((), _advice("All texts together", together), is_warning=True)


def _advice(what: str, age: float) -> str:
    return (
        f"{what} can be read with ease from about {age:.0f} years (Flesch–Kincaid); we write for {WANTED_AGE}. "
        "Shorter sentences and shorter words help."
    )
