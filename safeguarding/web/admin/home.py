"""Where administrators begin: what needs somebody's attention."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.learning.queries.counted import TOTALS_CHECKED, differences, totals_day
from safeguarding.people.operations.audit import record
from safeguarding.people.queries.audit_list import latest_of
from safeguarding.people.queries.role_holders import roles_waiting
from safeguarding.people.queries.roster import last_import
from safeguarding.people.queries.units_change import changes_to_come
from safeguarding.people.rules.roles import ROLE_NAMES, Role
from safeguarding.web.admin import attention
from safeguarding.web.admin.area import bp
from safeguarding.web.shared.areas import ADMINISTRATION
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session, reading_session
from safeguarding.web.shared.pages import contacts
from safeguarding.web.shared.signing_in import current_officer, current_roles


@bp.get("/")
@only(*ADMINISTRATION.roles)
def home() -> str:
    """What waits for somebody, and the pages of the visitor's roles."""
    if Role.ADMINISTRATOR not in current_roles():
        return render_template("admin/home.html", attention=None)
    session, today = get_session(), london_today()
    lines, waiting, changes = contacts(), roles_waiting(session, on=today), changes_to_come(session)
    roster, checked = last_import(session), latest_of(session, action=TOTALS_CHECKED)
    items = {
        "roles": attention.second_granters(waiting=len(waiting)),
        "contacts": attention.contact_lines(
            overdue=len(lines.overdue(today)), never_tried=sum(line.verified_on is None for line in lines)
        ),
        "roster": attention.hr_list(roster.as_at_on if roster else None, today=today),
        "units": attention.unit_changes(
            planned=len(changes), stuck=sum(change.refused_because is not None for change in changes)
        ),
        "totals": attention.totals(
            differences=checked.about["differences"] if checked else None, describe=totals_day(session), today=today
        ),
    }
    return render_template(
        "admin/home.html",
        attention=items,
        in_short=attention.in_short(items.values()),
        waiting=waiting,
        checked_at=checked.at if checked else None,
        role_names=ROLE_NAMES,
    )


@bp.post("/totals")
@only(Role.ADMINISTRATOR)
def check_totals() -> ResponseReturnValue:
    """Count again from what officers have done, and note what was found."""
    found = differences(reading_session(), on=totals_day(reading_session()) or london_today())
    session = get_session()
    record(
        session,
        actor_id=current_officer().officer_id,
        action=TOTALS_CHECKED,
        about={"differences": len(found)},
        at=now(),
    )
    session.commit()
    if found:
        some = "1 place" if len(found) == 1 else f"{len(found)} places"
        flash(f"The totals differ in {some} from what officers have done. Whoever runs the host can mend them.")
    else:
        flash("The totals agree with what officers have done.")
    return redirect(url_for("admin.home"), 303)
