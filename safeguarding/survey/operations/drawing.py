"""Drawing a wave: from a dated frame to strata and the people who are asked. The same plan always draws the same."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from safeguarding.survey.queries.frame import Framed, frame, invited_at
from safeguarding.survey.rules.planning import invitations_needed
from safeguarding.survey.rules.sampling import allocated, drawn
from safeguarding.survey.rules.strata import FEWEST_ANSWERS, FrameCell, Stratum, strata_of


@dataclass(frozen=True)
class Drawing:
    """What the draw depends on, and nothing else does."""

    design: str
    seed: str
    frame_on: date
    expected_response: float
    target_answers: int | None
    repeats_id: int | None


@dataclass(frozen=True)
class DrawnStratum:
    """A stratum and the officers invited from it; the first `panel_count` of them were invited before."""

    stratum: Stratum
    panel_count: int
    officer_ids: tuple[int, ...]


def draw(session: Session, drawing: Drawing) -> list[DrawnStratum]:
    """Who would be invited. Whoever was invited by the repeated wave and still serves, and others by lot."""
    people = frame(session, on=drawing.frame_on)
    before = frozenset[int]() if drawing.repeats_id is None else invited_at(session, wave_id=drawing.repeats_id)
    panel = sum(person.officer_id in before for person in people)
    invitations = _invitations(drawing, in_frame=len(people), panel=panel)
    strata = strata_of(_cells(people), answers_each=_answers_each(drawing, invitations, in_frame=len(people)))
    members = _members(people, strata)
    fresh = [[person for person in each if person.officer_id not in before] for each in members]
    least = invitations_needed(FEWEST_ANSWERS, expected_response=drawing.expected_response)
    shares = allocated(
        invitations - panel, [len(each) for each in fresh], least=0 if drawing.repeats_id is not None else least
    )
    return [
        _drawn(stratum, each, new, before, seed=drawing.seed, invitations=share)
        for stratum, each, new, share in zip(strata, members, fresh, shares, strict=True)
    ]


def _invitations(drawing: Drawing, *, in_frame: int, panel: int) -> int:
    """How many to invite in all; the panel is invited whole, even if fewer would do."""
    if drawing.target_answers is None:
        return in_frame
    needed = invitations_needed(drawing.target_answers, expected_response=drawing.expected_response)
    return max(panel, min(needed, in_frame))


def _answers_each(drawing: Drawing, invitations: int, *, in_frame: int) -> float:
    """How many answers one person of the frame brings on average."""
    return drawing.expected_response * invitations / in_frame if in_frame else 0.0


def _cells(people: Sequence[Framed]) -> list[FrameCell]:
    counts = Counter((person.group, person.role_family) for person in people)
    return [FrameCell(group, family, officers) for (group, family), officers in counts.items()]


def _members(people: Sequence[Framed], strata: Sequence[Stratum]) -> list[list[Framed]]:
    places = {cell: place for place, stratum in enumerate(strata) for cell in stratum.cells}
    members: list[list[Framed]] = [[] for _ in strata]
    for person in people:
        members[places[person.group.id, person.role_family]].append(person)
    return members


def _drawn(
    stratum: Stratum,
    members: Sequence[Framed],
    fresh: Sequence[Framed],
    before: frozenset[int],
    *,
    seed: str,
    invitations: int,
) -> DrawnStratum:
    panel = tuple(person.officer_id for person in members if person.officer_id in before)
    by_public_id = {person.public_id: person.officer_id for person in fresh}
    chosen = drawn(by_public_id, seed=seed, invitations=invitations)
    return DrawnStratum(stratum, len(panel), (*panel, *(by_public_id[public_id] for public_id in chosen)))
