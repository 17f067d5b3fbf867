"""The author area's part of the matrix. Everybody who writes shares what is written: a colleague's piece opens too."""

import itertools
from collections.abc import Callable
from typing import Any

from safeguarding.common.clock import now
from safeguarding.common.database import write
from safeguarding.content.models import Module
from safeguarding.content.operations.beginning import begin_module
from tests.web.matrix.attendance_cells import ATTENDANCE_CELLS
from tests.web.matrix.cells import Cell, Sent, Whose, page
from tests.web.matrix.conftest import World
from tests.web.matrix.media_cells import MEDIA_CELLS

_numbers = itertools.count(1)


def of_piece(
    endpoint: str, status: int, *, method: str = "GET", is_refused: bool = False, out_of_scope: int = 404, **fields: Any
) -> list[Cell]:
    """Something being written: by the visitor, by somebody else, and one there is not."""

    def arranged(whose: Whose) -> Callable[[World, int | None], Sent]:
        def arrange(world: World, visitor: int | None) -> Sent:
            if whose is Whose.OUT_OF_SCOPE:
                return Sent({"campaign": world.scenario.campaign_code, "module": "no-such-module"}, fields)
            by_id = world.other_id if whose is Whose.OTHERS or visitor is None else visitor
            with write(world.database) as session:
                version = begin_module(
                    session,
                    campaign_id=world.scenario.campaign_id,
                    kind="scenario",
                    title=f"Piece {next(_numbers)}",
                    by_id=by_id,
                    at=now(),
                )
                code = session.get_one(Module, version.module_id).code
                sent = {"version": str(version.id), "revision": str(version.revision), **fields}
                return Sent({"campaign": world.scenario.campaign_code, "module": code}, sent)

        return arrange

    return [
        Cell(endpoint, method, Whose.OWN, arranged(Whose.OWN), status, is_refused=is_refused),
        Cell(endpoint, method, Whose.OTHERS, arranged(Whose.OTHERS), status, is_refused=is_refused),
        Cell(endpoint, method, Whose.OUT_OF_SCOPE, arranged(Whose.OUT_OF_SCOPE), out_of_scope, is_refused=True),
    ]


AUTHOR_CELLS = [
    page("author.home", 200),
    page("author.modules", 200),
    page("author.new", 200),
    page("author.new", 200, method="POST"),
    *of_piece("author.module", 200),
    *of_piece("author.new_version", 303, method="POST"),
    *of_piece("author.copy", 303, method="POST"),
    *of_piece("author.discard", 200),
    *of_piece("author.discard", 303, method="POST"),
    *of_piece("author.edit", 200),
    *of_piece("author.save", 303, method="POST", part="front", **{"at:title": "Another title", "do": "save"}),
    *of_piece("author.preview", 200),
    *of_piece("author.try_it", 303, method="POST", is_refused=True, scene="hall", object="ticket", state="marked"),
    *of_piece("author.read", 200),
    *of_piece("author.differences", 200),
    *of_piece("author.send", 200),
    *of_piece("author.send", 200, method="POST", is_refused=True, reason="As it is"),
    *of_piece("author.back", 303, method="POST", is_refused=True),
    *of_piece("author.review", 200),
    *of_piece("author.decide", 422, method="POST", is_refused=True, do="approve", reason=""),
    *of_piece("author.note", 303, method="POST", place="title", words="Is this the right title?"),
    *MEDIA_CELLS,
    *ATTENDANCE_CELLS,
]
