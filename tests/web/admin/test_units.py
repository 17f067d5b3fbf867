"""Reorganising by browser: asked, shown what it changes, confirmed; and codes for a unit."""

import re

import pytest
from sqlalchemy import select

from safeguarding.common.clock import london_today, now
from safeguarding.common.database import write
from safeguarding.learning.queries.counted import differences
from safeguarding.learning.queries.unit_figures import begun_and_done_by_unit
from safeguarding.people.models import Officer, Unit, UnitChange
from safeguarding.people.queries.postings import posting_on
from safeguarding.people.queries.units import unit_tree
from tests.learning.learning_factories import a_module, begun
from tests.people.people_factories import a_unit, an_officer
from tests.web.conftest import text_of


@pytest.fixture
def force(database):
    """North with Harbour and Quay, twelve people in each; South, empty."""
    with write(database) as session:
        north, south = (a_unit(session, name=name) for name in ("North", "South"))
        units = {"north": north.id, "south": south.id}
        for name in ("Harbour", "Quay"):
            unit = a_unit(session, name=name, parent=north)
            units[name.lower()] = unit.id
            for place in range(12):
                an_officer(session, unit=unit, display_name=f"{name} {place:02}")
        return units


def today_plus(days):
    day = london_today().toordinal() + days
    day = london_today().fromordinal(day)
    return [str(day.day), str(day.month), str(day.year)]


class TestUnits:
    def test_shows_the_force_with_people_in_and_below(self, browser, ada, force):
        said = text_of(browser.get("/admin/units"))

        assert "North 24 people" in said
        assert "Harbour" in said

    def test_finds_a_unit_by_name_or_code(self, browser, ada, force):
        said = text_of(browser.get("/admin/units?find=quay"))

        assert "1 unit found" in said
        assert "under North" in said

    def test_one_unit_names_who_works_there_without_protected_posts(self, browser, ada, force, database):
        with write(database) as session:
            an_officer(session, unit=session.get_one(Unit, force["quay"]), display_name="Hidden", is_protected=True)

        answer = browser.get(f"/admin/units/{force['quay']}")

        assert "Quay 11" in answer.text
        assert "Hidden" not in answer.text
        assert "12 people" in text_of(answer)


class Form:
    """A change on its way from the form to the preview and on."""

    def __init__(self, browser, address, **fields):
        self.browser, self.address, self.fields = browser, address, fields

    def send(self, step, **more):
        fields = {"csrf_token": self.browser.form_token(), "from_on": today_plus(0), "step": step}
        return self.browser.post(self.address, data={**fields, **self.fields, **more})

    def confirm(self, **more):
        preview = self.send("preview", **more)
        seen = re.search(r'name="seen" value="([0-9a-f]+)"', preview.text)[1]
        return self.send("confirm", seen=seen, **more)


class TestMerge:
    def form(self, browser, force):
        return Form(browser, f"/admin/units/{force['harbour']}/merge", other=str(force["quay"]))

    def test_is_shown_first_and_changes_nothing_yet(self, browser, ada, force, database):
        answer = self.form(browser, force).send("preview")

        said = text_of(answer)
        assert "Harbour becomes part of Quay" in said
        assert re.search(r"Quay 12 people about 0 modules begun, 0 done 24 people", said)
        with database.reading() as session:
            assert session.scalars(select(UnitChange)).all() == []

    def test_is_into_nothing_that_was_not_chosen(self, browser, ada, force):
        form = self.form(browser, force)
        assert '<option value="0" selected>Choose a unit</option>' in browser.get(form.address).text
        assert "Choose the unit it becomes part of" in text_of(form.send("preview", other="0"))

    def test_confirmed_moves_people_and_their_totals_at_once(self, browser, ada, force, database):
        with write(database) as session:
            module = a_module(session)
            ben = session.scalars(select(Officer).where(Officer.display_name == "Harbour 00")).one()
            begun(session, ben, module, at=now())

        answer = self.form(browser, force).confirm()

        assert answer.status_code == 303
        with database.reading() as session:
            assert posting_on(session, officer_id=ben.id, on=london_today()).unit_id == force["quay"]
            assert begun_and_done_by_unit(session)[force["quay"]] == (1, 0)
            assert differences(session, on=london_today()) == []

    def test_is_not_done_when_something_changed_since_it_was_shown(self, browser, ada, force, database):
        form = self.form(browser, force)
        seen = re.search(r'name="seen" value="([0-9a-f]+)"', form.send("preview").text)[1]
        with write(database) as session:
            an_officer(session, unit=session.get_one(Unit, force["harbour"]))

        answer = form.send("confirm", seen=seen)

        assert answer.status_code == 200
        assert "Something has changed since" in answer.text
        with database.reading() as session:
            assert session.scalars(select(UnitChange)).all() == []

    def test_may_be_changed_before_it_is_confirmed(self, browser, ada, force):
        answer = self.form(browser, force).send("change")

        assert answer.status_code == 200
        assert f'<option value="{force["quay"]}" selected>' in answer.text

    def test_waits_for_a_later_day_and_can_be_cancelled(self, browser, ada, force, database):
        self.form(browser, force).confirm(from_on=today_plus(30))

        assert "Waits for its day" in browser.get("/admin/units").text
        with database.reading() as session:
            change = session.scalars(select(UnitChange)).one()
        assert browser.sends(f"/admin/changes/{change.id}/cancel").status_code == 303
        assert "Waits for its day" not in browser.get("/admin/units").text

    @pytest.mark.parametrize(
        ("fields", "problem"),
        [
            ({"other": "999999"}, "Choose the unit it becomes part of"),
            ({"other": "x"}, "There is a problem"),
            ({"from_on": ["31", "2", "2027"]}, "Enter a real day"),
            ({"from_on": ["", "", ""]}, "Enter the day"),
            ({"from_on": ["1", "1", "2020"]}, "Choose today or a later day"),
        ],
    )
    def test_is_refused_in_sentences(self, browser, ada, force, fields, problem):
        answer = self.form(browser, force).send("preview", **fields)

        assert answer.status_code == 200
        assert problem in answer.text
        assert "There is a problem" in answer.text

    def test_of_a_closed_unit_is_not_there(self, browser, ada, force):
        self.form(browser, force).confirm()

        assert browser.get(f"/admin/units/{force['harbour']}/merge").status_code == 404
        assert "Closed" in browser.get(f"/admin/units/{force['harbour']}").text


class TestFiguresOfFew:
    """What a preview shows must never tell what one person has done."""

    def preview(self, browser, force, people):
        fields = {"name": "Two", "code": "TWO", "unit_kind": "team", "people": people}
        return text_of(Form(browser, f"/admin/units/{force['harbour']}/split", **fields).send("preview"))

    def test_modules_of_chosen_people_are_not_shown(self, browser, ada, force, database):
        with write(database) as session:
            ids = session.scalars(select(Officer.id).where(Officer.display_name.like("Harbour %"))).all()
            begun(session, session.get_one(Officer, ids[0]), a_module(session), at=now())

        for chosen in (ids[:1], ids[:11]):
            said = self.preview(browser, force, [str(one) for one in chosen])
            effects = said[said.index("Before After") :]
            assert re.search(
                r"Harbour 12 people about 0 modules begun, 0 done \d+ (person|people) modules not shown", effects
            )
            assert re.search(r"Two \(new\) Not there yet \d+ (person|people) modules not shown", effects)

    def test_nor_of_a_team_with_fewer_than_ten_or_of_who_receives_it(self, browser, ada, force, database):
        with write(database) as session:
            small = a_unit(session, name="Small", parent=session.get_one(Unit, force["north"]))
            for _ in range(3):
                begun(session, an_officer(session, unit=small), a_module(session), at=now())

        form = Form(browser, f"/admin/units/{small.id}/merge", other=str(force["quay"]))
        said = text_of(form.send("preview"))

        assert "Small (closed) 3 people modules not shown Closed" in said
        assert re.search(r"Quay 12 people about 0 modules begun, 0 done 15 people modules not shown", said)


class TestSplit:
    def test_makes_the_unit_of_those_chosen_and_nobody_else(self, browser, ada, force, database):
        with database.reading() as session:
            names = ["Harbour 00", "Harbour 01", "Quay 00"]
            ids = {
                name: session.scalars(select(Officer.id).where(Officer.display_name == name)).one() for name in names
            }
        fields = {"name": "Two", "code": "two", "unit_kind": "team", "people": [str(one) for one in ids.values()]}

        Form(browser, f"/admin/units/{force['harbour']}/split", **fields).confirm()

        with database.reading() as session:
            made = session.scalars(select(Unit).where(Unit.code == "TWO")).one()
            units = {name: posting_on(session, officer_id=one, on=london_today()).unit_id for name, one in ids.items()}
        assert units == {"Harbour 00": made.id, "Harbour 01": made.id, "Quay 00": force["quay"]}

    def test_tells_every_fault_at_once(self, browser, ada, force):
        answer = Form(browser, f"/admin/units/{force['harbour']}/split", name="", code="", unit_kind="team").send(
            "preview"
        )

        for sentence in ("Enter a name", "Enter the code", "Choose at least one person or team"):
            assert sentence in answer.text


class TestOthers:
    def test_move_and_rename_and_close(self, browser, ada, force, database):
        Form(browser, f"/admin/units/{force['harbour']}/move", other=str(force["south"])).confirm()
        Form(browser, f"/admin/units/{force['quay']}/rename", name="Quayside").confirm()

        with database.reading() as session:
            tree = {unit.id: unit for unit in unit_tree(session, on=london_today())}
        assert tree[force["harbour"]].parent_id == force["south"]
        assert tree[force["quay"]].name == "Quayside"

    def test_close_refuses_a_unit_with_people_above_the_form(self, browser, ada, force):
        answer = Form(browser, f"/admin/units/{force['quay']}/close").send("preview")

        assert "Merge it into another unit instead" in answer.text


class TestCodes:
    def test_are_slips_shown_once(self, browser, ada, force):
        answer = browser.sends(f"/admin/units/{force['quay']}/codes", whom="new", below="no")

        assert len(re.findall(r'<li class="slip">', answer.text)) == 12
        assert len(set(re.findall(r'slip-code">([^<]+)<', answer.text))) == 12
        assert answer.headers["Cache-Control"] == "no-store"

    def test_with_units_below(self, browser, ada, force):
        answer = browser.sends(f"/admin/units/{force['north']}/codes", whom="new", below="yes")

        assert len(re.findall(r'<li class="slip">', answer.text)) == 24

    def test_are_refused_where_nobody_needs_one(self, browser, ada, force):
        answer = browser.sends(f"/admin/units/{force['south']}/codes", whom="new", below="no")

        assert "Nobody here needs a code" in answer.text
