"""The units of the force and where each stood on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from safeguarding.people.models import Unit, UnitPlacement
from safeguarding.people.rules.roster_file import normal_unit_code


@dataclass(frozen=True)
class KnownUnit:
    """A unit by the code the HR system gives it."""

    id: int
    code: str
    name: str
    kind: str


@dataclass(frozen=True)
class UnitInTree:
    """A unit that was open on a day. path: the ids from the top down to itself."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    path: tuple[int, ...]


def placement_is_in_force(on: date) -> ColumnElement[bool]:
    """The condition that a row of UnitPlacement is the unit's latest that has begun by this day."""
    later = aliased(UnitPlacement)
    latest = (
        select(func.max(later.from_on))
        .where(later.unit_id == UnitPlacement.unit_id, later.from_on <= on)
        .scalar_subquery()
    )
    return UnitPlacement.from_on == latest


def find_unit_by_code(session: Session, *, code: str) -> KnownUnit | None:
    """The unit with this code, however it was typed; closed ones too."""
    statement = select(Unit.id, Unit.code, Unit.name, Unit.kind).where(Unit.code == normal_unit_code(code))
    row = session.execute(statement).one_or_none()
    return KnownUnit(*row) if row else None


def unit_names(session: Session, *, unit_ids: Collection[int]) -> dict[int, str]:
    """What units are called, closed ones too."""
    if not unit_ids:
        return {}
    return {row.id: row[1] for row in session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(unit_ids)))}


def unit_tree(session: Session, *, on: date) -> list[UnitInTree]:
    """The units open on a day, each after its parent, and by name beside one another."""
    statement = (
        select(Unit.id, Unit.code, Unit.name, Unit.kind, UnitPlacement.parent_id)
        .join(UnitPlacement, UnitPlacement.unit_id == Unit.id)
        .where(placement_is_in_force(on), UnitPlacement.is_closed.is_(False))
        .order_by(Unit.name, Unit.id)
    )
    rows = session.execute(statement).all()
    open_units = {row.id for row in rows}
    children: dict[int | None, list[int]] = {}
    for row in rows:
        children.setdefault(row.parent_id if row.parent_id in open_units else None, []).append(row.id)
    by_id = {row.id: row for row in rows}
    tree: list[UnitInTree] = []
    waiting: list[tuple[int, tuple[int, ...]]] = [(unit_id, ()) for unit_id in reversed(children.get(None, []))]
    while waiting:
        unit_id, above = waiting.pop()
        row, path = by_id[unit_id], (*above, unit_id)
        tree.append(UnitInTree(unit_id, row.code, row.name, row.kind, above[-1] if above else None, path))
        waiting.extend((child, path) for child in reversed(children.get(unit_id, [])))
    return tree
