"""A trainer writes a scenario by keyboard, a reviewer sends it back and then publishes it, an officer does it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.journeys.test_html import faults_in, keep

Visit = Callable[..., Visitor]

TRAINER = "a trainer, who writes scenarios"
REVIEWER = "a safeguarding reviewer, who approves them"
HALLWAY = "/author/spot-it-to-stop-it/the-hallway"


def types(page: Page, label: str, words: str) -> None:
    """Put the words into a field as somebody with a keyboard alone would."""
    field = page.get_by_label(label, exact=True)
    field.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(words)


def presses(page: Page, name: str | re.Pattern[str], role: str = "button") -> None:
    target = page.get_by_role(role, name=name, exact=isinstance(name, str)).first  # type: ignore[arg-type]
    target.focus()
    page.keyboard.press("Enter")


def ticks(page: Page, label: str | re.Pattern[str]) -> None:
    page.get_by_label(label).first.focus()
    page.keyboard.press("Space")


def adds(page: Page, label: str, words: str) -> None:
    """Type into an "Add …" field and press Enter: the page of what was added comes, and takes nothing for lost."""
    types(page, label, words)
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.get_by_text("Words of yours were not sent.")).to_be_hidden()


def adds_choice(page: Page, words: str, reply: str, *, leads_to: str = "A new scene") -> None:
    """A new choice: the field for its reply has the focus when it comes."""
    page.get_by_label("It leads to", exact=True).select_option(label=leads_to)
    adds(page, "Add a choice", words)
    expect(page.locator("textarea[id$=__reply]:focus")).to_have_value("")
    page.keyboard.type(reply)
    is_saved(page)


def is_saved(page: Page) -> None:
    expect(page.locator("#state")).to_have_text(re.compile(r"Saved \d"), timeout=15_000)


def opens(page: Page, part: str) -> None:
    is_saved(page)
    page.get_by_role("navigation", name="Outline").get_by_role("link", name=re.compile(part)).first.click()
    expect(page.locator("#part-title")).to_be_visible()


def chooses_picture(page: Page, name: str) -> None:
    page.locator("summary", has_text="Choose a picture").focus()
    page.keyboard.press("Enter")
    page.get_by_label(name, exact=True).focus()
    page.keyboard.press("Space")
    is_saved(page)


def write_front(page: Page) -> None:
    opens(page, "What officers read first")
    types(page, "What it is, in a sentence or two", "A tin is taped shut in a shed, and a child sits by it.")
    types(page, "Why it matters to whoever reads it", "You pass sheds every day. One of them may matter to a child.")
    types(page, "Minutes it takes", "5")
    types(page, "Place and time, under the title", "The yard, 15.10")
    types(page, "Before the first scene", "A neighbour let you through to the yard.")
    ticks(page, "Missing children")
    ticks(page, re.compile("Everyone has a duty"))
    ticks(page, re.compile("^Your safeguarding hub"))
    is_saved(page)


def write_thing(page: Page, *, is_sign: bool) -> None:
    types(page, "What it may mean", "Somebody may have asked a child to keep something safe.")
    ticks(page, "Yes, here it may mean something" if is_sign else "No, here it is innocent")
    types(page, "It may also be, 1", "It holds pegs for the washing line.")
    types(page, "It may also be, 2", "It holds biscuits for the birds.")
    types(page, "A curious question", "I noticed the tin. What do you keep in it?")
    types(page, "What is said of it at the end", "The tin was taped shut on a warm day.")
    chooses_picture(page, "Phone on charge")
    types(page, "In words, for whoever cannot see it", "A round tin with its lid taped down.")
    is_saved(page)


def write_ending(page: Page, title: str) -> None:
    opens(page, title)
    types(page, "How it ends", "The yard is quiet again, and somebody knows.")
    types(page, "Step 1, Response officers", "Tell {contact:safeguarding_hub} what you saw.")
    types(page, "Because, step 1, Response officers", "They may hold the other half of this story.")
    is_saved(page)
    presses(page, "Save")
    page.wait_for_load_state()
    presses(page, "Give these steps to everybody who has none yet")
    expect(page.get_by_text("PCSOs 1 step")).to_be_visible()
    ticks(page, re.compile("^Your safeguarding hub"))
    is_saved(page)


def sends(page: Page) -> None:
    presses(page, "Send for review", role="link")
    expect(page.get_by_role("heading", level=1)).to_contain_text("for review")
    if page.get_by_label("Reason").count():
        types(page, "Reason", "The words are those of the people who use them.")
    presses(page, "Send for review")
    expect(page.get_by_role("main")).to_contain_text("is sent")


def test_a_scenario_goes_from_a_blank_page_to_an_officer(visit: Visit) -> None:
    trainer, reviewer, officer = visit(), visit(), visit(PHONE)
    trainer.sign_in(TRAINER)
    page = trainer.page

    trainer.go("/author/")
    presses(page, "Begin something new", role="link")
    ticks(page, "Everyday-object scenario")
    types(page, "Title", "The tin in the shed")
    trainer.looks_right("studio-new-desk")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The tin in the shed")
    expect(page.get_by_role("region", name="Checks")).to_contain_text("to put right before review")
    write_front(page)

    adds(page, "Add an ending", "Somebody was told")
    adds(page, "Add an ending", "The gate closed")
    adds(page, "Add a scene", "The yard")
    expect(page.locator("#part-title")).to_have_text("Scene: The yard")
    types(page, "What happens", "It is a warm day. There are bricks and a shed.")
    types(page, "The question", "What do you do?")
    chooses_picture(page, "The hallway")

    adds(page, "Add a thing", "A tin")
    expect(page.locator("#part-title")).to_have_text("Thing: A tin")
    write_thing(page, is_sign=True)
    presses(page, "Back to the scene", role="link")
    expect(page.locator("#part-title")).to_have_text("Scene: The yard")
    expect(page.get_by_text("Words of yours were not sent.")).to_be_hidden()
    presses(page, "A tin", role="link")
    box = page.locator(".place-own")
    before = page.get_by_label("Across", exact=True).input_value()
    box.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert int(page.get_by_label("Across", exact=True).input_value()) == int(before) + 2
    is_saved(page)
    trainer.looks_right("studio-thing-desk")
    presses(page, "Back to the scene", role="link")
    adds(page, "Add a thing", "A watering can")
    write_thing(page, is_sign=False)
    types(page, "Across", "200")
    is_saved(page)
    presses(page, "Back to the scene", role="link")
    types(page, "What the officer is asked to do with them", "What would you look at twice?")

    adds_choice(page, "Go back to the car", "The gate closes behind you.", leads_to="Ending: The gate closed")
    adds_choice(page, "Look into the shed", "The door is not locked.")
    expect(page.locator("#part-title")).to_have_text("Scene: The yard")
    opens(page, "Look into the shed")
    types(page, "What happens", "A child sits on a box in the dark.")
    types(page, "The question", "And now?")
    adds_choice(
        page,
        "Sit down, and say your name",
        "After a while the child says theirs.",
        leads_to="Ending: Somebody was told",
    )
    write_ending(page, "Somebody was told")
    write_ending(page, "The gate closed")

    opens(page, "Map of all scenes")
    expect(page.get_by_role("region", name="Checks")).to_contain_text("Nothing to put right")
    trainer.looks_right("studio-map-desk")

    presses(page, "Preview as an officer", role="link")
    page.get_by_label("From").select_option(label="Look into the shed")
    page.get_by_label("As", exact=True).select_option(label="PCSOs")
    presses(page, "Start from there")
    expect(page.get_by_role("main")).to_contain_text("A child sits on a box in the dark.")
    ticks(page, "Sit down, and say your name")
    presses(page, "Do this")
    expect(page.get_by_role("main")).to_contain_text("How it ended: Somebody was told")
    trainer.looks_right("studio-preview-desk", aria=False)
    presses(page, "Leave the preview", role="link")
    presses(page, "Write", role="link")
    sends(page)

    reviewer.sign_in(REVIEWER)
    desk = reviewer.page
    reviewer.go("/author/")
    reviewer.looks_right("studio-queue-desk", aria=False)
    presses(desk, "The tin in the shed", role="link")
    comment = desk.locator("#scenes__the-yard__text")
    comment.get_by_text("Comment").first.click()
    comment.get_by_label("Comment").fill("Say what time of day it is.")
    comment.get_by_role("button", name="Add the comment").click()
    expect(desk.locator("#scenes__the-yard__text")).to_contain_text("Say what time of day it is.")
    reviewer.looks_right("studio-review-desk")
    presses(desk, "Send it back")
    expect(desk.get_by_role("alert")).to_be_visible()
    types(desk, "Why it goes back", "The yard needs a time of day.")
    presses(desk, "Send it back")
    expect(desk.get_by_role("main")).to_contain_text("is back with whoever wrote it")

    trainer.go("/author/")
    expect(page.get_by_role("main")).to_contain_text("Sent back: The yard needs a time of day.")
    presses(page, re.compile("The tin in the shed"), role="link")
    expect(page.get_by_role("main")).to_contain_text("One comment waits for you")
    presses(page, "Say what time of day it is.", role="link")
    types(page, "What happens", "It is three in the afternoon, and warm. There are bricks and a shed.")
    presses(page, "Done with this comment")
    expect(page.get_by_role("main")).not_to_contain_text("Say what time of day it is.")
    sends(page)

    reviewer.go("/author/spot-it-to-stop-it/the-tin-in-the-shed/review")
    presses(desk, "Approve it")
    presses(desk, "Publish it now")
    expect(desk.get_by_role("main")).to_contain_text("is published")
    assert trainer.complaints == []

    officer.sign_in()
    officer.go("/learn/spot-it-to-stop-it/the-tin-in-the-shed")
    hand = officer.page
    hand.get_by_role("button", name="Start the tin in the shed").click()
    hand.get_by_role("button", name=re.compile("^A tin")).first.click()
    hand.get_by_role("button", name="Mark it").click()
    hand.get_by_label("Look into the shed").check()
    hand.get_by_role("button", name="Do this").click()
    hand.get_by_label("Sit down, and say your name").check()
    hand.get_by_role("button", name="Do this").click()
    expect(hand.get_by_role("heading", level=1)).to_have_text("You looked twice at the one thing that mattered.")
    hand.get_by_role("button", name="Finish the tin in the shed").click()
    expect(hand.get_by_role("main")).to_contain_text("Done, and recorded.")
    assert officer.complaints == []


@pytest.fixture
def hallway(visit: Visit) -> Callable[..., Visitor]:
    """A trainer's window on the hallway's next version."""

    def open_it(part: str = "scenes/hallway", **window: object) -> Visitor:
        visitor = visit(**window)
        visitor.sign_in(TRAINER)
        visitor.go(HALLWAY)
        begin = visitor.page.get_by_role("button", name="Begin a new version")
        if begin.count():
            begin.click()
        visitor.go(f"{HALLWAY}/edit?part={part}")
        return visitor

    return open_it


@pytest.mark.parametrize(("size", "name"), [(DESK, "desk"), (PHONE, "phone")])
@pytest.mark.parametrize(
    ("part", "what"),
    [("", "map"), ("scenes/hallway", "scene"), ("endings/seen-and-heard", "ending"), ("front", "front")],
)
def test_the_editor_looks_right(hallway, size, name, part, what) -> None:
    visitor = hallway(part, size=size)
    visitor.looks_right(f"studio-hallway-{what}-{name}", aria=False)


def test_the_editor_looks_right_at_night(hallway) -> None:
    hallway("scenes/hallway/objects/coat", night=True).looks_right("studio-object-night", aria=False)


def test_the_studios_pages_are_valid_html(hallway, tmp_path: Path) -> None:
    visitor = hallway("")
    pages = ["", "/read", "/review", "/preview", "/send", "/differences"]
    parts = ["", "front", "tray", "scenes/hallway", "scenes/hallway/objects/coat", "endings/all-quiet"]
    for path in ["/author/", "/author/modules", "/author/new", *(f"{HALLWAY}{page}" for page in pages)]:
        keep(visitor, path, tmp_path)
    for part in parts:
        keep(visitor, f"{HALLWAY}/edit?part={part}", tmp_path)
    assert faults_in(tmp_path) == []


def test_nothing_is_lost_when_the_network_goes(hallway) -> None:
    visitor = hallway("front")
    visitor.expected = ("ERR_INTERNET_DISCONNECTED",)
    page = visitor.page
    visitor.context.set_offline(True)
    types(page, "Why it matters to whoever reads it", "Typed in a lift.")
    expect(page.locator("#state")).to_contain_text("Saved on this device, will be sent")
    visitor.context.set_offline(False)
    is_saved(page)
    page.reload()
    expect(page.get_by_label("Why it matters to whoever reads it")).to_have_value("Typed in a lift.")
    presses(page, "Undo")


def test_words_that_were_never_sent_are_offered_back(hallway) -> None:
    visitor = hallway("front")
    page = visitor.page
    page.route("**/save", lambda route: route.abort())
    visitor.expected = ("ERR_FAILED",)
    types(page, "Why it matters to whoever reads it", "Typed and never sent.")
    expect(page.locator("#state")).to_contain_text("on this device")
    page.on("dialog", lambda dialog: dialog.accept())
    page.unroute("**/save")
    page.reload()
    expect(page.get_by_text("Words of yours were not sent.")).to_be_visible()
    presses(page, "Put them back")
    expect(page.get_by_label("Why it matters to whoever reads it")).to_have_value("Typed and never sent.")
    is_saved(page)
    presses(page, "Undo")


def test_the_second_of_two_windows_sees_both(hallway) -> None:
    one, other = hallway("front"), hallway("front")
    for visitor, words in ((one, "Said in one window."), (other, "Said in the other.")):
        visitor.expected = ("409",)
        types(visitor.page, "Why it matters to whoever reads it", words)
        if visitor is one:
            is_saved(one.page)
    expect(other.page.locator("#state")).to_contain_text("somebody else changed the same words")
    presses(other.page, "Save")
    expect(other.page.get_by_role("alert")).to_contain_text("Nothing is lost")
    expect(other.page.get_by_text("Said in one window.")).to_be_visible()
    other.looks_right("studio-both-desk", aria=False)
    ticks(other.page, "What they wrote")
    presses(other.page, "Save")
    expect(other.page.get_by_label("Why it matters to whoever reads it")).to_have_value("Said in one window.")
    presses(other.page, "Undo")


def test_without_script_everything_is_done_with_buttons(hallway) -> None:
    visitor = hallway("scenes/hallway/objects/coat", script=False)
    page = visitor.page
    across = int(page.get_by_label("Across", exact=True).input_value())
    page.get_by_role("button", name="Right", exact=True).click()
    expect(page.get_by_label("Across", exact=True)).to_have_value(str(across + 10))
    page.get_by_label("Name, which gives nothing away").fill("A small red coat")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#part-title")).to_have_text("Thing: A small red coat")
    for _ in range(2):
        page.get_by_role("button", name="Undo").click()
    expect(page.locator("#part-title")).to_have_text("Thing: Small coat on the hooks")
