"""What is left in the file of an SQLite database once everything is folded into it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from safeguarding.common.database import Database


def bytes_after_a_checkpoint(database: Database) -> bytes:
    path = Path(database.writer.url.database or "")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert busy == 0
    assert path.with_name(path.name + "-wal").stat().st_size == 0
    return path.read_bytes()
