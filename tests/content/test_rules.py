"""The rules of content, without a pack and without a database."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.content.rules.boxes import is_too_small
from safeguarding.content.rules.campaign_days import last_day
from safeguarding.content.rules.contacts import (
    UNKNOWN_CONTACT,
    ContactLine,
    Contacts,
    fill_contacts,
)
from safeguarding.content.rules.scene_graph import cannot_finish, reachable_from, rings
from safeguarding.content.rules.wording import blaming_words_in, phone_numbers_in


def a_line(key: str, value: str, dial: str | None = None) -> ContactLine:
    return ContactLine(key, key, "", value, dial, "", "", None, "", date(2026, 12, 18))


REGISTRY = Contacts((a_line("emergency", "999", "999"), a_line("hub", "Ask <your> supervisor & wait")))


class TestPhoneNumbers:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("Ring 999 now", "999"),
            ("Ring 101.", "101"),
            ("999/101", "999/101"),
            ("0800 555 111", "0800 555 111"),
            ("0800 1111 for children", "0800 1111"),
            ("call 116 000", "116 000"),
            ("text 61016", "61016"),
            ("+44 20 7946 0018", "+44 20 7946 0018"),
            ("020-7946-0018", "020-7946-0018"),
            ("07700\u00a0900123", "07700 900123"),
            ("０８００ 555 111", "0800 555 111"),
            ("116123", "116123"),
        ],
    )
    def test_are_seen(self, text, number):
        assert [found for _, found in phone_numbers_in(text)] == [number]

    @pytest.mark.parametrize(
        "text",
        [
            "in 2016, 2016-18, 2016–2018 and 2023/24",
            "at 23.40, 07:00-19:00 and 9.15pm",
            "on 2016-11-25 and 25/11/2016",
            "44,000 officers and 1,320,000 completions",
            "Room 101, flat 999 and room 12045",
            "£12500 and £101",
            "aged 14-16, 12 and 13",
            "101% and 5.101",
            "a picture of 1000x820",
            "see https://example.org/101/2039412",
            "![a](media:999.svg)",
            "S47, M1 and A4",
        ],
    )
    def test_years_times_sums_and_rooms_are_not(self, text):
        assert phone_numbers_in(text) == []


class TestBlamingWords:
    @pytest.mark.parametrize(
        "text",
        [
            "child prostitute",
            "selling sex",
            "putting themselves at risk",
            "put herself at risk",
            "a lifestyle choice",
            "involved in CSE",
            "involved in county lines",
            "a drug runner",
            "a gang member",
            "her boyfriend",
            "in a relationship with a man",
            "associating with adults",
            "has been contacting adults online",
            "an absconder",
            "a frequent misper",
            "streetwise",
            "plugging",
            "a money mule",
            "a slave",
        ],
    )
    def test_are_seen_with_better_ones(self, text):
        ((begins, words, instead),) = blaming_words_in(f"They said: {text}.")

        assert begins >= len("They said: ")
        assert words in text
        assert instead

    def test_ordinary_words_are_left_alone(self):
        assert blaming_words_in("Modern slavery; risk to themselves; a member of staff; associated with neglect") == []


class TestTooSmall:
    def test_is_judged_on_a_phone(self):
        assert not is_too_small(width=67, height=67, picture_width=1000)
        assert is_too_small(width=200, height=66, picture_width=1000)
        assert not is_too_small(width=26, height=26, picture_width=390)


class TestLastDay:
    def test_is_the_day_before_the_same_day_next_year(self):
        assert last_day(date(2025, 5, 1), months=12) == date(2026, 4, 30)

    def test_a_month_without_that_day_ends_sooner(self):
        assert last_day(date(2026, 8, 31), months=6) == date(2027, 2, 27)
        assert last_day(date(2024, 2, 29), months=12) == date(2025, 2, 27)

    def test_december_is_no_special_case(self):
        assert last_day(date(2025, 12, 1), months=1) == date(2025, 12, 31)
        assert last_day(date(2025, 12, 15), months=12) == date(2026, 12, 14)


class TestFillContacts:
    def test_links_what_can_be_dialled_and_escapes_the_rest(self):
        html = fill_contacts("<p>Ring {contact:emergency} or {contact:hub}.</p>", REGISTRY)

        assert html == (
            '<p>Ring <a class="contact" href="tel:999">999</a> or Ask &lt;your&gt; supervisor &amp; wait.</p>'
        )

    def test_an_unknown_key_becomes_words(self):
        assert fill_contacts("{contact:gone}", REGISTRY) == UNKNOWN_CONTACT

    def test_tags_are_left_as_they_are(self):
        html = '<img alt="{contact:emergency}">'

        assert fill_contacts(html, REGISTRY) == html

    def test_what_is_no_placeholder_is_left(self):
        assert fill_contacts("{contact: emergency} {contact:} {x}", REGISTRY) == "{contact: emergency} {contact:} {x}"


SCENES = ["a", "b", "c", "d", "e"]
ENDINGS = ["y", "z"]
graphs = st.dictionaries(
    st.sampled_from(SCENES), st.lists(st.sampled_from(SCENES + ENDINGS), max_size=3, unique=True), min_size=1
)


def walks(graph: dict[str, list[str]], first: str) -> list[list[str]]:
    """Every walk from a scene, each stopped where it ends or as soon as it comes to a place again."""
    waiting, found = [[first]], []
    while waiting:
        walk = waiting.pop()
        if walk[-1] in walk[:-1] or not graph.get(walk[-1]):
            found.append(walk)
        else:
            waiting.extend([*walk, target] for target in graph[walk[-1]])
    return found


class TestSceneGraph:
    """Against walking every way there is."""

    @settings(max_examples=50, deadline=None)
    @given(graphs, st.sampled_from(SCENES))
    def test_reachable_is_what_some_walk_passes(self, graph, first):
        assert reachable_from(first, graph) == {place for walk in walks(graph, first) for place in walk}

    @settings(max_examples=50, deadline=None)
    @given(graphs)
    def test_a_scene_cannot_finish_if_no_walk_from_it_ends_well(self, graph):
        hopeless = {
            scene for scene in graph if not any(ending in walk for walk in walks(graph, scene) for ending in ENDINGS)
        }

        assert cannot_finish(graph, ENDINGS) == hopeless

    @settings(max_examples=50, deadline=None)
    @given(graphs)
    def test_there_is_a_ring_if_some_walk_comes_back(self, graph):
        comes_back = {
            walk[-1]
            for scene in graph
            for walk in walks(graph, scene)
            if walk.count(walk[-1]) == 2 and walk[-1] in graph
        }
        found = rings(graph)

        assert bool(found) == bool(comes_back)
        for ring in found:
            assert set(ring) <= comes_back
            assert all(after in graph[before] for before, after in zip(ring, [*ring[1:], ring[0]], strict=True))
