"""Loading a pack, loading it again, loading a changed one."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from safeguarding.common.canonical import fingerprint_of
from safeguarding.common.schema import Base
from safeguarding.content.interchange.pack import Pack, read_pack
from safeguarding.content.interchange.writing import write_pack
from safeguarding.content.models import Campaign, Contact, Media, Module, ModuleTheme, ModuleVersion, Theme
from safeguarding.content.operations.beginning import begin_version
from safeguarding.content.operations.loading import KindChanged, LoadedPack, ModuleLeftOut, load_pack
from safeguarding.content.operations.review import approve, publish, send_for_review
from safeguarding.content.operations.withdrawal import (
    AlreadyWithdrawn,
    NoReason,
    NoSuchModule,
    module_id_of,
    withdraw_module,
)
from safeguarding.content.queries.packs import loaded_campaign
from safeguarding.content.queries.studio import version_for_review
from tests.content.packs import FILES, WIDE_FILES, a_pack_folder, a_wide_pack_folder, with_text
from tests.content.studio_factories import Studio, a_piece, a_studio, version_called, write_fields

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
FIRST_DAY = date(2025, 11, 17)

YARD = "modules/the-yard/module.yaml"
TEXT = "modules/a-letter/text.md"


@pytest.fixture
def pack(tmp_path) -> Pack:
    return read_pack(a_pack_folder(tmp_path / "pack"))


def changed_pack(tmp_path, **changes: str | None) -> Pack:
    return read_pack(a_pack_folder(tmp_path / "changed", **changes))


def everything(session: Session) -> dict[str, list[Any]]:
    """Every row of every content table."""
    session.flush()
    session.expire_all()
    tables = [Base.metadata.tables[model.__tablename__] for model in MODELS]
    return {
        table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
        for table in tables
    }


MODELS: list[type[Base]] = [Campaign, Theme, Module, ModuleTheme, Media, Contact]


def versions(session: Session, code: str) -> list[tuple[int, str, str]]:
    rows = session.execute(
        select(ModuleVersion.number, ModuleVersion.state, ModuleVersion.fingerprint)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(Module.code == code)
        .order_by(ModuleVersion.number)
    )
    return [tuple(row) for row in rows]


class TestFirstLoad:
    def test_publishes_every_module(self, session, pack):
        loaded = load_pack(session, pack=pack, at=MONDAY, starts_on=FIRST_DAY)

        assert loaded == LoadedPack(
            campaign_code="look-again",
            starts_on=FIRST_DAY,
            is_first_load=True,
            created=("the-yard", "a-letter"),
            new_versions=(),
            unchanged=(),
            modules_kept=(),
            still_withdrawn=(),
            contacts_changed=("emergency", "non_emergency", "crimestoppers", "safeguarding_hub"),
            contacts_kept=(),
            media_added=3,
            is_campaign_changed=True,
        )
        assert [version[:2] for version in versions(session, "the-yard")] == [(1, "published")]

    def test_the_campaign_runs_its_months_from_the_day_given(self, session, pack):
        load_pack(session, pack=pack, at=MONDAY, starts_on=FIRST_DAY)

        campaign = session.scalars(select(Campaign)).one()
        assert (campaign.starts_on, campaign.ends_on) == (FIRST_DAY, date(2026, 11, 16))

    def test_the_campaign_starts_today_in_london_if_no_day_is_given(self, session, pack):
        late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

        assert load_pack(session, pack=pack, at=late).starts_on == date(2026, 7, 1)

    def test_a_body_read_back_has_the_fingerprint_it_is_stored_under(self, session, pack):
        load_pack(session, pack=pack, at=MONDAY)
        session.flush()
        session.expire_all()

        for version in session.scalars(select(ModuleVersion)):
            assert fingerprint_of(version.body) == version.fingerprint

    def test_pictures_are_kept_once_under_what_is_in_them(self, session, pack):
        load_pack(session, pack=pack, at=MONDAY)

        kept = {media.fingerprint: media.content for media in session.scalars(select(Media))}
        assert len(kept) == 3
        assert FILES["media/yard.svg"].encode() in kept.values()


class TestSecondLoad:
    def test_of_the_same_pack_changes_nothing(self, session, pack):
        load_pack(session, pack=pack, at=MONDAY, starts_on=FIRST_DAY)
        before = everything(session), versions(session, "the-yard")

        again = load_pack(session, pack=pack, at=TUESDAY, starts_on=date(2026, 1, 1))

        assert again.changed_nothing
        assert again.unchanged == ("the-yard", "a-letter")
        assert (everything(session), versions(session, "the-yard")) == before

    def test_keeps_the_start(self, session, pack):
        load_pack(session, pack=pack, at=MONDAY, starts_on=FIRST_DAY)

        assert load_pack(session, pack=pack, at=TUESDAY, starts_on=date(2030, 1, 1)).starts_on == FIRST_DAY

    def test_of_a_changed_text_publishes_a_version_and_retires_the_one_before(self, session, pack, tmp_path):
        load_pack(session, pack=pack, at=MONDAY)
        first = session.scalars(select(ModuleVersion).join(Module).where(Module.code == "a-letter")).one()
        kept = (first.title, dict(first.body), first.fingerprint, first.published_at)

        changed = changed_pack(tmp_path, **{TEXT: with_text(TEXT, "Ten letters lay", "Nine letters lay")})
        loaded = load_pack(session, pack=changed, at=TUESDAY)

        assert (loaded.new_versions, loaded.unchanged) == (("a-letter",), ("the-yard",))
        assert [version[:2] for version in versions(session, "a-letter")] == [(1, "retired"), (2, "published")]
        session.refresh(first)
        assert (first.title, first.body, first.fingerprint, first.published_at) == kept

    def test_of_a_changed_picture_is_a_new_version(self, session, pack, tmp_path):
        load_pack(session, pack=pack, at=MONDAY)
        drawing = "media/plate-kite.svg"

        loaded = load_pack(
            session, pack=changed_pack(tmp_path, **{drawing: with_text(drawing, "#B25B45", "#B25B46")}), at=TUESDAY
        )

        assert (loaded.new_versions, loaded.media_added) == (("the-yard",), 1)

    def test_of_a_changed_contact_changes_no_version(self, session, pack, tmp_path):
        load_pack(session, pack=pack, at=MONDAY)
        contacts = with_text("contacts.yaml", "Through your supervisor", "Ask at the front desk")

        loaded = load_pack(session, pack=changed_pack(tmp_path, **{"contacts.yaml": contacts}), at=TUESDAY)

        assert (loaded.contacts_changed, loaded.new_versions) == (("safeguarding_hub",), ())

    def test_follows_a_new_order_and_new_themes(self, session, pack, tmp_path):
        load_pack(session, pack=pack, at=MONDAY)
        campaign = FILES["campaign.yaml"].replace("  - the-yard\n  - a-letter", "  - a-letter\n  - the-yard")
        campaign = campaign.replace("code: missing", "code: lost")
        yard = FILES[YARD].replace("[abuse, missing]", "[abuse]")
        letter = FILES["modules/a-letter/module.yaml"].replace("[missing]", "[lost]")

        load_pack(
            session,
            pack=changed_pack(
                tmp_path, **{"campaign.yaml": campaign, YARD: yard, "modules/a-letter/module.yaml": letter}
            ),
            at=TUESDAY,
        )

        assert list(session.scalars(select(Module.code).order_by(Module.position))) == ["a-letter", "the-yard"]
        assert list(session.scalars(select(Theme.code).order_by(Theme.position))) == ["lost", "abuse"]
        pairs = session.execute(
            select(Module.code, Theme.code)
            .select_from(ModuleTheme)
            .join(Module, Module.id == ModuleTheme.module_id)
            .join(Theme, Theme.id == ModuleTheme.theme_id)
            .order_by(Module.code)
        )
        assert [tuple(pair) for pair in pairs] == [("a-letter", "lost"), ("the-yard", "abuse")]

    def test_refuses_a_pack_that_leaves_a_module_out(self, session, pack, tmp_path):
        load_pack(session, pack=pack, at=MONDAY)
        changes = {
            "campaign.yaml": FILES["campaign.yaml"].replace("  - a-letter\n", ""),
            "modules/a-letter/module.yaml": None,
        }

        with pytest.raises(ModuleLeftOut, match="content withdraw look-again a-letter"):
            load_pack(session, pack=changed_pack(tmp_path, **changes), at=TUESDAY)

    def test_takes_a_pack_that_leaves_out_what_was_withdrawn(self, session, pack, tmp_path):
        load_pack(session, pack=pack, at=MONDAY)
        withdraw_module(
            session, module_id=module_id_of(session, campaign="look-again", module="a-letter"), reason="Old", at=MONDAY
        )
        changes = {
            "campaign.yaml": FILES["campaign.yaml"].replace("  - a-letter\n", ""),
            "modules/a-letter/module.yaml": None,
        }

        loaded = load_pack(session, pack=changed_pack(tmp_path, **changes), at=TUESDAY)

        assert loaded.unchanged == ("the-yard",)

    def test_refuses_a_code_that_now_stands_for_another_kind(self, session, pack, tmp_path):
        load_pack(session, pack=pack, at=MONDAY)
        session.execute(update(Module).where(Module.code == "a-letter").values(kind="film"))
        session.expire_all()

        with pytest.raises(KindChanged, match="code of its own"):
            load_pack(session, pack=pack, at=TUESDAY)

    def test_a_module_stays_withdrawn(self, session, pack):
        load_pack(session, pack=pack, at=MONDAY)
        module_id = module_id_of(session, campaign="look-again", module="a-letter")
        withdraw_module(session, module_id=module_id, reason="A number was wrong", at=MONDAY)

        loaded = load_pack(session, pack=pack, at=TUESDAY)

        assert loaded.still_withdrawn == ("a-letter",)
        assert session.get_one(Module, module_id).withdrawn_reason == "A number was wrong"


class TestTwoCampaigns:
    def test_live_beside_each_other_and_share_pictures(self, session, pack, tmp_path):
        load_pack(session, pack=pack, at=MONDAY)
        other = changed_pack(tmp_path, **{"campaign.yaml": with_text("campaign.yaml", "look-again", "look-twice")})

        loaded = load_pack(session, pack=other, at=TUESDAY)

        assert loaded.is_first_load
        assert loaded.created == ("the-yard", "a-letter")
        assert loaded.media_added == 0
        assert session.scalar(select(func.count()).select_from(Module)) == 4


class TestWithdrawal:
    def test_keeps_the_first_reason(self, session, pack):
        load_pack(session, pack=pack, at=MONDAY)
        module_id = module_id_of(session, campaign="look-again", module="a-letter")
        withdraw_module(session, module_id=module_id, reason="  A number\n was wrong ", at=MONDAY)

        with pytest.raises(AlreadyWithdrawn, match="A number was wrong"):
            withdraw_module(session, module_id=module_id, reason="Another", at=TUESDAY)

    def test_wants_a_reason_and_a_module_that_is_there(self, session, pack):
        load_pack(session, pack=pack, at=MONDAY)

        with pytest.raises(NoReason):
            withdraw_module(
                session,
                module_id=module_id_of(session, campaign="look-again", module="a-letter"),
                reason=" ",
                at=MONDAY,
            )
        with pytest.raises(NoSuchModule):
            module_id_of(session, campaign="look-again", module="a-lettre")


@pytest.fixture
def studio(session, tmp_path) -> Studio:
    return a_studio(session, tmp_path / "studio")


@pytest.fixture
def wide(tmp_path) -> Pack:
    return read_pack(a_wide_pack_folder(tmp_path / "wide"))


def published_here(session: Session, studio: Studio, version: ModuleVersion) -> ModuleVersion:
    """A version brought to officers as the force would."""
    facts = {"version_id": version.id, "revision": version.revision, "at": MONDAY}
    send_for_review(session, by_id=studio.tess, **facts)
    approve(session, by_id=studio.robin, **facts)
    publish(session, version_id=version.id, by_id=studio.robin, at=MONDAY)
    return version


def edited_here(session: Session, studio: Studio, code: str, **fields: Any) -> ModuleVersion:
    version = begin_version(session, module_id=version_called(session, code).module_id, by_id=studio.tess, at=MONDAY)
    write_fields(session, version, by_id=studio.tess, at=MONDAY, **fields)
    return published_here(session, studio, version)


class TestBesideTheStudio:
    def test_what_the_force_wrote_is_not_left_out(self, session, studio, wide):
        published_here(session, studio, a_piece(session, studio))

        loaded = load_pack(session, pack=wide, at=TUESDAY)

        assert loaded.changed_nothing
        assert loaded.modules_kept == ()
        assert [version[1] for version in versions(session, "the-shed")] == ["published"]

    def test_what_is_being_written_is_untouched(self, session, studio, wide):
        piece = a_piece(session, studio)
        before = (piece.body, piece.revision, piece.state)

        load_pack(session, pack=wide, at=TUESDAY)

        session.refresh(piece)
        assert (piece.body, piece.revision, piece.state) == before

    def test_what_the_force_edited_is_kept_and_named(self, session, studio, wide):
        edited_here(session, studio, "a-letter", title="Two letters")

        for _ in range(2):
            loaded = load_pack(session, pack=wide, at=TUESDAY)

            assert (loaded.modules_kept, loaded.new_versions) == (("a-letter",), ())
            assert loaded.changed_nothing
        assert [version[:2] for version in versions(session, "a-letter")] == [(1, "retired"), (2, "published")]

    def test_what_the_force_edited_may_be_missing_in_a_pack(self, session, studio, tmp_path):
        edited_here(session, studio, "a-letter", title="Two letters")
        without = a_wide_pack_folder(
            tmp_path / "without",
            **{
                "campaign.yaml": str(WIDE_FILES["campaign.yaml"]).replace("  - a-letter\n", ""),
                "modules/a-letter/module.yaml": None,
                "modules/a-letter/text.md": None,
            },
        )

        load_pack(session, pack=read_pack(without), at=TUESDAY)

        assert versions(session, "a-letter")[-1][1] == "published"

    def test_a_new_version_goes_past_a_draft_that_is_then_behind(self, session, studio, tmp_path):
        letter = version_called(session, "a-letter")
        draft = begin_version(session, module_id=letter.module_id, by_id=studio.tess, at=MONDAY)
        write_fields(session, draft, by_id=studio.tess, at=MONDAY, title="Two letters")
        newer = a_wide_pack_folder(tmp_path / "newer", **{TEXT: with_text(TEXT, "Ten letters", "Nine letters")})

        loaded = load_pack(session, pack=read_pack(newer), at=TUESDAY)

        assert loaded.new_versions == ("a-letter",)
        seen = version_for_review(session, version_id=draft.id, at=TUESDAY)
        assert seen is not None
        assert seen.is_behind
        assert [version[:2] for version in versions(session, "a-letter")] == [
            (1, "retired"),
            (2, "draft"),
            (3, "published"),
        ]

        published_here(session, studio, draft)
        assert [version[:2] for version in versions(session, "a-letter")] == [
            (1, "retired"),
            (3, "retired"),
            (4, "published"),
        ]

    def test_a_code_the_force_took_first_stays_the_forces(self, session, studio, tmp_path):
        piece = a_piece(session, studio)
        module = session.get_one(Module, piece.module_id)
        files = {
            "campaign.yaml": f"{WIDE_FILES['campaign.yaml']}  - the-shed\n",
            "modules/the-shed/module.yaml": str(WIDE_FILES["modules/cards/module.yaml"]),
        }

        loaded = load_pack(session, pack=read_pack(a_wide_pack_folder(tmp_path / "shed", **files)), at=TUESDAY)

        assert (loaded.modules_kept, module.kind) == (("the-shed",), "scenario")

    def test_a_theme_of_the_forces_own_module_stays(self, session, studio, tmp_path):
        piece = a_piece(session, studio)
        write_fields(session, piece, by_id=studio.tess, at=MONDAY, themes=["abuse"])
        published_here(session, studio, piece)
        files = {
            file: text.replace("[abuse, missing]", "[missing]")
            .replace("[missing, abuse]", "[missing]")
            .replace("[abuse]", "[missing]")
            for file, text in WIDE_FILES.items()
            if isinstance(text, str) and file.endswith("module.yaml")
        }
        files["campaign.yaml"] = str(WIDE_FILES["campaign.yaml"]).replace(
            "  - code: abuse\n    title: Child abuse\n    summary: Look kindly, look twice.\n", ""
        )
        without = read_pack(a_wide_pack_folder(tmp_path / "themes", **files))

        load_pack(session, pack=without, at=TUESDAY)
        again = load_pack(session, pack=without, at=TUESDAY)

        assert again.changed_nothing
        assert list(session.scalars(select(Theme.code).order_by(Theme.position, Theme.id))) == ["missing", "abuse"]

    def test_an_export_of_it_loads_to_the_same(self, session, studio, tmp_path):
        published_here(session, studio, a_piece(session, studio))
        edited_here(session, studio, "a-letter", title="Two letters")
        begin_version(session, module_id=version_called(session, "the-yard").module_id, by_id=studio.tess, at=MONDAY)
        campaign = loaded_campaign(session, code="look-again")
        assert campaign is not None

        write_pack(campaign.pack, tmp_path / "out")
        read = read_pack(tmp_path / "out")

        assert read == campaign.pack
        assert "the-shed" in [module.code for module in read.modules]
        assert load_pack(session, pack=read, at=TUESDAY).changed_nothing
