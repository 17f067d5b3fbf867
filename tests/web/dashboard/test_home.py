"""Where figures begin: outputs, outtakes, outcomes and impact in this order, and only what one's role may see."""

import re

import pytest

from safeguarding.common.clock import london_today
from safeguarding.common.database import write
from safeguarding.content.models import Campaign
from safeguarding.people.models import UnitPlacement
from safeguarding.people.rules.roles import Role
from tests.survey.release_factories import a_released_wave
from tests.web.conftest import text_of


@pytest.fixture
def released(figures):
    figures.do("north/harbour", 30)
    figures.release()
    return figures


class TestHome:
    def test_goes_from_outputs_to_impact_with_kirkpatricks_levels_beside(self, comms, released):
        page = text_of(comms.get("/dashboard/"))

        places = [page.index(word) for word in ("Outputs:", "Outtakes:", "Outcomes:", "Impact:")]
        assert places == sorted(places)
        levels = [page.index(f"Kirkpatrick level {number}") for number in (1, 2, 4)]
        assert levels == sorted(levels)

    def test_calls_no_output_impact(self, comms, released):
        page = text_of(comms.get("/dashboard/"))

        impact = page[page.index("Impact:") : page.index("What you can do here")]
        assert "No figure on this page is impact" in impact
        assert not re.search(r"\d+ ?%", impact)

    def test_tells_comms_how_many_are_reached(self, comms, released):
        page = text_of(comms.get("/dashboard/"))

        assert "2 modules are open to officers: 2 articles." in page
        assert "30 of 223" in page
        today = london_today()
        assert f"Figures of {today.day} {today:%B %Y}" in page

    def test_tells_comms_where_most_of_those_are_who_are_still_to_come(self, comms, released):
        page = text_of(comms.get("/dashboard/"))

        missing = page[page.index("Whom we have not reached") : page.index("Reach by unit, theme, module and week")]
        # Of north 30 of 128 have begun, of south none of 70.
        assert missing.index("North about 100 23%") < missing.index("South 60 or more under 14%")
        assert "Response officers" in missing

    def test_leaves_groups_that_are_not_shown_out(self, somebody_with, released):
        page = text_of(somebody_with(Role.UNIT_LEAD, unit="north").get("/dashboard/"))

        missing = page[page.index("Whom we have not reached") : page.index("What is missing")]
        assert "North/Harbour" in missing
        assert "North/Ward" not in missing

    def test_tells_the_lead_of_a_unit_of_a_few_what_is_not_said_and_why(self, somebody_with, released):
        page = text_of(somebody_with(Role.UNIT_LEAD, unit="north/ward").get("/dashboard/"))

        assert "Not shown: fewer than 20 people. What so few people have done would be known of each of them." in page
        assert "Whom we have not reached" not in page

    def test_tells_the_lead_of_a_closed_unit_whom_to_ask(self, somebody_with, released, database):
        lead = somebody_with(Role.UNIT_LEAD, unit="north/ward")
        with write(database) as session:
            ward = released.force.units["north/ward"]
            session.add(UnitPlacement(unit_id=ward, parent_id=None, is_closed=True, from_on=london_today()))

        assert "Ask an administrator which unit is yours now" in text_of(lead.get("/dashboard/"))
        assert "Ask an administrator which unit is yours now" in text_of(lead.get("/dashboard/reach"))

    def test_what_people_took_and_recognise_are_outtakes_and_what_they_would_do_outcomes(self, comms, force, database):
        with write(database) as session:
            a_released_wave(session, campaign=session.get_one(Campaign, force.campaign_id))
        page = text_of(comms.get("/dashboard/"))
        outtakes = page[page.index("Outtakes:") : page.index("Outcomes:")]
        outcomes = page[page.index("Outcomes:") : page.index("Impact:")]

        assert "Has taken out the first message" in outtakes
        assert "Recognises the campaign, less what nobody can have seen" in outtakes
        assert "Confidence" in outcomes
        assert "Has taken out the first message" not in outcomes

    def test_says_when_nothing_is_counted_or_released_yet(self, comms, force):
        page = text_of(comms.get("/dashboard/"))

        assert "No figures have been released yet" in page
        assert "Nothing is released yet" in page

    def test_shows_a_unit_lead_their_own_unit_alone(self, somebody_with, released):
        page = text_of(somebody_with(Role.UNIT_LEAD, unit="north").get("/dashboard/"))

        assert "30 of 128" in page
        assert "223" not in page
        assert "Outputs" not in page

    def test_shows_records_no_figures(self, somebody_with, released):
        page = text_of(somebody_with(Role.RECORDS).get("/dashboard/"))

        assert "Training record" in page
        assert " of 223" not in page
