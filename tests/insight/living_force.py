"""A force that lives for some weeks: people come, move, leave and do things, as an attacker would like them to.

In some weeks nobody does anything but the few whom the attacker knows by name: nothing hides them but the rules.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from safeguarding.insight.rules.cells import Post, Shape, Tally
from safeguarding.people.rules.roles import RoleFamily

FORCE_UNIT, NORTH, N1, N2, N3, N4, SOUTH, S1, S2, S3 = range(1, 11)
PATHS = {
    FORCE_UNIT: (FORCE_UNIT,),
    NORTH: (FORCE_UNIT, NORTH),
    SOUTH: (FORCE_UNIT, SOUTH),
    **{unit: (FORCE_UNIT, NORTH, unit) for unit in (N1, N2, N3, N4)},
    **{unit: (FORCE_UNIT, SOUTH, unit) for unit in (S1, S2, S3)},
}
# n4 is too small to be spoken of; so are those who work in south itself.
SIZES = {N1: 26, N2: 34, N3: 21, N4: 7, NORTH: 24, S1: 104, S2: 45, S3: 31, SOUTH: 5}
SMALL_UNITS = (N4,)
FAMILIES = (RoleFamily.RESPONSE, RoleFamily.RESPONSE, RoleFamily.RESPONSE, RoleFamily.CUSTODY)
FIRST_MONDAY = date(2026, 6, 1)


@dataclass
class LivingForce:
    """`posts` and `done` are as of now; `history` is each officer's post on every day that was lived."""

    seed: int
    eagerness: float = 0.5
    first_monday: date = FIRST_MONDAY
    days: list[date] = field(default_factory=list)
    posts: dict[int, Post | None] = field(default_factory=dict)
    done: dict[int, set[str]] = field(default_factory=dict)
    history: dict[int, list[Post | None]] = field(default_factory=dict)
    done_then: list[dict[int, frozenset[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.shape = Shape(PATHS)
        for unit, size in SIZES.items():
            for number in range(size):
                self._comes(Post(unit, FAMILIES[number % 4], False))
        for officer in self.posts:
            self._may_do(officer, self.eagerness)

    def live(self, *, weeks: int) -> Iterator[date]:
        """Monday after Monday, with a Thursday in between; what happens comes before each."""
        for week in range(weeks):
            for day in (0, 3):
                if self.days:
                    self._happen(is_quiet=bool((week + self.seed) % 3))
                self._note(self.first_monday + timedelta(days=7 * week + day))
                yield self.days[-1]

    def counted(self) -> dict[Post, Tally]:
        """Everybody by their post, and what they have done."""
        tallies: dict[Post, Tally] = {}
        for officer, post in self.posts.items():
            if post is not None:
                did = self.done[officer]
                both = {"all"} if {"done-1", "done-2"} <= did else set()
                any_ = {"one"} if did else set()
                tallies.setdefault(post, Tally()).add(Tally(1, Counter([*did, *both, *any_])))
        return tallies

    def truth(self) -> Counter[tuple[tuple[Post | None, ...], str, int]]:
        """How many of those with the same history of posts had done what on each day; they began what they did."""
        found: Counter[tuple[tuple[Post | None, ...], str, int]] = Counter()
        for place, done in enumerate(self.done_then):
            for officer, did in done.items():
                both = {"all"} if {"done-1", "done-2"} <= did else set()
                for measure in {*did, *both, *({"one", "begun"} if did else ())}:
                    found[tuple(self.history[officer]), measure, place] += 1
        return found

    def moved(self, since: date) -> Counter[tuple[Post | None, Post | None]]:
        """Who changed from which post to which between a day and now."""
        then = self.days.index(since)
        changes = ((posts[then], posts[-1]) for posts in self.history.values())
        return Counter(change for change in changes if change[0] != change[1])

    def _happen(self, *, is_quiet: bool) -> None:
        """One comes, one leaves, two move; in a quiet stretch nobody else does anything."""
        known = [officer for officer, post in self.posts.items() if post is not None]
        leaver, first, second = self.chance.sample(known, 3)
        self.posts[leaver] = None
        for mover in (first, second):
            post = self.posts[mover]
            assert post is not None
            units = [unit for unit in SIZES if unit != post.unit_id]
            self.posts[mover] = Post(self.chance.choice(units), post.role_family, False)
        self._comes(Post(self.chance.choice(list(SIZES)), self.chance.choice(FAMILIES), False))
        newest = max(self.posts)
        self._may_do(newest, 0.5)
        self._may_do(self.chance.choice(known), 0.5)
        if not is_quiet:
            for officer in known:
                self._may_do(officer, 0.12)

    def _comes(self, post: Post) -> None:
        officer = len(self.posts) + 1
        self.posts[officer], self.done[officer] = post, set()
        self.history[officer] = [None] * len(self.days)

    def _may_do(self, officer: int, how_likely: float) -> None:
        for module in ("done-1", "done-2"):
            if self.chance.random() < how_likely:
                self.done[officer].add(module)

    def _note(self, day: date) -> None:
        self.days.append(day)
        for officer, post in self.posts.items():
            self.history[officer].append(post)
        self.done_then.append({officer: frozenset(did) for officer, did in self.done.items()})
