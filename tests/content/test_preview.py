"""Trying what is half written: every draft can be read and walked, and what is missing says so."""

from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.content.formats.article import Article
from safeguarding.content.formats.blog import Blog
from safeguarding.content.formats.preview import NOT_WRITTEN, NOTHING_BEHIND, preview_body
from safeguarding.content.formats.registry import FORMATS
from safeguarding.content.formats.scenario import Scenario
from safeguarding.content.rules.drafts import ARTICLE, BLOG, SCENARIO, Draft, new_body
from safeguarding.content.rules.outline import add_choice, add_object, add_scene, aim_choice
from safeguarding.content.rules.places import write
from safeguarding.learning.rules.path import walk
from safeguarding.people.rules.roles import RoleFamily
from tests.content.drafts import a_scenario, an_article, an_empty_scenario, same
from tests.content.test_outline import a_change


def previewed(draft: Draft, start: str | None = None) -> Scenario:
    scenario = preview_body(SCENARIO, draft.body, start=start)
    assert isinstance(scenario, Scenario)
    return scenario


def test_what_is_finished_is_shown_as_officers_will_see_it():
    draft = a_scenario()

    shown = previewed(draft)

    published = FORMATS[SCENARIO].read(draft.body)
    assert isinstance(published, Scenario)
    assert (shown.scenes, shown.endings[:-1], shown.title) == (published.scenes, published.endings, published.title)
    assert preview_body(ARTICLE, an_article().body) == FORMATS[ARTICLE].read(an_article().body)


def test_what_is_missing_says_so():
    draft, _ = add_scene(an_empty_scenario(), title="Door")
    draft, _ = add_choice(draft, scene="door", text="Knock")
    draft, _ = add_object(draft, scene="door", name="A key")
    draft = aim_choice(draft, scene="door", choice="knock", goes_to=None)

    shown = previewed(draft)

    assert (shown.summary, shown.intro.markdown, shown.minutes) == (NOT_WRITTEN, NOT_WRITTEN, 1)
    door = shown.scenes[0]
    assert (door.objects[0].meaning, door.objects[0].innocent, door.choices[0].reply) == (
        NOT_WRITTEN,
        (NOT_WRITTEN,),
        NOT_WRITTEN,
    )
    ending = walk(shown, {"door": "knock"}).ending
    assert ending is not None
    assert (ending.code, ending.steps[RoleFamily.PCSO][0].do) == (NOTHING_BEHIND, NOT_WRITTEN)


def test_begins_at_any_scene():
    shown = previewed(a_scenario(), start="look-into-the-shed")

    path = walk(shown, {"look-into-the-shed": "tell-the-hub"})
    assert path.steps == ("look-into-the-shed",)
    assert path.ending is not None
    assert path.ending.code == "told"
    assert previewed(a_scenario(), start="gone").first == "yard"


def test_of_nothing_but_a_title_is_something_to_look_at():
    assert previewed(an_empty_scenario()).scenes[0].choices[0].goes_to == NOTHING_BEHIND
    article = preview_body(ARTICLE, new_body(ARTICLE, title="Keys"))
    blog = preview_body(BLOG, new_body(BLOG, title="Keys"))
    assert isinstance(article, Article)
    assert isinstance(blog, Blog)
    assert (len(article.check.choices), blog.by.name) == (2, NOT_WRITTEN)


def test_leaves_the_draft_as_it_is():
    draft, _ = add_scene(an_empty_scenario(), title="Door")
    before = same(draft)

    previewed(draft)

    assert draft == before


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_any_draft_can_be_walked_to_an_end_from_any_scene(data):
    draft = data.draw(st.sampled_from([a_scenario(), an_empty_scenario()]))
    for _ in range(data.draw(st.integers(0, 12))):
        draft = data.draw(a_change(draft))
    draft = write(draft, "intro", data.draw(st.sampled_from(["", "Words."])))

    for start in [None, *(scene["code"] for scene in draft.body["scenes"])]:
        shown = previewed(draft, start)
        choices = {scene.code: data.draw(st.sampled_from(scene.choices)).code for scene in shown.scenes}
        path = walk(shown, choices)
        is_ring = path.ending is None and len(set(path.steps)) == len(path.steps)
        assert path.ending is not None or is_ring
