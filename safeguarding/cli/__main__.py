"""The chores of whoever runs the platform: `python -m safeguarding.cli --help`."""

import sys

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from safeguarding.cli.content import content
from safeguarding.cli.learning import learning
from safeguarding.cli.people import people
from safeguarding.cli.roster import roster
from safeguarding.cli.server import daily, migrate, serve
from safeguarding.cli.survey import survey


@click.group()
def main() -> None:
    """Spot It to Stop It: set up, look after and serve the platform."""


for command in (serve, migrate, daily, people, roster, content, learning, survey):
    main.add_command(command)

if __name__ == "__main__":
    try:
        main(prog_name="safeguarding")
    except (OperationalError, ProgrammingError) as error:
        reason = " ".join(str(error.orig).split())
        sys.exit(f"Stopped, nothing was changed: the database cannot do this ({reason}). Is it there, and migrated?")
