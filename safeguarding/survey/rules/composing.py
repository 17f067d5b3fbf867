"""From the responses of one wave, or of two, to all the tables of a release."""

from collections import Counter
from dataclasses import replace

from safeguarding.measurement.multiplicity import benjamini_hochberg
from safeguarding.survey.rules.asked import AskedItem, Option
from safeguarding.survey.rules.estimates import FEWEST_FOR_A_GROUP
from safeguarding.survey.rules.groups import ComparedGroup
from safeguarding.survey.rules.outcome_rows import apart_rows, of_change, outcome_rows, shown
from safeguarding.survey.rules.outcomes import Outcome, is_outside
from safeguarding.survey.rules.release import (
    METHOD,
    GroupRow,
    GroupTable,
    ItemTable,
    OptionRow,
    Release,
    WaveFacts,
)
from safeguarding.survey.rules.small_counts import group_part, number_part, option_part, outside_part
from safeguarding.survey.rules.working import (
    Beside,
    ClosedWave,
    ReadWave,
    Working,
    adjusted,
    made_ready,
    points,
    tens,
)


def compose(wave: ClosedWave, earlier: ClosedWave | None, beside: Beside) -> Release:
    """The whole release. The same answers give the same digits: nothing in it is left to chance."""
    working = made_ready(wave, earlier, beside)
    both = working.both
    return Release(
        method=METHOD,
        campaign=beside.campaign,
        wave=_facts(working, working.later),
        earlier=_facts(working, working.earlier) if working.earlier else None,
        both=None if both is None or "both/answered" in working.hidden else tens(len(both.pairs)),
        asked_again=wave.asked_again,
        outcomes=outcome_rows(working),
        groups=_groups(working),
        items=tuple(_item(working, item) for item in working.items),
        dropped_out=apart_rows(working, of_the_later=False),
        fresh=apart_rows(working, of_the_later=True),
        withheld_figures=tuple(sorted(working.hidden)),
    )


def _facts(working: Working, read: ReadWave) -> WaveFacts:
    wave = read.wave
    return WaveFacts(
        code=wave.code,
        month=wave.month,
        title=wave.title,
        design=wave.design,
        frame_on=wave.frame_on.isoformat(),
        closed_on=wave.closed_on.isoformat(),
        in_frame=sum(stratum.frame_count for stratum in wave.strata),
        response=working.response(read),
        effective=tens(read.answers.weighting.effective),
        is_capped=read.answers.weighting.is_capped,
    )


def _groups(working: Working) -> tuple[GroupTable, ...]:
    """Every group with every primary outcome; all of it is exploratory, so Benjamini-Hochberg over the whole."""
    groups = [_group(working, group) for group in working.groups]
    each = [(g, r, moved) for g, group in enumerate(groups) for r, row in enumerate(group.rows) if (moved := row.moved)]
    changes = adjusted([moved for *_, moved in each], by=benjamini_hochberg)
    for (g, r, _), change in zip(each, changes, strict=True):
        rows = list(groups[g].rows)
        rows[r] = replace(rows[r], moved=change)
        groups[g] = replace(groups[g], rows=tuple(rows))
    return tuple(groups)


def _group(working: Working, group: ComparedGroup) -> GroupTable:
    earlier = working.earlier if group.earlier.strata else None
    return GroupTable(
        by=group.by,
        name=group.name,
        earlier_response=working.response(earlier, group.earlier) if earlier else None,
        later_response=working.response(working.later, group.later),
        rows=tuple(_group_row(working, group, outcome) for outcome in working.outcomes if outcome.is_primary),
    )


def _group_row(working: Working, group: ComparedGroup, outcome: Outcome) -> GroupRow:
    waves = [(working.later, group.later)]
    if working.earlier and working.compares(outcome):
        if not group.is_comparable:
            return GroupRow(outcome.code, "not comparable", None, None, None)
        waves.insert(0, (working.earlier, group.earlier))
    figures = []
    for wave, strata in waves:
        found = wave.answers.estimate(outcome, strata=strata.strata)
        if found is None or found.people < FEWEST_FOR_A_GROUP:
            return GroupRow(outcome.code, "too few", None, None, None)
        if group_part(wave.code, outcome, strata) in working.hidden:
            return GroupRow(outcome.code, "withheld", None, None, None)
        figures.append(shown(found))
    if len(figures) == 1 or working.both is None:
        return GroupRow(outcome.code, "shown", None, figures[-1], None)
    change = working.both.change(outcome, earlier_strata=group.earlier.strata, later_strata=group.later.strata)
    return GroupRow(outcome.code, "shown", figures[0], figures[1], of_change(change) if change else None)


def _item(working: Working, item: AskedItem) -> ItemTable:
    ended = working.beside.ended.get(item.code)
    earlier = working.earlier if ended is None else None

    outside = None
    if item.outside:
        texts = [option.text for option in item.options if option.code in item.outside]
        said = Option("outside", " or ".join(texts))
        outside = _option(working, earlier, item, said, says_outside=True)
    return ItemTable(
        code=item.code,
        place=working.beside.instrument.place(item.code),
        text=item.text,
        kind=item.kind.value,
        ended_because=ended,
        earlier_people=_people(working, earlier, item),
        later_people=_people(working, working.later, item),
        options=tuple(_option(working, earlier, item, option) for option in item.points),
        outside=outside,
    )


def _option(
    working: Working, earlier: ReadWave | None, item: AskedItem, option: Option, *, says_outside: bool = False
) -> OptionRow:
    def part(wave: ReadWave) -> str:
        return outside_part(wave.code, item) if says_outside else option_part(wave.code, item, option.code)

    def share(wave: ReadWave) -> float | None:
        return None if part(wave) in working.hidden else _share(wave, item, None if says_outside else option.code)

    return OptionRow(
        code=option.code,
        text=option.text,
        is_scored=option.code in item.scored,
        is_decoy=option.code in item.decoys,
        earlier=share(earlier) if earlier else None,
        later=share(working.later),
        is_earlier_withheld=earlier is not None and part(earlier) in working.hidden,
        is_later_withheld=part(working.later) in working.hidden,
    )


def _share(wave: ReadWave, item: AskedItem, option: str | None) -> float | None:
    """The weighted share who chose this option, of those for whom the question is; with none, of all who answered
    those for whom it is not."""
    chose: Counter[int] = Counter()
    of: Counter[int] = Counter()
    for (stratum, given), people in wave.answers.tally(item.code).items():
        not_for_them = is_outside(item, given)
        if option is None or not not_for_them:
            of[stratum] += people
            chose[stratum] += people if (not_for_them if option is None else option in given) else 0
    whole = wave.answers.weighted(of)
    return points(wave.answers.weighted(chose) / whole) if whole else None


def _people(working: Working, wave: ReadWave | None, item: AskedItem) -> int | None:
    if wave is None or number_part(wave.code, item) in working.hidden:
        return None
    tally = wave.answers.tally(item.code)
    return tens(sum(people for (_, given), people in tally.items() if not is_outside(item, given)))
