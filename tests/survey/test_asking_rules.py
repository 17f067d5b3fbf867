"""What may be chosen, which week it counts for, and whether a question is still the same question."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding.survey.rules.answers import (
    NotTogether,
    TooManyOptions,
    UnknownItem,
    UnknownOption,
    answer_to,
    answers_to,
)
from safeguarding.survey.rules.asked import AskedInstrument, asked_item
from safeguarding.survey.rules.fingerprints import (
    Change,
    Piece,
    changes_between,
    in_brackets,
    item_fingerprint,
    word_difference,
)
from safeguarding.survey.rules.weeks import FEWEST_IN_A_WEEK, monday_of, weeks_put_together
from tests.survey.survey_factories import a_pack_survey, an_item, items

MONDAY = date(2026, 6, 1)
WEEKS = [MONDAY + timedelta(weeks=number) for number in range(6)]


def an_asked(code: str):
    return asked_item(next(item for item in items() if item["code"] == code), scale=None, fingerprint="")


def bodies(*changed):
    return [item.body for item in a_pack_survey(changed or items()).items]


def with_changes(code, **changes):
    return [{**item, **changes} if item["code"] == code else item for item in items()]


class TestAnswers:
    def test_stand_in_the_order_offered_and_once(self):
        assert answer_to(an_asked("barriers"), ["record", "time", "record"]) == ("time", "record")

    def test_may_be_none(self):
        assert answer_to(an_asked("story"), []) == ()

    def test_must_have_been_offered(self):
        with pytest.raises(UnknownOption):
            answer_to(an_asked("story"), ["run"])

    def test_are_one_where_one_is_asked_for(self):
        with pytest.raises(TooManyOptions):
            answer_to(an_asked("route"), ["record", "message"])

    def test_that_stand_alone_do_not_go_with_others(self):
        with pytest.raises(NotTogether, match="“Nothing” cannot go together"):
            answer_to(an_asked("barriers"), ["time", "nothing"])
        assert answer_to(an_asked("barriers"), ["nothing"]) == ("nothing",)

    def test_answer_something_that_is_asked(self):
        nothing_asked = AskedInstrument(1, "a", 1, "A", (), (), (), (), (), "", "")
        with pytest.raises(UnknownItem):
            answers_to(nothing_asked, {"story": ["see"]})


class TestWeeks:
    def test_begin_on_monday(self):
        assert {monday_of(MONDAY + timedelta(days=day)) for day in range(7)} == {MONDAY}
        assert monday_of(MONDAY - timedelta(days=1)) == MONDAY - timedelta(weeks=1)

    def test_with_few_answers_go_to_the_weeks_before(self):
        given_in = [*[WEEKS[0]] * 12, *[WEEKS[1]] * 3, *[WEEKS[2]] * 9, *[WEEKS[3]] * 2]
        kept = weeks_put_together(given_in, first=WEEKS[0])
        assert kept == {WEEKS[0]: WEEKS[0], WEEKS[1]: WEEKS[1], WEEKS[2]: WEEKS[1], WEEKS[3]: WEEKS[1]}

    def test_are_all_the_first_when_few_answered_at_all(self):
        assert weeks_put_together([WEEKS[2], WEEKS[4]], first=WEEKS[0]) == {WEEKS[2]: WEEKS[0], WEEKS[4]: WEEKS[0]}

    def test_of_nobody_are_none(self):
        assert weeks_put_together([], first=WEEKS[0]) == {}

    @given(st.lists(st.sampled_from(WEEKS)))
    def test_are_shared_by_ten_or_are_the_only_one(self, given_in):
        kept = weeks_put_together(given_in, first=WEEKS[0])
        shown = [kept[week] for week in given_in]
        assert len(set(shown)) <= 1 or min(shown.count(week) for week in shown) >= FEWEST_IN_A_WEEK
        assert all(kept[week] <= week for week in given_in)


class TestFingerprints:
    @pytest.mark.parametrize(
        "changes",
        [
            {"text": "What about a story?"},
            {"help": "Choose one."},
            {"scored": ["ask"]},
            {"options": [{"code": "see", "text": "See"}, {"code": "wait", "text": "Wait"}]},
            {"options": list(reversed(items()[0]["options"]))},
        ],
        ids=["question", "help", "scoring", "an option less", "order of options"],
    )
    def test_change_with_what_is_shown_or_scored(self, changes):
        before, after = bodies(), bodies(*with_changes("story", **changes))
        assert item_fingerprint(before[0]) != item_fingerprint(after[0])
        assert [change.code for change in changes_between(before, after)] == ["story"]

    def test_change_with_the_words_above_the_scale(self):
        scale = {"code": "confidence", "title": "Confidence", "ask": "How far do you agree?"}
        before = bodies()
        after = [item.body for item in a_pack_survey(items(), scales=[scale]).items]
        assert [change.code for change in changes_between(before, after)] == ["sure", "ready"]

    @pytest.mark.parametrize(
        "changes",
        [{"note": "New"}, {"scoring": "New"}, {"theme": "abuse"}, {"text": "What  about\nstory?"}],
        ids=["note", "why it is scored so", "theme", "spaces"],
    )
    def test_stay_with_notes_and_spaces(self, changes):
        assert changes_between(bodies(), bodies(*with_changes("story", **changes))) == ()

    def test_stay_when_accents_are_written_otherwise(self):
        composed, apart = an_item("cafe", "single", ["a", "b"]), an_item("cafe", "single", ["a", "b"])
        composed["text"], apart["text"] = "Caf\u00e9?", "Cafe\u0301?"
        assert changes_between(bodies(composed), bodies(apart)) == ()


class TestChanges:
    def test_say_which_words_came_and_went(self):
        after = bodies(*with_changes("story", text="What about her story?"))
        (change,) = changes_between(bodies(), after)
        assert (change.what, str(change)) == (Change.CHANGED, "story (changed: question)")
        (difference,) = change.differences
        assert difference.pieces == (Piece("same", "What about"), Piece("in", "her"), Piece("same", "story?"))

    def test_name_what_is_new_and_what_is_gone(self):
        new = an_item("extra", "single", ["a", "b"])
        changes = changes_between(bodies(), bodies(*items()[1:], new))
        assert [(change.code, change.what) for change in changes] == [("extra", Change.NEW), ("story", Change.GONE)]

    def test_name_the_fewest_that_moved(self):
        moved = items()
        moved.append(moved.pop(1))
        assert [(change.code, change.what) for change in changes_between(bodies(), bodies(*moved))] == [
            ("route", Change.MOVED)
        ]

    def test_are_none_between_equals(self):
        assert changes_between(bodies(), bodies()) == ()

    def test_read_as_plain_text(self):
        assert in_brackets(word_difference("one two four", "one three four")) == "one [-two-] {+three+} four"

    @given(st.lists(st.sampled_from("abcd"), max_size=8), st.lists(st.sampled_from("abcd"), max_size=8))
    def test_lead_from_one_text_to_the_other(self, before, after):
        pieces = word_difference(" ".join(before), " ".join(after))
        assert " ".join(piece.words for piece in pieces if piece.kind != "in").split() == before
        assert " ".join(piece.words for piece in pieces if piece.kind != "out").split() == after
