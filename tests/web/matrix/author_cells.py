"""The author area's part of the matrix."""

from tests.web.matrix.attendance_cells import ATTENDANCE_CELLS
from tests.web.matrix.cells import page
from tests.web.matrix.media_cells import MEDIA_CELLS

AUTHOR_CELLS = [
    page("author.home", 200),
    page("author.modules", 200),
    *MEDIA_CELLS,
    *ATTENDANCE_CELLS,
]
