"""Reading one sheet of an Excel workbook (XLSX) as text, a row at a time, believing nothing the file says of itself.

An XLSX is a ZIP of XML files. It is unpacked and parsed as it streams past, so that neither a bomb nor an honest large
sheet costs memory: only the texts its cells share are kept. Text stays as it is (zeros in front of numbers count), a
number is what Excel shows, a date is written 2026-03-31, and a formula counts as its saved result. What cannot be taken
as text is an UnreadCell that says why.
"""

import hashlib
import io
import math
import posixpath
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from safeguarding.common.spreadsheet import (
    CONTROL_CHARACTER,
    Row,
    Sheet,
    UnreadableFile,
    UnreadCell,
    headings_in,
    is_blank,
    read_csv,
)

ZIP_BEGINS = b"PK\x03\x04"
DIRECTORY_ENDS = struct.Struct("<4s4H2LH")
DIRECTORY_ENDS_MARK = b"PK\x05\x06"
LONG_DIRECTORY_MARK = b"PK\x06\x07"
LONGEST_COMMENT = 65_535

MEGABYTE = 1024 * 1024
MOST_ENTRIES = 1_000
LARGEST_DIRECTORY = MEGABYTE // 4
LARGEST_SHEET = 64 * MEGABYTE
LARGEST_TEXTS = 32 * MEGABYTE
LARGEST_SMALL_PART = 2 * MEGABYTE
# What people type shrinks to about a tenth; only what was made to fill a disk shrinks to less than a hundredth.
MOST_UNPACKED_FOR_ITS_SIZE = 100
MOST_TEXTS = 300_000
MOST_TEXT_CHARACTERS = 8_000_000
MOST_COLUMNS = 256
LONGEST_CELL = 32_767
LONGEST_TAG = MEGABYTE
MOST_STRANGE_TAGS = 10_000
DEEPEST = 64
CHUNK = 64 * 1024

EXCELS_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet knows no time zone
EXCELS_OTHER_DAY_ZERO = datetime(1904, 1, 1)  # noqa: DTZ001
EXCELS_LAST_DAY = 2_958_465
# Excel believes that 1900 had a 29 February.
DAYS_OF_EXCELS_MISTAKE = 60
DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
DIGITS_EXCEL_KEEPS = 15

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
QUOTED_IN_A_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
ZEROS_IN_FRONT = re.compile(r"0{2,}")

SAVE_AS_CSV = "Open it in Excel and save it as 'CSV UTF-8'."
DAMAGED = "The workbook is damaged or cut off. Open it in Excel and save it again."
NOT_WORKED_OUT = "holds a formula whose result was not saved; open the workbook in Excel and save it again"
TOO_LARGE = f"The workbook holds far more than people and units. {SAVE_AS_CSV}"


def read_table(content: bytes, *, sheet_name: str | None = None) -> Sheet:
    """A table in whatever form it came: an Excel workbook, or text (CSV). Raises UnreadableFile."""
    if content.startswith(ZIP_BEGINS):
        return read_xlsx(content, sheet_name=sheet_name)
    return read_csv(content)


@dataclass(frozen=True)
class XlsxSheet:
    """One sheet of a workbook."""

    workbook: "_Workbook" = field(repr=False)
    part: str
    written: str
    headings: tuple[str, ...]
    headings_line: int

    @cached_property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.workbook.content).hexdigest()

    @cached_property
    def line_count(self) -> int:
        # A guess at the length of a row of ten cells will do for a progress bar.
        return self.workbook.size_of(self.part) // 400 + 1

    def rows(self) -> Iterator[Row]:
        """Each row has a cell for every heading; one that goes on beyond the last heading keeps what stands there."""
        width = len(self.headings)
        for line, cells in self.workbook.rows_of(self.part):
            if line > self.headings_line:
                cells += [""] * (width - len(cells))
                yield Row(line, cells[:width] if is_blank(cells[width:]) else cells)


def read_xlsx(content: bytes, *, sheet_name: str | None = None) -> XlsxSheet:
    """Find the sheet that holds the table and read its headings.

    Raises UnreadableFile if the file is no workbook, is damaged or hostile, or does not say which sheet is meant.
    """
    workbook = _Workbook(content)
    sheet = _sheet_meant(workbook.sheets, sheet_name)
    others = [f"'{other.name}'" for other in workbook.sheets if other is not sheet]
    written = f"Excel workbook (XLSX), sheet '{sheet.name}'"
    if others:
        written += f"; not looked at: {', '.join(others)}"
    for line, cells in workbook.rows_of(sheet.part):
        return XlsxSheet(workbook, sheet.part, written, headings_in(cells), line)
    raise UnreadableFile(f"The sheet '{sheet.name}' is empty: it has no heading line.")


@dataclass(frozen=True)
class _SheetEntry:
    name: str
    part: str
    is_hidden: bool


def _sheet_meant(sheets: list[_SheetEntry], name: str | None) -> _SheetEntry:
    """The one named, else the only one that can be seen. A hidden sheet is never taken for the table."""
    seen = [sheet for sheet in sheets if not sheet.is_hidden]
    if name:
        seen = [sheet for sheet in sheets if sheet.name.strip().casefold() == name.strip().casefold()]
        if not seen:
            there = ", ".join(f"'{sheet.name}'" for sheet in sheets)
            raise UnreadableFile(f"The workbook has no sheet called '{name.strip()}'. It has: {there}.")
        if seen[0].is_hidden:
            raise UnreadableFile(f"The sheet '{seen[0].name}' is hidden. Unhide it in Excel, look at it, and save.")
    elif not seen:
        raise UnreadableFile("The workbook has no sheet that can be seen. Unhide the one that holds the table.")
    elif len(seen) > 1:
        there = ", ".join(f"'{sheet.name}'" for sheet in seen)
        raise UnreadableFile(f"The workbook has {len(seen)} sheets: {there}. Say which of them holds the table.")
    return seen[0]


class _Workbook:
    """A workbook's parts, each checked before it is unpacked."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.archive = _opened(content)
        self.parts = {info.filename.lstrip("/"): info for info in self.archive.infolist()}
        self.is_1904 = False
        self.sheets = self._read_sheets()

    def size_of(self, part: str) -> int:
        return self.parts[part].file_size

    def rows_of(self, part: str) -> Iterator[Row]:
        """The rows of a sheet that are not blank, in order."""
        reading = _SheetReading(texts=self._texts, is_1904=self.is_1904, formats=self._formats)
        for _ in self._parsed(part, LARGEST_SHEET, reading.parser):
            yield from reading.take_rows()

    @cached_property
    def _texts(self) -> list[str]:
        """The texts that cells share."""
        reading = _TextsReading()
        if self._shared_texts in self.parts:
            for _ in self._parsed(self._shared_texts, LARGEST_TEXTS, reading.parser):
                pass
        return reading.texts

    @cached_property
    def _formats(self) -> list[str]:
        """How each style of cell shows a number: "date", some zeros, or nothing special."""
        codes: dict[str, str] = {}
        styles: list[str] = []
        if self._styles in self.parts:
            for parent, name, attributes in self._elements(self._styles):
                if name == "numFmt":
                    codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
                elif name == "xf" and parent == "cellXfs":
                    styles.append(attributes.get("numFmtId", ""))
        return [_kind_of_format(number, codes.get(number, "")) for number in styles]

    def _read_sheets(self) -> list[_SheetEntry]:
        book = self._target_of("", "officeDocument")
        if book is None or book not in self.parts:
            raise UnreadableFile(f"This ZIP file is not an Excel workbook (XLSX). {SAVE_AS_CSV}")
        if not book.endswith(".xml"):
            raise UnreadableFile(f"This is an Excel binary workbook (XLSB), which we do not read. {SAVE_AS_CSV}")
        targets = dict(self._targets(book))
        self._shared_texts = next((part for kind, part in targets.values() if kind == "sharedStrings"), "")
        self._styles = next((part for kind, part in targets.values() if kind == "styles"), "")
        sheets = []
        is_excel = False
        for _, name, attributes in self._elements(book):
            if name == "workbook":
                is_excel = True
            elif name == "workbookPr":
                self.is_1904 = attributes.get("date1904", "") in {"1", "true"}
            elif name == "sheet":
                link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
                kind, part = targets.get(link, ("", ""))
                if kind == "worksheet" and part in self.parts:
                    is_hidden = attributes.get("state", "visible") != "visible"
                    sheets.append(_SheetEntry(attributes.get("name", ""), part, is_hidden))
        if not is_excel:
            raise UnreadableFile(f"This is a document of another program, not an Excel workbook (XLSX). {SAVE_AS_CSV}")
        if not sheets:
            raise UnreadableFile("The workbook has no sheet with cells in it.")
        return sheets

    def _target_of(self, part: str, kind: str) -> str | None:
        return next((target for _, (its_kind, target) in self._targets(part) if its_kind == kind), None)

    def _targets(self, part: str) -> Iterator[tuple[str, tuple[str, str]]]:
        """What a part points to: link, then kind and part."""
        folder, name = posixpath.split(part)
        links = posixpath.join(folder, "_rels", f"{name}.rels")
        if links in self.parts:
            for _, tag, attributes in self._elements(links):
                if tag == "Relationship" and attributes.get("TargetMode") != "External":
                    kind = attributes.get("Type", "").rpartition("/")[2]
                    target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                    yield attributes.get("Id", ""), (kind, target.lstrip("/"))

    def _elements(self, part: str) -> Iterator[tuple[str, str, dict[str, str]]]:
        """The tags of a small part: parent, name (without prefix), attributes."""
        found: list[tuple[str, str, dict[str, str]]] = []
        open_tags: list[str] = [""]

        def start(name: str, attributes: dict[str, str]) -> None:
            local = name.rpartition(":")[2]
            found.append((open_tags[-1], local, attributes))
            open_tags.append(local)
            _refuse_if_too_deep(len(open_tags))

        def end(name: str) -> None:
            open_tags.pop()

        for _ in self._parsed(part, LARGEST_SMALL_PART, _parser(start, end)):
            yield from found
            found.clear()

    def _parsed(self, part: str, largest: int, parser: expat.XMLParserType) -> Iterator[None]:
        """Feed a part to a parser, piece by piece, giving the caller a turn after each."""
        info = self.parts[part]
        if info.file_size > largest:
            raise UnreadableFile(TOO_LARGE)
        if info.file_size > MEGABYTE and info.file_size > MOST_UNPACKED_FOR_ITS_SIZE * info.compress_size:
            raise UnreadableFile(TOO_LARGE)
        fed = 0
        try:
            # It never gives more than the size checked above, whatever is packed.
            with self.archive.open(info) as stream:
                while piece := stream.read(CHUNK):
                    fed += len(piece)
                    parser.Parse(piece)
                    # Expat looks at an unfinished tag again with each piece, so a very long one would take for ever.
                    if fed - parser.CurrentByteIndex > LONGEST_TAG:
                        raise UnreadableFile(TOO_LARGE)
                    yield
            parser.Parse(b"", True)
            yield
        except (expat.ExpatError, BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
            raise UnreadableFile(DAMAGED) from None


def _opened(content: bytes) -> ZipFile:
    """The ZIP, once its directory has been found small, whole and plain."""
    at = content.rfind(DIRECTORY_ENDS_MARK, max(0, len(content) - LONGEST_COMMENT - DIRECTORY_ENDS.size))
    if at < 0 or len(content) < at + DIRECTORY_ENDS.size:
        raise UnreadableFile(DAMAGED)
    _, _, _, _, entries, directory_size, _, _ = DIRECTORY_ENDS.unpack_from(content, at)
    is_long = content[max(0, at - 20) : at].startswith(LONG_DIRECTORY_MARK)
    if is_long or entries > MOST_ENTRIES or directory_size > LARGEST_DIRECTORY:
        raise UnreadableFile(TOO_LARGE)
    try:
        archive = ZipFile(io.BytesIO(content))
    except (BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError):
        raise UnreadableFile(DAMAGED) from None
    entries_found = archive.infolist()
    names = {info.filename.lstrip("/") for info in entries_found}
    if len(names) < len(entries_found) or sum(info.compress_size for info in entries_found) > len(content):
        raise UnreadableFile(DAMAGED)
    for info in entries_found:
        _refuse_strange(info)
    return archive


def _refuse_strange(info: ZipInfo) -> None:
    if info.flag_bits & 0x1:
        raise UnreadableFile(f"The workbook is locked with a password. {SAVE_AS_CSV}")
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise UnreadableFile(DAMAGED)
    if info.file_size > LARGEST_SHEET:
        raise UnreadableFile(TOO_LARGE)


def _parser(start: Callable[[str, dict[str, str]], None], end: Callable[[str], None]) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    # Definitions of one's own are how a few bytes of XML become gigabytes; Excel writes none.
    parser.StartDoctypeDeclHandler = _refuse_definitions
    return parser


def _refuse_definitions(*_: Any) -> None:
    raise UnreadableFile(DAMAGED)


def _refuse_if_too_deep(depth: int) -> None:
    if depth > DEEPEST:
        raise UnreadableFile(DAMAGED)


class _TextsReading:
    """The texts that cells share, half read. Readings aids (rPh) above Japanese text are left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._characters = 0
        self._depth = 0
        self._is_text = self._is_aid = False
        self.parser = _parser(self._start, self._end)
        self.parser.CharacterDataHandler = self._characters_come

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        _refuse_if_too_deep(self._depth)
        local = name.rpartition(":")[2]
        if local == "t":
            self._is_text = not self._is_aid
        elif local == "rPh":
            self._is_aid = True
        elif local == "si":
            self._pieces = []

    def _end(self, name: str) -> None:
        self._depth -= 1
        local = name.rpartition(":")[2]
        if local == "t":
            self._is_text = False
        elif local == "rPh":
            self._is_aid = False
        elif local == "si":
            self.texts.append(_as_written("".join(self._pieces)))
            if len(self.texts) > MOST_TEXTS:
                raise UnreadableFile(TOO_LARGE)

    def _characters_come(self, text: str) -> None:
        if self._is_text:
            self._characters += len(text)
            if self._characters > MOST_TEXT_CHARACTERS:
                raise UnreadableFile(TOO_LARGE)
            self._pieces.append(text)


class _SheetReading:
    """A sheet half read: the rows that are whole, and the row and cell it is in."""

    def __init__(self, *, texts: list[str], is_1904: bool, formats: list[str]) -> None:
        self.texts = texts
        self.is_1904 = is_1904
        self.formats = formats
        self.parser = _parser(self._start, self._end)
        self.parser.CharacterDataHandler = self._characters_come
        self._rows: list[Row] = []
        self._line = 0
        self._cells: list[str] = []
        self._column = -1
        self._columns: dict[str, int] = {}
        self._attributes: dict[str, str] = {}
        self._text = ""
        self._has_formula = self._has_value = self._is_text = self._is_aid = False
        self._depth = self._strange = self._known = 0

    def take_rows(self) -> list[Row]:
        """The rows finished since this was last asked."""
        rows, self._rows = self._rows, []
        return rows

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        # Called a million times for 44,000 people, so what is most frequent comes first.
        self._depth += 1
        if self._depth > DEEPEST:
            raise UnreadableFile(DAMAGED)
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._known += 1
            self._column = self._column_of(attributes["r"]) if "r" in attributes else self._column + 1
            self._attributes = attributes
            self._text = ""
            self._has_formula = self._has_value = False
        elif name in {"v", "t"}:
            self._has_value = True
            self._is_text = not self._is_aid
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            self._known += 1
            self._begin_row(attributes.get("r"))
        else:
            self._is_aid = self._is_aid or name == "rPh"
            self._strange += 1
            if self._strange > MOST_STRANGE_TAGS + 8 * self._known:
                raise UnreadableFile(TOO_LARGE)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            text = self._text_of_cell()
            if text:
                self._place(text)
        elif name in {"v", "t"}:
            self._is_text = False
        elif name == "row":
            if not is_blank(self._cells):
                self._rows.append(Row(self._line, self._cells))
        elif name == "rPh":
            self._is_aid = False
        elif name == "sheetData":
            # What comes after the cells (colours, rules, links) is of no interest.
            self.parser.StartElementHandler = None
            self.parser.EndElementHandler = None
            self.parser.CharacterDataHandler = None

    def _characters_come(self, text: str) -> None:
        if self._is_text:
            self._text += text
            if len(self._text) > LONGEST_CELL:
                raise UnreadableFile(DAMAGED)

    def _begin_row(self, number: str | None) -> None:
        line = int(number) if number else self._line + 1
        if not self._line < line <= 1_048_576:
            raise UnreadableFile(DAMAGED)
        self._line, self._cells, self._column = line, [], -1

    def _column_of(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            if not 1 <= len(letters) <= 3 or not (letters.isascii() and letters.isalpha() and letters.isupper()):
                raise UnreadableFile(DAMAGED)
            column = 0
            for letter in letters:
                column = column * 26 + ord(letter) - ord("A") + 1
            column = self._columns[letters] = column - 1
        return column

    def _place(self, text: str) -> None:
        if self._column >= MOST_COLUMNS:
            raise UnreadableFile(
                f"Line {self._line}: something stands further right than column {MOST_COLUMNS}. Delete it, or "
                "save only the table as 'CSV UTF-8'."
            )
        missing = self._column - len(self._cells)
        if missing < 0:
            raise UnreadableFile(DAMAGED)
        if missing:
            self._cells += [""] * missing
        self._cells.append(text)

    def _text_of_cell(self) -> str:
        text, kind = self._text, self._attributes.get("t", "n")
        if self._has_formula and not (text or (self._has_value and kind == "str")):
            return UnreadCell(NOT_WORKED_OUT)
        if kind == "s":
            return self._shared(text)
        if kind in {"str", "inlineStr"}:
            return _as_written(text)
        if kind == "e":
            return UnreadCell(f"holds the error {text.strip()}")
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(text.strip(), text)
        if kind == "d":
            return text.strip()
        return self._number(text.strip()) if text else ""

    def _shared(self, text: str) -> str:
        if not text:
            return ""
        place = int(text)
        if not 0 <= place < len(self.texts):
            raise UnreadableFile(DAMAGED)
        return self.texts[place]

    def _number(self, text: str) -> str:
        """A number as Excel shows it."""
        style = int(self._attributes.get("s", "0"))
        shown_as = self.formats[style] if style < len(self.formats) else ""
        if not shown_as and text.isascii() and text.isdecimal() and len(text) <= DIGITS_EXCEL_KEEPS:
            return text.lstrip("0") or "0"
        value = float(text)
        if not math.isfinite(value):
            raise UnreadableFile(DAMAGED)
        if shown_as == "date":
            return _day_or_moment(value, is_1904=self.is_1904)
        if not value.is_integer():
            return repr(value)
        if abs(value) >= 10**DIGITS_EXCEL_KEEPS:
            return f"{value:.5E}"  # Excel has forgotten the last digits
        whole = str(int(value))
        return whole.zfill(len(shown_as)) if value >= 0 else whole


def _as_written(text: str) -> str:
    if "_x" in text:
        text = ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
    found = CONTROL_CHARACTER.search(text)
    return UnreadCell(f"holds the control character U+{ord(found.group()):04X}") if found else text


def _kind_of_format(number: str, code: str) -> str:
    if ZEROS_IN_FRONT.fullmatch(code):
        return code
    if number.isdecimal() and int(number) in DATE_FORMATS:
        return "date"
    plain = QUOTED_IN_A_FORMAT.sub("", code).lower()
    is_date = any(letter in plain for letter in "ymdhs") and "general" not in plain
    return "date" if is_date else ""


def _day_or_moment(value: float, *, is_1904: bool) -> str:
    """A date as 2026-03-31, a moment as 2026-03-31 13:30:00, a time as 13:30:00."""
    if not 0 <= value <= EXCELS_LAST_DAY:
        return UnreadCell(f"holds {value:g} as a date, which no calendar has")
    day_zero = EXCELS_OTHER_DAY_ZERO if is_1904 else EXCELS_DAY_ZERO
    is_before_the_mistake = not is_1904 and value < DAYS_OF_EXCELS_MISTAKE
    try:
        moment = day_zero + timedelta(days=value + is_before_the_mistake)
    except OverflowError:
        return UnreadCell(f"holds {value:g} as a date, which no calendar has")
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    if value < 1:
        return moment.time().isoformat()
    return moment.date().isoformat() if value.is_integer() else moment.isoformat(sep=" ")
