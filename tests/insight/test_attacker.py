"""The attack that must fail: knowing the roster and everything the figures ever said, fix what a few people have done.

And the control: from a plain table that hides only counts under ten, the same attacker learns a great deal.
"""

import pytest

from safeguarding.insight.rules.cells import Cell, added_up, left_since
from safeguarding.insight.rules.release import DayCounted, Groups, Release
from tests.insight.attacker import TOGETHER, Attacker, Seen, SeenExactly
from tests.insight.living_force import SMALL_UNITS, LivingForce


def lived(seed: int, *, eagerness: float, weeks: int = 6) -> tuple[LivingForce, list[Seen], list[SeenExactly]]:
    """What the rules say of a living force, and what a plain table would."""
    force = LivingForce(seed, eagerness)
    latest: Groups = {}
    seen: list[Seen] = []
    plain: list[SeenExactly] = []
    for day in force.live(weeks=weeks):
        counted = DayCounted(day, force.shape, force.counted(), TOGETHER, is_first=not latest)
        release = Release(counted, latest=latest, secret=b"a secret of this test")
        stayed = {post: tally.people for post, tally in counted.posts.items()}
        left = {
            since: left_since(force.moved(since), before=force.shape, now=force.shape, stayed=stayed)
            for since in release.since
        }
        latest |= release.groups(left=left)
        for cell, group in latest.items():
            if group.is_shown and group.released_on == day:
                seen += [Seen(day, cell, measure, said) for measure, said in group.figures.items()]
        for cell, tally in added_up(counted.posts.items(), shape=force.shape).items():
            for measure in TOGETHER:
                people = tally.counts[measure]
                plain.append(SeenExactly(day, cell, measure, people if people >= 10 else None))
    return force, seen, plain


def attacker_of(force: LivingForce, *measures: str) -> Attacker:
    posts = {officer: tuple(posts) for officer, posts in force.history.items()}
    return Attacker(force.shape, force.days, posts, measures)


class TestAttacker:
    @pytest.mark.parametrize("eagerness", [0.15, 0.5, 0.9])
    @pytest.mark.parametrize("seed", range(4))
    def test_recovers_nothing(self, seed, eagerness):
        force, seen, _ = lived(seed, eagerness=eagerness)
        attacker = attacker_of(force, "one")
        attacker.reads(seen)

        assert attacker.is_consistent_with(force.truth())
        assert attacker.recovers(small_units=map(Cell, SMALL_UNITS)) == []

    def test_recovers_nothing_from_modules_and_all_of_them_laid_together(self):
        force, seen, _ = lived(5, eagerness=0.4, weeks=2)
        attacker = attacker_of(force, *TOGETHER)
        attacker.reads(seen)

        assert attacker.is_consistent_with(force.truth())
        assert attacker.recovers(small_units=map(Cell, SMALL_UNITS)) == []


class TestControl:
    def test_recovers_more_than_forty_from_a_plain_table(self):
        force, _, plain = lived(1, eagerness=0.5)
        recovered = []
        for measure in ("one", "done-1", "done-2"):
            attacker = attacker_of(force, measure)
            attacker.reads_exactly(plain)
            assert attacker.is_consistent_with(force.truth())
            recovered += attacker.recovers(small_units=map(Cell, SMALL_UNITS))

        assert len(recovered) >= 40
