"""What people are called, for pages that know them by internal id."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.people.models import Officer
from safeguarding.people.queries.protected import is_protected


@dataclass(frozen=True)
class ShownName:
    """Somebody's name, and the public id by which pages know them."""

    display_name: str
    public_id: str


def shown_names(session: Session, *, officer_ids: Collection[int | None], on: date) -> dict[int, ShownName]:
    """Names by internal id. Protected posts are not in it, nor is anybody who has been removed."""
    wanted = {officer_id for officer_id in officer_ids if officer_id is not None}
    if not wanted:
        return {}
    statement = select(Officer.id, Officer.display_name, Officer.public_id).where(
        Officer.id.in_(wanted), ~is_protected(Officer.id, on=on)
    )
    return {row.id: ShownName(row.display_name, row.public_id) for row in session.execute(statement)}
