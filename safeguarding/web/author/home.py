"""Where trainers and reviewers begin: what is half written, and what waits for review."""

from flask import render_template

from safeguarding.common.clock import london_today
from safeguarding.content.queries.studio_lists import module_list_for_authors, review_queue
from safeguarding.people.rules.roles import Role
from safeguarding.web.author.area import bp
from safeguarding.web.author.words import KIND_NAMES, STATE_WORDS
from safeguarding.web.shared.areas import STUDIO
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session
from safeguarding.web.shared.signing_in import current_officer


@bp.get("/")
@only(*STUDIO.roles)
def home() -> str:
    """A trainer's own pieces first; a reviewer's queue, oldest first."""
    session, officer = get_session(), current_officer()
    being_written = [line for line in module_list_for_authors(session, on=london_today()) if line.working]
    mine = [line for line in being_written if line.working and officer.officer_id in line.working.author_ids]
    waiting = review_queue(session, on=london_today()) if Role.REVIEWER in officer.roles else []
    shown = {line.module_id for line in mine} | {
        line.module_id
        for line in being_written
        if line.working and line.working.version_id in {one.version_id for one in waiting}
    }
    return render_template(
        "author/home.html",
        mine=sorted(mine, key=lambda line: line.working.saved_at if line.working else line.module_id, reverse=True),
        of_others=[line for line in being_written if line.module_id not in shown],
        waiting=waiting,
        me=officer.officer_id,
        may_write=Role.TRAINER in officer.roles,
        may_review=Role.REVIEWER in officer.roles,
        kind_names=KIND_NAMES,
        state_words=STATE_WORDS,
    )
