"""What is counted of people, each under a short code.

`begun`: has begun anything. `one`: has done one module or more. `all-14-…`: has done all 14 there were; other modules
make it another measure. `theme-7`: has done one or more of a theme. `begun-31`, `done-31`: of one module.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

BEGUN, ONE, EVERY = "begun", "one", "all"

Found = TypeVar("Found")


def every_measure(modules: Sequence[int]) -> str:
    """Has done all of these modules."""
    which = hashlib.sha256(repr(sorted(modules)).encode()).hexdigest()[:8]
    return f"{EVERY}-{len(modules)}-{which}"


def theme_measure(theme_id: int) -> str:
    """Has done one or more of a theme."""
    return f"theme-{theme_id}"


def module_measures(module_id: int) -> tuple[str, str]:
    """Has begun a module, has done it."""
    return f"begun-{module_id}", f"done-{module_id}"


def all_measures(*, modules: Sequence[int], every: Sequence[int], themes: Iterable[int]) -> list[str]:
    """Everything that is counted of a campaign."""
    of_modules = [measure for module_id in modules for measure in module_measures(module_id)]
    return [BEGUN, ONE, every_measure(every), *map(theme_measure, themes), *of_modules]


def of_every(figures: Mapping[str, Found]) -> tuple[Found | None, int]:
    """What is said of having done all, and how many modules that was; None if nothing is said."""
    for measure, found in figures.items():
        if measure.startswith(f"{EVERY}-"):
            return found, int(measure.split("-")[1])
    return None, 0
