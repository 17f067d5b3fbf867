"""What is loaded comes out again: load(export(x)) equals x."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

import safeguarding
from safeguarding.cli.content import content
from safeguarding.common.database import write
from safeguarding.common.yaml_text import ListNode, MapNode, Node, TextNode, read_yaml
from safeguarding.common.yaml_writing import write_yaml
from safeguarding.content.interchange.pack import Pack, read_pack
from safeguarding.content.interchange.uploads import read_upload
from safeguarding.content.interchange.writing import FolderNotEmpty, pack_as_files, write_pack
from safeguarding.content.operations.loading import load_pack
from safeguarding.content.operations.withdrawal import module_id_of, withdraw_module
from safeguarding.content.queries.packs import loaded_campaign
from safeguarding.people.models import AuditEntry
from tests.common.hostile_pictures import a_drawn_picture, as_file
from tests.content.packs import SCENARIO as YARD
from tests.content.packs import a_wide_pack_folder
from tests.content.random_packs import packs

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PRODUCT = Path(safeguarding.__file__).parent / "campaigns" / "spot-it-to-stop-it"


@pytest.fixture
def wide(tmp_path) -> Pack:
    return read_pack(a_wide_pack_folder(tmp_path / "wide"))


class TestWrittenAndRead:
    @pytest.mark.parametrize("which", ["wide", "product"])
    def test_a_pack_is_the_same(self, which, wide, tmp_path):
        pack = wide if which == "wide" else read_pack(PRODUCT)

        write_pack(pack, tmp_path / "out")

        assert read_pack(tmp_path / "out") == pack

    @given(pack=packs())
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    def test_any_pack_is_the_same(self, pack, tmp_path_factory):
        folder = tmp_path_factory.mktemp("any") / "out"

        write_pack(pack, folder)

        again = read_pack(folder)
        assert again == pack
        assert pack_as_files(again) == pack_as_files(pack)

    def test_media_have_names_people_can_read(self, wide):
        names = {file for file in pack_as_files(wide) if file.startswith("media/")}

        assert names == {
            "media/the-yard-picture.svg",
            "media/the-yard-tin.svg",
            "media/the-yard-kite.svg",
            "media/the-other-half-audio.mp3",
            "media/the-other-half-transcript.vtt",
        }

    def test_texts_of_several_lines_are_blocks(self, wide):
        yard = pack_as_files(wide)["modules/the-yard/module.yaml"].decode()

        assert "    text: |-\n      Sun on bricks.\n\n      A door stands open.\n" in yard
        assert "is_sign: 'yes'" in yard
        assert pack_as_files(wide)["modules/a-letter/module.yaml"].decode().count("text: text.md") == 1

    def test_nothing_is_written_among_other_files(self, wide, tmp_path):
        (tmp_path / "full").mkdir()
        (tmp_path / "full" / "mine.txt").write_text("mine")

        for taken in (tmp_path / "full", tmp_path / "full" / "mine.txt"):
            with pytest.raises(FolderNotEmpty, match="not an empty folder"):
                write_pack(wide, taken)
        assert [path.name for path in (tmp_path / "full").rglob("*")] == ["mine.txt"]


class TestLoadedAndWritten:
    @pytest.mark.parametrize("which", ["wide", "product"])
    def test_what_is_loaded_is_the_pack_it_came_from(self, session, which, wide):
        pack = wide if which == "wide" else read_pack(PRODUCT)
        load_pack(session, pack=pack, at=MONDAY)

        loaded = loaded_campaign(session, code=pack.code)

        assert loaded is not None
        assert (loaded.pack, loaded.withdrawn) == (pack, ())

    @given(pack=packs())
    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
    def test_any_pack_comes_out_as_it_went_in(self, session, pack):
        load_pack(session, pack=pack, at=MONDAY)

        loaded = loaded_campaign(session, code=pack.code)

        session.rollback()
        assert loaded is not None
        assert loaded.pack == pack

    def test_loading_it_again_changes_nothing(self, session, wide, tmp_path):
        load_pack(session, pack=wide, at=MONDAY)
        loaded = loaded_campaign(session, code=wide.code)
        assert loaded is not None
        write_pack(loaded.pack, tmp_path / "out")

        assert load_pack(session, pack=read_pack(tmp_path / "out"), at=MONDAY).changed_nothing

    def test_a_picture_somebody_sent_and_a_module_shows_goes_with_it(self, session, tmp_path):
        picture = read_upload(as_file(a_drawn_picture(1000, 820), "JPEG")).media
        yard = YARD.replace("yard.svg", "yard.webp")
        files = {"modules/the-yard/module.yaml": yard, "media/yard.webp": picture.content}
        pack = read_pack(a_wide_pack_folder(tmp_path / "photo", **files))
        load_pack(session, pack=pack, at=MONDAY)

        loaded = loaded_campaign(session, code=pack.code)

        assert loaded is not None
        assert loaded.pack == pack
        assert picture in loaded.pack.media
        write_pack(loaded.pack, tmp_path / "out")
        assert (tmp_path / "out" / "content" / "media" / "the-yard-picture.webp").read_bytes() == picture.content
        assert read_pack(tmp_path / "out") == pack

    def test_what_was_withdrawn_stays_out_and_is_named(self, session, wide):
        load_pack(session, pack=wide, at=MONDAY)
        module_id = module_id_of(session, campaign="look-again", module="cards")
        withdraw_module(session, module_id=module_id, reason="A step was wrong", at=MONDAY)

        loaded = loaded_campaign(session, code="look-again")

        assert loaded is not None
        assert loaded.withdrawn == ("cards",)
        assert "cards" not in [module.code for module in loaded.pack.modules]


class TestCommand:
    @pytest.fixture
    def run(self, database_url, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", database_url)
        monkeypatch.setenv("SECRET_KEY", "for tests only, and long enough for that")
        return lambda *words: CliRunner().invoke(content, [str(word) for word in words])

    def test_writes_a_pack_that_can_be_loaded_and_is_audited(self, run, database, wide, tmp_path):
        with write(database) as session:
            load_pack(session, pack=wide, at=MONDAY)

        result = run("export", "look-again", tmp_path / "out")

        assert result.exit_code == 0, result.output
        assert "7 modules, 4 contacts." in result.output
        assert read_pack(tmp_path / "out") == wide
        with database.reading() as session:
            assert session.execute(select(AuditEntry.action, AuditEntry.about)).all() == [
                ("content.exported", {"campaign": "look-again", "modules": 7})
            ]

    def test_refuses_in_words(self, run, database, wide, tmp_path):
        with write(database) as session:
            load_pack(session, pack=wide, at=MONDAY)

        assert "There is no campaign 'look'" in run("export", "look", tmp_path / "out").output
        assert "not an empty folder" in run("export", "look-again", tmp_path).output
        with database.reading() as session:
            assert session.execute(select(AuditEntry)).all() == []


def as_plain(node: Node) -> Any:
    match node:
        case TextNode():
            return node.value
        case ListNode():
            return [as_plain(item) for item in node.items]
        case MapNode():
            return {key: as_plain(value) for key, value in node.items.items()}


# Everything YAML may hold but what no text of ours does: carriage returns and half a character.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=200)


class TestYaml:
    @given(document=st.recursive(ANY_TEXT, lambda inner: st.lists(inner, max_size=3), max_leaves=6))
    @settings(max_examples=50, deadline=None)
    def test_is_read_as_it_was_written(self, document):
        written = write_yaml({"key": document})

        assert as_plain(read_yaml(written.encode(), "any.yaml", [])) == {"key": document}

    @given(text=ANY_TEXT)
    @settings(max_examples=50, deadline=None)
    def test_repeats_a_text_in_full(self, text):
        document: Mapping[str, Any] = {"a": text, "b": text, "c": [text]}

        assert as_plain(read_yaml(write_yaml(document).encode(), "any.yaml", [])) == document
