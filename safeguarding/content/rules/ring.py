"""The ring in a module's opening picture, round the part of it to look at twice."""

from collections.abc import Iterator, Mapping
from typing import Any

from safeguarding.content.rules.boxes import outside
from safeguarding.content.rules.findings import Finding

PATH = ("picture_ring",)


def check_ring(body: Mapping[str, Any]) -> Iterator[Finding]:
    """A ring that is round nothing. What has gaps is passed over: the reader names them."""
    ring, picture = body.get("picture_ring"), body["picture"]
    if ring is None:
        return
    if picture is None:
        yield Finding(PATH, "There is a ring and no picture for it. Choose a picture, or take the ring away.")
        return
    is_known = None not in (*ring.values(), picture["width"], picture["height"])
    if is_known and (beyond := outside(ring, picture)):
        yield Finding(PATH, f"The ring {beyond}")
