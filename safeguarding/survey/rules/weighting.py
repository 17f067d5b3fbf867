"""What one answer counts for: the people of its stratum over those who answered, capped, and raked to the workforce."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from safeguarding.measurement.raking import Margin, RakingDidNotSettle, rake
from safeguarding.measurement.two_waves import WaveFrame
from safeguarding.measurement.weights import capped, kish_effective_size, weights_for
from safeguarding.survey.rules.strata import exact_groups

MOST = 5.0


class DrawnStratum(Protocol):
    """A stratum as it was counted at the draw."""

    @property
    def id(self) -> int: ...
    @property
    def unit_ids(self) -> tuple[int, ...]: ...
    @property
    def role_families(self) -> tuple[str, ...]: ...
    @property
    def frame_count(self) -> int: ...
    @property
    def invited_count(self) -> int: ...


@dataclass(frozen=True)
class Weighting:
    """The weight of each stratum by its id, what strata were put together, and what unequal weights cost.

    class_of: a stratum in which fewer than two answered stands in a class with the next one.
    """

    frame: WaveFrame
    class_of: Mapping[int, str]
    effective: float
    is_capped: bool


def weighting(strata: Sequence[DrawnStratum], *, answered: Mapping[int, int], is_random: bool) -> Weighting:
    """Design weight (frame over invited) times response weight (invited over answered), none over five times the mean.

    Where capping changed a weight they are raked to the role families and groups of units that the strata hold whole.
    Only for a random sample (`is_random`) is the workforce's size handed on, so that knowing part of it counts.
    """
    class_of = _classes(strata, answered)
    people = _summed(class_of, {stratum.id: stratum.frame_count for stratum in strata})
    invited = _summed(class_of, {stratum.id: stratum.invited_count for stratum in strata})
    given = _summed(class_of, {stratum.id: answered.get(stratum.id, 0) for stratum in strata})
    design = weights_for(whole=people, part=invited)
    response = weights_for(whole=invited, part=given)
    plain = {name: design[name] * response[name] for name in people}
    weights = _capped_and_raked(plain, strata, class_of, given=given, people=people)
    each = [weights[name] for name, count in given.items() for _ in range(count)]
    return Weighting(
        frame=WaveFrame(weights, people if is_random else None),
        class_of=class_of,
        effective=kish_effective_size(each),
        is_capped=weights != plain,
    )


def _classes(strata: Sequence[DrawnStratum], answered: Mapping[int, int]) -> dict[int, str]:
    """Each stratum by itself, or with the next where fewer than two answered; what is left over joins the last."""
    classes: list[list[int]] = [[]]
    count = 0
    for stratum in strata:
        classes[-1].append(stratum.id)
        count += answered.get(stratum.id, 0)
        if count >= 2:
            classes.append([])
            count = 0
    left_over = classes.pop()
    if classes:
        classes[-1] += left_over
    else:
        classes.append(left_over)
    return {stratum_id: f"{members[0]}" for members in classes for stratum_id in members}


def _summed(class_of: Mapping[int, str], counts: Mapping[int, int]) -> dict[str, int]:
    sums: dict[str, int] = dict.fromkeys(class_of.values(), 0)
    for stratum_id, count in counts.items():
        sums[class_of[stratum_id]] += count
    return sums


def _capped_and_raked(
    plain: Mapping[str, float],
    strata: Sequence[DrawnStratum],
    class_of: Mapping[int, str],
    *,
    given: Mapping[str, int],
    people: Mapping[str, int],
) -> dict[str, float]:
    classes = [name for name, count in given.items() for _ in range(count)]
    before = [plain[name] for name in classes]
    after = capped(before, ratio=MOST)
    if after == before:
        return dict(plain)
    try:
        raked = rake(after, [_margin(by, strata, class_of, classes, people) for by in ("role_families", "unit_ids")])
    except RakingDidNotSettle:
        return dict(plain)
    return dict(zip(classes, raked.weights, strict=True))


def _margin(
    by: str,
    strata: Sequence[DrawnStratum],
    class_of: Mapping[int, str],
    classes: Sequence[str],
    people: Mapping[str, int],
) -> Margin:
    """Classes that share a group, put together: what is known of the workforce by role family or by units."""
    group_of: dict[str, str] = {}
    for group in exact_groups(strata, by="role_families" if by == "role_families" else "unit_ids"):
        names = {class_of[strata[place].id] for place in group.places}
        met = {group_of[name] for name in names if name in group_of}
        label = min(met | names)
        for name in [*names, *(name for name, of in group_of.items() if of in met)]:
            group_of[name] = label
    totals: dict[str, float] = {}
    for name, count in people.items():
        totals[group_of[name]] = totals.get(group_of[name], 0) + count
    return Margin(by, [group_of[name] for name in classes], totals)
