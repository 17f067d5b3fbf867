"""Everything a release would publish, entered as counts of people."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from safeguarding.survey.rules.asked import AskedItem
from safeguarding.survey.rules.book import Book
from safeguarding.survey.rules.estimates import (
    FEWEST_FOR_A_GROUP,
    TwoWaves,
    WaveAnswers,
    paired_table,
)
from safeguarding.survey.rules.outcomes import Outcome, is_outside, yes_options


@dataclass(frozen=True)
class StrataGroup:
    """Strata that a figure is shown for together: a role family, a group of units."""

    code: str
    strata: tuple[int, ...]


@dataclass(frozen=True)
class CountedWave:
    """One wave of a release, with the groups it is shown by and how many of each stratum were invited."""

    code: str
    answers: WaveAnswers
    invited: Mapping[int, int]
    groups: tuple[StrataGroup, ...]


def wave_part(wave: str, outcome: Outcome) -> str:
    return f"{wave}/{outcome.code}"


def group_part(wave: str, outcome: Outcome, group: StrataGroup) -> str:
    return f"{wave}/{outcome.code}/{group.code}"


def both_part(outcome: Outcome) -> str:
    return f"both/{outcome.code}"


def apart_part(wave: str, outcome: Outcome) -> str:
    return f"{wave}/{outcome.code}/in one wave only"


def option_part(wave: str, item: AskedItem, option: str) -> str:
    return f"{wave}/{item.code}={option}"


def number_part(wave: str, item: AskedItem) -> str:
    return f"{wave}/{item.code}: how many"


def outside_part(wave: str, item: AskedItem) -> str:
    return f"{wave}/{item.code}: not for them"


def response_part(wave: str, group: StrataGroup | None) -> str:
    return f"{wave}/answered/{group.code if group else 'all'}"


def enter_wave(book: Book, wave: CountedWave, outcomes: Sequence[Outcome], items: Sequence[AskedItem]) -> None:
    """Everything about one wave by itself."""
    asked = [outcome for outcome in outcomes if wave.answers.asks(outcome)]
    for outcome in asked:
        _enter_outcome(book, wave, outcome)
    for item in items:
        _enter_item(book, wave, item, asked)
    _enter_response(book, wave)


def enter_both(book: Book, waves: TwoWaves, outcome: Outcome, *, earlier: str, later: str) -> None:
    """Those who answered both, and so those who answered one only."""
    pairs = waves.both_values(outcome)
    part, both = both_part(outcome), f"both/{outcome.code}"
    if not outcome.is_share:
        book.count(both, pairs.total())
        for code, wave in ((earlier, waves.earlier), (later, waves.later)):
            everybody = sum(values.total() for values in wave.by_stratum(outcome).values())
            only = book.count(f"{code}/{outcome.code} only", everybody - pairs.total())
            book.adds_up(_base(code, outcome), (both, only))
        book.shows_number(part, both)
        return
    _enter_paired(book, waves, outcome, pairs, earlier=earlier, later=later)


def enter_links(book: Book, waves: TwoWaves, *, earlier: str, later: str) -> None:
    """How many answered both waves at all."""
    both = book.count("both/answered", len(waves.pairs))
    for code, wave in ((earlier, waves.earlier), (later, waves.later)):
        only = book.count(f"{code}/answered only", len(wave) - len(waves.pairs))
        book.adds_up(f"{code}/answered", (both, only))
    book.shows_number("both/answered", both)


def _base(wave: str, outcome: Outcome) -> str:
    return f"{wave}/{_key(outcome)}"


def _key(outcome: Outcome) -> str:
    """Outcomes of one question share its counts, whatever they are called."""
    one_question = outcome.is_share and outcome.option is None
    return outcome.items[0] if one_question else outcome.code


def _enter_outcome(book: Book, wave: CountedWave, outcome: Outcome) -> None:
    counted = wave.answers.by_stratum(outcome)
    base = _base(wave.code, outcome)
    part = wave_part(wave.code, outcome)
    _enter_cell(book, base, outcome, counted, tuple(counted))
    book.shows_number(part, base)
    if outcome.is_share:
        book.shows_share(part, (f"{base} yes",), base)
    if not outcome.is_primary:
        return
    # Groups are sums of strata, by whichever way they are cut.
    each = {stratum: f"{base}@{stratum}" for stratum in sorted(counted)}
    for stratum, name in each.items():
        _enter_cell(book, name, outcome, counted, (stratum,), part_of=base)
    _adds_up(book, outcome, base, each.values())
    for group in wave.groups:
        within = [stratum for stratum in group.strata if stratum in counted]
        if sum(sum(counted[stratum].values()) for stratum in within) < FEWEST_FOR_A_GROUP:
            continue
        name, shown = f"{base}@{group.code}", group_part(wave.code, outcome, group)
        _enter_cell(book, name, outcome, counted, within, part_of=base)
        _adds_up(book, outcome, name, [each[stratum] for stratum in within])
        book.shows_number(shown, name)
        if outcome.is_share:
            book.shows_share(shown, (f"{name} yes",), name)


def _enter_cell(
    book: Book,
    name: str,
    outcome: Outcome,
    counted: Mapping[int, Counter[float]],
    strata: Collection[int],
    *,
    part_of: str = "",
) -> None:
    people = sum(sum(counted[stratum].values()) for stratum in strata)
    book.count(name, people)
    if outcome.is_share:
        yes = sum(counted[stratum][1.0] for stratum in strata)
        follows = bool(part_of) and book.is_nobody(f"{part_of} yes", f"{part_of} no")
        parts = (
            book.count(f"{name} yes", yes, of=people, follows=follows),
            book.count(f"{name} no", people - yes, of=people, follows=follows),
        )
        book.adds_up(name, parts)


def _adds_up(book: Book, outcome: Outcome, whole: str, parts: Collection[str]) -> None:
    for answer in (" yes", " no") if outcome.is_share else ("",):
        book.adds_up(f"{whole}{answer}", [f"{part}{answer}" for part in parts])


def _enter_item(book: Book, wave: CountedWave, item: AskedItem, asked: Sequence[Outcome]) -> None:
    """How often each option was chosen. Where one is chosen, the options are the parts of yes and of no."""
    base = f"{wave.code}/{item.code}"
    chosen = Counter[str]()
    people = outside = 0
    for (_, answer), count in wave.answers.tally(item.code).items():
        if is_outside(item, answer):
            outside += count
        else:
            people += count
            chosen.update(dict.fromkeys(answer, count))
    if people + outside == 0:
        return
    book.count(base, people)
    book.shows_number(number_part(wave.code, item), base)
    names = {}
    for option in item.points:
        names[option.code] = book.count(f"{base}={option.code}", chosen[option.code], of=people)
        part = option_part(wave.code, item, option.code)
        book.shows_share(part, (names[option.code],), base)
        if item.takes_many:
            rest = book.count(f"{base}≠{option.code}", people - chosen[option.code], of=people)
            book.adds_up(base, (names[option.code], rest))
    for outcome in asked:
        if outcome.items == (item.code,) and outcome.is_share:
            yes = f"{_base(wave.code, outcome)} yes"
            if outcome.option is not None:
                book.adds_up(yes, (names[outcome.option],))
                book.adds_up(_base(wave.code, outcome), (base,))
            else:
                counts_as_yes = yes_options(item)
                book.adds_up(yes, [names[code] for code in names if code in counts_as_yes])
                rest = f"{_base(wave.code, outcome)} no"
                book.adds_up(rest, [names[code] for code in names if code not in counts_as_yes])
    if item.outside:
        both = book.count(f"{base} in all", people + outside)
        left_out = book.count(f"{base} not for them", outside, of=people + outside)
        book.adds_up(both, (base, left_out))
        book.shows_share(outside_part(wave.code, item), (left_out,), both)


def _enter_response(book: Book, wave: CountedWave) -> None:
    """How many were invited and answered, in all and by group. Nobody is told who did not answer."""
    answered = Counter(wave.answers.strata)
    every = StrataGroup("all", tuple(wave.invited))
    each = {}
    for stratum in wave.invited:
        each[stratum] = _enter_answered(book, wave, f"@{stratum}", (stratum,), answered)
    for group in (every, *wave.groups):
        suffix = "" if group is every else f"@{group.code}"
        whole = _enter_answered(book, wave, suffix, group.strata, answered)
        for place in range(3):
            book.adds_up(whole[place], [each[stratum][place] for stratum in group.strata])
        part = response_part(wave.code, None if group is every else group)
        book.is_known(whole[2])
        if group is every:
            # Those who run a wave have seen it grow: it is shown as counted.
            book.shows_number(part, whole[0], is_exact=True)
        else:
            book.shows_number(part, whole[0])


def _enter_answered(
    book: Book, wave: CountedWave, suffix: str, strata: Collection[int], answered: Mapping[int, int]
) -> tuple[str, str, str]:
    people = sum(wave.invited[stratum] for stratum in strata)
    given = sum(answered.get(stratum, 0) for stratum in strata)
    names = (
        book.count(f"{wave.code}/answered{suffix}", given),
        book.count(f"{wave.code}/did not answer{suffix}", people - given),
        # Invitations are no secret: whoever knows the draw knows them.
        book.count(f"{wave.code}/invited{suffix}", people),
    )
    book.adds_up(names[2], names[:2])
    return names


def _enter_paired(
    book: Book,
    waves: TwoWaves,
    outcome: Outcome,
    pairs: Counter[tuple[float, float]],
    *,
    earlier: str,
    later: str,
) -> None:
    part, both = both_part(outcome), f"both/{outcome.code}"
    if not pairs:
        return
    table, people = paired_table(pairs), pairs.total()
    cells = {
        "yes to yes": table.yes_both,
        "yes to no": table.yes_then_no,
        "no to yes": table.no_then_yes,
        "no to no": table.no_both,
    }
    names = {}
    for cell, count in cells.items():
        before, after = cell.split(" to ")
        follows = book.is_nobody(f"{_base(earlier, outcome)} {before}", f"{_base(later, outcome)} {after}")
        names[cell] = book.count(f"{both} {cell}", count, of=people, follows=follows)
    book.count(both, people)
    book.adds_up(both, names.values())
    sides = (
        (earlier, waves.earlier, ("yes to yes", "yes to no"), ("no to yes", "no to no")),
        (later, waves.later, ("yes to yes", "no to yes"), ("yes to no", "no to no")),
    )
    for code, wave, yes_cells, no_cells in sides:
        values = sum(wave.by_stratum(outcome).values(), Counter[float]())
        only_people = values.total() - people
        base = _base(code, outcome)
        only = book.count(f"{base} only", only_people)
        follows = book.is_nobody(f"{base} yes", f"{base} no")
        for answer, value, of_both in ((" yes", 1.0, yes_cells), (" no", 0.0, no_cells)):
            rest = values[value] - sum(cells[cell] for cell in of_both)
            left = book.count(f"{only}{answer}", rest, of=only_people, follows=follows)
            book.adds_up(f"{base}{answer}", (*(names[cell] for cell in of_both), left))
        book.adds_up(only, (f"{only} yes", f"{only} no"))
        book.shows_share(part, [names[cell] for cell in yes_cells], both)
        if outcome.is_primary and only_people >= FEWEST_FOR_A_GROUP:
            # A test's p, to all its digits, gives away exactly how many it was made of.
            for counted in (only, f"{only} yes"):
                book.shows_number(apart_part(code, outcome), counted, is_exact=True)
    # So does that of the change: how many changed each way.
    for cell in ("yes to no", "no to yes"):
        book.shows_number(part, names[cell], is_exact=True)
    book.shows_number(part, both)
