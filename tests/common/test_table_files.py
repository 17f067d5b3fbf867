"""Tables as CSV and XLSX: read back as they were written, and no cell is ever a formula."""

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding.common.table_files import as_csv, as_xlsx, harmless
from safeguarding.common.xlsx import read_xlsx

TABLE = [["Unit", "People"], ["Harbour & Sons <1>", 120], ["00123", None], ["Ångström", 4.5]]


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def xlsx_rows(content: bytes) -> list[list[str]]:
    sheet = read_xlsx(content)
    return [list(sheet.headings), *(row.cells for row in sheet.rows())]


class TestHarmless:
    @pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
    def test_leads_what_begins_a_formula_with_an_apostrophe(self, text):
        assert harmless(text) == f"'{text}"

    @pytest.mark.parametrize("text", ["Harbour", "A-1", "1 = 1", ""])
    def test_leaves_other_text_alone(self, text):
        assert harmless(text) == text


class TestAsCsv:
    def test_is_read_back_as_it_was_written(self):
        read = csv_rows(b"".join(as_csv(TABLE)))

        assert read == [["Unit", "People"], ["Harbour & Sons <1>", "120"], ["00123", ""], ["Ångström", "4.5"]]

    def test_says_that_it_is_utf_8(self):
        assert b"".join(as_csv(TABLE)).startswith(b"\xef\xbb\xbf")

    @given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), min_size=1))
    def test_no_cell_begins_a_formula(self, cells):
        for cell in csv_rows(b"".join(as_csv([cells])))[0]:
            assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))

    def test_comes_in_parts(self):
        assert len(list(as_csv([["one"]] * 1_200))) == 3


class TestAsXlsx:
    def test_is_read_back_as_it_was_written(self):
        assert xlsx_rows(b"".join(as_xlsx(TABLE))) == [
            ["Unit", "People"],
            ["Harbour & Sons <1>", "120"],
            ["00123", ""],
            ["Ångström", "4.5"],
        ]

    def test_text_that_looks_escaped_stays_as_it_is(self):
        assert xlsx_rows(b"".join(as_xlsx([["heading"], ["_x0041_ and\x00 nothing"]])))[1] == ["_x0041_ and nothing"]

    def test_holds_no_formula_and_no_cell_that_could_become_one(self):
        content = b"".join(as_xlsx([["heading"], ["=1+1"], ["@x"]]))

        assert xlsx_rows(content)[1:] == [["'=1+1"], ["'@x"]]
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            assert b"<f" not in book.read("xl/worksheets/sheet1.xml")

    def test_is_a_whole_zip_file(self):
        with zipfile.ZipFile(io.BytesIO(b"".join(as_xlsx(TABLE)))) as book:
            assert book.testzip() is None

    def test_the_same_table_is_the_same_file(self):
        assert b"".join(as_xlsx(TABLE)) == b"".join(as_xlsx(TABLE))

    def test_comes_in_parts(self):
        assert len(list(as_xlsx([["one"]] * 1_200))) == 4
