"""Units: who stands where, what is to change from which day, and codes for everybody in one."""

import hashlib
from dataclasses import dataclass, field

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.learning.operations.totals import TotalsInDoubt, bring_totals_to_today, move_people
from safeguarding.learning.queries.unit_figures import begun_and_done_by_unit
from safeguarding.people.operations.unit_codes import NobodyToGive, TooManyForASheet, issue_codes_for_units
from safeguarding.people.operations.units import (
    CannotReorganise,
    ChangeIsOver,
    cancel,
    refuse_unless_possible,
    reorganise,
)
from safeguarding.people.queries.shown_names import shown_names
from safeguarding.people.queries.units import UnitInTree, unit_tree
from safeguarding.people.queries.units_change import (
    KnownUnit,
    changes_of_unit,
    changes_to_come,
    people_of_unit,
    standing_units,
    unit_by_number,
)
from safeguarding.people.rules.roles import ROLE_FAMILY_NAMES, Role
from safeguarding.people.rules.sign_in import CODE_LASTS
from safeguarding.people.rules.units_change import (
    Decision,
    Figures,
    Reorganisation,
    UnitEffect,
    Units,
    effects,
    in_a_sentence,
    may_be_shown,
    people_with_all_below,
    roughly,
    tidied,
)
from safeguarding.web.admin.area import bp
from safeguarding.web.admin.forms import KINDS_OF_UNIT, WHICH_PEOPLE, WHO_GETS_A_CODE, ChangeForm, CodesForm
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session
from safeguarding.web.shared.fields import faults_of
from safeguarding.web.shared.signing_in import current_officer

TOP = 0
EM_SPACE = "\u2003"
WHAT_CAN_BE_DONE = {
    Reorganisation.MERGE: "Merge it into another unit",
    Reorganisation.SPLIT: "Split it: a new unit beside it",
    Reorganisation.MOVE: "Move it under another unit",
    Reorganisation.RENAME: "Rename it",
    Reorganisation.CLOSE: "Close it",
}
# A refusal names a fact of the decision; where the form asks for it under another name.
FIELD_ABOUT = {"chosen": "people"}
SINCE_SEEN = "Something has changed since this was worked out. Look at it again before you confirm."


@dataclass
class Branch:
    """A unit in the tree, with how many people there are in it and below."""

    unit: UnitInTree
    people: int
    below: list["Branch"] = field(default_factory=list)


@dataclass(frozen=True)
class ShownFigures:
    """A unit's figures as they may be shown; begun and done are None where they are withheld."""

    people: int
    begun: int | None
    done: int | None


@dataclass(frozen=True)
class ShownEffect:
    """What a change does to one unit, as it may be shown."""

    effect: UnitEffect
    before: ShownFigures | None
    after: ShownFigures | None


@bp.get("/units")
@only(Role.ADMINISTRATOR)
def units() -> str:
    """The force as it stands today, and what is to change."""
    session, today = get_session(), london_today()
    tree = unit_tree(session, on=today)
    people = people_with_all_below(standing_units(session, on=today))
    wanted = " ".join(request.args.get("find", "").split())[:100]
    found = [one for one in tree if wanted.casefold() in f"{one.name} {one.code}".casefold()] if wanted else None
    to_come = changes_to_come(session)
    return render_template(
        "admin/units.html",
        branches=_branches(tree, people),
        wanted=wanted,
        found=found,
        names={one.id: one.name for one in tree},
        people=people,
        changes=to_come,
        deciders=shown_names(session, officer_ids=[one.decided_by_id for one in to_come], on=today),
    )


@bp.get("/units/<int:number>")
@only(Role.ADMINISTRATOR)
def unit(number: int) -> str:
    """One unit: where it stands, who works there, and what can be done to it."""
    session, today = get_session(), london_today()
    known = unit_by_number(session, unit_id=number, on=today)
    standing = standing_units(session, on=today)
    changes = changes_of_unit(session, unit_id=number)
    return render_template(
        "admin/unit.html",
        unit=known,
        kind=KINDS_OF_UNIT[known.kind],
        above=_above(number, standing),
        below=[(number_below, one.name) for number_below, one in standing.items() if one.parent_id == number],
        people_below=people_with_all_below(standing),
        people=people_of_unit(session, unit_id=number, on=today),
        changes=changes,
        deciders=shown_names(session, officer_ids=[one.decided_by_id for one in changes], on=today),
        what_can_be_done=WHAT_CAN_BE_DONE,
        role_family_names=ROLE_FAMILY_NAMES,
    )


@bp.route("/units/<int:number>/<any(merge,split,move,rename,close):change>", methods=["GET", "POST"])
@only(Role.ADMINISTRATOR)
def change_unit(number: int, change: str) -> ResponseReturnValue:
    """Say what is to change and from when; see what it does to the figures; confirm."""
    session, today = get_session(), london_today()
    known = unit_by_number(session, unit_id=number, on=today)
    if not known.is_open:
        abort(404)
    kind = Reorganisation(change)
    form = ChangeForm(from_on=today, other=TOP, name=known.name if kind is Reorganisation.RENAME else "")
    step = request.form.get("step")
    if step == "change" or not form.validate_on_submit():
        return _change_page(known, kind, form)
    decision = _decision(form, kind=kind, unit_id=number)
    try:
        standing = refuse_unless_possible(session, decision=decision, today=today)
        found = effects(decision, units=standing, figures=begun_and_done_by_unit(session))
        seen = _mark_of(decision, found)
        if step == "confirm" and form.seen.data == seen:
            return _carry_out(decision)
        if step == "confirm":
            flash(SINCE_SEEN)
        return _preview(known, decision, standing, found, form=form, seen=seen)
    except CannotReorganise as refusal:
        session.rollback()
        faults_of(form, {FIELD_ABOUT.get(about, about): sentence for about, sentence in refusal.faults.items()})
        return _change_page(known, kind, form)
    except TotalsInDoubt as refusal:
        session.rollback()
        faults_of(form, {"unit": str(refusal)})
        return _change_page(known, kind, form)


@bp.post("/changes/<int:number>/cancel")
@only(Role.ADMINISTRATOR)
def cancel_change(number: int) -> ResponseReturnValue:
    """Take back what was decided for a day to come."""
    session = get_session()
    try:
        cancel(session, change_id=number, cancelled_by_id=current_officer().officer_id, at=now())
    except ChangeIsOver as refusal:
        session.rollback()
        flash(str(refusal))
    else:
        session.commit()
        flash("That change is cancelled.")
    return redirect(url_for("admin.units"), 303)


@bp.route("/units/<int:number>/codes", methods=["GET", "POST"])
@only(Role.ADMINISTRATOR)
def unit_codes(number: int) -> ResponseReturnValue:
    """Activation codes for a whole unit, as slips to print; they are shown this once."""
    session, at, today = get_session(), now(), london_today()
    known = unit_by_number(session, unit_id=number, on=today)
    form = CodesForm()
    if form.validate_on_submit():
        unit_ids = [number]
        if form.below.data == "yes":
            unit_ids = [one.id for one in unit_tree(session, on=today) if number in one.path]
        try:
            slips = issue_codes_for_units(
                session,
                unit_id=number,
                unit_ids=unit_ids,
                only_new=form.whom.data == "new",
                issued_by_id=current_officer().officer_id,
                at=at,
            )
        except (NobodyToGive, TooManyForASheet) as refusal:
            session.rollback()
            form.form_errors = [str(refusal)]
        else:
            session.commit()
            return render_template(
                "admin/code-sheet.html",
                unit=known,
                slips=slips,
                activate_at=url_for("account.activate", _external=True),
                until=at + CODE_LASTS,
            )
    return render_template(
        "admin/unit-codes.html", unit=known, form=form, who_gets_a_code=WHO_GETS_A_CODE, which_people=WHICH_PEOPLE
    )


def _carry_out(decision: Decision) -> ResponseReturnValue:
    """Keep the decision and, if its day is today, move people and what is counted of them, all at once."""
    session, at = get_session(), now()
    bring_totals_to_today(session, at=at)
    decided = reorganise(session, decision=decision, decided_by_id=current_officer().officer_id, at=at)
    if decided.is_in_force:
        move_people(session, moves=decided.moves, at=at)
        flash("Done. From today it is so, on every page and in the figures.")
    else:
        flash("Decided. It will be done on its day; until then you can cancel it here.")
    session.commit()
    return redirect(url_for("admin.units"), 303)


def _decision(form: ChangeForm, *, kind: Reorganisation, unit_id: int) -> Decision:
    """What the form asks for, with only what this kind of change is about."""
    from_on = form.from_on.data
    match kind:
        case Reorganisation.MERGE | Reorganisation.MOVE:
            return Decision(kind, unit_id, from_on, other_id=form.other.data or None)
        case Reorganisation.RENAME:
            return tidied(Decision(kind, unit_id, from_on, name=form.name.data or ""))
        case Reorganisation.SPLIT:
            decision = Decision(
                kind,
                unit_id,
                from_on,
                name=form.name.data or "",
                code=form.code.data or "",
                unit_kind=form.unit_kind.data,
                officer_ids=_people_of(unit_id, form.people.data),
                team_ids=tuple(sorted(set(form.teams.data))),
            )
            return tidied(decision)
        case Reorganisation.CLOSE:
            return Decision(kind, unit_id, from_on)


def _people_of(unit_id: int, chosen: list[int]) -> tuple[int, ...]:
    """Of the people chosen, those who are shown as working in the unit: nobody else can be meant."""
    here = {one.officer_id for one in people_of_unit(get_session(), unit_id=unit_id, on=london_today())}
    return tuple(sorted(here & set(chosen)))


def _change_page(known: KnownUnit, kind: Reorganisation, form: ChangeForm) -> str:
    session, today = get_session(), london_today()
    others = [
        (one.id, f"{EM_SPACE * (len(one.path) - 1)}{one.name} ({one.code})")
        for one in unit_tree(session, on=today)
        if known.id not in one.path
    ]
    standing = standing_units(session, on=today)
    is_split, is_move = kind is Reorganisation.SPLIT, kind is Reorganisation.MOVE
    if is_move and not form.is_submitted():
        form.other.data = standing[known.id].parent_id or TOP
    return render_template(
        "admin/change-unit.html",
        unit=known,
        kind=kind.value,
        title=WHAT_CAN_BE_DONE[kind],
        form=form,
        units=[(TOP, "The top of the force" if is_move else "Choose a unit"), *others],
        kinds=list(KINDS_OF_UNIT.items()),
        people=people_of_unit(session, unit_id=known.id, on=today) if is_split else [],
        teams=[(number, one.name) for number, one in standing.items() if one.parent_id == known.id],
        role_family_names=ROLE_FAMILY_NAMES,
        today=today,
    )


def _mark_of(decision: Decision, found: list[UnitEffect]) -> str:
    """What tells one preview from another; what somebody finishes meanwhile does not make it another."""
    counts = [(one.unit_id, one.before and one.before.people, one.after and one.after.people) for one in found]
    return hashlib.sha256(repr((decision, counts)).encode()).hexdigest()


def _preview(
    known: KnownUnit, decision: Decision, standing: Units, found: list[UnitEffect], *, form: ChangeForm, seen: str
) -> str:
    """The page that shows what would change."""
    return render_template(
        "admin/change-preview.html",
        unit=known,
        kind=decision.kind.value,
        sentence=in_a_sentence(decision, {number: one.name for number, one in standing.items()}),
        effects=[_shown(one) for one in found],
        is_today=decision.from_on == london_today(),
        closes=decision.kind in {Reorganisation.MERGE, Reorganisation.CLOSE},
        form=form,
        seen=seen,
    )


def _shown(effect: UnitEffect) -> ShownEffect:
    after_is_known = effect.is_exact and may_be_shown(effect.after, instead_of=effect.before)
    return ShownEffect(
        effect,
        before=_figures(effect.before, with_modules=may_be_shown(effect.before)),
        after=_figures(effect.after, with_modules=after_is_known),
    )


def _figures(figures: Figures | None, *, with_modules: bool) -> ShownFigures | None:
    if figures is None:
        return None
    if not with_modules:
        return ShownFigures(figures.people, None, None)
    return ShownFigures(
        figures.people,
        roughly(figures.begun, people=figures.people),
        roughly(figures.done, people=figures.people),
    )


def _branches(tree: list[UnitInTree], people: dict[int, int]) -> list[Branch]:
    branches = {one.id: Branch(one, people.get(one.id, 0)) for one in tree}
    top = []
    for one in tree:
        if one.parent_id is None:
            top.append(branches[one.id])
        else:
            branches[one.parent_id].below.append(branches[one.id])
    return top


def _above(number: int, standing: Units) -> list[tuple[int, str]]:
    """The units it stands under, from the top."""
    path: list[tuple[int, str]] = []
    parent_id = standing[number].parent_id if number in standing else None
    while parent_id is not None:
        path.insert(0, (parent_id, standing[parent_id].name))
        parent_id = standing[parent_id].parent_id
    return path
