"""Addresses of our own pages, built once: a page names thirty, and building one takes longer than drawing its link."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import has_request_context, request

ADDRESSES_KEPT = 2_000


class KeptAddresses:
    """What `url_for` answers, kept by what was asked.

    Within one site, a path depends on its endpoint, its values and where the server mounts us. Asked for anything more
    (the host's name, an endpoint beside the current one), `build` is asked each time.
    """

    def __init__(self, build: Callable[..., str]) -> None:
        self._build = build

        @lru_cache(maxsize=ADDRESSES_KEPT, typed=True)
        def kept(mounted_at: str, endpoint: str, **values: Any) -> str:
            return build(endpoint, **values)

        self._kept = kept

    def address(self, endpoint: str, values: dict[str, Any]) -> str:
        is_path = not values.get("_external") and not values.get("_scheme") and not endpoint.startswith(".")
        if is_path and has_request_context():
            try:
                return self._kept(request.script_root, endpoint, **values)
            except TypeError:
                # A list of values: it has no place in a dictionary's keys.
                pass
        return self._build(endpoint, **values)
