"""Which page of an area a page within it belongs to: its way in is marked."""

import pytest

from safeguarding.web.shared.areas import ADMINISTRATION, FIGURES, STUDIO, where_in


@pytest.mark.parametrize(
    ("area", "address", "belongs_to"),
    [
        (STUDIO, "/author/", "author.home"),
        (STUDIO, "/author/modules", "author.modules"),
        (STUDIO, "/author/look-again/the-shed/edit", "author.modules"),
        (STUDIO, "/author/new", "author.modules"),
        (STUDIO, "/author/media/send", "author.media"),
        (STUDIO, "/author/attendance/look-again/the-workshop", "author.attendance"),
        (FIGURES, "/dashboard/reach/12", "dashboard.reach"),
        (FIGURES, "/dashboard/waves/look-again/month-0", "dashboard.waves"),
        (ADMINISTRATION, "/admin/units/7/merge", "admin.units"),
        (ADMINISTRATION, "/roster/imports/1", "roster.home"),
    ],
)
def test_a_page_belongs_to_the_one_its_address_begins_with(app, area, address, belongs_to):
    with app.test_request_context(address):
        assert where_in(area) == belongs_to
