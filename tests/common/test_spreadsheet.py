"""Reading what somebody exported, however they did it, and refusing the rest with a line number."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.common.spreadsheet import UnreadableFile, read_csv

TABLE = 'number,name\r\n0001234,"Łukasz ""Luke"" Zając"\r\n0005678,"two\r\nlines"\r\n'
WESTERN = "number;name\r\n0001234;Zoë Siân Müller\r\n"


def cells(content: bytes) -> list[list[str]]:
    return [row.cells for row in read_csv(content).rows()]


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        list(read_csv(content).rows())
    return str(refused.value)


class TestEncoding:
    @pytest.mark.parametrize(
        ("content", "encoding"),
        [
            (TABLE.encode("utf-8"), "UTF-8"),
            (TABLE.encode("utf-8-sig"), "UTF-8 with a byte order mark"),
            (b"\xff\xfe" + TABLE.encode("utf-16-le"), "UTF-16, little-endian"),
            (b"\xfe\xff" + TABLE.encode("utf-16-be"), "UTF-16, big-endian"),
            (TABLE.encode("utf-16-le"), "UTF-16, little-endian"),
            (TABLE.encode("utf-16-be"), "UTF-16, big-endian"),
        ],
    )
    def test_is_found_from_the_bytes_and_the_table_is_the_same(self, content, encoding):
        sheet = read_csv(content)

        assert sheet.encoding == encoding
        assert sheet.headings == ("number", "name")
        assert cells(content) == [["0001234", 'Łukasz "Luke" Zając'], ["0005678", "two\r\nlines"]]

    def test_is_windows_1252_when_it_is_not_utf_8(self):
        sheet = read_csv(WESTERN.encode("cp1252"))

        assert sheet.encoding == "Windows-1252"
        assert cells(WESTERN.encode("cp1252")) == [["0001234", "Zoë Siân Müller"]]

    def test_is_refused_with_its_line_when_it_is_none_of_them(self):
        assert refusal(b"a,b\n1,2\n3,\x81\xe9\n") == (
            "Line 3: the bytes 81 are neither UTF-8 nor Windows-1252. Save the file again as 'CSV UTF-8'."
        )

    def test_is_refused_when_the_byte_order_mark_lies(self):
        assert refusal(b"\xef\xbb\xbfa,b\n1,\xe9\n").startswith("Line 2: the bytes E9 are not UTF-8")

    def test_is_refused_when_utf_16_is_cut_off(self):
        assert refusal("a,b\n1,2".encode("utf-16")[:-1]).startswith("Line 2: ")

    def test_keeps_letters_outside_the_basic_plane(self):
        assert cells("a,b\n𐐀,🙂\n".encode("utf-16")) == [["𐐀", "🙂"]]


class TestDelimiter:
    @pytest.mark.parametrize(("delimiter", "name"), [(",", "comma"), (";", "semicolon"), ("\t", "tab")])
    def test_is_what_separates_the_headings(self, delimiter, name):
        content = f'"a, b; c"{delimiter}d{delimiter}e\n1{delimiter}2{delimiter}3\n'.encode()

        assert read_csv(content).written.endswith(f"separated by {name}")
        assert read_csv(content).headings == ("a, b; c", "d", "e")

    def test_is_what_excel_says_it_is(self):
        sheet = read_csv(b"sep=;\r\na,x;b\r\n1;2\r\n")

        assert sheet.headings == ("a,x", "b")
        assert [row.line for row in sheet.rows()] == [3]

    def test_does_not_matter_with_one_column(self):
        assert cells(b"a\n1\n2\n") == [["1"], ["2"]]


class TestLines:
    def test_each_row_names_the_line_it_begins_on(self):
        sheet = read_csv(b'\r\n\r\na,b\r\n1,"x\r\ny"\r\n\r\n , \r\n2,z')

        assert sheet.headings_line == 3
        assert [row.line for row in sheet.rows()] == [4, 8]

    def test_may_end_as_on_an_old_mac(self):
        assert cells(b"a,b\r1,2\r3,4") == [["1", "2"], ["3", "4"]]

    def test_lose_empty_cells_beyond_the_headings_and_nothing_else(self):
        assert cells(b"a,b,,\n1,2,,\n1\n1,2,,3\n") == [["1", "2"], ["1"], ["1", "2", "", "3"]]

    def test_can_be_read_twice(self):
        sheet = read_csv(b"a,b\n1,2\n")

        assert list(sheet.rows()) == list(sheet.rows())


class TestRefusals:
    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "The file is empty."),
            (b"\r\n \n", "The file is empty."),
            (b"\xef\xbb\xbf", "The file is empty: it has no heading line."),
            (b",,,\n,,\n", "The file is empty: it has no heading line."),
            (b"PK\x03\x04" + bytes(50), "Line 1: this is an Excel workbook (XLSX) or a ZIP file, not CSV."),
            (
                b"\xd0\xcf\x11\xe0" + bytes(50),
                "Line 1: this is an old Excel workbook (XLS), or one with a password, not CSV.",
            ),
            (b"%PDF-1.7\n", "Line 1: this is a PDF, not CSV."),
            (b"a,b\n1,2\n3,\x004\n", "Line 3: holds a NUL byte (read as UTF-8)"),
            (b"a,b\n1,\x1b[2J\n", "Line 2: holds the control character U+001B"),
            ("a,b\n1,\u009b2J\n".encode(), "Line 2: holds the control character U+009B"),
            ("a,b\n1,2\n".encode("utf-32"), "Line 1: holds a NUL byte"),
            (b'a,b\n1,2\n3,"4\n5,6\n', "Line 3: a quotation mark opened here is never closed."),
            (b'a,b\n1,"2"3\n', "Line 2: a quoted cell goes on after its closing mark"),
            (b"a,b\n1," + b"x" * 200_000, "Line 2: a cell is longer than 131,072 characters."),
        ],
    )
    def test_say_where_and_why(self, content, says):
        assert refusal(content).startswith(says)

    @settings(max_examples=50, deadline=None)
    @given(st.binary(max_size=300))
    def test_are_the_only_way_to_fail(self, content):
        with suppress(UnreadableFile):
            assert all(any(cell.strip() for cell in row.cells) for row in read_csv(content).rows())


class TestAnyTable:
    @settings(max_examples=50, deadline=None)
    @given(
        rows=st.lists(
            st.lists(
                st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip),
                min_size=2,
                max_size=2,
            ),
            min_size=1,
            max_size=5,
        ),
        codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
        delimiter=st.sampled_from(",;\t"),
    )
    def test_comes_back_as_it_was_written(self, rows, codec, delimiter):
        quoted = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [["a", "b"], *rows]]

        assert cells("\r\n".join(quoted).encode(codec)) == rows
