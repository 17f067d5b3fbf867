"""What an app asks of its database, for tests that say how few statements a page costs."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from safeguarding.common.database import Database

AROUND = re.compile(r"\s*(begin|commit|pragma|set|savepoint|release)\b", re.IGNORECASE)


@contextmanager
def statements_asked(database: Database) -> Iterator[list[str]]:
    """The statements asked meanwhile, on either pool; BEGIN and the like are not counted."""
    asked: list[str] = []

    def note(connection, cursor, statement, *rest):
        if not AROUND.match(statement):
            asked.append(statement)

    engines = (database.reader, database.writer)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
