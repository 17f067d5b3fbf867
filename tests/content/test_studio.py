"""Writing a version: saved by one or two people, undone, and by many at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select, update

from safeguarding.common.database import write
from safeguarding.content.models import DraftSave, Module, ModuleVersion, ReviewStep
from safeguarding.content.operations.beginning import begin_version
from safeguarding.content.operations.studio import (
    NotADraft,
    NothingToRedo,
    NothingToUndo,
    SavedByAnother,
    redo,
    undo,
)
from safeguarding.content.queries.drafts import (
    TooOld,
    authors_since_approval,
    draft_at,
    draft_of,
    undoable,
)
from safeguarding.content.rules.outline import add_choice, remove_scene
from tests.content.drafts import a_scenario
from tests.content.studio_factories import (
    HOUR,
    MONDAY,
    TUESDAY,
    Studio,
    a_piece,
    a_studio,
    in_state,
    save,
    version_called,
    write_fields,
)


class TestSave:
    def test_counts_saves_and_keeps_the_text(self, session, studio, piece):
        saved = write_fields(session, piece, by_id=studio.toni, at=TUESDAY, summary="New words.")

        assert (saved.revision, saved.is_changed, saved.from_others) == (3, True, ())
        session.refresh(piece)
        assert (piece.summary, piece.body["summary"]) == ("New words.", "New words.")
        assert authors_since_approval(session, version_id=piece.id) == {studio.tess, studio.toni}

    def test_of_the_same_changes_nothing(self, session, studio, piece):
        saved = write_fields(session, piece, by_id=studio.toni, at=TUESDAY, title="The shed")

        assert (saved.revision, saved.is_changed) == (2, False)
        assert authors_since_approval(session, version_id=piece.id) == {studio.tess}

    def test_of_the_second_of_two_savers_joins_both(self, session, studio, piece):
        write_fields(session, piece, by_id=studio.tess, at=MONDAY, summary="Tess wrote this.")

        saved = write_fields(session, piece, revision=2, by_id=studio.toni, at=TUESDAY, why="Toni wrote this.")

        assert (piece.body["summary"], piece.body["why"]) == ("Tess wrote this.", "Toni wrote this.")
        (difference,) = saved.from_others
        assert (difference.words, difference.after) == ("summary", "Tess wrote this.")

    def test_of_the_same_field_by_two_is_refused_with_both_texts(self, session, studio, piece):
        write_fields(session, piece, by_id=studio.tess, at=MONDAY + HOUR, summary="Tess wrote this.", minutes=4)

        with pytest.raises(SavedByAnother) as refusal:
            write_fields(session, piece, revision=2, by_id=studio.toni, at=TUESDAY, summary="Toni did.", why="Why.")

        assert (refusal.value.revision, refusal.value.by_id, refusal.value.at) == (3, studio.tess, MONDAY + HOUR)
        (conflict,) = refusal.value.conflicts
        assert (conflict.place, conflict.base, conflict.mine, conflict.theirs) == (
            "summary",
            "A yard behind a house.",
            "Toni did.",
            "Tess wrote this.",
        )
        assert refusal.value.merged.body["why"] == "Why."
        assert piece.revision == 3

        again = write_fields(session, piece, revision=3, by_id=studio.toni, at=TUESDAY, summary="Both.", why="Why.")
        assert (again.revision, piece.body["summary"], piece.body["minutes"]) == (4, "Both.", 4)

    def test_of_two_outlines_keeps_both_new_scenes(self, session, studio, piece):
        base = draft_at(session, version_id=piece.id, revision=2)
        save(session, piece, add_choice(base, scene="yard", text="Knock")[0], by_id=studio.tess, at=MONDAY)

        save(session, piece, add_choice(base, scene="yard", text="Knock")[0], by_id=studio.toni, at=MONDAY, revision=2)
        assert [scene["code"] for scene in piece.body["scenes"]] == ["yard", "look-into-the-shed", "knock"]

        mine, _ = add_choice(draft_at(session, version_id=piece.id, revision=2), scene="yard", text="Knock")
        save(session, piece, mine, by_id=studio.toni, at=MONDAY, revision=2)
        assert [scene["code"] for scene in piece.body["scenes"]][-1] == "knock-2"

    @pytest.mark.parametrize("state", ["in_review", "approved"])
    def test_of_what_waits_or_is_approved_makes_it_a_draft_again(self, session, studio, piece, state):
        in_state(session, piece, state)

        saved = write_fields(session, piece, by_id=studio.toni, at=TUESDAY, summary="New words.")

        assert (saved.state, piece.state, piece.approved_at) == ("draft", "draft", None)
        steps = session.scalars(select(ReviewStep).where(ReviewStep.version_id == piece.id)).all()
        assert [(step.kind, step.by_id) for step in steps] == [("edited", studio.toni)]

    def test_of_nothing_new_leaves_it_in_review(self, session, studio, piece):
        in_state(session, piece, "in_review")

        assert write_fields(session, piece, by_id=studio.toni, at=TUESDAY, title="The shed").state == "in_review"

    def test_of_what_is_published_is_refused(self, session, studio):
        yard = version_called(session, "the-yard")

        with pytest.raises(NotADraft):
            save(session, yard, a_scenario(), by_id=studio.tess, at=MONDAY)

    def test_gives_pictures_in_a_text_their_size(self, session, studio, piece):
        drawing = piece.body["scenes"][0]["picture"]["media"]

        write_fields(session, piece, by_id=studio.tess, at=MONDAY, intro=f"![A yard](media:{drawing})")
        assert piece.body["text_pictures"] == {drawing: {"width": 1000, "height": 820}}

        write_fields(session, piece, by_id=studio.tess, at=MONDAY, intro="No picture, ![nor](media:nothing.svg)")
        assert piece.body["text_pictures"] == {}


class TestUndo:
    def test_goes_back_step_by_step_and_forward_again(self, session, studio, piece):
        for title in ("One", "Two", "Three"):
            write_fields(session, piece, by_id=studio.tess, at=MONDAY, title=title)

        seen = []
        for verb in (undo, undo, undo, redo, redo, undo, redo, redo):
            verb(session, version_id=piece.id, by_id=studio.tess, at=TUESDAY)
            seen.append(piece.title)

        assert seen == ["Two", "One", "The shed", "One", "Two", "One", "Two", "Three"]
        with pytest.raises(NothingToRedo):
            redo(session, version_id=piece.id, by_id=studio.tess, at=TUESDAY)

    def test_ends_where_the_module_was_begun(self, session, studio, piece):
        undo(session, version_id=piece.id, by_id=studio.tess, at=TUESDAY)

        assert (piece.title, piece.body["scenes"]) == ("The shed", [])
        with pytest.raises(NothingToUndo):
            undo(session, version_id=piece.id, by_id=studio.tess, at=TUESDAY)

    def test_brings_back_what_was_put_aside(self, session, studio, piece):
        before = draft_of(session, version=piece).document
        save(session, piece, remove_scene(draft_of(session, version=piece), code="yard"), by_id=studio.tess, at=MONDAY)
        assert piece.tray

        undo(session, version_id=piece.id, by_id=studio.tess, at=TUESDAY)

        assert draft_of(session, version=piece).document == before

    def test_a_new_change_ends_what_could_be_brought_back(self, session, studio, piece):
        write_fields(session, piece, by_id=studio.tess, at=MONDAY, title="One")
        undo(session, version_id=piece.id, by_id=studio.tess, at=MONDAY)
        write_fields(session, piece, by_id=studio.tess, at=MONDAY, title="Two")

        assert undoable(session, version_id=piece.id).redo_to is None
        undo(session, version_id=piece.id, by_id=studio.tess, at=MONDAY)
        redo(session, version_id=piece.id, by_id=studio.tess, at=MONDAY)
        assert piece.title == "Two"

    def test_counts_as_a_save_for_whoever_else_is_writing(self, session, studio, piece):
        write_fields(session, piece, by_id=studio.tess, at=MONDAY, title="One")
        undo(session, version_id=piece.id, by_id=studio.tess, at=MONDAY)

        saved = write_fields(session, piece, revision=3, by_id=studio.toni, at=MONDAY, summary="Toni's.")

        assert (piece.title, piece.summary, [each.words for each in saved.from_others]) == (
            "The shed",
            "Toni's.",
            ["title"],
        )

    def test_makes_everyone_who_wrote_an_author_again(self, session, studio, piece):
        write_fields(session, piece, by_id=studio.toni, at=MONDAY, title="One")
        in_state(session, piece, "approved")
        session.execute(update(DraftSave).values(saved_at=MONDAY))
        for author in (studio.tess, studio.toni):
            assert author in authors_since_approval(session, version_id=piece.id)

        undo(session, version_id=piece.id, by_id=studio.both, at=TUESDAY)

        assert authors_since_approval(session, version_id=piece.id) == {studio.tess, studio.toni, studio.both}
        assert piece.state == "draft"


class TestHistory:
    def test_keeps_the_last_saves_and_no_more(self, session, studio, piece, monkeypatch):
        monkeypatch.setattr("safeguarding.content.operations.studio.SAVES_KEPT", 5)
        for number in range(8):
            write_fields(session, piece, by_id=studio.tess, at=MONDAY, title=f"Title {number}")

        count = session.scalar(select(func.count()).select_from(DraftSave).where(DraftSave.version_id == piece.id))
        assert count == 5
        with pytest.raises(TooOld, match="opened too long ago"):
            draft_at(session, version_id=piece.id, revision=3)
        for title in ("Title 6", "Title 5", "Title 4"):
            undo(session, version_id=piece.id, by_id=studio.tess, at=MONDAY)
            assert piece.title == title

    def test_going_back_and_forth_lets_none_go(self, session, studio, piece, monkeypatch):
        monkeypatch.setattr("safeguarding.content.operations.studio.SAVES_KEPT", 2)
        write_fields(session, piece, by_id=studio.tess, at=MONDAY, title="One")
        for verb in (undo, redo) * 4:
            verb(session, version_id=piece.id, by_id=studio.tess, at=MONDAY)

        undo(session, version_id=piece.id, by_id=studio.tess, at=MONDAY)
        assert piece.title == "The shed"

    def test_what_was_gone_back_to_is_kept_however_old(self, session, studio, piece, monkeypatch):
        monkeypatch.setattr("safeguarding.content.operations.studio.SAVES_KEPT", 2)
        write_fields(session, piece, by_id=studio.tess, at=MONDAY, title="One")
        undo(session, version_id=piece.id, by_id=studio.tess, at=MONDAY)
        write_fields(session, piece, by_id=studio.tess, at=MONDAY, title="Two")

        assert draft_at(session, version_id=piece.id, revision=4).body["title"] == "The shed"


class TestAtOnce:
    """Two people press at the same moment, each with a session of their own."""

    @pytest.fixture
    def published(self, database, tmp_path) -> Studio:
        with write(database) as session:
            return a_studio(session, tmp_path)

    def both(self, database, *work) -> list:
        together = Barrier(len(work))

        def do(one):
            together.wait()
            with write(database) as session:
                return one(session)

        with ThreadPoolExecutor(len(work)) as pool:
            return [job.result() for job in [pool.submit(do, one) for one in work]]

    def test_saves_of_two_fields_are_both_kept(self, database, published):
        with write(database) as session:
            piece = a_piece(session, published).id

        def writes(by_id: int, **fields):
            def work(session) -> int:
                version = session.get_one(ModuleVersion, piece)
                return write_fields(session, version, revision=2, by_id=by_id, at=TUESDAY, **fields).revision

            return work

        revisions = self.both(
            database, writes(published.tess, summary="Tess wrote this."), writes(published.toni, why="Toni did.")
        )

        with database.reading() as session:
            kept = session.get_one(ModuleVersion, piece)
            assert sorted(revisions) == [3, 4]
            assert (kept.body["summary"], kept.body["why"], kept.revision) == ("Tess wrote this.", "Toni did.", 4)

    def test_the_next_version_is_begun_once_and_titles_take_codes_of_their_own(self, database, published):
        with database.reading() as session:
            letter = version_called(session, "a-letter").module_id

        def begins(by_id: int):
            return lambda session: begin_version(session, module_id=letter, by_id=by_id, at=MONDAY).id

        def makes(by_id: int):
            return lambda session: a_piece(session, published, by_id=by_id).module_id

        one, other = self.both(database, begins(published.tess), begins(published.toni))
        first, second = self.both(database, makes(published.tess), makes(published.toni))

        assert one == other
        with database.reading() as session:
            codes = {session.get_one(Module, module_id).code for module_id in (first, second)}
            assert codes == {"the-shed", "the-shed-2"}
