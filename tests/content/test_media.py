"""Media people send: kept once, told apart by their bytes, listed to choose from, taken out only while unused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from safeguarding.common.database import Database, write
from safeguarding.common.media_probe import probe_mp3
from safeguarding.content.interchange.pack import read_pack
from safeguarding.content.interchange.uploads import LARGEST_FILE, UploadRefused, read_upload
from safeguarding.content.models import Campaign, DraftSave, Media, MediaSent, Module, ModuleVersion
from safeguarding.content.operations.loading import load_pack
from safeguarding.content.operations.media import InUse, NotSaid, describe_media, send_media, take_media_out
from safeguarding.content.queries.media import (
    MediaUse,
    captions_of,
    media_content,
    media_for_authors,
    media_to_choose_from,
    uses_of_media,
)
from safeguarding.content.rules.media import Licence, MediaKind, MediaWords
from safeguarding.people.models import AuditEntry
from tests.common.hostile_pictures import SECRET, a_bomb, a_drawn_picture, as_file, with_secrets
from tests.content.packs import TRANSCRIPT, a_wide_pack_folder, an_mp3
from tests.people.people_factories import an_officer

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
WORDS = MediaWords("The gate", "A gate standing open", "Press office", Licence.OURS)
A_PICTURE = with_secrets("JPEG")
AN_ID3_TAG = b"ID3\x03\0\0\0\0\0\x20" + SECRET.encode().ljust(32, b"\0")


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

    def test_a_draft_what_was_put_aside_of_it_and_what_undoing_would_bring_back_are_uses(
        self, session, officer_id, wide
    ):
        version = session.query(ModuleVersion).filter_by(state="published").first()
        facts = {"module_id": version.module_id, "title": "Draft", "summary": "", "minutes": 1, "fingerprint": ""}
        draft = ModuleVersion(
            **facts, number=2, state="draft", body={"picture": {"media": "1" * 64 + ".webp"}}, created_at=MONDAY
        )
        draft.tray = [{"part": {"plate": {"media": "2" * 64 + ".webp"}}}]
        session.add(draft)
        session.flush()
        document = {"body": {"picture": {"media": "3" * 64 + ".webp"}}}
        session.add(
            DraftSave(
                version_id=draft.id, revision=1, state=1, document=document, saved_by_id=officer_id, saved_at=MONDAY
            )
        )
        session.flush()

        for digit in "123":
            assert [use.title for use in uses_of_media(session, fingerprint=digit * 64)] == ["Draft"]


class TestReadUpload:
    @pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
    def test_a_picture_is_kept_as_pixels_alone(self, form):
        upload = read_upload(with_secrets(form))

        assert upload.media.name.endswith(".webp")
        assert SECRET.encode() not in upload.media.content + upload.small.content

    def test_a_recording_is_kept_as_sound_alone(self):
        upload = read_upload(AN_ID3_TAG + an_mp3(9_600) + b"TAG" + SECRET.encode().ljust(125, b"\0"))

        assert upload.media.content == an_mp3(9_600)
        assert upload.media.length_ms == probe_mp3(an_mp3(9_600)).length_ms == 9_600

    def test_a_transcript_is_kept_in_plain_lines(self):
        upload = read_upload(b"\xef\xbb\xbf" + TRANSCRIPT.replace("\n", "\r\n").encode())

        assert upload.media.content == TRANSCRIPT.encode()
        assert len(upload.media.cues) == 3

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "This file is empty"),
            (b"%PDF-1.7 ...", "This is a PDF document, whatever its name says. Send a picture"),
            (b"GIF89a" + bytes(40), "This is a GIF picture, whatever its name says. Save it as PNG"),
            (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "come with a campaign only"),
            (b"<!doctype html><script>alert(1)</script>", "Nothing in this file says what it is"),
            (b"PK\x03\x04" + bytes(40), "ZIP archive"),
            (b"\0\0\0\x20ftypmp42" + bytes(40), "Film cannot be sent yet"),
            (b"RIFF\x24\0\0\0WAVEfmt " + bytes(40), "Save it as MP3"),
            (a_bomb(), "60,000 by 60,000 points"),
            (b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", "This is a PNG picture, but"),
            (b"\xff\xd8\xff<script>alert(1)</script>", "This is a JPEG picture, but it cannot be drawn to its end"),
            (bytes(LARGEST_FILE + 1), "12.6 MB is the most. Save it smaller."),
            (an_mp3(9_600)[:-7], "not whole"),
            (an_mp3(9_600) + b"PK\x03\x04", "something follows that is not sound"),
            (an_mp3(1_600_000), "1.5 MB is the most"),
            (b"WEBVTT\n\n00:05.000 --> 00:03.000\nBackwards\n", "line 3"),
            (b"WEBVTT\n\n00:5 --> 0:9\nNo thousandths\n", "line 3"),
            (b"WEBVTT\n\n", "no captions"),
            (b"WEBVTT\n\n00:01.000 --> 00:03.000\n\xff\xfe\n", "UTF-8"),
            (b"WEBVTT" + b"\n" * 300_000, "0.2 MB is the most"),
        ],
    )
    def test_what_is_not_taken_is_refused_with_a_sentence(self, content, sentence):
        with pytest.raises(UploadRefused) as refusal:
            read_upload(content)

        assert sentence in str(refusal.value)
        assert str(refusal.value).endswith(".")

    @pytest.mark.parametrize(
        "whole", [A_PICTURE, as_file(a_drawn_picture(), "PNG"), with_secrets("WEBP"), an_mp3(9_610)]
    )
    @pytest.mark.parametrize("quarters", [1, 2, 3])
    def test_what_was_cut_off_is_refused(self, whole, quarters):
        # An MP3 is cut in the middle of a sound; at the end of one it would be a shorter recording.
        stop = len(whole) * quarters // 4
        with pytest.raises(UploadRefused):
            read_upload(whole[: stop + (5 if stop % 24 == 0 else 0)])

    def test_a_recording_that_says_it_is_longer_than_it_is(self):
        note = b"\xff\xf3\x24\xc0" + b"\0" * 9 + b"Xing" + b"\0\0\0\1" + (5_000).to_bytes(4, "big")
        with pytest.raises(UploadRefused, match="only 400 of its 5000 frames"):
            read_upload(note.ljust(48, b"\0") + an_mp3(9_600))

    def test_a_page_hidden_behind_a_picture_is_gone(self):
        page = b"<html><script>alert(1)</script></html>"
        upload = read_upload(as_file(a_drawn_picture(), "PNG") + page)
        assert page not in upload.media.content


class TestSending:
    def test_keeps_the_file_and_what_is_said_of_it(self, session, officer_id):
        kept = send_media(session, upload=read_upload(A_PICTURE), words=WORDS, sent_by_id=officer_id, at=MONDAY)

        (file,) = media_to_choose_from(session)
        assert (kept.is_new, file.fingerprint) == (True, kept.fingerprint)
        assert (file.words, file.kind, file.width, file.height) == (WORDS, MediaKind.PICTURE, 400, 300)
        assert (file.sent.by_id, file.sent.at) == (officer_id, MONDAY)
        assert file.small != file.name
        stored = media_content(session, fingerprint=kept.fingerprint)
        assert (stored.media_type, len(stored.content)) == ("image/webp", file.byte_count)
        assert SECRET.encode() not in stored.content

    def test_a_recording_has_a_length_and_a_transcript_its_captions(self, session, officer_id):
        for content in (an_mp3(9_600), TRANSCRIPT.encode()):
            words = MediaWords("The half", "", "Press office", Licence.PERMITTED)
            send_media(session, upload=read_upload(content), words=words, sent_by_id=officer_id, at=MONDAY)

        transcript, recording = media_to_choose_from(session)
        assert (recording.length_ms, recording.width) == (9_600, None)
        assert transcript.kind is MediaKind.TRANSCRIPT
        assert captions_of(session, fingerprint=transcript.fingerprint)[0].text == "There was a letter on the mat."
        assert captions_of(session, fingerprint=recording.fingerprint) == ()

    def test_the_same_bytes_twice_are_one(self, session, officer_id):
        upload = read_upload(A_PICTURE)
        first = send_media(session, upload=upload, words=WORDS, sent_by_id=officer_id, at=MONDAY)
        other_words = MediaWords("Another name", "Another", "Somebody", Licence.OPEN)
        again = send_media(session, upload=upload, words=other_words, sent_by_id=officer_id, at=TUESDAY)

        assert (first.is_new, again.is_new) == (True, False)
        assert [file.words for file in media_to_choose_from(session)] == [WORDS]
        assert session.scalar(select(func.count()).select_from(Media)) == 2

    @pytest.mark.parametrize(
        ("field", "words"),
        [
            ("name", MediaWords("", "A gate", "Sam", Licence.OURS)),
            ("alt", MediaWords("The gate", "", "Sam", Licence.OURS)),
            ("credit", MediaWords("The gate", "A gate", "", Licence.OURS)),
        ],
    )
    def test_what_people_need_to_know_must_be_said(self, session, officer_id, field, words):
        with pytest.raises(NotSaid) as refusal:
            send_media(session, upload=read_upload(A_PICTURE), words=words, sent_by_id=officer_id, at=MONDAY)

        assert refusal.value.field == field
        assert session.scalar(select(func.count()).select_from(Media)) == 0

    def test_is_audited_by_numbers_alone(self, session, officer_id):
        send_media(session, upload=read_upload(A_PICTURE), words=WORDS, sent_by_id=officer_id, at=MONDAY)

        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.actor_id) == ("media.sent", officer_id)
        assert entry.about.keys() == {"media_id", "kind"}


class TestDescribing:
    def test_the_words_are_corrected_and_nothing_else(self, session, officer_id):
        kept = send_media(session, upload=read_upload(A_PICTURE), words=WORDS, sent_by_id=officer_id, at=MONDAY)
        words = MediaWords("The garden gate", "A gate ajar", "Press office", Licence.OPEN)

        describe_media(session, fingerprint=kept.fingerprint, words=words, by_id=officer_id, at=TUESDAY)

        file = media_for_authors(session, fingerprint=kept.fingerprint)
        assert (file.words, file.sent.at) == (words, MONDAY)

    def test_what_came_with_a_campaign_has_no_words_to_correct(self, session, officer_id, wide):
        tin = next(media for media in media_to_choose_from(session) if media.title == "A biscuit tin")
        with pytest.raises(NoResultFound):
            describe_media(session, fingerprint=tin.fingerprint, words=WORDS, by_id=officer_id, at=MONDAY)


class TestTakingOut:
    def test_file_words_and_small_picture_go(self, session, officer_id):
        kept = send_media(session, upload=read_upload(A_PICTURE), words=WORDS, sent_by_id=officer_id, at=MONDAY)

        take_media_out(session, fingerprint=kept.fingerprint, by_id=officer_id, at=TUESDAY)

        assert [session.scalar(select(func.count()).select_from(model)) for model in (Media, MediaSent)] == [0, 0]
        actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
        assert actions == ["media.sent", "media.removed"]

    def test_not_while_a_version_uses_it(self, session, officer_id):
        kept = send_media(session, upload=read_upload(A_PICTURE), words=WORDS, sent_by_id=officer_id, at=MONDAY)
        shows(session, kept.fingerprint, officer_id)

        with pytest.raises(InUse, match="“The gate module” uses it"):
            take_media_out(session, fingerprint=kept.fingerprint, by_id=officer_id, at=TUESDAY)

        assert media_for_authors(session, fingerprint=kept.fingerprint) is not None

    def test_not_what_a_campaign_brought(self, session, officer_id, wide):
        tin = next(media for media in media_to_choose_from(session) if media.title == "A biscuit tin")
        with pytest.raises(NoResultFound):
            take_media_out(session, fingerprint=tin.fingerprint, by_id=officer_id, at=TUESDAY)

    def test_a_small_picture_that_another_shares_stays(self, session, officer_id):
        kept = send_media(session, upload=read_upload(A_PICTURE), words=WORDS, sent_by_id=officer_id, at=MONDAY)
        small = media_for_authors(session, fingerprint=kept.fingerprint).small.partition(".")[0]
        small_id = session.scalar(select(Media.id).where(Media.fingerprint == small))
        sent_by(session, officer_id, fingerprint="a", width=900, height=600, small_id=small_id)

        take_media_out(session, fingerprint=kept.fingerprint, by_id=officer_id, at=TUESDAY)

        assert media_content(session, fingerprint=small) is not None


class TestTogetherOrNotAtAll:
    def test_four_who_send_the_same_at_once_are_one(self, database: Database):
        with write(database) as session:
            officer_id = an_officer(session).id
        upload = read_upload(A_PICTURE)
        ready = Barrier(4)

        def send(_: int) -> bool:
            ready.wait()
            with write(database) as session:
                return send_media(session, upload=upload, words=WORDS, sent_by_id=officer_id, at=MONDAY).is_new

        with ThreadPoolExecutor(4) as pool:
            sent = list(pool.map(send, range(4)))

        assert sorted(sent) == [False, False, False, True]
        assert counts(database) == [2, 1, 1]

    def test_a_refused_file_leaves_nothing(self, database: Database):
        with write(database) as session:
            officer_id = an_officer(session).id
        nothing_said = MediaWords("", "", "", Licence.OURS)

        with database.writing() as session, pytest.raises(NotSaid):
            send_media(session, upload=read_upload(A_PICTURE), words=nothing_said, sent_by_id=officer_id, at=MONDAY)

        assert counts(database) == [0, 0, 0]


def counts(database: Database) -> list[int | None]:
    with database.reading() as session:
        return [session.scalar(select(func.count()).select_from(model)) for model in (Media, MediaSent, AuditEntry)]


def shows(session: Session, fingerprint: str, officer_id: int) -> None:
    """A draft that shows this picture."""
    campaign = Campaign(
        code="gates", title="Gates", starts_on=MONDAY.date(), ends_on=TUESDAY.date() + timedelta(days=300), body={}
    )
    session.add(campaign)
    session.flush()
    module = Module(campaign_id=campaign.id, code="the-gate", kind="article", position=0)
    session.add(module)
    session.flush()
    body = {"picture": {"media": f"{fingerprint}.webp", "width": 400, "height": 300, "alt": ""}}
    facts = {"title": "The gate module", "summary": "", "minutes": 1, "fingerprint": "", "created_at": MONDAY}
    session.add(ModuleVersion(module_id=module.id, number=1, state="draft", body=body, **facts))
    session.flush()
