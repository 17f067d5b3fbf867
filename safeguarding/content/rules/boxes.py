"""A box in a picture, in the picture's own units: `x` and `y` are its middle."""

from collections.abc import Mapping
from typing import Any

BOX = ("x", "y", "width", "height")
PHONE_WIDTH = 390
SMALLEST_ON_A_PHONE = 26

Picture = Mapping[str, Any]
Box = dict[str, int]


def middle_of(picture: Picture | None) -> Box | None:
    """A box in the middle of a picture, large enough for a finger on a phone, and half as large again."""
    if picture is None:
        return None
    side = -(-SMALLEST_ON_A_PHONE * picture["width"] * 3 // (PHONE_WIDTH * 2))
    return kept_inside(
        {"x": picture["width"] // 2, "y": picture["height"] // 2, "width": side, "height": side}, picture
    )


def nudged(
    box: Mapping[str, int] | None,
    picture: Picture | None,
    *,
    right: int = 0,
    down: int = 0,
    wider: int = 0,
    taller: int = 0,
) -> Box:
    """The box a little further or larger; where there is none yet, one in the middle."""
    box = box or middle_of(picture) or dict.fromkeys(BOX, 1)
    return {
        "x": box["x"] + right,
        "y": box["y"] + down,
        "width": box["width"] + wider,
        "height": box["height"] + taller,
    }


def kept_inside(box: Mapping[str, int], picture: Picture) -> Box:
    """The box, as near to where it was asked to be as the picture allows."""
    x, width = _kept_within(box["x"], box["width"], picture["width"])
    y, height = _kept_within(box["y"], box["height"], picture["height"])
    return {"x": x, "y": y, "width": width, "height": height}


def outside(box: Mapping[str, int], picture: Picture) -> str | None:
    """How a box reaches out of its picture, in words; None when it does not."""
    left, right = box["x"] - box["width"] / 2, box["x"] + box["width"] / 2
    top, bottom = box["y"] - box["height"] / 2, box["y"] + box["height"] / 2
    if left >= 0 and top >= 0 and right <= picture["width"] and bottom <= picture["height"]:
        return None
    return (
        f"reaches from {left:g},{top:g} to {right:g},{bottom:g}, outside the picture of "
        f"{picture['width']}x{picture['height']}. x and y are the box's centre."
    )


def is_too_small(*, width: int, height: int, picture_width: int) -> bool:
    """Whether a box in a picture is under 26 pixels, either way, when the picture is as wide as a phone."""
    return min(width, height) * PHONE_WIDTH / picture_width < SMALLEST_ON_A_PHONE


def _kept_within(centre: int, length: int, most: int) -> tuple[int, int]:
    """The centre is a whole number, so an odd length needs one unit more than itself."""
    length = min(max(length, 1), most)
    if length % 2 and length + 1 > most:
        length -= 1
    half = (length + 1) // 2
    return min(max(centre, half), most - half), length
