"""Figures are released every day of large groups and on Mondays of all, once, and Mondays stay as they were."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from safeguarding.common.clock import london_day
from safeguarding.common.database import write
from safeguarding.content.models import Campaign
from safeguarding.insight.models import FiguresDay, ReleasedFigures
from safeguarding.insight.queries.counting import counted_now, modules_to_do, shape_on
from safeguarding.insight.queries.past import mondays_between, past_days
from safeguarding.insight.rules.cells import Cell, Tally, added_up
from safeguarding.insight.rules.measures import BEGUN, ONE, every_measure, module_measures, theme_measure
from safeguarding.people.rules.roles import RoleFamily
from tests.insight.insight_factories import (
    DAY,
    MONDAY,
    WEEK,
    a_force,
    do,
    goes_to,
    released,
    said,
    shown_cells,
    withdraw,
    work_in,
)
from tests.learning.learning_factories import a_module, training_body

MINUTE = timedelta(minutes=1)
SIZES = {"north/n1": 40, "north/n2": 70, "south/s1": 30, "south/s2": 25, "south": 22}


@pytest.fixture
def force(database):
    with write(database) as session:
        return a_force(session, SIZES)


def does(database, officer_ids, module, *, at: datetime = MONDAY) -> None:
    with write(database) as session:
        do(session, officer_ids, module, at=at - DAY)


class TestReleaseDueFigures:
    def test_says_how_many_have_begun_and_done_one(self, database, force):
        does(database, force.people["north/n1"][:15] + force.people["north/n2"][:35], force.modules[0])

        released(database, at=MONDAY)

        assert said(database, force, "north/n1")[BEGUN].people == 15
        assert said(database, force, "north")[ONE].people == 50
        assert said(database, force)[ONE].people == 50
        assert said(database, force, "south/s1")[ONE].is_few

    def test_says_how_many_have_done_all_and_each(self, database, force):
        first, second = force.modules
        does(database, force.people["north/n2"][:40], first)
        does(database, force.people["north/n2"][:20], second)

        released(database, at=MONDAY)

        figures = said(database, force, "north/n2")
        every = every_measure([module.module_id for module in force.modules])
        assert figures[every].people == 20
        assert figures[module_measures(first.module_id)[1]].people == 40
        assert figures[module_measures(second.module_id)[1]].people == 20

    def test_counts_each_person_once_in_a_theme(self, database, force):
        from safeguarding.content.models import ModuleTheme, Theme

        with write(database) as session:
            theme = session.scalars(select(Theme)).one().id
            session.add_all(ModuleTheme(module_id=module.module_id, theme_id=theme) for module in force.modules)
        for module in force.modules:
            does(database, force.people["north/n2"][:40], module)

        released(database, at=MONDAY)

        assert said(database, force, "north/n2")[theme_measure(theme)].people == 40

    def test_what_cannot_be_done_any_more_is_not_part_of_all(self, database, force):
        first, second = force.modules
        does(database, force.people["north/n2"][:40], first)
        does(database, force.people["north/n2"][40:55], second)
        with write(database) as session:
            withdraw(session, second)

        released(database, at=MONDAY)

        assert said(database, force, "north/n2")[every_measure([first.module_id])].people == 40

    def test_a_training_is_not_part_of_all_for_it_has_few_places(self, database, force):
        first, second = force.modules
        with write(database) as session:
            campaign = session.get_one(Campaign, force.campaign_id)
            training = a_module(session, campaign=campaign, body=training_body())
        for module in (first, second):
            does(database, force.people["north/n2"][:40], module)
        does(database, force.people["north/n2"][30:45], training)

        released(database, at=MONDAY)

        figures = said(database, force, "north/n2")
        assert figures[every_measure([first.module_id, second.module_id])].people == 40
        assert figures[module_measures(training.module_id)[1]].people == 15

    def test_a_second_time_changes_nothing(self, database, force):
        does(database, force.people["north/n1"][:15], force.modules[0])
        released(database, at=MONDAY)
        does(database, force.people["north/n1"][15:25], force.modules[0])

        again = released(database, at=MONDAY + DAY / 4)

        assert again.groups == 0
        assert said(database, force, "north/n1")[BEGUN].people == 15

    def test_small_groups_wait_for_monday_and_large_ones_do_not(self, database, force):
        released(database, at=MONDAY)
        does(database, force.people["north/n1"][:20], force.modules[0], at=MONDAY + DAY)

        released(database, at=MONDAY + DAY)

        assert said(database, force, "north/n1")[BEGUN].is_few
        assert said(database, force, "north")[BEGUN].people == 20
        released(database, at=MONDAY + WEEK)
        assert said(database, force, "north/n1")[BEGUN].people == 20

    @pytest.mark.parametrize(
        ("sunday", "midnight"),
        [
            ("in summer", datetime(2026, 6, 7, 23, tzinfo=UTC)),
            ("of the turn back to winter time", datetime(2026, 10, 26, tzinfo=UTC)),
        ],
    )
    def test_a_week_turns_at_midnight_in_london(self, database, force, sunday, midnight):
        released(database, at=midnight - WEEK)
        does(database, force.people["north/n1"][:15], force.modules[0], at=midnight)

        released(database, at=midnight - MINUTE)
        assert said(database, force, "north/n1")[BEGUN].is_few, sunday
        released(database, at=midnight + MINUTE)
        assert said(database, force, "north/n1", on=london_day(midnight))[BEGUN].people == 15

    def test_of_days_only_the_last_is_kept_and_mondays_for_ever(self, database, force):
        for days in range(9):
            released(database, at=MONDAY + days * DAY)

        with database.reading() as session:
            kept = session.scalars(
                select(ReleasedFigures.released_on).where(ReleasedFigures.unit_id == 0, ReleasedFigures.part == "")
            )
            days_kept = sorted(day for day in kept if day >= MONDAY.date())
        assert days_kept == [MONDAY.date(), (MONDAY + WEEK).date(), (MONDAY + 8 * DAY).date()]

    def test_a_past_monday_does_not_change(self, database, force):
        does(database, force.people["north/n1"][:15], force.modules[0])
        released(database, at=MONDAY)
        before = said(database, force, "north/n1", on=MONDAY.date())
        does(database, force.people["north/n1"][15:30], force.modules[0], at=MONDAY + DAY)

        released(database, at=MONDAY + WEEK)

        assert said(database, force, "north/n1", on=MONDAY.date()) == before

    def test_a_unit_too_small_and_the_next_smallest_beside_it_are_not_shown(self, database):
        with write(database) as session:
            force = a_force(session, {"north/n1": 9, "north/n2": 30, "north/n3": 40})

        released(database, at=MONDAY)

        shown = {cell.unit_id for cell in shown_cells(database)}
        assert force.units["north/n3"] in shown
        assert not shown & {force.units["north/n1"], force.units["north/n2"]}

    def test_protected_posts_are_counted_in_the_whole_force_alone(self, database):
        with write(database) as session:
            force = a_force(session, {"north/n1": 40, "north/n2": 60, "south/s1": 50, "south/s2": 50})
            hidden = work_in(session, force.units["north/n1"], 30, is_protected=True)
        does(database, hidden, force.modules[0])

        released(database, at=MONDAY)

        assert said(database, force)[BEGUN].people == 30
        assert said(database, force)[BEGUN].of == 230
        assert said(database, force)[module_measures(force.modules[0].module_id)[1]].people == 30
        assert said(database, force, "north/n1") == {} or said(database, force, "north/n1")[BEGUN].is_few
        assert said(database, force, "north")[module_measures(force.modules[0].module_id)[1]].is_few

    def test_somebody_who_leaves_does_not_make_a_figure_fall(self, database, force):
        does(database, force.people["north/n1"][:15], force.modules[0])
        released(database, at=MONDAY)
        with write(database) as session:
            goes_to(session, force.people["north/n1"][0], force.units["south/s1"], on=(MONDAY + DAY).date())

        released(database, at=MONDAY + WEEK)

        after = said(database, force, "north/n1")[BEGUN]
        assert (after.people, after.since, after.left) == (15, MONDAY.date(), 1)

    def test_a_unit_that_moves_takes_its_people_out_of_what_it_stood_under(self, database, force):
        from safeguarding.people.models import UnitPlacement

        does(database, force.people["north/n1"], force.modules[0])
        does(database, force.people["north/n2"][:20], force.modules[0])
        released(database, at=MONDAY)
        with write(database) as session:
            session.add(
                UnitPlacement(
                    unit_id=force.units["north/n1"], parent_id=force.units["south"], from_on=(MONDAY + DAY).date()
                )
            )

        released(database, at=MONDAY + WEEK)

        # 60 had begun, and 20 have; of the 40 who left, it tells no more of than half.
        assert said(database, force, "north")[BEGUN].people == 35
        assert said(database, force, "south")[BEGUN].people == 40

    def test_missed_mondays_are_worked_out_and_it_says_so(self, database, force):
        does(database, force.people["north/n1"][:15], force.modules[0])
        released(database, at=MONDAY)
        does(database, force.people["north/n1"][15:30], force.modules[0], at=MONDAY + 10 * DAY)

        report = released(database, at=MONDAY + 3 * WEEK + DAY)

        assert report.late_mondays == 3
        assert "3 Mondays nobody had counted" in str(report)
        assert said(database, force, "north/n1", on=(MONDAY + WEEK).date())[BEGUN].people == 15
        assert said(database, force, "north/n1", on=(MONDAY + 2 * WEEK).date())[BEGUN].people == 30
        with database.reading() as session:
            late = session.scalars(select(FiguresDay.released_on).where(FiguresDay.is_late)).all()
        assert set(late) >= {(MONDAY + weeks * WEEK).date() for weeks in (1, 2, 3)}

    def test_nothing_is_released_before_a_campaign_starts(self, database, force):
        report = released(database, at=datetime(2026, 4, 1, 6, tzinfo=MONDAY.tzinfo))

        assert report.groups == 0
        with database.reading() as session:
            assert session.scalar(select(func.count()).select_from(ReleasedFigures)) == 0


class TestCounting:
    def test_totals_tie_out_before_anything_is_held_back(self, database, force):
        with write(database) as session:
            work_in(session, force.units["north/n1"], 12, family=RoleFamily.CUSTODY)
            hidden = work_in(session, force.units["south"], 7, family=RoleFamily.PCSO, is_protected=True)
        everybody = [one for some in force.people.values() for one in some]
        does(database, everybody[::3] + hidden[:4], force.modules[0])
        does(database, everybody[::5], force.modules[1])

        with database.reading() as session:
            on = london_day(MONDAY - DAY)
            every = modules_to_do(session, campaign_id=force.campaign_id).every
            posts = counted_now(session, campaign_id=force.campaign_id, every=every, on=on)
            cells = added_up(posts.items(), shape=shape_on(session, on=on))

        total = Tally()
        for tally in posts.values():
            total.add(tally)
        assert cells[Cell(0)] == total
        assert total.people == sum(SIZES.values()) + 12 + 7
        assert total.counts[ONE] == len(set(everybody[::3] + everybody[::5])) + 4
        families = Tally()
        for family in RoleFamily:
            families.add(cells.get(Cell(0, family), Tally()))
        assert families == total
        south = Tally()
        for cell in (
            Cell(force.units["south/s1"]),
            Cell(force.units["south/s2"]),
            Cell(force.units["south"], "itself"),
        ):
            south.add(cells[cell])
        assert south == cells[Cell(force.units["south"])]

    def test_a_past_day_counted_afterwards_is_as_it_was(self, database, force):
        everybody = [one for some in force.people.values() for one in some]
        does(database, everybody[::3], force.modules[0])
        does(database, everybody[::6], force.modules[1])
        on = london_day(MONDAY)
        with write(database) as session:
            do(session, [], force.modules[0], at=MONDAY)
        with database.reading() as session:
            every = modules_to_do(session, campaign_id=force.campaign_id).every
            then = counted_now(session, campaign_id=force.campaign_id, every=every, on=on)
        does(database, everybody[1::3], force.modules[0], at=MONDAY + 3 * DAY)
        with write(database) as session:
            goes_to(session, everybody[0], None, on=(MONDAY + DAY).date())

        with database.reading() as session:
            (past,) = past_days(session, campaign_id=force.campaign_id, every=every, days=[on])

        reach = [BEGUN, ONE, every_measure(every)]
        assert {
            post: [tally.people, *(tally.counts[one] for one in reach)] for post, tally in past.counted.items()
        } == {post: [tally.people, *(tally.counts[one] for one in reach)] for post, tally in then.items()}

    def test_a_past_monday_begins_at_midnight_in_london(self, database, force):
        first, second = force.people["south/s1"][:20], force.people["south/s2"][:20]
        midnight = datetime(2026, 6, 7, 23, tzinfo=UTC)
        does(database, first, force.modules[0], at=midnight + DAY - MINUTE)
        does(database, second, force.modules[0], at=midnight + DAY + MINUTE)

        with database.reading() as session:
            every = modules_to_do(session, campaign_id=force.campaign_id).every
            (past,) = past_days(session, campaign_id=force.campaign_id, every=every, days=[date(2026, 6, 8)])

        assert sum(tally.counts[ONE] for tally in past.counted.values()) == 20


class TestMondaysBetween:
    def test_are_neither_the_first_nor_the_last_day(self):
        assert mondays_between(date(2026, 6, 1), date(2026, 6, 15)) == [date(2026, 6, 8)]

    def test_there_may_be_none(self):
        assert mondays_between(date(2026, 6, 2), date(2026, 6, 5)) == []


class TestWhatIsSaidTogether:
    def test_nobody_has_done_more_than_they_began(self, database, force):
        everybody = [one for some in force.people.values() for one in some]
        for place, module in enumerate(force.modules):
            does(database, everybody[place :: 2 + place], module)

        released(database, at=MONDAY)

        with database.reading() as session:
            rows = session.scalars(select(ReleasedFigures).where(ReleasedFigures.is_latest, ReleasedFigures.is_shown))
            for row in rows:
                figures = {measure: said[0] for measure, said in row.figures.items()}
                every = next(people for measure, people in figures.items() if measure.startswith("all-"))
                assert figures[BEGUN] >= figures[ONE] >= every
                for module in force.modules:
                    begun, done = module_measures(module.module_id)
                    assert figures[ONE] >= figures[done]
                    assert figures[begun] >= figures[done]
