"""Withholding: tables whose answer can be worked out by hand, an independent solver, and tables of every kind."""

import ast
import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from safeguarding.config import ROOT
from safeguarding.measurement.disclosure import Tables, attack, is_small, possible, withheld
from safeguarding.measurement.figures import ImpossibleFigures, Interval
from safeguarding.measurement.possible_counts import Figure, Sum, published

properties = settings(max_examples=40, deadline=None)


def a_table(rows, *, rounded_to=1):
    """Rows by columns, with all totals; everything under ten is small."""
    people, sums = {}, []
    many = len(rows[0])
    for r, row in enumerate(rows):
        people |= {f"{r},{c}": count for c, count in enumerate(row)}
        sums.append(Sum(f"{r},all", tuple(f"{r},{c}" for c in range(many))))
    for c in range(many):
        sums.append(Sum(f"all,{c}", tuple(f"{r},{c}" for r in range(len(rows)))))
    sums.append(Sum("all,all", tuple(f"{r},all" for r in range(len(rows)))))
    for known in sums:
        people[known.whole] = sum(people[part] for part in known.parts)
    figures = tuple(published(name, count, rounded_to=rounded_to) for name, count in people.items())
    small = frozenset(name for name, count in people.items() if 0 < count < 10)
    return Tables(people, tuple(sums), figures, small)


def left(tables, hidden):
    return tuple(figure for figure in tables.figures if figure.name not in hidden)


def tables_of_any_kind():
    counts = st.one_of(st.integers(0, 9), st.integers(10, 60), st.integers(100, 900))
    size = st.tuples(st.integers(2, 5), st.integers(2, 5))
    rows = size.flatmap(
        lambda of: st.lists(st.lists(counts, min_size=of[1], max_size=of[1]), min_size=of[0], max_size=of[0])
    )
    return st.tuples(rows, st.sampled_from([1, 1, 5])).map(lambda made: a_table(made[0], rounded_to=made[1]))


class TestIsSmall:
    @pytest.mark.parametrize(
        ("people", "of", "small"),
        [
            (0, 9, True),
            (5, 9, True),
            (1, 500, True),
            (9, 500, True),
            (10, 500, False),
            (490, 500, False),
            (491, 500, True),
            (0, 19, True),
            (19, 19, True),
            (0, 20, False),
            (20, 20, False),
            (10, 20, False),
            (10, 19, True),
        ],
    )
    def test_counts_bases_and_those_not_counted(self, people, of, small):
        assert is_small(people, of=of) is small


class TestWithheldByHand:
    def test_nothing_where_nothing_is_small(self):
        assert withheld(a_table([[20, 30], [40, 50]])) == frozenset()

    def test_one_small_team_hides_the_next_smallest_too(self):
        teams = {"north": 4, "south": 30, "west": 80, "force": 114}
        tables = Tables(
            teams,
            (Sum("force", ("north", "south", "west")),),
            tuple(published(name, count) for name, count in teams.items()),
            frozenset({"north"}),
        )
        assert withheld(tables) == {"north", "south"}

    def test_two_small_teams_that_add_up_to_too_few_hide_a_third(self):
        """3 + 4 = 7: each could only be 0 to 7, so it would be known that each is under ten."""
        teams = {"north": 3, "south": 4, "west": 80, "east": 90, "force": 177}
        tables = Tables(
            teams,
            (Sum("force", ("north", "south", "west", "east")),),
            tuple(published(name, count) for name, count in teams.items()),
            frozenset({"north", "south"}),
        )
        assert withheld(tables) == {"north", "south", "west"}

    def test_a_small_remainder_that_is_not_published_is_kept_from_being_subtracted(self):
        """A command, and the command without its custody suite: 214 less 207 leaves seven people."""
        people = {"command": 214, "without": 207, "custody": 7}
        tables = Tables(
            people,
            (Sum("command", ("without", "custody")),),
            (published("command", 214), published("without", 207)),
            frozenset({"custody"}),
        )
        assert withheld(tables) == {"without"}

    def test_no_line_with_exactly_one_hidden_is_not_enough(self):
        """Two squares of hidden cells that meet in no line: each line has two, and 0,0 is still known to be 1 or 2
        because 0,1 cannot be more than its column lets it."""
        tables = a_table([[1, 1, 50], [1, 1, 60], [70, 80, 90]])
        only_the_small = tables.small
        recovered = attack(tables.sums, left(tables, only_the_small), tables.small)
        assert recovered["0,0"] == Interval(0, 2)
        assert attack(tables.sums, left(tables, withheld(tables)), tables.small) == {}

    def test_the_same_tables_are_withheld_alike_whatever_their_order(self):
        tables = a_table([[1, 20, 50], [7, 31, 60], [70, 8, 90]])
        turned = Tables(dict(reversed(tables.people.items())), tables.sums[::-1], tables.figures[::-1], tables.small)
        assert withheld(tables) == withheld(tables)
        assert attack(turned.sums, left(turned, withheld(turned)), turned.small) == {}

    def test_what_was_published_before_stays_and_something_else_is_withheld(self):
        """Last year the force and the west were published, so this year the south must hide the north."""
        people = {"north": 4, "south": 90, "west": 30, "force": 124}
        before = [
            dataclasses.replace(published(name, people[name]), name=f"before {name}", is_out=True)
            for name in ("force", "west")
        ]
        tables = Tables(
            people,
            (Sum("force", ("north", "south", "west")),),
            (*before, published("north", 4), published("south", 90)),
            frozenset({"north"}),
        )
        assert withheld(tables) == {"north", "south"}

    def test_refuses_what_was_given_away_before(self):
        before = dataclasses.replace(published("north", 4), is_out=True)
        with pytest.raises(ImpossibleFigures, match="'north' could still be worked out"):
            withheld(Tables({"north": 4}, (), (before,), frozenset({"north"})))

    def test_a_share_of_a_rounded_base_is_a_figure_too(self):
        """61.5 % of "about 40", which is 30 to 50: 18 people at least, 31 at most."""
        base = published("asked", 39, rounded_to=20)
        share = Figure("share", (("yes", 1.0), ("asked", -0.615)), -0.5, 0.5)
        sums = (Sum("asked", ("yes", "no")),)
        assert possible(sums, (base, share), ["yes"])["yes"] == Interval(18, 31)


class TestPossible:
    @properties
    @given(tables_of_any_kind(), st.randoms(use_true_random=False))
    def test_agrees_with_an_independent_solver(self, tables, random):
        shown = [figure for figure in tables.figures if random.random() < 0.6]
        columns = {name: position for position, name in enumerate(tables.people)}
        equal = []
        for known in tables.sums:
            row = [0.0] * len(columns)
            row[columns[known.whole]] = -1.0
            for part in known.parts:
                row[columns[part]] = 1.0
            equal.append(row)
        bounds = [(0.0, None)] * len(columns)
        for figure in shown:
            bounds[columns[figure.name]] = (max(0.0, figure.lower), figure.upper)
        for count in random.sample(sorted(columns), 2):
            cost = [0.0] * len(columns)
            cost[columns[count]] = 1.0
            low = linprog(cost, A_eq=equal, b_eq=[0.0] * len(equal), bounds=bounds)
            high = linprog([-value for value in cost], A_eq=equal, b_eq=[0.0] * len(equal), bounds=bounds)
            found = possible(tables.sums, shown, [count])[count]
            assert found.lower == pytest.approx(low.fun, abs=1)
            assert found.lower >= low.fun - 1e-6
            if high.status == 3:
                assert found.upper == float("inf")
            else:
                assert -high.fun - 1 < found.upper <= -high.fun + 1e-5

    def test_what_nothing_is_known_of_could_be_anything(self):
        assert possible((), (), ["unheard-of"]) == {"unheard-of": Interval(0, float("inf"))}

    def test_refuses_figures_that_contradict_one_another(self):
        with pytest.raises(ImpossibleFigures, match="contradict"):
            possible((Sum("all", ("a", "b")),), (published("all", 5), published("a", 9)), ["b"])


class TestWithheldForEveryTable:
    @properties
    @given(tables_of_any_kind())
    def test_the_attacker_recovers_nothing(self, tables):
        assert attack(tables.sums, left(tables, withheld(tables)), tables.small) == {}

    @properties
    @given(tables_of_any_kind())
    def test_every_small_figure_is_withheld_or_so_rough_that_it_says_nothing(self, tables):
        hidden = withheld(tables)
        told = {figure.name: figure for figure in tables.figures}
        for name in tables.small - hidden:
            assert told[name].upper - told[name].lower >= 10 or told[name].upper >= 10 > 1 > told[name].lower

    def test_control_the_same_attacker_recovers_plenty_when_only_small_cells_are_hidden(self):
        tables = a_table([[3, 40, 50, 60], [20, 4, 70, 80], [30, 90, 2, 55], [11, 12, 13, 6]])
        recovered = attack(tables.sums, left(tables, tables.small), tables.small)
        assert recovered == {
            name: Interval(tables.people[name], tables.people[name]) for name in ("0,0", "1,1", "2,2", "3,3")
        }


class TestTables:
    def test_refuses_a_sum_that_does_not_add_up(self):
        with pytest.raises(ImpossibleFigures, match="not its parts"):
            Tables({"all": 5, "a": 2, "b": 2}, (Sum("all", ("a", "b")),), (), frozenset())

    def test_refuses_a_figure_that_is_not_so(self):
        with pytest.raises(ImpossibleFigures, match="what is not so"):
            Tables({"a": 2}, (), (published("a", 3),), frozenset())

    def test_refuses_two_figures_of_one_name(self):
        with pytest.raises(ImpossibleFigures, match="one name"):
            Tables({"a": 2}, (), (published("a", 2), published("a", 2)), frozenset())


class TestTheSolver:
    def test_is_loaded_by_nobody_who_only_reads(self):
        """It is large, and a web process never needs it before a release."""
        tree = ast.parse((ROOT / "safeguarding" / "measurement" / "possible_counts.py").read_text())
        at_top = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
        assert at_top == {"math"}


def test_two_waves_answered_by_nearly_the_same_people_are_withheld_at_once():
    """With highspy 1.15.1's presolve this was asked for ever, and only with these names: they say what comes first."""
    first, later = "month-0/vignettes", "month-12/vignettes"
    answers = {"1": 115, "2": 100, "3": 50, "4": 50, "5": 65, "6": 50, "7": 112, "8": 99, "9": 99, "10": 115}
    wave = {code: first if int(code) < 7 else later for code in answers}
    settled = ["1+2", "3+4", "5+6", "1+3+5", "2+4+6"]
    groups = [*settled, "1+2+3+4+5+6", "7+8", "9", "10", "7+8+9+10"]
    people = {first: 430, later: 425, "both/vignettes": 425, f"{first} only": 5, f"{later} only": 0}
    people |= {f"{wave[code]}@{code}": people_ for code, people_ in answers.items()}
    parts = {group: [f"{wave[code]}@{code}" for code in group.split("+")] for group in groups}
    whole = {group: f"{wave[group.split('+')[0]]}@{group}" for group in groups}
    people |= {whole[group]: sum(people[part] for part in parts[group]) for group in groups}
    sums = (
        Sum(first, tuple(parts["1+2+3+4+5+6"])),
        *(Sum(whole[group], tuple(parts[group])) for group in groups[:6]),
        Sum(later, tuple(parts["7+8+9+10"])),
        *(Sum(whole[group], tuple(parts[group])) for group in groups[6:]),
        Sum(first, ("both/vignettes", f"{first} only")),
        Sum(later, ("both/vignettes", f"{later} only")),
    )
    out = [first, *(whole[group] for group in settled)]
    still = [whole["1+2+3+4+5+6"], later, *(whole[group] for group in groups[6:]), "both/vignettes"]
    figures = tuple(
        dataclasses.replace(published(count, people[count], rounded_to=10), is_out=count in out)
        for count in [*out, *still]
    )

    tables = Tables(people, sums, figures, frozenset({f"{first} only"}))
    assert attack(sums, left(tables, withheld(tables)), {f"{first} only"}) == {}
