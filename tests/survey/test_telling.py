"""What may be said: a table of cases, and what may never be."""

import re
from dataclasses import replace

import pytest

from safeguarding.survey.rules.in_words import difference_in_words, interval_in_words, value_in_words, verdict
from safeguarding.survey.rules.release import ApartRow, Bounds, GroupRow, Moved, OutcomeRow, SamePeople, Shown
from safeguarding.survey.rules.telling import (
    TOUCHES,
    apart_sentence,
    design_sentence,
    finding,
    match_sentence,
    may_say,
    not_supported,
    same_people_otherwise,
    sentence,
    sentence_of_both,
    state_in_words,
    summary,
)
from tests.survey.release_factories import baseline, change

FORBIDDEN = re.compile(
    r"caus|because|due to|thanks to|led to|lead to|result of|impact|effect|boost|prov(e|ing)|success|fail|significan",
    re.I,
)


def moved(difference, lower, upper, adjusted=0.001):
    return Moved(difference, lower, upper, adjusted, adjusted)


def a_row(change, *, earlier=41.0, later=48.0, half=2.0, is_share=True, title="Voice", **more):
    given = {
        "code": "record",
        "title": title,
        "items": ("record",),
        "base": "All who answered this question",
        "is_share": is_share,
        "is_primary": True,
        "ended_because": None,
        "earlier": Shown(4000, earlier, earlier - half, earlier + half),
        "later": Shown(4000, later, later - half, later + half),
        "moved": change,
        "both": None,
        "bounds": Bounds(-5, 15),
        "withheld": (),
        **more,
    }
    return OutcomeRow(**given)


def with_rows(*rows):
    return replace(change(), outcomes=tuple(rows))


class TestNumbers:
    @pytest.mark.parametrize(
        ("figure", "is_share", "says"),
        [
            (Shown(4000, 41.4, 39.4, 43.4), True, "41%"),
            (Shown(20000, 41.4, 40.9, 41.9), True, "41.4%"),
            (Shown(4000, 52.0, 50.0, 54.0), False, "52"),
            (Shown(4000, -0.4, -2.0, 1.2), False, "0"),
        ],
    )
    def test_whole_points_where_they_are_not_known_more_closely(self, figure, is_share, says):
        assert value_in_words(figure, is_share=is_share) == says

    @pytest.mark.parametrize(
        ("change", "difference", "interval"),
        [
            (moved(7.2, 4.1, 10.3), "+7", "+4 to +10"),
            (moved(-7.2, -10.3, -4.1), "−7", "−10 to −4"),
            (moved(0.2, -2.1, 2.4), "0", "−2 to +2"),
            (moved(0.4, -0.3, 1.1), "+0.4", "−0.3 to +1.1"),
            # Whole points would say that it touches nought.
            (moved(2.4, 0.3, 4.5), "+2.4", "+0.3 to +4.5"),
        ],
    )
    def test_differences_are_points_with_their_sign(self, change, difference, interval):
        assert (difference_in_words(change), interval_in_words(change)) == (difference, interval)

    @pytest.mark.parametrize(
        ("change", "called"),
        [
            (moved(7, 4, 10), "more"),
            (moved(-7, -10, -4), "less"),
            (moved(1, -2, 4, 0.4), "no clear change"),
            (moved(0.1, -2.9, 2.9, 0.9), "about the same"),
            (moved(0.1, -3.0, 2.9, 0.9), "no clear change"),
            (moved(2.4, 0.3, 4.5, 0.08), "no clear change"),
        ],
    )
    def test_only_the_adjusted_p_makes_a_change(self, change, called):
        assert verdict(change) == called


CASES = [
    (
        a_row(moved(7.0, 4.0, 10.0)),
        [
            "Between month 0 and month 12, “Voice” rose from 41% to 48% of the workforce:",
            "+7 points, likely between +4 and +10.",
        ],
    ),
    (
        a_row(moved(-7.0, -10.0, -4.0), earlier=48.0, later=41.0),
        [
            "Between month 0 and month 12, “Voice” fell from 48% to 41% of the workforce:",
            "−7 points, likely between −10 and −4.",
        ],
    ),
    (a_row(moved(1.0, -2.0, 4.0, 0.5), later=42.0), ["“Voice”: no clear change, between −2 and +4 points."]),
    (
        a_row(moved(0.2, -0.5, 0.9, 0.6), earlier=60.4, later=60.6, half=0.5, is_share=False),
        [
            "“Voice”: about the same, from 60.4 to 60.6 on a scale from 0 to 100.",
            "The change lies between −0.5 and +0.9 points, within the 3 points named beforehand.",
        ],
    ),
    (
        a_row(moved(2.4, 0.3, 4.5, 0.08), later=43.4),
        [
            "“Voice”: no clear change, once all outcomes are looked at together: between +0.3 and +4.5 points.",
            "Its own 95% interval leaves out nought, and one of several does so easily by chance.",
        ],
    ),
    (
        a_row(moved(1.2, 0.4, 2.0), earlier=41.0, later=42.2, half=0.6),
        [
            "Between month 0 and month 12, “Voice” rose from 41.0% to 42.2% of the workforce:",
            "+1.2 points, likely between +0.4 and +2.0.",
            "That is less than the 3 points that were named beforehand as mattering.",
        ],
    ),
    (
        a_row(moved(4.0, -0.1, 8.0, 0.04), later=45.0),
        [
            "Between month 0 and month 12, “Voice” rose from 41% to 45% of the workforce:",
            "+4 points, likely between 0 and +8.",
            "The interval by itself still touches nought; the test for all outcomes together does not.",
        ],
    ),
    (
        a_row(None, ended_because="It has another name now."),
        ["“Voice”: not compared, as the question was changed. It has another name now."],
    ),
    (
        replace(a_row(None), later=None),
        ["“Voice”: not shown, as it would say something of fewer than 10 people."],
    ),
]


class TestSentence:
    @pytest.mark.parametrize(("row", "parts"), CASES)
    def test_says_no_more_than_the_figures(self, row, parts):
        assert sentence(row, change()) == " ".join(parts)

    @pytest.mark.parametrize("wave", ["earlier", "wave"])
    def test_without_two_random_samples_it_speaks_of_those_who_answered(self, wave):
        told = replace(change(), **{wave: replace(getattr(change(), wave), design="everyone")})
        said = sentence(a_row(moved(7.0, 4.0, 10.0)), told)
        assert "41% to 48% of those who answered, weighted to the workforce: +7 points" in said

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            (moved(9.0, 6.0, 12.0), "+9 points, likely between +6 and +12."),
            (moved(1.0, -2.0, 4.0, 0.5), "no clear change, between −2 and +4 points."),
            (
                moved(2.6, 1.0, 4.2, 0.08),
                "no clear change, once all outcomes are looked at together, between +1 and +4 points.",
            ),
            (
                moved(4.0, -0.1, 8.0, 0.04),
                f"+4 points, likely between 0 and +8.{TOUCHES}",
            ),
        ],
    )
    def test_those_who_answered_both_times_are_a_figure_of_their_own(self, change, says):
        both = SamePeople(1200, 40.0, 49.0, change)
        said = sentence_of_both(a_row(None), both)
        assert said == f"“Voice”: of about 1,200 who answered it both times, from 40% to 49%: {says}"

    def test_those_who_answered_both_times_are_told_of_where_it_came_out_otherwise(self):
        same = a_row(moved(7.0, 4.0, 10.0), both=SamePeople(1200, 40.0, 49.0, moved(9.0, 6.0, 12.0)))
        other = a_row(
            moved(1.0, -2.0, 4.0, 0.5), title="Route", both=SamePeople(1200, 40.0, 49.0, moved(9.0, 6.0, 12.0))
        )
        (said,) = same_people_otherwise(with_rows(same, other, a_row(None)))
        assert said.startswith("“Route”: of about 1,200 who answered it both times")


class TestFinding:
    @pytest.mark.parametrize(
        ("kinds", "says"),
        [
            ("+++++", "All five outcomes rose"),
            ("-----", "All five outcomes fell"),
            ("+++..", "Three of five outcomes rose and two did not clearly change"),
            ("+-...", "One of five outcomes rose, one fell and three did not clearly change"),
            ("-....", "One of five outcomes fell and four did not clearly change"),
            (".....", "No clear change in any of the five outcomes"),
            ("+", "The one outcome rose"),
            (".", "No clear change in the outcome"),
            ("=====", "All five outcomes stayed about the same"),
            ("++==.", "Two of five outcomes rose, two stayed about the same and one did not clearly change"),
            ("=....", "One of five outcomes stayed about the same and four did not clearly change"),
            ("+++  ", "Three of five outcomes rose and two cannot be compared"),
            (".    ", "One of five outcomes did not clearly change and four cannot be compared"),
            ("     ", "None of the outcomes can be compared"),
        ],
    )
    def test_counts_what_moved_and_what_did_not(self, kinds, says):
        made = {
            "+": moved(7.0, 4.0, 10.0),
            "-": moved(-7.0, -10.0, -4.0),
            "=": moved(0.1, -1.0, 1.2, 0.9),
            ".": moved(1.0, -2.0, 4.0, 0.6),
            " ": None,
        }
        assert finding(with_rows(*(a_row(made[kind]) for kind in kinds))) == says

    def test_a_baseline_has_not_changed(self):
        assert finding(baseline()) == "Where we stand at month 0"

    def test_names_the_outcomes_under_it(self):
        rows = (a_row(moved(7.0, 4.0, 10.0), title="A"), a_row(moved(1.0, -2.0, 4.0, 0.6), title="B"))
        assert summary(with_rows(*rows)) == "Higher: “A”. No clear change: “B”."


class TestWhatMayBeSaid:
    def test_changes_come_first(self):
        rows = (a_row(moved(1.0, -2.0, 4.0, 0.6), title="B"), a_row(moved(7.0, 4.0, 10.0), title="A"))
        assert "“A” rose" in may_say(with_rows(*rows))[0]

    def test_what_cannot_be_compared_is_told_as_it_stands(self):
        ended = a_row(None, earlier=41.0, title="Route", ended_because="It has another name now.")
        told = with_rows(ended, a_row(moved(7.0, 4.0, 10.0)), replace(a_row(None), later=None))
        assert may_say(told)[1:] == ["At month 12, “Route”: 48% of the workforce, likely 46 to 50."]

    def test_says_how_many_were_asked_again(self):
        told = replace(change(), asked_again=8100)
        said = match_sentence(told)
        assert said.startswith(
            "Of the 8,400 people asked at month 0, 8,100 were still in post at month 12 and asked again."
        )
        assert "asked again" not in match_sentence(change())

    def test_no_sentence_names_a_cause_or_praises(self):
        said = [
            *may_say(change()),
            *may_say(baseline()),
            finding(change()),
            summary(change()),
            match_sentence(replace(change(), asked_again=8100)),
        ]
        said += [design_sentence(change().wave)]
        said += [sentence_of_both(row, row.both) for row in change().outcomes if row.both]
        for each in said:
            assert not FORBIDDEN.search(each), each

    def test_first_line_says_who_was_asked_and_how_many_answered(self):
        said = design_sentence(change().wave)
        assert said == "Month 12: 8,400 people were drawn by lot from 36,000 in post; 3,960 answered (47%)."


class TestWhatIsNotSupported:
    def claims(self, told):
        return {each.claim for each in not_supported(told)}

    def test_a_cause_an_exact_share_and_safer_children(self):
        claims = self.claims(change())
        assert {"The campaign caused the change.", "Children are safer.", "Up by a fifth."} <= claims
        assert any("of the force, exactly" in claim for claim in claims)

    def test_no_effect_only_where_something_did_not_clearly_change(self):
        still = with_rows(a_row(moved(1.0, -2.0, 4.0, 0.6)))
        assert "It had no effect." in self.claims(still)
        assert "It had no effect." not in self.claims(with_rows(a_row(moved(7.0, 4.0, 10.0))))

    def test_a_part_of_itself_in_the_direction_it_went(self):
        assert "Down by a fifth." in self.claims(with_rows(a_row(moved(-7.0, -10.0, -4.0))))

    def test_no_cause_where_nothing_is_compared(self):
        assert "The campaign caused the change." not in self.claims(with_rows(a_row(None)))

    def test_a_drop_out_that_matters_is_named(self):
        apart = ApartRow(change().primary[0].code, 40.0, 55.0, moved(15.0, 10.0, 20.0))
        told = replace(change(), dropped_out=(apart,), fresh=(apart,))
        assert {
            "Everybody changed as those did who answered both times.",
            "To have been asked before makes no difference.",
        } <= self.claims(told)
        said = apart_sentence(apart, change().primary[0], of_the_later=False, month=0)
        assert said.endswith("They differ, by +15 points (+10 to +20).")


class TestGroups:
    @pytest.mark.parametrize(
        ("state", "says"),
        [("withheld", "fewer than 10"), ("too few", "fewer than 30"), ("not comparable", "reorganised")],
    )
    def test_what_is_not_there_is_said_in_words(self, state, says):
        assert says in state_in_words(GroupRow("voice", state, None, None, None))
