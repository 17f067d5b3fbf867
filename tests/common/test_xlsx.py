"""Reading what Excel wrote, as text and nothing else; refusing what was made to do harm, at once and in words."""

import contextlib
import io
import struct
import subprocess
import sys
import zlib
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from safeguarding.common.spreadsheet import UnreadableFile, UnreadCell, read_csv
from safeguarding.common.xlsx import read_table, read_xlsx
from tests.common.workbooks import MAIN, XML, a_cell, a_sheet, a_workbook, parts_of, relationships, shared, zipped

HEADINGS = ["number", "name"]


def cells(content: bytes) -> list[list[str]]:
    return [row.cells for row in read_xlsx(content).rows()]


def only_cell(cell: str, **more: object) -> str:
    """What is read of a workbook whose one cell under its one heading is this."""
    ((text,),) = cells(a_workbook([["heading"], [cell]], **more))
    return text


def refusal(content: bytes, **how: str) -> str:
    with pytest.raises(UnreadableFile) as refused:
        list(read_xlsx(content, **how).rows())
    return str(refused.value)


class TestRows:
    def test_are_read_with_their_headings_and_excels_own_line_numbers(self):
        rows = [[], ["number", " full  name "], ["0012", "Zoë Król"], [], ["7", "Bo"]]
        sheet = read_xlsx(a_workbook(rows))

        assert sheet.written == "Excel workbook (XLSX), sheet 'People'"
        assert (sheet.headings, sheet.headings_line) == (("number", "full name"), 2)
        assert list(sheet.rows()) == [(3, ["0012", "Zoë Król"]), (5, ["7", "Bo"])]
        assert list(sheet.rows()) == list(sheet.rows())

    def test_have_a_cell_for_each_heading_and_keep_what_stands_beyond(self):
        content = a_workbook([HEADINGS, ["1"], ["2", "", "", "odd"], ["", "Bo", " "]])
        assert cells(content) == [["1", ""], ["2", "", "", "odd"], ["", "Bo"]]

    def test_are_placed_by_their_address_or_by_their_order(self):
        content = a_workbook(
            '<row r="1"><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row>'
            '<row><c r="B2" t="inlineStr"><is><t>2</t></is></c></row>'
        )
        assert cells(content) == [["", "2"]]

    def test_may_be_written_with_a_prefix(self):
        sheet = a_sheet([["a"], ["1"]]).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?xml", "<?xml")
        content = zipped(parts_of({"People": sheet.replace("xmlns=", "xmlns:x=")}))
        assert cells(content) == [["1"]]

    def test_are_told_apart_by_the_files_own_bytes(self):
        content = a_workbook([HEADINGS, ["1", "Sam"]])
        assert read_table(content).headings == tuple(HEADINGS)
        assert read_table(b"number,name\n1,Sam\n").written == "UTF-8, separated by comma"
        assert len(read_table(content).fingerprint) == 64
        with pytest.raises(UnreadableFile, match="an Excel workbook"):
            read_csv(content)


class TestCells:
    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            (a_cell("A2", "0012345"), "0012345"),
            (a_cell("A2", " 1E5 "), " 1E5 "),
            (a_cell("A2", 12345), "12345"),
            (a_cell("A2", 12345.0), "12345"),
            (a_cell("A2", -3), "-3"),
            (a_cell("A2", 0.1), "0.1"),
            ('<c r="A2"><v>1.2345E4</v></c>', "12345"),
            ('<c r="A2"><v>12345678901234567890</v></c>', "1.23457E+19"),
            (a_cell("A2", 1234, style=1), "001234"),
            (a_cell("A2", 1234567, style=1), "1234567"),
            (a_cell("A2", 46112, style=2), "2026-03-31"),
            (a_cell("A2", 46112.5625, style=2), "2026-03-31 13:30:00"),
            (a_cell("A2", 46112.5625, style=5), "2026-03-31 13:30:00"),
            (a_cell("A2", 0.5625, style=3), "13:30:00"),
            (a_cell("A2", 1, style=2), "1900-01-01"),
            (a_cell("A2", 5, style=4), "5"),
            ('<c r="A2" t="b"><v>1</v></c>', "TRUE"),
            ('<c r="A2" t="d"><v>2026-03-31</v></c>', "2026-03-31"),
            ('<c r="A2" t="str"><f>B2&amp;C2</f><v>made up</v></c>', "made up"),
            ('<c r="A2"><f>1+1</f><v>2</v></c>', "2"),
            ('<c r="A2" t="inlineStr"><is><t>two_x000D_</t><t>parts _x005F_x</t></is></c>', "two\rparts _x"),
        ],
    )
    def test_are_what_excel_shows(self, cell, text):
        assert only_cell(cell) == text

    def test_may_share_their_text(self):
        texts = shared("<t>plain</t>", '<r><t xml:space="preserve">in </t></r><r><rPr/><t>parts</t></r>', "<t/>")
        for place, text in (("0", "plain"), ("1", "in parts")):
            assert only_cell(f'<c r="A2" t="s"><v>{place}</v></c>', texts=texts) == text
        aid = shared('<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>')
        assert only_cell('<c r="A2" t="s"><v>0</v></c>', texts=aid) == "東京"

    def test_count_days_from_1904_where_the_workbook_says_so(self):
        assert only_cell(a_cell("A2", 44650, style=2), is_1904=True) == "2026-03-31"

    @pytest.mark.parametrize(
        ("cell", "why"),
        [
            ('<c r="A2"><f>VLOOKUP(1,B:C,2)</f></c>', "holds a formula whose result was not saved"),
            ('<c r="A2"><f>VLOOKUP(1,B:C,2)</f><v/></c>', "holds a formula whose result was not saved"),
            ('<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "holds the error #DIV/0!"),
            (a_cell("A2", "ding_x0007_"), "holds the control character U+0007"),
            (a_cell("A2", 9_999_999, style=2), "holds 1e+07 as a date"),
        ],
    )
    def test_that_hold_no_text_say_why(self, cell, why):
        text = only_cell(cell)
        assert type(text) is UnreadCell
        assert text.startswith(why)

    def test_are_empty_where_a_formula_gives_nothing(self):
        content = a_workbook([HEADINGS, ["1", '<c r="B2" t="str"><f>""</f><v></v></c>']])
        assert cells(content) == [["1", ""]]

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(
            st.lists(
                st.one_of(
                    st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cc", "Cs"])),
                    st.integers(-(10**14), 10**14),
                ),
                min_size=3,
                max_size=3,
            ),
            max_size=8,
        )
    )
    def test_are_what_another_reader_finds(self, table):
        table = [[value if value != "" and "_x" not in str(value) else "x" for value in row] for row in table]
        content = a_workbook([["a", "b", "c"], *table])

        _, *rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        others = [[str(int(value)) if isinstance(value, float) else str(value) for value in row] for row in rows]

        assert cells(content) == [row for row in others if "".join(row).strip()]


class TestWhichSheet:
    def two(self, **more: object) -> bytes:
        sheets = {name: a_sheet([["heading"], [name]]) for name in ("Look-ups", "People")}
        return zipped(parts_of(sheets, **more))

    def test_is_the_only_one_that_can_be_seen(self):
        sheet = read_xlsx(self.two(hidden=["Look-ups"]))
        assert [row.cells for row in sheet.rows()] == [["People"]]
        assert sheet.written == "Excel workbook (XLSX), sheet 'People'; not looked at: 'Look-ups'"

    def test_must_be_said_when_there_are_several(self):
        said = "The workbook has 2 sheets: 'Look-ups', 'People'. Say which of them holds the table."
        assert refusal(self.two()) == said
        assert [row.cells for row in read_xlsx(self.two(), sheet_name=" people ").rows()] == [["People"]]

    def test_is_refused_when_it_is_not_there_or_hidden(self):
        assert "no sheet called 'Staff'" in refusal(self.two(), sheet_name="Staff")
        assert "is hidden" in refusal(self.two(hidden=["People"]), sheet_name="People")
        assert "no sheet that can be seen" in refusal(self.two(hidden=["People", "Look-ups"]))

    def test_is_refused_when_it_is_empty(self):
        assert refusal(a_workbook([[], [" "]])) == "The sheet 'People' is empty: it has no heading line."


def many_entries() -> bytes:
    parts = parts_of({"People": a_sheet([["a"]])})
    return zipped(parts | {f"xl/media/{number}.png": b"" for number in range(5_000)})


def a_bomb() -> bytes:
    return zipped(parts_of({"People": a_sheet(" " * 60_000_000)}))


def a_bomb_of_texts() -> bytes:
    return zipped(parts_of({"People": a_sheet([["a"]])}, texts=shared("<t>" + "x" * 30_000_000 + "</t>")))


def a_lie_about_its_size() -> bytes:
    """The directory says 1,000 bytes; what is packed gives 50 million."""
    content = bytearray(zipped(parts_of({"People": a_sheet("<row/>" * 9_000_000)})))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.rfind(b"sheet1.xml", 0, content.rfind(b"PK\x05\x06"))
        at = content.rfind(mark, 0, at if mark == b"PK\x01\x02" else content.find(b"sheet1.xml"))
        struct.pack_into("<I", content, at + offset, 1_000)
    return bytes(content)


def a_nest() -> bytes:
    inside = zipped({f"{number}.zip": zipped({"zeros": b"\0" * 1_000_000}) for number in range(20)})
    return zipped({f"{number}.zip": inside for number in range(20)})


def one_long_tag() -> bytes:
    return zipped(parts_of({"People": a_sheet(f'<row r="1" x="{noise(20_000_000)}"/>')}))


def noise(length: int) -> str:
    """Text that hardly shrinks."""
    piece = "".join(f"{zlib.crc32(str(number).encode()):x}" for number in range(length // 80))
    return (piece * 12)[:length]


def strange_tags() -> bytes:
    return zipped(parts_of({"People": a_sheet("".join(f"<a{number}/>" for number in range(3_000_000)))}))


def deep_tags() -> bytes:
    return zipped(parts_of({"People": a_sheet("".join(f"<a{number}>" for number in range(2_000_000)))}))


def cells_in_cells() -> bytes:
    return zipped(parts_of({"People": a_sheet("".join(f'<c x="{number}">' for number in range(1_500_000)))}))


def many_texts() -> bytes:
    texts = shared(*(f"<t>{number:x}</t>" for number in range(500_000)))
    return zipped(parts_of({"People": a_sheet([["a"], ['<c r="A2" t="s"><v>1</v></c>']])}, texts=texts))


def far_corners() -> bytes:
    rows = "".join(f'<row r="{line}"><c r="XFD{line}"><v>1</v></c></row>' for line in range(1, 200_000))
    return zipped(parts_of({"People": a_sheet(rows)}))


def rows_without_end() -> bytes:
    return zipped(parts_of({"People": a_sheet("".join(f'<row s="{n}"/>' for n in range(2_000_000)))}))


def definitions() -> bytes:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    sheet = a_sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>')
    return zipped(parts_of({"People": sheet.replace(XML, XML + bomb)}))


HOSTILE = {
    "thousands of entries": (many_entries, "far more"),
    "a bomb": (a_bomb, "far more"),
    "a bomb of texts": (a_bomb_of_texts, "far more"),
    "a lie about its size": (a_lie_about_its_size, "damaged"),
    "a nest of files": (a_nest, "not an Excel workbook"),
    "one long tag": (one_long_tag, "far more"),
    "strange tags": (strange_tags, "far more"),
    "deep tags": (deep_tags, "damaged"),
    "cells in cells": (cells_in_cells, "damaged"),
    "many texts": (many_texts, "far more"),
    "far corners": (far_corners, "further right"),
    "rows without end": (rows_without_end, "damaged"),
    "definitions": (definitions, "damaged"),
}

# The kernel's own count of the process's largest size: getrusage() would give the size of the tests' process instead.
READ_IT_ALONE = """
import re, sys, time
from safeguarding.common.spreadsheet import UnreadableFile
from safeguarding.common.xlsx import read_xlsx
def largest():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read()).group(1))
content = open(sys.argv[1], "rb").read()
at_rest, began = largest(), time.process_time()
try:
    for row in read_xlsx(content).rows():
        pass
    print("read")
except UnreadableFile as refusal:
    print(refusal)
print(time.process_time() - began, (largest() - at_rest) / 1024)
"""


def read_alone(content: bytes, folder) -> tuple[str, float, float]:
    """Read a workbook in a process of its own: what was said, seconds, megabytes."""
    (folder / "file.xlsx").write_bytes(content)
    told = subprocess.run(
        [sys.executable, "-c", READ_IT_ALONE, str(folder / "file.xlsx")], capture_output=True, text=True, check=True
    )
    said, numbers = told.stdout.rstrip().rsplit("\n", 1)
    seconds, megabytes = map(float, numbers.split())
    return said, seconds, megabytes


class TestHostile:
    @pytest.mark.parametrize("kind", HOSTILE)
    def test_files_are_refused_within_2_seconds_and_50_megabytes(self, kind, tmp_path):
        make, words = HOSTILE[kind]
        said, seconds, megabytes = read_alone(make(), tmp_path)

        assert words in said
        assert seconds < 2
        assert megabytes < 50


class TestDamaged:
    def test_workbooks_cut_off_anywhere_are_refused(self):
        content = a_workbook([HEADINGS, *([str(number), "Sam"] for number in range(200))])
        for length in range(4, len(content) - 1, 97):
            assert refusal(content[:length])

    @settings(max_examples=50, deadline=None)
    @given(st.data())
    def test_workbooks_with_a_byte_changed_are_read_or_refused(self, data):
        content = bytearray(a_workbook([HEADINGS, ["1", "Sam"]]))
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
        with contextlib.suppress(UnreadableFile):
            list(read_xlsx(bytes(content)).rows())

    @pytest.mark.parametrize(
        ("inside", "words"),
        [
            ('<row r="2"/><row r="1"/>', "damaged"),
            ('<row r="x"/>', "damaged"),
            ('<row r="1"><c r="1A"><v>1</v></c></row>', "damaged"),
            ('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>', "damaged"),
            ('<row r="1"><c r="A1" t="s"><v>5</v></c></row>', "damaged"),
            ('<row r="1"><c r="A1"><v>inf</v></c></row>', "damaged"),
            ('<row r="1"><c r="A1"><v>one</v></c></row>', "damaged"),
            (f'<row r="1"><c r="A1" t="str"><v>{"x" * 40_000}</v></c></row>', "damaged"),
            ("<row>", "damaged"),
        ],
    )
    def test_sheets_are_refused(self, inside, words):
        assert words in refusal(a_workbook(inside))

    def test_files_of_other_programs_are_named(self):
        word = relationships({"rId1": ("officeDocument", "word/document.xml")})
        assert "another program" in refusal(zipped({"_rels/.rels": word, "word/document.xml": "<document/>"}))
        binary = relationships({"rId1": ("officeDocument", "xl/workbook.bin")})
        assert "XLSB" in refusal(zipped({"_rels/.rels": binary, "xl/workbook.bin": b"\0"}))
        assert "not an Excel workbook" in refusal(zipped({"readme.txt": "hello"}))
        assert "no sheet with cells" in refusal(zipped(parts_of({})))

    def test_ways_of_packing_that_excel_does_not_use_are_refused(self):
        file = io.BytesIO()
        with ZipFile(file, "w", ZIP_BZIP2) as archive:
            archive.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}"/>')
        assert "damaged" in refusal(file.getvalue())
        twice = io.BytesIO()
        with ZipFile(twice, "w", ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")
            archive.writestr("/xl/workbook.xml", "<workbook/>")
        assert "damaged" in refusal(twice.getvalue())

    def test_an_old_workbook_or_one_with_a_password_is_named(self):
        with pytest.raises(UnreadableFile, match="an old Excel workbook"):
            read_table(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)
