"""Reading a table somebody exported: how it is written, and its rows with the line each begins on.

Detection is decided by the bytes alone, so the same file is always read the same way. What cannot be read for sure is
refused with a line number rather than guessed. Here are the tables in text (CSV); xlsx.py has those of Excel.
"""

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Protocol

NOT_TEXT = (
    (b"PK\x03\x04", "an Excel workbook (XLSX) or a ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (XLS), or one with a password"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file (GZIP)"),
)
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8 with a byte order mark"),
    (b"\xff\xfe", "utf-16", "UTF-16, little-endian"),
    (b"\xfe\xff", "utf-16", "UTF-16, big-endian"),
)
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
LINE_END = re.compile(r"\r\n|\r|\n")
# Excel writes this line above the headings when it is told which delimiter to use.
EXCEL_DELIMITER_LINE = re.compile(r"sep=(.)[ \t]*(?:\r\n|\r|\n)")
LONGEST_HEADING_LINE = 64 * 1024


class UnreadableFile(Exception):
    """The file is not a table we can read for sure; says where and why."""


class Row(NamedTuple):
    """One record, and the line of the file on which it begins."""

    line: int
    cells: list[str]


class UnreadCell(str):
    """What stands in a cell that holds no text we could take as it is; says why."""


class Sheet(Protocol):
    """A table as it was found: how it is written, its headings, and its rows each time they are asked for.

    written: in words, for whoever must see that it was read as it was meant.
    fingerprint: SHA-256 of the file's bytes.
    line_count: about how many lines it has, for a progress bar.
    """

    @property
    def written(self) -> str: ...
    @property
    def headings(self) -> tuple[str, ...]: ...
    @property
    def headings_line(self) -> int: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def line_count(self) -> int: ...

    def rows(self) -> Iterator[Row]:
        """The rows under the headings, in the file's order; blank ones are left out."""


@dataclass(frozen=True)
class CsvSheet:
    """A table in text."""

    content: bytes = field(repr=False)
    codec: str
    encoding: str
    delimiter: str
    headings: tuple[str, ...]
    headings_line: int

    @property
    def written(self) -> str:
        return f"{self.encoding}, separated by {DELIMITERS[self.delimiter]}"

    @cached_property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def line_count(self) -> int:
        return self.content.count(b"\n") + 1

    def rows(self) -> Iterator[Row]:
        """Empty cells beyond the last heading are cut off; any other row keeps the number of cells it has."""
        width = len(self.headings)
        for line, cells in _records(self.content, codec=self.codec, delimiter=self.delimiter):
            if line <= self.headings_line or is_blank(cells):
                continue
            yield Row(line, cells[:width] if is_blank(cells[width:]) else cells)


def read_csv(content: bytes) -> CsvSheet:
    """Find out how a CSV file is written and read its headings.

    Raises UnreadableFile if it is empty, not text, or cannot be decoded as it says it is.
    """
    _refuse_what_is_not_text(content)
    codec, encoding = _encoding_of(content)
    text = _decoded(content, codec=codec, encoding=encoding)
    _refuse_control_characters(text, encoding=encoding)
    delimiter = _delimiter_of(text[:LONGEST_HEADING_LINE])
    is_told_delimiter = EXCEL_DELIMITER_LINE.match(text) is not None
    del text
    for line, cells in _records(content, codec=codec, delimiter=delimiter):
        headings = headings_in(cells)
        if headings and not (is_told_delimiter and line == 1):
            return CsvSheet(content, codec, encoding, delimiter, headings, line)
    raise UnreadableFile("The file is empty: it has no heading line.")


def headings_in(cells: list[str]) -> tuple[str, ...]:
    """The headings a row holds, without empty ones at its end; none if the row is blank."""
    headings = [" ".join(unicodedata.normalize("NFC", cell).split()) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    return tuple(headings)


def is_blank(cells: list[str]) -> bool:
    return not "".join(cells).strip()


def _refuse_what_is_not_text(content: bytes) -> None:
    if not content.strip():
        raise UnreadableFile("The file is empty.")
    for beginning, kind in NOT_TEXT:
        if content.startswith(beginning):
            raise UnreadableFile(
                f"Line 1: this is {kind}, not CSV. Open it in the program that made it and save it as 'CSV UTF-8'."
            )


def _encoding_of(content: bytes) -> tuple[str, str]:
    """A byte order mark, then the pattern of zero bytes, then strict UTF-8, then Windows-1252."""
    for mark, codec, name in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return codec, name
    start = content[:4096]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) > len(start) // 4 and min(even, odd) <= max(even, odd) // 8:
        return ("utf-16-le", "UTF-16, little-endian") if odd > even else ("utf-16-be", "UTF-16, big-endian")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252", "Windows-1252"
    return "utf-8", "UTF-8"


def _decoded(content: bytes, *, codec: str, encoding: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        read = error.object[: error.start].decode(codec, "replace")
        line = len(LINE_END.findall(read)) + 1
        odd = error.object[error.start : error.end][:4].hex(" ").upper()
        says = "neither UTF-8 nor Windows-1252" if codec == "cp1252" else f"not {encoding}, which the file begins as"
        raise UnreadableFile(f"Line {line}: the bytes {odd} are {says}. Save the file again as 'CSV UTF-8'.") from None


def _refuse_control_characters(text: str, *, encoding: str) -> None:
    found = CONTROL_CHARACTER.search(text)
    if found:
        line = len(LINE_END.findall(text, 0, found.start())) + 1
        what = "a NUL byte" if found.group() == "\0" else f"the control character U+{ord(found.group()):04X}"
        raise UnreadableFile(
            f"Line {line}: holds {what} (read as {encoding}), so it is damaged or not text. Export it again."
        )


def _delimiter_of(text: str) -> str:
    """What Excel says above the headings, else what occurs most often in the heading line outside quotes."""
    told = EXCEL_DELIMITER_LINE.match(text)
    if told and told.group(1) in DELIMITERS:
        return told.group(1)
    counts = dict.fromkeys(DELIMITERS, 0)
    is_quoted = False
    for character in text.lstrip("\r\n"):
        if character == '"':
            is_quoted = not is_quoted
        elif character in "\r\n" and not is_quoted and any(counts.values()):
            break
        elif character in counts and not is_quoted:
            counts[character] += 1
    return max(counts, key=lambda delimiter: counts[delimiter])


def _records(content: bytes, *, codec: str, delimiter: str) -> Iterator[Row]:
    lines = io.TextIOWrapper(io.BytesIO(content), encoding=codec, newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableFile(_what_is_wrong(str(error), line=line)) from None
        yield Row(line, cells)


def _what_is_wrong(error: str, *, line: int) -> str:
    if "unexpected end of data" in error:
        return f"Line {line}: a quotation mark opened here is never closed."
    if "expected after" in error:
        return f"Line {line}: a quoted cell goes on after its closing mark; a mark inside a cell must be doubled."
    if "field larger" in error:
        return f"Line {line}: a cell is longer than {csv.field_size_limit():,} characters. Is a closing mark missing?"
    return f"Line {line}: {error}."
