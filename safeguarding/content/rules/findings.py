"""What a check found in a body, and where: the same for a pack's author at a command line and in a studio."""

from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    """`path` leads to the place in the body; `row` is the line within a long text. A warning does not block."""

    path: Path
    message: str
    row: int = 0
    is_warning: bool = False
