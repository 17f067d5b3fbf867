"""From a draft to officers: sent, returned, approved by somebody else, scheduled, published."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, func, select

from safeguarding.content.models import Contact, DraftSave, Module, ModuleTheme, ModuleVersion, ReviewStep, Theme
from safeguarding.content.operations.beginning import begin_module, begin_version, duplicate
from safeguarding.content.operations.review import (
    DayHasPassed,
    NeedsAReason,
    NotAReviewer,
    NothingNew,
    NotReady,
    NotWaiting,
    NoWords,
    OwnWork,
    add_note,
    approve,
    publish,
    publish_due,
    return_with_reason,
    schedule,
    send_for_review,
    settle_note,
    take_back,
)
from safeguarding.content.operations.studio import ChangedSince, ModuleIsWithdrawn, NotADraft, undo
from safeguarding.content.operations.withdrawal import withdraw_module
from safeguarding.content.queries.authors import A_COLLEAGUE
from safeguarding.content.queries.campaigns import library
from safeguarding.content.queries.modules import published_module
from safeguarding.content.queries.studio import (
    may_approve,
    version_body,
    version_for_review,
    versions_of,
    working_version,
)
from safeguarding.content.queries.studio_lists import module_list_for_authors, review_queue
from safeguarding.content.rules.drafts import ARTICLE
from safeguarding.content.rules.places import NoSuchPlace
from safeguarding.people.models import AuditEntry
from safeguarding.people.rules.roles import Role
from tests.content.drafts import an_article
from tests.content.studio_factories import (
    HOUR,
    MONDAY,
    TUESDAY,
    Studio,
    a_piece,
    save,
    somebody,
    version_called,
    write_fields,
)

WEDNESDAY = TUESDAY + timedelta(days=1)


def send(session, version: ModuleVersion, *, by_id: int, reason: str | None = None) -> None:
    send_for_review(session, version_id=version.id, revision=version.revision, reason=reason, by_id=by_id, at=TUESDAY)


def approved(session, studio: Studio, version: ModuleVersion) -> ModuleVersion:
    send(session, version, by_id=studio.tess)
    approve(session, version_id=version.id, revision=version.revision, by_id=studio.robin, at=TUESDAY)
    return version


def steps(session, version: ModuleVersion) -> list[tuple[str, int | None]]:
    rows = session.scalars(select(ReviewStep).where(ReviewStep.version_id == version.id).order_by(ReviewStep.id))
    return [(step.kind, step.by_id) for step in rows]


def audited(session) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


class TestSend:
    def test_waits_for_a_reviewer(self, session, studio, piece):
        send(session, piece, by_id=studio.tess)

        assert (piece.state, steps(session, piece)) == ("in_review", [("sent", studio.tess)])
        assert audited(session) == ["version.sent"]

    def test_names_what_has_to_be_put_right(self, session, studio, piece):
        write_fields(session, piece, by_id=studio.tess, at=MONDAY, summary="")

        with pytest.raises(NotReady, match="1 thing has") as refusal:
            send(session, piece, by_id=studio.tess)

        assert [finding.path for finding in refusal.value.findings] == [("summary",)]
        assert piece.state == "draft"

    def test_asks_for_a_reason_where_the_checks_warn(self, session, studio, piece):
        write_fields(session, piece, by_id=studio.tess, at=MONDAY, intro="They called him a misper.")

        with pytest.raises(NeedsAReason) as refusal:
            send(session, piece, by_id=studio.tess, reason=" ")
        assert len(refusal.value.findings) == 1

        send(session, piece, by_id=studio.tess, reason="It is said to be put right later in the story.")
        reason = session.scalars(select(ReviewStep.reason)).one()
        assert reason == "It is said to be put right later in the story."

    def test_sends_what_was_read_and_once(self, session, studio, piece):
        with pytest.raises(ChangedSince):
            send_for_review(session, version_id=piece.id, revision=1, by_id=studio.tess, at=TUESDAY)
        send(session, piece, by_id=studio.tess)
        with pytest.raises(NotWaiting, match="already"):
            send(session, piece, by_id=studio.tess)

    def test_refuses_what_officers_can_read_already(self, session, studio):
        yard = version_called(session, "the-yard")
        version = begin_version(session, module_id=yard.module_id, by_id=studio.tess, at=MONDAY)

        with pytest.raises(NothingNew):
            send(session, version, by_id=studio.tess)

    def test_may_be_taken_back(self, session, studio, piece):
        send(session, piece, by_id=studio.tess)

        take_back(session, version_id=piece.id, by_id=studio.toni, at=TUESDAY)

        assert (piece.state, steps(session, piece)[-1]) == ("draft", ("taken_back", studio.toni))
        with pytest.raises(NotWaiting):
            take_back(session, version_id=piece.id, by_id=studio.toni, at=TUESDAY)


class TestReturn:
    def test_gives_it_back_with_the_reason(self, session, studio, piece):
        send(session, piece, by_id=studio.tess)
        facts = {"version_id": piece.id, "revision": piece.revision, "by_id": studio.robin, "at": TUESDAY}

        with pytest.raises(NeedsAReason):
            return_with_reason(session, reason="\n", **facts)
        return_with_reason(session, reason="Say more of the shed.", **facts)

        seen = working_version(session, campaign="look-again", module="the-shed", at=WEDNESDAY)
        assert seen is not None
        assert (seen.state, seen.returned.reason, seen.returned.by.name) == (
            "draft",
            "Say more of the shed.",
            "Robin Example",
        )
        with pytest.raises(NotWaiting):
            return_with_reason(session, reason="Again.", **facts)

        send(session, piece, by_id=studio.tess)
        again = version_for_review(session, version_id=piece.id, at=WEDNESDAY)
        assert again is not None
        assert again.returned is None

    def test_is_a_reviewers(self, session, studio, piece):
        send(session, piece, by_id=studio.tess)

        with pytest.raises(NotAReviewer):
            return_with_reason(
                session, version_id=piece.id, revision=piece.revision, reason="No.", by_id=studio.toni, at=TUESDAY
            )


class TestApprove:
    def test_by_a_reviewer_who_had_no_hand_in_it(self, session, studio, piece):
        approved(session, studio, piece)

        assert (piece.state, piece.approved_at) == ("approved", TUESDAY)
        assert audited(session) == ["version.sent", "version.approved"]

    def test_is_refused_for_anyone_who_edited_since_the_last_approval(self, session, studio, piece):
        write_fields(session, piece, by_id=studio.both, at=MONDAY, summary="One word of mine.")
        write_fields(session, piece, by_id=studio.tess, at=MONDAY, summary="Tess took it out again.")
        send(session, piece, by_id=studio.tess)

        assert not may_approve(session, version_id=piece.id, officer_id=studio.both)
        with pytest.raises(OwnWork, match="somebody else"):
            approve(session, version_id=piece.id, revision=piece.revision, by_id=studio.both, at=TUESDAY)

        approve(session, version_id=piece.id, revision=piece.revision, by_id=studio.robin, at=TUESDAY)
        take_back(session, version_id=piece.id, by_id=studio.tess, at=TUESDAY)
        write_fields(session, piece, by_id=studio.tess, at=TUESDAY, summary="Better.")
        send(session, piece, by_id=studio.tess)
        assert may_approve(session, version_id=piece.id, officer_id=studio.both)

    def test_is_refused_for_who_went_back_to_their_own_words_through_another(self, session, studio, piece):
        write_fields(session, piece, by_id=studio.both, at=MONDAY, summary="Mine.")
        write_fields(session, piece, by_id=studio.tess, at=MONDAY, summary="Tess's.")
        approved(session, studio, piece)

        undo(session, version_id=piece.id, by_id=studio.tess, at=TUESDAY)
        send(session, piece, by_id=studio.tess)

        assert piece.summary == "Mine."
        assert not may_approve(session, version_id=piece.id, officer_id=studio.both)

    def test_is_refused_for_the_author_of_a_copied_draft(self, session, studio):
        own = a_piece(session, studio, by_id=studio.both)
        copy = duplicate(session, version_id=own.id, by_id=studio.tess, at=MONDAY)
        send(session, copy, by_id=studio.tess)

        with pytest.raises(OwnWork):
            approve(session, version_id=copy.id, revision=copy.revision, by_id=studio.both, at=TUESDAY)

    def test_is_refused_without_the_role_and_for_what_is_not_waiting(self, session, studio, piece):
        facts = {"version_id": piece.id, "revision": piece.revision, "at": TUESDAY}
        with pytest.raises(NotWaiting):
            approve(session, by_id=studio.robin, **facts)
        send(session, piece, by_id=studio.tess)
        with pytest.raises(NotAReviewer):
            approve(session, by_id=studio.toni, **facts)
        with pytest.raises(ChangedSince):
            approve(session, by_id=studio.robin, **{**facts, "revision": piece.revision - 1})

    def test_is_gone_with_the_next_change(self, session, studio, piece):
        approved(session, studio, piece)
        schedule(session, version_id=piece.id, publish_on=date(2026, 12, 1), by_id=studio.robin, at=TUESDAY)

        write_fields(session, piece, by_id=studio.toni, at=WEDNESDAY, summary="New words.")

        assert (piece.state, piece.approved_at, piece.publish_on) == ("draft", None, None)
        with pytest.raises(NotWaiting, match="Only what is approved"):
            publish(session, version_id=piece.id, by_id=studio.robin, at=WEDNESDAY)


class TestPublish:
    def test_lets_officers_read_it(self, session, studio, piece):
        approved(session, studio, piece)

        publish(session, version_id=piece.id, by_id=studio.robin, at=WEDNESDAY)

        seen = published_module(session, campaign="look-again", module="the-shed")
        assert seen is not None
        assert (seen.title, seen.number, len(seen.scenario.scenes)) == ("The shed", 1, 2)
        assert "the-shed" in [row.code for row in library(session, campaign="look-again")]
        themes = select(Theme.code).join(ModuleTheme).where(ModuleTheme.module_id == piece.module_id)
        assert list(session.scalars(themes)) == ["missing"]
        assert audited(session)[-1] == "version.published"
        assert not session.scalar(select(func.count()).select_from(DraftSave))

    def test_retires_the_version_before_as_it_stands(self, session, studio):
        letter = version_called(session, "a-letter")
        body = letter.body
        version = begin_version(session, module_id=letter.module_id, by_id=studio.tess, at=MONDAY)
        write_fields(session, version, by_id=studio.tess, at=MONDAY, title="Two letters", themes=["abuse"])
        publish(session, version_id=approved(session, studio, version).id, by_id=studio.robin, at=WEDNESDAY)

        session.refresh(letter)
        assert (letter.state, letter.body, letter.published_at) == ("retired", body, MONDAY)
        assert [(line.number, line.state, line.origin) for line in
                versions_of(session, campaign="look-again", module="a-letter", on=date(2026, 11, 25))] == [
            (2, "published", "studio"),
            (1, "retired", "pack"),
        ]  # fmt: skip
        with pytest.raises(NotADraft):
            write_fields(session, version, by_id=studio.tess, at=WEDNESDAY, revision=version.revision, title="No")

    def test_is_a_reviewers_and_only_what_is_approved(self, session, studio, piece):
        with pytest.raises(NotWaiting):
            publish(session, version_id=piece.id, by_id=studio.robin, at=TUESDAY)
        approved(session, studio, piece)
        with pytest.raises(NotAReviewer):
            publish(session, version_id=piece.id, by_id=studio.tess, at=TUESDAY)

    def test_checks_once_more(self, session, studio, piece):
        approved(session, studio, piece)
        session.execute(delete(Contact).where(Contact.key == "safeguarding_hub"))

        with pytest.raises(NotReady):
            publish(session, version_id=piece.id, by_id=studio.robin, at=TUESDAY)
        assert piece.state == "approved"

    def test_is_refused_for_what_was_withdrawn_meanwhile(self, session, studio):
        letter = version_called(session, "a-letter")
        version = begin_version(session, module_id=letter.module_id, by_id=studio.tess, at=MONDAY)
        write_fields(session, version, by_id=studio.tess, at=MONDAY, title="Two letters")
        approved(session, studio, version)
        withdraw_module(session, module_id=letter.module_id, reason="A number was wrong", at=TUESDAY)

        with pytest.raises(ModuleIsWithdrawn):
            publish(session, version_id=version.id, by_id=studio.robin, at=WEDNESDAY)

    def test_of_an_article_reads_as_one(self, session, studio):
        version = begin_module(
            session, campaign_id=studio.campaign_id, kind=ARTICLE, title="A key", by_id=studio.tess, at=MONDAY
        )
        save(session, version, an_article("A key"), by_id=studio.tess, at=MONDAY)
        publish(session, version_id=approved(session, studio, version).id, by_id=studio.robin, at=WEDNESDAY)

        seen = published_module(session, campaign="look-again", module="a-key")
        assert seen is not None
        assert [choice.text for choice in seen.article.check.choices] == ["Who is home first", "Whose key it is"]


class TestSchedule:
    def test_publishes_on_its_day_and_not_before(self, session, studio, piece):
        approved(session, studio, piece)
        schedule(session, version_id=piece.id, publish_on=date(2026, 11, 27), by_id=studio.robin, at=TUESDAY)

        assert publish_due(session, at=WEDNESDAY).published == ()
        report = publish_due(session, at=WEDNESDAY + timedelta(days=2))

        assert (report.published, report.refused, piece.state) == (("the-shed",), (), "published")
        assert steps(session, piece)[-1] == ("published", None)
        assert str(report) == "1 module published on the day chosen."

    def test_a_day_may_be_taken_away(self, session, studio, piece):
        approved(session, studio, piece)
        for day in (date(2026, 11, 27), None):
            schedule(session, version_id=piece.id, publish_on=day, by_id=studio.robin, at=TUESDAY)

        assert publish_due(session, at=WEDNESDAY + timedelta(days=9)).published == ()

    def test_wants_a_day_to_come(self, session, studio, piece):
        approved(session, studio, piece)
        with pytest.raises(DayHasPassed):
            schedule(session, version_id=piece.id, publish_on=date(2026, 11, 24), by_id=studio.robin, at=TUESDAY)
        with pytest.raises(NotAReviewer):
            schedule(session, version_id=piece.id, publish_on=date(2026, 12, 1), by_id=studio.tess, at=TUESDAY)

    def test_what_cannot_be_published_on_its_day_goes_back_with_the_reason(self, session, studio, piece):
        approved(session, studio, piece)
        schedule(session, version_id=piece.id, publish_on=date(2026, 11, 27), by_id=studio.robin, at=TUESDAY)
        withdraw_module(session, module_id=piece.module_id, reason="Not now", at=WEDNESDAY)

        report = publish_due(session, at=WEDNESDAY + timedelta(days=2))

        assert (report.refused, piece.state) == (("the-shed",), "draft")
        assert "withdrawn" in (session.scalars(select(ReviewStep.reason).order_by(ReviewStep.id)).all()[-1] or "")
        assert "could not be: the-shed" in str(report)


class TestNotes:
    def test_stay_at_their_place_until_they_are_settled(self, session, studio, piece):
        facts = {"version_id": piece.id, "revision": piece.revision, "by_id": studio.robin, "at": TUESDAY}
        note = add_note(session, place="scenes/yard/text", words=" Which bricks? ", **facts)
        add_note(session, place="", words="Good.", **facts)
        settle_note(session, note_id=note.id, by_id=studio.tess, at=WEDNESDAY)
        settle_note(session, note_id=note.id, by_id=studio.toni, at=WEDNESDAY + HOUR)

        seen = version_for_review(session, version_id=piece.id, at=WEDNESDAY)
        assert seen is not None
        first, second = seen.notes
        assert (first.place, first.words, first.by.name) == ("scenes/yard/text", "Which bricks?", "Robin Example")
        assert (first.settled_by.name, first.settled_at, second.is_settled) == ("Tess Example", WEDNESDAY, False)

    def test_want_words_and_a_place_that_is_there(self, session, studio, piece):
        facts = {"version_id": piece.id, "revision": piece.revision, "by_id": studio.robin, "at": TUESDAY}
        with pytest.raises(NoWords):
            add_note(session, place="title", words=" ", **facts)
        with pytest.raises(NoSuchPlace):
            add_note(session, place="scenes/loft/text", words="Where?", **facts)


class TestQueries:
    def test_the_list_has_what_is_published_and_what_is_being_written(self, session, studio, piece):
        yard = version_called(session, "the-yard")
        begin_version(session, module_id=yard.module_id, by_id=studio.tess, at=MONDAY)
        session.get_one(Module, version_called(session, "cards").module_id).withdrawn_at = MONDAY

        lines = {line.code: line for line in module_list_for_authors(session, on=date(2026, 11, 24))}

        assert list(lines)[-1] == "the-shed"
        assert (lines["the-yard"].published_number, lines["the-yard"].working.number) == (1, 2)
        assert lines["the-yard"].theme_codes == ("abuse", "missing")
        assert (lines["the-shed"].published_number, lines["the-shed"].working.state) == (None, "draft")
        assert lines["the-shed"].working.saved_by.name == "Tess Example"
        assert lines["the-shed"].working.author_ids == {studio.tess}
        assert lines["cards"].is_withdrawn
        assert lines["a-letter"].working is None

    def test_the_queue_has_what_was_sent_first_first(self, session, studio, piece):
        send_for_review(session, version_id=piece.id, revision=piece.revision, by_id=studio.tess, at=TUESDAY)
        other = a_piece(session, studio, by_id=studio.toni)
        send_for_review(session, version_id=other.id, revision=other.revision, by_id=studio.toni, at=MONDAY)
        a_piece(session, studio)

        waiting = review_queue(session, on=date(2026, 11, 30))

        assert [(each.code, each.days, each.sent_by.name, each.may_not_approve) for each in waiting] == [
            ("the-shed-2", 7, "Toni Example", {studio.toni}),
            ("the-shed", 6, "Tess Example", {studio.tess}),
        ]

    def test_a_version_tells_who_else_is_writing_and_what_can_be_undone(self, session, studio, piece):
        write_fields(session, piece, by_id=studio.toni, at=TUESDAY, summary="Toni's.")

        seen = version_for_review(session, version_id=piece.id, at=TUESDAY + timedelta(minutes=3))

        assert seen is not None
        assert [person.name for person in seen.others_writing] == ["Toni Example"]
        assert [person.name for person in seen.authors] == ["Toni Example", "Tess Example"]
        assert (seen.saved_by.name, seen.saved_at, seen.can_undo, seen.can_redo) == (
            "Toni Example",
            TUESDAY,
            True,
            False,
        )
        assert not seen.may_be_approved_by(studio.toni)
        assert (seen.published, seen.is_behind) == (None, False)
        assert version_body(session, version_id=piece.id) == ("scenario", piece.body)

    def test_a_protected_post_is_nobodys_name(self, session, studio):
        hidden = somebody(session, "Hidden Example", Role.TRAINER, is_protected=True)
        piece = a_piece(session, studio, by_id=hidden.id)

        seen = version_for_review(session, version_id=piece.id, at=MONDAY)

        assert seen is not None
        assert [person.name for person in seen.authors] == [A_COLLEAGUE]

    def test_there_is_no_working_version_of_what_is_only_published(self, session, studio):
        assert working_version(session, campaign="look-again", module="the-yard", at=MONDAY) is None
        assert working_version(session, campaign="look-again", module="nothing", at=MONDAY) is None
        assert version_for_review(session, version_id=9_999, at=MONDAY) is None
