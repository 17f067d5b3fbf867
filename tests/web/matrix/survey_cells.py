"""The survey area’s part of the matrix: the visitor is asked in the open survey, somebody else is, or there is none."""

from collections.abc import Callable

from safeguarding.common.clock import now
from safeguarding.common.database import write
from safeguarding.content.models import Campaign
from safeguarding.people.models import Officer
from safeguarding.survey.models import Invitation, Wave
from tests.survey.survey_factories import DAY, a_closed_wave, an_open_wave, answered, invited
from tests.web.matrix.cells import Cell, Sent, Whose
from tests.web.matrix.conftest import World
from tests.web.survey.conftest import with_key_file

FIRST, OPEN = "matrix-first", "matrix-open"


def the_waves(world: World) -> None:
    """A closed survey and an open one, made once; whoever comes later is not asked."""
    code = world.scenario.campaign_code
    with write(world.database) as session:
        if session.query(Wave).filter_by(code=OPEN).first() is None:
            campaign = session.query(Campaign).filter_by(code=code).one()
            a_closed_wave(session, campaign=campaign, answers=[{"story": ["see"]}], at=now() - 2 * DAY, code=FIRST)
            an_open_wave(session, campaign=campaign, at=now(), code=OPEN)
    with_key_file(world.app, world.app.extensions["settings"].instance / "survey-key", code)


def asked(world: World, visitor: int | None, *, has_sent: bool) -> None:
    """The visitor is asked, and has sent their answers or not."""
    with write(world.database) as session:
        wave = session.query(Wave).filter_by(code=OPEN).one()
        officer = session.get_one(Officer, visitor or world.other_id)
        if session.get(Invitation, (wave.id, officer.id)) is None:
            invited(session, wave, officer)
        if has_sent:
            answered(session, officer, at=now())


def of_the_survey(endpoint: str, method: str, own: int, *, has_sent: bool = False, **view_args: int) -> list[Cell]:
    """A page of the survey for somebody who is asked, for somebody who is not, and of a survey there is not."""

    def arranged(whose: Whose) -> Callable[[World, int | None], Sent]:
        def arrange(world: World, visitor: int | None) -> Sent:
            the_waves(world)
            if whose is Whose.OWN:
                asked(world, visitor, has_sent=has_sent)
            code = "none" if whose is Whose.OUT_OF_SCOPE else OPEN
            return Sent({"campaign": world.scenario.campaign_code, "wave": code, **view_args})

        return arrange

    return [
        Cell(endpoint, method, Whose.OWN, arranged(Whose.OWN), own),
        Cell(endpoint, method, Whose.OTHERS, arranged(Whose.OTHERS), 403),
        Cell(endpoint, method, Whose.OUT_OF_SCOPE, arranged(Whose.OUT_OF_SCOPE), 404),
    ]


SURVEY_CELLS = [
    *of_the_survey("survey.intro", "GET", 200),
    *of_the_survey("survey.question", "GET", 200, number=1),
    *of_the_survey("survey.question", "POST", 303, number=1),
    *of_the_survey("survey.send", "GET", 200),
    *of_the_survey("survey.send", "POST", 303),
    *of_the_survey("survey.sent", "GET", 200, has_sent=True),
]
