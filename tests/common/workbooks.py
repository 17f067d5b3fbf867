"""Excel workbooks to test with, written by hand so that everything Excel may write, and what it never would, can be."""

import io
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = ["", "000000", "dd/mm/yyyy", "hh:mm", '0.00" d"', "[$-809]d mmmm yyyy h:mm"]


def a_cell(place: str, value: str | int | float, *, style: int = 0) -> str:
    """A cell with text of its own, or with a number in one of STYLES."""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{place}" s="{style}"><v>{value!r}</v></c>'


def letters(column: int) -> str:
    first, second = divmod(column, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


def rows_xml(rows: Iterable[Iterable[str | int | float]]) -> str:
    """Rows of text and numbers; what is already a cell is taken as it is."""
    lines = []
    for line, row in enumerate(rows, 1):
        cells = [
            value if str(value).startswith("<c ") else a_cell(f"{letters(column)}{line}", value)
            for column, value in enumerate(row)
            if value != ""
        ]
        lines.append(f'<row r="{line}">{"".join(cells)}</row>')
    return "".join(lines)


def a_sheet(rows: Iterable[Iterable[str | int | float]] | str) -> str:
    inside = rows if isinstance(rows, str) else rows_xml(rows)
    return f'{XML}<worksheet xmlns="{MAIN}"><sheetData>{inside}</sheetData></worksheet>'


def parts_of(
    sheets: dict[str, str], *, hidden: Iterable[str] = (), texts: str | None = None, is_1904: bool = False
) -> dict[str, str]:
    """The parts of a workbook with these sheets (name, XML)."""
    numbered = list(enumerate(sheets, 1))
    entries = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"'
        + (' state="hidden"/>' if name in hidden else "/>")
        for number, name in numbered
    )
    targets = {f"rId{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number, _ in numbered}
    targets |= {"rId98": ("styles", "styles.xml"), "rId99": ("sharedStrings", "sharedStrings.xml")}
    formats = "".join(
        f'<numFmt numFmtId="{163 + number}" formatCode={quoteattr(code)}/>' for number, code in enumerate(STYLES)
    )
    styles = "".join(f'<xf numFmtId="{163 + number if code else 0}"/>' for number, code in enumerate(STYLES))
    return {
        "_rels/.rels": relationships({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": (
            f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><workbookPr date1904="{int(is_1904)}"/>'
            f"<sheets>{entries}</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": relationships(targets),
        "xl/styles.xml": (
            f'{XML}<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId="14"/>'
            f"</cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>"
        ),
        "xl/sharedStrings.xml": texts or f'{XML}<sst xmlns="{MAIN}"/>',
        **{f"xl/worksheets/sheet{number}.xml": sheets[name] for number, name in numbered},
    }


def relationships(targets: dict[str, tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="{key}" Type="{LINKS}/{kind}" Target="{target}"/>' for key, (kind, target) in targets.items()
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}">{links}</Relationships>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def a_workbook(rows: Iterable[Iterable[str | int | float]] | str, **more: object) -> bytes:
    """A workbook of one sheet, called People."""
    return zipped(parts_of({"People": a_sheet(rows)}, **more))  # type: ignore[arg-type]


def shared(*texts: str) -> str:
    """Shared texts, each given as the XML inside <si>."""
    inside = "".join(f"<si>{text}</si>" for text in texts)
    return f'{XML}<sst xmlns="{MAIN}" count="{len(texts)}" uniqueCount="{len(texts)}">{inside}</sst>'
