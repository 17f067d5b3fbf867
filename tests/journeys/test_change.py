"""Head of comms prepares a page for the board: reads what changed and what is behind it, prints it, takes the file."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.journeys.test_html import faults_in, keep

Visit = Callable[..., Visitor]

BEHIND = {"Every question": "Every question", "By work and unit": "By kind of work and unit"}
CARD = "/dashboard/change/spot-it-to-stop-it/month-12"


def both_sizes(visitor: Visitor, name: str) -> None:
    """The page as it is, at a desk and on a phone. No ARIA snapshot: whom the lot drew is new in each demonstration."""
    for size, place in ((PHONE, "phone"), (DESK, "desk")):
        visitor.page.set_viewport_size(size)  # type: ignore[arg-type]
        visitor.looks_right(f"{name}-{place}", aria=False)


def test_a_page_for_the_board(visit: Visit, tmp_path: Path) -> None:
    gwen = visit(DESK)
    gwen.sign_in("the head of internal communications")
    page = gwen.page
    gwen.go("/dashboard/")
    page.get_by_role("navigation", name="Figures").get_by_role("link", name="Change").click()

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile(r"outcomes? (rose|fell)|No clear change"))
    plot = page.get_by_role("img", name=re.compile("Plot of 5 outcomes at month 0 and month 12"))
    expect(plot).to_have_count(1)
    both_sizes(gwen, "change-card")

    # What is drawn stands in the table, and may be said.
    page.get_by_text("How these figures were computed").click()
    expect(page.get_by_text("two-waves-1", exact=False)).to_be_visible()
    said = page.get_by_role("heading", name="What you may say").locator("..").get_by_role("listitem")
    expect(said).to_have_count(5)
    expect(page.get_by_text("“The campaign caused the change.”")).to_be_visible()
    assert faults(gwen, CARD, tmp_path) == []

    for link, title in BEHIND.items():
        page.get_by_role("navigation", name="This release").get_by_role("link", name=link).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        both_sizes(gwen, f"change-{title.split()[-1].lower()}")
    page.get_by_role("link", name="How these figures were computed").click()
    expect(page.get_by_role("heading", name="Groups, and what is not shown")).to_be_visible()
    both_sizes(gwen, "change-method")
    for behind in ("questions", "groups", "method"):
        assert faults(gwen, f"{CARD}/{behind}", tmp_path) == []

    gwen.go("/dashboard/change")
    sheet = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", sheet)) == 1

    with page.expect_download() as taken:
        page.get_by_role("link", name="Take the figures as CSV").click()
    lines = list(csv.reader(Path(taken.value.path()).read_text("utf-8-sig").splitlines()))
    assert lines[0] == ["Invented figures: a demonstration"]
    assert sum(line[0] == "Primary outcome" and line[4] == "Change, all who answered" for line in lines) == 5


def faults(visitor: Visitor, path: str, folder: Path) -> list[str]:
    keep(visitor, path, folder)
    return faults_in(folder)
