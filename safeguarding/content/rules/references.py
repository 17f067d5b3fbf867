"""Whether a module names only what its campaign has."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from safeguarding.common.yaml_fields import suggestion
from safeguarding.content.rules.findings import Finding, Path


def check_references(body: Mapping[str, Any], *, known: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """Lists of codes, at any depth, that name something unknown. `known` gives the codes there are for each key."""
    yield from _inside(body, (), known)


def _inside(value: Any, path: Path, known: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    if isinstance(value, Mapping):
        for key, below in value.items():
            if key in known:
                yield from _unknown(below, (*path, key), known[key])
            else:
                yield from _inside(below, (*path, key), known)
    elif isinstance(value, list):
        for at, below in enumerate(value):
            yield from _inside(below, (*path, at), known)


def _unknown(codes: list[str], path: Path, known: Collection[str]) -> Iterator[Finding]:
    for at, code in enumerate(codes):
        if code not in known:
            yield Finding((*path, at), f"'{path[-1]}' names '{code}', which is not there. {suggestion(code, known)}")
