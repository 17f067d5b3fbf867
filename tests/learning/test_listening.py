"""What can really have been played: one player that tells the truth is heard to the millisecond, and no sequence of
reports, true or made up, hears more than the time allows."""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.learning.rules.listening import (
    FASTEST,
    LATEST_MS,
    Listening,
    PartHeard,
    Stretch,
    enough_was_heard,
    part_heard,
    with_stretches,
)
from safeguarding.learning.rules.spans import merged, total, uncovered, within

MODEST = settings(max_examples=50, deadline=None)
LENGTH = 360_000
OPENED = 1_780_000_000_000
HOUR = 3_600_000


def heard(*stretches, before=None, opened=OPENED, now=OPENED + HOUR, length=LENGTH):
    return with_stretches(before or Listening(), stretches, opened_ms=opened, now_ms=now, length_ms=length)


class TestSpans:
    SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12)

    @MODEST
    @given(SPANS)
    def test_merged_covers_the_same_ground_once(self, spans):
        ground = {place for start, end in spans for place in range(start, end)}
        joined = merged(spans)
        assert {place for start, end in joined for place in range(start, end)} == ground
        assert total(joined) == len(ground)
        assert all(end < start for (_, end), (start, _) in pairwise(joined))

    @MODEST
    @given(SPANS, st.tuples(st.integers(0, 60), st.integers(0, 60)))
    def test_uncovered_is_what_the_others_leave_free(self, spans, span):
        ground = {place for start, end in spans for place in range(start, end)}
        free = {place for start, end in uncovered(span, merged(spans)) for place in range(start, end)}
        assert free == set(range(*span)) - ground
        if span[0] <= span[1]:
            assert within(span, merged(spans)) == len(set(range(*span)) & ground)


class TestOneReport:
    def test_what_was_played_is_heard(self):
        assert heard(Stretch(0, 15_000, 1_000, 16_000)).heard == ((0, 15_000),)

    def test_twice_as_fast_is_heard_whole(self):
        assert heard(Stretch(0, 30_000, 0, 15_000)).heard == ((0, 30_000),)

    def test_faster_than_our_player_plays_is_cut_to_what_can_be(self):
        assert heard(Stretch(0, LENGTH, 0, 15_000)).heard == ((0, 30_000),)

    def test_what_is_still_to_come_is_not_heard(self):
        assert heard(Stretch(0, 20_000, 0, 20_000), now=OPENED + 5_000).heard == ((0, 5_000),)
        assert heard(Stretch(0, 20_000, 9_000, 29_000), now=OPENED + 5_000).heard == ()

    def test_beyond_the_episode_there_is_nothing(self):
        assert heard(Stretch(LENGTH - 5_000, LENGTH + 90_000, 0, 95_000)).heard == ((LENGTH - 5_000, LENGTH),)

    def test_backwards_is_nothing(self):
        assert heard(Stretch(20_000, 5_000, 0, 15_000)).heard == ()
        assert heard(Stretch(5_000, 20_000, 15_000, 0)).heard == ()

    def test_a_report_may_be_a_day_late_and_no_later(self):
        played = Stretch(0, 15_000, 0, 15_000)
        assert heard(played, now=OPENED + LATEST_MS).heard_ms == 15_000
        assert heard(played, now=OPENED + LATEST_MS + 1).heard_ms == 0

    def test_a_second_window_at_the_same_time_adds_nothing(self):
        first = heard(Stretch(0, 60_000, 0, 60_000))
        second = heard(Stretch(200_000, 260_000, 0, 60_000), before=first)
        assert second == first

    def test_a_second_window_adds_only_what_it_played_alone(self):
        first = heard(Stretch(0, 60_000, 0, 60_000))
        second = heard(Stretch(200_000, 260_000, 30_000, 90_000), before=first)
        assert second.heard == ((0, 60_000), (230_000, 260_000))

    @pytest.mark.parametrize(("part", "is_enough"), [(0.9, True), (0.8999, False), (1, True), (0, False)])
    def test_nine_tenths_are_enough(self, part, is_enough):
        assert enough_was_heard(heard_ms=int(LENGTH * part), length_ms=LENGTH) is is_enough

    def test_says_how_much_of_a_chapter_was_heard(self):
        parts = ((0, 60_000), (90_000, 100_000))
        assert part_heard(parts, (50_000, 100_000)) == PartHeard(20_000, 50_000)
        assert part_heard(parts, (0, 60_000)).is_heard
        assert not part_heard(parts, (60_000, 90_000)).is_begun


@dataclass
class Player:
    """Somebody at the controls: plays, pauses, jumps and changes the speed, and never in two windows at once."""

    clock: int = 0
    place: int = 0

    def __post_init__(self):
        self.stretches = []
        self.truth = set()

    def plays(self, tenths, speed):
        wanted = min(self.place + tenths * 100, LENGTH)
        lasted = -(-(wanted - self.place) * 100 // round(speed * 100))
        if wanted > self.place:
            self.stretches.append(Stretch(self.place, wanted, self.clock, self.clock + lasted))
            self.truth.update(range(self.place // 100, wanted // 100))
        self.clock += lasted
        self.place = wanted

    def does(self, action):
        match action:
            case ("play", tenths, speed):
                self.plays(tenths, speed)
            case ("jump", tenth):
                self.place = tenth * 100
            case ("wait", tenths):
                self.clock += tenths * 100


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("play"), st.integers(1, 1_500), st.sampled_from([1, 1.25, 1.5, 2])),
        st.tuples(st.just("jump"), st.integers(0, LENGTH // 100)),
        st.tuples(st.just("wait"), st.integers(0, 3_000)),
    ),
    max_size=25,
)
ANY_STRETCH = st.builds(
    Stretch,
    start=st.integers(-LENGTH, 2 * LENGTH),
    end=st.integers(-LENGTH, 2 * LENGTH),
    began=st.integers(-HOUR, HOUR),
    ended=st.integers(-HOUR, 2 * HOUR),
)
ANY_REPORTS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, HOUR), st.lists(ANY_STRETCH, max_size=6)), max_size=12
)


class TestAnySequence:
    @MODEST
    @given(ACTIONS, st.randoms(use_true_random=False), st.integers(1, 4))
    def test_the_truth_is_heard_exactly_however_it_arrives(self, actions, chance, at_a_time):
        """Seeks, replays and speeds, in reports that come late, in any order and twice: an error under 1 % (here 0)."""
        player = Player()
        for action in actions:
            player.does(action)
        told = player.stretches
        reports = [told[at : at + at_a_time] for at in range(0, len(told), at_a_time)]
        reports += chance.sample(reports, len(reports) // 2)
        chance.shuffle(reports)

        listening = Listening()
        for report in reports:
            listening = heard(*report, before=listening, now=OPENED + player.clock)

        assert abs(listening.heard_ms - 100 * len(player.truth)) < LENGTH / 100
        assert listening.heard_ms == 100 * len(player.truth)

    @MODEST
    @given(ACTIONS, ACTIONS)
    def test_two_windows_hear_what_either_played_and_no_more_than_one_could(self, here, there):
        players = Player(), Player()
        listening = Listening()
        for player, actions in zip(players, (here, there), strict=True):
            for action in actions:
                player.does(action)
            listening = heard(*player.stretches, before=listening)
        truth = players[0].truth | players[1].truth
        assert listening.heard_ms <= 100 * len(truth)
        assert listening.heard_ms >= 100 * len(players[0].truth)
        assert listening.heard_ms <= FASTEST * total(listening.moments)

    @MODEST
    @given(ANY_REPORTS)
    def test_nothing_made_up_hears_more_than_the_time_allows(self, reports):
        """Whatever three windows claim, heard never exceeds twice the time since the first of them was opened."""
        listening = Listening()
        now = 0
        for window, pause, claimed in reports:
            now += pause
            opened = OPENED + window * 60_000
            listening = heard(*claimed, before=listening, opened=opened, now=OPENED + now)
            assert listening.heard_ms <= FASTEST * now
            assert listening.heard_ms <= LENGTH
            assert all(0 <= start < end <= LENGTH for start, end in listening.heard)

    @MODEST
    @given(ANY_REPORTS)
    def test_what_was_heard_only_grows_and_the_same_again_adds_nothing(self, reports):
        listening = Listening()
        now = OPENED
        for _, pause, claimed in reports:
            now += pause
            after = heard(*claimed, before=listening, now=now)
            assert merged([*after.heard, *listening.heard]) == after.heard
            assert heard(*claimed, before=after, now=now).heard == after.heard
            listening = after
