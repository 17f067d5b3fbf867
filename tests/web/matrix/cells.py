"""What each route answers, on real objects: a page's own visitor's, somebody else's, and one out of scope.

A route that takes parameters needs all three; test_matrix.py is red without them. `signed_in` is the status for
everyone the route's audience lets in, unless `by_role` names another for some; the others' follows from the audience.
A form that is refused with a page of its own (200) must leave every table as it was, as a GET must; only where looking
is itself recorded, the audit grows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from safeguarding.common.clock import now
from safeguarding.people.rules.roles import Role
from safeguarding.web.learn.reading import reading_begun
from tests.web.matrix.conftest import World


class Whose(StrEnum):
    NOBODYS = "nobody's"
    OWN = "own"
    OTHERS = "other's"
    OUT_OF_SCOPE = "out of scope"


OWNERSHIPS = frozenset({Whose.OWN, Whose.OTHERS, Whose.OUT_OF_SCOPE})


@dataclass(frozen=True)
class Sent:
    """What a browser asks for: what stands in the address, and the form."""

    view_args: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    endpoint: str
    method: str
    whose: Whose
    arrange: Callable[[World, int | None], Sent]
    signed_in: int
    signed_out: int | None = None
    is_refused: bool = False
    is_recorded: bool = False
    by_role: Mapping[Role, int] = field(default_factory=dict)


def page(endpoint: str, status: int, *, method: str = "GET", signed_out: int | None = None, **fields: str) -> Cell:
    """A route without parameters."""
    return Cell(endpoint, method, Whose.NOBODYS, lambda world, visitor: Sent(fields=fields), status, signed_out)


def hallway(world: World) -> dict[str, Any]:
    return {"campaign": world.scenario.campaign_code, "module": world.scenario.code}


def nowhere(world: World) -> dict[str, Any]:
    return {"campaign": world.scenario.campaign_code, "module": "no-such-module"}


def without_attempt(endpoint: str, whose: Whose, status: int, *, method: str = "GET", **more: Any) -> Cell:
    """Only somebody else has begun the scenario."""

    def arrange(world: World, visitor: int | None) -> Sent:
        world.others_attempt()
        return Sent({**hallway(world), **more})

    return Cell(endpoint, method, whose, arrange, status)


def with_attempt(endpoint: str, status: int, *, is_ended: bool = False, **more: Any) -> Cell:
    """The visitor has begun the scenario."""

    def arrange(world: World, visitor: int | None) -> Sent:
        world.attempt(visitor, is_ended=is_ended)
        return Sent({**hallway(world), **more})

    return Cell(endpoint, "GET", Whose.OWN, arrange, status)


def of_no_module(endpoint: str, *, method: str = "GET", **more: Any) -> Cell:
    return Cell(endpoint, method, Whose.OUT_OF_SCOPE, lambda world, visitor: Sent({**nowhere(world), **more}), 404)


def pick(endpoint: str, *, is_ended: bool = False, **fields: str) -> list[Cell]:
    """A form about an attempt: the visitor's own, somebody else's, and the visitor's own sent to another module."""

    def own(world: World, visitor: int | None) -> Sent:
        attempt = world.attempt(visitor, is_ended=is_ended)
        return Sent(hallway(world), {**fields, "attempt": attempt, "event": attempt})

    def others(world: World, visitor: int | None) -> Sent:
        return Sent(hallway(world), {**fields, "attempt": world.others_attempt(), "event": "e"})

    def elsewhere(world: World, visitor: int | None) -> Sent:
        there = {"campaign": world.article.campaign_code, "module": world.article.code}
        return Sent(there, {**fields, "attempt": world.attempt(visitor), "event": "e"})

    return [
        Cell(endpoint, "POST", Whose.OWN, own, 303),
        Cell(endpoint, "POST", Whose.OTHERS, others, 404),
        Cell(endpoint, "POST", Whose.OUT_OF_SCOPE, elsewhere, 404),
    ]


def answer_of_somebody_else() -> Cell:
    """An article's answer, with the mark of when somebody else opened it."""

    def arrange(world: World, visitor: int | None) -> Sent:
        there = {"campaign": world.article.campaign_code, "module": world.article.code}
        with world.app.app_context():
            begun = reading_begun(officer_id=world.other_id, version_id=world.article.version_id, at=now())
        return Sent(there, {"begun": begun, "choice": "ask"})

    return Cell("learn.finish", "POST", Whose.OTHERS, arrange, 200, is_refused=True)


def report(whose: Whose, status: int, *, is_refused: bool = False) -> Cell:
    """What a player reports: from the visitor's own page, from somebody else's, and to a module that is not heard."""

    def arrange(world: World, visitor: int | None) -> Sent:
        of = world.article if whose is Whose.OUT_OF_SCOPE else world.podcast
        opener = world.other_id if whose is Whose.OTHERS else visitor or world.other_id
        with world.app.app_context():
            begun = reading_begun(officer_id=opener, version_id=of.version_id, at=now())
        there = {"campaign": of.campaign_code, "module": of.code}
        return Sent(there, {"begun": begun, "event": "e", "played": "", "stands": "0", "moment": "0"})

    return Cell("learn.listen", "POST", whose, arrange, status, is_refused=is_refused)


def drawing(whose: Whose, status: int, fingerprint: str | None = None) -> Cell:
    """A drawing is the campaign's: everyone in the force may see it, whoever has begun the module it is in."""

    def arrange(world: World, visitor: int | None) -> Sent:
        return Sent({"fingerprint": fingerprint or world.media.partition(".")[0], "ending": "svg"})

    return Cell("media.show", "GET", whose, arrange, status)


def of_the_roster(endpoint: str, status: int, *, method: str = "GET", **sent: str) -> list[Cell]:
    """A page about an HR extract, or about an import: administrators share them, whoever sent the file."""
    name, one, none = (
        ("number", World.roster_import, 999_999)
        if endpoint in {"roster.done", "roster.undo"}
        else ("upload", World.upload, "no-such-upload")
    )
    return [
        Cell(endpoint, method, Whose.OWN, lambda world, visitor: Sent({name: one(world, visitor)}, sent), status),
        Cell(endpoint, method, Whose.OTHERS, lambda world, visitor: Sent({name: one(world, None)}, sent), status),
        Cell(endpoint, method, Whose.OUT_OF_SCOPE, lambda world, visitor: Sent({name: none}, sent), 404),
    ]


CELLS = [
    page("health.alive", 200),
    page("health.ready", 200),
    page("help.worried", 200),
    page("help.accessibility", 200),
    page("help.privacy", 200),
    page("help.theme", 303, method="POST", theme="night"),
    page("account.sign_in", 302, signed_out=200),
    page("account.sign_in", 200, method="POST", staff_number="", password=""),
    page("account.sign_out", 303, method="POST"),
    page("account.activate", 200),
    page("account.activate", 200, method="POST", staff_number="", code=""),
    page("account.who_sees_what", 200),
    page("learn.home", 200),
    page("learn.browse", 200),
    page("learn.record", 200),
    drawing(Whose.OWN, 200),
    drawing(Whose.OTHERS, 200),
    drawing(Whose.OUT_OF_SCOPE, 404, fingerprint="0" * 64),
    with_attempt("learn.module", 200),
    without_attempt("learn.module", Whose.OTHERS, 200),
    of_no_module("learn.module"),
    without_attempt("learn.begin", Whose.OWN, 303, method="POST"),
    without_attempt("learn.begin", Whose.OTHERS, 303, method="POST"),
    of_no_module("learn.begin", method="POST"),
    with_attempt("learn.step", 200, number=1),
    without_attempt("learn.step", Whose.OTHERS, 302, number=1),
    of_no_module("learn.step", number=1),
    with_attempt("learn.result", 200, is_ended=True),
    without_attempt("learn.result", Whose.OTHERS, 200),
    of_no_module("learn.result"),
    with_attempt("learn.done", 200, is_ended=True),
    without_attempt("learn.done", Whose.OTHERS, 200),
    of_no_module("learn.done"),
    *pick("learn.look", scene="hall", object="ticket", state="marked"),
    *pick("learn.choose", scene="hall", choice="ask"),
    *pick("learn.finish", is_ended=True),
    answer_of_somebody_else(),
    without_attempt("learn.save", Whose.OWN, 303, method="POST"),
    without_attempt("learn.save", Whose.OTHERS, 303, method="POST"),
    of_no_module("learn.save", method="POST"),
    report(Whose.OWN, 200),
    report(Whose.OTHERS, 409),
    report(Whose.OUT_OF_SCOPE, 404),
    page("roster.home", 200),
    page("roster.send", 200),
    page("roster.send", 200, method="POST"),
    *of_the_roster("roster.show", 200),
    *of_the_roster("roster.difference", 200),
    *of_the_roster("roster.apply", 303, method="POST", seen="another difference"),
    *of_the_roster("roster.again", 303, method="POST"),
    *of_the_roster("roster.drop", 303, method="POST"),
    *of_the_roster("roster.done", 200),
    *of_the_roster("roster.undo", 200),
    *of_the_roster("roster.undo", 303, method="POST"),
]
