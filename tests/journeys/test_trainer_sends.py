"""A trainer sends a picture for later use, and marks who came to a training; by mouse, and without script."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.common.hostile_pictures import a_drawn_picture, as_file
from tests.journeys.conftest import DESK, PHONE, Visitor

Visit = Callable[..., Visitor]
SIZES = pytest.mark.parametrize(("size", "name"), [(DESK, "desk"), (PHONE, "phone")])


@SIZES
def test_a_picture_is_refused_corrected_sent_found_and_taken_out(visit: Visit, tmp_path: Path, size, name):
    visitor = visit(size, script=name == "phone", night=name == "desk")
    page = visitor.page
    # Wider on one than on the other: the same picture twice would be one file.
    width = 900 if name == "desk" else 800
    (tmp_path / "gate.png").write_bytes(b"%PDF-1.7 and nothing to see")
    (tmp_path / "gate.jpg").write_bytes(as_file(a_drawn_picture(width, 600), "JPEG"))
    visitor.sign_in("a trainer, who writes scenarios")
    visitor.go("/author/media")
    page.get_by_role("link", name="Send a file").click()

    page.get_by_label("The file").set_input_files(tmp_path / "gate.png")
    page.get_by_label("Name", exact=True).fill(f"Gate on a {name}")
    page.get_by_label("What does the picture show?").fill("A red gate beside a blue one")
    page.get_by_label("Who made it?").fill("Press office")
    page.get_by_label("We made it, on duty or for the force").check()
    page.get_by_label(re.compile("It is from no case")).check()
    page.get_by_role("button", name="Send the file").click()
    expect(page.get_by_text("This is a PDF document, whatever its name says.").first).to_be_visible()
    if name == "phone":
        visitor.looks_right("media-refused-phone", aria=False)

    page.get_by_label("The file").set_input_files(tmp_path / "gate.jpg")
    page.get_by_role("button", name="Send the file").click()
    expect(page.get_by_text(f"“Gate on a {name}” is here now, for any module.")).to_be_visible()
    shown = page.get_by_role("img", name="A red gate beside a blue one")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.complete && image.naturalWidth") == width
    if name == "phone":
        visitor.looks_right("media-one-phone", aria=False)

    visitor.go("/author/media?show=picture")
    page.get_by_role("link", name=f"Gate on a {name}").click()
    page.get_by_role("link", name="Take it out").click()
    page.get_by_role("button", name="Take it out").click()
    expect(page.get_by_text(f"“Gate on a {name}” is gone.")).to_be_visible()
    if name == "phone":
        visitor.go("/author/media?show=campaign")
        visitor.looks_right("media-list-phone", aria=False)
    else:
        visitor.picture("media-list-desk")


@SIZES
def test_who_came_is_looked_at_before_it_is_marked(visit: Visit, size, name):
    visitor = visit(size, script=name == "phone")
    page = visitor.page
    visitor.sign_in("a trainer, who writes scenarios")
    visitor.go("/author/attendance")
    page.get_by_role("link", name=re.compile("Mark who came")).first.click()
    who = visitor.site.sign_ins["a PCSO" if name == "desk" else "a detective"]
    page.get_by_label("Staff numbers").fill(f"{who['staff_number']} as on my list\nX99")
    page.get_by_role("button", name="Show the names").click()

    expect(page.get_by_role("heading", name="1 person will be marked")).to_be_visible()
    expect(page.get_by_role("cell", name=re.compile(who["name"]))).to_be_visible()
    expect(page.get_by_text("Nobody can be found by this.")).to_be_visible()
    if name == "phone":
        visitor.looks_right("who-came-phone", aria=False)
    else:
        visitor.picture("who-came-desk")
    page.get_by_role("button", name="Mark this person").click()
    expect(page.get_by_text("1 person is marked. It is in their record now.")).to_be_visible()
