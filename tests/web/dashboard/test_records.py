"""The training record: who completed what and when, for a reason, noted; never how well, never a protected post."""

import csv
import io
import re

import pytest
from sqlalchemy import select

from safeguarding.common.clock import london_today
from safeguarding.common.database import write
from safeguarding.common.xlsx import read_xlsx
from safeguarding.people.models import AuditEntry, Officer, Unit, UnitPlacement
from safeguarding.people.rules.roles import Role
from tests.insight.insight_factories import goes_to, work_in
from tests.web.conftest import text_of


def rows_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))


def number_of(database, officer_id: int) -> str:
    with database.reading() as session:
        return session.get_one(Officer, officer_id).staff_number


@pytest.fixture
def keeper(somebody_with):
    return somebody_with(Role.RECORDS)


@pytest.fixture
def done(figures):
    figures.do("north/harbour", 2, days_ago=3)
    figures.do("north/harbour", 1, module=1, days_ago=1)
    return figures


def audited(database, action: str) -> list[AuditEntry]:
    with database.reading() as session:
        return list(session.scalars(select(AuditEntry).where(AuditEntry.action == action)))


class TestOnePerson:
    def test_shows_what_they_completed_and_when(self, keeper, done, database):
        number = number_of(database, done.force.people["north/harbour"][0])

        page = keeper.sends("/dashboard/records/person", staff_number=f" {number.lower()} ", because="supervision")

        assert "2 modules completed" in text_of(page)
        assert "North/Harbour" in text_of(page) or "The force" in text_of(page)

    def test_is_noted_with_the_reason_and_ids_alone(self, keeper, done, database):
        officer_id = done.force.people["north/harbour"][0]
        keeper.sends(
            "/dashboard/records/person", staff_number=number_of(database, officer_id), because="subject_access"
        )

        (entry,) = audited(database, "record.viewed")
        assert (entry.actor_id, entry.about) == (
            keeper.officer_id,
            {"officer": officer_id, "because": "subject_access"},
        )

    def test_needs_a_reason(self, keeper, done, database):
        number = number_of(database, done.force.people["north/harbour"][0])

        page = keeper.sends("/dashboard/records/person", staff_number=number)

        assert "Choose why you look" in page.text
        assert audited(database, "record.viewed") == []

    def test_says_nothing_of_how_well_or_how(self, keeper, done, database):
        number = number_of(database, done.force.people["north/harbour"][0])
        page = text_of(keeper.sends("/dashboard/records/person", staff_number=number, because="conduct"))
        assert not re.search(r"\b(read to the end|set aside|evidence|answered|score)\b", page, re.IGNORECASE)

    def test_of_a_protected_post_says_the_same_as_of_nobody(self, keeper, done, database):
        with write(database) as session:
            (hidden,) = work_in(session, done.force.units["south/river"], 1, is_protected=True)

        pages = [
            keeper.sends("/dashboard/records/person", staff_number=number, because="conduct")
            for number in (number_of(database, hidden), "X999999")
        ]

        assert all("No record can be shown for this staff number" in page.text for page in pages)
        assert audited(database, "record.viewed") == []

    def test_of_somebody_who_left_is_still_there(self, keeper, done, database):
        officer_id = done.force.people["north/harbour"][1]
        with write(database) as session:
            goes_to(session, officer_id, None, on=london_today())

        page = keeper.sends(
            "/dashboard/records/person", staff_number=number_of(database, officer_id), because="asked_for"
        )

        assert "not in post today" in text_of(page)
        assert "1 module completed" in text_of(page)


class TestFile:
    def test_has_a_line_for_everybody_in_post_with_the_days(self, keeper, done, database):
        rows = rows_of(keeper.sends("/dashboard/records/file", kind="csv", because="inspection"))

        assert rows[0][:5] == ["Staff number", "Name", "Unit code", "Unit", "Kind of work"]
        assert len(rows) == 1 + 198
        number = number_of(database, done.force.people["north/harbour"][0])
        (line,) = [row for row in rows if row[0] == number]
        assert all(re.fullmatch(r"20\d\d-\d\d-\d\d", day) for day in line[5:7])
        assert len([row for row in rows[1:] if any(row[5:])]) == 2

    def test_of_a_unit_has_those_below_it_alone(self, keeper, done, database):
        with database.reading() as session:
            code = session.get_one(Unit, done.force.units["north"]).code

        rows = rows_of(keeper.sends("/dashboard/records/file", unit=code.lower(), kind="csv", because="supervision"))

        assert len(rows) == 1 + 60 + 45 + 12 + 11
        assert {row[3].split("/")[0] for row in rows[1:]} == {"North"}

    def test_leaves_out_protected_posts(self, keeper, done, database):
        with write(database) as session:
            (hidden,) = work_in(session, done.force.units["south/river"], 1, is_protected=True)

        rows = rows_of(keeper.sends("/dashboard/records/file", kind="csv", because="inspection"))

        assert number_of(database, hidden) not in {row[0] for row in rows}

    def test_is_the_same_as_a_workbook(self, keeper, done):
        as_csv = rows_of(keeper.sends("/dashboard/records/file", kind="csv", because="inspection"))
        sheet = read_xlsx(keeper.sends("/dashboard/records/file", kind="xlsx", because="inspection").get_data())

        as_xlsx = [list(sheet.headings), *(list(row.cells) for row in sheet.rows())]
        assert [[cell for cell in row if cell] for row in as_xlsx] == [[cell for cell in row if cell] for row in as_csv]

    def test_is_noted_with_the_reason(self, keeper, done, database):
        keeper.sends("/dashboard/records/file", kind="csv", because="inspection").get_data()

        (entry,) = audited(database, "record.exported")
        assert entry.about == {"unit": None, "because": "inspection", "as": "csv"}

    def test_needs_a_reason_and_a_unit_there_is(self, keeper, done, database):
        assert "Choose why you take it" in keeper.sends("/dashboard/records/file", kind="csv").text
        page = keeper.sends("/dashboard/records/file", kind="csv", because="inspection", unit="NOWHERE")
        assert "There is no unit with this code" in page.text
        assert audited(database, "record.exported") == []

    def test_of_a_closed_unit_is_not_an_empty_file(self, keeper, done, database):
        with write(database) as session:
            ward = session.get_one(Unit, done.force.units["north/ward"])
            session.add(UnitPlacement(unit_id=ward.id, parent_id=None, is_closed=True, from_on=london_today()))
            code = ward.code

        page = keeper.sends("/dashboard/records/file", kind="csv", because="inspection", unit=code)

        assert "This unit is closed" in page.text
        assert audited(database, "record.exported") == []

    def test_of_a_demonstration_says_so_first(self, keeper, done, app):
        from dataclasses import replace

        app.extensions["settings"] = replace(app.extensions["settings"], is_demonstration=True)

        rows = rows_of(keeper.sends("/dashboard/records/file", kind="csv", because="inspection"))

        assert rows[0] == ["Invented figures: a demonstration"]


class TestOthers:
    @pytest.mark.parametrize("role", [Role.COMMS, Role.UNIT_LEAD, Role.ADMINISTRATOR, Role.AUDITOR])
    def test_are_kept_out(self, somebody_with, done, role):
        browser = somebody_with(role, unit="north" if role is Role.UNIT_LEAD else None)
        assert browser.get("/dashboard/records").status_code == 403
        assert browser.sends("/dashboard/records/file", kind="csv", because="inspection").status_code == 403
