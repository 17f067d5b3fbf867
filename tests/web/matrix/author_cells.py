"""The author area's part of the matrix."""

from tests.web.matrix.cells import page

AUTHOR_CELLS = [
    page("author.home", 200),
    page("author.modules", 200),
    page("author.media", 200),
]
