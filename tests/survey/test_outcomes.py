"""What is made of one person's answers, by hand, with the campaign's own questions."""

import pytest

from safeguarding.survey.rules.outcomes import outcomes_of, reader_of
from tests.survey.invented_waves import PRIMARY, the_instrument

OUTCOMES = {outcome.code: outcome for outcome in outcomes_of(the_instrument(), primary=PRIMARY)}
STORIES = OUTCOMES["vignettes"].items
RIGHT = {code: the_instrument().item(code).scored for code in STORIES}
CONFIDENCE = OUTCOMES["confidence"].items


def value(code, **answers):
    """The outcome of somebody who gave these answers; names with an underscore for a dash."""
    given = {
        name.replace("_", "-"): (answer,) if isinstance(answer, str) else answer for name, answer in answers.items()
    }
    return read(code, given)


def read(code, given):
    outcome = OUTCOMES[code]
    return reader_of(outcome, the_instrument())(tuple(given.get(item) for item in outcome.items))


class TestWhatIsCompared:
    def test_primary_outcomes_come_first_then_indexes_then_questions_in_their_order(self):
        codes = list(OUTCOMES)
        assert codes[:6] == [*PRIMARY, "index-attitude"]
        assert codes[6] == "missing-back-home"
        assert codes[-1] == "seen-before"

    def test_a_question_that_is_a_primary_outcome_is_not_told_twice(self):
        assert "abuse-asleep-upstairs" not in OUTCOMES
        assert "route-to-record" not in OUTCOMES

    def test_a_question_with_several_answers_is_told_answer_by_answer(self):
        barriers = [code for code in OUTCOMES if code.startswith("barriers-")]
        assert len(barriers) == 11
        assert "barriers-rather-not" not in barriers

    def test_another_choice_of_primary_outcomes(self):
        found = {outcome.code: outcome for outcome in outcomes_of(the_instrument(), primary=("route", "vignettes"))}
        assert [code for code, outcome in found.items() if outcome.is_primary] == ["route", "vignettes"]
        assert "abuse-asleep-upstairs" in found
        assert "index-confidence" in found


class TestStories:
    def test_the_mean_of_six(self):
        assert read("vignettes", RIGHT) == 1
        assert read("vignettes", {**RIGHT, STORIES[0]: ("close-note",), STORIES[1]: ("ring-back",)}) == pytest.approx(
            4 / 6
        )

    def test_four_of_six_are_enough_and_three_are_not(self):
        four = {code: RIGHT[code] for code in STORIES[:4]}
        assert read("vignettes", four) == 1
        assert read("vignettes", {code: RIGHT[code] for code in STORIES[:3]}) is None

    def test_left_out_is_not_wrong(self):
        assert value("voice") is None
        assert value("voice", abuse_asleep_upstairs=()) is None
        assert value("voice", abuse_asleep_upstairs="note-referral") == 0
        assert value("voice", abuse_asleep_upstairs="see-each") == 1


class TestSingleAnswers:
    def test_not_sure_is_an_answer(self):
        assert value("route", route_to_record="not-sure") == 0
        assert value("route", route_to_record="safeguarding-record") == 1

    def test_only_the_whole_of_the_message_counts(self):
        assert value("take-out", message_heard="when-reported") == 0
        assert value("take-out", message_heard="everyone-every") == 1


class TestScales:
    def test_the_reversed_item_is_turned(self):
        agrees = dict.fromkeys(CONFIDENCE, ("strongly-agree",))
        assert read("confidence", agrees) == pytest.approx((4 * 5 + 1) / 5 / 4 - 1 / 4)
        assert read("confidence", {**agrees, "confident-next": ("strongly-disagree",)}) == 1
        assert read("confidence", dict.fromkeys(CONFIDENCE, ("neither",))) == 0.5

    def test_two_thirds_of_it_must_be_answered_and_not_my_work_is_no_answer(self):
        four = dict.fromkeys(CONFIDENCE[:3], ("agree",)) | {CONFIDENCE[4]: ("agree",)}
        assert read("confidence", four) == 0.75
        assert read("confidence", {**four, CONFIDENCE[0]: ("not-my-work",)}) is None

    @pytest.mark.parametrize(
        ("answer", "plain", "turned"),
        [
            ("strongly-disagree", 0, 1),
            ("disagree", 0, 1),
            ("neither", 0, 0),
            ("agree", 1, 0),
            ("strongly-agree", 1, 0),
            ("not-my-work", None, None),
        ],
    )
    def test_one_item_by_itself_is_the_two_points_furthest_in_the_direction_meant(self, answer, plain, turned):
        assert value("confident-notice", confident_notice=answer) == plain
        assert value("confident-next", confident_next=answer) == turned


class TestSeveralAnswers:
    def test_each_answer_is_counted_of_all_who_answered(self):
        assert value("barriers-time", barriers=("time", "hard")) == 1
        assert value("barriers-sure", barriers=("time", "hard")) == 0
        assert value("barriers-time", barriers="nothing") == 0

    def test_rather_not_say_is_outside_the_base(self):
        assert value("barriers-time", barriers="rather-not") is None

    def test_recognition_is_less_what_nobody_can_have_seen(self):
        assert value("seen-before", seen_before=("spot-it-to-stop-it", "think-child")) == 1
        assert value("seen-before", seen_before=("spot-it-to-stop-it", "eyes-on-childhood")) == 0
        assert value("seen-before", seen_before="none") == 0
        assert value("seen-before", seen_before=("eyes-on-childhood", "ask-once-more")) == -1
        assert value("seen-before") is None
