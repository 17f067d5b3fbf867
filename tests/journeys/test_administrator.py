"""An administrator's quiet week: finds somebody, grants with a second granter, reorganises, keeps a contact right."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.journeys.test_officer import press_until

Visit = Callable[..., Visitor]

ADMINISTRATOR = "an administrator"
SECOND = "a second administrator"


def find(page: Page, words: str, name: str) -> None:
    page.get_by_label("Name or staff number").fill(words)
    page.get_by_role("button", name="Find people").click()
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
class TestRoles:
    def test_a_reviewer_needs_two_administrators(self, visit: Visit, script: bool) -> None:
        one, other = visit(script=script), visit(script=script)
        one.sign_in(ADMINISTRATOR)
        one.go("/admin/people")
        find(one.page, "okonjo den", "Denise Okonjo")
        one.page.get_by_label("Role", exact=True).select_option(label="Safeguarding reviewer")
        one.page.get_by_role("button", name="Grant the role").click()
        expect(one.page.get_by_role("main")).to_contain_text("It counts once a second administrator has agreed")

        other.sign_in(SECOND)
        other.go("/admin/")
        expect(other.page.get_by_role("main")).to_contain_text("Denise Okonjo, Safeguarding reviewer")
        other.go("/admin/roles")
        other.page.get_by_role("button", name="Agree").click()
        expect(other.page.get_by_role("main")).to_contain_text("Denise Okonjo is now “Safeguarding reviewer”")

        one.go("/admin/roles")
        one.page.get_by_role("link", name=re.compile("Withdraw.*Safeguarding reviewer of Denise Okonjo")).click()
        one.page.get_by_label("They do other work now").check()
        one.page.get_by_role("button", name="Withdraw the role").click()
        expect(one.page.get_by_role("main")).to_contain_text("no longer has the role")
        assert one.complaints == other.complaints == []


class TestUnits:
    def test_a_team_is_renamed_after_looking_at_what_that_changes(self, visit: Visit) -> None:
        visitor = visit()
        visitor.sign_in(ADMINISTRATOR)
        page = visitor.page
        visitor.go("/admin/units?find=Quarry ward")
        page.get_by_role("link", name=re.compile("^Quarry ward")).first.click()
        page.get_by_role("link", name="Rename it").click()
        page.get_by_label("Name", exact=True).fill("Quarry and Mill ward")
        page.get_by_role("button", name="See what it changes").click()
        expect(page.get_by_role("main")).to_contain_text("becomes Quarry and Mill ward")
        visitor.looks_right("admin-preview-desk", aria=False)
        page.get_by_role("button", name="Confirm, from today").click()
        visitor.go("/admin/units?find=Quarry and Mill")
        expect(page.get_by_role("main")).to_contain_text("1 unit found")

    def test_a_merger_of_another_day_waits_and_is_cancelled(self, visit: Visit) -> None:
        visitor = visit(PHONE)
        visitor.sign_in(ADMINISTRATOR)
        page = visitor.page
        visitor.go("/admin/units?find=B01-A1-CID")
        page.locator(".tree-leaf a").first.click()
        page.get_by_role("link", name="Merge it into another unit").click()
        page.get_by_label("Unit", exact=True).select_option(index=5)
        page.get_by_label("Year").fill("2099")
        page.get_by_role("button", name="See what it changes").click()
        page.get_by_role("button", name="Confirm, for that day").click()
        expect(page.get_by_role("main")).to_contain_text("Waits for its day")
        page.get_by_role("button", name=re.compile("Cancel it")).click()
        expect(page.get_by_role("main")).to_contain_text("That change is cancelled.")

    def test_codes_for_a_unit_print_as_slips(self, visit: Visit) -> None:
        visitor = visit()
        visitor.sign_in(ADMINISTRATOR)
        page = visitor.page
        visitor.go("/admin/units?find=B01-A1-CUS")
        page.locator(".tree-leaf a").first.click()
        page.get_by_role("link", name=re.compile("Activation codes")).click()
        page.get_by_role("button", name="Issue the codes").click()
        slips = page.locator("li.slip")
        assert slips.count() > 10
        page.emulate_media(media="print")
        expect(page.locator(".area-nav")).to_be_hidden()
        expect(slips.first).to_be_visible()


def write_the_hub(visitor: Visitor, words: str) -> str:
    """Change what people read of the safeguarding hub; what they read before."""
    page = visitor.page
    visitor.go("/admin/contacts")
    page.get_by_role("main").get_by_role("link", name=re.compile("hub")).click()
    before = page.get_by_label("What people read").input_value()
    page.get_by_label("What people read").fill(words)
    page.get_by_role("button", name="Save this contact").click()
    expect(page.get_by_role("main")).to_contain_text("as you have written it, on every page")
    return before


class TestContacts:
    def test_a_line_put_right_is_right_on_every_page(self, visit: Visit) -> None:
        visitor = visit()
        visitor.sign_in(ADMINISTRATOR)
        page = visitor.page
        before = write_the_hub(visitor, "Ask for the hub at the front desk")
        visitor.go("/help/worried")
        expect(page.get_by_role("main")).to_contain_text("Ask for the hub at the front desk")
        # The other journeys read the same registry.
        write_the_hub(visitor, before)


class TestPages:
    PATHS = ("home", "people", "units", "roles", "contacts", "modules", "audit")

    @pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
    @pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
    def test_look_right(self, visit: Visit, size: dict[str, int], night: bool) -> None:
        visitor = visit(size, night=night)
        visitor.sign_in(ADMINISTRATOR)
        kind = f"{'phone' if size is PHONE else 'desk'}-{'night' if night else 'day'}"
        for path in self.PATHS:
            visitor.go("/admin/" + ("" if path == "home" else path))
            visitor.looks_right(f"admin-{path}-{kind}", aria=False)
        visitor.go("/admin/people")
        find(visitor.page, "0002345", "Desmond Achebe")
        visitor.looks_right(f"admin-person-{kind}", aria=False)

    def test_people_are_found_by_keyboard_alone(self, visit: Visit) -> None:
        visitor = visit()
        visitor.sign_in(ADMINISTRATOR)
        visitor.go("/admin/")
        press_until(visitor.page, "Tab", "People", role="A")
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_url(re.compile("/admin/people"))
        press_until(visitor.page, "Tab", "Name or staff number", role="INPUT")
        visitor.page.keyboard.type("0002345")
        visitor.page.keyboard.press("Enter")
        expect(visitor.page.get_by_role("main")).to_contain_text("1 person found")
        press_until(visitor.page, "Tab", "Desmond Achebe", role="A")
        visitor.page.keyboard.press("Enter")
        expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Desmond Achebe")
        assert "0002345" not in visitor.page.url
