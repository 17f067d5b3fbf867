"""Planning and running surveys: comms share them, whoever planned one."""

from collections.abc import Callable

from safeguarding.common.clock import london_today, now
from safeguarding.common.database import write
from safeguarding.content.models import Campaign
from safeguarding.survey.models import Wave
from tests.survey.survey_factories import WEEK, a_planned_wave
from tests.web.matrix.cells import Cell, Sent, Whose, page
from tests.web.matrix.conftest import World
from tests.web.matrix.survey_cells import FIRST, OPEN, the_waves


def a_plan_of(world: World, officer_id: int | None) -> str:
    """The code of a plan for month 12, by this officer or by nobody's visitor."""
    with write(world.database) as session:
        wave = a_planned_wave(
            session,
            campaign=session.query(Campaign).filter_by(code=world.scenario.campaign_code).one(),
            at=now(),
            month=12,
            closes_on=london_today() + WEEK,
            repeats_id=session.query(Wave.id).filter_by(code=FIRST).scalar(),
        )
        wave.planned_by_id = officer_id or world.other_id
        return wave.code


def of_a_wave(endpoint: str, method: str, status: int, *, code: str = "", is_refused: bool = False) -> list[Cell]:
    """A survey that the visitor planned, one that somebody else planned, and none; or the one named."""

    def arranged(whose: Whose) -> Callable[[World, int | None], Sent]:
        def arrange(world: World, visitor: int | None) -> Sent:
            the_waves(world)
            found = code or a_plan_of(world, visitor if whose is Whose.OWN else None)
            wave = "none" if whose is Whose.OUT_OF_SCOPE else found
            return Sent({"campaign": world.scenario.campaign_code, "wave": wave})

        return arrange

    return [
        Cell(endpoint, method, Whose.OWN, arranged(Whose.OWN), status, is_refused=is_refused),
        Cell(endpoint, method, Whose.OTHERS, arranged(Whose.OTHERS), status, is_refused=is_refused),
        Cell(endpoint, method, Whose.OUT_OF_SCOPE, arranged(Whose.OUT_OF_SCOPE), 404),
    ]


WAVE_CELLS = [
    page("dashboard.waves", 200),
    page("dashboard.plan", 200),
    page("dashboard.plan", 200, method="POST"),
    *of_a_wave("dashboard.wave", "GET", 200),
    *of_a_wave("dashboard.plan_again", "GET", 200),
    *of_a_wave("dashboard.plan_again", "POST", 200, is_refused=True),
    *of_a_wave("dashboard.drop_wave", "POST", 303),
    *of_a_wave("dashboard.open_", "GET", 200),
    *of_a_wave("dashboard.open_", "POST", 200, is_refused=True),
    *of_a_wave("dashboard.changed_questions", "GET", 200),
    *of_a_wave("dashboard.changed_questions", "POST", 200, is_refused=True),
    *of_a_wave("dashboard.close", "GET", 200, code=OPEN),
    # Nothing is open under a plan, so there is nothing to close or to release.
    *of_a_wave("dashboard.close", "POST", 303),
    *of_a_wave("dashboard.release_wave", "POST", 303),
]
