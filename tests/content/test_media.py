"""Media people send: kept once, told apart by their bytes, listed to choose from, taken out only while unused."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from safeguarding.content.interchange.pack import read_pack
from safeguarding.content.models import Media, MediaSent
from safeguarding.content.operations.loading import load_pack
from safeguarding.content.queries.media import MediaUse, media_to_choose_from, uses_of_media
from safeguarding.content.rules.media import MediaKind
from tests.content.packs import a_wide_pack_folder
from tests.people.people_factories import an_officer

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


def a_file(session: Session, *, fingerprint: str, media_type: str = "image/webp") -> Media:
    media = Media(fingerprint=fingerprint * 64, media_type=media_type, byte_count=9, content=b"not looked")
    session.add(media)
    session.flush()
    return media


def sent_by(
    session: Session, officer_id: int, *, fingerprint: str, at: datetime = MONDAY, **facts: object
) -> MediaSent:
    media = a_file(session, fingerprint=fingerprint)
    words = {"name": f"The {fingerprint}", "alt": "A gate", "credit": "Sam", "licence": "ours"}
    sent = MediaSent(media_id=media.id, sent_by_id=officer_id, sent_at=at, **{**words, **facts})
    session.add(sent)
    session.flush()
    return sent


@pytest.fixture
def officer_id(session) -> int:
    return an_officer(session).id


@pytest.fixture
def wide(session, tmp_path) -> None:
    load_pack(session, pack=read_pack(a_wide_pack_folder(tmp_path / "wide")), at=MONDAY)


class TestToChooseFrom:
    def test_what_people_sent_comes_first_and_the_newest_of_it(self, session, officer_id, wide):
        sent_by(session, officer_id, fingerprint="a", width=30, height=20)
        sent_by(session, officer_id, fingerprint="b", width=30, height=20, at=TUESDAY)

        titles = [media.title for media in media_to_choose_from(session)]

        assert titles[:3] == ["The b", "The a", "The yard"]

    def test_what_a_campaign_brought_is_called_as_what_it_stands_for(self, session, wide):
        tin = next(media for media in media_to_choose_from(session) if media.title == "A biscuit tin")

        assert (tin.kind, tin.alt) == (MediaKind.PICTURE, "A round tin with its lid taped down")
        assert (tin.width, tin.height, tin.length_ms, tin.sent) == (218, 218, None, None)
        assert tin.address == f"/media/{tin.fingerprint}.svg"

    def test_each_file_is_there_once_with_its_measures(self, session, wide):
        there = media_to_choose_from(session)

        assert len({media.name for media in there}) == len(there) == 5
        assert [media.length_ms for media in there if media.is_recording] == [9_600]
        assert [media.kind for media in there].count(MediaKind.TRANSCRIPT) == 1

    def test_a_large_picture_is_listed_by_its_small_one(self, session, officer_id):
        small = a_file(session, fingerprint="c")
        sent_by(session, officer_id, fingerprint="a", width=900, height=600, small_id=small.id)

        (large,) = media_to_choose_from(session)

        assert large.small_address == f"/media/{'c' * 64}.webp"
        assert large.address == f"/media/{'a' * 64}.webp"

    def test_a_file_of_a_campaign_that_somebody_also_sent_is_there_once(self, session, officer_id, wide):
        tin = next(media for media in media_to_choose_from(session) if media.title == "A biscuit tin")
        media = session.query(Media).filter_by(fingerprint=tin.fingerprint).one()
        words = {"name": "My tin", "alt": "", "credit": "Sam", "licence": "ours"}
        session.add(MediaSent(media_id=media.id, sent_by_id=officer_id, sent_at=MONDAY, **words))
        session.flush()

        there = media_to_choose_from(session)

        assert [media.title for media in there if media.name == tin.name] == ["My tin"]


class TestUses:
    def test_every_version_that_names_it_is_told(self, session, wide):
        tin = next(media for media in media_to_choose_from(session) if media.title == "A biscuit tin")

        uses = uses_of_media(session, fingerprint=tin.fingerprint)

        assert [(use.module_code, use.number, use.state) for use in uses] == [
            ("the-yard", 1, "published"),
            ("a-letter", 1, "published"),
            ("sam-writes", 1, "published"),
            ("things", 1, "published"),
        ]
        assert uses[0] == MediaUse("look-again", "the-yard", "The yard", 1, "published")

    def test_what_nothing_names_has_none(self, session, wide):
        assert uses_of_media(session, fingerprint="f" * 64) == []
