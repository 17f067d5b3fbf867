"""How the officer's pages say things: days, greetings, counts and what to call a module."""

from datetime import date, datetime
from typing import Protocol

from safeguarding.common.clock import LONDON, london_day
from safeguarding.content.queries.campaigns import CampaignFront
from safeguarding.content.rules.podcast import playing_time as content_playing_time
from safeguarding.learning.queries.scenes import ObjectView, StepView
from safeguarding.people.rules.roles import RoleFamily

KIND_NAMES = {
    "scenario": "Everyday-object scenario",
    "podcast": "Podcast",
    "article": "Article",
    "blog": "Blog",
    "resource": "Resource",
    "training": "Training",
}
KINDS = {
    "scenario": "Scenarios",
    "podcast": "Podcasts",
    "article": "Articles",
    "blog": "Blogs",
    "resource": "Resources",
    "training": "Training",
}
CALLED = {"podcast": "episode", "resource": "page"}

# Short enough for a row of tabs.
ROLE_TABS = {
    RoleFamily.RESPONSE: "Response",
    RoleFamily.INVESTIGATION: "Investigation",
    RoleFamily.NEIGHBOURHOOD: "Neighbourhood",
    RoleFamily.CUSTODY: "Custody",
    RoleFamily.CONTACT_CENTRE: "Contact centre",
    RoleFamily.PCSO: "PCSOs",
    RoleFamily.POLICE_STAFF: "Police staff",
}


def role_tabs(own: RoleFamily) -> dict[RoleFamily, str]:
    """The officer's own role family first, then the others."""
    return {own: ROLE_TABS[own], **ROLE_TABS}


def hello(display_name: str, campaign: CampaignFront, *, at: datetime) -> str:
    """Good evening, Priya. Month 3 of 12."""
    where = where_the_campaign_is(starts_on=campaign.starts_on, ends_on=campaign.ends_on, today=london_day(at))
    return f"{greeting(at)}, {first_name(display_name)}. {where}"


def greeting(instant: datetime) -> str:
    """By the part of the day in London; whoever is up at three has had a long evening."""
    hour = instant.astimezone(LONDON).hour
    if 5 <= hour < 12:
        return "Good morning"
    return "Good afternoon" if 12 <= hour < 17 else "Good evening"


def where_the_campaign_is(*, starts_on: date, ends_on: date, today: date) -> str:
    """Its month, counted from the day it began; afterwards, that everything stays open."""
    if today > ends_on:
        return "The campaign is over; everything here stays open."
    return f"Month {_month_of(starts_on, today)} of {_month_of(starts_on, ends_on)}."


def _month_of(starts_on: date, day: date) -> int:
    """In which month this day is, counted from the day the campaign began; its first day is in month 1."""
    return (day.year - starts_on.year) * 12 + day.month - starts_on.month + (day.day >= starts_on.day)


def day(instant: datetime) -> str:
    """20 November 2026."""
    there = instant.astimezone(LONDON)
    return f"{there.day} {there:%B %Y}"


def weekday(on: date) -> str:
    """Monday."""
    return f"{on:%A}"


def time_of_day(instant: datetime) -> str:
    """23.40, as a field guide would write it."""
    return f"{instant.astimezone(LONDON):%H.%M}"


class Titled(Protocol):
    """A module, or a place on a shelf for one."""

    @property
    def title(self) -> str: ...
    @property
    def kind(self) -> str: ...


def called(module: Titled) -> str:
    """A module within a sentence: "Start the hallway", but "Finish this article"."""
    if module.title.startswith("The "):
        return "the " + module.title.removeprefix("The ").partition(",")[0]
    return f"this {CALLED.get(module.kind, module.kind)}"


def first_name(display_name: str) -> str:
    """What to greet somebody by; a name written surname first stays whole."""
    return display_name if "," in display_name else display_name.split(" ", 1)[0]


def playing_time(milliseconds: int) -> str:
    """4.07, as we write times; 1.02.30 where there are hours."""
    return content_playing_time(milliseconds).replace(":", ".")


def heard_in_words(*, heard_ms: int, length_ms: int) -> str:
    """How much of an episode has been heard."""
    return f"{playing_time(heard_ms)} of {playing_time(length_ms)} heard."


def looks_in_words(*, marked: int, left: int, to_go: int) -> str:
    """Where the officer has got to in a scene."""
    if not to_go:
        return f"{marked} marked, {left} left. That is everything here."
    if not marked and not left:
        return f"{to_go} things to look at"
    return f"{marked} marked, {left} left, {to_go} to go"


def looked_at(thing: ObjectView) -> str:
    """Said to somebody who cannot see the page change."""
    if thing.is_marked:
        return f"{thing.name}: marked."
    return f"{thing.name}: left." if thing.is_left else f"{thing.name} is open."


def next_unopened(view: StepView) -> ObjectView | None:
    """The next thing nobody has looked at, after the one that is open."""
    codes = [thing.code for thing in view.objects]
    start = codes.index(view.open_object.code) + 1 if view.open_object else 0
    in_turn = [*view.objects[start:], *view.objects[:start]]
    return next((thing for thing in in_turn if thing.look is None), None)
