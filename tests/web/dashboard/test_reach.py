"""Reach: counts by unit and week, never names, nothing of a few; unit leads see their own unit alone."""

import csv
import io
import re

import pytest
from sqlalchemy import select

from safeguarding.common.clock import london_today
from safeguarding.common.database import write
from safeguarding.common.xlsx import read_xlsx
from safeguarding.content.models import Campaign
from safeguarding.people.models import AuditEntry
from safeguarding.people.rules.roles import Role
from tests.web.conftest import text_of


def rows_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))


@pytest.fixture
def released(figures):
    figures.do("north/harbour", 30)
    figures.do("north/station", 20, days_ago=20)
    figures.do("north/harbour", 15, module=1)
    figures.release()
    return figures


class TestReach:
    def test_says_how_much_of_the_force_is_reached(self, comms, released):
        page = text_of(comms.get("/dashboard/reach"))

        # 50 of 223: 198 in units, 24 in protected posts, and the visitor.
        assert "22% of the force has done a module" in page
        assert "50 of 223" in page
        assert "about 175 people" in page

    def test_says_nothing_before_the_first_release(self, comms, force):
        assert "No figures have been released yet" in text_of(comms.get("/dashboard/reach"))

    def test_on_the_first_morning_nobody_has_begun_and_it_says_so_in_words(self, comms, figures):
        with write(figures.database) as session:
            session.get_one(Campaign, figures.force.campaign_id).starts_on = london_today()
        figures.release()

        page = text_of(comms.get("/dashboard/reach"))
        assert "Fewer than 10 people of the force have done a module" in page
        assert "Week by week" not in page
        assert not re.search(r"\b0%", page)
        home = text_of(comms.get("/dashboard/"))
        assert "What was put out, and what came of it" in home
        assert "Most people still to come, by unit" in home

    def test_opens_into_the_units_below(self, comms, released):
        page = comms.get("/dashboard/reach")
        north = f"/dashboard/reach/{released.force.units['north']}"
        assert f'href="{north}"' in page.text

        below = text_of(comms.get(north))
        assert "39% of North has done a module" in below
        assert "North/Harbour" in below

    def test_a_unit_too_small_is_said_in_words(self, comms, released):
        below = text_of(comms.get(f"/dashboard/reach/{released.force.units['north']}"))
        assert "Not shown: fewer than 20 people. North/Desk, North/Ward." in below
        own = text_of(comms.get(f"/dashboard/reach/{released.force.units['north/ward']}"))
        assert "North/Ward is not shown" in own

    def test_fewer_than_ten_is_never_a_nought_or_a_dash(self, comms, released):
        page = text_of(comms.get(f"/dashboard/reach/{released.force.units['south']}"))
        assert "Fewer than 10 people of South have done a module" in page

    def test_names_nobody(self, comms, released):
        pages = [comms.get("/dashboard/reach"), comms.get(f"/dashboard/reach/{released.force.units['north/harbour']}")]
        assert not any("Person" in page.text or re.search(r"\bF0000", page.text) for page in pages)

    def test_shows_weeks_that_were_worked_out_afterwards_as_such(self, comms, released):
        assert "Worked out afterwards" in comms.get("/dashboard/reach").text

    def test_can_be_about_another_measure(self, comms, released):
        page = text_of(comms.get("/dashboard/reach?show=begun"))
        assert "22% of the force has begun" in page

    def test_shows_themes_and_modules(self, comms, released):
        page = text_of(comms.get("/dashboard/reach"))
        assert "Theme by theme" in page
        assert "Module by module" in page

    def test_is_the_same_a_second_later_whatever_people_do(self, comms, released):
        before = text_of(comms.get("/dashboard/reach/0"))
        released.do("south/river", 30)

        assert text_of(comms.get("/dashboard/reach/0")) == before

    def test_another_campaign_has_figures_of_its_own_or_none(self, comms, released):
        assert "No figures have been released yet" in comms.get("/dashboard/reach?campaign=nowhere").text

    def test_is_kept_from_officers(self, officers_browser, released):
        assert officers_browser.get("/dashboard/reach").status_code == 403


class TestUnitLead:
    def test_begins_with_their_own_unit(self, somebody_with, released):
        lead = somebody_with(Role.UNIT_LEAD, unit="north")

        page = text_of(lead.get("/dashboard/reach"))

        assert "39% of North has done a module" in page
        assert "The whole force" not in page

    def test_sees_what_stands_under_it(self, somebody_with, released):
        lead = somebody_with(Role.UNIT_LEAD, unit="north")
        harbour = f"/dashboard/reach/{released.force.units['north/harbour']}"
        assert lead.get(harbour).status_code == 200
        assert lead.get(f"{harbour}/figures.csv").status_code == 200

    @pytest.mark.parametrize("other", ["south", "south/river", ""])
    def test_sees_nothing_of_other_units(self, somebody_with, released, other):
        lead = somebody_with(Role.UNIT_LEAD, unit="north")
        number = released.force.units[other]
        assert lead.get(f"/dashboard/reach/{number}").status_code == 404
        assert lead.get(f"/dashboard/reach/{number}/figures.csv").status_code == 404

    def test_sees_nothing_of_the_whole_force(self, somebody_with, released):
        lead = somebody_with(Role.UNIT_LEAD, unit="north")
        assert lead.get("/dashboard/reach/0").status_code == 404

    def test_of_the_whole_force_sees_the_whole_force(self, somebody_with, released):
        lead = somebody_with(Role.UNIT_LEAD, unit="")
        assert "of the force has done a module" in text_of(lead.get("/dashboard/reach"))

    def test_sets_no_target(self, somebody_with, released):
        lead = somebody_with(Role.UNIT_LEAD, unit="north")
        assert lead.sends("/dashboard/reach/target", per_cent="80").status_code == 403


class TestTarget:
    def test_is_a_line_on_the_drawing(self, comms, released):
        comms.sends("/dashboard/reach/target", per_cent="80")

        assert "target 80%" in comms.get("/dashboard/reach").text

    def test_can_be_taken_away(self, comms, released):
        comms.sends("/dashboard/reach/target", per_cent="80")
        comms.sends("/dashboard/reach/target", per_cent="")

        assert "target 80%" not in comms.get("/dashboard/reach").text

    def test_is_a_share(self, comms, released):
        answer = comms.sends("/dashboard/reach/target", per_cent="180")

        assert "from 1 to 100" in answer.text
        assert answer.text.count('class="govuk-error-summary"') == 1

    def test_is_audited(self, comms, released, database):
        comms.sends("/dashboard/reach/target", per_cent="80")

        with database.reading() as session:
            entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "target.set")).one()
        assert entry.about["per_cent"] == 80


class TestFile:
    def test_says_what_the_page_says(self, comms, released):
        north = released.force.units["north"]
        rows = rows_of(comms.get(f"/dashboard/reach/{north}/figures.csv"))

        assert rows[0][:5] == ["Table", "Unit code", "Group", "Measure", "People"]
        here = {row[3]: row[4:7] for row in rows if row[0] == "This unit"}
        assert here["Has done one or more"] == ["50", "128", "39%"]
        below = {(row[2], row[3]): row[4] for row in rows if row[0] == "Units below"}
        assert below["North/Harbour", "Has done one or more"] == "30"
        assert below["North/Ward", ""] == "Not shown: fewer than 20 people"

    def test_holds_no_figure_the_page_does_not_show(self, comms, released):
        """Every count in the file stands on the page in the same words."""
        page = text_of(comms.get("/dashboard/reach/0"))
        rows = rows_of(comms.get("/dashboard/reach/0/figures.csv"))[1:]
        for row in rows:
            words = f"{int(row[4]):,}" if row[4].isdigit() else row[4]
            assert words.lower() in page.lower()

    def test_is_the_same_as_a_workbook(self, comms, released):
        as_csv = rows_of(comms.get("/dashboard/reach/0/figures.csv"))
        sheet = read_xlsx(comms.get("/dashboard/reach/0/figures.xlsx").get_data())

        as_xlsx = [list(sheet.headings), *(list(row.cells) for row in sheet.rows())]
        assert [[cell for cell in row if cell] for row in as_xlsx] == [[cell for cell in row if cell] for row in as_csv]

    def test_is_safe_whatever_a_unit_is_called(self, comms, released, database):
        from safeguarding.common.database import write
        from safeguarding.people.models import Unit

        with write(database) as session:
            session.get_one(Unit, released.force.units["north"]).name = "=HYPERLINK(1)"

        rows = rows_of(comms.get("/dashboard/reach/0/figures.csv"))

        assert any(row[2] == "'=HYPERLINK(1)" for row in rows)

    def test_is_audited(self, comms, released, database):
        north = released.force.units["north"]
        comms.get(f"/dashboard/reach/{north}/figures.csv")

        with database.reading() as session:
            entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "figures.exported")).one()
        assert (entry.actor_id, entry.about["unit"], entry.about["as"]) == (comms.officer_id, north, "csv")

    def test_of_a_demonstration_says_so_first(self, comms, released, app):
        from dataclasses import replace

        app.extensions["settings"] = replace(app.extensions["settings"], is_demonstration=True)

        assert rows_of(comms.get("/dashboard/reach/0/figures.csv"))[0] == ["Invented figures: a demonstration"]
