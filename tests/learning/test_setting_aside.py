"""What comes with a content note may be set aside with credit, and nothing that is kept says who did."""

import pytest
from sqlalchemy import inspect, select

from safeguarding.learning.models import Attempt, Completion, HeardEvent, Listening, Pick, Progress
from safeguarding.learning.operations.article import complete_article
from safeguarding.learning.operations.podcast import complete_transcript
from safeguarding.learning.operations.scenario import finish_scenario
from safeguarding.learning.operations.setting_aside import NothingToSetAside, set_aside
from safeguarding.learning.queries.record import record_of
from tests.learning.learning_factories import (
    MINUTE,
    MONDAY,
    TO_SAFETY,
    a_module,
    an_officer,
    article_body,
    begun,
    cards_body,
    chooses,
    looks,
    podcast_body,
    scenario_body,
)

NOTE = "A child may not be safe in this."
LATER = MONDAY + 60 * MINUTE


def reads(session, officer, module):
    complete_article(session, officer_id=officer.id, module=module, begun_at=MONDAY, at=LATER, choice="ask")


def reads_the_transcript(session, officer, module):
    complete_transcript(session, officer_id=officer.id, module=module, begun_at=MONDAY, at=LATER)


def goes_through(session, officer, module):
    attempt = begun(session, officer, module)
    looks(session, attempt, module, "ticket")
    chooses(session, attempt, module, *TO_SAFETY, at=LATER)
    finish_scenario(session, attempt=attempt, module=module, at=LATER)


def puts_aside(session, officer, module, *, at=LATER):
    set_aside(session, officer_id=officer.id, module=module, at=at)


def kept(session, model, officer):
    """What is kept of an officer, but for who they are."""
    session.flush()
    names = [column.name for column in inspect(model).columns if column.name not in {"id", "public_id", "officer_id"}]
    rows = session.execute(
        select(*(getattr(model, name) for name in names)).where(model.officer_id == officer.id)
    ).mappings()
    return [{name: value for name, value in row.items() if name != "unit_id"} for row in rows]


@pytest.mark.parametrize(
    ("body", "does"),
    [
        (article_body(note=NOTE), reads),
        (podcast_body(note=NOTE), reads_the_transcript),
        (scenario_body(note=NOTE), goes_through),
    ],
    ids=["article", "podcast", "scenario"],
)
class TestSettingAside:
    def test_is_credit_that_nothing_tells_from_having_gone_through_it(self, session, body, does):
        module = a_module(session, body=body)
        one, other = an_officer(session), an_officer(session)
        does(session, one, module)
        puts_aside(session, other, module)
        assert kept(session, Completion, one) == kept(session, Completion, other) != []
        assert kept(session, Attempt, one) == kept(session, Attempt, other)
        [row], [same] = record_of(session, officer_id=one.id), record_of(session, officer_id=other.id)
        assert row.why == same.why
        assert "set it aside" in row.why

    def test_may_come_after_a_beginning_and_takes_what_was_picked(self, session, body, does):
        module, officer = a_module(session, body=body), an_officer(session)
        attempt = begun(session, officer, module)
        if body["kind"] == "scenario":
            looks(session, attempt, module, "ticket")
        puts_aside(session, officer, module)
        assert len(kept(session, Completion, officer)) == 1
        for model in (Pick, HeardEvent, Listening):
            assert session.scalars(select(model)).all() == []
        assert session.execute(select(Progress.begun, Progress.done)).all() == [(1, 1)]

    def test_twice_keeps_the_first(self, session, body, does):
        module, officer = a_module(session, body=body), an_officer(session)
        puts_aside(session, officer, module)
        puts_aside(session, officer, module, at=LATER + MINUTE)
        assert [row["completed_at"] for row in kept(session, Completion, officer)] == [LATER]


@pytest.mark.parametrize(
    "body", [article_body(), podcast_body(), scenario_body(), cards_body()], ids=lambda b: b["kind"]
)
def test_what_has_no_content_note_is_not_set_aside(session, body):
    module, officer = a_module(session, body=body), an_officer(session)
    with pytest.raises(NothingToSetAside):
        puts_aside(session, officer, module)
    assert kept(session, Completion, officer) == []
