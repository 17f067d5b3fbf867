"""A resource to keep: a one-page action card for each role, or a guide to everyday objects."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from safeguarding.common.markdown import Prose
from safeguarding.common.yaml_fields import Fields
from safeguarding.content.formats.front import Front, Picture, front_from_pack, read_front, read_prose
from safeguarding.content.formats.scenario import NextStep, read_steps, step_from_pack
from safeguarding.content.interchange.files import PackFiles, TextFile
from safeguarding.people.rules.roles import RoleFamily

KIND = "resource"


@dataclass(frozen=True)
class ActionCard:
    """One page for one role: what to do, in order, and one thing to remember."""

    title: str
    steps: tuple[NextStep, ...]
    remember: str


@dataclass(frozen=True)
class GuideEntry:
    """One everyday thing: what it may mean, what else it may be, and what to ask."""

    plate: Picture
    name: str
    may: str
    innocent: tuple[str, ...]
    question: str


@dataclass(frozen=True)
class Resource(Front):
    """The body of a resource. It has either cards for all role families, or a guide."""

    intro: Prose
    cards: Mapping[RoleFamily, ActionCard]
    guide: tuple[GuideEntry, ...]

    @property
    def has_cards(self) -> bool:
        return bool(self.cards)


def read_resource(body: Mapping[str, Any]) -> Resource:
    """A resource from its canonical body."""
    cards = body["cards"] or {}
    return Resource(
        **read_front(body),
        intro=read_prose(body["intro"], body),
        cards={family: _card(cards[family]) for family in RoleFamily if family in cards},
        guide=tuple(_entry(entry) for entry in body["guide"]),
    )


def _card(card: Mapping[str, Any]) -> ActionCard:
    return ActionCard(title=card["title"], steps=read_steps(card["steps"]), remember=card["remember"])


def _entry(entry: Mapping[str, Any]) -> GuideEntry:
    return GuideEntry(
        plate=Picture(**entry["plate"]),
        name=entry["name"],
        may=entry["may"],
        innocent=tuple(entry["innocent"]),
        question=entry["question"],
    )


def resource_from_pack(fields: Fields, files: PackFiles, folder: str) -> tuple[dict[str, Any], dict[str, TextFile]]:
    """A resource's body from its module.yaml; all of its texts stand in that file."""
    body = front_from_pack(fields, files)
    body["intro"] = files.text(fields, "intro", body["text_pictures"])
    cards = fields.inside("cards", what="the cards", is_optional=True)
    body["cards"] = None if cards is None else {family.value: _card_from_pack(cards, family) for family in RoleFamily}
    if cards is not None:
        cards.nothing_else()
    body["guide"] = [
        _entry_from_pack(entry, files) for entry in fields.each("guide", what="an entry", is_optional=True)
    ]
    return body, {}


def _card_from_pack(cards: Fields, family: RoleFamily) -> dict[str, Any]:
    fields = cards.inside(family, what="a card")
    if fields is None:
        return {"title": None, "steps": [], "remember": None}
    card = {
        "title": fields.words("title"),
        "steps": [step_from_pack(step) for step in fields.each("steps", what="a step", least=1)],
        "remember": fields.words("remember"),
    }
    fields.nothing_else()
    return card


def _entry_from_pack(fields: Fields, files: PackFiles) -> dict[str, Any]:
    plate = files.picture(fields, "plate", alt="alt", is_alt_optional=True)
    if plate is None:
        fields.fault(None, "'plate' is missing in an entry. Add `plate:` with the drawing that shows it closely.")
    elif plate["alt"] is None:
        # The name stands beside the plate, so the plate may be silent to those who cannot see it.
        plate["alt"] = ""
    entry = {
        "plate": plate,
        "name": fields.words("name"),
        "may": fields.words("may"),
        "innocent": fields.list_of_words("innocent", is_optional=True),
        "question": fields.words("question"),
    }
    fields.nothing_else()
    return entry
