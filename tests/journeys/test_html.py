"""Every page an officer meets is valid HTML, as the server sends it."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.journeys.browser import ROOT, find_node
from tests.journeys.conftest import Visitor
from tests.journeys.test_officer import ARTICLE, HALLWAY, start_again, walk_to_the_end

OTHER_KINDS = ["home-by-morning", "action-card", "object-guide", "can-i-come-out", "look-again-workshop"]
VALIDATE = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"


def test_pages_are_valid_html(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    visitor = visit()
    paths = ["/account/sign-in", "/account/activate", "/no-such-page"]
    signed_in = ["/", "/learn/library", "/learn/record", HALLWAY, ARTICLE]
    signed_in += [f"/learn/spot-it-to-stop-it/{code}" for code in OTHER_KINDS]
    signed_in += ["/account/who-sees-what", "/help/worried", "/help/accessibility", "/help/privacy"]
    for path in paths:
        keep(visitor, path, tmp_path)
    visitor.sign_in("the head of internal communications")
    for path in signed_in:
        keep(visitor, path, tmp_path)
    start_again(visitor)
    keep(visitor, f"{HALLWAY}/step/1", tmp_path)
    walk_to_the_end(visitor.page)
    keep(visitor, f"{HALLWAY}/result", tmp_path)

    assert faults_in(tmp_path) == []


def faults_in(folder: Path) -> list[str]:
    """What html-validate has against the pages kept in a folder."""
    found = subprocess.run(
        [
            *find_node(),
            str(VALIDATE),
            "--preset",
            "standard",
            "--formatter",
            "json",
            *map(str, folder.glob("*.html")),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert found.stdout, found.stderr
    return [
        f"{Path(page['filePath']).name}, line {one['line']}: {one['message']}"
        for page in json.loads(found.stdout)
        for one in page["messages"]
    ]


def keep(visitor: Visitor, path: str, folder: Path) -> None:
    answer = visitor.page.request.get(visitor.site.address + path)
    (folder / f"{path.strip('/').replace('/', '-') or 'home'}.html").write_text(answer.text())
