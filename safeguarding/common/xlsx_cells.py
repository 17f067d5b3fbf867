"""The cells of a sheet as text: text as it stands, a number as Excel shows it, a date as 2026-03-31.

What cannot be taken as text is an UnreadCell that says why.
"""

import math
import re
from datetime import datetime, timedelta

from safeguarding.common.spreadsheet import CONTROL_CHARACTER, Row, UnreadableFile, UnreadCell, is_blank
from safeguarding.common.xlsx_parts import DAMAGED, DEEPEST, TOO_LARGE, parser_of, refuse_if_too_deep

MOST_TEXTS = 300_000
MOST_TEXT_CHARACTERS = 8_000_000
MOST_COLUMNS = 256
LONGEST_CELL = 32_767
MOST_STRANGE_TAGS = 10_000

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

NOT_WORKED_OUT = "holds a formula whose result was not saved; open the workbook in Excel and save it again"


class TextsReading:
    """The texts that cells share, half read. Readings aids (rPh) above Japanese text are left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._characters = 0
        self._depth = 0
        self._is_text = self._is_aid = False
        self.parser = parser_of(self._start, self._end)
        self.parser.CharacterDataHandler = self._characters_come

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        refuse_if_too_deep(self._depth)
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


class SheetReading:
    """A sheet half read: the rows that are whole, and the row and cell it is in."""

    def __init__(self, *, texts: list[str], is_1904: bool, formats: list[str]) -> None:
        self.texts = texts
        self.is_1904 = is_1904
        self.formats = formats
        self.parser = parser_of(self._start, self._end)
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


def kind_of_format(number: str, code: str) -> str:
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
