"""What an HR extract says: headings by many names, cells cleaned, every fault on its line."""

from types import SimpleNamespace

import pytest

from safeguarding.common.spreadsheet import Row, UnreadableFile, UnreadCell, read_csv
from safeguarding.people.rules.role_titles import WrongTitles, as_title_key, read_role_titles
from safeguarding.people.rules.roles import RoleFamily
from safeguarding.people.rules.roster_columns import COLUMNS
from safeguarding.people.rules.roster_file import PersonState, UnitState, first_read, may_be_shown, read_roster
from tests.people.roster_extracts import HEADINGS, a_line, an_extract, read, reasons, titles, unit_cells

FIRST_LINE = 7  # after the headings and five lines of units


def faults_of(*lines: str) -> list[str]:
    return [reason.removeprefix(f"{FIRST_LINE}: ") for reason in reasons(an_extract(*lines))]


class TestColumns:
    def test_are_found_by_their_aliases_in_any_order_however_they_are_written(self):
        file = read(
            "JOB_TITLE,Employee Number, Full  name ,E-MAIL,Team Code,Team-Name,Parent,Unit_Type,Is Protected",
            "pc,0001234,Ada Lamb,ada@force.example,f,Force,,Force,N",
        )

        assert [row.staff_number for row in file.rows] == ["0001234"]
        assert file.rows[0].person == PersonState("Ada Lamb", "ada@force.example", "F", "response", False)
        assert file.units == {"F": UnitState("Force", "force", None)}

    def test_that_are_not_wanted_are_named_and_dropped(self):
        lines = (f"{HEADINGS},Date of Birth,,Home address", f"{a_line('1', unit='F')},1.1.1990,x,Lane 3")

        file = read(*lines)

        assert file.dropped_columns == ("Date of Birth", "column 11, which has no heading", "Home address")
        assert "Lane" not in repr(file)
        assert "1990" not in repr(file)

    def test_that_are_missing_are_all_named(self):
        with pytest.raises(UnreadableFile, match=r"Line 1: no column for 'work e-mail', 'protected'\. Columns found"):
            read("staff number,name,unit code,unit name,parent unit code,unit kind,role title", "1")

    def test_that_stand_below_a_title_are_asked_for_at_the_top(self):
        with pytest.raises(
            UnreadableFile, match=r"Columns found .*: HR extract\. The headings must stand in the first"
        ):
            read("HR extract", HEADINGS, a_line("1"))

    def test_that_stand_there_twice_are_refused(self):
        with pytest.raises(UnreadableFile, match="Line 1: 'name' and 'Full Name' both stand for 'name'"):
            read(f"{HEADINGS},Full Name", a_line("1"))

    def test_no_two_share_an_alias(self):
        names = ["".join(filter(str.isalnum, name)) for column in COLUMNS for name in (column.heading, *column.aliases)]

        assert len(names) == len(set(names))

    def test_without_anybody_below_are_refused(self):
        with pytest.raises(UnreadableFile, match="names nobody"):
            an_extract()


class TestCells:
    def test_are_trimmed_and_brought_into_one_form(self):
        line = f' ｗ００1 ,"  Zoe\u0308   Lamb ", z@f.example ,{unit_cells("R1")},  Det.  Sgt ,YES'

        (row,) = an_extract(line).rows

        assert row.staff_number == "W001"
        assert row.person == PersonState("Zoë Lamb", "z@f.example", "R1", "investigation", True)

    def test_keep_leading_zeros(self):
        assert [row.staff_number for row in an_extract(a_line("0001"), a_line("1")).rows] == ["0001", "1"]

    def test_may_leave_the_email_empty(self):
        assert an_extract(a_line("1", email=" ")).rows[0].person.work_email is None

    def test_of_the_first_rows_are_kept_as_they_were_read(self):
        assert an_extract(a_line("1")).first_rows[0] == ("", "", "", "F", "Force", "", "force", "", "")

    @pytest.mark.parametrize(("protected", "is_shown"), [("no", True), (" N ", True), ("yes", False), ("", False)])
    def test_of_protected_posts_are_not_shown(self, protected, is_shown):
        assert may_be_shown(("1", "Sam", "", "R1", "Response", "B1", "team", "PC", protected)) is is_shown

    def test_of_a_unit_alone_are_shown(self):
        assert may_be_shown(("", " ", "", "R1", "Response", "B1", "team", "", ""))

    def test_are_known_before_the_rest_is_read(self):
        lines = [a_line("0012", "Zoë  Król"), a_line("2", "Kim Hidden", protected="yes"), *map(a_line, "345678")]
        sheet = read_csv("\n".join([f"{HEADINGS},pay", *(f"{line},1" for line in lines)]).encode())

        shown = first_read(sheet)

        assert shown.written == "UTF-8, separated by comma"
        assert shown.dropped_columns == ("pay",)
        assert len(shown.first_rows) == 5
        assert shown.first_rows[0][:2] == ("0012", "Zoë Król")
        assert shown.first_rows[1] is None


class TestFaults:
    @pytest.mark.parametrize(
        "line",
        [
            a_line("AB 12", protected="yes"),
            a_line("AB12", email="kim.hidden", protected="yes"),
            a_line("AB12", "1234", protected="yes"),
            a_line("AB12", email="kim.hidden", protected="perhaps"),
        ],
    )
    def test_quote_nothing_of_a_protected_post(self, line):
        said = " ".join(faults_of(a_line("AB12X"), line))

        assert said
        assert not any(word in said for word in ("AB 12", "AB12", "kim", "1234"))

    def test_name_a_cell_that_holds_no_text(self):
        cells = ["77", UnreadCell("holds the error #N/A"), "", "R1", *["Response one", "B1", "team"], "PC", "no"]
        sheet = read_csv("\n".join([HEADINGS, a_line("1")]).encode())
        odd = SimpleNamespace(
            headings=sheet.headings, fingerprint="", written="", line_count=1, rows=lambda: [Row(2, cells)]
        )

        file = read_roster(odd, titles=titles)

        assert file.faults == ((2, "the cell under 'name' holds the error #N/A"),)
        assert file.faulty_rows == 1
        assert file.named == {"77"}

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            (a_line(""), "the staff number is empty"),
            (a_line("1.23E+07"), "staff number '1.23E+07' was shortened by a spreadsheet; export the column as text"),
            (a_line("12 34"), "staff number '12 34' may hold only letters, digits, '.', '/' and '-', at most 32"),
            (
                a_line("1" * 33),
                f"staff number '{'1' * 33}' may hold only letters, digits, '.', '/' and '-', at most 32",
            ),
            (a_line("1", ""), "the name is empty"),
            (a_line("1", "12345"), "the name '12345' has no letter in it"),
            (a_line("1", "Sam\u202eelpmaxE"), "the name holds an invisible character (U+202E)"),
            (a_line("1", "x" * 121), "the name is longer than 120 characters"),
            (a_line("1", email="sam"), "'sam' is not an e-mail address"),
            (a_line("1", email="sam@force"), "'sam@force' is not an e-mail address"),
            (a_line("1", email="a@b.c; d@e.f"), "'a@b.c; d@e.f' is not an e-mail address"),
            (a_line("1", title="Wizard"), "role title 'Wizard' is not in the file of role titles"),
            (a_line("1", title=" "), "the role title is empty"),
            (a_line("1", protected=""), "protected is ''; it must be yes or no"),
            (a_line("1", protected="maybe"), "protected is 'maybe'; it must be yes or no"),
            ("1,Sam", "the line has 2 cells, but there are 9 headings"),
            (f"{a_line('1')},extra", "the line has 10 cells, but there are 9 headings"),
            ("1,Sam,,,Team,B1,team,PC,no", "the unit code is empty"),
            (
                "1,Sam,,R#1,Team,B1,team,PC,no",
                "unit code 'R#1' may hold only letters, digits, spaces and . / & _ -, at most 40",
            ),
            ("1,Sam,,R3,,B1,team,PC,no", "the unit name is empty"),
            ("1,Sam,,R3,Team,B1,squad,PC,no", "unit kind 'squad' must be force, command, BCU or team"),
            ("1,Sam,,R3,Team,,team,PC,no", "unit 'R3' has no parent; only a force stands at the top"),
            ("1,Sam,,F2,Force,F,force,PC,no", "unit 'F2' is the force, so it can have no parent"),
            (
                "1,Sam,,R1,Other name,B1,team,PC,no",
                "unit 'R1' has the name 'Other name' here, but 'Response one' on line 5",
            ),
            ("1,Sam,,R1,Response one,L,team,PC,no", "unit 'R1' has the parent 'L' here, but 'B1' on line 5"),
            ("1,Sam,,R1,Response one,B1,bcu,PC,no", "unit 'R1' has the kind 'bcu' here, but 'team' on line 5"),
        ],
    )
    def test_name_the_line_and_the_reason(self, line, reason):
        assert faults_of(line) == [reason]

    def test_of_one_line_are_all_listed(self):
        assert faults_of(a_line("1", "", email="x", title="y", protected="z")) == [
            "the name is empty",
            "(not shown) is not an e-mail address",
            "role title 'y' is not in the file of role titles",
            "protected is 'z'; it must be yes or no",
        ]

    def test_of_a_doubled_staff_number_names_both_lines(self):
        assert reasons(an_extract(a_line("w1"), a_line("2"), a_line(" W1 "))) == [
            "9: staff number 'W1' is already on line 7"
        ]

    def test_count_lines_as_an_editor_does(self):
        assert reasons(an_extract('1,"Sam\nExample",,' + unit_cells("R1") + ",PC,no", a_line("2", ""))) == [
            "9: the name is empty"
        ]

    def test_do_not_make_a_person_look_gone(self):
        file = an_extract(a_line("1", protected="?"), a_line("2"))

        assert [row.staff_number for row in file.rows] == ["2"]
        assert file.named == {"1", "2"}
        assert file.faulty_rows == 1


class TestRoleTitles:
    def test_cover_every_family(self):
        assert set(titles.values()) == set(RoleFamily)

    @pytest.mark.parametrize(
        ("title", "family"),
        [
            ("police constable", "response"),
            ("T/DC", "investigation"),
            ("Det Sgt", "investigation"),
            ("dedicated  ward officer", "neighbourhood"),
            ("Custody Sergeant", "custody"),
            ("call-handler", "contact_centre"),
            ("P.C.S.O.", None),
            ("PCSO", "pcso"),
            ("HR Adviser", "police_staff"),
        ],
    )
    def test_are_compared_without_capitals_and_punctuation(self, title, family):
        assert titles.get(as_title_key(title)) == family

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("response:\n  - PC\ncustody:\n  - pc\n", "Line 4: 'pc' already stands under 'response'."),
            ("wizards:\n  - PC\n", "Line 1: 'wizards' is not a family"),
            ("response: PC\n", "Line 1: 'response' must have a list of titles under it."),
            ("response:\n  - PC\n  -\n", "Line 3: a title must be words."),
            ("- PC\n", "must name families"),
            ("response: [PC\n", "is not YAML"),
            ("", "must name families"),
        ],
    )
    def test_that_cannot_be_used_are_refused(self, text, says):
        with pytest.raises(WrongTitles) as refused:
            read_role_titles(text)

        assert says in str(refused.value)


class TestProgress:
    def test_ends_at_one(self):
        told: list[float] = []
        lines = [HEADINGS, *(a_line(str(number), unit="F") for number in range(2500))]

        read_roster(read_csv("\n".join(lines).encode()), titles=titles, progress=told.append)

        assert told == sorted(told)
        assert len(told) == 3
        assert told[-1] == 1
