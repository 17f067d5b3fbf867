"""Which page of the editor shows a place."""

import pytest

from safeguarding.web.author.parts import found_part, part_of, words_by_part
from tests.content.drafts import a_scenario, an_article


@pytest.mark.parametrize(
    ("place", "part"),
    [
        ("title", "front"),
        ("first", ""),
        ("", "front"),
        ("scenes", ""),
        ("scenes/yard/choices/go/reply", "scenes/yard"),
        ("scenes/yard/objects", "scenes/yard"),
        ("scenes/yard/objects/a-tin/plate/alt", "scenes/yard/objects/a-tin"),
        ("endings/told/steps/response", "endings/told"),
        ("check/choices/wait/reply", "check"),
        ("text", "text"),
        ("by/about", "text"),
    ],
)
def test_a_place_is_written_in_one_part(place, part):
    assert part_of(place) == part


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("scenes/yard", "scenes/yard"),
        ("scenes/yard/objects/a-tin", "scenes/yard/objects/a-tin"),
        ("scenes/yard/objects/gone", "scenes/yard"),
        ("scenes/gone", ""),
        ("endings/told", "endings/told"),
        ("endings/gone/more", ""),
        ("text", ""),
        ("nonsense", ""),
    ],
)
def test_what_is_no_longer_there_shows_what_it_stood_in(asked, shown):
    assert found_part(a_scenario().body, asked).place == shown


def test_an_article_begins_with_its_text():
    assert found_part(an_article().body, "").kind == "text"
    assert found_part(an_article().body, "check").kind == "check"


def test_words_stand_under_their_part_and_do_not_say_its_name_again():
    parts = words_by_part(a_scenario().body)
    assert [part.title for part in parts] == ["What officers read first", "Yard", "Shed", "Told", "Gone"]
    assert ("scenes/yard/objects/a-tin/name", "A tin › name", ["A tin"]) in parts[1].rows
