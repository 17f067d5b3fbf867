"""The invented year: what a year of officers would have left, and totals that agree with it."""

from datetime import timedelta

from sqlalchemy import func, select

from safeguarding.common.clock import LONDON, london_day
from safeguarding.learning.models import Attempt, Completion, Progress, SceneCount
from safeguarding.learning.operations import demonstration_year
from safeguarding.learning.operations.demonstration_year import invent_year
from safeguarding.learning.queries.counted import differences
from safeguarding.learning.rules.done import Evidence
from tests.learning.learning_factories import (
    MONDAY,
    a_campaign,
    a_module,
    an_article,
    an_officer,
    cards_body,
    podcast_body,
    training_body,
)
from tests.people.people_factories import a_unit

TODAY = london_day(MONDAY)
BEGAN_ON = TODAY - timedelta(weeks=53)


def a_small_force(session):
    units = [a_unit(session) for _ in range(4)]
    return [an_officer(session, unit=units[number % 4]) for number in range(400)]


def modules_of(session):
    campaign = a_campaign(session)
    return [
        a_module(session, campaign=campaign),
        an_article(session, campaign=campaign),
        a_module(session, campaign=campaign, body=podcast_body()),
        a_module(session, campaign=campaign, body=cards_body()),
        a_module(session, campaign=campaign, body=training_body()),
    ]


def invented(session, officers, modules, **changes):
    said = {"seed": 1, "all_done_but": {}, "nothing_done": (), **changes}
    return invent_year(session, modules=modules, began_on=BEGAN_ON, at=MONDAY, **said)


def rows(session, model, *columns):
    return sorted(session.execute(select(*columns).select_from(model)).all())


class TestTheInventedYear:
    def test_leaves_totals_that_agree_with_its_rows(self, session):
        year = invented(session, a_small_force(session), modules_of(session))

        assert differences(session, on=TODAY) == []
        assert session.scalar(select(func.count()).select_from(Completion)) == year.completions > 400
        assert session.scalar(select(func.count()).select_from(Progress)) == year.officers > 150

    def test_lies_between_the_first_day_and_yesterday(self, session):
        invented(session, a_small_force(session), modules_of(session))

        for begun_at, closed_at in rows(session, Attempt, Attempt.begun_at, Attempt.closed_at):
            assert BEGAN_ON <= begun_at.astimezone(LONDON).date() <= closed_at.astimezone(LONDON).date() < TODAY
        weeks = {at.isocalendar().week for (at,) in rows(session, Completion, Completion.completed_at)}
        assert len(weeks) > 40, "people come all the year round"

    def test_is_the_same_for_the_same_seed(self, session):
        officers, modules = a_small_force(session), modules_of(session)
        invented(session, officers, modules)
        first = rows(session, Completion, Completion.officer_id, Completion.module_id, Completion.completed_at)
        for model in (SceneCount, Completion, Attempt, Progress):
            session.query(model).delete()
        invented(session, officers, modules)

        assert rows(session, Completion, Completion.officer_id, Completion.module_id, Completion.completed_at) == first

    def test_leaves_some_people_alone_and_lets_one_do_nearly_everything(self, session):
        officers, modules = a_small_force(session), modules_of(session)
        keen, spared = officers[0].id, officers[1].id
        invented(session, officers, modules, all_done_but={keen: {modules[1].code}}, nothing_done={spared})

        done = {module_id for (module_id,) in session.execute(select(Completion.module_id).filter_by(officer_id=keen))}
        assert done == {modules[0].module_id, modules[2].module_id, modules[3].module_id}
        assert session.scalars(select(Attempt.id).filter_by(officer_id=spared)).all() == []

    def test_a_training_has_few_places(self, session, monkeypatch):
        monkeypatch.setattr(demonstration_year, "COMES_TO_A_TRAINING", 1)
        modules = modules_of(session)
        invented(session, a_small_force(session), modules)

        came = rows(session, Completion, Completion.module_id, Completion.evidence)
        assert came.count((modules[4].module_id, Evidence.ATTENDED)) == demonstration_year.PLACES_AT_A_TRAINING
        assert differences(session, on=TODAY) == []

    def test_counts_at_each_scene_what_as_many_did(self, session):
        modules = modules_of(session)
        invented(session, a_small_force(session), modules)
        hall = modules[0].module_id
        finished = session.scalar(select(func.count()).where(Completion.module_id == hall))
        begun = session.scalar(select(func.count()).where(Attempt.module_id == hall))

        first = modules[0].scenario.first
        entered = session.scalar(select(SceneCount.officers).filter_by(scene=first, what="entered"))
        chose = session.scalars(select(SceneCount.officers).filter_by(scene=first, what="chose")).all()
        left = session.scalars(select(SceneCount.officers).filter_by(what="left_here")).all()
        assert entered == begun > finished > 20
        assert sum(left) == begun - finished, "some stop half way"
        assert sum(chose) < entered, "most of those at the first scene"
