"""What is being written, reviewed and published; beginning something new, or anew."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.content.operations.beginning import begin_module, begin_version, duplicate, throw_away
from safeguarding.content.operations.studio import Refused
from safeguarding.content.queries.campaigns import campaign_front, default_campaign
from safeguarding.content.queries.studio import versions_of
from safeguarding.content.queries.studio_lists import AuthorsModule, module_list_for_authors
from safeguarding.content.rules.merging import difference_between
from safeguarding.people.rules.roles import Role
from safeguarding.web.author.area import bp
from safeguarding.web.author.finding import address_of, version_asked_for, working_or_404, working_or_none
from safeguarding.web.author.forms import KINDS_TO_WRITE, BeginForm, ThrowAwayForm
from safeguarding.web.author.words import KIND_NAMES, STATE_WORDS, STEP_WORDS
from safeguarding.web.shared.areas import STUDIO
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.database import get_session
from safeguarding.web.shared.fields import faults_of
from safeguarding.web.shared.signing_in import current_officer

STATES = {"": "All", **{state: STATE_WORDS[state] for state in ("draft", "in_review", "approved", "published")}}


@bp.get("/modules")
@only(*STUDIO.pages[0].roles)
def modules() -> str:
    """Every module there is, by state, kind and theme."""
    session = get_session()
    lines = module_list_for_authors(session, on=london_today())
    asked = {name: request.args.get(name, "") for name in ("state", "kind", "theme")}
    campaign = default_campaign(session, today=london_today())
    return render_template(
        "author/modules.html",
        lines=[line for line in lines if _is_asked_for(line, **asked)],
        asked=asked,
        states=STATES,
        kinds={"": "All", **{kind: KIND_NAMES[kind] for kind in dict.fromkeys(line.kind for line in lines)}},
        themes={"": "All", **({theme.code: theme.title for theme in campaign.themes} if campaign else {})},
        kind_names=KIND_NAMES,
        state_words=STATE_WORDS,
        may_write=Role.TRAINER in current_officer().roles,
        written_here=KINDS_TO_WRITE,
    )


@bp.route("/new", methods=["GET", "POST"])
@only(Role.TRAINER)
def new() -> ResponseReturnValue:
    """Begin a scenario, an article or a blog."""
    session, officer = get_session(), current_officer()
    campaigns = dict.fromkeys(
        (line.campaign_code, line.campaign_title) for line in module_list_for_authors(session, on=london_today())
    )
    newest = default_campaign(session, today=london_today())
    if newest:
        campaigns = {(newest.code, newest.title): None, **campaigns}
    form = BeginForm()
    form.campaign.choices = [code for code, _ in campaigns]
    if form.validate_on_submit():
        campaign = campaign_front(session, code=form.campaign.data)
        try:
            if campaign is None:
                raise Refused("Choose a campaign that is there.")
            begun = begin_module(
                session,
                campaign_id=campaign.id,
                kind=form.kind.data,
                title=form.title.data,
                by_id=officer.officer_id,
                at=now(),
            )
        except Refused as refusal:
            session.rollback()
            faults_of(form, {"title": str(refusal)})
        else:
            session.commit()
            return redirect(_editor_of(campaign.code, begun.id), 303)
    return render_template("author/new.html", form=form, campaigns=list(campaigns))


@bp.get("/<campaign>/<module>")
@only(*STUDIO.pages[0].roles)
def module(campaign: str, module: str) -> str:
    """One module: what is being written of it, its versions, and what has been decided."""
    session = get_session()
    working = working_or_none(session, campaign, module)
    shown = working or version_asked_for(session, campaign, module, None)
    return render_template(
        "author/module.html",
        module=shown,
        working=working,
        versions=versions_of(session, campaign=campaign, module=module, on=london_today()),
        kind_name=KIND_NAMES[shown.kind],
        state_words=STATE_WORDS,
        step_words=STEP_WORDS,
        may_write=Role.TRAINER in current_officer().roles,
        may_review=Role.REVIEWER in current_officer().roles,
        is_written_here=shown.kind in KINDS_TO_WRITE,
    )


@bp.post("/<campaign>/<module>/new-version")
@only(Role.TRAINER)
def new_version(campaign: str, module: str) -> ResponseReturnValue:
    """Begin the next version, as a copy of what is published or of the version asked for."""
    session, officer = get_session(), current_officer()
    found = version_asked_for(session, campaign, module, request.form.get("version", type=int))
    try:
        begin_version(session, module_id=found.module_id, version_id=found.id, by_id=officer.officer_id, at=now())
    except Refused as refusal:
        session.rollback()
        flash(str(refusal))
        return redirect(url_for("author.module", campaign=campaign, module=module), 303)
    session.commit()
    return redirect(url_for("author.edit", campaign=campaign, module=module), 303)


@bp.post("/<campaign>/<module>/duplicate")
@only(Role.TRAINER)
def copy(campaign: str, module: str) -> ResponseReturnValue:
    """A new module that begins as a copy of this one."""
    session, officer = get_session(), current_officer()
    found = version_asked_for(session, campaign, module, request.form.get("version", type=int))
    try:
        begun = duplicate(session, version_id=found.id, by_id=officer.officer_id, at=now())
    except Refused as refusal:
        session.rollback()
        flash(str(refusal))
        return redirect(url_for("author.module", campaign=campaign, module=module), 303)
    session.commit()
    return redirect(_editor_of(campaign, begun.id), 303)


@bp.route("/<campaign>/<module>/throw-away", methods=["GET", "POST"])
@only(Role.TRAINER)
def discard(campaign: str, module: str) -> ResponseReturnValue:
    """Throw a draft away, once somebody has said yes to that."""
    session, officer = get_session(), current_officer()
    found = working_or_404(session, campaign, module)
    form = ThrowAwayForm()
    if form.validate_on_submit():
        try:
            is_gone = throw_away(
                session,
                version_id=found.id,
                revision=form.revision.data,
                by_id=officer.officer_id,
                at=now(),
            )
        except Refused as refusal:
            session.rollback()
            form.form_errors = [str(refusal)]
        else:
            session.commit()
            flash(f"The draft of “{found.title}” is thrown away.")
            return redirect(url_for("author.home") if is_gone else address_of(found), 303)
    return render_template(
        "author/throw-away.html",
        version=found,
        form=form,
        changes=len(difference_between(found.published, found.draft.body)) if found.published else 0,
    )


def _editor_of(campaign: str, version_id: int) -> str:
    lines = module_list_for_authors(get_session(), on=london_today())
    code = next(line.code for line in lines if line.working and line.working.version_id == version_id)
    return url_for("author.edit", campaign=campaign, module=code)


def _is_asked_for(line: AuthorsModule, *, state: str, kind: str, theme: str) -> bool:
    states = {line.working.state if line.working else "", "published" if line.published_number else ""}
    return state in {"", *states} and kind in {"", line.kind} and theme in {"", *line.theme_codes}
