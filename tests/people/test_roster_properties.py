"""Whatever extracts come, in whatever order: they add up, replay does nothing, and the past stays as it was."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.common.database import Database
from safeguarding.people.models import Posting, RosterChange, UnitPlacement
from safeguarding.people.operations.roster import apply_roster
from safeguarding.people.queries.postings import headcount, moves_since
from safeguarding.people.queries.roster import standing_on
from safeguarding.people.queries.units import unit_tree
from safeguarding.people.rules.roster import RosterCounts
from tests.people.roster_extracts import JANUARY, NOON_TODAY, UNITS, a_line, an_extract, plan

FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FAMILIES = {"PC": "response", "DC": "investigation", "PCSO": "pcso"}


@dataclass(frozen=True)
class Someone:
    name: str
    unit: str
    title: str
    protected: str


@dataclass(frozen=True)
class Extract:
    days_later: int
    is_full: bool
    people: dict[str, Someone]
    parent_of_r2: str

    @property
    def units(self) -> dict[str, tuple[str, str, str]]:
        return {**UNITS, "R2": ("Response two", self.parent_of_r2, "team")}

    def read(self):
        return an_extract(
            *(
                a_line(number, one.name, unit=one.unit, title=one.title, protected=one.protected, units=self.units)
                for number, one in self.people.items()
            ),
            units=self.units,
        )


someone = st.builds(
    Someone,
    name=st.sampled_from(["Ada Lamb", "Zoë Król", "Bo O'Neill"]),
    unit=st.sampled_from(["F", "B1", "R1", "R2"]),
    title=st.sampled_from(sorted(FAMILIES)),
    protected=st.sampled_from(["no", "yes"]),
)
extracts = st.lists(
    st.builds(
        Extract,
        days_later=st.integers(0, 3),
        is_full=st.booleans(),
        people=st.dictionaries(st.sampled_from(["0001", "1", "W2", "W3", "4"]), someone, min_size=1),
        parent_of_r2=st.sampled_from(["F", "L", "B1"]),
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture
def example(database: Database):
    """A way to try one example in a transaction that is then taken back."""

    def run(story) -> None:
        with database.writing() as session:
            story(session)
            session.rollback()

    return run


def everything(session: Session, *, before: date | None = None) -> tuple[list[tuple[object, ...]], ...]:
    """Every posting and placement, or those that began before a day."""
    tables = []
    for table in (Posting, UnitPlacement):
        statement = select(*table.__table__.columns).order_by(table.id)
        if before is not None:
            statement = statement.where(table.from_on < before)
        tables.append([tuple(row) for row in session.execute(statement)])
    return tuple(tables)


def in_post(session: Session, on: date) -> dict[str, tuple[object, ...]]:
    return {
        number: tuple(person.state)
        for number, person in standing_on(session, on=on).people.items()
        if person.state.unit_code is not None
    }


def expected_state(one: Someone) -> tuple[object, ...]:
    return (one.name, None, one.unit, FAMILIES[one.title], one.protected == "yes")


def adds_up(counts: RosterCounts, extract: Extract) -> bool:
    named = counts.joined + counts.returned + counts.moved + counts.changed + counts.unchanged
    return named == len(extract.people) and (
        counts.in_post_after == counts.in_post_before + counts.joined + counts.returned - counts.left
    )


class TestAnySequenceOfExtracts:
    @FEW
    @given(sequence=extracts)
    def test_leaves_in_post_exactly_who_was_said_to_be(self, example, sequence):
        def story(session: Session) -> None:
            on, said = JANUARY, {}
            for extract in sequence:
                on += timedelta(days=extract.days_later)
                planned = plan(session, extract.read(), on=on, is_full=extract.is_full)
                applied = apply_roster(session, plan=planned, applied_by_id=None, at=NOON_TODAY)
                people = {number: expected_state(one) for number, one in extract.people.items()}
                said = people if extract.is_full else {**said, **people}

                assert in_post(session, on) == said
                assert adds_up(applied.counts, extract)
                assert headcount(session, on=on) == len(said) == applied.counts.in_post_after
                (second,) = [unit for unit in unit_tree(session, on=on) if unit.code == "R2"]
                (parent,) = [unit for unit in unit_tree(session, on=on) if unit.code == extract.parent_of_r2]
                assert second.parent_id == parent.id

        example(story)

    @FEW
    @given(sequence=extracts)
    def test_never_rewrites_what_was_before_its_day(self, example, sequence):
        def story(session: Session) -> None:
            on = JANUARY
            for extract in sequence:
                on += timedelta(days=extract.days_later)
                past = everything(session, before=on)
                planned = plan(session, extract.read(), on=on, is_full=extract.is_full)
                apply_roster(session, plan=planned, applied_by_id=None, at=NOON_TODAY)

                assert everything(session, before=on) == past

        example(story)

    @FEW
    @given(sequence=extracts)
    def test_changes_nothing_when_its_last_is_applied_again(self, example, sequence):
        def story(session: Session) -> None:
            on = JANUARY
            for extract in sequence:
                on += timedelta(days=extract.days_later)
                for time in range(2):
                    before = everything(session)
                    planned = plan(session, extract.read(), on=on, is_full=extract.is_full)
                    applied = apply_roster(session, plan=planned, applied_by_id=None, at=NOON_TODAY)
                    if time == 1:
                        assert planned.is_replay
                        assert applied.import_id is None
                        assert applied.moves == []
                        assert everything(session) == before

        example(story)

    @FEW
    @given(sequence=extracts)
    def test_tells_every_move_once(self, example, sequence):
        def story(session: Session) -> None:
            on, cells = JANUARY, {}
            for extract in sequence:
                on += timedelta(days=extract.days_later)
                planned = plan(session, extract.read(), on=on, is_full=extract.is_full)
                applied = apply_roster(session, plan=planned, applied_by_id=None, at=NOON_TODAY)
                for move in applied.moves:
                    assert cells.get(move.officer_id) == move.before
                    cells[move.officer_id] = move.after

            moved = {move.officer_id: move.after for move in moves_since(session, day=date(2025, 1, 1), until=on)}
            assert moved == {officer_id: cell for officer_id, cell in cells.items() if cell}

        example(story)

    @FEW
    @given(sequence=extracts)
    def test_keeps_enough_to_put_everybody_back(self, example, sequence):
        def story(session: Session) -> None:
            on = JANUARY
            for extract in sequence:
                on += timedelta(days=extract.days_later)
                before = in_post(session, on)
                planned = plan(session, extract.read(), on=on, is_full=extract.is_full)
                applied = apply_roster(session, plan=planned, applied_by_id=None, at=NOON_TODAY)
                numbers = {person.officer_id: number for number, person in standing_on(session, on=on).people.items()}
                undone = in_post(session, on)
                changes = select(RosterChange).where(
                    RosterChange.import_id == applied.import_id, RosterChange.officer_id.is_not(None)
                )
                for change in session.scalars(changes):
                    undone.pop(numbers[change.officer_id], None)
                    if change.before and change.before["unit_code"]:
                        undone[numbers[change.officer_id]] = tuple(change.before.values())[:5]

                assert undone == before

        example(story)
