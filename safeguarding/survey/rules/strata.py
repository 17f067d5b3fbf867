"""Dividing a workforce into strata: role families within groups of units, large enough to hide in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal, Protocol

from safeguarding.people.rules.roles import ROLE_FAMILY_NAMES, RoleFamily

MOST_STRATA = 24
FEWEST_ANSWERS = 60
NAMED_UNITS = 2

_CellOrder = tuple[int, str, int]


@dataclass(frozen=True)
class UnitGroup:
    """A top-level unit of the force: a command, or a BCU within one. `command_id` is its own id for a command."""

    id: int
    name: str
    command_id: int


@dataclass(frozen=True)
class FrameCell:
    """How many people of one role family stand in one group of units."""

    group: UnitGroup
    role_family: RoleFamily
    officers: int


@dataclass(frozen=True)
class Stratum:
    """Role families and groups of units that are drawn from together; `cells` says which of which, exactly."""

    name: str
    unit_ids: tuple[int, ...]
    role_families: tuple[RoleFamily, ...]
    cells: tuple[tuple[int, RoleFamily], ...]
    officers: int


class HasGroups(Protocol):
    """A stratum, drawn or still to be."""

    @property
    def unit_ids(self) -> tuple[int, ...]: ...
    @property
    def role_families(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class ExactGroup:
    """Role families, or groups of units, that some strata hold whole; `places` says which, in the order given."""

    keys: tuple[int | str, ...]
    places: tuple[int, ...]


def strata_of(
    cells: Iterable[FrameCell], *, answers_each: float, most: int = MOST_STRATA, least: int = FEWEST_ANSWERS
) -> list[Stratum]:
    """Strata from the cells of a frame, given how many answers one person brings on average.

    The smallest is put together with the smallest of its own role family, in its own command if there is one there,
    until none is expected to bring fewer answers than `least` and there are no more than `most`. Role families are put
    together only when one of them is too small as a whole; areas and central commands as late as can be.
    """
    parts = [_part(cell) for cell in sorted(cells, key=_cell_order) if cell.officers]
    everywhere = _groups_by_family(cell for part in parts for cell in part.cells)
    while len(parts) > 1:
        smallest = min(parts, key=attrgetter("size"))
        if len(parts) <= most and smallest.officers * answers_each >= least:
            break
        parts.remove(smallest)
        # With hundreds of units there are thousands of parts at first: only those that could be nearest are looked at.
        alike = [part for part in parts if part.families == smallest.families]
        partner = min(alike or parts, key=lambda part: (*_distance(smallest, part), *part.size))
        parts[parts.index(partner)] = _part(*smallest.cells, *partner.cells)
    return [_stratum(part, everywhere) for part in sorted(parts, key=lambda part: _cell_order(part.cells[0]))]


def exact_groups(strata: Sequence[HasGroups], *, by: Literal["role_families", "unit_ids"]) -> list[ExactGroup]:
    """The finest grouping by role family, or by unit, in which every stratum lies whole in one group."""
    groups: list[tuple[set[int | str], set[int]]] = []
    for place, stratum in enumerate(strata):
        keys: set[int | str] = set(stratum.role_families if by == "role_families" else stratum.unit_ids)
        places = {place}
        for group in [group for group in groups if not group[0].isdisjoint(keys)]:
            groups.remove(group)
            keys |= group[0]
            places |= group[1]
        groups.append((keys, places))
    found = [ExactGroup(tuple(sorted(keys, key=str)), tuple(sorted(places))) for keys, places in groups]
    return sorted(found, key=lambda group: group.places)


@dataclass(frozen=True, eq=False)
class _Part:
    """Cells that are together so far. `size` orders parts: by officers, and by their cells where those are as many."""

    cells: tuple[FrameCell, ...]
    size: tuple[int, tuple[_CellOrder, ...]]
    families: tuple[RoleFamily, ...]
    commands: frozenset[int]
    is_local: bool

    @property
    def officers(self) -> int:
        return self.size[0]


def _part(*cells: FrameCell) -> _Part:
    ordered = tuple(sorted(cells, key=_cell_order))
    return _Part(
        cells=ordered,
        size=(sum(cell.officers for cell in ordered), tuple(map(_cell_order, ordered))),
        families=tuple(dict.fromkeys(cell.role_family for cell in ordered)),
        commands=frozenset(cell.group.command_id for cell in ordered),
        is_local=any(cell.group.id != cell.group.command_id for cell in ordered),
    )


_FAMILY_ORDER = {family: place for place, family in enumerate(RoleFamily)}


def _cell_order(cell: FrameCell) -> _CellOrder:
    return _FAMILY_ORDER[cell.role_family], cell.group.name, cell.group.id


def _distance(one: _Part, other: _Part) -> tuple[bool, bool, bool]:
    """False comes first: the same role family, then the same command, then both areas or both central."""
    return (
        one.families != other.families,
        one.commands.isdisjoint(other.commands),
        one.is_local != other.is_local,
    )


def _groups_by_family(cells: Iterable[FrameCell]) -> dict[RoleFamily, set[int]]:
    groups: dict[RoleFamily, set[int]] = {}
    for cell in cells:
        groups.setdefault(cell.role_family, set()).add(cell.group.id)
    return groups


def _stratum(part: _Part, everywhere: dict[RoleFamily, set[int]]) -> Stratum:
    families = part.families
    groups = {cell.group.id: cell.group.name for cell in part.cells}
    roles = _listed([ROLE_FAMILY_NAMES[family] for family in families])
    is_everywhere = all(everywhere[family] <= groups.keys() for family in families)
    return Stratum(
        name=roles if is_everywhere else f"{roles}: {_listed(sorted(groups.values()), most=NAMED_UNITS)}",
        unit_ids=tuple(sorted(groups)),
        role_families=families,
        cells=tuple((cell.group.id, cell.role_family) for cell in part.cells),
        officers=part.officers,
    )


def _listed(names: list[str], *, most: int | None = None) -> str:
    if most is not None and len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
