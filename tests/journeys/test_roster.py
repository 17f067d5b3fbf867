"""An administrator takes over an HR extract, leaves the page, comes back, and takes the import back."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from safeguarding.common.clock import london_today
from tests.common.workbooks import a_workbook
from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.people.roster_extracts import HEADINGS

Visit = Callable[..., Visitor]
# A unit of the invented force, as its own extract describes it.
UNIT = ["OPS-FIR", "Armed response", "OPS", "team"]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    people = [[f"J{number:05}", f"Zoë Król {letter}", "", *UNIT, "PC", "no"] for number, letter in enumerate("ABC")]
    people.append(["J00009", "Kim Hidden", "", *UNIT, "PC", "yes"])
    path = tmp_path / "joiners.xlsx"
    path.write_bytes(a_workbook([HEADINGS.split(","), *people]))
    return path


@pytest.mark.parametrize(("size", "name"), [(DESK, "desk"), (PHONE, "phone")])
def test_an_extract_is_sent_seen_applied_and_taken_back(visit: Visit, workbook: Path, size, name):
    visitor = visit(size, script=name == "phone")
    page = visitor.page
    visitor.sign_in("an administrator")
    visitor.go("/roster/send")
    if name == "phone":
        visitor.looks_right("roster-send-phone", aria=False)
    page.get_by_label("The file").set_input_files(workbook)
    page.get_by_label("The day it describes").fill(london_today().isoformat())
    page.get_by_label("Only some people: nobody leaves").check()
    page.get_by_role("button", name="Send the file").click()

    # The page looks again by itself, also without script.
    page.wait_for_url(re.compile(r"/roster/(?!send)"))
    onwards = page.get_by_role("link", name="Yes, show what would change")
    expect(onwards).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Zoë Król A")).to_be_visible()
    expect(page.get_by_text("Kim Hidden")).to_have_count(0)
    onwards.click()
    expect(page.get_by_role("heading", name="What it would change")).to_be_visible()
    if name == "phone":
        visitor.looks_right("roster-difference-phone", aria=False)
    else:
        visitor.picture("roster-difference-desk")
    page.get_by_role("button", name="Apply this extract").click()

    visitor.go("/")
    visitor.go("/roster")
    last = page.get_by_role("link", name=re.compile(r"^Import \d+$")).first
    for _ in range(60):
        if page.get_by_text("Being applied").count() == 0:
            break
        page.wait_for_timeout(500)
        page.reload()
    last.click()
    expect(page.get_by_text("Zoë Król B")).to_be_visible()
    expect(page.get_by_text("1 row is of a protected post and not shown.")).to_be_visible()
    visitor.picture(f"roster-done-{name}")
    page.get_by_role("link", name="Take this import back").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("The import was taken back.")).to_be_visible()
    visitor.picture(f"roster-undone-{name}")
