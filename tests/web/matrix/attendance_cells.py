"""The part of the matrix about who came to a training."""

from collections.abc import Callable

from safeguarding.common.database import write
from safeguarding.content.models import Campaign
from tests.learning.learning_factories import a_module, training_body
from tests.web.matrix.cells import Cell, Sent, Whose, page
from tests.web.matrix.conftest import World


def of_training(endpoint: str, method: str, status: int, *, is_refused: bool = False, **fields: str) -> list[Cell]:
    """A training is nobody's own, so the same for own and other's; and a module that is none."""

    def arrange(world: World, visitor: int | None) -> Sent:
        with write(world.database) as session:
            campaign = session.get_one(Campaign, world.scenario.campaign_id)
            module = a_module(session, campaign=campaign, body=training_body(day=0))
            return Sent({"campaign": module.campaign_code, "module": module.code}, fields)

    def no_training(world: World, visitor: int | None) -> Sent:
        return Sent({"campaign": world.scenario.campaign_code, "module": world.scenario.code}, fields)

    def cell(whose: Whose, how: Callable[[World, int | None], Sent], answers: int) -> Cell:
        return Cell(endpoint, method, whose, how, answers, is_refused=is_refused)

    return [
        cell(Whose.OWN, arrange, status),
        cell(Whose.OTHERS, arrange, status),
        cell(Whose.OUT_OF_SCOPE, no_training, 404),
    ]


ATTENDANCE_CELLS = [
    page("author.attendance", 200),
    *of_training("author.who_was_there", "GET", 200),
    *of_training("author.who_was_there", "POST", 200, is_refused=True, numbers="0001"),
    *of_training("author.mark_who_came", "POST", 200, is_refused=True, numbers="0001", seen="another list"),
]
