"""How Alembic reaches the database: the address is handed in, never read from a file."""

from typing import Any

from alembic import context
from sqlalchemy import create_engine, event

import safeguarding.content.models
import safeguarding.insight.models
import safeguarding.learning.models
import safeguarding.people.models
import safeguarding.survey.models  # noqa: F401
from safeguarding.common.database import SQLITE_PRAGMAS
from safeguarding.common.schema import Base, Instant, NormalText


def render_item(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """House types as the plain types beneath them: a migration must not depend on code that may move."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, NormalText):
        return "sa.Text()"
    return False


def run() -> None:
    url = context.config.attributes["url"]
    engine = create_engine(url)
    is_sqlite = engine.dialect.name == "sqlite"
    if is_sqlite:

        @event.listens_for(engine, "connect")
        def _connected(connection: Any, record: Any) -> None:
            # Tables are rebuilt by copying, which foreign keys would refuse half-way.
            for name, value in {**SQLITE_PRAGMAS, "foreign_keys": "OFF"}.items():
                connection.execute(f"PRAGMA {name}={value}")

    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            render_as_batch=is_sqlite,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
