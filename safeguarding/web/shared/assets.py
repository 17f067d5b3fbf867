"""Styles, scripts, type and drawings that set-up has built, under names that let browsers keep them for a year."""

import json
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

BUILT = "vendor"


class AssetsNotBuilt(Exception):
    """The pages would have no styles: set-up has not been run, or stopped half-way."""


class Assets:
    """What `.ci/build_assets.py` built: plain names and the addresses that carry the hash of their bytes."""

    def __init__(self, static: Path) -> None:
        manifest = static / BUILT / "manifest.json"
        try:
            names: dict[str, str] = json.loads(manifest.read_text())
        except (OSError, ValueError) as error:
            raise AssetsNotBuilt(
                "The styles and scripts have not been built. Run `make install` (or `make run`, which does it) first."
            ) from error
        self._addresses = {name: f"/static/{BUILT}/{hashed}" for name, hashed in names.items()}

    def address(self, name: str) -> str:
        """The address of a built file by its plain name, such as 'app.css'."""
        return self._addresses[name]


def init_assets(app: Flask, static: Path) -> None:
    """Serve the built files, and nothing else of `static`, and give templates `asset(name)`."""
    app.jinja_env.globals["asset"] = Assets(static).address
    files = WhiteNoise(app.wsgi_app, max_age=None, allow_all_origins=False, add_headers_function=_with_headers)
    files.immutable_file_test = lambda path, url: not url.endswith("manifest.json")
    files.add_files(str(static / BUILT), prefix=f"/static/{BUILT}/")
    app.wsgi_app = files  # type: ignore[method-assign]


def _with_headers(headers: dict[str, str], path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
