"""What is made of one person's answers: each outcome as one number, or none where they gave no answer to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from safeguarding.measurement.index import index_score
from safeguarding.measurement.recognition import recognition_score
from safeguarding.survey.rules.asked import AskedInstrument, AskedItem, Kind, Measure, PrimaryOutcome

# What somebody chose for each item of an outcome; none where they did not answer it.
Chosen = tuple[tuple[str, ...] | None, ...]
Reader = Callable[[Chosen], float | None]

AGREED = 2


@dataclass(frozen=True)
class Outcome:
    """Something that is compared between waves.

    items: the codes of the questions it is made of.
    is_share: each person is yes (1) or no (0); otherwise a score, which runs from 0 to 1, recognition from -1.
    option: for a question with several answers, the one that this outcome counts.
    """

    code: str
    title: str
    items: tuple[str, ...]
    is_share: bool
    is_primary: bool
    base: str
    option: str | None = None


def outcomes_of(instrument: AskedInstrument, *, primary: Sequence[str]) -> list[Outcome]:
    """Everything compared: the primary outcomes named, the other indexes, then question by question as asked."""
    chosen = [outcome for code in primary if (outcome := instrument.outcome(code)) is not None]
    found = [_primary(outcome) for outcome in chosen]
    shown_by_itself = {outcome.items[0] for outcome in chosen if outcome.measure == Measure.SHARE}
    indexed = {outcome.items for outcome in chosen}
    for scale in instrument.scales:
        items = tuple(item.code for item in instrument.items if item.scale and item.scale.code == scale.code)
        if items and items not in indexed:
            found.append(Outcome(f"index-{scale.code}", scale.title, items, False, False, _INDEX_BASE))
    for item in instrument.items:
        if item.code not in shown_by_itself:
            found += _of_item(item)
    return found


def reader_of(outcome: Outcome, instrument: AskedInstrument) -> Reader:
    """How to read this outcome off what somebody chose for each of its items. None: not answered, outside the base, or
    too little of it.

    Raises KeyError if the instrument does not ask one of its items.
    """
    items = [_item(instrument, code) for code in outcome.items]
    if len(items) == 1 and outcome.is_share:
        return _share_reader(items[0], outcome.option)
    if items[0].kind == Kind.SCALE:
        return _index_reader(items)
    if items[0].kind == Kind.RECOGNITION:
        return _recognition_reader(items[0])
    return _mean_share_reader(items)


def is_outside(item: AskedItem, chosen: Sequence[str]) -> bool:
    """Whether this answer says that the question is not for them: left out of the base, and reported beside it."""
    return any(code in item.outside for code in chosen)


_INDEX_BASE = "All who answered at least two thirds of these questions"
_ITEM_BASE = "All who answered this question"


def _primary(outcome: PrimaryOutcome) -> Outcome:
    is_share = outcome.measure == Measure.SHARE
    return Outcome(outcome.code, outcome.title, outcome.items, is_share, True, _ITEM_BASE if is_share else _INDEX_BASE)


def _of_item(item: AskedItem) -> list[Outcome]:
    match item.kind:
        case Kind.SCALE:
            title = f"{item.text} ({'disagree' if item.is_reversed else 'agree'})"
            return [Outcome(item.code, title, (item.code,), True, False, _ITEM_BASE)]
        case Kind.RECOGNITION:
            title = "Recognises the campaign, less what nobody can have seen"
            return [Outcome(item.code, title, (item.code,), False, False, _ITEM_BASE)]
        case Kind.MULTIPLE:
            return [
                Outcome(f"{item.code}-{option.code}", option.text, (item.code,), True, False, _ITEM_BASE, option.code)
                for option in item.points
            ]
        case _ if item.scored:
            texts = [option.text for option in item.options if option.code in item.scored]
            return [Outcome(item.code, " or ".join(texts), (item.code,), True, False, _ITEM_BASE)]
        case _:
            return []


def _item(instrument: AskedInstrument, code: str) -> AskedItem:
    item = instrument.item(code)
    if item is None:
        raise KeyError(code)
    return item


def _share_reader(item: AskedItem, option: str | None) -> Reader:
    outside = frozenset(item.outside)
    counts_as_yes = frozenset((option,) if option else yes_options(item))

    def read(chosen: Chosen) -> float | None:
        (given,) = chosen
        if not given or not outside.isdisjoint(given):
            return None
        return 0.0 if counts_as_yes.isdisjoint(given) else 1.0

    return read


def yes_options(item: AskedItem) -> tuple[str, ...]:
    """What counts as yes: what is scored; on a scale the two points furthest in the direction that is meant."""
    if item.kind != Kind.SCALE:
        return item.scored
    codes = tuple(option.code for option in item.points)
    return codes[:AGREED] if item.is_reversed else codes[-AGREED:]


def _index_reader(items: Sequence[AskedItem]) -> Reader:
    """The mean of the scale, turned where an item is worded the other way round, from 0 to 1."""
    points = len(items[0].points)
    worth = [{option.code: place for place, option in enumerate(item.points, start=1)} for item in items]
    turned = [place for place, item in enumerate(items) if item.is_reversed]

    def read(chosen: Chosen) -> float | None:
        given = [values.get(answer[0]) if answer else None for values, answer in zip(worth, chosen, strict=True)]
        mean = index_score(given, points=points, reversed_items=turned)
        return None if mean is None else (mean - 1) / (points - 1)

    return read


def _mean_share_reader(items: Sequence[AskedItem]) -> Reader:
    readers = [_share_reader(item, None) for item in items]

    def read(chosen: Chosen) -> float | None:
        each = [reader((answer,)) for reader, answer in zip(readers, chosen, strict=True)]
        values = [value for value in each if value is not None]
        # As for an index: at least two thirds of it, in whole numbers.
        return sum(values) / len(values) if 3 * len(values) >= 2 * len(readers) else None

    return read


def _recognition_reader(item: AskedItem) -> Reader:
    real, decoys = frozenset(item.scored), frozenset(item.decoys)

    def read(chosen: Chosen) -> float | None:
        (given,) = chosen
        if not given:
            return None
        return recognition_score(
            real_seen=len(real.intersection(given)),
            real_shown=len(real),
            decoys_seen=len(decoys.intersection(given)),
            decoys_shown=len(decoys),
        )

    return read
