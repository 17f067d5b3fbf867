"""Each estimator of the change page on one simulated force: its interval, and what it should hold."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from safeguarding.measurement.figures import Answered, Interval
from safeguarding.measurement.independent import newcombe_change
from safeguarding.measurement.means import independent_mean_change, matched_mean_change, scores_of
from safeguarding.measurement.paired import PairedAnswers, paired_tango
from safeguarding.measurement.two_waves import Alike, Given, WaveFrame, two_wave_change
from tests.study.forces import STRATA, Force, Numbers

SMALLEST_GROUP = 30


@dataclass(frozen=True)
class Tried:
    """One estimator on one force."""

    estimator: str
    interval: Interval
    estimate: float
    truth: float


def tried_on(force: Force) -> Iterator[Tried]:
    """Everything the page shows an interval for."""
    yield from _of_all(force)
    yield from _of_a_group(force)
    yield from _of_both(force)
    yield from _apart(force)


def _of_all(force: Force) -> Iterator[Tried]:
    """Of the workforce as it is, from a sample drawn by lot; and of people like these, where everybody was asked."""
    for called, values, is_share in (("share", force.yes, True), ("score", force.score, False)):
        truth = [float(wave.mean()) for wave in values]
        told = two_wave_change(
            _alike(force, values),
            earlier=_frame(force, 0, is_drawn=True),
            later=_frame(force, 1, is_drawn=True),
            is_share=is_share,
        )
        yield Tried(f"{called}, one wave", told.earlier.interval, told.earlier.mean, truth[0])
        yield Tried(f"{called}, change of all who answered", told.interval, told.difference, truth[1] - truth[0])
    told = two_wave_change(_alike(force, force.yes), earlier=_frame(force, 0), later=_frame(force, 1), is_share=True)
    expected = [float(chance @ force.size / force.size.sum()) for chance in force.chance]
    yield Tried("share, change, everybody asked", told.interval, told.difference, expected[1] - expected[0])


def _of_a_group(force: Force) -> Iterator[Tried]:
    """The smallest stratum in which thirty answered each time; also of an answer that few would give."""
    given = [np.bincount(force.stratum[answered], minlength=STRATA) for answered in force.answered]
    large_enough = [h for h in range(STRATA) if min(given[0][h], given[1][h]) >= SMALLEST_GROUP]
    group = min(large_enough, key=lambda h: force.size[h])
    of_group = force.stratum == group
    for called, values in (("share", force.yes), ("rare share", force.rare)):
        told = two_wave_change(
            _alike(force, values, only=group),
            earlier=_frame(force, 0, is_drawn=True),
            later=_frame(force, 1, is_drawn=True),
            is_share=True,
        )
        truth = values[1][of_group].mean() - values[0][of_group].mean()
        yield Tried(f"{called}, change in the smallest group", told.interval, told.difference, float(truth))


def _of_both(force: Force) -> Iterator[Tried]:
    """Those who answered both times, unweighted: what is true of people of their strata who stayed."""
    both = force.both
    shares = np.bincount(force.stratum[both], minlength=STRATA) / both.sum()
    first, second = (yes[both] for yes in force.yes)
    table = PairedAnswers(
        int((first & second).sum()),
        int((first & ~second).sum()),
        int((~first & second).sum()),
        int((~first & ~second).sum()),
    )
    tango = paired_tango(table)
    truth = _expected(force, shares, force.yes[1].astype(float) - force.yes[0])
    yield Tried("share, change of those who answered both", tango.interval, tango.difference, truth)
    moved = matched_mean_change(scores_of((force.score[1][both] - force.score[0][both]).tolist()))
    truth = _expected(force, shares, force.score[1] - force.score[0])
    yield Tried("score, change of those who answered both", moved.interval, moved.difference, truth)


def _apart(force: Force) -> Iterator[Tried]:
    """At month 0, those who answered again beside those who did not."""
    both = force.both
    only = force.answered[0] & ~both
    yes = newcombe_change(
        earlier=Answered(float(force.yes[0][only].sum()), int(only.sum())),
        later=Answered(float(force.yes[0][both].sum()), int(both.sum())),
    )
    shares = [np.bincount(force.stratum[part], minlength=STRATA) / part.sum() for part in (only, both)]
    whole = np.ones_like(force.stayed)
    expected = [_expected(force, part, force.yes[0].astype(float), of=whole) for part in shares]
    yield Tried("share, those apart", yes.interval, yes.difference, expected[1] - expected[0])
    apart = independent_mean_change(
        earlier=scores_of(force.score[0][only].tolist()), later=scores_of(force.score[0][both].tolist())
    )
    expected = [_expected(force, part, force.score[0], of=whole) for part in shares]
    yield Tried("score, those apart", apart.interval, apart.difference, expected[1] - expected[0])


def _expected(force: Force, shares: Numbers, values: Numbers, *, of: Numbers | None = None) -> float:
    """The mean in each stratum of the workforce (of those who stayed), mixed as those who answered are."""
    counted = force.stayed if of is None else of
    sums = np.bincount(force.stratum[counted], weights=values[counted], minlength=STRATA)
    return float(shares @ (sums / np.bincount(force.stratum[counted], minlength=STRATA)))


def _frame(force: Force, wave: int, *, is_drawn: bool = False) -> WaveFrame:
    given = np.bincount(force.stratum[force.answered[wave]], minlength=STRATA)
    weights = {str(h): float(force.size[h] / given[h]) for h in range(STRATA)}
    return WaveFrame(weights, {str(h): int(force.size[h]) for h in range(STRATA)} if is_drawn else None)


def _alike(force: Force, values: tuple[Numbers, Numbers], *, only: int | None = None) -> list[Alike]:
    within = np.ones_like(force.stayed) if only is None else force.stratum == only
    said = [answered & within for answered in force.answered]
    both = said[0] & said[1] & force.stayed
    found = _counted(force, values, both, (True, True))
    found += _counted(force, values, said[0] & ~both, (True, False))
    return found + _counted(force, values, said[1] & ~both, (False, True))


def _counted(force: Force, values: tuple[Numbers, Numbers], who: Numbers, waves: tuple[bool, bool]) -> list[Alike]:
    columns = [force.stratum[who], *(value[who] for value, is_there in zip(values, waves, strict=True) if is_there)]
    lines, people = np.unique(np.column_stack(columns), axis=0, return_counts=True)
    found = []
    for line, count in zip(lines.tolist(), people.tolist(), strict=True):
        stratum, given = str(int(line[0])), iter(line[1:])
        before, after = (Given(stratum, float(next(given))) if is_there else None for is_there in waves)
        found.append(Alike(count, before, after))
    return found
