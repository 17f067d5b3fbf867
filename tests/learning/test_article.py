"""Reading an article to the end."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from safeguarding.content.models import Module
from safeguarding.content.queries.modules import module_version
from safeguarding.learning.models import Attempt, Completion, CompletionTotal, HeardEvent, Pick, Progress
from safeguarding.learning.operations.article import NoChoice, complete_article
from safeguarding.learning.operations.attempts import ModuleWithdrawn
from safeguarding.learning.operations.whole import TooFast
from tests.learning.learning_factories import DAY, MINUTE, MONDAY, an_article, an_officer, begun


def reads(session, officer, module, *, begun_at=MONDAY, at=MONDAY + 5 * MINUTE, choice="ask"):
    return complete_article(session, officer_id=officer.id, module=module, begun_at=begun_at, at=at, choice=choice)


class TestCompleteArticle:
    def test_gives_the_reply_and_writes_the_completion(self, session):
        officer, module = an_officer(session), an_article(session)

        assert reads(session, officer, module) == "Asking is quick."

        [completion] = session.scalars(select(Completion))
        assert (completion.rule, completion.evidence) == ("read_and_answered", "read")
        assert (completion.begun_at, completion.completed_at) == (MONDAY, MONDAY + 5 * MINUTE)
        [attempt] = session.scalars(select(Attempt))
        assert (attempt.begun_at, attempt.closed_at) == (MONDAY, MONDAY + 5 * MINUTE)
        assert session.execute(select(Progress.begun, Progress.done)).one() == (1, 1)
        assert session.execute(select(CompletionTotal.begun, CompletionTotal.done)).one() == (1, 1)

    def test_keeps_no_answer(self, session):
        officer, module = an_officer(session), an_article(session)
        reads(session, officer, module, choice="note")
        assert session.scalars(select(Pick)).all() == []
        assert session.scalars(select(HeardEvent)).all() == []

    def test_a_second_time_changes_nothing_and_replies(self, session):
        officer, module = an_officer(session), an_article(session)
        reads(session, officer, module)

        later = MONDAY + DAY
        assert reads(session, officer, module, begun_at=later, at=later, choice="note") == "A note is found later."

        [completion] = session.scalars(select(Completion))
        assert completion.completed_at == MONDAY + 5 * MINUTE
        assert len(session.scalars(select(Attempt)).all()) == 1
        assert session.execute(select(Progress.begun, Progress.done)).one() == (1, 1)

    def test_closes_the_attempt_the_page_began(self, session):
        officer, module = an_officer(session), an_article(session)
        attempt = begun(session, officer, module, at=MONDAY + timedelta(seconds=10))

        reads(session, officer, module)

        assert (attempt.begun_at, attempt.closed_at) == (MONDAY, MONDAY + 5 * MINUTE)

    def test_reading_again_closes_that_attempt_too(self, session):
        officer, module = an_officer(session), an_article(session)
        reads(session, officer, module)
        again = begun(session, officer, module, at=MONDAY + DAY)
        reads(session, officer, module, at=MONDAY + DAY + MINUTE)
        assert again.closed_at == MONDAY + DAY + MINUTE

    def test_what_was_begun_yesterday_has_been_read_long_enough(self, session):
        officer, module = an_officer(session), an_article(session)
        begun(session, officer, module, at=MONDAY - DAY)
        reads(session, officer, module, at=MONDAY)
        [completion] = session.scalars(select(Completion))
        assert completion.begun_at == MONDAY - DAY

    def test_refuses_a_pace_nobody_reads_at_and_says_how_to_go_on(self, session):
        officer, module = an_officer(session), an_article(session, words=1500)
        with pytest.raises(TooFast, match="send it again"):
            reads(session, officer, module, at=MONDAY + timedelta(seconds=89))
        assert session.scalars(select(Completion)).all() == []
        reads(session, officer, module, at=MONDAY + timedelta(seconds=90))
        assert len(session.scalars(select(Completion)).all()) == 1

    @pytest.mark.parametrize("choice", [None, "", "shout"])
    def test_refuses_without_an_answer(self, session, choice):
        with pytest.raises(NoChoice, match="Every answer counts"):
            reads(session, an_officer(session), an_article(session), choice=choice)

    def test_a_content_note_hides_how_it_was_done(self, session):
        reads(session, an_officer(session), an_article(session, note="It tells of neglect."))
        assert session.scalars(select(Completion.evidence)).all() == ["read_or_set_aside"]

    def test_refuses_what_is_withdrawn(self, session):
        module = an_article(session)
        row = session.get_one(Module, module.module_id)
        row.withdrawn_at, row.withdrawn_reason = MONDAY, "Out of date."
        session.flush()
        with pytest.raises(ModuleWithdrawn):
            reads(session, an_officer(session), module_version(session, version_id=module.version_id))
