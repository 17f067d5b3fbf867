"""How the questions are laid out: a few to a page, always the same for one instrument, so that both waves look alike.

Few pages cost a shared terminal and a poor signal little, and every page is saved as it is left.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from safeguarding.survey.rules.asked import AskedItem, Option

AT_MOST = {"vignette": 2, "scale": 6, "single": 2, "multiple": 2, "recognition": 1}
MINUTES_FOR = {"vignette": 0.7, "scale": 0.15, "single": 0.35, "multiple": 0.5, "recognition": 0.35}
# The last sentence, when it asks: what stands before it is the story.
ASKS_AT_THE_END = re.compile(r"(?s)(.*[.!?][”’]?)\s+([^.!?]*\?)")


@dataclass(frozen=True)
class Question:
    """An item as it stands on a page. `story` is told before it is asked; `apart` is what is no answer to it."""

    number: int
    item: AskedItem
    story: str
    asked: str
    answers: tuple[Option, ...]
    apart: tuple[Option, ...]

    @property
    def field(self) -> str:
        """What it is called in the form."""
        return f"item-{self.item.code}"

    @property
    def is_scale(self) -> bool:
        return self.item.scale is not None


@dataclass(frozen=True)
class Sheet:
    """One page of questions. `ask` is what the statements of a scale have in common."""

    number: int
    questions: tuple[Question, ...]

    @property
    def ask(self) -> str:
        scale = self.questions[0].item.scale
        return scale.ask if scale else ""

    @property
    def first(self) -> int:
        return self.questions[0].number

    @property
    def last(self) -> int:
        return self.questions[-1].number


def sheets_of(items: Sequence[AskedItem]) -> tuple[Sheet, ...]:
    """The pages, in the order of the items."""
    piles: list[list[Question]] = []
    for number, item in enumerate(items, start=1):
        if piles and _goes_with(piles[-1], item):
            piles[-1].append(_question(number, item))
        else:
            piles.append([_question(number, item)])
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
    first = pile[0].item
    if {first.kind, item.kind} <= {"single", "multiple"}:
        return len(pile) < min(AT_MOST[first.kind], AT_MOST[item.kind])
    return first.kind == item.kind and first.scale == item.scale and len(pile) < AT_MOST[item.kind]


def _question(number: int, item: AskedItem) -> Question:
    found = ASKS_AT_THE_END.fullmatch(item.text) if item.kind == "vignette" else None
    story, asked = (found[1], found[2]) if found else ("", item.text)
    # They are shown in the order of the item, which belongs to it: what stands apart is what comes last.
    end = len(item.options)
    while end and item.options[end - 1].code in {*item.outside, *item.alone}:
        end -= 1
    return Question(number, item, story, asked, item.options[:end], item.options[end:])
