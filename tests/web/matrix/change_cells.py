"""What was released of a wave: comms share it, whoever released it; a wave that is not released has nothing to show."""

from collections.abc import Callable

from safeguarding.common.database import write
from safeguarding.content.models import Campaign
from safeguarding.survey.models import Wave
from tests.survey.release_factories import a_released_wave
from tests.web.matrix.cells import Cell, Sent, Whose, page
from tests.web.matrix.conftest import World
from tests.web.matrix.wave_cells import a_plan_of

RELEASED = {Whose.OWN: "released-by-visitor", Whose.OTHERS: "released-by-another"}


def a_release_of(world: World, whose: Whose) -> str:
    """The code of a wave that was released."""
    code = RELEASED[whose]
    with write(world.database) as session:
        campaign = session.query(Campaign).filter_by(code=world.scenario.campaign_code).one()
        if session.query(Wave).filter_by(campaign_id=campaign.id, code=code).first() is None:
            a_released_wave(session, campaign=campaign, code=code)
    return code


def of_a_release(endpoint: str, *, is_recorded: bool = False, **more: str) -> list[Cell]:
    """A release by the visitor, by somebody else, and a wave that was not released."""

    def arranged(whose: Whose) -> Callable[[World, int | None], Sent]:
        def arrange(world: World, visitor: int | None) -> Sent:
            wave = a_plan_of(world, visitor) if whose is Whose.OUT_OF_SCOPE else a_release_of(world, whose)
            return Sent({"campaign": world.scenario.campaign_code, "wave": wave, **more})

        return arrange

    return [
        Cell(endpoint, "GET", Whose.OWN, arranged(Whose.OWN), 200, is_recorded=is_recorded),
        Cell(endpoint, "GET", Whose.OTHERS, arranged(Whose.OTHERS), 200, is_recorded=is_recorded),
        Cell(endpoint, "GET", Whose.OUT_OF_SCOPE, arranged(Whose.OUT_OF_SCOPE), 404),
    ]


CHANGE_CELLS = [
    page("dashboard.change", 200),
    *of_a_release("dashboard.change_wave"),
    *of_a_release("dashboard.change_questions"),
    *of_a_release("dashboard.change_groups"),
    *of_a_release("dashboard.change_method"),
    *of_a_release("dashboard.change_file", is_recorded=True, ending="csv"),
]
