"""Reorganising the force on a day, on both databases: who stands where before and after, and what is refused."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from safeguarding.common.clock import london_day
from safeguarding.people.models import AuditEntry, Posting, RoleGrant, Unit, UnitChange
from safeguarding.people.operations.units import CannotReorganise, ChangeIsOver, apply_due, cancel, reorganise
from safeguarding.people.queries.postings import posting_on
from safeguarding.people.queries.units import unit_tree
from safeguarding.people.queries.units_change import (
    changes_of_unit,
    changes_to_come,
    people_of_unit,
    standing_units,
    unit_by_number,
)
from safeguarding.people.rules.roles import Role, RoleFamily
from safeguarding.people.rules.roster import PostingMove
from safeguarding.people.rules.units_change import (
    NOT_MADE_YET,
    Decision,
    Figures,
    Reorganisation,
    StandingUnit,
    effects,
    may_be_shown,
    roughly,
)
from tests.people.people_factories import a_unit, an_administrator, an_officer, holds

MONDAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
TODAY = london_day(MONDAY)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
LONG_AGO = TODAY - 500 * DAY


class Force:
    """North with Harbour and Quay, South, and an administrator who stands elsewhere."""

    def __init__(self, session):
        self.session = session
        self.north = unit(session, "North")
        self.south = unit(session, "South")
        self.harbour = unit(session, "Harbour", self.north)
        self.quay = unit(session, "Quay", self.north)
        self.ana = officer(session, self.harbour, display_name="Ana")
        self.ben = officer(session, self.harbour, display_name="Ben")
        self.cara = officer(session, self.quay, display_name="Cara")
        self.administrator = an_administrator(session, unit=unit(session, "Systems"), from_on=LONG_AGO)

    def decide(self, kind, about, *, at=MONDAY, from_on=TODAY, **facts):
        return reorganise(
            self.session,
            decision=Decision(kind, about.id, from_on, **facts),
            decided_by_id=self.administrator.id,
            at=at,
        )

    def unit_of(self, who, *, on=TODAY):
        post = posting_on(self.session, officer_id=who.id, on=on)
        return post and post.unit_id

    def parents(self, *, on=TODAY):
        return {one.name: one.parent_id for one in unit_tree(self.session, on=on)}


def unit(session, name, parent=None):
    return a_unit(session, name=name, parent=parent, from_on=LONG_AGO)


def officer(session, where, **more):
    return an_officer(session, unit=where, from_on=more.pop("from_on", LONG_AGO), **more)


@pytest.fixture
def force(session):
    return Force(session)


class TestMerge:
    def test_moves_people_and_units_and_closes(self, force):
        team = unit(force.session, "Harbour East", force.harbour)

        decided = force.decide(Reorganisation.MERGE, force.harbour, other_id=force.quay.id)

        assert decided.is_in_force
        before, after = (force.harbour.id, "response"), (force.quay.id, "response")
        assert decided.moves == [PostingMove(who.id, before, after) for who in (force.ana, force.ben)]
        assert {force.unit_of(who) for who in (force.ana, force.ben, force.cara)} == {force.quay.id}
        assert force.unit_of(force.ana, on=TODAY - DAY) == force.harbour.id
        assert force.parents()["Harbour East"] == force.quay.id
        assert "Harbour" not in force.parents()
        assert "Harbour" in force.parents(on=TODAY - DAY)
        assert not unit_by_number(force.session, unit_id=force.harbour.id, on=TODAY).is_open
        assert unit_by_number(force.session, unit_id=team.id, on=TODAY).is_open

    def test_changes_a_post_that_begins_that_day_and_one_that_begins_later(self, force):
        today = officer(force.session, force.harbour, from_on=TODAY)
        later = officer(force.session, force.harbour, from_on=TODAY + WEEK)

        decided = force.decide(Reorganisation.MERGE, force.harbour, other_id=force.quay.id)

        assert today.id in {move.officer_id for move in decided.moves}
        assert later.id not in {move.officer_id for move in decided.moves}
        assert force.unit_of(today) == force.quay.id
        assert force.unit_of(later, on=TODAY + WEEK) == force.quay.id
        assert len(force.session.scalars(select(Posting).where(Posting.officer_id == today.id)).all()) == 1

    def test_keeps_a_post_protected(self, force):
        hidden = officer(force.session, force.harbour, is_protected=True)

        force.decide(Reorganisation.MERGE, force.harbour, other_id=force.quay.id)

        assert posting_on(force.session, officer_id=hidden.id, on=TODAY).is_protected
        assert hidden.id not in {
            one.officer_id for one in people_of_unit(force.session, unit_id=force.quay.id, on=TODAY)
        }

    def test_takes_back_the_role_of_who_led_it(self, force):
        lead = holds(force.session, force.cara, Role.UNIT_LEAD, unit=force.harbour)

        force.decide(Reorganisation.MERGE, force.harbour, other_id=force.quay.id)

        assert force.session.get(RoleGrant, lead.id).withdrawn_because == "unit_closed"

    @pytest.mark.parametrize("into", ["harbour", "below", "closed"])
    def test_is_refused_into_itself_what_stands_below_and_what_is_closed(self, force, into):
        force.below = unit(force.session, "Below", force.harbour)
        force.closed = unit(force.session, "Closed", force.north)
        force.decide(Reorganisation.CLOSE, force.closed)

        with pytest.raises(CannotReorganise) as refusal:
            force.decide(Reorganisation.MERGE, force.harbour, other_id=getattr(force, into).id)

        assert refusal.value.faults.keys() == {"other"}


class TestSplit:
    def test_makes_a_unit_beside_it_of_chosen_people_and_teams(self, force):
        team = unit(force.session, "Harbour East", force.harbour)

        decided = force.decide(
            Reorganisation.SPLIT,
            force.harbour,
            name="  Harbour   Two ",
            code=" new-2 ",
            unit_kind="team",
            officer_ids=(force.ben.id,),
            team_ids=(team.id,),
        )

        made = force.session.scalars(select(Unit).where(Unit.code == "NEW-2")).one()
        assert (made.name, made.kind) == ("Harbour Two", "team")
        assert [move.officer_id for move in decided.moves] == [force.ben.id]
        assert (force.unit_of(force.ana), force.unit_of(force.ben)) == (force.harbour.id, made.id)
        assert force.parents()["Harbour Two"] == force.north.id
        assert force.parents()["Harbour East"] == made.id

    def test_leaves_alone_whoever_has_gone_elsewhere_meanwhile(self, force):
        decision = {"name": "Two", "code": "TWO", "unit_kind": "team", "officer_ids": (force.ben.id, force.ana.id)}
        force.decide(Reorganisation.SPLIT, force.harbour, from_on=TODAY + WEEK, **decision)
        force.session.add(
            Posting(officer_id=force.ben.id, unit_id=force.south.id, role_family="pcso", from_on=TODAY + DAY)
        )
        force.session.flush()

        due = apply_due(force.session, at=MONDAY + WEEK)

        assert [move.officer_id for move in due.moves] == [force.ana.id]
        assert force.unit_of(force.ben, on=TODAY + WEEK) == force.south.id

    @pytest.mark.parametrize(
        ("wrong", "about"),
        [
            ({"code": ""}, "code"),
            ({"code": "a/§"}, "code"),
            ({"name": " "}, "name"),
            ({"name": "x" * 121}, "name"),
            ({"unit_kind": "platoon"}, "unit_kind"),
            ({"officer_ids": ()}, "chosen"),
            ({"team_ids": (1,)}, "chosen"),
        ],
    )
    def test_is_refused(self, force, wrong, about):
        right = {"name": "Two", "code": "TWO", "unit_kind": "team", "officer_ids": (force.ana.id,)}

        with pytest.raises(CannotReorganise) as refusal:
            force.decide(Reorganisation.SPLIT, force.harbour, **{**right, **wrong})

        assert about in refusal.value.faults

    def test_is_refused_a_code_that_was_ever_used(self, force):
        with pytest.raises(CannotReorganise) as refusal:
            force.decide(
                Reorganisation.SPLIT,
                force.harbour,
                name="Two",
                code=force.south.code.lower(),
                unit_kind="team",
                officer_ids=(force.ana.id,),
            )

        assert refusal.value.faults.keys() == {"code"}


class TestMove:
    def test_puts_a_unit_under_another(self, force):
        force.decide(Reorganisation.MOVE, force.harbour, other_id=force.south.id)

        assert force.parents()["Harbour"] == force.south.id
        assert force.parents(on=TODAY - DAY)["Harbour"] == force.north.id

    def test_twice_on_a_day_is_one_placement(self, force):
        force.decide(Reorganisation.MOVE, force.harbour, other_id=force.south.id)
        force.decide(Reorganisation.MOVE, force.harbour, other_id=force.quay.id)

        assert force.parents()["Harbour"] == force.quay.id

    def test_to_the_top(self, force):
        force.decide(Reorganisation.MOVE, force.harbour, other_id=None)

        assert force.parents()["Harbour"] is None

    @pytest.mark.parametrize("to", ["north", "harbour"])
    def test_is_refused_where_it_stands_and_under_itself(self, force, to):
        with pytest.raises(CannotReorganise):
            force.decide(Reorganisation.MOVE, force.harbour, other_id=getattr(force, to).id)

    def test_is_refused_under_what_stands_below_it(self, force):
        with pytest.raises(CannotReorganise):
            force.decide(Reorganisation.MOVE, force.north, other_id=force.quay.id)


class TestRenameAndClose:
    def test_rename(self, force):
        force.decide(Reorganisation.RENAME, force.harbour, name="Harbour and Docks")

        assert "Harbour and Docks" in force.parents()

    def test_rename_to_the_same_is_refused(self, force):
        with pytest.raises(CannotReorganise):
            force.decide(Reorganisation.RENAME, force.harbour, name=" Harbour ")

    def test_an_empty_unit_closes(self, force):
        force.decide(Reorganisation.CLOSE, force.south)

        assert "South" not in force.parents()

    @pytest.mark.parametrize("which", ["north", "harbour"])
    def test_one_with_people_or_units_does_not(self, force, which):
        with pytest.raises(CannotReorganise):
            force.decide(Reorganisation.CLOSE, getattr(force, which))

    def test_what_is_closed_cannot_be_changed(self, force):
        force.decide(Reorganisation.CLOSE, force.south)

        with pytest.raises(CannotReorganise):
            force.decide(Reorganisation.RENAME, force.south, name="Other")


class TestOnADay:
    def test_a_day_that_has_passed_is_refused(self, force):
        with pytest.raises(CannotReorganise) as refusal:
            force.decide(Reorganisation.RENAME, force.south, name="Other", from_on=TODAY - DAY)

        assert refusal.value.faults.keys() == {"from_on"}

    def test_waits_for_its_day_and_is_done_once(self, force):
        decided = force.decide(Reorganisation.MERGE, force.harbour, other_id=force.quay.id, from_on=TODAY + WEEK)
        assert (decided.is_in_force, decided.moves) == (False, [])
        assert apply_due(force.session, at=MONDAY + 6 * DAY).applied == 0
        assert [one.sentence for one in changes_to_come(force.session)] == [
            "Harbour becomes part of Quay from 11 May 2026."
        ]

        due = apply_due(force.session, at=MONDAY + WEEK)
        again = apply_due(force.session, at=MONDAY + WEEK)

        assert (due.applied, due.refused, len(due.moves)) == (1, 0, 2)
        assert (again.applied, again.moves) == (0, [])
        assert changes_to_come(force.session) == []
        assert force.unit_of(force.ana, on=TODAY + WEEK) == force.quay.id
        assert force.unit_of(force.ana, on=TODAY + 6 * DAY) == force.harbour.id

    def test_a_late_chore_leaves_the_days_before_as_they_were(self, force):
        force.decide(Reorganisation.MERGE, force.harbour, other_id=force.quay.id, from_on=TODAY + DAY)

        apply_due(force.session, at=MONDAY + 3 * DAY)

        assert force.unit_of(force.ana, on=TODAY + 2 * DAY) == force.harbour.id
        assert force.unit_of(force.ana, on=TODAY + 3 * DAY) == force.quay.id

    def test_somebody_moved_twice_goes_from_the_first_to_the_last(self, force):
        force.decide(Reorganisation.MERGE, force.harbour, other_id=force.quay.id, from_on=TODAY + DAY)
        force.decide(Reorganisation.MERGE, force.quay, other_id=force.south.id, from_on=TODAY + DAY)

        due = apply_due(force.session, at=MONDAY + DAY)

        assert {(move.before[0], move.after[0]) for move in due.moves if move.officer_id == force.ana.id} == {
            (force.harbour.id, force.south.id)
        }
        assert len({move.officer_id for move in due.moves}) == len(due.moves) == 3

    def test_what_can_no_longer_be_done_says_why_and_may_be_put_aside(self, force):
        decided = force.decide(Reorganisation.MOVE, force.south, other_id=force.quay.id, from_on=TODAY + DAY)
        force.decide(Reorganisation.MERGE, force.quay, other_id=force.harbour.id)

        due = apply_due(force.session, at=MONDAY + DAY)

        assert (due.applied, due.refused) == (0, 1)
        waiting = changes_to_come(force.session)
        assert [one.refused_because for one in waiting] == ["Choose the unit it is to stand under"]
        cancel(force.session, change_id=decided.change_id, cancelled_by_id=force.administrator.id, at=MONDAY + DAY)
        assert changes_to_come(force.session) == []

    def test_what_waits_can_be_cancelled_and_what_is_done_cannot(self, force):
        waits = force.decide(Reorganisation.RENAME, force.south, name="Other", from_on=TODAY + DAY)
        done = force.decide(Reorganisation.RENAME, force.quay, name="Another")

        cancel(force.session, change_id=waits.change_id, cancelled_by_id=force.administrator.id, at=MONDAY)

        assert apply_due(force.session, at=MONDAY + DAY).applied == 0
        for change in (waits, done):
            with pytest.raises(ChangeIsOver):
                cancel(force.session, change_id=change.change_id, cancelled_by_id=force.administrator.id, at=MONDAY)

    def test_every_step_is_audited_without_names(self, force):
        force.decide(Reorganisation.MERGE, force.harbour, other_id=force.quay.id)

        entries = force.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        assert [entry.action for entry in entries] == ["unit.change_decided", "unit.changed"]
        assert entries[1].about == {
            "change": force.session.scalars(select(UnitChange.id)).one(),
            "kind": "merge",
            "unit": force.harbour.id,
            "other": force.quay.id,
            "from_on": "2026-05-04",
            "people": 2,
        }

    def test_a_unit_tells_what_was_decided_about_it(self, force):
        force.decide(Reorganisation.RENAME, force.south, name="Deep South")

        assert [one.sentence for one in changes_of_unit(force.session, unit_id=force.south.id)] == [
            "South is called Deep South from 4 May 2026."
        ]


class TestWhoStandsWhere:
    def test_counts_people_without_protected_posts(self, force):
        officer(force.session, force.quay, is_protected=True)

        standing = standing_units(force.session, on=TODAY)

        assert standing[force.quay.id] == StandingUnit("Quay", force.north.id, people=1, has_people=True)
        assert standing[force.north.id].people == 0

    def test_names_people_of_a_unit_without_protected_posts(self, force):
        officer(force.session, force.harbour, is_protected=True)

        people = people_of_unit(force.session, unit_id=force.harbour.id, on=TODAY)

        assert [one.display_name for one in people] == ["Ana", "Ben"]
        assert people[0].role_family is RoleFamily.RESPONSE


UNITS = {
    1: StandingUnit("Force", None, 0, False),
    2: StandingUnit("North", 1, 10, True),
    3: StandingUnit("South", 1, 20, True),
    4: StandingUnit("Harbour", 2, 30, True),
}
DONE = {2: (100, 50), 3: (200, 100), 4: (300, 150)}


def by_name(decision):
    return {one.name_after or one.name_before: one for one in effects(decision, units=UNITS, figures=DONE)}


class TestEffects:
    def test_of_a_merge(self):
        found = by_name(Decision(Reorganisation.MERGE, 4, TODAY, other_id=3))

        assert found.keys() == {"Harbour", "North", "South"}
        assert (found["Harbour"].before, found["Harbour"].after) == (Figures(30, 300, 150), None)
        assert (found["North"].before, found["North"].after) == (Figures(40, 400, 200), Figures(10, 100, 50))
        assert (found["South"].before, found["South"].after) == (Figures(20, 200, 100), Figures(50, 500, 250))

    def test_of_a_move_within_a_parent_tells_where_it_stands(self):
        found = by_name(Decision(Reorganisation.MOVE, 4, TODAY, other_id=3))

        assert found["Harbour"].parent_after == "South"
        assert found["Harbour"].before == found["Harbour"].after

    def test_of_a_split_does_not_know_what_chosen_people_have_done(self):
        found = by_name(
            Decision(Reorganisation.SPLIT, 4, TODAY, name="Two", code="TWO", unit_kind="team", officer_ids=(1, 2))
        )

        assert found.keys() == {"Harbour", "Two"}
        assert found["Two"].unit_id == NOT_MADE_YET
        assert (found["Harbour"].after.people, found["Two"].after.people) == (28, 2)
        assert not found["Harbour"].is_exact
        assert not found["Two"].is_exact

    def test_of_a_rename(self):
        found = by_name(Decision(Reorganisation.RENAME, 4, TODAY, name="Docks"))

        assert [(one.name_before, one.name_after) for one in found.values()] == [("Harbour", "Docks")]

    def test_nothing_is_shown_of_few_people_nor_of_a_difference_of_few(self):
        many, fewer, few = Figures(40, 1, 1), Figures(35, 1, 1), Figures(9, 1, 1)

        assert may_be_shown(many)
        assert not may_be_shown(few)
        assert not may_be_shown(None)
        assert not may_be_shown(many, instead_of=fewer)
        assert may_be_shown(many, instead_of=Figures(30, 0, 0))

    @pytest.mark.parametrize(
        ("count", "people", "shown"), [(12, 20, 10), (13, 20, 15), (0, 20, 0), (130, 400, 125), (1249, 4000, 1200)]
    )
    def test_counts_are_told_roughly(self, count, people, shown):
        assert roughly(count, people=people) == shown
