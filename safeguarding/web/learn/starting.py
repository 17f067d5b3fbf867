"""Where an officer starts: one next thing, the library, and their own record."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.content.queries.campaigns import coming_campaign, default_campaign
from safeguarding.content.queries.studio_lists import waits_for
from safeguarding.learning.queries.record import record_of
from safeguarding.learning.queries.shelf import shelf
from safeguarding.people.queries.sign_in import SignedIn
from safeguarding.people.rules.roles import Role
from safeguarding.survey.queries.answering import open_waves_for
from safeguarding.web.learn import words
from safeguarding.web.learn.blueprint import bp
from safeguarding.web.learn.shelves import (
    MINUTES_TO_CHOOSE_FROM,
    by_theme,
    fronts,
    heard_so_far,
    in_piles,
    nothing_fits,
    signposts,
    time_options,
)
from safeguarding.web.shared.audience import officers_only
from safeguarding.web.shared.database import Session, get_session
from safeguarding.web.shared.signing_in import current_officer


@bp.get("/", endpoint="home")
@officers_only
def show_home() -> ResponseReturnValue:
    """One next thing, what is half done, and the three themes."""
    session, officer = get_session(), current_officer()
    campaign = default_campaign(session, today=london_today())
    if campaign is None:
        return _nothing_yet(session, officer)
    on_shelf = shelf(session, officer_id=officer.officer_id, campaign_code=campaign.code)
    minutes = request.args.get("minutes", type=int)
    asked = minutes if minutes in MINUTES_TO_CHOOSE_FROM else None
    if asked and (fitting := on_shelf.within(asked)):
        return redirect(url_for("learn.module", campaign=campaign.code, module=fitting[0].code))

    next_item = on_shelf.next_thing
    front_of = fronts(session, on_shelf)
    return render_template(
        "learn/home.html",
        hello=words.hello(officer.display_name, campaign, at=now()),
        **_waiting_for(session, officer),
        campaign=campaign,
        next_item=next_item,
        next_front=front_of[next_item.code] if next_item else None,
        half_done=[item for item in on_shelf.half_done if item is not next_item],
        saved=[item for item in on_shelf.saved if item is not next_item and not item.is_half_done],
        themes=by_theme(campaign, on_shelf),
        times=time_options(on_shelf, chosen=asked),
        nothing_fits=nothing_fits(on_shelf, asked) if asked else "",
        pictures={code: front.picture for code, front in front_of.items()},
        kind_names=words.KIND_NAMES,
        heard=heard_so_far(on_shelf.items, front_of),
        signposts=[
            post for post in signposts(on_shelf, front_of, campaign, today=london_today()).values() if not post.is_over
        ],
    )


@bp.get("/learn/library", endpoint="browse")
@officers_only
def show_library() -> ResponseReturnValue:
    """Everything there is; of one theme or kind when asked."""
    session, officer = get_session(), current_officer()
    campaign = default_campaign(session, today=london_today())
    if campaign is None:
        return _nothing_yet(session, officer)
    on_shelf = shelf(session, officer_id=officer.officer_id, campaign_code=campaign.code)
    kind, theme = request.args.get("kind", ""), request.args.get("theme", "")
    shown = tuple(item for item in on_shelf.items if kind in ("", item.kind) and theme in ("", *item.theme_codes))
    kinds_here = {item.kind for item in on_shelf.items}
    front_of = fronts(session, on_shelf)
    return render_template(
        "learn/library.html",
        campaign=campaign,
        shelf=on_shelf,
        kind=kind,
        kinds={"": "All", **{code: name for code, name in words.KINDS.items() if code in kinds_here}},
        theme_code=theme,
        themes={"": "All", **{theme.code: theme.title for theme in campaign.themes}},
        piles=in_piles(shown),
        pictures={code: front.picture for code, front in front_of.items()},
        heard=heard_so_far(shown, front_of),
        signposts=signposts(on_shelf, front_of, campaign, today=london_today()),
        kind_names=words.KIND_NAMES,
    )


def _waiting_for(session: Session, officer: SignedIn) -> dict[str, Any]:
    """What else waits for this officer: surveys they are asked in, and modules to review."""
    return {
        "surveys": open_waves_for(session, officer_id=officer.officer_id, at=now()),
        "to_review": waits_for(session, officer_id=officer.officer_id) if Role.REVIEWER in officer.roles else 0,
    }


def _nothing_yet(session: Session, officer: SignedIn) -> str:
    """Before any campaign has begun. A survey may be open by then: what comes after is compared with it."""
    coming = coming_campaign(session, today=london_today())
    return render_template("learn/nothing-yet.html", coming=coming, **_waiting_for(session, officer))


@bp.get("/learn/record", endpoint="record")
@officers_only
def show_record() -> ResponseReturnValue:
    """What the officer has done, when, and why it counts."""
    rows = record_of(get_session(), officer_id=current_officer().officer_id)
    return render_template("learn/record.html", rows=rows, kind_names=words.KIND_NAMES)
