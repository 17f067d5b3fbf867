"""Beginning to write: a module, a next version, a copy; and throwing a draft away again."""

import pytest
from sqlalchemy import select, update

from safeguarding.content.models import DraftSave, Module, ModuleVersion, ReviewNote, ReviewStep, VersionAuthor
from safeguarding.content.operations.beginning import (
    NoTitle,
    NotWrittenHere,
    StillWaiting,
    begin_module,
    begin_version,
    duplicate,
    throw_away,
)
from safeguarding.content.operations.review import add_note, return_with_reason, send_for_review
from safeguarding.content.operations.studio import (
    ChangedSince,
    ModuleIsWithdrawn,
    NotADraft,
)
from safeguarding.content.operations.withdrawal import withdraw_module
from safeguarding.content.queries.campaigns import library
from safeguarding.content.queries.drafts import (
    authors_since_approval,
    codes_ever_used,
    draft_at,
    draft_of,
)
from safeguarding.content.queries.studio import working_version
from safeguarding.content.rules.drafts import ARTICLE, BLOG, SCENARIO
from safeguarding.content.rules.outline import add_choice, remove_scene
from safeguarding.people.models import AuditEntry
from tests.content.studio_factories import (
    HOUR,
    MONDAY,
    TUESDAY,
    a_piece,
    in_state,
    save,
    version_called,
    write_fields,
)


class TestBegin:
    @pytest.mark.parametrize("kind", [SCENARIO, ARTICLE, BLOG])
    def test_a_module_with_its_title_alone(self, session, studio, kind):
        version = begin_module(
            session, campaign_id=studio.campaign_id, kind=kind, title=" The \n shed ", by_id=studio.tess, at=MONDAY
        )

        module = session.get_one(Module, version.module_id)
        assert (version.number, version.state, version.title, version.revision) == (1, "draft", "The shed", 1)
        assert (module.code, module.kind, version.origin) == ("the-shed", kind, "studio")
        assert authors_since_approval(session, version_id=version.id) == {studio.tess}

    def test_officers_see_nothing_of_it(self, session, studio):
        before = library(session, campaign="look-again")

        a_piece(session, studio)

        assert library(session, campaign="look-again") == before

    def test_of_a_title_that_is_there_takes_another_code(self, session, studio):
        codes = []
        for _ in range(2):
            version = begin_module(
                session,
                campaign_id=studio.campaign_id,
                kind=ARTICLE,
                title="The yard",
                by_id=studio.tess,
                at=MONDAY,
            )
            codes.append(session.get_one(Module, version.module_id).code)

        assert codes == ["the-yard-2", "the-yard-3"]

    def test_wants_a_title_and_a_kind_that_is_written_here(self, session, studio):
        facts = {"campaign_id": studio.campaign_id, "by_id": studio.tess, "at": MONDAY}
        with pytest.raises(NoTitle):
            begin_module(session, kind=ARTICLE, title=" \n", **facts)
        with pytest.raises(NotWrittenHere, match="comes with a campaign pack"):
            begin_module(session, kind="podcast", title="Listen", **facts)


class TestBeginVersion:
    def test_copies_what_is_published_and_leaves_it_as_it_is(self, session, studio):
        yard = version_called(session, "the-yard")
        before = yard.body

        version = begin_version(session, module_id=yard.module_id, by_id=studio.tess, at=MONDAY)
        write_fields(session, version, by_id=studio.tess, at=TUESDAY, title="The yard, again")

        assert (version.number, version.state, version.based_on_id) == (2, "draft", yard.id)
        session.refresh(yard)
        assert (yard.body, yard.state, yard.title) == (before, "published", "The yard")

    def test_is_begun_once(self, session, studio):
        yard = version_called(session, "the-yard")

        first = begin_version(session, module_id=yard.module_id, by_id=studio.tess, at=MONDAY)
        again = begin_version(session, module_id=yard.module_id, by_id=studio.toni, at=TUESDAY)

        assert first.id == again.id

    def test_may_go_back_to_an_older_one(self, session, studio):
        yard = version_called(session, "the-yard")
        letter = version_called(session, "a-letter")

        version = begin_version(session, module_id=yard.module_id, by_id=studio.tess, at=MONDAY, version_id=yard.id)
        assert version.fingerprint == yard.fingerprint
        with pytest.raises(NotADraft):
            begin_version(session, module_id=letter.module_id, by_id=studio.tess, at=MONDAY, version_id=yard.id)

    def test_is_refused_for_what_is_withdrawn_or_comes_with_a_pack(self, session, studio):
        yard, podcast = version_called(session, "the-yard"), version_called(session, "the-other-half")
        withdraw_module(session, module_id=yard.module_id, reason="A number was wrong", at=MONDAY)

        with pytest.raises(ModuleIsWithdrawn, match="Duplicate it"):
            begin_version(session, module_id=yard.module_id, by_id=studio.tess, at=MONDAY)
        with pytest.raises(NotWrittenHere):
            begin_version(session, module_id=podcast.module_id, by_id=studio.tess, at=MONDAY)

    def test_uses_no_code_again_that_any_version_had(self, session, studio):
        yard = version_called(session, "the-yard")
        version = begin_version(session, module_id=yard.module_id, by_id=studio.tess, at=MONDAY)
        draft = remove_scene(draft_of(session, version=version), code="landing")
        write = save(session, version, draft, by_id=studio.tess, at=MONDAY)
        session.execute(update(ModuleVersion).where(ModuleVersion.id == version.id).values(tray=[]))
        session.refresh(version)

        later = draft_at(session, version_id=version.id, revision=write.revision)

        assert "scene:landing" in codes_ever_used(session, module_id=version.module_id)
        assert add_choice(later, scene="yard", text="Landing")[0].body["scenes"][-1]["code"] == "landing-2"


class TestDuplicate:
    def test_is_a_new_module(self, session, studio):
        yard = version_called(session, "the-yard")

        copy = duplicate(session, version_id=yard.id, by_id=studio.tess, at=MONDAY)

        assert (copy.title, copy.state, copy.number) == ("Copy of The yard", "draft", 1)
        assert session.get_one(Module, copy.module_id).code == "copy-of-the-yard"
        assert copy.body["scenes"] == yard.body["scenes"]
        assert authors_since_approval(session, version_id=copy.id) == {studio.tess}

    def test_of_a_draft_has_its_authors_too(self, session, studio, piece):
        copy = duplicate(session, version_id=piece.id, by_id=studio.both, at=MONDAY)

        assert authors_since_approval(session, version_id=copy.id) == {studio.tess, studio.both}

    def test_of_another_kind_is_refused(self, session, studio):
        with pytest.raises(NotWrittenHere):
            duplicate(session, version_id=version_called(session, "cards").id, by_id=studio.tess, at=MONDAY)


class TestThrowAway:
    def throws(self, session, studio, version, **more) -> bool:
        facts = {"version_id": version.id, "revision": version.revision, "by_id": studio.toni, "at": TUESDAY}
        return throw_away(session, **{**facts, **more})

    def test_of_what_nobody_saw_leaves_nothing_but_the_audit(self, session, studio, piece):
        module_id, version_id = piece.module_id, piece.id
        send_for_review(session, version_id=piece.id, revision=piece.revision, by_id=studio.tess, at=MONDAY)
        read = {"version_id": piece.id, "revision": piece.revision, "by_id": studio.robin, "at": MONDAY + HOUR}
        return_with_reason(session, reason="Say more.", **read)
        add_note(session, place="title", words="Which?", **read)

        assert self.throws(session, studio, piece)

        assert session.get(Module, module_id) is None
        for kept in (DraftSave, VersionAuthor, ReviewNote, ReviewStep):
            assert not session.scalars(select(kept).where(kept.version_id == version_id)).all()
        assert working_version(session, campaign="look-again", module="the-shed", at=TUESDAY) is None
        said = select(AuditEntry.action).where(AuditEntry.action.startswith("version.")).order_by(AuditEntry.id)
        assert session.scalars(said).all() == ["version.sent", "version.returned", "version.thrown_away"]

    def test_leaves_what_is_published_as_it_is(self, session, studio):
        published = version_called(session, "the-yard")
        draft = begin_version(session, module_id=published.module_id, by_id=studio.tess, at=MONDAY)
        write_fields(session, draft, by_id=studio.tess, at=MONDAY, title="Another yard")

        assert not self.throws(session, studio, draft)

        assert version_called(session, "the-yard").title == published.title
        again = begin_version(session, module_id=published.module_id, by_id=studio.toni, at=TUESDAY)
        assert (again.title, again.number) == (published.title, 2)
        assert authors_since_approval(session, version_id=again.id) == set()

    def test_gives_its_number_to_no_other_module(self, session, studio, piece):
        module_id = piece.module_id
        self.throws(session, studio, piece)
        assert a_piece(session, studio).module_id != module_id

    @pytest.mark.parametrize("state", ["in_review", "approved"])
    def test_of_what_waits_is_refused(self, session, studio, piece, state):
        in_state(session, piece, state)
        with pytest.raises(StillWaiting):
            self.throws(session, studio, piece)

    def test_of_what_is_published_is_refused(self, session, studio):
        with pytest.raises(NotADraft):
            self.throws(session, studio, version_called(session, "the-yard"))

    def test_of_something_changed_since_it_was_looked_at_is_refused(self, session, studio, piece):
        seen = piece.revision
        write_fields(session, piece, by_id=studio.tess, at=MONDAY, title="Another shed")
        with pytest.raises(ChangedSince):
            self.throws(session, studio, piece, revision=seen)
