"""Two people change one draft: what joins by itself, and what they are asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.content.rules.drafts import Draft, What, parts_of
from safeguarding.content.rules.merging import difference_between, join
from safeguarding.content.rules.outline import (
    add_choice,
    add_object,
    aim_choice,
    find,
    move_scene,
    remove_object,
    remove_scene,
    restore,
)
from safeguarding.content.rules.places import leaves, value_at, write
from tests.content.drafts import PICTURE, STEP, a_scenario, written
from tests.content.test_outline import a_change, codes, texts_in

SHED = "look-into-the-shed"
TIN = "scenes/yard/objects/a-tin"


@pytest.fixture
def base() -> Draft:
    return a_scenario()


class TestJoin:
    def test_takes_from_each_what_only_they_changed(self, base):
        mine = written(base, {"title": "Mine", f"{TIN}/innocent": ["It holds pegs, no more.", "It holds biscuits."]})
        theirs = written(base, {"summary": "Theirs.", f"{TIN}/innocent": ["It holds pegs.", "It holds buttons."]})

        joined = join(base, mine=mine, theirs=theirs)

        assert not joined.conflicts
        assert (joined.draft.body["title"], joined.draft.body["summary"]) == ("Mine", "Theirs.")
        assert value_at(joined.draft.body, f"{TIN}/innocent") == ["It holds pegs, no more.", "It holds buttons."]

    def test_asks_only_about_a_field_both_changed(self, base):
        mine = written(base, {"title": "Mine", "summary": "Same."})
        theirs = written(base, {"title": "Theirs", "summary": "Same."})

        joined = join(base, mine=mine, theirs=theirs)

        (conflict,) = joined.conflicts
        told = (conflict.place, conflict.words, conflict.base, conflict.mine, conflict.theirs)
        assert told == ("title", "title", "The shed", "Mine", "Theirs")
        assert joined.draft.body["title"] == "Theirs"

    def test_asks_about_steps_as_one_list(self, base):
        place = "endings/told/steps/pcso"
        mine = write(base, place, [{**STEP, "do": "Ring"}])
        theirs = write(base, place, [STEP, STEP])

        (conflict,) = join(base, mine=mine, theirs=theirs).conflicts

        assert (conflict.place, conflict.mine, conflict.theirs) == (place, [{**STEP, "do": "Ring"}], [STEP, STEP])

    def test_keeps_what_both_added(self, base):
        mine, _ = add_choice(base, scene="yard", text="Knock")
        theirs, _ = add_choice(base, scene="yard", text="Knock")
        theirs = write(theirs, "scenes/knock/text", "A dog barks.")

        joined = join(base, mine=mine, theirs=theirs)

        assert not joined.conflicts
        assert codes(joined.draft, "scenes").count("knock") == codes(joined.draft, "scenes").count("knock-2") == 1
        leads_to = [choice["goes_to"] for choice in find(joined.draft.body, What.SCENE, "yard")["choices"]]
        assert sorted(leads_to) == ["gone", "knock", "knock-2", SHED]

    def test_keeps_a_scene_one_took_out_while_the_other_wrote_in_it(self, base):
        mine = remove_scene(base, code=SHED)
        theirs = write(base, f"scenes/{SHED}/text", "Written meanwhile.")

        joined = join(base, mine=mine, theirs=theirs).draft

        assert value_at(joined.body, f"scenes/{SHED}/text") == "Written meanwhile."
        assert [item["id"] for item in joined.tray] == ["ending/told"]

    def test_follows_the_side_that_moved_things(self, base):
        mine = move_scene(base, code=SHED, to=0)
        theirs, _ = add_choice(base, scene=SHED, text="Wait")

        for joined in (join(base, mine=mine, theirs=theirs), join(base, mine=theirs, theirs=mine)):
            assert codes(joined.draft, "scenes") == [SHED, "wait", "yard"]

    def test_a_drawing_and_its_words_are_two_things(self, base):
        mine = write(base, "scenes/yard/picture/alt", "A yard in the sun")
        theirs = write(base, "scenes/yard/picture", {**PICTURE, "media": "a" * 64 + ".svg"})

        joined = join(base, mine=mine, theirs=theirs)

        picture = value_at(joined.draft.body, "scenes/yard/picture")
        assert (picture["media"], picture["alt"]) == ("a" * 64 + ".svg", "A yard in the sun")

    def test_two_drawings_are_a_question(self, base):
        place = f"scenes/{SHED}/picture"
        mine, theirs = write(base, place, PICTURE), write(base, place, {**PICTURE, "media": "a" * 64 + ".svg"})

        (conflict,) = join(base, mine=mine, theirs=theirs).conflicts

        assert (conflict.place, conflict.base, conflict.mine) == (place, None, PICTURE)

    def test_a_tray_emptied_by_one_stays_emptied(self, base):
        base = remove_object(base, scene="yard", code="a-tin")
        mine = restore(base, id="object/yard/a-tin")
        theirs = write(base, "title", "Theirs")

        joined = join(base, mine=mine, theirs=theirs).draft

        assert not joined.tray
        assert find(joined.body, What.OBJECT, "a-tin", scene="yard")

    def test_a_choice_to_a_scene_the_other_took_out_leads_there_again_from_the_tray(self, base):
        mine = remove_scene(base, code=SHED)
        theirs, choice = add_choice(base, scene="yard", text="Peek", goes_to=SHED)

        joined = join(base, mine=mine, theirs=theirs).draft
        assert find(joined.body, What.CHOICE, choice, scene="yard")["goes_to"] is None

        back = restore(joined, id=f"scene/{SHED}")
        assert find(back.body, What.CHOICE, choice, scene="yard")["goes_to"] == SHED

    @settings(max_examples=80, deadline=None, derandomize=True)
    @given(st.data())
    def test_loses_no_words_of_either(self, data):
        base = a_scenario()
        mine = theirs = base
        for _ in range(data.draw(st.integers(0, 6))):
            mine = data.draw(a_change(mine))
        for _ in range(data.draw(st.integers(0, 6))):
            theirs = data.draw(a_change(theirs))

        joined = join(base, mine=mine, theirs=theirs)

        for side in (mine, theirs):
            lost = set(texts_in(side.document)) - set(texts_in(joined.draft.document))
            assert not lost
        for what in What:
            of_kind = [(scene, part["code"]) for kind, scene, part in parts_of(joined.draft.body) if kind is what]
            assert len(of_kind) == len(set(of_kind))

    @settings(max_examples=30, deadline=None, derandomize=True)
    @given(st.data())
    def test_with_somebody_who_changed_nothing_is_what_the_other_wrote(self, data):
        base = a_scenario()
        mine = base
        for _ in range(data.draw(st.integers(0, 8))):
            mine = data.draw(a_change(mine))

        for joined in (join(base, mine=mine, theirs=base), join(base, mine=base, theirs=mine)):
            assert not joined.conflicts
            assert joined.draft.body == mine.body
            assert {item["id"] for item in joined.draft.tray} == {item["id"] for item in mine.tray}


class TestDifference:
    def test_is_told_place_by_place(self, base):
        after = written(base, {"title": "The hut", f"{TIN}/is_sign": False})
        after = aim_choice(after, scene="yard", choice="go", goes_to="told")
        after, _ = add_object(after, scene="yard", name="A kite")

        found = {each.words: (each.before, each.after) for each in difference_between(base.body, after.body)}

        assert found["title"] == ("The shed", "The hut")
        assert found["Yard › A tin › whether to look twice"] == ("yes", "no")
        assert found["Yard › Go › where it leads"] == ("Gone", "Told")
        assert found["Yard › A kite › name"] == ("", "A kite")
        assert "Yard › objects" not in found

    def test_tells_a_new_order_and_what_is_gone(self, base):
        after = move_scene(remove_object(base, scene="yard", code="a-tin"), code=SHED, to=0)

        found = {each.words: (each.before, each.after) for each in difference_between(base.body, after.body)}

        assert found["scenes"] == ("Yard\nShed", "Shed\nYard")
        assert found["Yard › A tin › name"] == ("A tin", "")

    def test_with_nothing_is_everything_written(self, base):
        found = difference_between(None, base.body)
        assert len(found) > 30
        assert not difference_between(base.body, base.body)
        assert {each.place for each in found} <= set(leaves(base.body))
