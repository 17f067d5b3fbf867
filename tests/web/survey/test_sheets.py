"""How questions are laid out on pages."""

from safeguarding.survey.rules.asked import AskedItem, AskedScale, Kind, Option
from safeguarding.web.survey.sheets import minutes_left, sheet_with, sheets_of

CONFIDENCE = AskedScale("confidence", "Confidence", "How much do you agree?")
ATTITUDE = AskedScale("attitude", "Attitude", "And here?")


def an_item(code, kind="single", text="What now?", scale=None, options=("a", "b"), **more):
    facts = {
        "help": None,
        "scored": (),
        "is_reversed": False,
        "outside": (),
        "alone": (),
        "decoys": (),
        "theme": None,
        "message": None,
        "scoring": None,
        "note": None,
        "fingerprint": code,
    }
    chosen = tuple(Option(option, option) for option in options)
    return AskedItem(code=code, kind=Kind(kind), text=text, scale=scale, options=chosen, **{**facts, **more})


def laid_out(*items):
    return [[one.item.code for one in sheet.questions] for sheet in sheets_of(tuple(items))]


def test_stories_stand_two_by_two():
    assert laid_out(*(an_item(code, "vignette") for code in "abc")) == [["a", "b"], ["c"]]


def test_the_statements_of_one_scale_stand_together_and_not_with_those_of_another():
    confident = [an_item(code, "scale", scale=CONFIDENCE) for code in "abc"]
    attitude = [an_item(code, "scale", scale=ATTITUDE) for code in "de"]

    assert laid_out(*confident, *attitude) == [["a", "b", "c"], ["d", "e"]]


def test_one_question_may_stand_before_a_scale_and_what_is_asked_of_all_stands_once():
    sheets = sheets_of((an_item("a"), an_item("b", "scale", scale=CONFIDENCE), an_item("c", "scale", scale=CONFIDENCE)))

    assert [[one.ask for one in sheet.questions] for sheet in sheets] == [["", "How much do you agree?", ""]]


def test_what_names_the_campaign_stands_by_itself_after_all_else():
    items = [an_item("a", "multiple"), an_item("b"), an_item("c"), an_item("d"), an_item("e", "recognition")]

    assert laid_out(*items) == [["a", "b", "c"], ["d"], ["e"]]


def test_the_order_is_never_changed():
    items = [an_item("a"), an_item("b", "vignette"), an_item("c"), an_item("d", "scale", scale=CONFIDENCE)]

    assert laid_out(*items) == [["a"], ["b"], ["c", "d"]]


def test_a_story_is_told_before_it_is_asked():
    text = "He rings at ten. “She’s back.” What would you do first, or ask a colleague to do?"
    (sheet,) = sheets_of((an_item("a", "vignette", text=text),))

    question = sheet.questions[0]
    assert (question.story, question.asked) == (
        "He rings at ten. “She’s back.”",
        "What would you do first, or ask a colleague to do?",
    )


def test_a_story_that_asks_nothing_at_its_end_is_shown_whole():
    (sheet,) = sheets_of((an_item("a", "vignette", text="Which is it? Choose one."),))

    assert (sheet.questions[0].story, sheet.questions[0].asked) == ("", "Which is it? Choose one.")


def test_what_is_no_answer_stands_apart_at_the_end_and_only_there():
    (sheet,) = sheets_of((an_item("a", options=("none", "x", "not-mine"), outside=("not-mine",), alone=("none",)),))

    question = sheet.questions[0]
    assert [option.code for option in question.answers] == ["none", "x"]
    assert [option.code for option in question.apart] == ["not-mine"]


def test_the_minutes_left_go_down_to_one():
    sheets = sheets_of(tuple(an_item(str(number), "vignette") for number in range(6)))

    assert [minutes_left(sheets, from_sheet=number) for number in (1, 2, 3)] == [4, 3, 1]


def test_finds_the_page_of_a_question():
    items = [an_item(code, "vignette") for code in "abc"]

    assert sheet_with(sheets_of(tuple(items)), items[2]).number == 2
