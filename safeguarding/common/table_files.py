"""Writing a table for a spreadsheet, as CSV or XLSX, row by row: nothing is kept of a row that has been written.

A spreadsheet takes text that begins like a formula for one. Here no text can: it is led by an apostrophe, in both kinds
of file, so that saving the one as the other brings no formula back.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

Cell = str | int | float | None
Line = Sequence[Cell]

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"
LINES_AT_ONCE = 500

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        '<sheet name="Figures" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET_BEGINS = (
    f'{_XML}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'.encode()
)
_SHEET_ENDS = b"</sheetData></worksheet>"
# A ZIP file carries a date in each part; the same table shall be the same file.
_ANY_DATE = (2026, 1, 1, 0, 0, 0)


def harmless(text: str) -> str:
    """The text, led by an apostrophe if a spreadsheet could take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(BEGINS_A_FORMULA) else text


def as_csv(lines: Iterable[Line]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, without which Excel takes it for something else."""
    buffer = io.StringIO()
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer, lineterminator="\r\n")
    for some in _parts(lines):
        writer.writerows([harmless(cell) if type(cell) is str else cell for cell in line] for line in some)
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def as_xlsx(lines: Iterable[Line]) -> Iterator[bytes]:
    """A workbook of one sheet. Text is kept as text, so a staff number keeps its noughts."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:  # type: ignore[call-overload]
        for name, content in _PARTS.items():
            book.writestr(zipfile.ZipInfo(name, _ANY_DATE), _XML + content)
        sheet_part = zipfile.ZipInfo("xl/worksheets/sheet1.xml", _ANY_DATE)
        sheet_part.compress_type = zipfile.ZIP_DEFLATED
        with book.open(sheet_part, "w") as sheet:
            sheet.write(_SHEET_BEGINS)
            for some in _parts(lines):
                sheet.write("".join(f"<row>{''.join(map(_cell, line))}</row>" for line in some).encode())
                yield pipe.taken()
            sheet.write(_SHEET_ENDS)
    yield pipe.taken()


WAYS_TO_WRITE = {"csv": as_csv, "xlsx": as_xlsx}


class _Pipe:
    """What a ZIP file is written to; it cannot go back, so what has been written can be sent."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, some: bytes) -> int:
        self._waiting.append(bytes(some))
        return len(some)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        some = b"".join(self._waiting)
        self._waiting.clear()
        return some


def _parts(lines: Iterable[Line]) -> Iterator[list[Line]]:
    some: list[Line] = []
    for line in lines:
        some.append(line)
        if len(some) >= LINES_AT_ONCE:
            yield some
            some = []
    yield some


def _cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if isinstance(cell, str):
        text = _LOOKS_ESCAPED.sub("_x005F_", _NOT_IN_XML.sub("", harmless(cell)))
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
    return f"<c><v>{cell}</v></c>"
