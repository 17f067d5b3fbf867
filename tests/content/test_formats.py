"""Blogs, episodes, resources and trainings as pages meet them."""

from datetime import UTC, date, datetime, time

import pytest

from safeguarding.common.database import Database, write
from safeguarding.content.formats.podcast import Cue, Podcast
from safeguarding.content.interchange.pack import read_pack
from safeguarding.content.operations.loading import load_pack
from safeguarding.content.queries.media import media_content
from safeguarding.content.queries.modules import PublishedModule, bodies_in_memory, published_module
from safeguarding.content.rules.campaign_days import day_of_campaign, working_day
from safeguarding.content.rules.podcast import playing_time
from safeguarding.people.rules.roles import RoleFamily
from tests.content.packs import TRANSCRIPT, a_wide_pack_folder, an_mp3

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FIRST_DAY = date(2026, 11, 16)


@pytest.fixture
def loaded(database: Database, tmp_path) -> Database:
    bodies_in_memory.forget()
    with write(database) as session:
        load_pack(session, pack=read_pack(a_wide_pack_folder(tmp_path / "pack")), at=MONDAY, starts_on=FIRST_DAY)
    return database


def module(database: Database, code: str) -> PublishedModule:
    with database.reading() as session:
        found = published_module(session, campaign="look-again", module=code)
    assert found is not None
    return found


class TestBlog:
    def test_is_an_article_that_says_who_wrote_it(self, loaded):
        blog = module(loaded, "sam-writes")

        assert (blog.kind, blog.is_blog, blog.is_article) == ("blog", True, True)
        assert (blog.blog.by.name, blog.blog.by.role) == ("Sam", "Neighbourhood officer")
        assert blog.article.check.choice("ask") is not None
        assert blog.article.text.words > 20

    def test_an_article_is_no_blog(self, loaded):
        letter = module(loaded, "a-letter")

        assert (letter.is_article, letter.is_blog) == (True, False)
        with pytest.raises(TypeError, match="article, not Blog"):
            letter.blog  # noqa: B018


class TestPodcast:
    @pytest.fixture
    def episode(self, loaded) -> Podcast:
        return module(loaded, "the-other-half").podcast

    def test_has_a_measured_length_and_files_that_can_be_fetched(self, loaded, episode):
        assert (episode.length_ms, episode.audio.byte_count) == (9_600, len(an_mp3(9_600)))
        assert episode.audio.address == f"/media/{episode.audio.fingerprint}.mp3"
        with loaded.reading() as session:
            sound = media_content(session, fingerprint=episode.audio.fingerprint)
            words = media_content(
                session, fingerprint=episode.transcript_address.removeprefix("/media/").partition(".")[0]
            )
        assert sound is not None
        assert (sound.media_type, sound.content) == ("audio/mpeg", an_mp3(9_600))
        assert words is not None
        assert (words.media_type, words.content) == ("text/vtt", TRANSCRIPT.encode())

    def test_has_what_is_said_by_whom_and_when(self, episode):
        assert episode.cues == (
            Cue(500, 3_000, "Sam", "There was a letter on the mat."),
            Cue(3_000, 5_250, "Bea & Co", "And did you look at it, or step over it?"),
            Cue(6_000, 9_500, "Sam", "I looked."),
        )
        assert episode.transcript_words == 19

    def test_has_a_transcript_by_chapters(self, episode):
        assert [(part.chapter.title, [cue.start_ms for cue in part.cues]) for part in episode.transcript] == [
            ("Before", [500, 3_000]),
            ("After", [6_000]),
        ]

    @pytest.mark.parametrize(
        ("milliseconds", "shown"), [(0, "0:00"), (59_999, "0:59"), (247_000, "4:07"), (3_750_000, "1:02:30")]
    )
    def test_tells_playing_times_as_a_player_does(self, milliseconds, shown):
        assert playing_time(milliseconds) == shown


class TestResource:
    def test_has_a_card_for_each_role_family_or_a_guide(self, loaded):
        cards, guide = module(loaded, "cards").resource, module(loaded, "things").resource

        assert (cards.has_cards, guide.has_cards) == (True, False)
        assert set(cards.cards) == set(RoleFamily)
        assert cards.cards[RoleFamily.CUSTODY].steps[0].do == "See the child as custody"
        assert [(entry.name, entry.plate.alt) for entry in guide.guide] == [
            ("A biscuit tin", ""),
            ("A kite", "A red kite on a nail"),
        ]


class TestTraining:
    def test_is_on_a_day_counted_from_the_first_of_the_campaign(self, loaded):
        together = module(loaded, "together").training

        assert (together.on(FIRST_DAY), together.at) == (date(2026, 12, 31), time(9, 30))
        assert together.on(date(2027, 2, 1)) == date(2027, 3, 18)

    @pytest.mark.parametrize(
        ("on", "working"),
        [
            (date(2026, 11, 20), date(2026, 11, 20)),
            (date(2026, 11, 21), date(2026, 11, 23)),
            (date(2026, 11, 22), date(2026, 11, 23)),
            (date(2026, 11, 23), date(2026, 11, 23)),
        ],
    )
    def test_nobody_is_asked_to_come_at_a_weekend(self, on, working):
        assert working_day(on) == working

    def test_day_nought_is_the_first(self):
        assert day_of_campaign(FIRST_DAY, day=0) == FIRST_DAY
