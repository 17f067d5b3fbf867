"""Reading one sheet of an Excel workbook (XLSX) as text, a row at a time, believing nothing the file says of itself.

An XLSX is a ZIP of XML files. It is unpacked and parsed as it streams past, so that neither a bomb nor an honest large
sheet costs memory: only the texts its cells share are kept. Text stays as it is (zeros in front of numbers count), a
number is what Excel shows, a date is written 2026-03-31, and a formula counts as its saved result. What cannot be taken
as text is an UnreadCell that says why.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from safeguarding.common.spreadsheet import Row, Sheet, UnreadableFile, headings_in, is_blank, read_csv
from safeguarding.common.xlsx_cells import SheetReading, TextsReading, kind_of_format
from safeguarding.common.xlsx_parts import LARGEST_SHEET, MEGABYTE, SAVE_AS_CSV, ZIP_BEGINS, Parts

LARGEST_TEXTS = 32 * MEGABYTE


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
        return self.workbook.parts.size_of(self.part) // 400 + 1

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
    """A workbook: its sheets, and what their cells share."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.parts = Parts(content)
        self.is_1904 = False
        self.sheets = self._read_sheets()

    def rows_of(self, part: str) -> Iterator[Row]:
        """The rows of a sheet that are not blank, in order."""
        reading = SheetReading(texts=self._texts, is_1904=self.is_1904, formats=self._formats)
        for _ in self.parts.parsed(part, LARGEST_SHEET, reading.parser):
            yield from reading.take_rows()

    @cached_property
    def _texts(self) -> list[str]:
        """The texts that cells share."""
        reading = TextsReading()
        if self._shared_texts in self.parts:
            for _ in self.parts.parsed(self._shared_texts, LARGEST_TEXTS, reading.parser):
                pass
        return reading.texts

    @cached_property
    def _formats(self) -> list[str]:
        """How each style of cell shows a number: "date", some zeros, or nothing special."""
        codes: dict[str, str] = {}
        styles: list[str] = []
        if self._styles in self.parts:
            for parent, name, attributes in self.parts.elements(self._styles):
                if name == "numFmt":
                    codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
                elif name == "xf" and parent == "cellXfs":
                    styles.append(attributes.get("numFmtId", ""))
        return [kind_of_format(number, codes.get(number, "")) for number in styles]

    def _read_sheets(self) -> list[_SheetEntry]:
        book = self.parts.target_of("", "officeDocument")
        if book is None or book not in self.parts:
            raise UnreadableFile(f"This ZIP file is not an Excel workbook (XLSX). {SAVE_AS_CSV}")
        if not book.endswith(".xml"):
            raise UnreadableFile(f"This is an Excel binary workbook (XLSB), which we do not read. {SAVE_AS_CSV}")
        targets = dict(self.parts.targets(book))
        self._shared_texts = next((part for kind, part in targets.values() if kind == "sharedStrings"), "")
        self._styles = next((part for kind, part in targets.values() if kind == "styles"), "")
        sheets = []
        is_excel = False
        for _, name, attributes in self.parts.elements(book):
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
