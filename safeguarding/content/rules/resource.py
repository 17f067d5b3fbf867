"""What must be true of a resource before officers meet it."""

from collections.abc import Iterator, Mapping
from typing import Any

from safeguarding.content.rules.findings import Finding
from safeguarding.content.rules.scenario import FEWEST_INNOCENT


def check_resource(body: Mapping[str, Any]) -> Iterator[Finding]:
    """Whether it is one thing, cards or guide, and fair to what it shows."""
    if (body["cards"] is None) == (not body["guide"]):
        yield Finding((), "a resource has either `cards:`, one for each role, or `guide:`. Write one of the two.")
    for at, entry in enumerate(body["guide"]):
        if len(entry["innocent"]) < FEWEST_INNOCENT:
            yield Finding(
                ("guide", at),
                f"'{entry['name']}' has {len(entry['innocent'])} innocent explanations. Give at least "
                f"{FEWEST_INNOCENT}: one object is a reason to ask, not a conclusion.",
            )
