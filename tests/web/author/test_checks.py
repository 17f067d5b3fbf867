"""What the checks say, put in order for whoever writes."""

from safeguarding.content.rules.findings import Finding
from safeguarding.web.author.checks import MOST_IN_ONE_LIST, checks_of
from tests.content.drafts import a_scenario

YARD, TIN = ("scenes", 0), ("scenes", 0, "objects", 0)


def checks(*paths, warned=()):
    body = a_scenario().body
    return checks_of(
        body,
        [*(Finding(path, "not so") for path in paths), *(Finding(path, "look", is_warning=True) for path in warned)],
    )


def test_a_scenes_things_are_counted_with_their_scene():
    found = checks((*YARD, "title"), (*TIN, "meaning"), (*TIN, "question"), ("summary",), warned=[(*YARD, "text")])
    assert found.by_part["scenes/yard"] == 3
    assert found.by_part["scenes/yard/objects/a-tin"] == 2
    assert [(group.part, group.to_put_right, group.to_think_about) for group in found.groups] == [
        ("scenes/yard", 3, 1),
        ("front", 1, 0),
    ]


def test_a_line_in_a_group_does_not_say_its_name_again():
    (group,) = checks((*TIN, "meaning"), YARD).groups
    assert group.title == "Yard"
    assert [group.where_in_it(line) for line in group.lines] == ["A tin › what it may mean", ""]


def test_a_few_are_one_list_and_many_are_folded():
    assert not checks(*[("summary",)] * MOST_IN_ONE_LIST).are_many
    assert checks(*[("summary",)] * (MOST_IN_ONE_LIST + 1)).are_many
