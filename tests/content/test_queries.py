"""What pages ask of content, and how many statements it costs."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from safeguarding.common.database import Database, write
from safeguarding.content.formats.article import Article
from safeguarding.content.formats.scenario import Scenario
from safeguarding.content.interchange.pack import read_pack
from safeguarding.content.models import ModuleVersion
from safeguarding.content.operations.loading import load_pack
from safeguarding.content.operations.withdrawal import module_id_of, withdraw_module
from safeguarding.content.queries.campaigns import campaign_front, default_campaign, library
from safeguarding.content.queries.contacts import contacts
from safeguarding.content.queries.media import media_content
from safeguarding.content.queries.modules import (
    BODIES_KEPT,
    bodies_in_memory,
    module_version,
    module_versions,
    published_module,
)
from safeguarding.people.rules.roles import RoleFamily
from tests.content.packs import FILES, a_pack_folder, with_text
from tests.statements import statements_asked

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FIRST_DAY = date(2025, 11, 17)
TEXT = "modules/a-letter/text.md"


@pytest.fixture
def loaded(database, tmp_path) -> Iterator[Database]:
    bodies_in_memory.forget()
    with write(database) as session:
        load_pack(session, pack=read_pack(a_pack_folder(tmp_path / "pack")), at=MONDAY, starts_on=FIRST_DAY)
    yield database
    bodies_in_memory.forget()


class TestPublishedModule:
    def test_has_the_typed_scenario(self, loaded):
        with loaded.reading() as session:
            module = published_module(session, campaign="look-again", module="the-yard")

        assert module is not None
        assert (module.title, module.minutes, module.number, module.is_withdrawn) == ("The yard", 5, 1, False)
        assert module.theme_codes == ("abuse", "missing")
        assert isinstance(module.scenario, Scenario)
        scene = module.scenario.scene("yard")
        assert scene is not None
        assert scene.picture is not None
        assert scene.picture.address.startswith("/media/")
        tin = scene.object("tin")
        assert tin is not None
        assert (tin.is_sign, tin.plate.alt, tin.place.left, tin.place.top) == (
            True,
            "A round tin with its lid taped down",
            140,
            255,
        )
        assert scene.text.html == "<p>Sun on bricks.</p>\n<p>A door stands open.</p>\n"
        ending = module.scenario.ending("stay")
        assert ending is not None
        assert set(ending.steps) == set(RoleFamily)
        assert ending.steps[RoleFamily.CUSTODY][0].do == "Tell {contact:safeguarding_hub} as custody"

    def test_has_the_typed_article(self, loaded):
        with loaded.reading() as session:
            module = published_module(session, campaign="look-again", module="a-letter")

        assert module is not None
        assert isinstance(module.article, Article)
        assert module.article.text.words == 29
        assert '<figcaption class="figure__caption">Ten letters</figcaption>' in module.article.text.html
        assert "{contact:emergency}" in module.article.text.html
        assert [choice.code for choice in module.article.check.choices] == ["ask", "look"]

    def test_takes_one_statement_when_its_body_is_in_memory(self, loaded):
        with loaded.reading() as session, statements_asked(loaded) as cold:
            first = published_module(session, campaign="look-again", module="the-yard")
        with loaded.reading() as session, statements_asked(loaded) as warm:
            again = published_module(session, campaign="look-again", module="the-yard")

        assert (len(cold), len(warm)) == (2, 1)
        assert first is not None
        assert again is not None
        assert again.body is first.body
        assert "module_version.body" not in warm[0]

    def test_takes_one_statement_for_each_of_many_readers_at_once(self, loaded):
        with loaded.reading() as session:
            published_module(session, campaign="look-again", module="the-yard")
        bodies = []

        def read() -> None:
            with loaded.reading() as session:
                module = published_module(session, campaign="look-again", module="the-yard")
                bodies.append(module.body if module else None)

        with statements_asked(loaded) as seen:
            readers = [threading.Thread(target=read) for _ in range(8)]
            for reader in readers:
                reader.start()
            for reader in readers:
                reader.join()

        assert len(seen) == 8
        assert len({id(body) for body in bodies}) == 1

    def test_is_none_for_what_is_not_there(self, loaded):
        with loaded.reading() as session:
            assert published_module(session, campaign="look-again", module="the-moon") is None
            assert published_module(session, campaign="look-away", module="the-yard") is None

    def test_says_that_it_is_withdrawn_and_why(self, loaded):
        with loaded.reading() as session:
            published_module(session, campaign="look-again", module="the-yard")
        with write(loaded) as session:
            module_id = module_id_of(session, campaign="look-again", module="the-yard")
            withdraw_module(session, module_id=module_id, reason="A drawing was wrong", at=MONDAY)

        with loaded.reading() as session:
            module = published_module(session, campaign="look-again", module="the-yard")

        assert module is not None
        assert (module.is_withdrawn, module.withdrawn_reason) == (True, "A drawing was wrong")

    def test_shows_a_new_version_at_once_and_the_old_one_to_who_began_it(self, loaded, tmp_path):
        with loaded.reading() as session:
            old = published_module(session, campaign="look-again", module="a-letter")
        changed = a_pack_folder(tmp_path / "new", **{TEXT: with_text(TEXT, "Ten letters lay", "Nine letters lay")})
        with write(loaded) as session:
            load_pack(session, pack=read_pack(changed), at=MONDAY + timedelta(days=1))

        with loaded.reading() as session:
            new = published_module(session, campaign="look-again", module="a-letter")
            assert old is not None
            kept = module_version(session, version_id=old.version_id)

        assert new is not None
        assert kept is not None
        assert (new.number, kept.number, kept.state) == (2, 1, "retired")
        assert "Nine letters" in new.article.text.html
        assert "Ten letters lay" in kept.article.text.html

    def test_many_versions_take_two_statements_cold_and_one_warm(self, loaded):
        with loaded.reading() as session:
            ids = list(session.scalars(select(ModuleVersion.id)))
        with loaded.reading() as session, statements_asked(loaded) as cold:
            module_versions(session, version_ids=ids)
        with loaded.reading() as session, statements_asked(loaded) as warm:
            found = module_versions(session, version_ids=ids)

        assert (len(cold), len(warm)) == (2, 1)
        assert found.keys() == set(ids)

    def test_memory_is_bounded(self, loaded):
        with loaded.reading() as session:
            module = published_module(session, campaign="look-again", module="the-yard")
        assert module is not None

        for number in range(BODIES_KEPT + 20):
            bodies_in_memory.keep(f"{number}", module.body)

        assert bodies_in_memory.get("0") is None
        assert bodies_in_memory.get(f"{BODIES_KEPT + 19}") is module.body


class TestCampaigns:
    def test_front_is_one_statement(self, loaded):
        with loaded.reading() as session, statements_asked(loaded) as seen:
            front = campaign_front(session, code="look-again")

        assert len(seen) == 1
        assert front is not None
        assert front.straplines == ("Think Kindly", "Think Twice")
        assert [theme.code for theme in front.themes] == ["missing", "abuse"]
        assert front.messages[0].text == "Everyone has a duty to protect children."
        assert front.recommendations[0].code == "awareness"

    def test_front_is_none_where_there_is_no_campaign(self, loaded):
        with loaded.reading() as session:
            assert campaign_front(session, code="look-away") is None

    def test_default_is_the_newest_that_has_started(self, loaded, tmp_path):
        for code, starts_on in (("look-twice", date(2026, 10, 1)), ("look-later", date(2027, 1, 1))):
            folder = a_pack_folder(tmp_path / code, **{"campaign.yaml": with_text("campaign.yaml", "look-again", code)})
            with write(loaded) as session:
                load_pack(session, pack=read_pack(folder), at=MONDAY, starts_on=starts_on)

        def on(day: date) -> str | None:
            with loaded.reading() as session:
                front = default_campaign(session, today=day)
            return front.code if front else None

        assert [on(date(2025, 1, 1)), on(date(2026, 1, 1)), on(date(2026, 12, 1)), on(date(2027, 1, 1))] == [
            None,
            "look-again",
            "look-twice",
            "look-later",
        ]

    def test_library_is_one_statement_in_campaign_order(self, loaded):
        with loaded.reading() as session, statements_asked(loaded) as seen:
            rows = library(session, campaign="look-again")

        assert len(seen) == 1
        assert [(row.code, row.kind, row.theme_codes, row.is_withdrawn) for row in rows] == [
            ("the-yard", "scenario", ("missing", "abuse"), False),
            ("a-letter", "article", ("missing",), False),
        ]


class TestContactsAndMedia:
    def test_contacts_are_one_statement_in_registry_order(self, loaded):
        with loaded.reading() as session, statements_asked(loaded) as seen:
            registry = contacts(session)

        assert len(seen) == 1
        assert [line.key for line in registry] == ["emergency", "non_emergency", "crimestoppers", "safeguarding_hub"]
        assert registry.get("crimestoppers").dial == "0800555111"
        assert registry.overdue(date(2026, 12, 19)) == list(registry)
        assert registry.overdue(date(2026, 12, 18)) == []

    def test_media_are_found_by_what_is_in_them(self, loaded):
        with loaded.reading() as session:
            module = published_module(session, campaign="look-again", module="the-yard")
            assert module is not None
            assert module.body.picture is not None
            fingerprint = module.body.picture.media.removesuffix(".svg")
            file = media_content(session, fingerprint=fingerprint)
            missing = media_content(session, fingerprint="0" * 64)

        assert file is not None
        assert (file.media_type, file.content) == ("image/svg+xml", FILES["media/yard.svg"].encode())
        assert missing is None
