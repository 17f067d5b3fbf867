"""The dashboard area's part of the matrix."""

from tests.web.matrix.cells import page

DASHBOARD_CELLS = [
    page("dashboard.home", 200),
    page("dashboard.reach", 200),
    page("dashboard.change", 200),
    page("dashboard.waves", 200),
    page("dashboard.records", 200),
]
