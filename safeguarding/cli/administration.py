"""What is due every day about people and units, and whether the completion totals still agree with what was done."""

from dataclasses import dataclass
from datetime import datetime

from safeguarding.common.clock import london_day
from safeguarding.common.database import Database, write
from safeguarding.learning.operations.totals import bring_totals_to_today, move_people
from safeguarding.learning.queries.counted import TOTALS_CHECKED, differences, totals_day
from safeguarding.people.operations.audit import record
from safeguarding.people.operations.roles import withdraw_roles_of_leavers
from safeguarding.people.operations.units import apply_due


@dataclass(frozen=True)
class AdministrationReport:
    """What the chore did."""

    applied: int
    refused: int
    moved: int
    roles_withdrawn: int
    differences: int

    def __str__(self) -> str:
        said = (
            f"{self.applied} changes of units made ({self.moved} officers moved), {self.refused} could not be made, "
            f"{self.roles_withdrawn} roles of leavers withdrawn."
        )
        if self.differences:
            said += f" {self.differences} differences in the totals: run `learning self-check`."
        return said


def run_administration(database: Database, *, at: datetime) -> AdministrationReport:
    """Reorganise what was decided for today, take back the roles of leavers, and check the totals."""
    with write(database) as session:
        bring_totals_to_today(session, at=at)
        due = apply_due(session, at=at)
        move_people(session, moves=due.moves, at=at)
    with write(database) as session:
        withdrawn = withdraw_roles_of_leavers(session, at=at)
    with database.reading() as session:
        found = len(differences(session, on=totals_day(session) or london_day(at)))
    with write(database) as session:
        record(session, actor_id=None, action=TOTALS_CHECKED, about={"differences": found}, at=at)
    return AdministrationReport(due.applied, due.refused, len(due.moves), withdrawn, found)
