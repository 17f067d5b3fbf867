"""What an officer is offered next.

The rule, in order: what is half done, the most recent first; then what belongs to a theme of which least is done, so
that nobody gets to know one theme alone; among equals the campaign's own order. Who says how many minutes they have is
offered the first of these that fits.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar


class Standing(StrEnum):
    """How an officer stands with a module."""

    NOT_BEGUN = "not_begun"
    HALF_DONE = "half_done"
    DONE = "done"


class Offer(Protocol):
    """What the rules below need to know about a module and an officer."""

    @property
    def standing(self) -> Standing: ...
    @property
    def last_at(self) -> datetime | None: ...
    @property
    def minutes(self) -> int: ...
    @property
    def position(self) -> int: ...
    @property
    def theme_codes(self) -> tuple[str, ...]: ...


AnOffer = TypeVar("AnOffer", bound=Offer)


def half_done(offers: Sequence[AnOffer]) -> list[AnOffer]:
    """What was begun and can be taken up again, the most recent first."""
    begun = [(offer.last_at, offer) for offer in offers if offer.standing is Standing.HALF_DONE and offer.last_at]
    return [offer for _, offer in sorted(begun, key=lambda pair: pair[0], reverse=True)]


def still_to_do(offers: Sequence[AnOffer]) -> list[AnOffer]:
    """What is not done, in the order it is offered."""
    done = Counter(theme for offer in offers if offer.standing is Standing.DONE for theme in offer.theme_codes)
    untouched = [offer for offer in offers if offer.standing is Standing.NOT_BEGUN]

    def turn(offer: AnOffer) -> tuple[int, int]:
        return min((done[theme] for theme in offer.theme_codes), default=0), offer.position

    return half_done(offers) + sorted(untouched, key=turn)


def next_thing(offers: Sequence[AnOffer]) -> AnOffer | None:
    """The one thing the home page offers; None when everything is done."""
    return next(iter(still_to_do(offers)), None)


def within_minutes(offers: Sequence[AnOffer], minutes: int) -> list[AnOffer]:
    """What is not done and fits into the minutes the officer has, in the order it is offered."""
    return [offer for offer in still_to_do(offers) if offer.minutes <= minutes]
