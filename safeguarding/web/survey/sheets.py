"""How the questions are laid out: a few to a page, always the same for one instrument, so that both waves look alike.

Few pages cost a shared terminal and a poor signal little, and every page is saved as it is left.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from safeguarding.survey.rules.asked import AskedItem

AT_MOST = {"vignette": 2, "scale": 6, "single": 3, "multiple": 3, "recognition": 1}
INSTRUMENTS_KEPT = 8
MINUTES_FOR = {"vignette": 0.7, "scale": 0.15, "single": 0.35, "multiple": 0.5, "recognition": 0.35}
# The last sentence, when it asks: what stands before it is the story.
ASKS_AT_THE_END = re.compile(r"(?s)(.*[.!?][”’]?)\s+([^.!?]*\?)")


@dataclass(frozen=True)
class Choice:
    """One radio or box of a question, and its id on the page."""

    id: str
    code: str
    text: str
    stands_alone: bool


@dataclass(frozen=True)
class Question:
    """An item as it stands on a page. `story` is told before it is asked; `apart` is what is no answer to it.

    `ask` stands above the first statement of a scale, for all of them.
    """

    number: int
    item: AskedItem
    story: str
    asked: str
    answers: tuple[Choice, ...]
    apart: tuple[Choice, ...]
    ask: str = ""

    @property
    def field(self) -> str:
        """What it is called in the form."""
        return _field(self.item)

    @property
    def was_answered(self) -> str:
        """What says in the form that boxes were ticked when the page was made: with none now, they were unticked."""
        return f"{self.field}-was"

    @property
    def is_scale(self) -> bool:
        return self.item.scale is not None


@dataclass(frozen=True)
class Sheet:
    """One page of questions."""

    number: int
    questions: tuple[Question, ...]

    @property
    def first(self) -> int:
        return self.questions[0].number

    @property
    def last(self) -> int:
        return self.questions[-1].number


@lru_cache(maxsize=INSTRUMENTS_KEPT)
def sheets_of(items: tuple[AskedItem, ...]) -> tuple[Sheet, ...]:
    """The pages, in the order of the items; laid out once."""
    piles: list[list[Question]] = []
    for number, item in enumerate(items, start=1):
        question = _question(number, item)
        if not piles or not _goes_with(piles[-1], item):
            piles.append([question])
        else:
            is_first = piles[-1][-1].item.scale != item.scale
            piles[-1].append(question if is_first else replace(question, ask=""))
    return tuple(Sheet(number, tuple(pile)) for number, pile in enumerate(piles, start=1))


def sheet_with(sheets: Sequence[Sheet], item: AskedItem) -> Sheet:
    """The page on which this is asked."""
    return next(sheet for sheet in sheets if any(one.item.code == item.code for one in sheet.questions))


def minutes_left(sheets: Sequence[Sheet], *, from_sheet: int = 1) -> int:
    """About how long the questions from this page on take, in whole minutes, one at least."""
    left = (one.item.kind for sheet in sheets[from_sheet - 1 :] for one in sheet.questions)
    return max(1, round(sum(MINUTES_FOR[kind] for kind in left)))


def _goes_with(pile: list[Question], item: AskedItem) -> bool:
    """Stories stand with stories, statements with those of their scale, and what names the campaign by itself."""
    first, last = pile[0].item, pile[-1].item
    if {first.kind, item.kind} <= {"single", "multiple"}:
        return len(pile) < min(AT_MOST[first.kind], AT_MOST[item.kind])
    if len(pile) == 1 and first.kind == "single" and item.kind == "scale":
        return True
    return last.kind == item.kind and last.scale == item.scale and len(pile) < AT_MOST[item.kind]


def _question(number: int, item: AskedItem) -> Question:
    found = ASKS_AT_THE_END.fullmatch(item.text) if item.kind == "vignette" else None
    story, asked = (found[1], found[2]) if found else ("", item.text)
    choices = [
        # The first has the id of the question, so that the link of a fault reaches it.
        Choice(_field(item) + (f"-{place}" if place > 1 else ""), option.code, option.text, option.code in item.alone)
        for place, option in enumerate(item.options, start=1)
    ]
    # They are shown in the order of the item, which belongs to it: what stands apart is what comes last.
    end = len(choices)
    while end and choices[end - 1].code in {*item.outside, *item.alone}:
        end -= 1
    return Question(number, item, story, asked, tuple(choices[:end]), tuple(choices[end:]), _ask(item))


def _ask(item: AskedItem) -> str:
    return item.scale.ask if item.scale else ""


def _field(item: AskedItem) -> str:
    return f"item-{item.code}"
