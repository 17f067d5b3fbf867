"""Each request of the year stands by itself, as in tests/web."""

import pytest


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """Not pytest-flask's: a request around the whole test would share `g`, and who is signed in, with all others."""
