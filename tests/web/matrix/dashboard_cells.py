"""The dashboard area's part of the matrix."""

from tests.web.matrix.cells import page
from tests.web.matrix.change_cells import CHANGE_CELLS
from tests.web.matrix.reach_cells import REACH_CELLS
from tests.web.matrix.wave_cells import WAVE_CELLS

DASHBOARD_CELLS = [
    page("dashboard.home", 200),
    *REACH_CELLS,
    *CHANGE_CELLS,
    *WAVE_CELLS,
]
