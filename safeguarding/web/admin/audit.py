"""The audit: what was done, by whom, in words; and whether it is as it was written. Looking is itself recorded."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.content.queries.module_list import module_titles
from safeguarding.people.operations.audit import record
from safeguarding.people.queries.audit import holds_hash
from safeguarding.people.queries.audit_list import audit_page, chain_state
from safeguarding.people.queries.shown_names import shown_names
from safeguarding.people.queries.units import unit_names
from safeguarding.people.rules.roles import Role
from safeguarding.web.admin.area import bp
from safeguarding.web.admin.audit_words import ACTIONS, Names, entry_in_words, mentioned
from safeguarding.web.admin.forms import day_in_address
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session, reading_session, record_viewing
from safeguarding.web.shared.signing_in import current_officer


@bp.get("/audit")
@only(Role.ADMINISTRATOR, Role.AUDITOR)
def audit() -> str:
    """Entries, the newest first; of one action or one day if asked."""
    session, today = get_session(), london_today()
    action = request.args.get("action") or None
    action = action if action in ACTIONS else None
    day = day_in_address(request.args.get("day", ""))
    before = request.args.get("before", type=int)
    noted = request.args.get("noted", "").strip().lower()[:64]
    page = audit_page(session, before=before, action=action, day=day)
    officers, units, modules = mentioned(page.entries)
    names = Names(
        officers=shown_names(session, officer_ids=officers, on=today),
        units=unit_names(session, unit_ids=units),
        modules=module_titles(session, module_ids=modules),
    )
    html = render_template(
        "admin/audit.html",
        lines=[entry_in_words(entry, names) for entry in page.entries],
        before=page.before,
        is_first_page=before is None,
        actions=ACTIONS,
        action=action,
        day=day,
        noted=noted,
        holds_noted=holds_hash(session, noted=noted) if noted else None,
        chain=chain_state(session),
    )
    with record_viewing() as writing:
        about = {"action": action, "day": day.isoformat() if day else None, "before": before}
        record(writing, actor_id=current_officer().officer_id, action="audit.viewed", about=about, at=now())
    return html


@bp.post("/audit/check")
@only(Role.ADMINISTRATOR, Role.AUDITOR)
def check_audit() -> ResponseReturnValue:
    """Check every entry there is, and note that it was done."""
    state = chain_state(reading_session(), most=None)
    session = get_session()
    about = {"entries": state.entries, "broken_at": state.broken_at}
    record(session, actor_id=current_officer().officer_id, action="audit.checked", about=about, at=now())
    session.commit()
    if state.broken_at is None:
        flash(f"All {state.entries:,} entries are as they were written. The last hash: {state.last_hash}")
    else:
        flash(
            f"Entry {state.broken_at} is not as it was written, or what came before it was taken away. Tell whoever "
            "is responsible for this platform now."
        )
    return redirect(url_for("admin.audit"), 303)
