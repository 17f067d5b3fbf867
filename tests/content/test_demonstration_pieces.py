"""What lies on the desk of the demonstration's trainer."""

import pytest
from sqlalchemy import select

from safeguarding.cli.demonstration import PACK
from safeguarding.content.formats.checking import errors, findings_of
from safeguarding.content.interchange.pack import read_pack
from safeguarding.content.models import Campaign
from safeguarding.content.operations.demonstration_pieces import HALF_WRITTEN, WAITING, invent_pieces
from safeguarding.content.operations.loading import load_pack
from safeguarding.content.operations.review import approve, publish
from safeguarding.content.queries.studio import known_of, version_for_review
from safeguarding.content.queries.studio_lists import module_list_for_authors, review_queue
from safeguarding.content.rules.outline_view import outline_of
from safeguarding.people.rules.roles import Role
from tests.content.studio_factories import MONDAY, somebody


@pytest.fixture
def desk(session):
    load_pack(session, pack=read_pack(PACK), at=MONDAY)
    campaign_id = session.scalars(select(Campaign.id)).one()
    trainer = somebody(session, "Tess Example", Role.TRAINER)
    invent_pieces(session, campaign_id=campaign_id, trainer_id=trainer.id, at=MONDAY)
    return campaign_id


def test_one_piece_is_half_written_and_the_checks_say_what_is_missing(session, desk):
    (line,) = [each for each in module_list_for_authors(session, on=MONDAY.date()) if each.title == HALF_WRITTEN]
    assert line.working is not None
    seen = version_for_review(session, version_id=line.working.version_id, at=MONDAY)
    assert seen is not None

    found = findings_of(seen.kind, seen.draft.body, known=known_of(session, campaign_id=desk))

    assert 5 < len(errors(found)) < 40
    assert [len(scene.choices) for scene in outline_of(seen.draft.body).scenes] == [2, 0]
    assert seen.can_undo


def test_the_other_waits_and_could_be_approved_and_published(session, desk):
    (waiting,) = review_queue(session, on=MONDAY.date())
    assert (waiting.title, waiting.days) == (WAITING, 2)

    reviewer = somebody(session, "Robin Example", Role.REVIEWER)
    seen = version_for_review(session, version_id=waiting.version_id, at=MONDAY)
    assert seen is not None
    assert findings_of(seen.kind, seen.draft.body, known=known_of(session, campaign_id=desk)) == []
    approve(session, version_id=seen.id, revision=seen.revision, by_id=reviewer.id, at=MONDAY)
    publish(session, version_id=seen.id, by_id=reviewer.id, at=MONDAY)


def test_the_pack_loads_again_as_at_every_start(session, desk):
    assert load_pack(session, pack=read_pack(PACK), at=MONDAY).changed_nothing
