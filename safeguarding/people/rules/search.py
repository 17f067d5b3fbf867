"""What somebody typed to find a person, as words that can be looked up."""

import re
import unicodedata

FEWEST_LETTERS = 2
LONGEST_QUERY = 100
MOST_WORDS = 6

# Letters that Unicode does not take apart, as people type them who do not have them on their keyboard.
PLAIN_LETTERS = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
APOSTROPHES = "'’ʼ`"
_PLAIN = str.maketrans({**PLAIN_LETTERS, **dict.fromkeys(APOSTROPHES, "")})
_WORD = re.compile(r"[^\W_]+")


def words_to_find(text: str) -> tuple[str, ...]:
    """The words of a query: small letters, no accents, no apostrophes; `O'Brien-Łuk` is `obrien` and `luk`.

    None at all when no word has two characters: one letter would find a tenth of the force.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text[:LONGEST_QUERY]).lower().translate(_PLAIN))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    words = tuple(dict.fromkeys(_WORD.findall(letters)))[:MOST_WORDS]
    return words if any(len(word) >= FEWEST_LETTERS for word in words) else ()
