"""Whom have we reached, and what is missing? A unit lead finds out without learning who; comms and records look too."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE, Visitor

Visit = Callable[..., Visitor]

LEAD = "who leads a command unit"
COMMS = "the head of internal communications"
RECORDS = "in training records"
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


@SIZES
class TestUnitLead:
    def test_finds_what_is_missing_without_learning_who(self, visit: Visit, size) -> None:
        visitor = visit(size)
        visitor.sign_in(LEAD)
        page, kind = visitor.page, "phone" if size is PHONE else "desk"
        page.get_by_role("link", name="Figures", exact=True).click()
        visitor.looks_right(f"lead-home-{kind}", aria=False)
        page.get_by_role("link", name="What is missing, by unit, theme and module").click()
        main = page.get_by_role("main")
        expect(main.get_by_role("heading", level=1)).to_have_text(re.compile(r"\d+% of Central BCU has done a module"))
        expect(main).to_contain_text("Not yet reached")
        visitor.looks_right(f"lead-reach-{kind}", aria=False)

        # The module fewest have done, and a team below where it is: counts, and no name of anybody.
        expect(main.get_by_role("heading", name="Module by module")).to_be_visible()
        main.get_by_role("link", name=re.compile("^Response")).first.click()
        expect(main.get_by_role("heading", level=1)).to_have_text(re.compile("Response"))
        visitor.looks_right(f"lead-team-{kind}", aria=False)
        for one in visitor.site.sign_ins.values():
            assert one["name"] not in page.content()
            assert one["staff_number"] not in page.content()

        # What so few have done is said in words.
        page.get_by_role("link", name="Central BCU").click()
        expect(main).to_contain_text("Not shown: fewer than 20 people.")

    def test_finds_nothing_of_other_units(self, visit: Visit, size) -> None:
        visitor = visit(size)
        visitor.sign_in(LEAD)
        visitor.go("/dashboard/reach/0")
        expect(visitor.page.get_by_role("heading", level=1)).not_to_contain_text("force")
        expect(visitor.page.get_by_role("main")).not_to_contain_text("Unit by unit")


@SIZES
class TestComms:
    def test_opens_the_force_unit_by_unit_and_takes_it_along(self, visit: Visit, size) -> None:
        visitor = visit(size)
        visitor.sign_in(COMMS)
        page, kind = visitor.page, "phone" if size is PHONE else "desk"
        visitor.go("/dashboard/")
        headings = page.get_by_role("main").get_by_role("heading", level=2).all_inner_texts()
        assert [one.split(":")[0] for one in headings[:4]] == ["Outputs", "Outtakes", "Outcomes", "Impact"]
        visitor.looks_right(f"figures-home-{kind}", aria=False)

        page.get_by_role("link", name="Reach", exact=True).first.click()
        expect(page.get_by_role("img", name=re.compile("units by size and share"))).to_have_count(1)
        visitor.looks_right(f"reach-{kind}", aria=False)
        page.get_by_text("How was this computed?").click()
        expect(page.get_by_text("counts are in steps of five")).to_be_visible()
        with page.expect_download() as coming:
            page.get_by_role("link", name="Download as CSV").click()
        content = coming.value.path().read_text("utf-8-sig")
        assert content.startswith("Invented figures: a demonstration")
        assert "Local Policing Command" in content

        page.get_by_role("link", name="Local Policing Command").click()
        visitor.looks_right(f"reach-command-{kind}", aria=False)

    def test_sets_a_target_line(self, visit: Visit, size) -> None:
        visitor = visit(size)
        visitor.sign_in(COMMS)
        page = visitor.page
        visitor.go("/dashboard/reach")
        field = page.get_by_label("Target, in per cent of the force")
        field.fill("700")
        page.get_by_role("button", name="Set the target line").click()
        expect(page.get_by_role("alert")).to_contain_text("from 1 to 100")
        field.fill("70")
        page.get_by_role("button", name="Set the target line").click()
        expect(page.get_by_role("main")).to_contain_text("The target line is set.")
        assert "target 70%" in page.content()


@SIZES
class TestRecords:
    def test_shows_one_persons_record_for_a_reason(self, visit: Visit, size) -> None:
        visitor = visit(size)
        visitor.sign_in(RECORDS)
        page, kind = visitor.page, "phone" if size is PHONE else "desk"
        visitor.go("/dashboard/records")
        visitor.looks_right(f"records-{kind}", aria=False)
        one = visitor.site.sign_ins["a detective"]
        page.get_by_label("Staff number").fill(one["staff_number"])
        page.get_by_role("button", name="Show the record").click()
        expect(page.get_by_role("alert")).to_contain_text("Choose why you look")
        page.get_by_role("group", name="Why do you look?").get_by_label("The person asked for it").check()
        page.get_by_role("button", name="Show the record").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(one["name"])
        visitor.looks_right(f"record-person-{kind}", aria=False)
        assert json.dumps(visitor.complaints) == "[]"
