"""Who could be asked: the people in post on a day, and where they stand."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.people.models import Officer
from safeguarding.people.queries.postings import posting_in_force
from safeguarding.people.queries.units import UnitInTree, unit_tree
from safeguarding.people.rules.roles import RoleFamily
from safeguarding.survey.models import Invitation
from safeguarding.survey.rules.strata import UnitGroup


@dataclass(frozen=True, slots=True)
class Framed:
    """Somebody in post on the day of the frame. Protected posts are among them: an invitation is no list."""

    officer_id: int
    public_id: str
    group: UnitGroup
    role_family: RoleFamily


def frame(session: Session, *, on: date) -> list[Framed]:
    """Everybody in post on a day, by public id."""
    groups = unit_groups(session, on=on)
    families = {family.value: family for family in RoleFamily}
    in_force = posting_in_force(on).subquery()
    rows = session.execute(
        select(Officer.id, Officer.public_id, in_force.c.unit_id, in_force.c.role_family)
        .join(in_force, in_force.c.officer_id == Officer.id)
        .where(in_force.c.unit_id.is_not(None))
        .order_by(Officer.public_id)
    )
    return [
        Framed(officer_id, public_id, groups.get(unit_id, _elsewhere(unit_id)), families[role_family])
        for officer_id, public_id, unit_id, role_family in rows
    ]


def unit_groups(session: Session, *, on: date) -> dict[int, UnitGroup]:
    """For each unit open on a day the command or BCU it belongs to: the first BCU on the way down, or else command."""
    units = unit_tree(session, on=on)
    by_id = {unit.id: unit for unit in units}
    return {unit.id: _group_of([by_id[each] for each in unit.path]) for unit in units}


def invited_at(session: Session, *, wave_id: int) -> frozenset[int]:
    """The officers a wave has invited."""
    return frozenset(session.scalars(select(Invitation.officer_id).where(Invitation.wave_id == wave_id)))


def _group_of(path: list[UnitInTree]) -> UnitGroup:
    command = next((unit for unit in path if unit.kind == "command"), path[0])
    group = next((unit for unit in path if unit.kind == "bcu"), command)
    return UnitGroup(group.id, group.name, command.id)


def _elsewhere(unit_id: int) -> UnitGroup:
    """A unit that was closed while people still stood in it: a group of its own, to be put together with others."""
    return UnitGroup(unit_id, "A closed unit", unit_id)
