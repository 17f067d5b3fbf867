"""The ring in a module's opening picture, round the part of it to look at twice."""

from collections.abc import Iterator, Mapping
from typing import Any

from safeguarding.content.rules.findings import Finding

PATH = ("picture_ring",)


def check_ring(body: Mapping[str, Any]) -> Iterator[Finding]:
    """A ring that is round nothing. What has gaps is passed over: the reader names them."""
    ring, picture = body.get("picture_ring"), body["picture"]
    if ring is None:
        return
    if picture is None:
        yield Finding(PATH, "There is a ring and no picture for it. Choose a picture, or take the ring away.")
    elif None not in (*ring.values(), picture["width"], picture["height"]):
        left, right = ring["x"] - ring["width"] / 2, ring["x"] + ring["width"] / 2
        top, bottom = ring["y"] - ring["height"] / 2, ring["y"] + ring["height"] / 2
        if left < 0 or top < 0 or right > picture["width"] or bottom > picture["height"]:
            yield Finding(
                PATH,
                f"The ring reaches from {left:g},{top:g} to {right:g},{bottom:g}, outside the picture of "
                f"{picture['width']}x{picture['height']}. x and y are its middle.",
            )
