"""All of a version in one place: to read, to print, and to compare with another."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today
from safeguarding.content.queries.studio import versions_of
from safeguarding.content.rules.merging import difference_between
from safeguarding.learning.queries.scene_counts import what_officers_did
from safeguarding.web.author.area import bp
from safeguarding.web.author.finding import version_asked_for
from safeguarding.web.author.parts import words_by_place
from safeguarding.web.author.words import KIND_NAMES, STATE_WORDS
from safeguarding.web.shared.areas import AUTHORS
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session


@bp.get("/<campaign>/<module>/read")
@only(*AUTHORS)
def read(campaign: str, module: str) -> str:
    """Every word of a version, place by place, with what officers did beside it."""
    session = get_session()
    found = version_asked_for(session, campaign, module, request.args.get("version", type=int))
    was_seen = found.state in {"published", "retired"} and found.kind == "scenario"
    return render_template(
        "author/read.html",
        version=found,
        kind_name=KIND_NAMES[found.kind],
        state=STATE_WORDS[found.state],
        texts=words_by_place(found.draft.body),
        did=what_officers_did(session, version_id=found.id) if was_seen else None,
        body=found.draft.body,
    )


@bp.get("/<campaign>/<module>/differences")
@only(*AUTHORS)
def differences(campaign: str, module: str) -> ResponseReturnValue:
    """What is different between two versions, in words."""
    session = get_session()
    lines = versions_of(session, campaign=campaign, module=module, on=london_today())
    if not lines:
        abort(404)
    after = version_asked_for(session, campaign, module, request.args.get("after", type=int))
    earlier = [line.id for line in lines if line.number < after.number]
    before_id = request.args.get("before", type=int) or (earlier[0] if earlier else None)
    before = version_asked_for(session, campaign, module, before_id) if before_id else None
    return render_template(
        "author/differences.html",
        after=after,
        before=before,
        lines=lines,
        changes=difference_between(before.draft.body if before else None, after.draft.body),
        state_words=STATE_WORDS,
    )
