"""Who holds which role; agreeing to one and taking one back."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.people.operations.roles import RoleRefusal, agree, withdraw
from safeguarding.people.queries.role_holders import (
    HeldRole,
    held_in_protected_posts,
    held_role,
    roles_held,
)
from safeguarding.people.rules.roles import ROLE_NAMES, Role, WithdrawnBecause
from safeguarding.web.admin.area import bp
from safeguarding.web.admin.forms import REASONS_TO_WITHDRAW, WithdrawRoleForm
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session
from safeguarding.web.shared.signing_in import current_officer


@bp.get("/roles")
@only(Role.ADMINISTRATOR)
def roles() -> str:
    """Everybody who may do more than learn, and who waits for a second granter."""
    session, today = get_session(), london_today()
    held = roles_held(session, on=today)
    return render_template(
        "admin/roles.html",
        waiting=[one for one in held if one.waits_for_agreement],
        held=[one for one in held if one.is_in_force],
        hidden=held_in_protected_posts(session, on=today),
        me=current_officer().officer_id,
        role_names=ROLE_NAMES,
    )


@bp.post("/roles/<int:number>/agree")
@only(Role.ADMINISTRATOR)
def agree_to_role(number: int) -> ResponseReturnValue:
    """Be the second granter."""
    session = get_session()
    held = _held_role(number)
    try:
        agree(session, grant_id=number, agreed_by_id=current_officer().officer_id, at=now())
    except RoleRefusal as refusal:
        session.rollback()
        flash(str(refusal))
    else:
        session.commit()
        flash(f"You have agreed: {_whose(held)} is now “{ROLE_NAMES[held.role]}”.")
    return redirect(url_for("admin.roles"), 303)


@bp.route("/roles/<int:number>/withdraw", methods=["GET", "POST"])
@only(Role.ADMINISTRATOR)
def withdraw_role(number: int) -> ResponseReturnValue:
    """Take a role back, and say why."""
    session = get_session()
    held = _held_role(number)
    form = WithdrawRoleForm()
    if form.validate_on_submit():
        try:
            withdraw(
                session,
                grant_id=number,
                withdrawn_by_id=current_officer().officer_id,
                because=WithdrawnBecause(form.because.data),
                at=now(),
            )
        except RoleRefusal as refusal:
            session.rollback()
            form.form_errors = [str(refusal)]
        else:
            session.commit()
            flash(f"{_whose(held)} no longer has the role “{ROLE_NAMES[held.role]}”.")
            return redirect(url_for("admin.roles"), 303)
    return render_template(
        "admin/withdraw-role.html", form=form, held=held, role_names=ROLE_NAMES, reasons=REASONS_TO_WITHDRAW
    )


def _held_role(number: int) -> HeldRole:
    held = held_role(get_session(), grant_id=number, on=london_today())
    if held is None or held.holder is None:
        abort(404)
    return held


def _whose(held: HeldRole) -> str:
    return held.holder.display_name if held.holder else "Somebody"
