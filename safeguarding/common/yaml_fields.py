"""Reading the keys of a YAML mapping one by one. What is wrong is noted with its line, and reading goes on."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from safeguarding.common.yaml_text import Fault, ListNode, MapNode, Node, TextNode

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
REGISTRY_KEY = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
LONGEST_CODE = 60


class Fields:
    """The keys of one mapping. Each method reads one key; `nothing_else` then refuses keys nobody asked for.

    A key that is missing or wrong reads as None (a list as empty), and its fault is noted.
    """

    def __init__(self, node: Node, *, file: str, faults: list[Fault], what: str) -> None:
        self.file = file
        self.what = what
        self._faults = faults
        self._asked: set[str] = set()
        self.line = node.line
        self._is_mapping = isinstance(node, MapNode)
        self._node = node if isinstance(node, MapNode) else MapNode({}, node.line)
        if not self._is_mapping:
            self.fault(None, f"{what} must be keys with values. Write `key: value`, one on each line.")

    def fault(self, key: str | None, message: str) -> None:
        """Note what is wrong with a key (None: with the whole)."""
        self._faults.append(Fault(self.file, self.line_of(key), message))

    def line_of(self, key: str | None) -> int:
        return self._node.key_lines.get(key, self.line) if key else self.line

    def text_line(self, key: str, row: int) -> int:
        """The line on which a row of a key's text stands."""
        node = self._node.items.get(key)
        return node.line_of(row) if isinstance(node, TextNode) else self.line_of(key)

    def has(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._node.items

    def words(self, key: str, *, is_optional: bool = False) -> str | None:
        """Plain text, its spaces made single."""
        value = self._text(key, is_optional=is_optional)
        return None if value is None else " ".join(value.split())

    def prose(self, key: str, *, is_optional: bool = False) -> str | None:
        """Text whose lines matter."""
        value = self._text(key, is_optional=is_optional)
        return None if value is None else value.strip("\n")

    def code(self, key: str) -> str | None:
        """A code of our own: lower-case letters and digits, joined by hyphens."""
        return self._coded(key, CODE, "Write lower-case letters, digits and hyphens, like 'the-hallway'.")

    def registry_key(self, key: str) -> str | None:
        """A key of a registry: lower-case letters and digits, joined by underscores."""
        return self._coded(key, REGISTRY_KEY, "Write lower-case letters, digits and underscores, like 'non_emergency'.")

    def one_of(self, key: str, options: Iterable[str]) -> str | None:
        value = self.words(key)
        known = list(options)
        if value is not None and value not in known:
            self.fault(key, f"'{key}' is '{value}'. {suggestion(value, known)}")
            return None
        return value

    def whole_number(self, key: str, *, least: int, most: int) -> int | None:
        value = self.words(key)
        if value is None:
            return None
        if not re.fullmatch(r"-?[0-9]{1,9}", value) or not least <= int(value) <= most:
            self.fault(key, f"'{key}' is '{value}'. Write a whole number from {least} to {most}.")
            return None
        return int(value)

    def yes_or_no(self, key: str, *, yes_if: str) -> bool | None:
        value = self.words(key)
        if value is None:
            return None
        if value not in {"yes", "no"}:
            self.fault(key, f"'{key}' must be yes or no, not '{value}'. Write yes if {yes_if}.")
            return None
        return value == "yes"

    def day(self, key: str, *, is_optional: bool = False) -> date | None:
        value = self.words(key, is_optional=is_optional)
        if value is None:
            return None
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
                raise ValueError(value)
            return date.fromisoformat(value)
        except ValueError:
            self.fault(key, f"'{key}' is '{value}'. Write a date as year-month-day, like 2026-11-25.")
            return None

    def list_of_words(self, key: str, *, least: int = 0, is_optional: bool = False) -> list[str]:
        """A list of plain texts, in order."""
        items: list[str] = []
        for item in self._list(key, least=least, is_optional=is_optional):
            value = self._normal(item.value) if isinstance(item, TextNode) else ""
            if not value:
                self._faults.append(Fault(self.file, item.line, f"each of '{key}' must be text. Write `- words`."))
            else:
                items.append(" ".join(value.split()))
        return items

    def list_of_codes(self, key: str, *, least: int = 0, is_optional: bool = False) -> list[str]:
        """A list of words, none of them twice."""
        items = self.list_of_words(key, least=least, is_optional=is_optional)
        for again in sorted({item for item in items if items.count(item) > 1}):
            self.fault(key, f"'{again}' stands twice in '{key}'. Keep one.")
        return items

    def inside(self, key: str, *, what: str, is_optional: bool = False) -> "Fields | None":
        """The mapping under a key."""
        node = self._node_of(key, is_optional=is_optional)
        return None if node is None else Fields(node, file=self.file, faults=self._faults, what=what)

    def each(self, key: str, *, what: str, least: int = 0, is_optional: bool = False) -> "list[Fields]":
        """The mappings of the list under a key, in order."""
        return [
            Fields(item, file=self.file, faults=self._faults, what=what)
            for item in self._list(key, least=least, is_optional=is_optional)
        ]

    def nothing_else(self) -> None:
        """Refuse keys nobody asked for: most are misspelt."""
        for key in self._node.items:
            if key not in self._asked:
                self.fault(key, f"'{key}' is not a key of {self.what}. {suggestion(key, self._asked)}")

    def _text(self, key: str, *, is_optional: bool) -> str | None:
        node = self._node_of(key, is_optional=is_optional)
        if node is None:
            return None
        if not isinstance(node, TextNode):
            self.fault(key, f"'{key}' must be text, not a list or keys. Write the words after `{key}:`.")
            return None
        value = self._normal(node.value)
        if not value and not is_optional:
            self.fault(key, f"'{key}' is empty. Write it after `{key}:`.")
        return value or None

    def _list(self, key: str, *, least: int, is_optional: bool) -> tuple[Node, ...]:
        node = self._node_of(key, is_optional=is_optional)
        if node is None or (is_optional and isinstance(node, TextNode) and not node.value):
            return ()
        if not isinstance(node, ListNode):
            self.fault(key, f"'{key}' must be a list. Write each on a line of its own that begins with `- `.")
            return ()
        if len(node.items) < least:
            self.fault(key, f"'{key}' has {len(node.items)}; at least {least} are needed.")
        return node.items

    def _node_of(self, key: str, *, is_optional: bool) -> Node | None:
        self._asked.add(key)
        node = self._node.items.get(key)
        if node is None and not is_optional and self._is_mapping:
            self.fault(None, f"'{key}' is missing in {self.what}. Add `{key}:`.")
        return node

    def _coded(self, key: str, pattern: re.Pattern[str], advice: str) -> str | None:
        value = self.words(key)
        if value is not None and not (pattern.fullmatch(value) and len(value) <= LONGEST_CODE):
            self.fault(key, f"'{key}' is '{value}'. {advice}")
            return None
        return value

    @staticmethod
    def _normal(value: str) -> str:
        return unicodedata.normalize("NFC", value).strip()


def suggestion(value: str, known: Iterable[str]) -> str:
    """What may have been meant, or what there is."""
    names = sorted(known)
    near = get_close_matches(value, names, n=1)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"There is: {', '.join(names)}." if names else "There is none here."
