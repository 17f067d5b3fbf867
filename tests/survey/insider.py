"""Somebody inside, with everything but the key: a copy of the whole database after each request, in the order in which
its rows lie on the disk, and the knowledge of who was signed in at each. They try to say whose each response is."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect, text

from safeguarding.common.database import Database
from safeguarding.survey.rules.sealing import link_of

Pairing = dict[int, str]
Cell = str


@dataclass(frozen=True)
class Row:
    """A row as it lies on the disk; `transaction` is PostgreSQL's number of who wrote it."""

    cells: tuple[Cell, ...]
    transaction: str | None


Copy = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class Watched:
    """One officer at work: their stratum, and what was new in the database afterwards, by table."""

    officer_id: int
    staff_number: str
    stratum_id: int
    new: Mapping[str, tuple[Row, ...]]

    @property
    def cells(self) -> set[Cell]:
        """What could be found again elsewhere; short values are everywhere."""
        return {cell for rows in self.new.values() for row in rows for cell in row.cells if len(cell) >= 16}


def copy_of(database: Database) -> Copy:
    """Every table, also those no model knows of, each in the order in which its rows lie."""
    is_postgresql = database.reader.dialect.name == "postgresql"
    names = inspect(database.reader).get_table_names()
    with database.reading() as session:
        return {
            name: [
                Row(tuple(_cell(value) for value in row[1:]), row[0])
                for row in session.execute(
                    text(f'select {"cast(xmin as text)" if is_postgresql else "null"}, t.* from "{name}" t')
                )
            ]
            for name in names
        }


def what_is_new(before: Copy, after: Copy) -> dict[str, tuple[Row, ...]]:
    """Rows of the later copy that were not in the earlier one, in the order in which they lie."""
    new = {}
    for name, rows in after.items():
        known = {row.cells for row in before.get(name, ())}
        found = tuple(row for row in rows if row.cells not in known)
        if found:
            new[name] = found
    return new


def _cell(value: Any) -> Cell:
    return value.hex() if isinstance(value, bytes | memoryview) else str(value)


class Insider:
    """What an insider could try. Each attempt gives for officers the response they are thought to have given."""

    def __init__(self, watched: Sequence[Watched], responses: Sequence[Row], *, table: str) -> None:
        self.watched = watched
        self.responses = responses
        self.table = table

    def attempts(self, **more: Callable[[], Pairing]) -> dict[str, Pairing]:
        """Everything that needs no key."""
        return {
            "what appeared while they answered": self.by_what_appeared(),
            "the order of arrival": self.by_order(self.watched),
            "the order of arrival, backwards": self.by_order(self.watched[::-1]),
            "the order of officers": self.by_order(sorted(self.watched, key=lambda each: each.officer_id)),
            "the order of what appeared": self.by_order(sorted(self.watched, key=lambda each: sorted(each.cells))),
            "the order of staff numbers": self.by_order(sorted(self.watched, key=lambda each: each.staff_number)),
            "the transaction": self.by_transaction(),
            "a key that could be guessed": self.by_keys(guessed_keys()),
            "a plain hash": self.by_links({each.officer_id: _plain(each.staff_number) for each in self.watched}),
            **{name: attempt() for name, attempt in more.items()},
        }

    def by_what_appeared(self) -> Pairing:
        """A value of the response was seen for the first time while the officer was at work."""
        return {
            each.officer_id: row.cells[0]
            for each in self.watched
            for row in self.responses
            if not each.cells.isdisjoint(row.cells)
        }

    def by_order(self, watched: Iterable[Watched]) -> Pairing:
        """The first officer of a stratum gave the first response of that stratum, and so on."""
        waiting: dict[str, list[str]] = {}
        for row in self.responses:
            waiting.setdefault(row.cells[3], []).append(row.cells[0])
        turns = {stratum: iter(ids) for stratum, ids in waiting.items()}
        return {
            each.officer_id: response
            for each in watched
            if (response := next(turns.get(str(each.stratum_id), iter(())), None)) is not None
        }

    def by_transaction(self) -> Pairing:
        """The response was written in a transaction that wrote something else about the officer."""
        by_transaction = {row.transaction: row.cells[0] for row in self.responses if row.transaction}
        pairs = {}
        for each in self.watched:
            for name, rows in each.new.items():
                for row in rows:
                    if name != self.table and row.transaction in by_transaction:
                        pairs[each.officer_id] = by_transaction[row.transaction]
        return pairs

    def by_keys(self, keys: Iterable[bytes]) -> Pairing:
        pairs: Pairing = {}
        for key in keys:
            pairs |= self.by_links({each.officer_id: link_of(each.staff_number, key=key) for each in self.watched})
        return pairs

    def by_links(self, links: Mapping[int, str]) -> Pairing:
        by_link = {row.cells[2]: row.cells[0] for row in self.responses}
        return {officer_id: by_link[link] for officer_id, link in links.items() if link in by_link}


def guessed_keys() -> list[bytes]:
    """Keys that a careless program might have."""
    words = ["", "spot-it-to-stop-it", "secret", "for tests only, and long enough for that"]
    return [bytes(32), b"\xff" * 32, *(hashlib.sha256(word.encode()).digest() for word in words)]


def _plain(staff_number: str) -> str:
    return hashlib.sha256(f"w-link-v1{staff_number}".encode()).hexdigest()
