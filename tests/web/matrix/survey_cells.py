"""The survey area's part of the matrix."""

from tests.web.matrix.cells import Cell

SURVEY_CELLS: list[Cell] = []
