"""Of whom and what an import brought, something is on record since: in any other table, or in the audit."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Column, ForeignKey, select
from sqlalchemy.orm import Session

from safeguarding.common.schema import Base
from safeguarding.people.models import AuditEntry, Officer, RosterChange, RosterImport, Unit

# Under what the audit names whom and what an entry is about.
OFFICER_KEYS = frozenset({"officer", "officer_id"})
UNIT_KEYS = frozenset({"unit", "unit_id", "other"})


def officers_on_record(session: Session, *, roster_import: RosterImport, but: Collection[str]) -> set[int]:
    """Officers the import names that another table than these, or the audit since the import, speaks of."""
    return _on_record(session, Officer, RosterChange.officer_id, roster_import, but=but, named=OFFICER_KEYS)


def units_on_record(session: Session, *, roster_import: RosterImport, but: Collection[str]) -> set[int]:
    """The same of units."""
    return _on_record(session, Unit, RosterChange.unit_id, roster_import, but=but, named=UNIT_KEYS)


def _on_record(
    session: Session,
    model: Any,
    changed: Any,
    roster_import: RosterImport,
    *,
    but: Collection[str],
    named: frozenset[str],
) -> set[int]:
    entries = session.scalars(select(AuditEntry.about).where(AuditEntry.at >= roster_import.applied_at))
    found = {value for about in entries for key, value in about.items() if key in named and isinstance(value, int)}
    candidates = select(changed).where(RosterChange.import_id == roster_import.id, changed.is_not(None))
    for column in _columns_pointing_to(model):
        if column.table.name in but:
            continue
        statement = select(column).distinct().where(column.in_(candidates))
        if column.table is RosterChange.__table__:
            statement = statement.where(column.table.c.import_id != roster_import.id)
        found |= set(session.scalars(statement))
    return found


def _columns_pointing_to(model: Any) -> list[Column[Any]]:
    """Every column of every table that names a row of this one."""
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(_points_to(key, model) for key in column.foreign_keys)
    ]


def _points_to(key: ForeignKey, model: Any) -> bool:
    return key.column is model.__table__.c.id
