"""The rows of a release by outcome: of everybody who answered, of those who answered both, and of those apart."""

from dataclasses import replace

from safeguarding.measurement.multiplicity import benjamini_hochberg, holm
from safeguarding.measurement.two_waves import TwoWaveChange, WaveEstimate
from safeguarding.survey.rules.estimates import Difference
from safeguarding.survey.rules.outcomes import Outcome
from safeguarding.survey.rules.release import ApartRow, Bounds, Moved, OutcomeRow, SamePeople, Shown
from safeguarding.survey.rules.small_counts import apart_part, both_part, wave_part
from safeguarding.survey.rules.working import ReadWave, Working, adjusted, moved, points, tens


def outcome_rows(working: Working) -> tuple[OutcomeRow, ...]:
    """Every outcome in its order, p-values adjusted: Holm over the primary ones, Benjamini-Hochberg over the rest; for
    all who answered and for those who answered both, each by itself."""
    rows = [_row(working, outcome) for outcome in working.outcomes]
    for is_primary, method in ((True, holm), (False, benjamini_hochberg)):
        places = [place for place, row in enumerate(rows) if row.is_primary == is_primary]
        changed = [(place, change) for place in places if (change := rows[place].moved) is not None]
        for (place, _), change in zip(changed, adjusted([change for _, change in changed], by=method), strict=True):
            rows[place] = replace(rows[place], moved=change)
        same = [(place, both) for place in places if (both := rows[place].both) is not None]
        for (place, both), change in zip(same, adjusted([both.moved for _, both in same], by=method), strict=True):
            rows[place] = replace(rows[place], both=replace(both, moved=change))
    return tuple(rows)


def apart_rows(working: Working, *, of_the_later: bool) -> tuple[ApartRow, ...]:
    """Within one wave, those who answered both beside those who answered this one only, for each primary outcome."""
    if working.both is None or working.earlier is None:
        return ()
    wave = working.later if of_the_later else working.earlier
    found = []
    for outcome in working.outcomes:
        if not (outcome.is_primary and working.both.compares(outcome)):
            continue
        if not working.hidden.isdisjoint((apart_part(wave.code, outcome), both_part(outcome))):
            continue
        both = working.both
        apart = both.fresh_against_panel(outcome) if of_the_later else both.who_dropped_out(outcome)
        if apart is not None:
            found.append(ApartRow(outcome.code, points(apart.earlier), points(apart.later), _of_difference(apart)))
    changes = adjusted([row.moved for row in found], by=holm)
    return tuple(replace(row, moved=change) for row, change in zip(found, changes, strict=True))


def shown(found: WaveEstimate) -> Shown:
    """One figure of one wave as it is published."""
    interval = found.interval
    return Shown(tens(found.people), points(found.mean), points(interval.lower), points(interval.upper))


def of_change(change: TwoWaveChange) -> Moved:
    """A change of all who answered as it is published."""
    interval = change.interval
    return moved(difference=change.difference, lower=interval.lower, upper=interval.upper, p_value=change.p_value)


def _of_difference(change: Difference) -> Moved:
    interval = change.interval
    return moved(difference=change.difference, lower=interval.lower, upper=interval.upper, p_value=change.p_value)


def _row(working: Working, outcome: Outcome) -> OutcomeRow:
    waves = {"earlier": working.earlier, "later": working.later}
    withheld = [name for name, wave in waves.items() if wave and wave_part(wave.code, outcome) in working.hidden]
    if both_part(outcome) in working.hidden:
        withheld.append("both")
    ended = working.beside.ended
    row = OutcomeRow(
        code=outcome.code,
        title=outcome.title,
        items=outcome.items,
        base=outcome.base,
        is_share=outcome.is_share,
        is_primary=outcome.is_primary,
        ended_because=next((ended[code] for code in outcome.items if code in ended), None),
        earlier=_shown(working, working.earlier, outcome),
        later=_shown(working, working.later, outcome),
        moved=None,
        both=None,
        bounds=None,
        withheld=tuple(withheld),
    )
    if working.both is None or not working.both.compares(outcome):
        return row
    change = working.both.change(outcome)
    if change is not None and row.earlier and row.later:
        bounds = _bounds(working, row.earlier, row.later) if outcome.is_share else None
        row = replace(row, moved=of_change(change), bounds=bounds)
    same = working.both.paired(outcome)
    if same is not None and "both" not in withheld:
        people = tens(working.both.both_values(outcome).total())
        both = SamePeople(people, points(same.earlier), points(same.later), _of_difference(same))
        row = replace(row, both=both)
    return row


def _shown(working: Working, wave: ReadWave | None, outcome: Outcome) -> Shown | None:
    if wave is None or not wave.answers.asks(outcome) or wave_part(wave.code, outcome) in working.hidden:
        return None
    found = wave.answers.estimate(outcome)
    return shown(found) if found is not None else None


def _bounds(working: Working, earlier: Shown, later: Shown) -> Bounds | None:
    """If everybody who left it out had said no, or yes. From what is published alone, so that it tells no more."""
    ends = []
    for wave, figure in ((working.earlier, earlier), (working.later, later)):
        everybody = working.response(wave).answered if wave else None
        if not everybody:
            return None
        given = min(figure.people, everybody) / everybody
        ends.append((figure.value * given, figure.value * given + 100 * (1 - given)))
    (earlier_least, earlier_most), (later_least, later_most) = ends
    return Bounds(round(later_least - earlier_most, 1), round(later_most - earlier_least, 1))
