"""What officers can open, and withdrawing something at once."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import now
from safeguarding.content.operations.withdrawal import AlreadyWithdrawn, NoReason, withdraw_module
from safeguarding.content.queries.module_list import module_line, module_list
from safeguarding.people.operations.audit import record
from safeguarding.people.rules.roles import Role
from safeguarding.web.admin.area import bp
from safeguarding.web.admin.forms import WithdrawModuleForm
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session
from safeguarding.web.shared.signing_in import current_officer

KIND_NAMES = {
    "article": "Article",
    "blog": "Blog",
    "podcast": "Podcast",
    "scenario": "Scenario",
    "resource": "Resource",
    "training": "Training",
}


@bp.get("/modules")
@only(Role.ADMINISTRATOR, Role.REVIEWER)
def modules() -> str:
    """Every module, and which are withdrawn."""
    return render_template("admin/modules.html", lines=module_list(get_session()), kind_names=KIND_NAMES)


@bp.route("/modules/<campaign>/<module>", methods=["GET", "POST"])
@only(Role.ADMINISTRATOR, Role.REVIEWER)
def withdraw(campaign: str, module: str) -> ResponseReturnValue:
    """Withdraw a module from now on; whoever opens it reads why."""
    session = get_session()
    line = module_line(session, campaign=campaign, module=module)
    form = WithdrawModuleForm()
    if form.validate_on_submit():
        at = now()
        try:
            withdraw_module(session, module_id=line.module_id, reason=form.reason.data, at=at)
        except (AlreadyWithdrawn, NoReason) as refusal:
            session.rollback()
            form.form_errors = [str(refusal)]
        else:
            about = {"module_id": line.module_id}
            record(session, actor_id=current_officer().officer_id, action="content.withdrawn", about=about, at=at)
            session.commit()
            flash(f"“{line.title}” is withdrawn. Whoever opens it reads why.")
            return redirect(url_for("admin.modules"), 303)
    return render_template("admin/withdraw-module.html", form=form, line=line, kind_names=KIND_NAMES)
