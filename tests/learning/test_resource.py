"""A resource is done by being opened."""

from sqlalchemy import select

from safeguarding.learning.models import Attempt, Completion, Progress
from safeguarding.learning.operations.resource import open_resource
from tests.learning.learning_factories import DAY, MONDAY, a_module, an_officer, cards_body


def opens(session, officer, module, *, at=MONDAY):
    open_resource(session, officer_id=officer.id, module=module, begun_at=at, at=at)


def test_opened_is_done(session):
    module, officer = a_module(session, body=cards_body()), an_officer(session)
    opens(session, officer, module)
    completion = session.scalars(select(Completion)).one()
    assert (completion.rule, completion.evidence, completion.completed_at) == ("opened", "opened", MONDAY)
    assert session.scalars(select(Attempt.closed_at)).one() == MONDAY
    assert session.execute(select(Progress.begun, Progress.done)).all() == [(1, 1)]


def test_opened_again_is_one_completion(session):
    module, officer = a_module(session, body=cards_body()), an_officer(session)
    opens(session, officer, module)
    opens(session, officer, module, at=MONDAY + DAY)
    assert session.scalars(select(Completion.completed_at)).all() == [MONDAY]
