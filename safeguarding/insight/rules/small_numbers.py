"""What may be said of how many people have done something, so that it says nothing about any one of them.

Whoever reads the figures may know the roster: who works where, who came and who went, and when. They lay today's figure
beside last week's, a whole beside its parts, one role's page beside another's. So that none of this fixes what one to
nine people have done:

- a group is spoken of only where at least ten could have and at least ten could not (`FEWEST_IN_A_GROUP`);
- a count is said in steps of five, "fewer than 10" at one end and "so many or more" at the other, and at how many the
  next step is said is a secret of each group and step: nobody knows on which side of a figure a count lies
  (`stated`, `Steps`);
- when somebody has left a group, its figure stays as it was, with its date, until it has risen, or until so many have
  left that its fall tells nothing of any of them (`said_next`);
- where one part of a whole is not shown, another is not shown either, and together they are a group (`held_back`).

README, decision notes, says why.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

FEWEST = 10
STEP = 5
FEWEST_IN_A_GROUP = 2 * FEWEST
ENOUGH_HAVE_LEFT = 10

Part = TypeVar("Part")


@dataclass(frozen=True)
class Said:
    """What is said of a group on one measure.

    people: in steps of five; 0 is "fewer than 10".
    is_more: "or more": how many exactly is not said, for fewer than ten might be left.
    of, since: how large the group was, and on which day this was so.
    left: how many have left the group since that day.
    """

    people: int
    is_more: bool
    of: int
    since: date
    left: int = 0

    @property
    def is_few(self) -> bool:
        """Fewer than ten, whoever they are."""
        return self.people == 0

    @property
    def fewest(self) -> int:
        """The smallest number of people for whom this would be said."""
        return max(FEWEST, self.people - STEP + 1) if self.people else 0

    @property
    def most(self) -> int:
        """The largest number of people for whom this would be said."""
        if not self.people:
            return min(FEWEST - 1, self.of)
        return self.of if self.is_more else min(self.of, self.people + STEP - 1)


@dataclass(frozen=True)
class Steps:
    """At how many people more than a step the next one is said: 1 to 5, each as likely, and always the same one.

    So, over all groups, figures are as often above as below what is so.
    """

    secret: bytes
    group: str

    def up_at(self, step: int) -> int:
        """How many more than this step are needed for the next to be said."""
        said = f"{self.group}|{step}".encode()
        return 1 + int.from_bytes(hashlib.blake2b(said, key=self.secret, digest_size=8).digest()) % STEP


def stated(people: int, *, of: int, steps: Steps) -> tuple[int, bool]:
    """A count in steps of five, and whether it means "or more"; 0 is "fewer than 10"."""
    if people < FEWEST:
        return 0, False
    below = STEP * (people // STEP)
    in_steps = below + (STEP if people - below >= steps.up_at(below) else 0)
    highest = STEP * ((of - FEWEST) // STEP)
    return min(in_steps, highest), in_steps >= highest


def is_a_group(people: int) -> bool:
    """Whether anything may be said of so many people."""
    return people >= FEWEST_IN_A_GROUP


def said_next(before: Said | None, *, people: int, of: int, left: int, on: date, steps: Steps) -> Said:
    """What is said now, when `before` was said last and so many people have left the group since then.

    Among those who stay a count can only grow, so a figure that falls speaks of those who left. It may fall once ten
    have left, and by no more than leaves it open of half of them. Until then it stays as it is, whether it would have
    fallen or not, unless it has risen: that never speaks of one person, for anybody could have made it rise.
    """
    value, is_more = stated(people, of=of, steps=steps)
    now = Said(value, is_more, of, on)
    if before is None or value > before.people:
        return now
    gone = before.left + left
    if gone >= ENOUGH_HAVE_LEFT:
        while before.fewest - now.most > gone // 2:
            now = Said(max(FEWEST, now.people + STEP), False, of, on)
        return now
    if gone or value < before.people:
        return Said(before.people, before.is_more, before.of, before.since, gone)
    return now


@dataclass(frozen=True)
class Whole(Generic[Part]):
    """A group and the parts it is made of, each with how many people it has.

    `unspoken` are people of the whole who are in no part that could be shown.
    """

    name: Part
    parts: Mapping[Part, int]
    unspoken: int = 0


def held_back(wholes: Collection[Whole[Part]], *, never: Collection[Part]) -> frozenset[Part]:
    """Which groups are not shown, so that none of the others gives one away.

    `never` are those too small to be spoken of. In each whole that is shown, those not shown are two at least and a
    group together: else the next smallest is not shown either. Only how many people there are decides, never what they
    have done, so that what is held back says nothing.
    """
    hidden = set(never)
    while True:
        more = {part for whole in wholes for part in _also(whole, hidden)}
        if not more:
            return frozenset(hidden)
        hidden |= more


def _also(whole: Whole[Part], hidden: set[Part]) -> list[Part]:
    people = {part: count for part, count in whole.parts.items() if count}
    unseen = [count for part, count in people.items() if part in hidden]
    # Alone, people in no part may be worked out if they are a group: that is no more than is said of any group.
    if whole.unspoken and (unseen or not is_a_group(whole.unspoken)):
        unseen.append(whole.unspoken)
    is_shown = whole.name not in hidden
    if not unseen and is_shown:
        return []
    if len(unseen) + (not is_shown) >= 2 and (not is_shown or is_a_group(sum(unseen))):
        return []
    seen = [part for part in people if part not in hidden]
    return [min(seen, key=lambda part: (people[part], repr(part)))] if seen else []
