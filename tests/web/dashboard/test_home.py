"""Where figures begin: outputs, outtakes, outcomes and impact in this order, and only what one's role may see."""

import re

import pytest

from safeguarding.people.rules.roles import Role


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


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

    def test_says_when_nothing_is_counted_or_released_yet(self, comms, force):
        page = text_of(comms.get("/dashboard/"))

        assert "The first figures come on the day after a campaign starts" in page
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
