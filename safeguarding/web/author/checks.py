"""What the checks say, each with the way to its place."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from safeguarding.content.rules.findings import Finding
from safeguarding.content.rules.places import place_of, told
from safeguarding.web.author.parts import id_of, part_of


@dataclass(frozen=True)
class CheckLine:
    """One thing to put right or to think about."""

    place: str
    part: str
    field: str
    where: str
    message: str
    is_warning: bool


@dataclass(frozen=True)
class Checks:
    """Everything the checks found, in the order of the writing."""

    lines: tuple[CheckLine, ...]

    @property
    def to_put_right(self) -> list[CheckLine]:
        return [line for line in self.lines if not line.is_warning]

    @property
    def to_think_about(self) -> list[CheckLine]:
        return [line for line in self.lines if line.is_warning]

    def at(self, place: str) -> list[CheckLine]:
        """What stands beside one field."""
        return [line for line in self.lines if line.place == place]

    @property
    def by_part(self) -> Counter[str]:
        """How many things are to put right in each part."""
        return Counter(line.part for line in self.to_put_right)


def checks_of(body: Mapping[str, Any], findings: Iterable[Finding]) -> Checks:
    """The findings as lines that lead to their fields."""
    return Checks(tuple(_line(body, finding) for finding in findings))


def _line(body: Mapping[str, Any], finding: Finding) -> CheckLine:
    place = place_of(body, finding.path)
    return CheckLine(
        place=place,
        part=part_of(place),
        field=id_of(place),
        where=told(body, place),
        message=finding.message[:1].upper() + finding.message[1:],
        is_warning=finding.is_warning,
    )
