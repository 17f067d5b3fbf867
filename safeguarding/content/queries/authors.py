"""The people who write and review, by name."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from safeguarding.people.queries.shown_names import shown_names

A_COLLEAGUE = "A colleague"


@dataclass(frozen=True)
class Person:
    """Somebody by internal id. Who is in a protected post, or has been removed, is "a colleague"."""

    officer_id: int
    name: str


class People:
    """Names of those who turn up on one page, asked for once."""

    def __init__(self, session: Session, *, officer_ids: Collection[int | None], on: date) -> None:
        self._names = shown_names(session, officer_ids=officer_ids, on=on)

    def __getitem__(self, officer_id: int) -> Person:
        known = self._names.get(officer_id)
        return Person(officer_id, known.display_name if known else A_COLLEAGUE)

    def get(self, officer_id: int | None) -> Person | None:
        return None if officer_id is None else self[officer_id]
