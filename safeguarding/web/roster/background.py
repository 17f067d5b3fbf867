"""Starting the work on an extract in a process of its own, which goes on when this request and this worker end."""

import os
import subprocess
import sys
import threading

from flask import current_app

from safeguarding.config import ROOT, Settings


def start(run: str) -> None:
    """Begin the work that goes by this name, and wait for nothing."""
    settings: Settings = current_app.extensions["settings"]
    process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own command
        # After "--" a name that begins with a dash is no option: one in 64 does.
        [sys.executable, "-m", "safeguarding.cli", "roster", "work", "--", run],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": settings.database_url, "SECRET_KEY": settings.secret_key},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Somebody must ask how it ended, or it stays in the list of processes.
    threading.Thread(target=process.wait, daemon=True).start()
