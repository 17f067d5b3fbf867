"""A real server on a demonstration of its own, a real browser, and what every page must pass when it is looked at."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.bench.serving import free_port, wait_for
from tests.journeys.browser import FLAGS, ROOT, find_chromium, find_node

PICTURES = ROOT / "tests" / "pictures"
ARIA = Path(__file__).parent / "aria"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("journey")


@dataclass(frozen=True)
class Site:
    """A running demonstration, as `make run` serves it."""

    address: str
    sign_ins: dict[str, dict[str, str]]
    folder: Path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("demonstration")
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "safeguarding.cli", "serve", "--port", str(port)],
            cwd=ROOT,
            env={**environment, "INSTANCE_FOLDER": str(folder)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/readyz", server, seconds=180)
        sign_ins = json.loads((folder / "demo" / "sign-ins.json").read_text())
        yield Site(f"http://127.0.0.1:{port}", {one["what"]: one for one in sign_ins}, folder)
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program, environment = find_chromium()
    # Playwright's own node wants libraries that a bare machine may not have.
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = find_node()[0]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=FLAGS,
            env={**os.environ, **environment},  # type: ignore[dict-item]
        )
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody at a browser window. Whatever the console or the content policy says against a page is kept."""

    site: Site
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()

    def go(self, path: str) -> None:
        self.page.goto(self.site.address + path)

    # "a response officer" and so on: the words of the demonstration's own list.
    def sign_in(self, who: str = "a response officer") -> None:
        one = self.site.sign_ins[who]
        self.go("/account/sign-in")
        self.page.get_by_label("Staff number").fill(one["staff_number"])
        self.page.get_by_label("Password", exact=True).fill(one["password"])
        self.page.get_by_role("main").get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(lambda address: "sign-in" not in address)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(words in message.text for words in self.expected):
            self.complaints.append(message.text)

    def notice_failure(self, request: Request) -> None:
        # A browser that leaves a page drops what it was still fetching for it.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.url}: {request.failure}")

    def looks_right(self, name: str, *, aria: bool = True) -> None:
        """Nothing complained; our type is used; no WCAG 2.2 AA violation; and a picture is kept to look at.

        `name` names the picture and the stored ARIA snapshot. Axe's "incomplete" results are written beside the
        pictures, for a person to judge.
        """
        assert self.complaints == []
        font = self.page.locator("h1").first.evaluate("element => getComputedStyle(element).fontFamily")
        assert "Source Serif 4" in font
        assert self.page.evaluate("document.fonts.check('20px \"Source Serif 4 Variable\"')")
        violations = self.axe(name)
        assert violations == [], json.dumps(violations, indent=1)
        assert self.width_of_page() <= self.page.viewport_size["width"], "the page scrolls sideways"  # type: ignore[index]
        self.picture(name)
        if aria:
            self.same_aria(name)

    def width_of_page(self) -> int:
        width: int = self.page.evaluate("document.documentElement.scrollWidth")
        return width

    def axe(self, name: str) -> list[dict[str, Any]]:
        if not self.page.evaluate("typeof window.axe !== 'undefined'"):
            self.page.evaluate(AXE.read_text())
        found = self.page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        PICTURES.mkdir(parents=True, exist_ok=True)
        unsure = [
            {
                "page": name,
                "rule": rule["id"],
                "where": [node["target"] for node in rule["nodes"]],
                "help": rule["help"],
            }
            for rule in found["incomplete"]
        ]
        (PICTURES / f"{name}.incomplete.json").write_text(json.dumps(unsure, indent=1))
        return [
            {"rule": rule["id"], "help": rule["help"], "where": [node["html"][:200] for node in rule["nodes"]]}
            for rule in found["violations"]
        ]

    def picture(self, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)

    def same_aria(self, name: str) -> None:
        """The names and roles of the page are those that were stored; UPDATE_ARIA=1 stores them anew."""
        path = ARIA / f"{name}.yml"
        now = without_the_hour(self.page.locator("body").aria_snapshot()) + "\n"
        if os.environ.get("UPDATE_ARIA"):
            ARIA.mkdir(exist_ok=True)
            path.write_text(now)
        assert path.exists(), f"no snapshot is stored for {name}; look at the page, then run with UPDATE_ARIA=1"
        assert now == path.read_text()


def without_the_hour(snapshot: str) -> str:
    """A stored snapshot must not know what time it was, or what day."""
    snapshot = re.sub(r"Good (morning|afternoon|evening)", "Good day", snapshot)
    snapshot = re.sub(r'textbox "(Day|Month|Year)": "\d+"', r'textbox "\1": "a day"', snapshot)
    snapshot = re.sub(r"\bSaved \d\d\.\d\d", "Saved", snapshot)
    return re.sub(rf"\b\d{{1,2}} ({MONTHS})( \d{{4}})?(, \d\d\.\d\d)?", "a day", snapshot)


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Visitor]]:
    """Open a window: `visit(PHONE, night=True, script=False)`."""
    contexts: list[BrowserContext] = []

    def open_window(
        size: dict[str, int] | None = None, *, night: bool = False, script: bool = True, reduced: bool = True
    ) -> Visitor:
        context = browser.new_context(
            viewport=size or DESK,  # type: ignore[arg-type]
            color_scheme="dark" if night else "light",
            reduced_motion="reduce" if reduced else "no-preference",
            java_script_enabled=script,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        contexts.append(context)
        page = context.new_page()
        visitor = Visitor(site, context, page)
        page.on("console", visitor.hear)
        page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        page.on("requestfailed", visitor.notice_failure)
        return visitor

    yield open_window
    for context in contexts:
        context.close()
