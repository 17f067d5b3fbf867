"""Who is asked: the same seed and the same frame always give the same people."""

import math
from collections.abc import Iterable, Sequence
from hashlib import sha256


def drawn(public_ids: Iterable[str], *, seed: str, invitations: int) -> list[str]:
    """This many of them at random, in the order of the lot they drew. Nobody's lot depends on who else is there."""
    return sorted(public_ids, key=lambda public_id: lot(public_id, seed=seed))[:invitations]


def lot(public_id: str, *, seed: str) -> bytes:
    """The lot somebody draws: SHA-256 of the seed and their public id."""
    return sha256(f"{seed}:{public_id}".encode()).digest()


def allocated(invitations: int, frames: Sequence[int], *, least: int = 0) -> list[int]:
    """Invitations shared out in proportion to the frames, by largest remainder; at least `least`, or all there are.

    The minimum is given first, so a small workforce is asked whole; never more than a frame holds.
    """
    people = sum(frames)
    wanted = min(invitations, people)
    if not people:
        return [0] * len(frames)
    exact = [wanted * frame / people for frame in frames]
    shares = [math.floor(share) for share in exact]
    by_remainder = sorted(range(len(frames)), key=lambda place: (shares[place] - exact[place], place))
    for place in by_remainder[: wanted - sum(shares)]:
        shares[place] += 1
    return [min(frame, max(share, least)) for share, frame in zip(shares, frames, strict=True)]
