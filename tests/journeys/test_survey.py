"""Head of comms plans a survey and opens it; officers answer it in their own ways; comms closes it."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.journeys.test_html import faults_in, keep
from tests.journeys.test_officer import press_until

WAVES = "/dashboard/waves"
SHEETS = 7
# What a browser says to a page when another tab is opened, or the screen goes dark.
PUT_AWAY = """
    Object.defineProperty(document, "visibilityState", { value: "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
"""

Visit = Callable[..., Visitor]


def main(visitor: Visitor) -> Page:
    return visitor.page.get_by_role("main")  # type: ignore[return-value]


def press(visitor: Visitor, name: str) -> None:
    main(visitor).get_by_role("button", name=name, exact=True).click()


def follow(visitor: Visitor, name: str) -> None:
    main(visitor).get_by_role("link", name=name, exact=True).click()


def both_sizes(visitor: Visitor, name: str, *, aria: bool = True) -> None:
    """The page as it is, at a desk and on a phone."""
    for size, place in ((PHONE, "phone"), (DESK, "desk")):
        visitor.page.set_viewport_size(size)  # type: ignore[arg-type]
        visitor.looks_right(f"{name}-{place}", aria=aria)


def stands_at(visitor: Visitor, number: int) -> None:
    visitor.page.wait_for_url(re.compile(rf"/{number}$"))


def answer_the_page(visitor: Visitor) -> None:
    """The first choice of every question on the page, as a mouse would."""
    for group in visitor.page.locator(".quiz-question").all():
        group.locator("label").first.click()


def test_a_survey_is_planned_opened_answered_and_closed(visit: Visit, tmp_path: Path) -> None:
    gwen = visit(DESK)
    gwen.sign_in("the head of internal communications")
    address = plans_and_opens(gwen, tmp_path)
    try:
        answers_on_a_phone_at_night(visit, address)
        answers_by_keyboard_and_goes_on_elsewhere(visit, address)
        answers_without_script(visit, address, tmp_path)
        loses_nothing_when_the_radio_goes(visit, address)
    finally:
        closes(gwen)
    looks_again_after_the_close(visit, address)
    assert faults_in(tmp_path) == []


def plans_and_opens(gwen: Visitor, kept: Path) -> str:
    """Ask everyone, so that the demonstration's people are asked; the address officers find it at."""
    gwen.go(WAVES)
    follow(gwen, "Plan a survey")
    both_sizes(gwen, "wave-plan")
    main(gwen).get_by_label("Everyone").check()
    press(gwen, "See what it could show")
    expect(main(gwen).get_by_role("heading", level=1)).to_have_text(re.compile("It could see a change of"))
    # How many were asked before is by lot, and so another number in each demonstration.
    both_sizes(gwen, "wave-preview", aria=False)
    press(gwen, "Keep this plan")
    expect(gwen.page.get_by_text("Nobody is asked before you open it")).to_be_visible()
    both_sizes(gwen, "wave-planned")
    wave = gwen.page.url.removeprefix(gwen.site.address)
    keep(gwen, wave, kept)
    keep(gwen, f"{wave}/open", kept)

    follow(gwen, "Draw and open it")
    both_sizes(gwen, "wave-open")
    people = re.search(r"Draw ([\d,]+) people", gwen.page.locator("h1").inner_text())
    assert people
    main(gwen).get_by_label("How many people will be asked?").fill(people[1])
    press(gwen, "Draw and open the survey")
    expect(gwen.page.get_by_text("The survey is open.")).to_be_visible()
    keep(gwen, f"{wave}/close", kept)
    keep(gwen, WAVES, kept)
    return wave.replace(WAVES, "/survey")


def answers_on_a_phone_at_night(visit: Visit, address: str) -> None:
    pcso = visit(PHONE, night=True)
    pcso.sign_in("a PCSO")
    pcso.looks_right("survey-home-phone-night", aria=False)
    follow(pcso, "Open the survey")
    pcso.looks_right("survey-intro-phone-night")
    follow(pcso, "Start the questions")
    for number in range(1, SHEETS + 1):
        stands_at(pcso, number)
        answer_the_page(pcso)
        pcso.looks_right(f"survey-{number}-phone-night")
        press(pcso, "Save, and go to the end" if number == SHEETS else "Next question")
    pcso.page.wait_for_url(re.compile("/send$"))
    expect(pcso.page.get_by_text("You have answered 21 of 21.")).to_be_visible()
    pcso.looks_right("survey-send-phone-night")
    press(pcso, "Send my answers")
    pcso.page.wait_for_url(re.compile("/sent$"))
    pcso.looks_right("survey-sent-phone-night")

    pcso.page.go_back()
    pcso.page.wait_for_url(re.compile("/sent$"))


def answers_by_keyboard_and_goes_on_elsewhere(visit: Visit, address: str) -> None:
    desk = visit(DESK)
    desk.sign_in("a detective")
    page = desk.page
    press_until(page, "Tab", "Open the survey")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"{address}$"))
    desk.looks_right("survey-intro-desk")
    press_until(page, "Tab", "Start the questions")
    page.keyboard.press("Enter")
    stands_at(desk, 1)
    press_until(page, "Tab", "Close the report, and note the carer’s words", role="INPUT")
    page.keyboard.press("ArrowDown")
    press_until(page, "Tab", "Note that there are children", role="INPUT")
    page.keyboard.press("Space")
    desk.looks_right("survey-1-desk")
    press_until(page, "Tab", "Next question")
    page.keyboard.press("Enter")
    stands_at(desk, 2)
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    # The radio calls: the terminal is left as it is.

    phone = visit(PHONE)
    phone.sign_in("a detective")
    follow(phone, "Open the survey")
    expect(phone.page.get_by_text("You have answered 2 of 21 so far.")).to_be_visible()
    follow(phone, "Go on where you were")
    stands_at(phone, 2)
    follow(phone, "Back to the questions before")
    stands_at(phone, 1)
    assert phone.page.locator("input:checked").evaluate_all("all => all.map(one => one.value)") == [
        "close-interview",
        "note-referral",
    ]
    phone.page.go_back()
    stands_at(phone, 2)
    press(phone, "Leave these out")
    stands_at(phone, 3)
    for number in range(3, SHEETS + 1):
        stands_at(phone, number)
        answer_the_page(phone)
        if number in (4, 6):
            # A scale as a row on a line; boxes, and what stands apart from them.
            phone.page.set_viewport_size(DESK)  # type: ignore[arg-type]
            phone.looks_right(f"survey-{number}-desk", aria=False)
            phone.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        press(phone, "Save, and go to the end" if number == SHEETS else "Next question")
    phone.page.wait_for_url(re.compile("/send$"))
    follow(phone, "question 3")
    stands_at_the_end_again(phone)
    press(phone, "Send my answers")
    phone.page.wait_for_url(re.compile("/sent$"))

    # At the terminal the same survey is now sent, and what is pressed there changes nothing.
    press(desk, "Next question")
    page.wait_for_url(re.compile("/sent$"))


def stands_at_the_end_again(visitor: Visitor) -> None:
    answer_the_page(visitor)
    press(visitor, "Save, and go to the end")
    visitor.page.wait_for_url(re.compile("/send$"))
    expect(visitor.page.get_by_text("You have answered 21 of 21.")).to_be_visible()


def answers_without_script(visit: Visit, address: str, kept: Path) -> None:
    plain = visit(PHONE, script=False)
    plain.sign_in("in the contact centre")
    follow(plain, "Open the survey")
    keep(plain, address, kept)
    follow(plain, "Start the questions")
    for number in range(1, SHEETS + 1):
        stands_at(plain, number)
        keep(plain, f"{address}/{number}", kept)
        answer_the_page(plain)
        if number == 6:
            plain.page.get_by_label("I would rather not say").check()
            press(plain, "Next question")
            expect(main(plain).get_by_role("alert")).to_contain_text(
                "“I would rather not say” cannot stand with others"
            )
            plain.page.get_by_label("I would rather not say").uncheck()
        press(plain, "Save, and go to the end" if number == SHEETS else "Next question")
    keep(plain, f"{address}/send", kept)
    press(plain, "Send my answers")
    expect(plain.page.get_by_text("Your answers are sent")).to_be_visible()


def loses_nothing_when_the_radio_goes(visit: Visit, address: str) -> None:
    officer = visit(PHONE)
    officer.sign_in("a response officer")
    officer.go(f"{address}/1")
    officer.expected = ("ERR_INTERNET_DISCONNECTED",)
    officer.context.set_offline(True)
    answer_the_page(officer)
    press(officer, "Next question")
    officer.page.locator("#waiting").wait_for()
    officer.context.set_offline(False)
    stands_at(officer, 2)
    officer.go(address)
    expect(officer.page.get_by_text("You have answered 2 of 21 so far.")).to_be_visible()

    # A page half filled in is put away, and the browser closed.
    officer.go(f"{address}/5")
    officer.page.locator(".quiz-question").first.locator("label").first.click()
    with officer.page.expect_response(lambda response: response.status == 204):
        officer.page.evaluate(PUT_AWAY)
    officer.context.close()
    officer = visit(PHONE)
    officer.sign_in("a response officer")
    officer.go(f"{address}/5")
    expect(officer.page.locator("input:checked")).to_have_count(1)

    # One of the boxes takes back the others, and is taken back by them.
    officer.go(f"{address}/6")
    boxes = (
        officer.page.get_by_label("There are other jobs waiting"),
        officer.page.get_by_label("Nothing makes it hard"),
    )
    boxes[0].check()
    boxes[1].check()
    assert not boxes[0].is_checked()
    boxes[0].check()
    assert not boxes[1].is_checked()


def closes(gwen: Visitor) -> None:
    gwen.go(WAVES)
    gwen.page.locator("tr.current-row").get_by_role("link").click()
    # Four people of 44,000: who they are could be asked around for, so it is not said.
    expect(gwen.page.get_by_text("How many have answered is not shown")).to_be_visible()
    both_sizes(gwen, "wave-so-far")
    follow(gwen, "Close the survey")
    both_sizes(gwen, "wave-close")
    press(gwen, "Close the survey now")
    expect(gwen.page.get_by_text("The survey is closed.")).to_be_visible()
    both_sizes(gwen, "wave-closed")


def looks_again_after_the_close(visit: Visit, address: str) -> None:
    officer = visit(PHONE)
    officer.sign_in("a response officer")
    assert officer.page.get_by_role("link", name="Open the survey").count() == 0
    officer.expected = ("410",)
    officer.go(f"{address}/2")
    expect(officer.page.get_by_role("heading", level=1)).to_have_text("This survey has closed")
