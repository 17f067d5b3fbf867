"""Bringing a database's tables up to this version of the product, or back down."""

from alembic import command
from alembic.config import Config

from safeguarding.common.revision import MIGRATIONS


def alembic_config(url: str) -> Config:
    """Alembic's settings for one database, given by its address."""
    config = Config(MIGRATIONS / "alembic.ini")
    config.attributes["url"] = url
    return config


def migrate_up(url: str, to: str = "head") -> None:
    """Make the tables what this version of the product expects; nothing happens when they are."""
    command.upgrade(alembic_config(url), to)


def migrate_down(url: str, to: str) -> None:
    """Take the tables back to an earlier revision ('base' for none)."""
    command.downgrade(alembic_config(url), to)
