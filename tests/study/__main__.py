"""`make study`: 2,000 simulated forces from a fixed seed. Exits 1 if an interval holds too seldom or too often."""

import sys
import time
from collections import defaultdict

import numpy as np

from tests.study.estimators import Tried, tried_on
from tests.study.forces import a_force

FORCES = 2_000
SEED = 20260601
LEAST, MOST = 0.93, 0.97


def main() -> None:
    forces = int(sys.argv[1]) if len(sys.argv) > 1 else FORCES
    began = time.monotonic()
    found: dict[str, list[Tried]] = defaultdict(list)
    for number in range(forces):
        for one in tried_on(a_force(np.random.default_rng([SEED, number]))):
            found[one.estimator].append(one)
    print(f"{forces:,} simulated forces of 44,000, seed {SEED}, {time.monotonic() - began:.0f} s")
    print("95% intervals; held: how often the truth lay within. Widths and errors in points of 100.\n")
    print(f"{'estimator':44} {'held':>7} {'below':>7} {'above':>7} {'half-width':>11} {'mean error':>11}")
    wrong = [name for name, tried in found.items() if not LEAST <= _line(name, tried) <= MOST]
    if wrong:
        sys.exit(f"\nNot between {LEAST:.0%} and {MOST:.0%}: {', '.join(wrong)}")
    print(f"\nAll between {LEAST:.0%} and {MOST:.0%}.")


def _line(name: str, tried: list[Tried]) -> float:
    """Print one estimator; how often its interval held the truth."""
    below = float(np.mean([one.truth < one.interval.lower for one in tried]))
    above = float(np.mean([one.truth > one.interval.upper for one in tried]))
    held = 1 - below - above
    half = 100 * float(np.mean([one.interval.half_width for one in tried]))
    error = 100 * float(np.mean([one.estimate - one.truth for one in tried]))
    print(f"{name:44} {held:7.2%} {below:7.2%} {above:7.2%} {half:11.2f} {error:+11.3f}")
    return held


if __name__ == "__main__":
    main()
