"""An officer listens to an episode in a real browser, skipping about, and what is kept is what was really played."""

import re

import pytest

from tests.journeys.conftest import DESK, PHONE, Visitor

EPISODE = "/learn/spot-it-to-stop-it/home-by-morning"
PLAYED = """[...Array(sound.played.length).keys()].map(
    (part) => [sound.played.start(part) * 1000, sound.played.end(part) * 1000])"""


@pytest.fixture
def listener(visit):
    visitor = visit(DESK)
    visitor.sign_in("a detective")
    visitor.go(EPISODE)
    assert visitor.page.evaluate("sound.canPlayType('audio/mpeg')"), "no MP3: name another browser in CHROMIUM"
    return visitor


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("button", name=name, exact=True).click()


def listens(visitor: Visitor, seconds: float) -> None:
    visitor.page.wait_for_timeout(seconds * 1000)


def heard(visitor: Visitor) -> list[tuple[float, float]]:
    """The map as the server draws it."""
    visitor.go(EPISODE)
    parts = re.findall(r'<rect x="(\d+)" width="(\d+)"', visitor.page.content())
    return [(float(start), float(start) + float(width)) for start, width in parts]


def total(parts) -> float:
    return sum(end - start for start, end in parts)


def test_seeks_replays_two_tabs_and_double_speed_give_an_honest_map(listener):
    """The server's map differs from what the browser says it played by less than 1 % of the episode."""
    length = float(listener.page.locator("#player").get_attribute("data-length"))
    press(listener, "Play")
    listens(listener, 3)
    press(listener, "2×")
    listens(listener, 3)
    listener.page.locator(".chapters a").nth(2).click()
    listens(listener, 2)
    press(listener, "Back 15 seconds")
    listens(listener, 2)
    slider = listener.page.get_by_role("slider", name="Place in the episode")
    slider.focus()
    for _ in range(8):
        slider.press("ArrowRight")
    listens(listener, 1)
    listener.page.evaluate("sound.currentTime = 5")  # as a headset would; and heard before
    listens(listener, 2)
    here = listener.page.evaluate(PLAYED)

    other = listener.context.new_page()
    other.goto(listener.site.address + EPISODE)
    other.locator(".cue button").nth(30).dispatch_event("click")
    other.wait_for_timeout(2500)
    assert listener.page.evaluate("sound.paused"), "one window plays at a time"
    there = other.evaluate(PLAYED)
    other.get_by_role("button", name="Pause", exact=True).click()
    other.wait_for_timeout(800)
    other.close()

    assert abs(total(heard(listener)) - total(here) - total(there)) < length / 100


def test_goes_on_where_it_stopped_on_another_device(listener, visit):
    press(listener, "On 15 seconds")
    press(listener, "Play")
    listens(listener, 2)
    press(listener, "Pause")
    listens(listener, 0.8)
    stands = listener.page.locator("#stands").inner_text()

    phone = visit(PHONE)
    phone.sign_in("a detective")
    phone.go(EPISODE)
    assert f"You stopped at {stands}." in phone.page.locator("#player-says").inner_text()
    press(phone, "Play")
    phone.page.wait_for_function("() => sound.currentTime > 15")
    press(phone, "Pause")


def test_what_the_radio_lost_is_sent_again(listener):
    before = total(heard(listener))
    listener.page.evaluate("sound.load()")
    listener.page.locator(".chapters a").nth(4).click()
    listener.page.wait_for_function("() => sound.currentTime > 0 && !sound.paused")
    listener.expected = ("ERR_INTERNET_DISCONNECTED",)
    listener.context.set_offline(True)
    listens(listener, 2)
    press(listener, "Pause")
    listener.page.get_by_text("Not saved yet. Trying again").wait_for()
    listener.context.set_offline(False)
    listener.page.get_by_text("Not saved yet. Trying again").wait_for(state="hidden", timeout=15_000)
    assert total(heard(listener)) > before + 1_500


def test_is_loaded_once_there_is_a_line_again(listener):
    listener.expected = ("ERR_INTERNET_DISCONNECTED",)
    listener.context.set_offline(True)
    press(listener, "Play")
    listener.page.get_by_text("The sound could not be loaded. Try again").wait_for()
    listener.context.set_offline(False)
    press(listener, "Play")
    listener.page.wait_for_function("() => !sound.paused && sound.currentTime > 0.2")
    press(listener, "Pause")


def test_what_could_not_be_sent_goes_when_the_page_is_loaded_again(listener):
    """As when somebody has signed in anew in another window: this page's form no longer counts."""
    before = total(heard(listener))
    listener.expected = ("400", "502")
    answers = iter([502, 400])
    listener.page.route(
        "**/listen", lambda route: route.fulfill(status=next(answers), content_type="text/html", body="No")
    )
    listener.page.locator(".chapters a").nth(5).click()
    listener.page.wait_for_function("() => sound.currentTime > 0 && !sound.paused")
    listens(listener, 2)
    press(listener, "Pause")
    listener.page.get_by_text("kept in this window, but could not be sent").wait_for(timeout=15_000)
    listener.page.unroute("**/listen")
    with listener.page.expect_response("**/listen"):
        listener.go(EPISODE)
    assert total(heard(listener)) > before + 1_500


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
def test_looks_right(visit, size, night):
    visitor = visit(size, night=night)
    visitor.sign_in("a detective")
    place = "desk" if size is DESK else "phone"
    for page, name in {
        EPISODE: "episode",
        "/learn/spot-it-to-stop-it/action-card": "action-card",
        "/learn/spot-it-to-stop-it/object-guide": "object-guide",
        "/learn/spot-it-to-stop-it/can-i-come-out": "blog",
        "/learn/spot-it-to-stop-it/look-again-workshop": "training",
    }.items():
        visitor.go(page)
        visitor.page.wait_for_timeout(200)
        visitor.looks_right(f"{name}-{place}-{'night' if night else 'day'}", aria=False)


def test_an_episode_is_all_there_without_script(visit):
    visitor = visit(PHONE, script=False)
    visitor.sign_in("a PCSO")
    visitor.go(EPISODE)
    assert visitor.page.locator("audio[controls]").is_visible()
    assert visitor.page.locator(".cue").count() > 40
    visitor.page.get_by_role("button", name="I have read it to the end").click()
    assert "quicker than anyone can read" in visitor.page.content()
