"""An officer, between two jobs: signs in, does the hallway, reads the article, and looks at their record."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, Visitor

HALLWAY = "/learn/spot-it-to-stop-it/the-hallway"
ARTICLE = "/learn/spot-it-to-stop-it/a-phone-in-the-hall"

Visit = Callable[..., Visitor]


def press_until(page: Page, key: str, name: str, *, role: str | None = None, most: int = 120) -> None:
    """Press a key until what has the focus has this name; a keyboard path that is broken ends here."""
    for _ in range(most):
        page.keyboard.press(key)
        found = page.evaluate(
            "() => { const one = document.activeElement;"
            " const label = one.labels && one.labels[0] ? one.labels[0].innerText : '';"
            " return [one.getAttribute('aria-label') || label || one.innerText || one.value || '', one.tagName] }"
        )
        if found[0].strip().startswith(name) and (role is None or found[1] == role):
            return
    raise AssertionError(f"'{name}' was not reached with {key}")


def start_again(visitor: Visitor) -> None:
    """Begin the hallway, or go on with it, from its own page."""
    visitor.go(HALLWAY)
    visitor.page.get_by_role("main").get_by_role("button", name=re.compile("^(Start|Go on with) the hallway")).click()
    visitor.page.wait_for_url(re.compile(r"/(step/\d+|result)"))


def wait_to_leave(page: Page, address: str) -> None:
    page.wait_for_url(lambda now: now != address)


def walk_to_the_end(page: Page) -> None:
    """Take the first choice at every scene until an ending is reached."""
    for _ in range(10):
        if "/result" in page.url:
            return
        before = page.url
        page.locator("form.decide").get_by_role("radio").first.check()
        page.get_by_role("button", name="Do this").click()
        wait_to_leave(page, before)
    raise AssertionError("no ending was reached")


@pytest.fixture(params=["mouse", "no script"])
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class TestTheHallway:
    def test_is_done_by_mouse_and_recorded(self, visit: Visit) -> None:
        visitor = visit(DESK)
        visitor.sign_in("a response officer")
        visitor.looks_right("home-desk")
        visitor.go(HALLWAY)
        visitor.looks_right("scenario-desk")

        start_again(visitor)
        page = visitor.page
        visitor.looks_right("step-desk")
        page.get_by_role("button", name=re.compile("^Keys on a cord")).first.click()
        expect(page.get_by_role("heading", name="Keys on a cord")).to_be_visible()
        page.get_by_role("button", name="Mark it").click()
        expect(page.locator("#count")).to_contain_text("1 marked")
        visitor.looks_right("step-open-desk")

        page.reload()
        expect(page.locator("#count")).to_contain_text("1 marked")
        walk_to_the_end(page)
        visitor.looks_right("result-desk", aria=False)
        page.get_by_role("navigation", name="Role").get_by_role("link", name="Custody").click()
        expect(page.get_by_role("link", name="Custody")).to_have_attribute("aria-current", "true")
        page.get_by_role("button", name="Finish the hallway").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Done, and recorded.")
        visitor.looks_right("done-desk")

        visitor.go(HALLWAY + "/result")
        expect(page.get_by_role("heading", level=1)).to_have_text("This result is no longer kept")
        visitor.go("/learn/record")
        expect(page.get_by_role("main")).to_contain_text("The hallway, 23.40")
        visitor.looks_right("record-desk")

    def test_is_done_by_keyboard_alone(self, visit: Visit) -> None:
        visitor = visit(DESK)
        one = visitor.site.sign_ins["a detective"]
        visitor.go("/account/sign-in")
        page = visitor.page
        press_until(page, "Tab", "Staff number")
        page.keyboard.type(one["staff_number"])
        press_until(page, "Tab", "Password", role="INPUT")
        page.keyboard.type(one["password"])
        page.keyboard.press("Enter")
        page.wait_for_url(visitor.site.address + "/")
        visitor.go(HALLWAY)
        press_until(page, "Tab", "Start the hallway")
        page.keyboard.press("Enter")
        page.wait_for_url("**/step/1")

        press_until(page, "Tab", "Bolt on the bedroom door")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Bolt on the bedroom door")).to_be_visible()
        press_until(page, "Tab", "Mark it")
        page.keyboard.press("Space")
        expect(page.locator("#count")).to_contain_text("1 marked")
        assert page.evaluate("document.activeElement.id") == "mark-it", "the focus is still where it was"

        for _ in range(10):
            if "/result" in page.url:
                break
            before = page.url
            press_until(page, "Tab", "", role="INPUT")
            page.keyboard.press("Space")
            press_until(page, "Tab", "Do this")
            page.keyboard.press("Enter")
            wait_to_leave(page, before)
        press_until(page, "Tab", "Finish the hallway")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Done, and recorded.")
        assert visitor.complaints == []

    def test_is_done_without_script(self, visit: Visit) -> None:
        visitor = visit(PHONE, script=False)
        visitor.sign_in("a PCSO")
        page = visitor.page
        start_again(visitor)
        page.locator("#things").get_by_role("button", name=re.compile("^Lunchbox")).click()
        expect(page.get_by_role("heading", name=re.compile("^Lunchbox"))).to_be_visible()
        page.get_by_role("button", name="Leave it").click()
        expect(page.locator("#count")).to_contain_text("1 left")
        page.get_by_role("button", name="Do this").click()
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        for _ in range(10):
            if "/result" in page.url:
                break
            page.locator("form.decide").get_by_role("radio").first.check()
            page.get_by_role("button", name="Do this").click()
        page.get_by_role("button", name="Finish the hallway").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Done, and recorded.")

    def test_loses_nothing_when_the_radio_goes(self, visit: Visit) -> None:
        visitor = visit(PHONE)
        visitor.expected = ("Failed to load resource",)
        visitor.sign_in("in the contact centre")
        start_again(visitor)
        page = visitor.page
        page.locator("#things").get_by_role("button", name=re.compile("^Phone on charge")).click()
        expect(page.get_by_role("heading", name="Phone on charge")).to_be_visible()

        visitor.context.set_offline(True)
        page.get_by_role("button", name="Mark it").click()
        expect(page.locator("#waiting")).to_have_text(re.compile("^Not saved yet"))
        visitor.context.set_offline(False)
        expect(page.locator("#count")).to_contain_text("1 marked", timeout=15_000)
        expect(page.locator("#waiting")).to_have_count(0)

    def test_waits_while_the_server_starts_anew_behind_its_proxy(self, visit: Visit) -> None:
        visitor = visit(PHONE)
        visitor.expected = ("502",)
        visitor.sign_in("in the contact centre")
        start_again(visitor)
        page = visitor.page
        page.route("**/look", lambda route: route.fulfill(status=502, content_type="text/html", body="Bad gateway"))
        page.locator("#things").get_by_role("button", name=re.compile("^Phone on charge")).click()
        expect(page.locator("#waiting")).to_have_text(re.compile("^Not saved yet"))
        page.unroute("**/look")
        expect(page.get_by_role("heading", name="Phone on charge")).to_be_visible(timeout=15_000)

    def test_goes_on_in_another_window(self, visit: Visit) -> None:
        first, second = visit(DESK), visit(PHONE)
        first.sign_in("in training records")
        second.sign_in("in training records")
        start_again(first)
        start_again(second)

        first.page.locator("#things").get_by_role("button", name=re.compile("^School bag")).click()
        first.page.get_by_role("button", name="Mark it").click()
        expect(first.page.locator("#count")).to_contain_text("1 marked")
        second.page.reload()
        expect(second.page.locator("#count")).to_contain_text("1 marked")

        first.page.locator("form.decide").get_by_role("radio").first.check()
        first.page.get_by_role("button", name="Do this").click()
        first.page.wait_for_function("() => !location.pathname.endsWith('/step/1')")
        second.page.locator("#things").get_by_role("button", name=re.compile("^Letters")).click()
        expect(second.page.get_by_role("heading", name=re.compile("^Letters"))).to_be_visible()


class TestAnAnswerThatIsAnError:
    def test_is_shown_where_it_came_from_and_leaves_an_address_that_can_be_opened(self, visit: Visit) -> None:
        visitor = visit(PHONE)
        visitor.expected = ("404",)
        visitor.sign_in("in the contact centre")
        start_again(visitor)
        page = visitor.page
        address = page.url
        page.evaluate("document.querySelectorAll('[name=attempt]').forEach((field) => { field.value = 'gone' })")

        page.locator("#things").get_by_role("button").first.click()

        expect(page.get_by_role("heading", name="We cannot find that page")).to_be_visible()
        assert page.url == address
        page.reload()
        expect(page.locator("#things")).to_be_visible()


class TestTheSessionThatExpired:
    def test_carries_the_pick_over_the_sign_in(self, visit: Visit) -> None:
        visitor = visit(DESK)
        visitor.expected = ("401",)
        visitor.sign_in("an internal auditor")
        start_again(visitor)
        page = visitor.page
        page.locator("#things").get_by_role("button", name=re.compile("^Drawing")).click()
        expect(page.get_by_role("heading", name=re.compile("^Drawing"))).to_be_visible()
        expire_all_sessions(visitor)

        page.get_by_role("button", name="Mark it").click()
        one = visitor.site.sign_ins["an internal auditor"]
        page.get_by_label("Staff number").fill(one["staff_number"])
        page.get_by_label("Password", exact=True).fill(one["password"])
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/step/1**")
        expect(page.locator("#count")).to_contain_text("1 marked")

    def test_carries_all_that_was_waiting_when_the_radio_had_gone_too(self, visit: Visit) -> None:
        visitor = visit(DESK)
        visitor.expected = ("401", "Failed to load resource")
        visitor.sign_in("who leads a command unit")
        start_again(visitor)
        page = visitor.page
        page.locator("#things").get_by_role("button", name=re.compile("^Bolt")).click()
        expect(page.get_by_role("heading", name=re.compile("^Bolt"))).to_be_visible()

        visitor.context.set_offline(True)
        page.get_by_role("button", name="Mark it").click()
        page.locator("#things").get_by_role("button", name=re.compile("^Train tickets")).click()
        page.locator("form.decide").get_by_role("radio").first.check()
        page.get_by_role("button", name="Do this").click()
        expect(page.locator("#waiting")).to_have_text(re.compile("^Not saved yet"))
        expire_all_sessions(visitor)
        visitor.context.set_offline(False)

        one = visitor.site.sign_ins["who leads a command unit"]
        page.get_by_label("Staff number").fill(one["staff_number"], timeout=40_000)
        page.get_by_label("Password", exact=True).fill(one["password"])
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        page.wait_for_url(re.compile(r"/(step/2|result)"))
        visitor.go(HALLWAY + "/step/1")
        expect(page.locator("#things").get_by_role("button", name=re.compile("^Bolt"))).to_contain_text("Marked")
        tickets = page.locator("#things").get_by_role("button", name=re.compile("^Train tickets"))
        expect(tickets).not_to_contain_text("Not opened")


def expire_all_sessions(visitor: Visitor) -> None:
    """What twelve hours do, at once."""
    import sqlite3

    with sqlite3.connect(visitor.site.folder / "demo" / "spot-it.sqlite") as connection:
        connection.execute("update sign_in_session set expires_at = begun_at")


class TestTheArticle:
    def test_is_read_and_answered(self, visit: Visit) -> None:
        visitor = visit(PHONE)
        visitor.sign_in("an administrator")
        visitor.go(ARTICLE)
        page = visitor.page
        visitor.looks_right("article-phone")

        page.get_by_role("main").get_by_role("radio").nth(1).check()
        page.get_by_role("button", name=re.compile("^Finish")).click()
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        assert page.title().startswith("Error:")
        assert page.get_by_role("main").get_by_role("radio").nth(1).is_checked(), "the answer is kept"
        visitor.expected = ("422",)
        visitor.complaints.clear()
        visitor.looks_right("article-too-soon-phone", aria=False)


class TestEveryPage:
    @pytest.fixture
    def pages(self) -> dict[str, str]:
        return {
            "home": "/",
            "library": "/learn/library",
            "record": "/learn/record",
            "scenario": HALLWAY,
            "article": ARTICLE,
            "who-sees-what": "/account/who-sees-what",
            "worried": "/help/worried",
            "accessibility": "/help/accessibility",
            "privacy": "/help/privacy",
        }

    @pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
    @pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
    def test_is_photographed_and_free_of_faults(
        self, visit: Visit, pages: dict[str, str], size: dict[str, int], night: bool
    ) -> None:
        where = f"{'phone' if size is PHONE else 'desk'}-{'night' if night else 'day'}"
        visitor = visit(size, night=night)
        visitor.go("/account/sign-in")
        visitor.looks_right(f"sign-in-{where}", aria=not night)
        visitor.go("/account/activate")
        visitor.looks_right(f"activate-{where}", aria=not night)
        visitor.sign_in("a second administrator")
        for name, path in pages.items():
            visitor.go(path)
            # What a page says of this person's own doings is told in the hallway's journey.
            is_personal = name in {"home", "library", "record", "scenario"}
            visitor.looks_right(f"{name}-{where}", aria=not night and not is_personal)
        start_again(visitor)
        page = visitor.page
        if "/step/" in page.url:
            page.locator("#things").get_by_role("button").nth(2).click()
            expect(page.locator("#open-object")).to_be_visible()
            visitor.looks_right(f"step-{where}", aria=False)
            walk_to_the_end(page)
        visitor.looks_right(f"result-{where}", aria=False)
        visitor.expected = ("404",)
        visitor.go("/no-such-page")
        visitor.looks_right(f"not-found-{where}", aria=not night)

    def test_shows_the_help_lines_open(self, visit: Visit) -> None:
        visitor = visit(PHONE)
        visitor.go("/account/sign-in")
        visitor.page.get_by_text("Worried about a child now?").first.click()
        expect(visitor.page.get_by_role("link", name="0800 555 111").first).to_be_visible()
        visitor.looks_right("worried-open-phone", aria=False)

    def test_follows_the_switch_to_night(self, visit: Visit) -> None:
        visitor = visit(DESK)
        visitor.go("/account/sign-in")
        paper = visitor.page.evaluate("getComputedStyle(document.body).backgroundColor")
        visitor.page.get_by_role("button", name="Night").click()
        visitor.page.wait_for_load_state()
        assert visitor.page.evaluate("getComputedStyle(document.body).backgroundColor") != paper
        assert visitor.complaints == []


@pytest.fixture(scope="module", autouse=True)
def the_incomplete(site: object) -> Iterator[None]:
    """After the tour: what axe could not decide, in one list for a person."""
    yield
    from tests.journeys.conftest import PICTURES

    PICTURES.mkdir(exist_ok=True)
    unsure = [one for path in sorted(PICTURES.glob("*.incomplete.json")) for one in json.loads(path.read_text())]
    (PICTURES / "incomplete.json").write_text(json.dumps(unsure, indent=1))
