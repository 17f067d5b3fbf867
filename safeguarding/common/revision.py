"""Whether a database's tables are those of this version, without what it takes to change them: a server asks this and
never migrates."""

from pathlib import Path

from sqlalchemy import create_engine, inspect, text

MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"


def is_at_head(url: str) -> bool:
    """Whether the tables are what this version of the product expects."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return False
            found = connection.execute(text("select version_num from alembic_version")).scalars().all()
    finally:
        engine.dispose()
    return found == [head()]


def head() -> str:
    """The newest migration: its number is what its file's name begins with."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))
