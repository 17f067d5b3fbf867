"""`roster import` as an administrator meets it: sees, is asked, decides."""

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from safeguarding.cli.roster import roster
from safeguarding.common.database import Database
from safeguarding.people.models import AuditEntry, RosterImport
from safeguarding.people.queries.sign_in import officer_id_of
from tests.people.roster_extracts import HEADINGS, UNITS, a_line, unit_cells

UNIT_LINES = [f",,,{unit_cells(code)},," for code in UNITS]


@pytest.fixture
def run(database: Database, database_url: str, tmp_path, monkeypatch):
    """Import a file with these lines as at a day; what is typed at the prompts is `typed`."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("SECRET_KEY", "for tests only, and long enough for that")

    def run_(*lines: str, on: str = "2026-01-05", options: tuple[str, ...] = ("--full",), typed: str = "") -> Result:
        path = tmp_path / "extract.csv"
        path.write_bytes("\r\n".join([HEADINGS, *UNIT_LINES, *lines]).encode("utf-8-sig"))
        return CliRunner().invoke(roster, ["import", str(path), "--as-at", on, *options], input=typed)

    return run_


def imports(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(RosterImport)) or 0


class TestImport:
    def test_shows_the_difference_and_applies_it_once_confirmed(self, run, database):
        result = run(a_line("0001", "Zoë Lamb"), a_line("2"), typed="y\n")

        assert result.exit_code == 0, result.output
        assert "UTF-8 with a byte order mark, separated by comma" in result.output
        assert "2 join" in result.output
        assert "5 new" in result.output
        assert "Applied as import 1, as at 5 January 2026. In post: 2." in result.output
        assert imports(database) == 1

    def test_applies_nothing_unless_confirmed(self, run, database):
        result = run(a_line("1"), typed="n\n")

        assert result.exit_code == 1
        assert "Nothing was applied." in result.output
        assert imports(database) == 0

    def test_shows_the_first_rows_but_no_protected_post(self, run, tmp_path):
        path = tmp_path / "few.csv"
        seen, hidden = a_line("0007", "Ada Seen", unit="F"), a_line("0008", "Bo Hidden", unit="F", protected="yes")
        path.write_text("\n".join([HEADINGS, seen, hidden]))

        result = CliRunner().invoke(roster, ["import", str(path), "--as-at", "2026-01-05", "--full"], input="n\n")

        assert "  0007 | Ada Seen |  | F | Force" in result.output
        assert "(protected, not shown)" in result.output
        assert "Bo Hidden" not in result.output

    def test_says_in_words_that_a_replay_does_nothing(self, run, database):
        run(a_line("1"), options=("--full", "--yes"))

        result = run(a_line("1"))

        assert result.exit_code == 0
        assert "This has been applied already: nothing would change, and nothing was done." in result.output
        assert imports(database) == 1

    def test_asks_for_the_number_when_many_would_leave(self, run, database):
        run(*(a_line(str(number)) for number in range(10)), options=("--full", "--yes"))

        wrong = run(a_line("1"), on="2026-02-02", typed="1\n")
        right = run(a_line("1"), on="2026-02-02", typed="9\n")

        assert "9 people would leave or move, more than usual. Type that number to go on" in wrong.output
        assert wrong.exit_code == 1
        assert "that number must be typed" in wrong.output
        assert right.exit_code == 0, right.output
        assert imports(database) == 2

    def test_needs_the_number_from_a_timer_too(self, run):
        run(*(a_line(str(number)) for number in range(10)), options=("--full", "--yes"))

        without = run(a_line("1"), on="2026-02-02", options=("--full", "--yes"))
        given = run(a_line("1"), on="2026-02-02", options=("--full", "--yes", "--typed-count", "9"))

        assert (without.exit_code, given.exit_code) == (1, 0)

    def test_takes_another_share(self, run):
        run(*(a_line(str(number)) for number in range(10)), options=("--full", "--yes"))

        result = run(a_line("1"), on="2026-02-02", options=("--full", "--yes", "--share", "90"))

        assert result.exit_code == 0, result.output

    def test_lists_every_fault_and_applies_nothing(self, run, database):
        result = run(a_line("1", ""), a_line("2", title="Wizard"), options=("--full", "--yes"))

        assert result.exit_code == 1
        assert "2 faults:" in result.output
        assert "line 7: the name is empty" in result.output
        assert "line 8: role title 'Wizard' is not in the file of role titles" in result.output
        assert imports(database) == 0

    def test_says_who_imported(self, run, database):
        run(a_line("w1"), options=("--full", "--yes"))

        result = run(a_line("w1"), a_line("2"), on="2026-02-02", options=("--full", "--yes", "--by", " W1 "))

        assert result.exit_code == 0, result.output
        with database.reading() as session:
            actor = session.scalars(select(AuditEntry.actor_id).order_by(AuditEntry.id.desc())).first()
            assert actor == officer_id_of(session, staff_number="W1")

    def test_refuses_an_unknown_importer(self, run):
        result = run(a_line("1"), options=("--full", "--yes", "--by", "nobody"))

        assert "Nobody has the staff number nobody." in result.output
        assert result.exit_code == 1

    def test_does_so_before_it_reads_the_file(self, run):
        result = run('"', options=("--full", "--yes", "--by", "nobody"))

        assert result.output == "Error: Nobody has the staff number nobody.\n"

    def test_takes_the_forces_own_titles(self, run, tmp_path):
        titles = tmp_path / "titles.yaml"
        titles.write_text("custody:\n  - Wizard\n")

        result = run(a_line("1", title="wizard"), options=("--full", "--yes", "--titles", str(titles)))

        assert result.exit_code == 0, result.output

    @pytest.mark.parametrize(
        ("options", "says"),
        [
            ((), "Say whether the extract is --full or --partial"),
            (("--full", "--share", "200"), "Invalid value for '--share'"),
        ],
    )
    def test_needs_to_know_what_the_file_is(self, run, options, says):
        result = run(a_line("1"), options=options)

        assert result.exit_code == 2
        assert says in result.output

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"PK\x03\x04" + bytes(100), "Error: The workbook is damaged or cut off."),
            (b"", "Error: The file is empty."),
            (b"name;role\r\nA;B\r\n", "Error: Line 1: no column for 'staff number'"),
        ],
    )
    def test_refuses_a_file_that_is_no_extract_in_one_sentence(self, run, tmp_path, content, says):
        run(a_line("1"), typed="n\n")
        path = tmp_path / "other.csv"
        path.write_bytes(content)

        result = CliRunner().invoke(roster, ["import", str(path), "--as-at", "2026-01-05", "--full"])

        assert result.exit_code == 1
        assert says in result.output
        assert "Traceback" not in result.output

    def test_refuses_the_future(self, run):
        result = run(a_line("1"), on="2999-01-01", options=("--partial", "--yes"))

        assert "which has not come yet" in result.output
        assert result.exit_code == 1


class TestTemplate:
    def test_prints_the_heading_line_and_explains_it_aside(self):
        template = CliRunner().invoke(roster, ["template"])

        assert template.stdout.strip() == HEADINGS
        assert "protected: yes or no" in template.stderr
