"""Which parts of the workforce two waves can be compared in: those that both hold whole."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from safeguarding.people.rules.roles import ROLE_FAMILY_NAMES, RoleFamily
from safeguarding.survey.rules.small_counts import StrataGroup
from safeguarding.survey.rules.strata import exact_groups
from safeguarding.survey.rules.weighting import DrawnStratum

By = Literal["role_families", "unit_ids"]
WAYS: tuple[tuple[By, str], ...] = (("role_families", "role"), ("unit_ids", "unit"))
NAMED = 3


@dataclass(frozen=True)
class ComparedGroup:
    """A group by its strata in each wave. Where it is not comparable, people came or went and nobody knows who."""

    by: str
    name: str
    earlier: StrataGroup
    later: StrataGroup
    is_comparable: bool


@dataclass(frozen=True)
class _Joined:
    """Two groups of units that people were moved between as a body: they can only be looked at together."""

    unit_ids: tuple[int, ...]
    role_families: tuple[str, ...] = ()


def own_groups(strata: Sequence[DrawnStratum]) -> tuple[StrataGroup, ...]:
    """The finest groups of one wave by itself."""
    return tuple(_strata_group(strata, group.places) for by, _ in WAYS for group in exact_groups(strata, by=by))


def compared_groups(
    earlier: Sequence[DrawnStratum],
    later: Sequence[DrawnStratum],
    *,
    reorganised: Collection[tuple[int, int]],
    unit_names: Mapping[int, str],
) -> list[ComparedGroup]:
    """The finest groups of two waves, by role family and then by units. With no earlier wave, those of the later.

    `reorganised`: pairs of groups of units, from the earlier wave's day to the later's, between which units moved.
    """
    found = []
    for by, called in WAYS:
        moved = [_Joined(pair) for pair in sorted(reorganised)] if by == "unit_ids" else []
        for group in exact_groups([*earlier, *later, *moved], by=by):
            first = [place for place in group.places if place < len(earlier)]
            second = [place - len(earlier) for place in group.places if 0 <= place - len(earlier) < len(later)]
            if not second:
                continue
            before = {key for place in first for key in _keys(earlier[place], by)}
            after = {key for place in second for key in _keys(later[place], by)}
            accounted_for = {unit for pair in reorganised for unit in pair}
            is_comparable = bool(first) and not (before ^ after) - accounted_for
            found.append(
                ComparedGroup(
                    by=called,
                    name=_name(sorted(after, key=str), by, unit_names),
                    earlier=_strata_group(earlier, first),
                    later=_strata_group(later, second),
                    is_comparable=is_comparable,
                )
            )
    return found


def _strata_group(strata: Sequence[DrawnStratum], places: Collection[int]) -> StrataGroup:
    """Called by the strata it holds, so that the same people are called the same however they are reached."""
    ids = tuple(strata[place].id for place in sorted(places))
    return StrataGroup("+".join(map(str, ids)), ids)


def _keys(stratum: DrawnStratum, by: By) -> Sequence[int | str]:
    return stratum.role_families if by == "role_families" else stratum.unit_ids


def _name(keys: Sequence[int | str], by: By, unit_names: Mapping[int, str]) -> str:
    if by == "role_families":
        order = [family.value for family in RoleFamily]
        names = [ROLE_FAMILY_NAMES[RoleFamily(key)] for key in sorted(map(str, keys), key=order.index)]
    else:
        names = sorted(unit_names.get(int(key), "A closed unit") for key in keys)
    if len(names) > NAMED:
        names = [*names[: NAMED - 1], f"{len(names) - NAMED + 1} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
