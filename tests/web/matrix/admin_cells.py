"""The administration's part of the matrix."""

from collections.abc import Callable
from typing import Any

from safeguarding.common.clock import london_today, now
from safeguarding.common.database import write
from safeguarding.content.models import Campaign, Contact
from safeguarding.people.models import Officer, RoleGrant, UnitChange
from safeguarding.people.rules.roles import Role
from tests.learning.learning_factories import a_module
from tests.people.people_factories import a_unit, an_administrator, an_officer, holds
from tests.web.matrix.cells import Cell, Sent, Whose, page
from tests.web.matrix.conftest import World

NOBODY = 999_999_999
KEY = "matrix_line"


def of_person(
    endpoint: str, method: str, *, own: int, others: int, is_refused: bool = False, **fields: str
) -> list[Cell]:
    """A page about a person: the visitor's own, somebody else's, and somebody's in a protected post."""

    def arranged(choose: Callable[[World, int | None], str]) -> Callable[[World, int | None], Sent]:
        return lambda world, visitor: Sent({"public_id": choose(world, visitor)}, fields)

    def of_visitor(world: World, visitor: int | None) -> str:
        with world.database.reading() as session:
            return session.get_one(Officer, visitor or world.other_id).public_id

    def of_other(world: World, visitor: int | None) -> str:
        with write(world.database) as session:
            return an_officer(session).public_id

    def of_hidden(world: World, visitor: int | None) -> str:
        with write(world.database) as session:
            return an_officer(session, is_protected=True).public_id

    is_recorded = method == "GET"
    return [
        Cell(endpoint, method, Whose.OWN, arranged(of_visitor), own, is_refused=is_refused, is_recorded=is_recorded),
        Cell(endpoint, method, Whose.OTHERS, arranged(of_other), others, is_recorded=is_recorded),
        Cell(endpoint, method, Whose.OUT_OF_SCOPE, arranged(of_hidden), 404),
    ]


def of_grant(endpoint: str, method: str, status: int, **fields: str) -> list[Cell]:
    """A role: the visitor's own, somebody else's, and one of somebody in a protected post."""

    def arranged(whose: Whose) -> Callable[[World, int | None], Sent]:
        def arrange(world: World, visitor: int | None) -> Sent:
            with write(world.database) as session:
                # So that withdrawing is never refused for want of another administrator.
                an_administrator(session)
                if whose is Whose.OWN:
                    holder = session.get_one(Officer, visitor or world.other_id)
                else:
                    holder = an_officer(session, is_protected=whose is Whose.OUT_OF_SCOPE)
                held = session.query(RoleGrant).filter_by(officer_id=holder.id, role=Role.TRAINER).first()
                return Sent({"number": (held or holds(session, holder, Role.TRAINER)).id}, fields)

        return arrange

    return [
        Cell(endpoint, method, Whose.OWN, arranged(Whose.OWN), status),
        Cell(endpoint, method, Whose.OTHERS, arranged(Whose.OTHERS), status),
        Cell(endpoint, method, Whose.OUT_OF_SCOPE, arranged(Whose.OUT_OF_SCOPE), 404),
    ]


def of_unit(endpoint: str, method: str, own: int, others: int | None = None, **fields: Any) -> list[Cell]:
    """A unit: the one the visitor works in, another, and one there is not."""
    change = {"change": fields.pop("change")} if "change" in fields else {}

    def arranged(whose: Whose) -> Callable[[World, int | None], Sent]:
        def arrange(world: World, visitor: int | None) -> Sent:
            if whose is Whose.OUT_OF_SCOPE:
                return Sent({"number": NOBODY, **change}, fields)
            if whose is Whose.OWN:
                return Sent({"number": world.unit_id, **change}, fields)
            with write(world.database) as session:
                return Sent({"number": a_unit(session).id, **change}, fields)

        return arrange

    return [
        Cell(endpoint, method, Whose.OWN, arranged(Whose.OWN), own, is_refused=own == 200 and method == "POST"),
        Cell(endpoint, method, Whose.OTHERS, arranged(Whose.OTHERS), own if others is None else others),
        Cell(endpoint, method, Whose.OUT_OF_SCOPE, arranged(Whose.OUT_OF_SCOPE), 404),
    ]


def of_change() -> list[Cell]:
    """A change that waits: decided by the visitor, by somebody else, and one there is not."""

    def arranged(whose: Whose) -> Callable[[World, int | None], Sent]:
        def arrange(world: World, visitor: int | None) -> Sent:
            if whose is Whose.OUT_OF_SCOPE:
                return Sent({"number": NOBODY})
            decider = world.other_id if whose is Whose.OTHERS or visitor is None else visitor
            with write(world.database) as session:
                change = UnitChange(
                    kind="rename",
                    unit_id=a_unit(session).id,
                    from_on=london_today().replace(year=london_today().year + 2, day=1),
                    facts={
                        "other_id": None,
                        "name": "Other",
                        "code": None,
                        "unit_kind": None,
                        "officer_ids": [],
                        "team_ids": [],
                        "called": "Harbour",
                    },
                    decided_by_id=decider,
                    decided_at=now(),
                )
                session.add(change)
                session.flush()
                return Sent({"number": change.id})

        return arrange

    return [
        Cell("admin.cancel_change", "POST", Whose.OWN, arranged(Whose.OWN), 303),
        Cell("admin.cancel_change", "POST", Whose.OTHERS, arranged(Whose.OTHERS), 303),
        Cell("admin.cancel_change", "POST", Whose.OUT_OF_SCOPE, arranged(Whose.OUT_OF_SCOPE), 404),
    ]


def of_contact(method: str, status: int, **fields: str) -> list[Cell]:
    """A line of the registry is the force's: nobody's own, so the same for own and other's; and one there is not."""

    def arrange(world: World, visitor: int | None) -> Sent:
        with write(world.database) as session:
            if session.query(Contact).filter_by(key=KEY).first() is None:
                words = dict.fromkeys(("name", "purpose", "value", "hours", "who_may_call", "owner"), "The hub")
                session.add(Contact(key=KEY, position=1, review_on=london_today(), **words))
        return Sent({"key": KEY}, fields)

    def nowhere(world: World, visitor: int | None) -> Sent:
        return Sent({"key": "no_such_line"}, fields)

    return [
        Cell("admin.contact", method, Whose.OWN, arrange, status),
        Cell("admin.contact", method, Whose.OTHERS, arrange, status),
        Cell("admin.contact", method, Whose.OUT_OF_SCOPE, nowhere, 404),
    ]


def of_module(method: str, status: int, **fields: str) -> list[Cell]:
    """A module is nobody's own either; and one there is not."""

    def arrange(world: World, visitor: int | None) -> Sent:
        with write(world.database) as session:
            module = a_module(session, campaign=session.get_one(Campaign, world.scenario.campaign_id))
            return Sent({"campaign": module.campaign_code, "module": module.code}, fields)

    def nowhere(world: World, visitor: int | None) -> Sent:
        return Sent({"campaign": world.scenario.campaign_code, "module": "no-such-module"}, fields)

    return [
        Cell("admin.withdraw", method, Whose.OWN, arrange, status),
        Cell("admin.withdraw", method, Whose.OTHERS, arrange, status),
        Cell("admin.withdraw", method, Whose.OUT_OF_SCOPE, nowhere, 404),
    ]


ADMIN_CELLS = [
    page("admin.home", 200),
    page("admin.check_totals", 303, method="POST"),
    page("admin.people", 200),
    page("admin.people", 200, method="POST", words="sam"),
    *of_person("admin.one_person", "GET", own=200, others=200),
    *of_person("admin.grant_role", "POST", own=200, others=303, is_refused=True, role="comms"),
    *of_person("admin.give_code", "POST", own=200, others=200),
    *of_person("admin.sign_out", "POST", own=303, others=303),
    page("admin.roles", 200),
    *of_grant("admin.agree_to_role", "POST", 303),
    *of_grant("admin.withdraw_role", "GET", 200),
    *of_grant("admin.withdraw_role", "POST", 303, because="other_work"),
    page("admin.units", 200),
    *of_unit("admin.unit", "GET", 200),
    *of_unit("admin.change_unit", "GET", 200, change="rename"),
    *of_unit("admin.change_unit", "POST", 200, change="close", from_on="1 1 2020"),
    *of_change(),
    *of_unit("admin.unit_codes", "GET", 200),
    *of_unit("admin.unit_codes", "POST", 200, whom="none"),
    page("admin.contacts", 200),
    *of_contact("GET", 200),
    *of_contact("POST", 200, name=""),
    page("admin.modules", 200),
    *of_module("GET", 200),
    *of_module("POST", 303, reason="It was wrong."),
    Cell("admin.audit", "GET", Whose.NOBODYS, lambda world, visitor: Sent(), 200, is_recorded=True),
    page("admin.check_audit", 303, method="POST"),
]
