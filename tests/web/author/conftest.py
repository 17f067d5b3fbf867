"""A studio with a trainer and a reviewer at their browsers, and a scenario being written."""

import html
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from safeguarding.common.clock import now
from safeguarding.common.database import write
from tests.content.studio_factories import HOUR, Studio, a_piece, a_studio
from tests.web.conftest import Browser

HIDDEN = re.compile(r'<input type="hidden" name="(version|revision|part)" value="([^"]*)">')


@pytest.fixture
def studio(database, tmp_path: Path) -> Studio:
    with write(database) as session:
        return a_studio(session, tmp_path)


@dataclass(frozen=True)
class Piece:
    """Something being written: where its pages are."""

    campaign: str
    code: str
    version_id: int

    def address(self, page: str = "") -> str:
        return f"/author/{self.campaign}/{self.code}" + (f"/{page}" if page else "")


@pytest.fixture
def piece(database, studio) -> Piece:
    """A scenario of Tess's, with nothing left to write."""
    with write(database) as session:
        version = a_piece(session, studio, at=now() - HOUR)
        return Piece("look-again", "the-shed", version.id)


@dataclass
class Author:
    """Somebody writing in a browser: opens a part, types, presses."""

    browser: Browser
    piece: Piece
    hidden: dict[str, str] = field(default_factory=dict)
    text: str = ""

    def opens(self, part: str = ""):
        answer = self.browser.get(self.piece.address("edit"), query_string={"part": part})
        assert answer.status_code == 200
        self.sees(answer)
        return answer

    def sees(self, answer) -> None:
        self.text = html.unescape(answer.text)
        self.hidden = dict(HIDDEN.findall(answer.text))

    def saves(self, do: str = "save", **typed: str):
        """Send the page's form; fields by place, a double underscore for each slash."""
        fields = {f"at:{name.replace('__', '/')}": words for name, words in typed.items()}
        return self.sends({**self.hidden, **fields, "do": do})

    def adds(self, **new: str):
        return self.sends(
            {**self.hidden, **{name.replace("_", "-"): words for name, words in new.items()}, "do": "save"}
        )

    def sends(self, fields: dict[str, str]):
        answer = self.browser.sends(self.piece.address("save"), **fields)
        if answer.status_code == 303:
            self.sees(self.browser.get(answer.location))
        else:
            self.sees(answer)
        return answer


@pytest.fixture
def somebody(app, studio):
    """A browser for one of the studio's people: `somebody("tess")`."""

    def open_browser(name: str) -> Browser:
        app.test_client_class = Browser
        browser = app.test_client()
        browser.is_signed_in_as(getattr(studio, name))
        return browser

    return open_browser


@pytest.fixture
def tess(somebody, piece) -> Author:
    return Author(somebody("tess"), piece)


@pytest.fixture
def toni(somebody, piece) -> Author:
    return Author(somebody("toni"), piece)


@pytest.fixture
def robin(somebody) -> Browser:
    return somebody("robin")
