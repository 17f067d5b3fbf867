"""What the checks say, each with the way to its place."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from safeguarding.content.rules.findings import Finding
from safeguarding.content.rules.places import place_of, told
from safeguarding.web.author.parts import holder_of, id_of, name_of_part, part_of, without_name

# As many as are taken in at a glance; more of them are shown part by part.
MOST_IN_ONE_LIST = 8


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
class CheckGroup:
    """What the checks say of one part of the writing; a scene's things belong to their scene."""

    part: str
    title: str
    lines: tuple[CheckLine, ...]

    @property
    def to_put_right(self) -> int:
        return sum(not line.is_warning for line in self.lines)

    @property
    def to_think_about(self) -> int:
        return sum(line.is_warning for line in self.lines)

    def where_in_it(self, line: CheckLine) -> str:
        """A line's place, without the name of the part it stands under."""
        return without_name(line.where, self.title)


@dataclass(frozen=True)
class Checks:
    """Everything the checks found, in the order of the writing."""

    lines: tuple[CheckLine, ...]
    groups: tuple[CheckGroup, ...]

    @cached_property
    def to_put_right(self) -> list[CheckLine]:
        return [line for line in self.lines if not line.is_warning]

    @cached_property
    def to_think_about(self) -> list[CheckLine]:
        return [line for line in self.lines if line.is_warning]

    @property
    def are_many(self) -> bool:
        return len(self.lines) > MOST_IN_ONE_LIST

    def at(self, place: str) -> list[CheckLine]:
        """What stands beside one field."""
        return [line for line in self.lines if line.place == place]

    @cached_property
    def by_part(self) -> Counter[str]:
        """How many things are to put right in each part, in a scene with those of its things."""
        found = Counter(line.part for line in self.to_put_right)
        found.update(holder_of(line.part) for line in self.to_put_right if holder_of(line.part) != line.part)
        return found


def checks_of(body: Mapping[str, Any], findings: Iterable[Finding]) -> Checks:
    """The findings as lines that lead to their fields."""
    lines = [_line(body, finding) for finding in findings]
    holders = dict.fromkeys(holder_of(line.part) for line in lines)
    groups = (CheckGroup(holder, name_of_part(body, holder), tuple(_of(lines, holder))) for holder in holders)
    return Checks(tuple(lines), tuple(groups))


def _of(lines: Iterable[CheckLine], holder: str) -> list[CheckLine]:
    return [line for line in lines if holder_of(line.part) == holder]


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
