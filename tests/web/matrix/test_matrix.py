"""Every route, for every role and for nobody, on objects of one's own, of somebody else's and out of scope.

The routes are the app's own: one that is not in `cells` is red, and so is one with parameters and without all three
kinds of object.
"""

import re
from functools import partial

import pytest
from werkzeug.routing import Rule

from safeguarding.people.rules.roles import Role
from safeguarding.web.shared.audience import audience_of
from tests.web.matrix import cells
from tests.web.matrix.admin_cells import ADMIN_CELLS
from tests.web.matrix.author_cells import AUTHOR_CELLS
from tests.web.matrix.cells import OWNERSHIPS, Cell, Whose
from tests.web.matrix.conftest import SIGNED_OUT, VISITORS, World
from tests.web.matrix.dashboard_cells import DASHBOARD_CELLS
from tests.web.matrix.survey_cells import SURVEY_CELLS

CELLS = [*cells.CELLS, *ADMIN_CELLS, *AUTHOR_CELLS, *DASHBOARD_CELLS, *SURVEY_CELLS]


def methods(rule: Rule) -> set[str]:
    return (rule.methods or set()) - {"HEAD", "OPTIONS"}


def expected(world: World, cell: Cell, who: str) -> int:
    """What the route's audience makes of this visitor, and what the page then answers."""
    audience = audience_of(world.app, cell.endpoint)
    if who == SIGNED_OUT:
        if audience.needs_sign_in:
            return 302 if cell.method == "GET" else 401
        return cell.signed_in if cell.signed_out is None else cell.signed_out
    if audience.roles and Role(who) not in audience.roles:
        return 403
    return cell.by_role.get(Role(who), cell.signed_in)


def arranged(world: World, cell: Cell, who: str):
    """What this visitor would send, with everything it needs in place: not sent yet."""
    browser, officer_id = world.visitor(who)
    sent = cell.arrange(world, officer_id)
    with world.app.test_request_context():
        address = world.app.url_for(cell.endpoint, **sent.view_args)
    return partial(browser.get, address) if cell.method == "GET" else partial(browser.sends, address, **sent.fields)


def test_every_route_is_in_the_matrix(world):
    routes = {(rule.endpoint, method) for rule in world.app.url_map.iter_rules() for method in methods(rule)}
    assert routes == {(cell.endpoint, cell.method) for cell in CELLS}


def test_every_route_with_parameters_is_tried_on_objects_of_each_ownership(world):
    with_parameters = {rule.endpoint for rule in world.app.url_map.iter_rules() if rule.arguments}
    tried = {endpoint: {cell.whose for cell in CELLS if cell.endpoint == endpoint} for endpoint in with_parameters}
    assert tried == dict.fromkeys(with_parameters, OWNERSHIPS)


@pytest.mark.parametrize("who", VISITORS)
@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell.endpoint} {cell.method} {cell.whose}")
def test_cell(world, cell, who):
    ask = arranged(world, cell, who)
    status = expected(world, cell, who)
    changes_nothing = cell.method == "GET" or cell.is_refused or status >= 400
    before = world.state() if changes_nothing else {}
    answer = ask()
    assert answer.status_code == status
    if changes_nothing:
        after = world.state()
        if cell.is_recorded and answer.status_code == 200:
            assert after.pop("audit_entry") != before.pop("audit_entry")
        assert after == before


@pytest.mark.parametrize("who", [SIGNED_OUT, Role.OFFICER, Role.ADMINISTRATOR])
@pytest.mark.parametrize(
    "cell", [cell for cell in CELLS if cell.method == "GET"], ids=lambda cell: f"{cell.endpoint} {cell.whose}"
)
def test_each_page_is_whole(world, cell, who):
    answer = arranged(world, cell, who)()
    if answer.mimetype != "text/html" or answer.status_code in {301, 302, 303}:
        return
    page = answer.text
    assert len(re.findall(r"<h1\b", page)) == 1
    assert re.search(r"<title>[^<]+ – Spot It to Stop It</title>", page)
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", page)
    for form in re.findall(r'<form\b[^>]*method="post".*?</form>', page, re.DOTALL):
        assert form.count('name="csrf_token"') == 1


@pytest.mark.parametrize("who", [Role.ADMINISTRATOR, Role.AUDITOR, Role.OFFICER])
@pytest.mark.parametrize(
    "cell", [cell for cell in CELLS if cell.whose is Whose.OTHERS], ids=lambda cell: f"{cell.endpoint} {cell.method}"
)
def test_nothing_of_somebody_elses_attempt_is_told(world, cell, who):
    answer = arranged(world, cell, who)()
    assert world.others_attempt() not in answer.text
