"""What home and library show of a shelf: themes, pictures, and what fits into the minutes somebody has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from safeguarding.content.formats.front import Front
from safeguarding.content.formats.podcast import Podcast
from safeguarding.content.formats.training import Training
from safeguarding.content.queries.campaigns import CampaignFront
from safeguarding.content.queries.modules import bodies
from safeguarding.learning.queries.shelf import Shelf, ShelfItem
from safeguarding.learning.rules.next_thing import Standing
from safeguarding.web.learn import words
from safeguarding.web.shared.database import Session

MINUTES_TO_CHOOSE_FROM = (2, 5, 10)


@dataclass(frozen=True)
class ThemeShelf:
    """A theme of the campaign, and how far the officer is in it."""

    code: str
    title: str
    summary: str
    modules: tuple[ShelfItem, ...]

    @property
    def total(self) -> int:
        return len(self.modules)

    @property
    def done(self) -> int:
        return sum(module.is_done for module in self.modules)

    @property
    def invitation(self) -> str:
        if not self.total:
            return "Nothing here yet"
        if self.done == self.total:
            return "Look again"
        return "Go on with this theme" if self.done else "Start this theme"


def by_theme(campaign: CampaignFront, on_shelf: Shelf) -> list[ThemeShelf]:
    """Each theme of the campaign with what can be done in it; a module of two themes is in both."""
    return [
        ThemeShelf(
            theme.code,
            theme.title,
            theme.summary,
            tuple(module for module in on_shelf.done_here if theme.code in module.theme_codes),
        )
        for theme in campaign.themes
    ]


@dataclass(frozen=True)
class Pile:
    """Part of the library: what is half done, what is new, what is done."""

    title: str
    modules: tuple[ShelfItem, ...]


def in_piles(modules: Sequence[ShelfItem]) -> list[Pile]:
    """What waits to be finished first, then what was put by, what is new, what is in a room with others, and what is
    done; empty piles are left out."""
    titles = ("Half done", "Saved for later", "New to you", "In a room with colleagues", "Done")
    piles = [Pile(title, tuple(module for module in modules if _pile_of(module) == title)) for title in titles]
    return [pile for pile in piles if pile.modules]


def _pile_of(module: ShelfItem) -> str:
    if module.standing is not Standing.NOT_BEGUN:
        return "Done" if module.is_done else "Half done"
    if module.saved_at:
        return "Saved for later"
    return "New to you" if module.is_done_here else "In a room with colleagues"


@dataclass(frozen=True)
class Signpost:
    """A training: a day, an hour and a place to be."""

    item: ShelfItem
    on: date
    at: time
    lasts: str
    place: str
    is_over: bool


def signposts(
    on_shelf: Shelf, front_of: Mapping[str, Front], campaign: CampaignFront, *, today: date
) -> dict[str, Signpost]:
    """Trainings by their code, the soonest first."""
    found = []
    for item in on_shelf.signposts:
        body = front_of[item.code]
        if isinstance(body, Training):
            on = body.on(campaign.starts_on)
            found.append(Signpost(item, on, body.at, body.lasts, body.place, is_over=on < today))
    return {post.item.code: post for post in sorted(found, key=lambda post: (post.on, post.at))}


def heard_so_far(modules: Sequence[ShelfItem], front_of: Mapping[str, Front]) -> dict[str, str]:
    """How much has been heard of each episode that was begun, in words, by its code."""
    return {
        module.code: words.heard_in_words(heard_ms=module.heard_ms, length_ms=body.length_ms)
        for module in modules
        if module.heard_ms is not None and isinstance(body := front_of[module.code], Podcast)
    }


@dataclass(frozen=True)
class TimeOption:
    """So many minutes, and what there is for them."""

    minutes: int
    words: str
    is_chosen: bool


def time_options(shelf: Shelf, *, chosen: int | None) -> list[TimeOption]:
    """2, 5 or 10 minutes; unless somebody chose already, the shortest that something fits into is marked."""
    chosen = chosen or next((minutes for minutes in MINUTES_TO_CHOOSE_FROM if shelf.within(minutes)), None)
    return [
        TimeOption(minutes, _what_fits(shelf, minutes), is_chosen=minutes == chosen)
        for minutes in MINUTES_TO_CHOOSE_FROM
    ]


def nothing_fits(shelf: Shelf, minutes: int) -> str:
    """Said to somebody who has fewer minutes than anything takes."""
    waiting = [module.minutes for module in shelf.done_here if not module.is_done]
    if not waiting:
        return "You have done everything there is."
    return f"Nothing takes as little as {minutes} minutes. The shortest is {min(waiting)}, and you can stop part way."


def _what_fits(shelf: Shelf, minutes: int) -> str:
    fits = shelf.within(minutes)
    return fits[0].title if fits else "Nothing this short is waiting"


def fronts(session: Session, on_shelf: Shelf) -> dict[str, Front]:
    """What each module says about itself, by its code; from memory once it has been read."""
    known = bodies(session, wanted={item.version_id: (item.kind, item.fingerprint) for item in on_shelf.items})
    return {item.code: known[item.version_id] for item in on_shelf.items}
