"""Reach: comms see every unit, a unit lead their own and what stands under it. The training record: records alone."""

from collections.abc import Callable

from safeguarding.common.clock import now
from safeguarding.common.database import write
from safeguarding.insight.operations.releasing import release_due_figures
from safeguarding.people.rules.roles import Role
from tests.people.people_factories import a_unit
from tests.web.matrix.cells import Cell, Sent, Whose, page
from tests.web.matrix.conftest import World

NOBODYS_UNIT = 999_999_999


def of_a_unit(endpoint: str, *, is_recorded: bool = False, **more: str) -> list[Cell]:
    """The unit the visitor works in (and leads, if a lead), another, and one there is not."""

    def arranged(whose: Whose) -> Callable[[World, int | None], Sent]:
        def arrange(world: World, visitor: int | None) -> Sent:
            release_due_figures(world.database, at=now())
            if whose is Whose.OUT_OF_SCOPE:
                return Sent({"number": NOBODYS_UNIT, **more})
            if whose is Whose.OWN:
                return Sent({"number": world.unit_id, **more})
            with write(world.database) as session:
                return Sent({"number": a_unit(session).id, **more})

        return arrange

    others = {Role.UNIT_LEAD: 404}
    return [
        Cell(endpoint, "GET", Whose.OWN, arranged(Whose.OWN), 200, is_recorded=is_recorded),
        Cell(endpoint, "GET", Whose.OTHERS, arranged(Whose.OTHERS), 200, is_recorded=is_recorded, by_role=others),
        Cell(endpoint, "GET", Whose.OUT_OF_SCOPE, arranged(Whose.OUT_OF_SCOPE), 404),
    ]


REACH_CELLS = [
    page("dashboard.reach", 200),
    *of_a_unit("dashboard.reach_unit"),
    *of_a_unit("dashboard.reach_file", is_recorded=True, ending="csv"),
    page("dashboard.reach_target", 303, method="POST", per_cent="70"),
    page("dashboard.records", 200),
    page("dashboard.records_person", 200, method="POST", staff_number="nobody", because="conduct"),
    page("dashboard.records_file", 200, method="POST", kind="csv", because="inspection"),
]
