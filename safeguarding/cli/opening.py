"""What every chore begins with: the settings of this process, and the database they name."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from safeguarding.common.database import Database, open_database
from safeguarding.config import Settings, WrongSettings, settings


def our_settings() -> Settings:
    """The settings; what is wrong with them is said in one sentence."""
    try:
        return settings()
    except WrongSettings as refusal:
        raise click.ClickException(str(refusal)) from None


@contextmanager
def our_database() -> Iterator[Database]:
    """The database, closed again afterwards."""
    database = open_database(our_settings().database_url)
    try:
        yield database
    finally:
        database.close()
